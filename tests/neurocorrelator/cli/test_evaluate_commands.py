"""`evaluate template-matching`, `localisation --baselines` and `compare` as a user runs them."""

from __future__ import annotations

import csv
import json

import numpy as np
import PIL.Image
import pytest
import rasterio
from rasterio.windows import Window

FRAME = (200, 160)
POSE = ("--rotations", "none", "--scales", "none")  # nothing is told in the tables here
METHODS = ["grey_ncc", "gradient_ncc", "cosine", "bag"]
KEYS = ["n", "auc20", "mean_iou", "sr50", "verified_auc20", "verified_mean_iou", "roc_auc"]
KEYS += ["s_per_template", "intervals", "reliability", "by_size"]


@pytest.fixture
def folder(small_scene):
    """Two pairs of two videos; the second frame is moved by 20 columns and 12 rows."""
    place = small_scene.folder / "пары"
    place.mkdir()
    for number, (video, col, row) in enumerate([("bolt", 0, 0), ("jogging-1", 170, 130)], start=1):
        with rasterio.open(small_scene.path) as dataset:
            for frame, shift in (("frm1", (0, 0)), ("frm2", (20, 12))):
                window = Window(col + shift[0], row + shift[1], *FRAME)
                picture = place / f"pair{number:04d}_{frame}_{video}_0001.png"
                pixels = dataset.read(window=window).transpose(1, 2, 0)
                PIL.Image.fromarray(pixels).save(picture)
        for time, box in (("0001", "70,50,64.5,48"), ("0021", "50\t38\t64.5\t48")):
            (place / f"pair{number:04d}_frm1_{video}_{time}.txt").write_text(box)
    return place


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_template_matching_for_programs(cli, folder) -> None:
    items = folder.parent / "строки.csv"
    done = cli("evaluate", "template-matching", folder, "--json", "--items", items, "--seed", 3)
    assert done.code == 0, done.err
    assert done.out.count("\n") == 1
    assert list(done.json) == KEYS
    assert done.json["n"] == 2
    assert done.json["auc20"] > 0.85
    assert done.json["sr50"] == 1.0
    assert done.json["roc_auc"] == 1.0
    assert set(done.json["intervals"]) == {"auc20", "mean_iou", "sr50", "verified_auc20"}
    first, second = rows(items)
    assert (first["pair"], first["group"], second["group"]) == ("pair0001", "bolt", "jogging-1")
    assert float(first["w"]) == 64.5
    assert float(first["x"]) == pytest.approx(50, abs=1.5)
    assert first["absent_scene"] == "pair0002_frm2_jogging-1_0001.png"
    mean = np.mean([float(row["iou"]) for row in (first, second)])
    assert mean == pytest.approx(done.json["mean_iou"])
    assert [(row["present"], row["right"]) for row in (first, second)] == [("1", "1")] * 2
    assert float(first["area_px2"]) == 64.5 * 48
    for row in (first, second):
        assert float(row["verified_iou"]) > 0.8
        assert {"confidence", "inliers", "absent_confidence", "absent_inliers"} <= row.keys()
    sizes = done.json["by_size"]
    assert (sizes["small"]["n"], sizes["larger"]["n"]) == (0, 2)
    assert sizes["larger"]["auc20"] == done.json["auc20"]
    assert sizes["small"]["auc20"] is None


def test_videos_for_tuning_and_those_held_out(cli, folder) -> None:
    for which, video in (("tune", "bolt"), ("held-out", "jogging-1")):
        items = folder.parent / f"{which}.csv"
        flags = ["--videos", which, "--no-negatives", "--items", items]
        done = cli("evaluate", "template-matching", folder, *flags)
        assert done.code == 0, done.err
        assert [row["group"] for row in rows(items)] == [video]
    wrong = cli("evaluate", "template-matching", folder, "--videos", "some")
    assert wrong.code == 2
    assert "held-out" in wrong.err


def test_small_templates_are_told_apart(cli, folder) -> None:
    for time, box in (("0001", "70,50,19,20"), ("0021", "50,38,19,20")):
        (folder / f"pair0001_frm1_bolt_{time}.txt").write_text(box)
    done = cli("evaluate", "template-matching", folder, "--no-negatives")
    assert done.code == 0, done.err
    (n,) = [line.split() for line in done.out.split("by size")[1].splitlines() if line[:2] == "n "]
    assert n == ["n", "2", "1", "1"]


def test_template_matching_for_people_with_baselines(cli, folder) -> None:
    items = folder.parent / "строки.csv"
    flags = ["--no-negatives", "--baselines", "--items", items]
    done = cli("evaluate", "template-matching", folder, *flags)
    assert done.code == 0, done.err
    assert "95 % interval" in done.out
    header = next(line for line in done.out.splitlines() if line.startswith("baselines"))
    assert header.split() == ["baselines", "match", *METHODS]
    roc = [line.split() for line in done.out.splitlines() if line.startswith("roc_auc")]
    assert roc == [["roc_auc", "unknown"]]  # and nothing of it in the table
    made = sorted(path.name for path in folder.parent.glob("строки*.csv"))
    assert made == sorted(["строки.csv", *(f"строки.{name}.csv" for name in METHODS)])
    against = cli("evaluate", "compare", items, items.with_name("строки.cosine.csv"))
    assert against.code == 0, against.err
    told = {line[:15].strip(): line[15:].strip() for line in against.out.splitlines()}
    assert (told["metric"], told["n"]) == ("auc20", "2")
    assert "by 2 groups" in told["A - B"] or "single items" in told["A - B"]
    assert int(told["A better"]) + int(told["B better"]) + int(told["equal"]) == 2


def test_a_broken_pair_is_told_and_not_counted(cli, folder) -> None:
    (folder / "pair0002_frm2_jogging-1_0001.png").unlink()
    done = cli("evaluate", "template-matching", folder, "--json")
    assert done.code == 1
    assert done.json["n"] == 1
    (line,) = done.errors
    assert "pair0002: has 1 pictures and 2 texts" in line


def test_rotation_and_scale_stay_as_they_are_unless_told(cli, folder) -> None:
    config = folder.parent / "match.yaml"
    config.write_text("rotations: 170:190:10\n", encoding="utf-8")
    upside_down = cli("evaluate", "template-matching", folder, "--json", "--config", config)
    assert upside_down.json["auc20"] < 0.5
    flags = ["--config", config, "--rotations", "none", "--no-negatives"]
    assert cli("evaluate", "template-matching", folder, "--json", *flags).json["auc20"] > 0.85


@pytest.mark.parametrize("name", ["template-matching", "localisation", "compare"])
def test_errors_are_one_line(name, cli, tmp_path) -> None:
    arguments = [tmp_path / "нет"] * (2 if name == "compare" else 1)
    done = cli("evaluate", name, *arguments)
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert line.startswith("error: ")
    assert "нет" in line


def test_a_folder_without_pairs(cli, tmp_path) -> None:
    done = cli("evaluate", "template-matching", tmp_path, "--json")
    assert (done.code, done.out) == (1, "")
    assert "holds no pair" in done.err


@pytest.fixture
def table(small_scene):
    small_scene.cut(100, 60, 64, "a.png")
    small_scene.cut(200, 100, 64, "b.png")
    path = small_scene.folder / "правда.csv"
    scene = small_scene.path.name
    path.write_text(
        f"scene,template,col,row,group\n{scene},a.png,132,92,x\n{scene},b.png,232,132,y\n",
        encoding="utf-8",
    )
    return path


def test_localisation_with_baselines(cli, table) -> None:
    items = table.with_name("items.csv")
    done = cli("evaluate", "localisation", table, *POSE, "--baselines", "--json", "--items", items)
    assert done.code == 0, done.err
    assert list(done.json["baselines"]) == METHODS
    for name in METHODS:
        own = done.json["baselines"][name]
        assert list(own) == [key for key in done.json if key != "baselines"]
        assert own["n"] == 2
        assert own["s_per_template"] > 0
    for name in METHODS[:2]:
        assert done.json["baselines"][name]["hit@5m"] == 1.0
        assert done.json["baselines"][name]["median_m"] < 0.05  # the pixels are the very same
    assert [row["group"] for row in rows(items)] == ["x", "y"]
    assert [row["evaluated"] for row in rows(items)] == ["1", "1"]
    same = cli("evaluate", "compare", items, items, "--json", "--metric", "hit@5m")
    assert same.json == {
        "metric": "hit@5m",
        "n": 2,
        "left_out": 0,
        "first": 1.0,
        "second": 1.0,
        "difference": 0.0,
        "interval": [0.0, 0.0],
        "groups": 2,
        "wins": 0,
        "losses": 0,
        "ties": 2,
    }
    told = cli("evaluate", "localisation", table, *POSE, "--baselines")
    assert "gradient_ncc" in told.out


def test_comparing_what_cannot_be_compared(cli, table) -> None:
    done = cli("evaluate", "compare", table, table)
    assert done.code == 1
    assert "is no table of items" in done.err
    items = table.with_name("items.csv")
    cli("evaluate", "localisation", table, *POSE, "--items", items)
    wrong = cli("evaluate", "compare", items, items, "--metric", "auc20")
    assert wrong.code == 2
    assert "hit@40m" in wrong.err


def test_help_of_the_commands_loads_no_torch(program) -> None:
    import subprocess
    import sys

    code = (
        "import sys, neurocorrelator.cli.app;"
        "print([name for name in ('torch', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout.replace("'", '"')) == []
    helped = program("evaluate", "template-matching", "--help")
    assert helped.code == 0
    assert "--baselines" in helped.out
