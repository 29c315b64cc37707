"""The menu of a place of the map: copy its coordinates."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from nc_desktop.map.coordinates import copied
from nc_desktop.model.project import Project
from nc_desktop.settings import Settings


class PositionMenu(QObject):
    """Shows each way of writing the place, and copies the one that is chosen."""

    about_to_show = Signal(QMenu, float, float)
    """The menu with its entries, column and row: others may add theirs."""

    style_changed = Signal()
    """Latitude and longitude are to be written in another way."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._project, self._settings = project, settings
        self.menu = QMenu(parent)

    @Slot(float, float, QPoint)
    def popup(self, col: float, row: float, at: QPoint, first: str = "") -> None:
        """Open it.

        Args:
            col: the place, in pixels of the active scene.
            row: likewise.
            at: where on the screen.
            first: what the menu opens on: `pixel`, `crs`, `decimal` or `dms`.
        """
        self.menu.clear()
        scene = self._project.scene
        if scene is None:
            return
        texts = copied(col, row, scene.georeference)
        chosen: QAction | None = None
        for name, title, text in (
            ("decimal", self.tr("Copy WGS 84: {text}"), texts.decimal),
            ("dms", self.tr("Copy WGS 84: {text}"), texts.dms),
            ("crs", self.tr("Copy {crs}: {text}"), texts.crs),
            ("pixel", self.tr("Copy column and row: {text}"), texts.pixel),
        ):
            if text:
                # a text of one's own is no access key
                shown = title.format(text=text, crs=scene.georeference.crs_name)
                action = self._add(shown.replace("&", "&&"), text)
                chosen = action if name == first else chosen
        if texts.crs:
            self.menu.addSeparator()
            self._add(self.tr("Copy &all"), texts.all)
            self.menu.addSeparator()
            dms = self.menu.addAction(self.tr("Show degrees, &minutes, seconds"))
            dms.setCheckable(True)
            dms.setChecked(self._settings.degree_style == "dms")
            dms.toggled.connect(self._choose_style)
        self.about_to_show.emit(self.menu, col, row)
        if chosen is not None:
            self.menu.setDefaultAction(chosen)
        self.menu.popup(at, chosen)
        if chosen is not None:
            self.menu.setActiveAction(chosen)

    @Slot(bool)
    def _choose_style(self, dms: bool) -> None:
        self._settings.degree_style = "dms" if dms else "decimal"
        self.style_changed.emit()

    def _add(self, title: str, text: str) -> QAction:
        action = self.menu.addAction(title)
        action.triggered.connect(lambda: QGuiApplication.clipboard().setText(text))
        return action
