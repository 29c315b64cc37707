from __future__ import annotations

import csv

import pyproj
import pytest
import rasterio
import shapely
from affine import Affine

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("transform", "crs"),
    [
        (Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5), "EPSG:32615"),
        (Affine.translation(5e5, 5e6) * Affine.rotation(20) * Affine.scale(2, -2), "EPSG:32615"),
        (Affine(0.0008, 0, -74.72, 0, -0.0008, -8.28), "EPSG:4326"),
        (Affine(4.0, 0, 6e6, 0, -4.0, 8e6), "EPSG:3857"),
    ],
)
def test_coordinates_agree_with_gdal_and_proj(
    transform, crs, write_scene, make_result, tmp_path
) -> None:
    result = make_result(write_scene(transform=transform, crs=crs))
    rows = read(nc.write_csv(result, tmp_path / "boxes.csv"))
    with rasterio.open(result.scene.path) as dataset:
        to_lonlat = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        for row, match in zip(rows, result.matches, strict=True):
            col, line = ~dataset.transform * (float(row["x"]), float(row["y"]))
            assert (col, line) == pytest.approx(match.centre, abs=0.01)
            x, y = to_lonlat.transform(float(row["lon"]), float(row["lat"]), direction="INVERSE")
            assert ~dataset.transform * (x, y) == pytest.approx(match.centre, abs=0.01)
            assert (float(row["col"]), float(row["row"])) == match.centre
            assert row["crs"] == crs
            ring = shapely.from_wkt(row["footprint"])
            assert [~dataset.transform * point for point in ring.exterior.coords[:-1]] == [
                pytest.approx(corner, abs=0.01) for corner in match.footprint
            ]
    assert list(rows[0]) == list(COLUMNS)


def test_gsd_is_geodesic(write_scene, make_result, tmp_path) -> None:
    transform = Affine(4.0, 0, 0, 0, -4.0, 8399737.9)  # 60 N in web Mercator: metres count double
    result = make_result(write_scene(transform=transform, crs="EPSG:3857"))
    row = read(nc.write_csv(result, tmp_path / "boxes.csv"))[0]
    lon, lat = float(row["lon"]), float(row["lat"])
    east = pyproj.Transformer.from_crs(3857, 4326, always_xy=True).transform(
        float(row["x"]) + 4, float(row["y"])
    )
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(lon, lat, *east)
    assert float(row["gsd_m"]) == pytest.approx(metres, rel=0.005)


def test_geographic_columns_are_empty_without_a_crs(write_scene, make_result, tmp_path) -> None:
    row = read(nc.write_csv(make_result(write_scene(crs=None)), tmp_path / "boxes.csv"))[0]
    assert [row[name] for name in ("x", "y", "lon", "lat", "crs", "gsd_m", "footprint")] == [""] * 7
    assert float(row["col"]) == 100.25


def test_unknown_values_are_empty_and_integers_stay_integers(
    write_scene, make_result, tmp_path
) -> None:
    row = read(nc.write_csv(make_result(write_scene()), tmp_path / "boxes.csv"))[0]
    assert (row["rank"], row["confidence"], row["inliers"]) == ("1", "", "")


def test_names_of_any_letters_come_back(write_scene, make_result, tmp_path) -> None:
    names = ("снимок, №1.jpg", 'a "b".png', "not unicode \udcff.jpg")
    result = make_result(write_scene(), names=names)
    rows = read(nc.write_csv(result, tmp_path / "таблица.csv"))
    assert rows[0]["template"] == names[0]
    assert rows[2]["template"] == names[1]
    assert rows[4]["template"] == "not unicode \\udcff.jpg"


def test_an_earlier_file_is_replaced_and_a_folder_is_not(
    write_scene, make_result, tmp_path
) -> None:
    result = make_result(write_scene())
    path = tmp_path / "boxes.csv"
    path.write_text("old")
    nc.write_csv(result, path, result.matches[:1])
    assert len(read(path)) == 1
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".tif"] == ["boxes.csv"]
    with pytest.raises(nc.OutputError, match="is a folder"):
        nc.write_csv(result, tmp_path)
