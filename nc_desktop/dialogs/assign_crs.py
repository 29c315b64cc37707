"""Telling the program in which CRS a scene's coordinates are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.crs_chooser import CrsChooser
from nc_desktop.settings import Settings


class AssignCrsDialog(TranslatedDialog):
    """Stays open beside the work until a CRS is chosen or the dialog is closed."""

    assigned = Signal(object, str)
    """The `SceneLayer` and text that `nc.parse_crs` takes."""

    def __init__(
        self, layer: SceneLayer, runner: JobRunner, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._layer, self._settings = layer, settings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._explanation = QLabel()
        self._explanation.setWordWrap(True)
        self._explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.chooser = CrsChooser(runner, recent=settings.recent_crs, near=_middle(layer.raster))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self._explanation)
        layout.addWidget(self.chooser, 1)
        layout.addWidget(self.buttons)
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.confirmed.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        if layer.told_crs:
            self.chooser.choose(layer.told_crs)
        self._on_chosen(self.chooser.choice)
        self.resize(620, 460)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Assign a CRS"))
        self._explanation.setText(
            self.tr(
                "In which CRS are the coordinates of {name}? They are taken as they are and not"
                " changed; the file itself stays as it is."
            ).format(name=self._layer.name)
        )

    def accept(self) -> None:
        """Take what is chosen."""
        code = self.chooser.code
        if not code or self.chooser.searching:
            return
        self._settings.add_recent_crs(code)
        self.assigned.emit(self._layer, code)
        super().accept()

    @Slot(object)
    def _on_chosen(self, choice: nc.CrsChoice | None) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(choice is not None)


def _middle(raster: nc.Raster) -> tuple[float, float] | None:
    """Where the raster lies, if that is known; its coordinates may be those of a wrong CRS."""
    georeference = raster.georeference
    col, row = raster.width / 2, raster.height / 2
    try:
        if georeference.is_geographic:
            lon, lat = georeference.lonlat(col, row)
            return float(lon), float(lat)
    except nc.RasterError:
        return None
    if georeference.transform.is_identity:
        return None
    x, y = georeference.transform * (col, row)
    return (x, y) if abs(x) <= 180 and abs(y) <= 90 else None  # they look like degrees
