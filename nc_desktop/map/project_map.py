"""Keeps the map in step with the project: an item a layer, in pixels of the active scene."""

from __future__ import annotations

import operator

from PySide6.QtCore import QObject, QPointF, QRectF, Signal, SignalInstance, Slot
from PySide6.QtGui import QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject

import neurocorrelator as nc
from nc_desktop.map.area_item import AreaItem
from nc_desktop.map.colour_maps import fading_table
from nc_desktop.map.colouring import BandColours, ScoreColours
from nc_desktop.map.footprints_layer import FootprintsLayer
from nc_desktop.map.map_view import MapView
from nc_desktop.map.match_outlines import MatchOutlines
from nc_desktop.map.tile_source import RasterSource, ScoreMapSource
from nc_desktop.map.tiled_layer import TiledLayer
from nc_desktop.model.layers import (
    AreaLayer,
    HeatmapLayer,
    Layer,
    MatchesLayer,
    SceneLayer,
    scene_of,
)
from nc_desktop.model.positions import carried, shares_ground
from nc_desktop.model.project import Project


class ProjectMap(QObject):
    """Turns what the project says into items of the map."""

    damaged = Signal(str)
    """Why a part of a layer cannot be read."""
    lost = Signal(object, str)
    """A `SceneLayer` whose file is gone or changed, and what the library says of it."""

    def __init__(self, project: Project, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._view = project, view
        self._items: dict[Layer, QGraphicsObject] = {}
        self._shown: dict[Layer, nc.Raster | nc.ScoreMap] = {}  # what each raster item shows now
        self._frame: nc.Georeference | None = None
        self._framed: SceneLayer | None = None
        layers = project.layers
        layers.inserted.connect(self._on_inserted)
        layers.removed.connect(self._on_removed)
        layers.moved.connect(self._stack)
        project.scene_changed.connect(self._on_scene)
        project.result_changed.connect(self._refresh_matches)

    def item(self, layer: Layer) -> QGraphicsObject | None:
        """What is drawn for a layer."""
        return self._items.get(layer)

    @property
    def heatmap_item(self) -> TiledLayer | None:
        """The item of the current heatmap."""
        item = self._items.get(self._project.heatmap) if self._project.heatmap else None
        return item if isinstance(item, TiledLayer) else None

    @property
    def footprints_item(self) -> FootprintsLayer | None:
        """The item of the current matches."""
        layer = self._project.matches_layer
        item = self._items.get(layer) if layer is not None else None
        return item if isinstance(item, FootprintsLayer) else None

    def refresh(self) -> None:
        """Write the labels again, in the numbers of the language in force."""
        self._refresh_matches()

    def extent_of(self, layer: Layer) -> QRectF:
        """Where a layer lies on the map; empty if it does not."""
        item = self._items.get(layer)
        if item is None:
            return QRectF()
        if isinstance(item, FootprintsLayer):
            return item.outlines_rect
        return item.mapRectToParent(item.boundingRect())

    @Slot(str)
    def lose_scene(self, reason: str) -> None:
        """The active scene's file is gone or changed, though all of its tiles may be there."""
        layer = self._project.scene_layer
        item = self._items.get(layer) if layer is not None else None
        if isinstance(item, TiledLayer):
            item.lose(reason)

    def zoom_to_layer(self, layer: Layer) -> None:
        """Show a layer."""
        self._view.zoom_to(self.extent_of(layer), span=1.05)

    def zoom_to_selection(self) -> None:
        """Show the selected matches with their surroundings."""
        item = self.footprints_item
        if item is not None:
            self._view.zoom_to(item.rect_of(item.selected))

    @Slot(object)
    def _on_inserted(self, layer: Layer) -> None:
        if isinstance(layer, SceneLayer | HeatmapLayer):
            tiled = self._view.tiled_layer()
            tiled.damaged.connect(self.damaged)
            tiled.lost.connect(lambda reason: self.lost.emit(layer, reason))
            item: QGraphicsObject = tiled
        elif isinstance(layer, MatchesLayer):
            item = FootprintsLayer()
        else:
            item = AreaItem()
        self._items[layer] = item
        self._view.add_item(item)
        for signal in _signals_of(layer):
            signal.connect(self._on_layer)
        if isinstance(layer, MatchesLayer):
            layer.findings.selection_changed.connect(self._on_selection)
        self._stack()
        self._show(layer)

    @Slot(object)
    def _on_removed(self, layer: Layer) -> None:
        for signal in _signals_of(layer):
            signal.disconnect(self._on_layer)
        if isinstance(layer, MatchesLayer):
            layer.findings.selection_changed.disconnect(self._on_selection)
        self._shown.pop(layer, None)
        self._view.remove_item(self._items.pop(layer))

    @Slot()
    def _stack(self) -> None:
        layers = list(self._project.layers)
        for place, layer in enumerate(reversed(layers)):
            if layer in self._items:
                self._items[layer].setZValue(float(place + 1))

    @Slot()
    def _on_scene(self) -> None:
        """Another scene is active: its pixels are the units of the map now."""
        layer, former = self._project.scene_layer, self._frame
        if layer is None:
            self._frame = self._framed = None
            self._view.set_extent(QRectF())
            return
        raster, another = layer.raster, layer is not self._framed
        self._frame, self._framed = raster.georeference, layer
        extent = QRectF(0, 0, raster.width, raster.height)
        self._view.set_extent(extent, raster.georeference)
        told_crs = not another and former is not None and _same_units(former, self._frame)
        if (another or former != self._frame) and not told_crs:
            kept = self._carried_view(former) if former is not None else QRectF()
            if kept.isEmpty() or not kept.intersects(extent):
                self._view.zoom_to_extent()
            elif former != self._frame:
                self._view.zoom_to(kept, span=1.0)
        for each in self._project.layers:
            self._show(each)

    def _carried_view(self, former: nc.Georeference) -> QRectF:
        """What the map shows, in the units of the scene that is active now."""
        if self._frame is None or not shares_ground(former, self._frame):
            return QRectF()
        view = self._view.view_rect
        middle = view.center()
        points = [(middle.x(), middle.y()), (view.left(), middle.y()), (view.right(), middle.y())]
        try:
            centre, left, right = carried(points, former, self._frame)
        except nc.RasterError:
            return QRectF()
        width = float(((right - left) ** 2).sum() ** 0.5)
        rect = QRectF(0, 0, width, width * view.height() / max(view.width(), 1e-9))
        rect.moveCenter(QPointF(*centre))
        return rect

    @Slot()
    def _on_layer(self) -> None:
        layer = self.sender()
        if isinstance(layer, Layer):
            self._show(layer)
        else:  # findings: their filter or selection changed, or what is said of them
            for each in self._project.layers.of_kind(MatchesLayer):
                if each.findings is layer:
                    self._show(each)

    def _show(self, layer: Layer) -> None:
        item = self._items.get(layer)
        if item is None or self._frame is None:
            return
        item.setVisible(layer.visible and shares_ground(_georeference_of(layer), self._frame))
        item.setOpacity(layer.opacity)
        try:
            self._draw(layer, item)
        except nc.RasterError:  # it lies beyond what the CRS of the active scene can express
            item.setVisible(False)
        if isinstance(item, TiledLayer) and not item.isVisible():
            item.rest()

    def _draw(self, layer: Layer, item: QGraphicsObject) -> None:
        """Set what an item shows.

        Raises:
            neurocorrelator.RasterError: it has no place beside the active scene.
        """
        if isinstance(layer, SceneLayer) and isinstance(item, TiledLayer):
            self._show_scene(layer, item)
        elif isinstance(layer, HeatmapLayer) and isinstance(item, TiledLayer):
            self._show_heatmap(layer, item)
        elif isinstance(layer, MatchesLayer) and isinstance(item, FootprintsLayer):
            self._show_matches(layer, item)
        elif isinstance(layer, AreaLayer) and isinstance(item, AreaItem):
            self._show_area(layer, item)

    def _show_scene(self, layer: SceneLayer, item: TiledLayer) -> None:
        raster, former, source = layer.display, self._shown.get(layer), RasterSource(layer.display)
        if former is not raster:
            self._shown[layer] = raster
            if isinstance(former, nc.Raster) and _same_pixels(former, raster):
                item.update_source(source)  # the former look stays until the new one is read
            else:
                item.set_source(source)
        item.set_colouring(BandColours(layer.contrast, layer.style.gamma))
        if self._frame is not None and shares_ground(raster.georeference, self._frame):
            item.setTransform(self._placed(raster.georeference, (raster.width, raster.height)))

    def _show_heatmap(self, layer: HeatmapLayer, item: TiledLayer) -> None:
        score_map, limits = layer.shown, layer.limits
        if score_map is None or limits is None:
            item.setVisible(False)
            return
        source, former = ScoreMapSource(score_map.values), self._shown.get(layer)
        if former is not score_map:
            self._shown[layer] = score_map
            if (
                isinstance(former, nc.ScoreMap)
                and former.template == score_map.template
                and former.values.shape == score_map.values.shape
            ):
                item.update_source(source)
            else:
                item.set_source(source)
        lut = fading_table(layer.style.colour_map).tobytes()
        item.set_colouring(ScoreColours(*limits, lut))
        rows, cols = score_map.values.shape
        # the scene may have been told its CRS since
        crs = layer.scene.raster.georeference.crs
        cells = nc.Georeference(score_map.georeference.transform, crs)
        item.setTransform(self._placed(cells, (cols, rows)))

    def _show_matches(self, layer: MatchesLayer, item: FootprintsLayer) -> None:
        frame, findings = self._frame, layer.findings
        if frame is None or not shares_ground(findings.scene.raster.georeference, frame):
            return
        colour_of = self._project.templates.colour_of
        outlines = MatchOutlines.of(findings, frame, colour_of, item.outlines)
        self._set_matches(layer, item, outlines)

    @staticmethod
    def _set_matches(layer: MatchesLayer, item: FootprintsLayer, outlines: MatchOutlines) -> None:
        selected, labelled = layer.findings.selected, layer.style.labels
        item.set_matches(outlines, layer.drawn_unselected, selected, labelled=labelled)

    @Slot()
    def _on_selection(self) -> None:
        """The matches are where they were: nothing else is looked at, for each press of a key."""
        for layer in self._project.layers.of_kind(MatchesLayer):
            item = self._items.get(layer)
            if not isinstance(item, FootprintsLayer) or layer.findings is not self.sender():
                continue
            if len(item.outlines.ranks) == len(layer.findings.result.matches):  # it has a place
                self._set_matches(layer, item, item.outlines)

    def _show_area(self, layer: AreaLayer, item: AreaItem) -> None:
        source = layer.scene.raster.georeference
        if self._frame is None or not shares_ground(source, self._frame):
            return
        item.set_colour(layer.style.colour)
        made_of = layer.area, source, self._frame
        if len(item.made_of) == len(made_of) and all(map(operator.is_, item.made_of, made_of)):
            return
        rings = [carried(ring, source, self._frame) for ring in layer.area.outlines]
        item.set_rings(
            (QPolygonF([QPointF(col, row) for col, row in ring]) for ring in rings), made_of
        )

    def _placed(self, source: nc.Georeference, size: tuple[int, int]) -> QTransform:
        """Pixels or cells of a raster to pixels of the active scene."""
        frame = self._frame
        if frame is None or source == frame:
            return QTransform()
        return placement(source, size, frame)

    @Slot()
    def _refresh_matches(self) -> None:
        for layer in self._project.layers.of_kind(MatchesLayer):
            self._show(layer)


def placement(
    source: nc.Georeference, size: tuple[int, int], target: nc.Georeference
) -> QTransform:
    """Pixels of a raster to pixels of another: exact in one CRS, through the corners in two.

    Args:
        source: the raster's.
        size: its width and height.
        target: the other's.
    """
    if source.crs == target.crs:
        t = ~target.transform * source.transform
        return QTransform(t.a, t.d, t.b, t.e, t.c, t.f)
    width, height = size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    there = carried(corners, source, target)
    transform = QTransform.quadToQuad(
        QPolygonF([QPointF(*corner) for corner in corners]),
        QPolygonF([QPointF(*corner) for corner in there]),
    )
    return transform if isinstance(transform, QTransform) else QTransform()


def _same_units(former: nc.Georeference, now: nc.Georeference) -> bool:
    """Whether only the CRS is another one: the map's pixels stay what they are."""
    return former.transform == now.transform


def _same_pixels(former: nc.Raster, raster: nc.Raster) -> bool:
    """Whether two rasters show the same ground with the same pixels, in whatever bands."""
    return (former.width, former.height) == (raster.width, raster.height) and _same_units(
        former.georeference, raster.georeference
    )


def _georeference_of(layer: Layer) -> nc.Georeference:
    scene = scene_of(layer)
    return nc.Georeference() if scene is None else scene.raster.georeference


def _signals_of(layer: Layer) -> list[SignalInstance]:
    signals: list[SignalInstance] = [layer.changed]
    if isinstance(layer, SceneLayer):
        signals.append(layer.raster_changed)
    elif isinstance(layer, HeatmapLayer):
        signals.append(layer.maps_changed)
    elif isinstance(layer, MatchesLayer):
        findings = layer.findings
        signals += [findings.filter_changed, findings.judged]
    elif isinstance(layer, AreaLayer):
        signals.append(layer.area_changed)
    return signals
