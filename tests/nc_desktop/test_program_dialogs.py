"""About, keys, doctor, log and error reports, opened and used as a person does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QTranslator
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QDockWidget, QPushButton

import neurocorrelator as nc
from nc_desktop.application import _unexpected_errors_told
from nc_desktop.jobs.match_job import WarmUpJob
from nc_desktop.log_store import LogStore
from nc_desktop.panels.log_panel import LogPanel
from tests.nc_desktop.driving import App

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogStore]:
    root = logging.getLogger()
    level = root.level
    store = LogStore()
    store.start(tmp_path / "журнал", to_terminal=False)
    yield store
    store.stop()
    root.setLevel(level)
    logging.captureWarnings(False)
    store.deleteLater()


def test_an_unexpected_error_offers_a_report(app: App, tmp_path: Path) -> None:
    dialogs = app.window.dialogs

    def fail() -> None:
        raise ZeroDivisionError(f"in {Path.home() / 'scene.tif'}")

    with _unexpected_errors_told(dialogs):
        QTimer.singleShot(0, fail)
        app.qtbot.waitUntil(lambda: bool(app.texts))
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    (text,) = set(app.texts)
    assert text.startswith("Unexpected error: ZeroDivisionError: in ")
    row = next(b for b in app.window.messages.findChildren(QPushButton) if b.text() == "Details…")
    app.qtbot.mouseClick(row, LEFT)
    report = dialogs.report
    assert report is not None
    assert report.isVisible()
    assert not report.isModal()
    shown = report.text.toPlainText()
    assert "ZeroDivisionError: in ~" in shown
    assert str(Path.home()) not in shown
    assert nc.__version__ in shown
    app.qtbot.mouseClick(report.copy, LEFT)
    assert QGuiApplication.clipboard().text() == shown
    report.save_to(str(tmp_path / "отчёт.txt"))
    assert (tmp_path / "отчёт.txt").read_text("utf-8") == shown
    report.save_to(str(tmp_path / "no such folder" / "a.txt"))
    assert "cannot be written" in report._note.text()


def test_a_job_that_fails_unexpectedly_offers_a_report_too(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OverflowError("too large")

    monkeypatch.setattr(WarmUpJob, "run", fail)
    app.session.matching.warm_up()
    app.wait_idle()
    app.qtbot.waitUntil(lambda: len(app.texts) == 1)
    assert app.window.device_chip.state == "problem"
    (details,) = (
        b for b in app.window.messages.findChildren(QPushButton) if b.text() == "Details…"
    )
    app.qtbot.mouseClick(details, LEFT)
    assert app.window.dialogs.report is not None
    assert "OverflowError: too large" in app.window.dialogs.report.text.toPlainText()


class _Loud(QTranslator):
    """Another language."""

    def translate(self, context: str, source: str, hint: str | None = None, n: int = -1) -> str:
        return source.upper() if context == "ViewActions" else source

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False


def _names_with_keys(app: App) -> list[str]:
    actions = [a for a in app.window.findChildren(QAction) if not a.shortcut().isEmpty()]
    return [action.text().replace("&", "").rstrip("….") for action in actions]


def test_the_keys_of_all_actions_are_listed_and_can_be_searched(
    app: App, qapp: QApplication
) -> None:
    app.qtbot.keyClick(app.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    dialog = app.window.dialogs.shortcuts
    assert dialog is not None
    assert dialog.isVisible()
    assert all(name in dialog.as_text for name in _names_with_keys(app))
    assert "Full extent" in _names_with_keys(app)
    app.qtbot.keyClicks(dialog.search, "full extent")
    model = dialog.tree.model()
    (group,) = [model.index(row, 0) for row in range(model.rowCount())]
    assert (group.data(), model.rowCount(group)) == ("View", 1)
    assert model.index(0, 0, group).data() == "Full extent"
    app.qtbot.mouseClick(dialog.copy, LEFT)
    assert "Ctrl+0" in QGuiApplication.clipboard().text()
    loud = _Loud()
    qapp.installTranslator(loud)
    try:
        app.qtbot.waitUntil(lambda: "FULL EXTENT" in dialog.as_text)
        assert all(name in dialog.as_text for name in _names_with_keys(app))
    finally:
        qapp.removeTranslator(loud)


def test_no_key_of_the_window_is_given_twice(app: App) -> None:
    """Qt does neither of two actions whose keys are the same."""
    local = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)
    actions = app.window.findChildren(QAction)
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    everywhere = [
        key.toString()
        for action in actions
        for key in action.shortcuts()
        if action.shortcutContext() not in local
    ]
    assert {"Ctrl+0", "Ctrl+Shift+A", "N"} <= set(everywhere)
    assert [key for key in set(everywhere) if keys.count(key) > 1] == []


def test_about_names_every_version(app: App) -> None:
    app.window.help_actions.about.trigger()
    dialog = app.window.dialogs.about
    assert dialog is not None
    app.qtbot.waitUntil(
        lambda: {"GDAL", "PROJ"} <= {each.name for each in dialog.versions}, timeout=30_000
    )
    app.qtbot.mouseClick(dialog.copy, LEFT)
    copied = QGuiApplication.clipboard().text()
    for name in ("Neurocorrelator", "Python", "Qt", "torch", "GDAL", "PROJ"):
        assert any(line.startswith(name) for line in copied.splitlines()), name
    assert nc.__version__ in copied


def test_the_chip_opens_the_doctor_which_examines_and_can_be_cancelled(app: App) -> None:
    app.qtbot.mouseClick(app.window.device_chip, LEFT)
    dialog = app.window.dialogs.doctor
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.running
    app.qtbot.mouseClick(dialog.cancel, LEFT)
    app.qtbot.waitUntil(lambda: not dialog.running, timeout=10_000)
    assert dialog.verdict.text() == "The examination was cancelled."
    assert not dialog.cancel.isVisible()
    app.qtbot.mouseClick(dialog.again, LEFT)
    assert dialog.running
    app.qtbot.waitUntil(lambda: not dialog.running, timeout=150_000)
    assert dialog.facts.topLevelItemCount() > 4
    app.qtbot.mouseClick(dialog.copy, LEFT)
    assert "devices: torch: " in QGuiApplication.clipboard().text()
    assert str(Path.home()) not in QGuiApplication.clipboard().text()


def test_the_window_closes_at_once_while_the_doctor_examines(app: App) -> None:
    app.window.dialogs.show_doctor()
    assert app.window.dialogs.doctor is not None
    app.window.close()
    assert not app.window.dialogs.doctor._runner._thread.isRunning()


def test_the_chip_tells_what_computes(app: App) -> None:
    chip = app.window.device_chip
    assert (chip.state, chip.text()) == ("loading", "Loading the engine…")
    app.session.matching.warm_up()
    app.qtbot.waitUntil(lambda: chip.state == "ready", timeout=60_000)
    device = nc.find_device()
    assert chip.text() == (
        device.name if device.name else f"CPU · {device.threads} thread(s)"
    ) or chip.text().startswith(f"CPU · {device.threads} thread")
    chip.show_problem("torch does not load: libcudart.so.13")
    assert chip.state == "problem"
    assert "libcudart.so.13" in chip.toolTip()
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: bool(chip.text()))
    assert "libcudart.so.13" in chip.toolTip()


def test_a_panel_that_is_opened_lies_in_front_of_those_of_its_place(app: App) -> None:
    log, results = (app.window.findChild(QDockWidget, f"dock_{n}") for n in ("log", "results"))
    assert log is not None
    assert results is not None
    log.toggleViewAction().trigger()
    app.wait_idle()
    assert log in app.window.tabifiedDockWidgets(results)
    app.qtbot.waitUntil(lambda: app.window.results.visibleRegion().isEmpty())
    assert not app.window.log_panel.visibleRegion().isEmpty()


def test_the_log_panel_shows_records_of_any_thread_from_a_level_on(app: App, log: LogStore) -> None:
    panel = LogPanel(log)
    app.qtbot.addWidget(panel)
    panel.show()
    logging.getLogger("nc_desktop.test").info("всё хорошо")
    thread = threading.Thread(target=logging.getLogger("rasterio").error, args=("CPLE 1",))
    thread.start()
    thread.join()
    app.qtbot.waitUntil(lambda: "CPLE 1" in panel.text.toPlainText())
    assert "всё хорошо" in panel.text.toPlainText()
    panel.level.setCurrentIndex(2)
    assert panel.text.toPlainText().endswith("ERROR rasterio: CPLE 1")
    assert "всё хорошо" not in panel.text.toPlainText()
    panel.level.setCurrentIndex(0)
    app.qtbot.mouseClick(panel.copy, LEFT)
    assert "всё хорошо" in QGuiApplication.clipboard().text()
    app.qtbot.mouseClick(panel.clear, LEFT)
    assert panel.text.toPlainText() == ""
    assert log.file is not None
    assert "всё хорошо" in log.file.read_text("utf-8")  # the file keeps it
    assert "CPLE 1" in log.tail() or log.records == ()


def test_the_log_is_bounded_in_memory_and_on_the_disk(tmp_path: Path, log: LogStore) -> None:
    logger = logging.getLogger("nc_desktop.test")
    for number in range(3000):
        logger.info("%d %s", number, "я" * 500)
    assert len(log.records) == 2000
    assert log.records[-1].text.startswith("2999 ")
    assert log.file is not None
    folder = log.file.parent
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2_100_000
    for year in range(2000, 2030):
        (folder / f"nc-desktop-{year}0101-000000-1.log").write_text("old")
    second = LogStore()
    second.start(folder, to_terminal=False)
    second.stop()
    assert len(list(folder.iterdir())) <= 21


def test_a_log_folder_that_takes_nothing_is_told_and_not_fatal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = LogStore()
    store.start(tmp_path / "file" / "log", to_terminal=False)
    store.stop()
    assert store.file is None
    assert str(tmp_path / "file") in store.problem
