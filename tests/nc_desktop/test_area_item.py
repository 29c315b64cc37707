"""How an area of interest is drawn."""

from __future__ import annotations

import json
from pathlib import Path

import rasterio
from pyproj import Transformer
from PySide6.QtGui import QColor

from nc_desktop.map.area_item import AreaItem
from nc_desktop.model.layers import AreaLayer
from tests.nc_desktop.driving import App


def _drawn(app: App, col: float, row: float) -> QColor:
    view = app.window.map
    view.viewport.repaint()
    app.wait_idle()
    return view.viewport.grab().toImage().pixelColor(view.point_of(col, row).toPoint())


def _with_a_hole(folder: Path, scene_file: Path) -> Path:
    with rasterio.open(scene_file) as source:
        change = Transformer.from_crs(source.crs, "EPSG:4326", always_xy=True)
        rings = [
            [list(change.transform(*(source.transform * corner))) for corner in corners]
            for corners in (
                ((20, 20), (380, 20), (380, 380), (20, 380), (20, 20)),
                ((150, 150), (150, 250), (250, 250), (250, 150), (150, 150)),
            )
        ]
    path = folder / "hole.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": rings}), "utf-8")
    return path


def test_a_hole_is_not_filled(app: App, scene_file: Path, tmp_path: Path) -> None:
    app.open(scene_file)
    before = {place: _drawn(app, *place) for place in ((200, 200), (60, 60))}
    app.open(_with_a_hole(tmp_path, scene_file))
    (layer,) = app.session.project.layers.of_kind(AreaLayer)
    layer.restyle(colour="#ff00ff")
    assert _drawn(app, 200, 200) == before[200, 200]
    assert _drawn(app, 60, 60) != before[60, 60]


def test_where_polygons_overlap_the_area_is_filled_too(
    app: App, scene_file: Path, tmp_path: Path
) -> None:
    with rasterio.open(scene_file) as source:
        change = Transformer.from_crs(source.crs, "EPSG:4326", always_xy=True)
        there = [(20, 20), (300, 20), (300, 300), (20, 300), (20, 20)]
        back = [(200, 200), (200, 380), (380, 380), (380, 200), (200, 200)]  # the other way round
        rings = [
            [[list(change.transform(*(source.transform * corner))) for corner in corners]]
            for corners in (there, back)
        ]
    path = tmp_path / "overlap.geojson"
    path.write_text(json.dumps({"type": "MultiPolygon", "coordinates": rings}), "utf-8")
    app.open(scene_file)
    before = _drawn(app, 250, 250)
    app.open(path)
    app.open(path)
    layer, other = app.session.project.layers.of_kind(AreaLayer)
    assert layer.style.colour != other.style.colour
    app.session.project.layers.remove(other)
    (layer,) = app.session.project.layers.of_kind(AreaLayer)
    layer.restyle(colour="#ff00ff")
    assert _drawn(app, 250, 250) != before


def test_another_colour_makes_no_other_outline(app: App, scene_file: Path, tmp_path: Path) -> None:
    app.open(scene_file, _with_a_hole(tmp_path, scene_file))
    (layer,) = app.session.project.layers.of_kind(AreaLayer)
    item = app.window.project_map.item(layer)
    assert isinstance(item, AreaItem)
    made_of, bounds = item.made_of, item.boundingRect()
    layer.restyle(colour="#ff00ff", opacity=0.5)
    assert item.made_of is made_of
    assert item.boundingRect() == bounds
