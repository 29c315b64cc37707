"""A whole life of the program, in a process of its own: run by `test_whole_life.py`.

    python tests/nc_desktop/whole_life.py SCENE PICTURE FOLDER

Starts it by its entry point, opens scene and picture, matches by a click, zooms 500 times by the
wheel, first while the match runs, exports by the dialog, saves the project and closes. Nothing is
replaced: a timer in the event loop stands for the person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nc_desktop.__main__ import main

ZOOMS = 500
LIMIT_MS = 150_000
SCENE, PICTURE, FOLDER = sys.argv[1:]


def life() -> Generator[None, None, int]:
    """What the person does; each `yield` lets the program go on."""
    from nc_desktop.main_window import MainWindow

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    while True:  # until the window is there
        windows = [w for w in app.topLevelWidgets() if isinstance(w, MainWindow)]
        if windows and windows[0].isVisible():
            break
        yield
    window = windows[0]
    session = window._session
    while not (session.project.scene and session.project.templates.enabled and window.idle):
        yield
    QTest.mouseClick(window.match_panel.match, Qt.MouseButton.LeftButton)
    assert session.matching.running
    during = 0
    for number in range(ZOOMS):
        during += session.matching.running
        _turn_wheel(window.map.viewport, number)
        yield
    while session.matching.running or not window.idle:
        yield
    result = session.project.result
    assert result is not None
    assert result.matches
    window.project_actions.export.trigger()
    dialog = window.project_actions.dialog
    assert dialog is not None
    for key, box in dialog.formats.boxes.items():
        if box.isChecked() != (key in ("csv", "geojson", "picture")):
            box.click()
    dialog.target.folder.setText(FOLDER)
    dialog.target.name.setText("life")
    while not dialog.export.isEnabled() or session.busy:
        yield
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    while dialog.running or dialog.isVisible():
        yield
    session.keeping.save(Path(FOLDER) / "life.ncproj")
    while session.keeping.saving or session.keeping.modified:
        yield
    told = f"{during} of {ZOOMS} zooms during the match, {len(result.matches)} matches\n"
    sys.stdout.write(told)
    sys.stdout.flush()
    window.close()
    return 0


def _turn_wheel(viewport: object, number: int) -> None:
    """In and out, now here, now there."""
    width, height = viewport.width(), viewport.height()  # type: ignore[attr-defined]
    at = QPointF(width * (0.2 + 0.06 * (number % 11)), height * (0.2 + 0.09 * (number % 7)))
    turn = 120 if (number // 8) % 2 == 0 else -120
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),  # type: ignore[attr-defined]
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)  # type: ignore[arg-type]


def _begin() -> None:
    steps = life()
    timer = QTimer(QApplication.instance())

    def step() -> None:
        try:
            next(steps)
        except StopIteration:
            timer.stop()
        except BaseException:  # noqa: BLE001 - whatever it is, the process ends with another code
            timer.stop()
            sys.excepthook(*sys.exc_info())
            os._exit(3)

    timer.timeout.connect(step)
    timer.start(5)
    QTimer.singleShot(LIMIT_MS, lambda: os._exit(4))


if __name__ == "__main__":
    from nc_desktop import application

    show = application.apply_theme

    def then_begin(app: QApplication, theme: str) -> None:
        show(app, theme)  # type: ignore[arg-type]
        QTimer.singleShot(0, _begin)

    application.apply_theme = then_begin  # type: ignore[assignment]
    sys.argv = ["nc-desktop", SCENE, PICTURE]
    sys.exit(main())
