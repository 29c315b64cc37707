from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import PIL.Image
import pyproj
import pytest
import rasterio

import neurocorrelator as nc
from neurocorrelator.cli.app import app
from neurocorrelator.evaluation.localisation import evaluate_localisation
from tests.neurocorrelator.plain import PLAIN_FLAGS, TOLD_FLAGS, plain

KEYS = ["n", "hit@5m", "hit@10m", "hit@20m", "hit@40m", "hit@50m"]
KEYS += ["median_m", "ce90_m", "right", "median_right_px"]
KEYS += ["median_rotation_error_deg", "rotation_within_15deg"]
KEYS += ["median_scale_error", "scale_within_20pct", "mean_footprint_iou"]
KEYS += ["roc_auc", "s_per_template", "intervals", "breakdown", "reliability"]


def write(folder: Path, text: str) -> Path:
    table = folder / "правда.csv"
    table.write_text(text, encoding="utf-8")
    return table


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        app(["evaluate", "localisation", *map(str, arguments)], prog_name="neurocorrelator")
    captured = capsys.readouterr()
    return int(caught.value.code or 0), captured.out, captured.err


def test_truths_of_each_kind_absence_and_misses(small_scene, capsys) -> None:
    scene = small_scene.path.name
    for name, place in {"a": (100, 60), "b": (200, 100), "c": (40, 200), "d": (260, 180)}.items():
        small_scene.cut(*place, 64, f"{name}.png")
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    PIL.Image.fromarray(noise).save(small_scene.folder / "noise.png")
    with rasterio.open(small_scene.path) as dataset:
        x, y = dataset.transform * (232, 132)
        to_lonlat = pyproj.Transformer.from_crs(dataset.crs.to_wkt(), 4326, always_xy=True)
        lon, lat = to_lonlat.transform(*(dataset.transform * (72, 232)))
        metres = 100 * dataset.transform.a * 0.9997  # about; of 100 px along a row
    table = write(
        small_scene.folder,
        "scene,template,col,row,x,y,lon,lat,present\n"
        f"{scene},a.png,132,92,,,,,1\n"
        f"{scene},b.png,,,{x!r},{y!r},,,\n"
        f"{scene},c.png,,,,,{lon!r},{lat!r},yes\n"
        f"{scene},d.png,192,212,,,,,1\n"  # 100 px from where it is
        f"{scene},missing.png,10,10,,,,,1\n"
        f"{scene},noise.png,,,,,,,0\n",
    )
    items = small_scene.folder / "items.csv"
    code, out, err = run(capsys, table, *TOLD_FLAGS, "--json", "--items", items)
    assert code == 1  # one picture is missing; the others are evaluated
    assert "missing.png: no such file" in err
    assert out.count("\n") == 1
    record = json.loads(out)
    assert list(record) == KEYS
    assert record["n"] == 4  # a path that leads nowhere is no miss
    assert record["hit@5m"] == pytest.approx(3 / 4)
    assert record["hit@10m"] == pytest.approx(4 / 4)  # 100 px are 8.4 m
    assert record["median_m"] < 0.2
    assert record["ce90_m"] > 5
    assert record["right"] == 3 / 4  # 16 px of 64
    assert record["median_right_px"] < 2
    assert record["median_rotation_error_deg"] is record["median_scale_error"] is None  # untold
    assert record["mean_footprint_iou"] is None
    assert record["intervals"]["hit@5m"][0] < 3 / 4 < record["intervals"]["hit@5m"][1]
    assert record["s_per_template"] > 0
    assert 0 <= record["roc_auc"] <= 1
    with items.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["line"] for row in rows] == ["2", "3", "4", "5", "6", "7"]
    assert all(float(row["error_m"]) < 0.2 for row in rows[:3])
    assert float(rows[3]["error_m"]) == pytest.approx(metres, abs=0.2)
    assert rows[4]["error_m"] == ""
    assert "no such file" in rows[4]["failure"]
    assert (rows[5]["present"], rows[5]["error_m"]) == ("0", "")
    assert rows[5]["score"] != ""
    assert [row["right"] for row in rows] == ["1", "1", "1", "0", "0", "0"]
    assert float(rows[3]["error_px"]) == pytest.approx(100, abs=2)


def test_the_report_for_people_and_for_programs(small_scene, capsys) -> None:
    small_scene.cut(100, 60, 64, "a.png")
    small_scene.cut(200, 100, 64, "b.png")
    table = write(
        small_scene.folder,
        f"scene;template;col;row\n{small_scene.path.name};a.png;132;92\n"
        f"{small_scene.path.name};b.png;232;132\n",
    )
    told: list[nc.Progress] = []
    report = evaluate_localisation(table, plain(min_score=1e9), progress=told.append)
    assert report.n == 2  # no threshold: the first candidate counts
    assert report.hits[5] == 1.0
    assert report.roc_auc is None
    assert report.failures == ()
    assert report.hit_interval(5) == (1.0, 1.0)
    assert told[-1].fraction == pytest.approx(1.0, abs=0.01)
    code, out, _ = run(capsys, table, *PLAIN_FLAGS, "--score", "bag")
    assert code == 0
    assert "hit@50m" in out
    assert "95 % interval" in out


def test_scenes_are_told_apart(small_scene) -> None:
    small_scene.cut(100, 60, 64, "a.png")
    small_scene.cut(0, 0, 200, "no_crs.png")
    table = write(
        small_scene.folder,
        "scene,template,col,row\n"
        "none.tif,a.png,1,1\n"
        f"{small_scene.path.name},a.png,132,92\n"
        "no_crs.png,a.png,132,92\n",
    )
    report = evaluate_localisation(table, plain())
    assert [item.evaluated for item in report.items] == [False, True, False]
    assert [item.error_m is None for item in report.items] == [True, False, True]
    assert (report.n, report.hits[50]) == (1, 1.0)
    reasons = [str(item.failure) for item in report.failures]
    assert "none.tif: no such file" in reasons[0]
    assert "no CRS, and errors in metres need one" in reasons[1]


def test_what_is_found_nowhere_is_a_miss(small_scene, capsys) -> None:
    small_scene.cut(100, 60, 64, "a.png")
    scene = small_scene.path.name
    table = write(
        small_scene.folder,
        "scene,template,col,row,gsd\n"
        f"{scene},a.png,132,92,0.0843\n"
        f"{scene},a.png,132,92,50\n"  # would be larger than the scene
        f"{scene},a.png,132,92,60\n"
        f"{scene},misspelt.png,132,92,\n",
    )
    code, out, err = run(capsys, table)
    assert code == 1
    told = {line[:15].strip(): line[15:].strip() for line in out.splitlines()}
    assert told["n"] == "3"
    assert told["hit@50m"].startswith("0.333")
    assert told["median_m"] == told["ce90_m"] == "not found"
    assert told["not found"] == "2, counted as misses"
    assert told["not evaluated"] == "1, not counted"
    assert "misspelt.png: no such file" in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scene,x,y\ns.tif,1,2\n", "no column template"),
        ("scene,template\ns.tif,a.png\n", "line 2: no truth"),
        ("scene,template,x,y\ns.tif,a.png,1,\n", "line 2: x and y go together"),
        ("scene,template,x,y\n,a.png,1,2\n", "line 2: scene is empty"),
        ("scene,template,x,y,present\ns.tif,a.png,1,2,maybe\n", "line 2: present must be 1 or 0"),
        ("scene,template,x,y\ns.tif,a.png,1,2\n", "s.tif: no such file"),
    ],
)
def test_tables_that_cannot_be_evaluated(text, message, tmp_path, capsys) -> None:
    code, out, err = run(capsys, write(tmp_path, text), "--json")
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith("error: ")
    assert message in line


def test_cancelling(small_scene) -> None:
    small_scene.cut(100, 60, 64, "a.png")
    table = write(
        small_scene.folder, f"scene,template,col,row\n{small_scene.path.name},a.png,132,92\n"
    )
    cancel = nc.CancelToken()
    cancel.cancel()
    with pytest.raises(nc.CancelledError):
        evaluate_localisation(table, plain(), cancel=cancel)
