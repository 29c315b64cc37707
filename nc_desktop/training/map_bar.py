"""A small panel on the map while areas are drawn there: what can be drawn, how many places fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nc_desktop.model.project import Project
from nc_desktop.training.area_choice import AreaChoice
from nc_desktop.training.drawn_areas import DrawnAreas
from nc_desktop.translated_widget import TranslatedWidget

_COUNT_WIDTH = 300


class MapBar(TranslatedWidget):
    """The lines of `AreaChoice`, the count, and the way back to the window of training."""

    back_wanted = Signal()

    def __init__(self, project: Project, areas: DrawnAreas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.choice = AreaChoice(project, areas)
        self.count = QLabel()
        self.count.setWordWrap(True)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setMinimumWidth(_COUNT_WIDTH)
        self.back = QPushButton()
        self.back.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self.choice)
        layout.addLayout(line)
        self.back.clicked.connect(self.back_wanted)
        self.retranslate()

    def say(self, text: str) -> None:
        """How many places fit, or why none does."""
        self.count.setText(text)
        self.count.setFixedHeight(self.count.heightForWidth(_COUNT_WIDTH))

    def retranslate(self) -> None:
        """Set every text again."""
        self.back.setText(self.tr("Back to training"))
