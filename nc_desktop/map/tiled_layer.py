"""One raster layer of the map: blits cached tiles, asks for those that are missing."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.map.colouring import BandColours, Colouring
from nc_desktop.map.tile_cache import CachedTile, TileCache
from nc_desktop.map.tile_grid import TILE_PX, Rect, TileGrid, TileKey
from nc_desktop.map.tile_reader import TileReader, TileRequest
from nc_desktop.map.tile_source import TileSource, TileValues

_LAYER_NUMBERS = count(1)
_STAND_IN_FIRST = -1e9  # the tile of the whole raster comes before all others
_BEGUN = -1  # generation of a tile that is read in part: drawn, and still wanted


class TiledLayer(QGraphicsObject):
    """Draws a pyramid of tiles.

    Its own coordinates are the source's base pixels; its transform places them on the map.

    `paint` never reads: it draws what is in the cache, a coarser tile where the right one is
    missing, and tells the reader what it missed. Everything here runs on the Qt thread.
    """

    damaged = Signal(str)
    """Why something could not be read; said once for a source."""
    lost = Signal(str)
    """Why nothing can be read any more, the file being gone or changed; once for a source."""

    def __init__(self, reader: TileReader, cache: TileCache) -> None:
        super().__init__()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._reader, self._cache = reader, cache
        self._source: TileSource | None = None
        self._colouring: Colouring = BandColours()
        self._layer = 0
        self._generation = 0
        self._missing = 0
        self._failed: set[TileKey] = set()
        self._told = False
        self._lost = False
        reader.tile_begun.connect(self._on_begun, Qt.ConnectionType.QueuedConnection)
        reader.tile_read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)
        reader.tile_failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        reader.tile_damaged.connect(self._on_damaged, Qt.ConnectionType.QueuedConnection)

    @property
    def complete(self) -> bool:
        """Whether the last paint had every tile that it wanted; so has one that is out of view."""
        if self._source is None or self._missing == 0 or not self.isVisible():
            return True
        seen = self._visible_rect()
        view = QRectF(seen.left, seen.top, seen.right - seen.left, seen.bottom - seen.top)
        return not view.intersects(self.boundingRect())

    def set_source(self, source: TileSource | None) -> None:
        """Show another source, or nothing."""
        self.prepareGeometryChange()
        self.forget()
        self._layer = next(_LAYER_NUMBERS)  # tiles still under way belong to the former number
        self._source = source
        self._missing = 1 if source is not None else 0
        self._failed = set()
        self._told = self._lost = False
        self.update()

    def update_source(self, source: TileSource) -> None:
        """Show newer values of the same grid; the old ones stay until the new ones are read."""
        self._source = source
        self._generation += 1
        self._failed = set()
        self._told = self._lost = False
        self.update()

    def lose(self, reason: str) -> None:
        """The file is known to be gone or changed: say so, once for a source."""
        if not self._lost:
            self._lost = True
            self.lost.emit(reason)

    def set_colouring(self, colouring: Colouring) -> None:
        """Show the values that are there in other colours."""
        if colouring != self._colouring:
            self._colouring = colouring
            self.update()

    def forget(self) -> None:
        """Give back what is cached and wanted; before the layer is taken off the map."""
        self._reader.forget(self._layer)
        self._cache.drop_layer(self._layer)

    def rest(self) -> None:
        """Want nothing while the layer is hidden; what is cached may go."""
        self._reader.forget(self._layer)
        self._cache.keep(self._layer, ())

    def boundingRect(self) -> QRectF:
        """The whole source."""
        if self._source is None:
            return QRectF()
        grid = self._source.grid
        return QRectF(0, 0, grid.width, grid.height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Blit what is there; ask for what is not."""
        if self._source is None:
            return
        grid = self._source.grid
        device = painter.device()
        density = option.levelOfDetailFromTransform(painter.worldTransform())
        density *= device.devicePixelRatio() if device is not None else 1.0
        level = grid.level_for(density)
        magnified = density > 1.0  # then a pixel is a square, as in any GIS
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not magnified)
        view = self._visible_rect()
        seen = list(grid.visible(view, level))
        self._cache.keep(self._layer, ((self._layer, key) for key in seen))
        missing = [key for key in seen if not self._draw_tile(painter, grid, key)]
        self._request(grid, missing, [] if missing else self._beside(grid, view, level))

    def _draw_tile(self, painter: QPainter, grid: TileGrid, key: TileKey) -> bool:
        """Draw a tile or its stand-in; False if the tile itself is still to be read."""
        rect = grid.rect(key)
        target = _qrect(rect)
        tile = self._cache.get((self._layer, key))
        if tile is not None:
            image = tile.drawn(self._colouring)
            painter.drawImage(target, image, QRectF(image.rect()))
            return tile.generation == self._generation or key in self._failed
        for coarse in grid.coarser(key):
            stand_in = self._cache.get((self._layer, coarse))
            if stand_in is not None:
                image = stand_in.drawn(self._colouring)
                # only this tile's part of it: nothing is drawn twice, so opacity stays even
                painter.drawImage(target, image, _part(grid.rect(coarse), rect, image))
                break
        return key in self._failed

    def _beside(self, grid: TileGrid, view: Rect, level: int) -> list[TileKey]:
        """Tiles around the view that are not there yet: the next ones if the map is moved."""
        if not self._cache.roomy or self._source is None:
            return []
        side = float(TILE_PX << level)
        around = Rect(view.left - side, view.top - side, view.right + side, view.bottom + side)
        return [
            key
            for key in grid.visible(around, level)
            if (self._layer, key) not in self._cache
            and key not in self._failed
            and not self._source.is_slow(key)
        ]

    def _request(self, grid: TileGrid, missing: list[TileKey], beside: list[TileKey]) -> None:
        self._missing = len(missing)
        if self._source is None:
            return
        wanted = [self._wish(key, float(order)) for order, key in enumerate(missing + beside)]
        whole = TileKey(grid.top_level, 0, 0)
        known = whole in self._failed or whole in missing
        if missing and not known and (self._layer, whole) not in self._cache:
            stand_in = self._wish(whole, _STAND_IN_FIRST)
            if not stand_in.slow:  # it would be left off as soon as the view is complete
                wanted.append(stand_in)
        self._reader.want(self._layer, wanted)

    def _wish(self, key: TileKey, priority: float) -> TileRequest:
        source = self._source
        assert source is not None  # noqa: S101 - its callers looked
        slow = source.is_slow(key)
        return TileRequest(self._layer, source, key, self._generation, priority, slow)

    def _visible_rect(self) -> Rect:
        scene = self.scene()
        views = scene.views() if scene is not None else []
        if not views:
            return Rect(0, 0, 0, 0)
        view = views[0]
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        own = self.mapRectFromScene(seen)
        return Rect(own.left(), own.top(), own.right(), own.bottom())

    @Slot(int, object, object)
    def _on_read(self, layer: int, request: TileRequest, values: TileValues) -> None:
        if layer == self._layer:
            self._cache.put((layer, request.key), CachedTile(values, request.generation))
            self.update()

    @Slot(int, object, object)
    def _on_begun(self, layer: int, request: TileRequest, values: TileValues) -> None:
        former = self._cache.get((layer, request.key))
        if layer == self._layer and (former is None or former.generation == _BEGUN):
            self._cache.put((layer, request.key), CachedTile(values, _BEGUN))
            self.update()

    @Slot(int, object, str)
    def _on_failed(self, layer: int, request: TileRequest, reason: str) -> None:
        if layer == self._layer:
            self._failed.add(request.key)
            self.update()
            self.lose(reason)

    @Slot(int, str)
    def _on_damaged(self, layer: int, reason: str) -> None:
        if layer == self._layer and not self._told:
            self._told = True
            self.damaged.emit(reason)


def _qrect(rect: Rect) -> QRectF:
    return QRectF(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top)


def _part(whole: Rect, part: Rect, image: QImage) -> QRectF:
    """Where `part` of the ground lies in an image of `whole`."""
    per_col = image.width() / (whole.right - whole.left)
    per_row = image.height() / (whole.bottom - whole.top)
    return QRectF(
        (part.left - whole.left) * per_col,
        (part.top - whole.top) * per_row,
        (part.right - part.left) * per_col,
        (part.bottom - part.top) * per_row,
    )
