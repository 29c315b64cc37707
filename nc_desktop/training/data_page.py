"""The first page: which places are trained on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QRadioButton, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.file_dialogs import remember_folder
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.map.map_view import MapView
from nc_desktop.model.project import Project
from nc_desktop.panels.path_line import PathLine
from nc_desktop.settings import Settings
from nc_desktop.training.raster_choice import RasterChoice
from nc_desktop.translated_widget import TranslatedWidget

_SHIPPED = "demo/places"


class DataPage(TranslatedWidget):
    """The places that ship with the program, a folder, or places made from the open rasters."""

    changed = Signal()

    def __init__(
        self,
        project: Project,
        settings: Settings,
        datasets: Path,
        runner: JobRunner,
        *,
        view: MapView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.shipped, self.own, self.made = QRadioButton(), QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        self._about, self._layout_hint = QLabel(), QLabel()
        self.folder = PathLine()
        self.rasters = RasterChoice(project, view, datasets, runner)
        layout = QVBoxLayout(self)
        for button in (self.shipped, self.own, self.made):
            self._group.addButton(button)
        for label in (self._about, self._layout_hint):
            label.setWordWrap(True)
            label.setContentsMargins(22, 0, 0, 8)
        line = QVBoxLayout()
        line.setContentsMargins(22, 0, 0, 0)
        line.addWidget(self.folder)
        layout.addWidget(self.shipped)
        layout.addWidget(self._about)
        layout.addWidget(self.own)
        layout.addLayout(line)
        layout.addWidget(self._layout_hint)
        layout.addWidget(self.made)
        layout.addWidget(self.rasters)
        layout.addStretch(1)
        self.shipped.setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self.folder.changed.connect(self._on_typed)
        self.folder.browse_requested.connect(self._browse)
        self.rasters.made_changed.connect(self.changed)
        self.retranslate()
        self._on_toggled()

    @property
    def folder_of_places(self) -> Path | None:
        """What is trained on; None while it is not chosen or not made yet."""
        if self.shipped.isChecked():
            return nc.resource_path(_SHIPPED)
        if self.own.isChecked():
            return self.folder.path
        return self.rasters.made

    @property
    def problem(self) -> str:
        """Why it cannot go on; empty if it can."""
        if self.folder_of_places is not None:
            return ""
        if self.own.isChecked():
            return self.tr("Name a folder of places.")
        return self.tr("Make the places first.")

    def retranslate(self) -> None:
        """Set every text again."""
        self.shipped.setText(self.tr("The places that ship with the program"))
        self._about.setText(
            self.tr(
                "63 places in North Dakota on aerial photographs of six dates (NAIP, 5 m a pixel):"
                " good to try, and to match across dates."
            )
        )
        self.own.setText(self.tr("A folder of places"))
        self._layout_hint.setText(
            self.tr(
                "In the layout of University-1652: train/VIEW/PLACE/pictures, such as"
                " train/satellite/0001/a.jpg and train/drone/0001/b.jpg."
            )
        )
        self.made.setText(self.tr("Make them from the open rasters"))

    @Slot()
    def _on_toggled(self, *_: object) -> None:
        self.rasters.setVisible(self.made.isChecked())
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self.own.setChecked(True)
        self.changed.emit()

    @Slot()
    def _browse(self) -> None:
        title = QCoreApplication.translate("FileDialogs", "Folder of places")
        name = QFileDialog.getExistingDirectory(self, title, self._settings.folder)
        path = remember_folder(self._settings, name)
        if path is not None:
            self.folder.show_path(path)
