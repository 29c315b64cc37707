"""The main job through the command line, on a real scene in a folder with a Cyrillic name."""

from __future__ import annotations

import json

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from affine import Affine

from tests.neurocorrelator.plain import PLAIN_FLAGS

FILES = [
    *("boxes.csv", "boxes.geojson", "boxes.qml", "heatmap.png", "heatmap.qml", "heatmap.tif"),
    *("result.png", "run.json"),
]
PLACED = {"boxes.geojson", "boxes.qml"}  # those that a scene without a CRS does not have


def names(folder):
    return sorted(path.name for path in folder.iterdir())


ROTATED = Affine.translation(576714.9, 5188195) * Affine.rotation(38.7) * Affine.scale(0.07, -0.07)


@pytest.mark.parametrize(
    ("transform", "crs"),
    [
        (None, None),  # as it is: EPSG:32615, north up
        (ROTATED, "EPSG:32615"),
        (Affine(1e-6, 0, -91.99, 0, -0.7e-6, 46.84), "EPSG:4326"),
    ],
)
def test_match_writes_where_the_picture_is(transform, crs, cli, small_scene) -> None:
    if transform is not None:
        with rasterio.open(small_scene.path, "r+") as scene:
            scene.transform, scene.crs = transform, crs
    picture = small_scene.cut(120, 80, 96, "вырезка №1.png")
    out = small_scene.folder / "ответ"
    done = cli("match", small_scene.path, picture, "--out", out, "--top", 2, "--json")
    assert done.code == 0, done.err
    assert done.out.count("\n") == 1
    assert names(out) == FILES
    answer = done.json
    assert [m["rank"] for m in answer["matches"]] == [1, 2]
    best = answer["matches"][0]
    assert best["template"] == "вырезка №1.png"
    assert (best["col"], best["row"]) == pytest.approx((168, 128), abs=0.5)
    assert best["confidence"] > 0.9
    assert min(best["rotation_deg"], 360 - best["rotation_deg"]) < 0.3
    assert best["scale"] == pytest.approx(1, abs=0.02)
    assert answer["answers"]["вырезка №1.png"]["verdict"] == "found"
    assert sorted(path.rsplit("/", 1)[-1] for path in answer["files"]) == FILES
    assert answer["failures"] == []

    # the coordinates, by rasterio and pyproj directly
    with rasterio.open(small_scene.path) as scene:
        assert ~scene.transform * (best["x"], best["y"]) == pytest.approx(
            (best["col"], best["row"]), abs=0.01
        )
        to_lonlat = pyproj.Transformer.from_crs(scene.crs.to_wkt(), "EPSG:4326", always_xy=True)
        x, y = to_lonlat.transform(best["lon"], best["lat"], direction="INVERSE")
        assert ~scene.transform * (x, y) == pytest.approx((best["col"], best["row"]), abs=0.01)
        corners = [(0, 0), (scene.width, 0), (scene.width, scene.height), (0, scene.height)]
        ground = shapely.Polygon([to_lonlat.transform(*(scene.transform * c)) for c in corners])

    # the heatmap's maximum, by rasterio
    with rasterio.open(out / "heatmap.tif") as heatmap:
        values = heatmap.read(1)
        row, col = np.unravel_index(np.nanargmax(values), values.shape)
        peak = heatmap.xy(row, col)
        across, down = (~heatmap.transform * peak), (~heatmap.transform * (best["x"], best["y"]))
        assert np.abs(np.subtract(across, down)).max() <= 1.0

    # the footprint, by GDAL
    _, _, geometry, _ = pyogrio.raw.read(out / "boxes.geojson")
    footprint = shapely.from_wkb(geometry)[0]
    assert ground.contains(footprint)
    assert footprint.contains(shapely.Point(best["lon"], best["lat"]))


def test_people_get_a_table_and_the_answer(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 96)
    done = cli("match", small_scene.path, picture, "--out", small_scene.folder / "out")
    assert done.code == 0
    assert "crop.png: found, confidence" in done.out
    assert "lon" in done.out
    assert "EPSG:32615" in done.out
    assert "8 files in" in done.out
    assert "searched at" not in done.err


def test_people_are_told_what_was_not_searched(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 96)
    out = small_scene.folder / "out"
    done = cli("match", small_scene.path, picture, *PLAIN_FLAGS, "--out", out)
    assert done.code == 0
    assert "crop.png" in done.out
    assert "confidence" not in done.out
    assert "warning: heading unknown, searched at rotation 0 only" in done.err
    assert "warning: GSD unknown, searched at one template pixel to a scene pixel" in done.err


def test_folders_patterns_and_one_bad_picture(cli, small_scene) -> None:
    small_scene.cut(100, 60, 64, "снимки/a.png")
    small_scene.cut(200, 100, 64, "снимки/b.png")
    small_scene.cut(40, 200, 64, "с пробелом/c.png")
    (small_scene.folder / "снимки" / "bad.png").write_bytes(b"not a picture")
    out = small_scene.folder / "out"
    done = cli(
        *("match", small_scene.path, small_scene.folder / "снимки", "--json", "--out", out),
        *PLAIN_FLAGS,
        *(small_scene.folder / "с пробелом" / "*.png", small_scene.folder / "none.png"),
    )
    assert done.code == 1  # what could be done is done
    assert len(done.errors) == 2
    assert "bad.png: is not a picture" in done.err
    assert "none.png: no such file" in done.err
    assert names(out) == FILES
    assert {m["template"] for m in done.json["matches"]} == {"a.png", "b.png", "c.png"}
    failed = [
        failure["template"]
        for failure in json.loads((out / "run.json").read_text("utf-8"))["failures"]
    ]
    assert sorted(failed) == ["bad.png", "none.png"]


def test_a_table_overrides_the_flags(cli, small_scene) -> None:
    small_scene.cut(100, 60, 64, "pictures/a.png")
    b = small_scene.cut(200, 100, 64, "pictures/b.png")
    table = small_scene.folder / "таблица.csv"
    table.write_text("template;gsd;heading\npictures/a.png;0,0843;0,75\n", encoding="utf-8-sig")
    out = small_scene.folder / "out"
    done = cli(
        *("match", small_scene.path, b, small_scene.folder / "pictures", "--templates", table),
        *("--gsd", 0.0843, "--heading", 90.75, "--out", out, "--json", "--formats", "csv"),
        *PLAIN_FLAGS,
    )
    assert done.code == 0, done.err
    run = json.loads((out / "run.json").read_text("utf-8"))
    known = {t["name"]: (t["gsd_m"], t["heading_deg"]) for t in run["templates"]}
    assert known == {"a.png": (0.0843, 0.75), "b.png": (0.0843, 90.75)}
    best = {m["template"]: m for m in done.json["matches"] if m["rank"] == 1}
    # grid north is true north - .73 there, so a heading of .75 is nearly up
    assert (best["a.png"]["col"], best["a.png"]["row"]) == pytest.approx((132, 92), abs=2)
    assert min(best["a.png"]["rotation_deg"], 360 - best["a.png"]["rotation_deg"]) < 0.2
    assert best["b.png"]["rotation_deg"] == pytest.approx(90, abs=0.2)
    assert "boxes.geojson" not in names(out)


def test_flags_override_the_file(cli, small_scene) -> None:
    config = small_scene.folder / "match.yaml"
    config.write_text("score: bag\ntop: 3\nrotations: 0:90:90\n", encoding="utf-8")
    picture = small_scene.cut(120, 80, 64)
    out = small_scene.folder / "out"
    done = cli(
        *("match", small_scene.path, picture, "--config", config, "--top", 1, "--out", out),
        "--json",
    )
    assert done.code == 0, done.err
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert (run["config"]["score"], run["config"]["top"]) == ("bag", 1)
    assert run["config"]["rotations"] == [0.0, 90.0]
    assert len(done.json["matches"]) == 1


def test_a_scene_without_a_crs_is_searched_in_pixels(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 64)
    plain = small_scene.cut(0, 0, 300, "plain.png")
    out = small_scene.folder / "out"
    done = cli("match", plain, picture, *PLAIN_FLAGS, "--out", out, "--json")
    assert done.code == 0, done.err
    best = done.json["matches"][0]
    assert (best["col"], best["row"]) == pytest.approx((152, 112), abs=2)
    assert best["lon"] is None
    assert best["crs"] is None
    assert "warning: the scene has no CRS" in done.err
    assert names(out) == [name for name in FILES if name not in PLACED]
    asked = cli("match", plain, picture, *PLAIN_FLAGS, "--out", out / "2", "--formats", "geojson")
    assert asked.code == 1
    assert "no CRS" in asked.errors[0]
    assert not (out / "2").exists()


def test_what_is_not_found_is_not_georeferenced(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 96)
    out = small_scene.folder / "out"
    done = cli("match", small_scene.path, picture, *PLAIN_FLAGS, "--out", out, "--georeference")
    assert done.code == 0, done.err
    assert "warning: nothing is georeferenced" in done.err
    assert names(out) == FILES


def test_the_demo(cli, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("demo", "--json")
    assert done.code == 0, done.err
    assert names(tmp_path / "demo-results") == FILES
    best = [m for m in done.json["matches"] if m["rank"] == 1]
    assert [m["template"] for m in best] == ["DJI_0025.jpg", "DJI_0028.jpg", "DJI_0032.jpg"]
    # the surveyed centres of ground_truth.csv, EPSG:32615
    truth = [(576719.18, 5188182.01), (576690.88, 5188153.97), (576719.24, 5188150.83)]
    assert {answer["verdict"] for answer in done.json["answers"].values()} == {"found"}
    for match, centre in zip(best, truth, strict=True):
        assert np.hypot(match["x"] - centre[0], match["y"] - centre[1]) < 2.0


def test_found_templates_are_georeferenced_on_demand(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 96)
    out = small_scene.folder / "out"
    done = cli("match", small_scene.path, picture, "--out", out, "--georeference", "--json")
    assert done.code == 0, done.err
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["answers"] == done.json["answers"]
    assert list(run["answers"]) == ["crop.png"]
    assert run["answers"]["crop.png"]["verdict"] == "found"
    assert names(out / "templates") == ["crop_1.points", "crop_1.tif", "crop_1.vrt"]
    assert set(run["files"]) >= {f"templates/{name}" for name in names(out / "templates")}
    with (
        rasterio.open(small_scene.path) as scene,
        rasterio.open(out / "templates/crop_1.tif") as made,
    ):
        middle = ~scene.transform * made.xy(made.height / 2 - 0.5, made.width / 2 - 0.5)
        assert middle == pytest.approx((168, 128), abs=1.5)
