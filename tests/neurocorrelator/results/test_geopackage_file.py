"""`boxes.gpkg`, read back by GDAL and by SQLite."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import numpy as np
import pandas as pd
import pyogrio
import pytest
import rasterio
import rasterio.warp
import shapely
from affine import Affine

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS

NAMES = ("снимок №1.jpg", "b<&>'.png")


def read(path, layer):
    meta, _, geometry, columns = pyogrio.raw.read(path, layer=layer)
    return meta, shapely.from_wkb(geometry), dict(zip(meta["fields"], columns, strict=True))


def test_layers_with_the_table_in_the_scenes_crs(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=NAMES)
    path = nc.write_geopackage(result, tmp_path / "папка" / "места.gpkg")
    assert [p.name for p in path.parent.iterdir()] == ["места.gpkg"]  # no journal beside it
    assert pyogrio.list_layers(path).tolist() == [
        ["footprints", "Polygon"],
        ["centres", "Point"],
        ["layer_styles", None],
    ]
    table = result.table
    for layer in ("footprints", "centres"):
        meta, shapes, columns = read(path, layer)
        assert meta["crs"] == "EPSG:32615"
        assert tuple(columns) == COLUMNS
        assert columns["template"].tolist() == table["template"].tolist()
        np.testing.assert_array_equal(columns["rank"], table["rank"])
        np.testing.assert_array_equal(columns["score"], table["score"])
        if layer == "footprints":
            assert shapely.equals_exact(shapes, shapely.from_wkt(table["footprint"]), 1e-9).all()
        else:
            np.testing.assert_array_equal(shapely.get_coordinates(shapes), table[["x", "y"]])
    with closing(sqlite3.connect(path)) as database:
        types = dict(
            database.execute("SELECT name, lower(type) FROM pragma_table_info('footprints')")
        )
        empty = database.execute("SELECT count(*) FROM footprints WHERE inliers IS NULL").fetchone()
        indexed = database.execute(
            "SELECT table_name, column_name FROM gpkg_extensions"
            " WHERE extension_name = 'gpkg_rtree_index'"
        ).fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (types["rank"], types["score"], types["inliers"]) == ("integer", "real", "integer")
    assert types["template"].startswith("text")
    assert empty == (4,)
    assert sorted(indexed) == [("centres", "geom"), ("footprints", "geom")]


def test_known_confidence_and_inliers(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    sure = replace(result.matches[0], confidence=0.75, inliers=41)
    result = replace(result, matches=(sure, *result.matches[1:]))
    path = nc.write_geopackage(result, tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT confidence, inliers FROM footprints").fetchall()
    assert rows == [(0.75, 41), (None, None)]


def test_in_another_crs(write_scene, make_result, tmp_path) -> None:
    scene = write_scene()
    result = replace(make_result(scene), out_crs=nc.parse_crs("26915"))
    _, shapes, columns = read(nc.write_geopackage(result, tmp_path / "a.gpkg"), "footprints")
    assert set(columns["crs"]) == {"EPSG:26915"}
    with rasterio.open(scene) as dataset:
        corners = [dataset.transform * corner for corner in result.matches[0].footprint]
    expected = rasterio.warp.transform("EPSG:32615", "EPSG:26915", *zip(*corners, strict=True))
    np.testing.assert_allclose(
        shapely.get_coordinates(shapes[0])[:4], np.transpose(expected), atol=0.01
    )
    points = shapely.get_coordinates(read(tmp_path / "a.gpkg", "centres")[1])
    np.testing.assert_array_equal(points, result.table[["x", "y"]])


def test_degrees_are_cut_at_the_antimeridian(write_scene, make_result, tmp_path) -> None:
    """A scene of zone 60 that crosses 180 degrees, with the answer in degrees."""
    transform = Affine(10, 0, 825500, 0, -10, 1110000)
    result = make_result(
        write_scene(transform=transform, crs="EPSG:32660", size=(900, 900)),
        centres=((400.0, 400.0), (100.0, 100.0)),
        half=(300.0, 20.0),
    )
    result = replace(result, out_crs=nc.parse_crs("4326"))
    meta, shapes, columns = read(nc.write_geopackage(result, tmp_path / "a.gpkg"), "footprints")
    assert meta["geometry_type"] == "MultiPolygon"
    across = shapes[0]
    assert len(across.geoms) == 2
    for piece in across.geoms:
        west, _, east, _ = piece.bounds
        assert east - west < 0.1
        assert -180 <= west < east <= 180
    assert shapely.equals_exact(across, shapely.from_wkt(columns["footprint"][0]), 1e-9)
    # in the scene's own coordinates the whole polygon, by GDAL
    ring = shapely.Polygon([transform * c for c in result.matches[0].footprint])
    lon, lat = rasterio.warp.transform(
        "EPSG:32660", "EPSG:4326", *np.transpose(ring.exterior.coords)
    )
    degrees = shapely.Polygon(zip(np.mod(lon, 360), lat, strict=True))
    assert sum(piece.area for piece in across.geoms) == pytest.approx(degrees.area, rel=1e-3)


def test_without_a_crs(write_scene, make_result, tmp_path) -> None:
    pixels = make_result(write_scene("pixels.tif", crs=None))
    meta, shapes, columns = read(nc.write_geopackage(pixels, tmp_path / "a.gpkg"), "footprints")
    assert meta["crs"] is None
    np.testing.assert_allclose(
        shapely.get_coordinates(shapes[0])[:4] * (1, -1), pixels.matches[0].footprint
    )
    assert pd.isna(columns["x"]).all()
    world_file = make_result(
        write_scene("world.tif", crs=None, transform=Affine(0.5, 0, 1000, 0, -0.5, 2000))
    )
    centres = read(nc.write_geopackage(world_file, tmp_path / "b.gpkg"), "centres")[1]
    assert shapely.get_coordinates(centres[0]).tolist() == [[1000 + 100.25 / 2, 2000 - 80.5 / 2]]


def test_nothing_found(write_scene, make_result, tmp_path) -> None:
    path = nc.write_geopackage(make_result(write_scene()), tmp_path / "a.gpkg", matches=())
    assert [len(read(path, layer)[1]) for layer in ("footprints", "centres")] == [0, 0]


def test_styles_that_qgis_takes_by_default(write_scene, make_result, tmp_path) -> None:
    path = nc.write_geopackage(make_result(write_scene(), names=NAMES), tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as database:
        styles = database.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
    assert [style[:3] for style in styles] == [("footprints", "geom", 1), ("centres", "geom", 1)]
    for *_, text in styles:
        assert NAMES[1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text


def test_without_pyogrio_it_is_said_before_the_work(tmp_path) -> None:
    code = """
import sys
sys.modules["pyogrio"] = None  # as if it were not installed
import neurocorrelator as nc
from neurocorrelator.results.writers import check_possible
check_possible(None, ("csv",))
try:
    check_possible(None, ("gpkg",))
except nc.OutputError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "neurocorrelator[gis]"' in done.stdout
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit of a file's size")
def test_a_full_disk(write_scene, tmp_path) -> None:
    code = f"""
import resource, sys, warnings
warnings.simplefilter("ignore")
import neurocorrelator as nc
import numpy as np
with nc.Raster.open({str(write_scene())!r}) as scene:
    rgb = np.arange(1200).astype(np.uint8).reshape(20, 20, 3)
    template = nc.Template("a", rgb, np.ones((20, 20), bool))
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    matches = tuple(
        nc.Match(n, "a", 1.0, 1.0, None, None, 0.0, 1.0, corners, (4.5, 4.5)) for n in range(3000)
    )
    result = nc.MatchResult(scene, (template,), matches, (), nc.MatchConfig(), {{}})
    result.table
    import pyogrio
    for limit in (1000, 100_000, 900_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            nc.write_geopackage(result, {str(tmp_path / "out" / "места.gpkg")!r})
        except nc.OutputError as error:
            print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert line.startswith(f"{tmp_path / 'out' / 'места.gpkg'}: cannot be written (")
        assert "disk full" in line
    assert not (tmp_path / "out").exists()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 KiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a file system")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_said_in_words(write_scene, make_result, small_disk) -> None:
    result = make_result(write_scene(), names=NAMES)
    with pytest.raises(nc.OutputError) as caught:
        nc.write_geopackage(result, small_disk / "matches.gpkg")
    assert str(caught.value) == (
        f"{small_disk / 'matches.gpkg'}: the disk is full; free some space or choose another place"
    )
    assert list(small_disk.iterdir()) == []
