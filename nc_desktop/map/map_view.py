"""The map widget: items over each other, what part of them is shown, tools and drops."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QGraphicsObject, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.map.flash_marker import FlashMarker
from nc_desktop.map.footprints_layer import FootprintsLayer
from nc_desktop.map.navigation import Navigation
from nc_desktop.map.overlays import Overlays
from nc_desktop.map.tile_cache import TileCache
from nc_desktop.map.tile_reader import TileReader
from nc_desktop.map.tiled_layer import TiledLayer
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.map.view_history import Move, ViewHistory, Viewpoint
from nc_desktop.model.positions import shares_ground
from nc_desktop.plotting import pg

_PADDING = 0.02  # of the view, left free around the whole scene
_SELECTION_SPAN = 1.5  # the view shows this many sizes of the match that was zoomed to
_LEAST_PIXELS = 4.0  # the closest zoom shows this many scene pixels
_MOST_SCENES = 20.0  # the farthest one this many times the scene


class MapView(QWidget):
    """Items in units of the active scene's base pixels, y down, aspect locked.

    What is shown is a `Viewpoint`; the view box of pyqtgraph only follows it. What the items are
    is `ProjectMap`'s business, what mouse and keys do is `Navigation`'s.
    """

    cursor_moved = Signal(float, float)
    """Scene column and row under the cursor."""
    cursor_left = Signal()
    clicked = Signal(float, float)
    """Scene column and row of a left click, while no tool is in use."""
    rectangle_dragged = Signal(QRectF)
    """The part of the map that was dragged over with Ctrl, to select what lies there."""
    context_requested = Signal(float, float, QPoint)
    """Scene column and row of a right click, and its place on the screen."""
    view_changed = Signal()
    """Another part of the map is shown, or another scene gives its units."""
    history_changed = Signal()
    tool_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = FileDrop(self)
        self._graphics: Any = pg.GraphicsView(self, background=None)
        self._graphics.setFrameShape(pg.GraphicsView.Shape.NoFrame)
        self._box: Any = pg.ViewBox(
            lockAspect=True, invertY=True, enableMenu=False, enableMouse=False
        )
        self._box.disableAutoRange()
        self._graphics.setCentralItem(self._box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._graphics)
        self.setFocusProxy(self._graphics)

        self.reader = TileReader(self)
        self._cache = TileCache()
        self._items: list[QGraphicsObject] = []
        self._extent = QRectF()
        self._georeference: nc.Georeference | None = None  # its library loads late
        self._viewpoint = Viewpoint(0.0, 0.0, 1.0)
        self._history = ViewHistory()
        self._shows_all = False
        self._tool: MapTool | None = None
        self._flash: FlashMarker | None = None

        self.drop.install(self)
        self.drop.install(self._graphics.viewport())
        self._graphics.viewport().setMouseTracking(True)
        self._overlays = Overlays(self)
        self._navigation = Navigation(self, self._graphics)
        self._box.sigResized.connect(self._on_resized)
        self._paint_background()
        self.reader.start()

    @property
    def viewport(self) -> QWidget:
        """The widget that gets the mouse."""
        widget: QWidget = self._graphics.viewport()
        return widget

    @property
    def complete(self) -> bool:
        """Whether the last paint had every tile that it wanted, and nothing stood in for it."""
        return all(
            item.complete if isinstance(item, TiledLayer) else item.settled
            for item in self._items
            if isinstance(item, TiledLayer | FootprintsLayer)
        )

    @property
    def view_rect(self) -> QRectF:
        """The part of the map that is shown, in scene pixels."""
        view, size = self._viewpoint, self.viewport.size()
        rect = QRectF(0, 0, size.width() / view.scale, size.height() / view.scale)
        rect.moveCenter(QPointF(view.col, view.row))
        return rect

    @property
    def viewpoint(self) -> Viewpoint:
        """Middle and scale of what is shown."""
        return self._viewpoint

    @property
    def extent(self) -> QRectF:
        """What *full extent* shows: the active scene."""
        return QRectF(self._extent)

    @property
    def georeference(self) -> nc.Georeference:
        """That of the active scene: what the units of the map mean on the ground."""
        return self._georeference or nc.Georeference()

    @property
    def history(self) -> ViewHistory:
        """Where the map was."""
        return self._history

    @property
    def tool(self) -> MapTool | None:
        """What the mouse does now; None for moving the map and clicking on matches."""
        return self._tool

    @property
    def modifiers(self) -> Qt.KeyboardModifier:
        """The keys that were held at the last click or drag."""
        return self._navigation.modifiers

    def tiled_layer(self) -> TiledLayer:
        """A new raster item, fed by the map's reader and kept in the map's cache."""
        return TiledLayer(self.reader, self._cache)

    def add_item(self, item: QGraphicsObject) -> None:
        """Lay an item over the map; its z value says how high."""
        self._items.append(item)
        self._box.addItem(item, ignoreBounds=True)

    def remove_item(self, item: QGraphicsObject) -> None:
        """Take an item off the map and destroy it."""
        self._items.remove(item)
        if isinstance(item, TiledLayer):
            item.forget()
        self._box.removeItem(item)
        item.deleteLater()

    def add_overlay(self, widget: QWidget, corner: Qt.Corner) -> None:
        """Put a small widget into a corner of the map; it is part of the map's pictures."""
        self._overlays.add(widget, corner)

    def remove_overlay(self, widget: QWidget) -> None:
        """Take a widget out of its corner; its owner destroys it."""
        self._overlays.remove(widget)

    def set_extent(self, extent: QRectF, georeference: nc.Georeference | None = None) -> None:
        """The active scene covers this now; the view stays where it is.

        Args:
            extent: in the scene's pixels; empty for no scene.
            georeference: the scene's. Earlier views are kept if they can be found on it.
        """
        former, new = self._georeference, georeference
        same_pixels = (
            self._extent == extent
            and former is not None
            and new is not None
            and former.transform == new.transform  # at most another CRS was assigned
        )
        self._extent, self._georeference = QRectF(extent), new
        if former is None or new is None or not (same_pixels or shares_ground(former, new)):
            self._history.clear()
        elif former != new and not same_pixels:
            self._history.carry(lambda view: view.on_other_ground(former, new))
        self.history_changed.emit()
        if not same_pixels:
            self.end_flash()
        if extent.isEmpty():
            self.use_tool(None)
        self.view_changed.emit()

    def zoom_to_extent(self) -> None:
        """Show the whole scene, and keep it whole when the size changes."""
        if not self._extent.isEmpty():
            self._show(self._fitted(self._extent, 1 + 2 * _PADDING))
        self._shows_all = True

    def zoom_to(self, rect: QRectF, span: float = _SELECTION_SPAN) -> None:
        """Show a part of the map with its surroundings: `span` times its size."""
        if not rect.isEmpty():
            self._show(self._fitted(rect, span))

    def zoom_by(self, factor: float, at: QPointF | None = None, move: Move = "wheel") -> None:
        """Zoom in (above 1) or out.

        Args:
            factor: how many times larger things become.
            at: point of `viewport` that stays where it is; None for the middle.
            move: what the history calls it.
        """
        middle = QRectF(self.viewport.rect()).center()
        self.zoom_to_scale(self._viewpoint.scale * factor, at or middle, move)

    def zoom_to_scale(self, scale: float, at: QPointF | None = None, move: Move = "jump") -> None:
        """Show a scene pixel in so many units of the screen; see `zoom_by`."""
        middle = QRectF(self.viewport.rect()).center()
        at = at or middle
        fixed = self.position_at(at)
        scale = self._within_limits(scale)
        away = (at - middle) * (1 / scale)
        self._show(Viewpoint(fixed.x() - away.x(), fixed.y() - away.y(), scale), move)

    def zoom_to_pixels(self) -> None:
        """Show a scene pixel in one pixel of the screen, edge on edge, so that none is blurred."""
        ratio = self.devicePixelRatioF()
        size = self.viewport.size() * ratio
        rect = self.view_rect
        # the middle is on an edge of the pixels where the number of pixels is even
        col, row = (
            math.floor(middle) + (0.5 if round(count) % 2 else 0.0)
            for middle, count in (
                (rect.center().x(), size.width()),
                (rect.center().y(), size.height()),
            )
        )
        self._show(Viewpoint(col, row, 1 / ratio))

    def pan_by(self, step: QPointF, move: Move = "drag") -> None:
        """Move what is shown by so many units of the screen: to the right and down if positive."""
        view = self._viewpoint
        self._show(
            Viewpoint(
                view.col - step.x() / view.scale, view.row - step.y() / view.scale, view.scale
            ),
            move,
        )

    def centre_on(self, col: float, row: float) -> None:
        """Show a place in the middle."""
        self._show(Viewpoint(col, row, self._viewpoint.scale))

    @property
    def flash(self) -> FlashMarker | None:
        """The mark that flashes now."""
        return self._flash

    def start_flash(self, col: float, row: float) -> None:
        """Let a mark flash at a place for some seconds."""
        self.end_flash()
        self._flash = FlashMarker(col, row)
        self._flash.set_scale(self._viewpoint.scale)
        self._flash.ended.connect(self.end_flash)
        self.add_item(self._flash)

    @Slot()
    def end_flash(self) -> None:
        """Take the mark away."""
        flash, self._flash = self._flash, None
        if flash is not None:
            self.remove_item(flash)

    def go_back(self) -> None:
        """Show what was shown before."""
        self._revisit(self._history.back())

    def go_forward(self) -> None:
        """Undo `go_back`."""
        self._revisit(self._history.forward())

    def move_without_record(self, view: Viewpoint) -> None:
        """Show something while a drag goes on; `record` comes at its end."""
        self._show(view, None)

    def record(self, move: Move) -> None:
        """A drag has ended here."""
        self._history.visit(self._viewpoint, move)
        self.history_changed.emit()

    def use_tool(self, tool: MapTool | None) -> None:
        """Let the mouse do something else; what was in use is given up."""
        if self._tool is tool:
            return
        former = self._release_tool()
        if tool is not None and not self._extent.isEmpty():
            self._tool = tool
            tool.ended.connect(self._on_tool_ended)
            tool.start()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._navigation.show_cursor()
        self.tool_changed.emit()
        if former is not None:
            former.ended.emit(False)

    def position_at(self, point: QPointF) -> QPointF:
        """Scene pixel under a point of `viewport`."""
        view, middle = self._viewpoint, QRectF(self.viewport.rect()).center()
        return QPointF(view.col, view.row) + (point - middle) * (1 / view.scale)

    def point_of(self, col: float, row: float) -> QPointF:
        """Point of `viewport` over a scene pixel: the inverse of `position_at`."""
        view, middle = self._viewpoint, QRectF(self.viewport.rect()).center()
        return middle + (QPointF(col, row) - QPointF(view.col, view.row)) * view.scale

    def draw(self, painter: QPainter) -> None:
        """Draw what is shown with the widgets in the corners, in units of `viewport`.

        For pictures of the map: the items ask for what a finer device wants, as on the screen.
        """
        whole = self.viewport.rect()
        self._graphics.render(painter, QRectF(whole), whole)
        for widget in self._overlays.widgets:
            if not widget.isHidden():
                flags = QWidget.RenderFlag.DrawChildren
                widget.render(painter, widget.pos(), renderFlags=flags)

    def shutdown(self) -> None:
        """Give up what is drawn, stop and join the reader; the layers stay as they are."""
        self.use_tool(None)
        self.end_flash()
        self.reader.stop()

    def changeEvent(self, event: Any) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._paint_background()

    def leaveEvent(self, event: Any) -> None:
        """The cursor is elsewhere."""
        super().leaveEvent(event)
        self.cursor_left.emit()

    def _paint_background(self) -> None:
        # between window and base, so that nodata is told from the panels in both themes
        window = self.palette().color(QPalette.ColorRole.Window)
        self._graphics.setBackground(window.darker(108))

    def _show(self, view: Viewpoint, move: Move | None = "jump") -> None:
        self._shows_all = False
        scale = self._within_limits(view.scale)
        self._viewpoint = Viewpoint(view.col, view.row, scale)
        self._apply()
        if move is not None and not self._extent.isEmpty():
            self._history.visit(self._viewpoint, move)
            self.history_changed.emit()

    def _apply(self) -> None:
        rect = self.view_rect
        if not rect.isEmpty():
            self._box.setRange(rect, padding=0)
        if self._flash is not None:
            self._flash.set_scale(self._viewpoint.scale)
        self.view_changed.emit()

    def _fitted(self, rect: QRectF, span: float) -> Viewpoint:
        size = self.viewport.size()
        scale = min(size.width() / rect.width(), size.height() / rect.height()) / span
        return Viewpoint(rect.center().x(), rect.center().y(), max(scale, 1e-9))

    def _within_limits(self, scale: float) -> float:
        if self._extent.isEmpty():
            return scale
        size = self.viewport.size()
        longest = max(self._extent.width(), self._extent.height())
        closest = max(size.width(), size.height()) / _LEAST_PIXELS
        farthest = min(size.width(), size.height()) / (_MOST_SCENES * longest)
        return max(min(scale, closest), farthest, 1e-9)

    def _revisit(self, view: Viewpoint | None) -> None:
        if view is not None:
            self._show(view, None)
            self.history_changed.emit()

    def _release_tool(self) -> MapTool | None:
        former, self._tool = self._tool, None
        if former is not None:
            former.ended.disconnect(self._on_tool_ended)
            former.stop()
        return former

    @Slot(bool)
    def _on_tool_ended(self, _done: bool) -> None:
        self._release_tool()
        self._navigation.show_cursor()
        self.tool_changed.emit()

    @Slot()
    def _on_resized(self, *_: object) -> None:
        if self._shows_all and not self._extent.isEmpty():
            self._show(self._fitted(self._extent, 1 + 2 * _PADDING), None)
            self._history.amend(self._viewpoint)
            self._shows_all = True
        else:
            self._apply()
