"""The map widget: items over each other, with pan, zoom, clicks and drops."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGraphicsObject, QVBoxLayout, QWidget

from nc_desktop.map.file_drop import FileDrop
from nc_desktop.map.tile_cache import TileCache
from nc_desktop.map.tile_reader import TileReader
from nc_desktop.map.tiled_layer import TiledLayer
from nc_desktop.plotting import pg

_PADDING = 0.02  # of the view, left free around what was zoomed to
_SELECTION_SPAN = 1.5  # the view shows this many sizes of the match that was zoomed to
_LEAST_PIXELS = 4.0  # the closest zoom shows this many scene pixels


class MapView(QWidget):
    """Items in units of the active scene's base pixels, y down, aspect locked.

    The items say nothing of geography; that is the georeference's affine alone. What the items are
    is `ProjectMap`'s business.
    """

    cursor_moved = Signal(float, float)
    """Scene column and row under the cursor."""
    cursor_left = Signal()
    clicked = Signal(float, float)
    """Scene column and row of a left click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = FileDrop(self)
        self._graphics: Any = pg.GraphicsView(self, background=None)
        self._graphics.setFrameShape(pg.GraphicsView.Shape.NoFrame)
        self._box: Any = pg.ViewBox(
            lockAspect=True, invertY=True, enableMenu=False, defaultPadding=_PADDING
        )
        self._box.disableAutoRange()
        self._graphics.setCentralItem(self._box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._graphics)

        self.reader = TileReader(self)
        self._cache = TileCache()
        self._items: list[QGraphicsObject] = []
        self._extent = QRectF()
        self._shows_all = False

        self.drop.install(self)
        self.drop.install(self._graphics.viewport())
        self._graphics.viewport().setMouseTracking(True)
        scene = self._graphics.scene()
        scene.sigMouseMoved.connect(self._on_mouse_moved)
        scene.sigMouseClicked.connect(self._on_mouse_clicked)
        self._box.sigRangeChangedManually.connect(self._on_moved_by_hand)
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
        """Whether the last paint had every tile that it wanted."""
        return all(item.complete for item in self._items if isinstance(item, TiledLayer))

    @property
    def view_rect(self) -> QRectF:
        """The part of the map that is shown, in scene pixels."""
        return QRectF(self._box.viewRect())

    @property
    def extent(self) -> QRectF:
        """What *full extent* shows: the active scene."""
        return QRectF(self._extent)

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

    def set_extent(self, extent: QRectF) -> None:
        """The active scene covers this now; the view stays where it is."""
        self._extent = QRectF(extent)
        if not extent.isEmpty():
            longest = max(extent.width(), extent.height())
            self._box.setLimits(minXRange=_LEAST_PIXELS, maxXRange=20 * longest)

    def zoom_to_extent(self) -> None:
        """Show the whole scene, and keep it whole when the size changes."""
        self._shows_all = True
        if not self._extent.isEmpty():
            self._box.setRange(self._extent, padding=_PADDING)

    def zoom_to(self, rect: QRectF, span: float = _SELECTION_SPAN) -> None:
        """Show a part of the map with its surroundings: `span` times its size."""
        if rect.isEmpty():
            return
        self._shows_all = False
        grown = QRectF(0, 0, rect.width() * span, rect.height() * span)
        grown.moveCenter(rect.center())
        self._box.setRange(grown, padding=0)

    def zoom_by(self, factor: float) -> None:
        """Zoom in (above 1) or out about the middle of the view."""
        self._shows_all = False
        self._box.scaleBy((1 / factor, 1 / factor))

    def position_at(self, point: QPointF) -> QPointF:
        """Scene pixel under a point of `viewport`."""
        on_scene = self._graphics.mapToScene(point.toPoint())
        return QPointF(self._box.mapSceneToView(on_scene))

    def point_of(self, col: float, row: float) -> QPointF:
        """Point of `viewport` over a scene pixel: the inverse of `position_at`."""
        on_scene = self._box.mapViewToScene(QPointF(col, row))
        return QPointF(self._graphics.mapFromScene(on_scene))

    def shutdown(self) -> None:
        """Stop and join the reader; the map stays as it is."""
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

    def _on_mouse_moved(self, position: QPointF) -> None:
        point = self._box.mapSceneToView(position)
        self.cursor_moved.emit(float(point.x()), float(point.y()))

    def _on_mouse_clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._extent.isEmpty():
            point = self._box.mapSceneToView(event.scenePos())
            self.clicked.emit(float(point.x()), float(point.y()))

    def _on_moved_by_hand(self, *_: object) -> None:
        self._shows_all = False

    def _on_resized(self, *_: object) -> None:
        if self._shows_all:
            self.zoom_to_extent()
