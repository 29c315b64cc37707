"""Choosing the CRS that something is written in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.panels.crs_chooser import CrsChooser


class ChooseCrsDialog(TranslatedDialog):
    """The list of CRSs, with those first that cover a place."""

    chosen = Signal(str)
    """Text that `nc.parse_crs` takes."""

    def __init__(
        self,
        runner: JobRunner,
        recent: Sequence[str],
        near: tuple[float, float] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chooser = CrsChooser(runner, recent=recent, near=near)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self.chooser, 1)
        layout.addWidget(self.buttons)
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.confirmed.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_chosen(self.chooser.choice)
        self.resize(620, 420)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("CRS of the export"))

    def accept(self) -> None:
        """Take what is chosen."""
        code = self.chooser.code
        if code and not self.chooser.searching:
            self.chosen.emit(code)
            super().accept()

    @Slot(object)
    def _on_chosen(self, choice: nc.CrsChoice | None) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(choice is not None)
