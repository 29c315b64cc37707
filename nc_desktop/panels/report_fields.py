"""Title and author of a report, and what is in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from nc_desktop.translated_widget import TranslatedWidget

_MOST_LETTERS = 300


class ReportFields(TranslatedWidget):
    """What a user says of a report."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.author = QLineEdit(), QLineEdit()
        self.heatmaps, self.opens = QCheckBox(), QCheckBox()
        self._title_label, self._author_label = QLabel(), QLabel()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self._title_label, self.title)
        form.addRow(self._author_label, self.author)
        form.addRow("", self.heatmaps)
        form.addRow("", self.opens)
        self._title_label.setBuddy(self.title)
        self._author_label.setBuddy(self.author)
        for line in (self.title, self.author):
            line.setMaxLength(_MOST_LETTERS)
            line.textChanged.connect(self.changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title_label.setText(self.tr("&Title:"))
        self._author_label.setText(self.tr("A&uthor:"))
        self.author.setPlaceholderText(self.tr("may be empty"))
        self.heatmaps.setText(self.tr("With the &heatmap of each template"))
        self.opens.setText(self.tr("&Open it afterwards"))
