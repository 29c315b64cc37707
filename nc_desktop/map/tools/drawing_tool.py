"""A tool that draws a line of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Slot

from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.map.tools.rubber_band import RubberBand

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView


class DrawingTool(MapTool):
    """Has corners, and a rubber band on the map while it is in use."""

    def __init__(self, view: MapView, *, closed: bool) -> None:
        super().__init__(view)
        self._closed = closed
        self._corners: list[QPointF] = []
        self._cursor_at: QPointF | None = None
        self._band: RubberBand | None = None

    @property
    def corners(self) -> tuple[QPointF, ...]:
        """Those that are set, in scene pixels."""
        return tuple(self._corners)

    @property
    def band(self) -> RubberBand | None:
        """What is drawn, while the tool is in use."""
        return self._band

    def start(self) -> None:
        """Begin with nothing drawn."""
        self._corners, self._cursor_at, self._problem = [], None, ""
        self._band = RubberBand(closed=self._closed)
        self._view.add_item(self._band)
        self._view.view_changed.connect(self._on_view)
        self._on_view()

    def stop(self) -> None:
        """Take the drawing off the map."""
        if self._band is not None:
            self._view.view_changed.disconnect(self._on_view)
            self._view.remove_item(self._band)
            self._band = None

    @property
    def radius(self) -> float:
        """How far two clicks on the same place may be from each other, in scene pixels."""
        return 4.0 / self._view.viewpoint.scale

    def undo_corner(self) -> None:
        """Take the last corner away."""
        if self._corners:
            self._corners.pop()
        self.refuse("")
        self.redraw()

    def redraw(self) -> None:
        """Show corners and cursor as they are."""
        if self._band is None:
            return
        points = [*self._corners, *([self._cursor_at] if self._cursor_at is not None else [])]
        self._band.set_points(points, fixed=len(self._corners))

    @Slot()
    def _on_view(self) -> None:
        if self._band is not None:
            self._band.set_scale(self._view.viewpoint.scale)
