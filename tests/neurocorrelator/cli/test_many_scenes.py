"""Many scenes in one run, on real ones: one table, bad ones skipped, a killed run that goes on."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import rasterio.warp
import shapely
from rasterio.windows import Window

from tests.neurocorrelator.plain import PLAIN_FLAGS

QUICK = (*PLAIN_FLAGS, "--top", 1)


def piece(scene, window: tuple[int, int, int, int], path: Path, crs: str | None = None) -> Path:
    """A part of the small scene as a scene of its own, warped where another CRS is named."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with rasterio.open(scene.path) as source:
        part = Window(*window)
        pixels, transform, own = source.read(window=part), source.window_transform(part), source.crs
    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "photometric": "rgb", "nodata": 0}
    if crs is not None:
        bounds = rasterio.transform.array_bounds(window[3], window[2], transform)
        to, width, height = rasterio.warp.calculate_default_transform(
            own, crs, window[2], window[3], *bounds
        )
        warped = np.zeros((3, height, width), np.uint8)
        rasterio.warp.reproject(
            pixels, warped, src_transform=transform, src_crs=own, dst_transform=to, dst_crs=crs
        )
        pixels, transform, own = warped, to, crs
    profile |= {"width": pixels.shape[2], "height": pixels.shape[1], "crs": own}
    with rasterio.open(path, "w", transform=transform, **profile) as target:
        target.write(pixels)
    return path


def rows_of(out: Path) -> list[dict[str, str]]:
    with (out / "boxes.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run_of(out: Path) -> dict:
    return json.loads((out / "run.json").read_text("utf-8"))


def test_scenes_that_overlap_give_one_answer_in_one_table(cli, small_scene) -> None:
    folder, out = small_scene.folder / "сцены", small_scene.folder / "ответ"
    picture = small_scene.cut(150, 100, 64)  # in both of the first, in none of the last
    left = piece(small_scene, (60, 60, 170, 150), folder / "a.tif")
    warped = piece(small_scene, (130, 80, 170, 150), folder / "b.tif", "EPSG:32616")
    piece(small_scene, (300, 200, 100, 110), folder / "c.tif")
    with rasterio.open(small_scene.path) as scene:
        x, y = scene.transform * (182, 132)
        (lon,), (lat,) = rasterio.warp.transform(scene.crs, "EPSG:4326", [x], [y])
    done = cli(
        *("match", folder, picture, "--gsd", 0.0843, "--heading", 0.74, *QUICK, "--out", out),
        *("--formats", "csv,geojson,gpkg,kml"),
    )
    assert done.code == 0, done.err
    assert "3 scenes: 3 searched now, 0 taken from before, 0 skipped" in done.out
    best, other = rows_of(out)
    assert {best["scene"], best["also_in"]} == {str(left), str(warped)}
    assert (best["rank"], other["rank"], other["also_in"]) == ("1", "2", "")
    assert other["scene"] == str(folder / "c.tif")
    assert (float(best["lon"]), float(best["lat"])) == pytest.approx((lon, lat), abs=4e-6)
    assert (best["x"], best["y"], best["crs"]) == (best["lon"], best["lat"], "EPSG:4326")
    for file in ("boxes.geojson", "boxes.gpkg"):
        layer = "footprints" if file.endswith("gpkg") else None
        meta, _, geometry, _ = pyogrio.raw.read(out / file, layer=layer)
        assert meta["crs"] == "EPSG:4326"
        assert {"scene", "also_in"} < set(meta["fields"])
        assert len(geometry) == 2
        assert shapely.from_wkb(geometry)[0].contains(shapely.Point(lon, lat))
    assert (out / "boxes.kml").read_text("utf-8").count("<Placemark>") == 2
    told = run_of(out)
    assert [scene["folder"] for scene in told["scenes"]] == ["scenes/a", "scenes/b", "scenes/c"]
    for scene in told["scenes"]:
        with rasterio.open(out / scene["folder"] / "heatmap.tif") as heatmap:
            assert heatmap.descriptions == ("crop.png",)
    # in another CRS nothing is searched again
    again = cli("match", folder, picture, "--gsd", 0.0843, "--heading", 0.74, *QUICK, "--out", out,
                "--out-crs", "EPSG:32615", "--json")  # fmt: skip
    assert again.json["counts"]["from_before"] == 3
    first = again.json["matches"][0]
    assert (first["x"], first["y"], first["crs"]) == (
        pytest.approx(x, abs=0.4),
        pytest.approx(y, abs=0.4),
        "EPSG:32615",
    )
    assert not (out / "boxes.kml").exists()


def test_bad_scenes_are_skipped_and_the_others_go_on(cli, small_scene) -> None:
    folder, out = small_scene.folder / "in", small_scene.folder / "in" / "out"
    picture = small_scene.cut(150, 100, 48, "in/crop.png")  # a template, not a scene
    piece(small_scene, (130, 80, 110, 100), folder / "good.tif")
    piece(small_scene, (130, 80, 110, 100), folder / "другая" / "good.tif")
    (folder / "text.tif").write_text("hello")
    (folder / "empty.tif").write_bytes(b"")
    whole = piece(small_scene, (130, 80, 110, 100), folder / "cut_off.tif").read_bytes()
    (folder / "cut_off.tif").write_bytes(whole[: len(whole) // 3])
    small_scene.cut(120, 80, 100, "in/no_crs.png")
    (small_scene.folder / "nothing").mkdir()
    arguments = ("match", str(folder / "**" / "*"), picture, *QUICK, "--out", out)
    done = cli(*arguments, "--scene", small_scene.folder / "nothing", "--formats", "geojson")
    assert done.code == 1
    skipped = {Path(own["scene"]).name: own["reason"] for own in run_of(out)["skipped"]}
    assert set(skipped) == {"text.tif", "empty.tif", "no_crs.png", "nothing"}
    assert "is not a raster" in skipped["text.tif"]
    assert "is empty" in skipped["empty.tif"]
    assert "has no CRS" in skipped["no_crs.png"]
    assert "holds no raster" in skipped["nothing"]
    assert len(done.errors) == 4
    folders = sorted(path.name for path in (out / "scenes").iterdir())
    assert folders == ["cut_off", "good", "другая_good"]
    # of the one that is cut off, what can be read is searched; the results are no scenes
    again = cli(*arguments, "--json")
    assert again.code == 1
    assert again.json["counts"] == {
        **{"scenes": 6, "searched": 1, "from_before": 3, "skipped": 2},
    }
    assert any(m["lon"] is None and m["col"] for m in again.json["matches"])
    assert len((out / "boxes.geojson").read_text("utf-8").split('"geometry": null')) == 2


def test_a_killed_run_goes_on_where_it_stood(cli, small_scene) -> None:
    folder = small_scene.folder / "сцены"
    for number in range(3):
        piece(small_scene, (40 + 60 * number, 80, 110, 100), folder / f"{number}.tif")
    picture = small_scene.cut(150, 100, 48)
    out, whole = small_scene.folder / "out", small_scene.folder / "whole"
    arguments = ["match", str(folder), str(picture), *map(str, QUICK), "--out"]
    first = out / "scenes" / "0" / "scene.json"
    command = [sys.executable, "-m", "neurocorrelator", *arguments, str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 120
        while not first.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert not (out / "boxes.csv").exists()
    finished = sorted((out / "scenes").glob("*/scene.json"))
    assert len(finished) < 3
    times = {path: path.stat().st_mtime_ns for path in out.glob("scenes/*/*")}
    done = cli(*arguments, out, "--json")
    assert done.code == 0, done.err
    assert done.json["counts"] == {
        **{"scenes": 3, "searched": 3 - len(finished), "from_before": len(finished), "skipped": 0},
    }
    for path in finished:  # not a file of a finished scene was written again
        for file in path.parent.iterdir():
            assert file.stat().st_mtime_ns == times[file]
    assert not list(out.rglob(".neurocorrelator-*"))
    assert cli(*arguments, whole).code == 0
    assert rows_of(out) == rows_of(whole)
    assert len({(row["scene"], row["template"], row["rank"]) for row in rows_of(out)}) == len(
        rows_of(out)
    )


def test_what_has_changed_is_searched_again(cli, small_scene) -> None:
    folder, out = small_scene.folder / "in", small_scene.folder / "out"
    piece(small_scene, (130, 80, 100, 90), folder / "a.tif")
    picture = small_scene.cut(150, 100, 48)

    def run(*flags: object):
        return cli("match", folder, picture, *QUICK, "--out", out, *flags)

    assert "1 searched now" in run().out
    assert "0 searched now, 1 taken from before" in run("--formats", "csv").out
    other = run("--min-score", 1)
    assert "1 searched now" in other.out
    assert "a.tif: searched again, settings changed" in other.err
    piece(small_scene, (140, 80, 100, 90), folder / "a.tif")
    moved = run("--min-score", 1)
    assert "a.tif: searched again, scene changed" in moved.err


def test_scenes_beside_the_area_are_no_error(cli, small_scene) -> None:
    folder, out = small_scene.folder / "in", small_scene.folder / "out"
    piece(small_scene, (130, 80, 110, 100), folder / "here.tif")
    piece(small_scene, (300, 200, 100, 110), folder / "far.tif")
    picture = small_scene.cut(150, 100, 48)
    with rasterio.open(small_scene.path) as scene:
        x, y = scene.transform * (174, 124)
        (lon,), (lat,) = rasterio.warp.transform(scene.crs, "EPSG:4326", [x], [y])
    done = cli("match", folder, picture, *QUICK, "--near", lon, lat, 2, "--out", out, "--json")
    assert done.code == 0, done.err
    assert [scene.endswith("here.tif") for scene in done.json["scenes"]] == [True]
    (skipped,) = done.json["skipped"]
    assert (skipped["error"], skipped["scene"].endswith("far.tif")) == (False, True)
    nowhere = cli("match", folder, picture, *QUICK, "--near", 5, 5, 2, "--out", out / "2")
    assert nowhere.code == 1
    assert "no scene lies in the area" in nowhere.err


def test_no_scene_at_all(cli, small_scene) -> None:
    picture = small_scene.cut(150, 100, 48)
    (small_scene.folder / "пусто").mkdir()
    out = small_scene.folder / "out"
    for source in (small_scene.folder / "пусто", small_scene.folder / "*.jp2"):
        done = cli("match", source, picture, "--out", out)
        assert (done.code, done.out, len(done.errors)) == (1, "", 1)
        assert not out.exists()
