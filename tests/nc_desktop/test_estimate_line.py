"""The light of the page Check, and the process that measures for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import neurocorrelator as nc
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training.estimate_job import EstimateJob, _estimate_in
from nc_desktop.training.estimate_line import EstimateLine
from tests.nc_desktop.driving import App

GOOD = nc.TrainingEstimate("cpu", 2**30, 4 * 2**30, 90.0, 3, 12, 12)


@pytest.fixture
def line(app: App, runner: JobRunner) -> EstimateLine:
    made = EstimateLine(runner)
    app.qtbot.addWidget(made)
    return made


def colour(line: EstimateLine) -> QColor:
    return line.light.grab().toImage().pixelColor(8, 9)


def test_the_light_and_the_words_follow_what_was_measured(app: App, line: EstimateLine) -> None:
    assert line.isHidden()
    line.show_estimate(GOOD)
    assert not line.isHidden()
    assert line.verdict.text() == "Good: it fits, and an epoch takes minutes."
    assert line.numbers.text() == (
        "Memory 1.0 GiB of 4.0 GiB that are free · an epoch about 90 s"
        " · all 3 epochs about 4 min · on cpu"
    )
    green = colour(line)
    slow = replace(GOOD, seconds_per_epoch=1500)
    line.show_estimate(slow)
    assert "tens of minutes" in line.verdict.text()
    yellow = colour(line)
    line.show_estimate(replace(GOOD, memory_bytes=5 * 2**30, seconds_per_epoch=9000))
    assert "Does not fit" in line.verdict.text()
    assert "hours" in line.verdict.text()
    red = colour(line)
    assert green.green() > green.red()
    assert yellow.red() > yellow.blue()
    assert red.red() > red.green()
    assert len({green.name(), yellow.name(), red.name()}) == 3
    line.show_estimate(replace(GOOD, memory_bytes=None, seconds_per_epoch=9000))
    assert line.numbers.text().startswith("An epoch about 2.5 h")
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: "на cpu" in line.numbers.text())


def test_a_process_that_cannot_measure_says_why_in_a_line(
    app: App, line: EstimateLine, tmp_path: Path
) -> None:
    config = nc.make_train_config(None, (f"data={tmp_path / 'нет'}", f"out={tmp_path / 'out'}"))
    line.measure(config)
    assert line.running
    line.measure(config)  # the same is not begun twice
    app.qtbot.waitUntil(lambda: not line.running, timeout=120_000)
    assert "no such folder; name one that holds" in line.verdict.text()
    assert "\n" not in line.verdict.text()
    assert line.light.outlook == ""
    assert not (tmp_path / "out").exists()


def test_a_cancel_ends_the_process_at_once(tmp_path: Path) -> None:
    cancel = nc.CancelToken()
    cancel.cancel()
    config = nc.make_train_config(None, (f"data={tmp_path}", f"out={tmp_path / 'out'}"))
    with pytest.raises(nc.CancelledError):
        EstimateJob(config).run(lambda _: None, cancel)


def test_garbage_on_stdout_is_passed_over() -> None:
    assert _estimate_in(b"\xff\xfe\n{}\n[1]\n" + b'{"event": "estimate"}\n') is None
