"""Coordinates under the cursor, at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nc_desktop.map.coordinates import describe
from nc_desktop.model.project import Project


class CoordinateBar(QWidget):
    """Pixel, scene CRS and WGS 84 of a place of the map."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.pixel, self.crs, self.wgs84 = QLabel(), QLabel(), QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(24)
        for label in (self.pixel, self.crs, self.wgs84):
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        project.scene_changed.connect(self.clear)

    def show_position(self, col: float, row: float) -> None:
        """Write where the cursor is, if that is on the scene or near it."""
        scene = self._project.scene
        if scene is None:
            return
        texts = describe(col, row, scene.georeference, QLocale())
        self.pixel.setText(texts.pixel)
        self.crs.setText(texts.crs)
        self.wgs84.setText(texts.wgs84)

    def clear(self) -> None:
        """The cursor is not on the map."""
        for label in (self.pixel, self.crs, self.wgs84):
            label.clear()
