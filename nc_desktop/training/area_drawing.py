"""Drawing the areas to train and to test on, and showing them with their places, on the map."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPolygonF

import neurocorrelator as nc
from nc_desktop.map.area_item import AreaItem
from nc_desktop.map.map_view import MapView
from nc_desktop.map.places_item import PlacesItem
from nc_desktop.map.tools.draw_polygon import DrawPolygon
from nc_desktop.map.tools.draw_rectangle import DrawRectangle
from nc_desktop.model.project import Project
from nc_desktop.training.data_jobs import GroundOnMap
from nc_desktop.training.drawn_areas import COLOURS, SIDES, AreaSide, DrawnAreas
from nc_desktop.training.map_bar import MapBar

_ABOVE_LAYERS = 1e6


class AreaDrawing(QObject):
    """Lends the map to the page of places: to draw on, and to see what was drawn.

    Attributes:
        places: what draws the places of each side, while they are shown.
        outlines: what draws the areas.
        bar: the panel on the map, while the map is looked at.
    """

    begun = Signal()
    """The map is looked at: what covers it should go aside."""
    ended = Signal()
    """The user wants to go back."""

    def __init__(
        self, project: Project, view: MapView, areas: DrawnAreas, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project, self._view, self._areas = project, view, areas
        self._side: AreaSide = "test"
        self._tools: dict[str, DrawRectangle | DrawPolygon] = {
            "rectangle": DrawRectangle(view),
            "polygon": DrawPolygon(view),
        }
        self.places: dict[AreaSide, PlacesItem] = {}
        self.outlines: dict[AreaSide, AreaItem] = {}
        self.bar: MapBar | None = None
        self._said = ""
        self._ground: GroundOnMap | None = None
        self._shown = False
        for tool in self._tools.values():
            tool.drawn.connect(self._on_drawn)

    @Slot(str, str)
    def draw(self, side: AreaSide, shape: str) -> None:
        """Let the user draw the area of a side, as a `rectangle` or a `polygon`."""
        self._side = side
        self.look()
        self._view.use_tool(None)
        self._view.use_tool(self._tools[shape])

    @Slot()
    def look(self) -> None:
        """Let the user look at the map."""
        if self.bar is not None:
            return
        self.bar = MapBar(self._project, self._areas)
        self.bar.choice.draw_wanted.connect(self.draw)
        self.bar.back_wanted.connect(self.ended)
        self.bar.say(self._said)
        self._view.add_overlay(self.bar, Qt.Corner.BottomRightCorner)
        self.begun.emit()

    def end(self) -> None:
        """Give up what is hardly begun, and take the panel off the map."""
        if self.bar is None:
            return
        if self._view.tool in self._tools.values():
            self._view.use_tool(None)
        self._view.remove_overlay(self.bar)
        self.bar.deleteLater()
        self.bar = None

    def say(self, text: str) -> None:
        """How many places fit, or why none does."""
        self._said = text
        if self.bar is not None:
            self.bar.say(text)

    def show_ground(self, ground: GroundOnMap | None) -> None:
        """Have areas and places on the map once `set_shown` says so; None for none."""
        self._ground = ground
        self._refresh()

    def set_shown(self, shown: bool) -> None:
        """Whether they are to be seen now."""
        if shown != self._shown:
            self._shown = shown
            self._refresh()

    def _refresh(self) -> None:
        if not self._shown or self._ground is None:
            self._remove()
            return
        for side in SIDES:
            if side not in self.places:
                self.places[side], self.outlines[side] = PlacesItem(COLOURS[side]), AreaItem()
                self.outlines[side].set_colour(COLOURS[side])
                for height, item in enumerate((self.outlines[side], self.places[side])):
                    item.setZValue(_ABOVE_LAYERS + height)
                    self._view.add_item(item)
            self.places[side].set_squares(self._ground.squares[side])
            rings = self._ground.outlines[side]
            self.outlines[side].set_rings(
                QPolygonF([QPointF(col, row) for col, row in ring]) for ring in rings
            )

    def _remove(self) -> None:
        for item in (*self.places.values(), *self.outlines.values()):
            self._view.remove_item(item)
        self.places, self.outlines = {}, {}

    @Slot(list)
    def _on_drawn(self, polygon: list[tuple[float, float]]) -> None:
        names = {"test": self.tr("Area to test on"), "train": self.tr("Area to train on")}
        area = nc.GroundArea.from_pixels(polygon, self._view.georeference, names[self._side])
        self._areas.draw(self._side, area)
