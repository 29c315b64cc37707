"""Turned, rescaled and absent pictures, on a real scene."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

import neurocorrelator as nc
from neurocorrelator.cli.app import app
from neurocorrelator.evaluation.conditions import Conditions
from neurocorrelator.evaluation.localisation import evaluate_localisation
from neurocorrelator.evaluation.search_plan import plan_searches
from neurocorrelator.evaluation.truth_table import read_truths
from tests.neurocorrelator.plain import TOLD_FLAGS, plain


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        app(["evaluate", "localisation", *map(str, arguments)], prog_name="neurocorrelator")
    captured = capsys.readouterr()
    return int(caught.value.code or 0), captured.out, captured.err


@pytest.fixture
def table(small_scene) -> Path:
    """Two crops with all that is true of them: position, heading, GSD, outline."""
    with nc.Raster.open(small_scene.path) as raster:
        georeference = raster.georeference
    lines = ["scene,template,x,y,gsd,heading,footprint"]
    for name, (col, row) in {"a": (100, 60), "b": (200, 150)}.items():
        small_scene.cut(col, row, 96, f"{name}.png")
        x, y = (float(v) for v in georeference.xy(col + 48, row + 48))
        (east_right, east_down), (north_right, north_down) = georeference.jacobian_m(col, row)
        gsd = abs(east_right * north_down - east_down * north_right) ** 0.5
        heading = np.degrees(np.arctan2(-east_down, -north_down))
        corners = [(col, row), (col + 96, row), (col + 96, row + 96), (col, row + 96), (col, row)]
        outline = ", ".join("{} {}".format(*georeference.xy(*corner)) for corner in corners)
        lines.append(
            f'{small_scene.path.name},{name}.png,{x},{y},{gsd},{heading},"POLYGON (({outline}))"'
        )
    path = small_scene.folder / "правда.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_undisturbed_picture_has_its_true_pose(table) -> None:
    report = evaluate_localisation(table, plain())
    assert report.right == 1.0
    for item in report.items:
        assert item.rotation_error_deg == pytest.approx(0, abs=0.01)
        assert item.scale_error == pytest.approx(1, abs=0.001)
        assert item.footprint_iou is not None
        assert item.footprint_iou > 0.95
        assert (item.heading_error_deg, item.scale_factor) == (0, 1)
    assert report.breakdown["turn_deg"] == ()
    assert report.reliability is None or report.reliability.n == 2


def test_turned_pictures_are_found_where_the_search_looks_around(table) -> None:
    conditions = Conditions(random_headings=True)
    rotations = tuple(float(angle) for angle in range(0, 360, 30))
    report = evaluate_localisation(table, plain(rotations=rotations), conditions=conditions, seed=4)
    assert report.right == 1.0
    turns = [item.turn_deg for item in report.items]
    assert len(set(turns)) == 2
    for item in report.items:
        assert item.heading_error_deg is None  # untold
        assert item.rotation_error_deg is not None
        assert item.rotation_error_deg < 15
        assert item.footprint_iou is not None
        assert item.footprint_iou > 0.75  # of the picture, not of its canvas
    assert sum(part.n for part in report.breakdown["turn_deg"]) == 2
    record = report.as_record()
    assert record["rotation_within_15deg"] == 1.0


def test_a_told_gsd_that_is_wrong_shows_in_the_scale(table) -> None:
    report = evaluate_localisation(
        table,
        plain(scales="none"),
        conditions=Conditions(random_scales=(1.3, 1.3)),
        right_within_m=0.5,
    )
    for item in report.items:
        assert item.scale_factor == pytest.approx(1.3)
        assert item.scale_error == pytest.approx(1.3, rel=1e-3)
    record = report.as_record()
    assert record["median_scale_error"] == pytest.approx(1.3, rel=1e-3)
    assert record["scale_within_20pct"] == 0.0
    (part,) = report.breakdown["scale_factor"]
    assert part.bin == "1.25 to 1.5"


def test_a_flip_is_told_as_such(table) -> None:
    report = evaluate_localisation(
        table,
        plain(rotations="none"),
        conditions=Conditions(heading_errors=(180, 180)),
    )
    for item in report.items:
        assert item.heading_error_deg == pytest.approx(180)
        assert item.rotation_error_deg == pytest.approx(180, abs=0.1)
    assert [part.bin for part in report.breakdown["rotation_error_deg"]] == ["90 to 180"]


def test_right_within_metres(table) -> None:
    assert evaluate_localisation(table, plain(), right_within_m=1e-6).right == 0.0


def test_a_picture_is_not_sought_where_a_part_of_it_may_be(small_scene, table) -> None:
    """The halves of the scene, and crops whose corners could reach over the seam at column 200."""
    lines = table.read_text(encoding="utf-8")
    with rasterio.open(small_scene.path) as source:
        for name, col in (("west.tif", 0), ("east.tif", 200)):
            window = Window(col, 0, 200, 320)
            profile = source.profile | {"width": 200, "transform": source.window_transform(window)}
            with rasterio.open(small_scene.folder / name, "w", **profile) as target:
                target.write(source.read(window=window))
            lines = lines.replace(f"\n{small_scene.path.name}", f"\n{name}", 1)
    split = table.with_name("половины.csv")
    split.write_text(lines, encoding="utf-8")
    plan = plan_searches(read_truths(split), Conditions(), 0, absent=True)
    assert {scene.name: len(own) for scene, own in plan.items()} == {"west.tif": 1, "east.tif": 1}
    far = lines.replace(",b.png,", ",far.png,")
    small_scene.cut(320, 150, 32, "far.png")
    with nc.Raster.open(small_scene.path) as raster:
        place = "{},{},".format(*raster.georeference.xy(336, 166))
    far = re.sub(r"(far\.png,)[^,]*,[^,]*,", rf"\g<1>{place}", far)
    split.write_text(far, encoding="utf-8")
    plan = plan_searches(read_truths(split), Conditions(), 0, absent=True)
    sought = {scene.name: [one.present for one in own] for scene, own in plan.items()}
    assert sought == {"west.tif": [True, False], "east.tif": [True]}
    assert len({one.name for one in plan[small_scene.folder / "west.tif"]}) == 2


def test_scenes_far_apart(small_scene, table, rasters_dir, capsys) -> None:
    far = rasters_dir / "rio_tiler" / "cog_rgb.tif"
    small_scene.cut(20, 20, 64, "c.png")
    text = table.read_text(encoding="utf-8")
    with nc.Raster.open(far) as raster:
        x, y = (float(v) for v in raster.georeference.xy(raster.width / 2, raster.height / 2))
    table.write_text(f"{text}\n{far},c.png,{x},{y},,,\n", encoding="utf-8")
    items = table.with_name("items.csv")
    flags = (*TOLD_FLAGS, "--absent", "--json", "--seed", "2")
    code, out, err = run(capsys, table, "--items", items, *flags)
    assert code == 0, err
    record = json.loads(out)
    assert record["n"] == 3
    assert record["roc_auc"] is not None
    assert record["intervals"]["roc_auc"][1] <= 1
    with items.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["line"], row["present"]) for row in rows] == [
        ("2", "1"),
        ("3", "1"),
        ("4", "1"),
        ("2", "0"),
        ("3", "0"),
        ("4", "0"),
    ]
    for own, elsewhere in zip(rows[:3], rows[3:], strict=True):
        assert own["scene"] != elsewhere["scene"]
        assert (elsewhere["error_m"], elsewhere["right"]) == ("", "0")
        assert elsewhere["score"] != ""


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--random-scales", "2"], "must be A:B"),
        (["--random-scales", "2:1"], "0 < A <= B"),
        (["--heading-errors", "40:190"], "<= 180"),
        (["--heading-errors", "40:180", "--random-headings"], "told heading"),
        (["--untold", "position"], "heading or gsd"),
        (["--right-within", "0"], "above 0"),
    ],
)
def test_flags_that_cannot_be(flags, message, table, capsys) -> None:
    code, out, err = run(capsys, table, *flags)
    assert (code, out) == (2, "")
    assert message in " ".join(err.replace("│", " ").split())


def test_what_people_see(table, capsys) -> None:
    code, out, err = run(
        capsys, table, "--untold", "heading", "--random-scales", "0.8:1,2", "--right-within", "1"
    )
    assert code == 0, err
    told = {line[:15].strip(): line[15:].strip() for line in out.splitlines()}
    assert told["rotation error"].startswith("median")
    assert told["scale error"].startswith("median factor 1.")
    assert "95 % interval" in told["footprint iou"]


def test_a_footprint_that_is_none(table, capsys) -> None:
    table.write_text(
        table.read_text(encoding="utf-8").replace("POLYGON ((", "POLYGON (("[:-1] + "0, ", 1),
        encoding="utf-8",
    )
    code, _, err = run(capsys, table)
    assert code == 1
    assert "line 2: footprint must be POLYGON" in err
