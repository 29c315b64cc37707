"""Drives the window as a person does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import neurocorrelator as nc
from nc_desktop.languages import LanguageSwitch
from nc_desktop.main_window import MainWindow
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

TEMPLATE_AT = (150, 120)  # column and row of the template's upper left corner in the crop
TEMPLATE_SIZE = (112, 96)
QUICK = MatchOptions(rotations="none", scales="none")
MATCH_TIMEOUT_MS = 60_000  # the first one loads torch


@dataclass
class App:
    """The running program of a test."""

    window: MainWindow
    session: Session
    settings: Settings
    languages: LanguageSwitch
    qtbot: QtBot

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.window.messages.messages]

    def wait_idle(self, timeout: int = 10_000) -> None:
        self.qtbot.waitUntil(lambda: self.window.idle, timeout=timeout)

    def open(self, *paths: Path) -> None:
        self.session.opening.files(paths)
        self.wait_idle()

    def match(self, *, quick: bool = True) -> nc.MatchResult:
        """Click on *Match*; quick: the default turns and enlarges every picture, which takes long.

        Settings that a test chose are left as they are.
        """
        if quick and self.session.project.options == MatchOptions():
            self.session.project.set_options(QUICK)
        # the button follows the project by a timer: a click before it would hit nothing
        self.qtbot.waitUntil(self.window.match_panel.match.isEnabled)
        with self.qtbot.waitSignal(self.session.matching.ended, timeout=MATCH_TIMEOUT_MS):
            self.qtbot.mouseClick(self.window.match_panel.match, Qt.MouseButton.LeftButton)
        self.wait_idle()
        result = self.session.project.result
        assert result is not None, self.texts
        return result


def save_as(app: App, dialog: QFileDialog | None, path: Path) -> None:
    """Type a path into a file dialog and press *Save*."""
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    save = buttons.button(QDialogButtonBox.StandardButton.Save)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    app.wait_idle()


def drop_files(widget: QWidget, paths: Sequence[Path]) -> bool:
    """Drag files onto the middle of a widget and let go, as the desktop would."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    position = QPointF(widget.rect().center())
    arguments = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(position.toPoint(), Qt.DropAction.CopyAction, *arguments)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(position, Qt.DropAction.CopyAction, *arguments)
    QApplication.sendEvent(widget, drop)
    return drop.isAccepted()
