"""Confidences in a report and in its items, as a calibrated matcher will give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.cli.evaluation_lines import localisation_lines
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.items_file import write_localisation_items, write_pair_items
from neurocorrelator.evaluation.judged_file import read_judged
from neurocorrelator.evaluation.localisation_item import LocalisationItem
from neurocorrelator.evaluation.localisation_report import LocalisationReport
from neurocorrelator.evaluation.reliability import Judged
from neurocorrelator.evaluation.template_matching import PairItem
from neurocorrelator.results.strict_json import dumps


def place(line: int, confidence: float | None, *, right: bool, present: bool) -> LocalisationItem:
    return LocalisationItem(
        line=line,
        scene=Path("s.tif"),
        template=Path("a.png"),
        present=present,
        error_m=(1.0 if right else 99.0) if present else None,
        error_px=(0.5 if right else 50.0) if present else None,
        score=confidence,
        confidence=confidence,
        right=right,
        group=f"g{line % 3}",
    )


ITEMS = (
    place(2, 0.98, right=True, present=True),
    place(3, 0.95, right=True, present=True),
    place(4, 0.4, right=False, present=True),
    place(5, None, right=False, present=True),
    place(6, 0.91, right=False, present=False),
    place(7, 0.05, right=False, present=False),
    LocalisationItem(8, Path("s.tif"), Path("b.png"), True, None, evaluated=False),
)


def test_a_report_with_confidences() -> None:
    report = LocalisationReport(ITEMS, 0.1, seed=3)
    assert (report.n, report.right, report.median_right_px) == (4, 0.5, 0.5)
    told = report.reliability
    assert told is not None
    assert (told.n, told.present, told.absent) == (5, 4, 2)
    assert told.default.precision == pytest.approx(2 / 3)
    assert told.default.recall == 2 / 4
    assert told.default.false_alarms == 1 / 2
    record = report.as_record()
    assert json.loads(dumps(record)) == json.loads(json.dumps(record))  # no NaN, plain values
    lines = localisation_lines(report)
    assert any(line.startswith("precision") and "0.667" in line for line in lines)
    assert any(line.split() == ["from", "0.9", "3", "0.667", "0.500", "0.500"] for line in lines)


def test_items_tell_judged_confidences_again(tmp_path) -> None:
    judged = read_judged(write_localisation_items(ITEMS, tmp_path / "a.csv"))
    assert judged == [
        Judged(item.confidence, item.right, item.present, item.group or "")
        for item in ITEMS
        if item.evaluated
    ]
    box = Box(0, 0, 9, 9)
    pairs = [
        PairItem(
            "pair0001",
            "bolt",
            box=box,
            iou=0.8,
            confidence=0.9,
            absent_scene="x.png",
            absent_confidence=0.2,
        ),
        PairItem("pair0002", "car", box=box, iou=0.2, confidence=0.5),
        PairItem("pair0003", "car", absent_scene="x.png"),  # not evaluated
    ]
    assert read_judged(write_pair_items(pairs, tmp_path / "b.csv")) == [
        Judged(0.9, right=True, present=True, group="bolt"),
        Judged(0.2, right=False, present=False, group="bolt"),
        Judged(0.5, right=False, present=True, group="car"),
    ]


def test_files_that_are_no_items(tmp_path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,confidence\n1,2\n")
    with pytest.raises(nc.TableError, match="no column evaluated, present, right"):
        read_judged(table)
    table.write_text("evaluated,present,right,confidence\n1,1,perhaps,0.5\n")
    with pytest.raises(nc.TableError, match="right must be 0 or 1"):
        read_judged(table)
