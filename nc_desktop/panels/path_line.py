"""A line for a path, with a button that asks for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from nc_desktop.icons import themed_icon
from nc_desktop.translated_widget import TranslatedWidget


class PathLine(TranslatedWidget):
    """The path of a file or folder, typed or chosen."""

    changed = Signal()
    browse_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self.browse = QLineEdit(), QToolButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.browse.clicked.connect(self.browse_requested)
        self.retranslate()
        self.retheme()

    @property
    def path(self) -> Path | None:
        """What is named, `~` as the home folder; None for nothing."""
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return Path(text).expanduser()
        except RuntimeError:  # a `~name` of nobody
            return Path(text)

    def show_path(self, path: Path) -> None:
        """Put a path into the line."""
        self.line.setText(str(path))

    def retranslate(self) -> None:
        """Set every text again."""
        self.browse.setToolTip(self.tr("Choose a place"))
        self.browse.setAccessibleName(self.tr("Choose a place"))

    def retheme(self) -> None:
        """Tint the icon."""
        self.browse.setIcon(themed_icon("open", self.palette()))
