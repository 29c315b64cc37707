"""Where to search and in which coordinates to answer, through the command line."""

from __future__ import annotations

import csv
import json
import os
import sys
import warnings

import numpy as np
import PIL.Image
import pyogrio
import pyproj
import pytest
import rasterio
import rasterio.warp
import shapely
from rasterio.windows import Window

from tests.neurocorrelator.plain import PLAIN_FLAGS

PLACED = {"boxes.geojson", "boxes.qml"}


def ground(scene, col, row):
    """x, y in the scene's CRS and longitude, latitude of a pixel position, by GDAL."""
    with rasterio.open(scene.path) as dataset:
        x, y = dataset.transform * (col, row)
        (lon,), (lat,) = rasterio.warp.transform(dataset.crs, "EPSG:4326", [x], [y])
    return x, y, lon, lat


def twice(scene):
    """Write the scene's left half over its right half: every place is there two times."""
    with rasterio.open(scene.path, "r+") as dataset:
        half = dataset.read(window=Window(0, 0, 200, 320))
        dataset.write(half, window=Window(200, 0, 200, 320))
    return scene


def photograph(scene, corner, name, lonlat=None):
    """A cut of the scene as JPEG, with a position in its EXIF."""
    picture = PIL.Image.open(scene.cut(*corner, 64, "cut.png"))
    exif = PIL.Image.Exif()
    if lonlat is not None:
        gps = exif.get_ifd(0x8825)
        for tag, value in zip((4, 2), lonlat, strict=True):
            degrees = abs(value)
            minutes = degrees % 1 * 60
            gps[tag] = (float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 6))
        gps[1] = "N" if lonlat[1] >= 0 else "S"
        gps[3] = "E" if lonlat[0] >= 0 else "W"
    path = scene.folder / name
    picture.convert("RGB").save(path, quality=95, exif=exif)
    (scene.folder / "cut.png").unlink()
    return path


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("how", ["extent", "geojson", "gpkg", "near"])
def test_an_area_decides_between_two_equal_places(how, side, cli, small_scene, tmp_path) -> None:
    scene = twice(small_scene)
    picture = scene.cut(60, 100, 64)
    left, right = (0, 200) if side == "left" else (200, 400)
    x0, y0, *_ = ground(scene, left, 320)
    x1, y1, *_ = ground(scene, right, 0)
    box = shapely.box(x0, y0, x1, y1)
    degrees = shapely.transform(
        shapely.segmentize(box, 1),
        lambda xy: np.transpose(rasterio.warp.transform("EPSG:32615", "EPSG:4326", *xy.T)),
    )
    if how == "extent":
        area = ("--extent", x0, y0, x1, y1)
    elif how == "near":
        _, _, lon, lat = ground(scene, left + 92, 132)
        area = ("--near", lon, lat, 6)
    elif how == "geojson":
        path = tmp_path / "область.geojson"
        path.write_text(shapely.to_geojson(degrees), encoding="utf-8")
        area = ("--aoi", path)
    else:
        path = tmp_path / "область.gpkg"
        wkb = np.array([shapely.to_wkb(box)], object)
        pyogrio.raw.write(path, wkb, [], [], geometry_type="Polygon", crs="EPSG:32615")
        area = ("--aoi", path)
    out = tmp_path / "out"
    done = cli(
        "match", scene.path, picture, *area, *PLAIN_FLAGS, "--out", out, "--json", "--top", 3
    )
    assert done.code == 0, done.err
    best = done.json["matches"][0]
    assert (best["col"], best["row"]) == pytest.approx((left + 92, 132), abs=1.5)
    for match in done.json["matches"]:
        assert left - 2 <= match["col"] <= right + 2
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["area"].startswith(("extent ", "within ", str(tmp_path)))
    with rasterio.open(out / "heatmap.tif") as heatmap:
        values = heatmap.read(1)
    outside = values[:, 55:] if side == "left" else values[:, :45]
    assert np.isnan(outside).all()


def test_near_the_position_in_exif(cli, small_scene, tmp_path) -> None:
    scene = twice(small_scene)
    _, _, lon, lat = ground(scene, 295, 130)
    there = photograph(scene, (60, 100), "есть.jpg", (lon, lat))
    nowhere = photograph(scene, (20, 200), "нет.jpg")
    far = photograph(scene, (60, 100), "далеко.jpg", (37.6, 55.75))
    out = tmp_path / "out"
    arguments = ("match", scene.path, there, nowhere, far, "--near-exif", 6, "--out", out)
    arguments = (*arguments, *PLAIN_FLAGS)
    done = cli(*arguments, "--json", "--gsd", 0.084)
    assert done.code == 1  # one lies elsewhere; what could be done is done
    (error,) = done.errors
    assert "далеко.jpg: within 6 m of 37.6" in error
    assert "does not touch the scene" in error
    assert "warning: no position in EXIF, searched everywhere: нет.jpg" in done.err
    best = {m["template"]: m for m in done.json["matches"] if m["rank"] == 1}
    assert (best["есть.jpg"]["col"], best["есть.jpg"]["row"]) == pytest.approx((292, 132), abs=2)
    away = pyproj.Geod(ellps="WGS84").inv(
        lon, lat, best["есть.jpg"]["lon"], best["есть.jpg"]["lat"]
    )[2]
    assert best["есть.jpg"]["distance_to_position_m"] == pytest.approx(away, abs=0.05)
    assert best["нет.jpg"]["distance_to_position_m"] is None
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert list(run["areas"]) == ["есть.jpg"]
    table = cli(*arguments[:3], "--out", out, "--gsd", 0.084)
    assert "from position" in table.out
    assert " m\n" in table.out


@pytest.mark.parametrize(
    ("crs", "accuracy"), [("EPSG:26915", "accuracy 4 m"), ("3857", "no loss of accuracy")]
)
def test_answers_in_another_crs(crs, accuracy, cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    out = tmp_path / "out"
    arguments = ("match", small_scene.path, picture, "--out-crs", crs, "--out", out, "--top", 1)
    arguments = (*arguments, *PLAIN_FLAGS)
    done = cli(*arguments, "--json", "--formats", "csv,geojson,gpkg,kml")
    assert done.code == 0, done.err
    (best,) = done.json["matches"]
    code = f"EPSG:{crs[-4:]}" if crs.isdecimal() else crs
    assert (best["crs"], done.json["crs"]) == (code, code)
    x, y, *_ = ground(small_scene, best["col"], best["row"])
    (east,), (north,) = rasterio.warp.transform("EPSG:32615", code, [x], [y])
    assert (best["x"], best["y"]) == pytest.approx((east, north), abs=0.02)
    with (out / "boxes.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert float(row["x"]) == best["x"]
    assert pyogrio.read_info(out / "boxes.gpkg", layer="footprints")["crs"] == code
    table = cli(*arguments)
    assert f"x, y in {code} (" in table.out
    assert accuracy in table.out
    assert done.json["crs_operation"] in table.out.replace("\n", " ")
    if crs == "EPSG:26915":
        assert "warning: a better way of 2 m" in table.err  # PROJ's grids are not shipped


def test_all_formats(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    out = tmp_path / "папка с пробелом"
    done = cli(
        *("match", small_scene.path, picture, *PLAIN_FLAGS, "--out", out, "--json"),
        *("--formats", "gpkg,kml"),
    )
    assert done.code == 0, done.err
    assert sorted(path.name for path in out.iterdir()) == [
        *("boxes.gpkg", "boxes.kml", "boxes.qml", "heatmap.png", "heatmap.qml", "heatmap.tif"),
        *("result.png", "run.json"),
    ]


def test_matches_below_a_confidence_are_dropped(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    done = cli(
        *("match", small_scene.path, picture, "--out", tmp_path / "out", "--json"),
        *("--gsd", 0.0843, "--heading", 0.73, "--min-confidence", "0,9", "--formats", "csv"),
    )
    assert done.code == 0, done.err
    (match,) = done.json["matches"]
    assert match["confidence"] >= 0.9
    assert (match["col"], match["row"]) == pytest.approx((152, 112), abs=1)
    assert done.json["answers"]["crop.png"]["verdict"] == "found"


def test_without_verification_no_confidence_can_drop_a_match(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    done = cli(
        *("match", small_scene.path, picture, "--out", tmp_path / "out", "--json", *PLAIN_FLAGS),
        *("--min-confidence", "0,9", "--top", 2, "--formats", "csv"),
    )
    assert done.code == 0, done.err
    assert [match["confidence"] for match in done.json["matches"]] == [None, None]
    assert "--min-confidence drops nothing of 2 matches" in done.err


def test_chosen_bands(cli, small_scene, tmp_path) -> None:
    picture = PIL.Image.open(small_scene.cut(120, 80, 64))
    swapped = small_scene.folder / "bgr.png"
    PIL.Image.fromarray(np.asarray(picture)[:, :, ::-1].copy()).save(swapped)
    done = cli(
        *("match", small_scene.path, swapped, "--bands", "3,2,1", "--stretch", "none"),
        *PLAIN_FLAGS,
        *("--out", tmp_path / "out", "--json", "--top", 1),
    )
    assert done.code == 0, done.err
    (best,) = done.json["matches"]
    assert (best["col"], best["row"]) == pytest.approx((152, 112), abs=1.5)
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert run["scene"]["bands"] == [3, 2, 1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--extent", 1, 2, 3), "--extent"),
        (("--extent", "a", 2, 3, 4), "--extent"),
        (("--extent", 1, 2, 3, "nan"), "four numbers"),
        (("--extent", 1, 4, 3, 2), "YMIN must be below YMAX"),
        (("--extent", 1, 2, 3, 4, "--aoi", "a.geojson"), "--aoi"),
        (("--extent", 1, 2, 3, 4, "--extent", 1, 2, 3, 4), "given more than once"),
        (("--out-crs", "4326", "--out-crs", "3857"), "given more than once"),
        (("--near", 37, 95, 100), "LON LAT must be degrees"),
        (("--near", 37, 55, 0), "RADIUS"),
        (("--near-exif", "-5"), "above 0"),
        (("--near-exif", "много"), "is not a number"),
        (("--min-confidence", 1.5), "between 0 and 1"),
        (("--out-crs", "нет такой"), "name an EPSG code"),
        (("--out-crs", "EPSG:5714"), "has no x and y on a map"),
        (("--formats", "shp"), "there are csv, geojson, gpkg, kml"),
    ],
)
def test_wrong_usage(arguments, words, cli, small_scene, tmp_path) -> None:
    out = tmp_path / "out"
    done = cli("match", small_scene.path, small_scene.path, *arguments, "--out", out)
    assert done.code == 2
    assert words in " ".join(done.err.replace("│", " ").split())
    assert "Traceback" not in done.err
    assert not out.exists()


def bad_areas(scene, folder):
    inside = shapely.box(*ground(scene, 0, 320)[:2], *ground(scene, 400, 0)[:2])
    wkb = np.array([shapely.to_wkb(inside)], object)
    shapefile = folder / "без проекции.shp"
    pyogrio.raw.write(shapefile, wkb, [], [], geometry_type="Polygon", crs="EPSG:32615")
    shapefile.with_suffix(".prj").unlink()
    text, empty, damaged = folder / "a.gpkg", folder / "пусто.geojson", folder / "b.geojson"
    text.write_text("no database")
    empty.write_text('{"type": "FeatureCollection", "features": []}')
    damaged.write_text('{"type": "FeatureCollection", "fea')
    x, y, *_ = ground(scene, 200, 160)
    return [
        (("--extent", 0, 0, 10, 10), "does not touch the scene: it covers 0 0 to 10 10"),
        (("--extent", x + 1, y, x, y + 1), "is empty or swapped"),
        (("--near", 37.6, 55.75, 100), "does not touch the scene"),
        (("--aoi", folder / "нет такого.kml"), "нет такого.kml: no such file"),
        (("--aoi", shapefile), "без проекции.shp: has no CRS"),
        (("--aoi", text), "a.gpkg: is not a vector file"),
        (("--aoi", empty), "пусто.geojson: holds no polygon"),
        (("--aoi", damaged), "b.geojson: is not GeoJSON"),
    ]


def test_bad_areas(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    out = tmp_path / "out"
    for arguments, words in bad_areas(small_scene, tmp_path):
        done = cli("match", small_scene.path, picture, *arguments, "--out", out)
        assert (done.code, done.out) == (1, ""), arguments
        (line,) = done.err.splitlines()
        assert line.startswith("error: ")
        assert words in line
        assert not out.exists()


def test_an_area_where_no_candidate_fits(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    x, y, *_ = ground(small_scene, 200.6, 160.6)
    area = ("--extent", x, y, x + 0.001, y + 0.001)
    out = tmp_path / "out"
    done = cli("match", small_scene.path, picture, *area, *PLAIN_FLAGS, "--out", out)
    assert (done.code, done.out) == (1, "")
    (line,) = done.errors
    assert "area" in line
    assert not out.exists()


def test_a_scene_without_a_crs(cli, small_scene, tmp_path) -> None:
    picture = small_scene.cut(120, 80, 64)
    with rasterio.open(small_scene.path) as dataset:
        pixels = dataset.read()
    small_scene.path.unlink()
    size = {"width": 400, "height": 320, "count": 3, "dtype": "uint8", "photometric": "rgb"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        with rasterio.open(small_scene.path, "w", driver="GTiff", **size) as dataset:
            dataset.write(pixels)
    base = ("match", small_scene.path, picture, *PLAIN_FLAGS, "--out", tmp_path / "out")
    for arguments, words in (
        (("--near", 37, 55, 10), "the scene has no CRS"),
        (("--out-crs", "4326"), "the scene has no CRS"),
        (("--formats", "csv,kml"), "KML needs longitude and latitude"),
    ):
        done = cli(*base, *arguments)
        assert done.code == 1
        assert words in done.err
    assert not (tmp_path / "out").exists()
    done = cli(*base, "--extent", 100, 60, 250, 200, "--formats", "csv,gpkg", "--json", "--top", 1)
    assert done.code == 0, done.err
    assert "boxes.gpkg is in pixels" in done.err
    (best,) = done.json["matches"]
    assert (best["col"], best["row"]) == pytest.approx((152, 112), abs=1.5)


def test_gpkg_without_pyogrio_is_refused_before_the_work(program, small_scene, tmp_path) -> None:
    hidden = tmp_path / "hidden" / "pyogrio"  # stands before the real one, and cannot be loaded
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError('not installed')")
    out = tmp_path / "out"
    done = program(
        *("match", small_scene.path, small_scene.cut(120, 80, 64), "--formats", "gpkg"),
        *("--out", out),
        env={**os.environ, "PYTHONPATH": str(hidden.parent), "PYTHONUTF8": "1"},
    )
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert 'pip install "neurocorrelator[gis]"' in done.err
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_is_not_writable(cli, small_scene, tmp_path) -> None:
    locked = tmp_path / "закрыто"
    locked.mkdir(mode=0o500)
    done = cli(
        *("match", small_scene.path, small_scene.cut(120, 80, 64), "--formats", "gpkg,kml"),
        *("--out", locked / "out"),
    )
    assert done.code == 1
    assert "not allowed to write" in done.err
