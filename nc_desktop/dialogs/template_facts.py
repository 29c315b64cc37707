"""GSD and heading of several templates at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.model.templates import TemplateList
from nc_desktop.panels.templates_model import GSD, HEADING, parse_number, shown_number


class TemplateFactsDialog(TranslatedDialog):
    """Two fields for the templates that were selected when it was opened.

    A field that is not touched leaves the templates as they are; an emptied one means unknown.
    """

    def __init__(self, templates: TemplateList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._keys: tuple[int, ...] = ()
        self._about = QLabel()
        self._about.setWordWrap(True)
        self.gsd, self.heading = QLineEdit(), QLineEdit()
        self._gsd_label, self._heading_label = QLabel(), QLabel()
        self._gsd_label.setBuddy(self.gsd)
        self._heading_label.setBuddy(self.heading)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        form = QFormLayout()
        form.addRow(self._gsd_label, self.gsd)
        form.addRow(self._heading_label, self.heading)
        layout = QVBoxLayout(self)
        layout.addWidget(self._about)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(380)
        self.buttons.accepted.connect(self._apply)
        self.buttons.rejected.connect(self.reject)
        for field in (self.gsd, self.heading):
            field.textEdited.connect(self.problem.hide)
        self.retranslate()
        self.retheme()

    def ask(self, keys: Sequence[int]) -> None:
        """Open for these entries; fields show what they have in common."""
        self._keys = tuple(keys)
        chosen = [e.template for e in self._templates.entries if e.key in set(keys)]
        for field, column, values in (
            (self.gsd, GSD, {t.gsd_m for t in chosen}),
            (self.heading, HEADING, {t.heading_deg for t in chosen}),
        ):
            value = next(iter(values)) if len(values) == 1 else None
            field.setText("" if value is None else shown_number(value, column))
            field.setProperty("several", len(values) > 1)
            field.setModified(False)
        self.problem.hide()
        self.retranslate()
        self.gsd.setFocus()
        self.gsd.selectAll()
        self.present()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("GSD and heading"))
        self._about.setText(
            self.tr(
                "For %n selected template(s). Leave a field as it is to keep the values, empty it"
                " if they are unknown.",
                "",
                len(self._keys),
            )
        )
        self._gsd_label.setText(self.tr("&GSD, metres per pixel:"))
        self._heading_label.setText(self.tr("&Heading, degrees:"))
        self.gsd.setToolTip(self.tr("Metres on the ground per pixel of the template"))
        self.heading.setToolTip(self.tr("True bearing of the picture's upper edge, clockwise"))
        for field in (self.gsd, self.heading):
            several = bool(field.property("several"))
            field.setPlaceholderText(self.tr("different") if several else self.tr("unknown"))

    def retheme(self) -> None:
        """The reason stands out in both themes."""
        palette = QPalette(self.palette())
        dark = palette.color(QPalette.ColorRole.Window).lightnessF() < 0.5
        palette.setColor(QPalette.ColorRole.WindowText, "#ff8f8a" if dark else "#b3261e")
        self.problem.setPalette(palette)

    @Slot()
    def _apply(self) -> None:
        try:
            gsd = self._number(self.gsd)
            heading = self._number(self.heading)
        except ValueError:
            return
        if gsd is not None and gsd <= 0:
            self._refuse(self.gsd, self.tr("The GSD must be above 0. Empty it if it is unknown."))
            return
        with self._templates.together():
            for row in map(self._templates.row_of, self._keys):
                if row is None:  # removed while the dialog was open
                    continue
                if self.gsd.isModified():
                    self._templates.set_gsd(row, gsd)
                if self.heading.isModified():
                    self._templates.set_heading(row, heading)
        self.accept()

    def _number(self, field: QLineEdit) -> float | None:
        try:
            return parse_number(field.text()) if field.isModified() else None
        except ValueError:
            text = self.tr("“{text}” is not a number. Empty the field if it is unknown.")
            self._refuse(field, text.format(text=field.text()))
            raise

    def _refuse(self, field: QLineEdit, reason: str) -> None:
        self.problem.setText(reason)
        self.problem.show()
        field.setFocus()
        field.selectAll()
