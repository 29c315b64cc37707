"""Drawing the areas to train and to test on, and showing them with their places, on the map."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtGui import QPolygonF

import neurocorrelator as nc
from nc_desktop.map.area_item import AreaItem
from nc_desktop.map.map_view import MapView
from nc_desktop.map.places_item import PlacesItem
from nc_desktop.map.tools.draw_polygon import DrawPolygon
from nc_desktop.map.tools.draw_rectangle import DrawRectangle
from nc_desktop.training.data_jobs import GroundOnMap
from nc_desktop.training.drawn_areas import COLOURS, SIDES, AreaSide, DrawnAreas

_ABOVE_LAYERS = 1e6


class AreaDrawing(QObject):
    """Lends the map's tools to the page of places.

    Attributes:
        places: what draws the places of each side, while they are shown.
        outlines: what draws the areas.
    """

    begun = Signal()
    """The map is drawn on: what covers it should go aside."""
    ended = Signal()
    """It is not any more."""

    def __init__(self, view: MapView, areas: DrawnAreas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._areas = view, areas
        self._side: AreaSide = "test"
        self._tools: dict[str, DrawRectangle | DrawPolygon] = {
            "rectangle": DrawRectangle(view),
            "polygon": DrawPolygon(view),
        }
        self.places: dict[AreaSide, PlacesItem] = {}
        self.outlines: dict[AreaSide, AreaItem] = {}
        self._ground: GroundOnMap | None = None
        self._shown = False
        for tool in self._tools.values():
            tool.drawn.connect(self._on_drawn)
            tool.ended.connect(self._on_ended)

    @property
    def drawing(self) -> bool:
        """Whether the map waits for corners."""
        return self._view.tool in self._tools.values()

    @Slot(str, str)
    def draw(self, side: AreaSide, shape: str) -> None:
        """Let the user draw the area of a side, as a `rectangle` or a `polygon`."""
        self._side = side
        self._view.use_tool(self._tools[shape])
        if self.drawing:
            self.begun.emit()

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

    @Slot(bool)
    def _on_ended(self, _done: bool) -> None:
        if self._view.isVisible():  # else the program ends
            self.ended.emit()
