"""Areas drawn on the picture, and what a window asks of any area; against shapely and Geod."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from pyproj import CRS, Geod, Transformer
from pyproj.transformer import TransformerGroup

import neurocorrelator as nc

UTM = nc.Georeference(Affine(2, 0, 576000, 0, -2, 5188000), CRS.from_epsg(32615))
SIZE = (400, 300)
STAR = [(50.0, 40.0), (300.0, 60.0), (180.0, 120.0), (260.0, 280.0), (60.0, 200.0)]
BOX = [(310.0, 10.0), (390.0, 10.0), (390.0, 90.0), (310.0, 90.0)]


def test_cells_inside_are_shapelys() -> None:
    area = nc.SearchArea.from_pixels([STAR, [*BOX, BOX[0]]], "drawn area", SIZE)
    rows, cols = np.indices((75, 100))
    points = shapely.points(2.0 + 4 * cols, 2.0 + 4 * rows)
    drawn = shapely.union(shapely.Polygon(STAR), shapely.Polygon(BOX))
    border = shapely.distance(drawn.boundary, points) < 0.01
    mask = area.mask((75, 100), (2.0, 2.0), 4.0)
    assert (mask == shapely.contains(drawn, points))[~border].all()
    assert area.bounds == (50, 10, 390, 280)
    assert area.description == "drawn area"
    assert [ring.tolist() for ring in area.outlines] == [
        [list(point) for point in STAR],
        [list(point) for point in BOX],
    ]


def test_a_drawn_area_joins_others_and_is_matched_without_a_crs() -> None:
    drawn = nc.SearchArea.from_pixels([STAR], "drawn area")
    extent = nc.SearchArea.from_extent(nc.Georeference(), 100, 50, 200, 200)
    both = drawn.and_(extent)
    assert both.bounds == (100, 50, 200, 200)
    assert len(both.outlines) == 2
    assert both.description.startswith("drawn area and extent")


@pytest.mark.parametrize(
    ("polygons", "why"),
    [
        ([], "holds no polygon"),
        ([[(0, 0), (10, 10)]], "no inside"),
        ([[(0, 0), (10, 10), (0, 0)]], "no inside"),
        ([[(0, 0), (10, 10), (20, 20)]], "no inside"),
        ([STAR, [(5, 5)]], "no inside"),
        ([[]], "no inside"),
        ([[(0, 0), (float("nan"), 1), (5, 5)]], "not a number"),
        ([[(500, 0), (600, 0), (600, 50)]], "does not touch the scene: it covers 500 0 to 600 50"),
    ],
)
def test_what_is_no_area(polygons, why) -> None:
    with pytest.raises(nc.AreaError, match=f"^drawn area: .*{why}") as caught:
        nc.SearchArea.from_pixels(polygons, "drawn area", SIZE)
    assert "\n" not in str(caught.value)


def test_an_area_may_overhang_the_scene() -> None:
    area = nc.SearchArea.from_pixels([[(-50, -50), (20, -50), (20, 20), (-50, 20)]], "a", SIZE)
    assert area.mask((300, 400), (0.5, 0.5), 1.0).sum() == 400


@pytest.mark.parametrize(
    ("bounds", "there"),
    [
        ((0, 0, 400, 300), True),
        ((100, 100, 110, 110), True),  # wholly inside
        ((240, 130, 300, 200), False),  # in the bounds of the star, but in its notch
        ((391, 0, 400, 300), False),
        ((340, 40, 350, 50), True),
    ],
)
def test_touches_is_shapelys(bounds, there) -> None:
    area = nc.SearchArea.from_pixels([STAR, BOX], "a")
    drawn = shapely.union(shapely.Polygon(STAR), shapely.Polygon(BOX))
    assert (drawn.intersection(shapely.box(*bounds)).area > 0) == there
    assert area.touches(bounds) == there


def test_what_lies_in_both_parts_touches_only_there() -> None:
    both = nc.SearchArea.from_pixels([STAR], "a").and_(nc.SearchArea.from_pixels([BOX], "b"))
    assert not both.touches((320, 20, 380, 80))
    assert not both.touches((60, 60, 100, 100))


def test_its_size_on_the_ground(tmp_path) -> None:
    ring = shapely.Polygon(
        [(576100, 5187500), (576700, 5187550), (576650, 5187950)],
        [[(576400, 5187600), (576600, 5187620), (576600, 5187800)]],
    )
    path = tmp_path / "область.gpkg"
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(ring)], object),
        [],
        [],
        geometry_type="Polygon",
        crs="EPSG:32615",
    )
    area = nc.SearchArea.from_vector_file(path, UTM, size=SIZE)
    to_lonlat = Transformer.from_crs(32615, 4326, always_xy=True)
    geod = Geod(ellps="WGS84")
    outline, hole = (
        abs(geod.polygon_area_perimeter(*to_lonlat.transform(*np.array(r.coords[:-1]).T))[0])
        for r in (ring.exterior, ring.interiors[0])
    )
    assert area.area_m2(UTM) == pytest.approx(outline - hole, rel=1e-6)
    assert len(area.outlines) == 2
    half = nc.SearchArea.from_extent(UTM, 576400, 5187000, 577000, 5188000)
    cut = ring.intersection(shapely.box(576400, 5187000, 577000, 5188000)).area / ring.area
    assert area.and_(half).area_m2(UTM) == pytest.approx(cut * (outline - hole), rel=0.01)
    with pytest.raises(nc.RasterError, match="no CRS"):
        area.area_m2(nc.Georeference())


DRIVERS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".kml": "KML",
    ".kmz": "LIBKML",
    ".gml": "GML",
    ".fgb": "FlatGeobuf",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
}


@pytest.mark.parametrize("suffix", nc.VECTOR_SUFFIXES)
def test_files_of_each_kind_that_dialogs_offer_are_read(suffix, tmp_path) -> None:
    path = tmp_path / f"область №1{suffix}"
    box = shapely.box(-92.0005, 46.8395, -91.9975, 46.8415)
    names = np.array(["a"], object)
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(box)], object),
        [names],
        ["name"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver=DRIVERS[suffix],
        **({} if suffix in (".shp", ".tab", ".mif") else {"layer": "area"}),
    )
    area = nc.SearchArea.from_vector_file(path, UTM, size=SIZE)
    lon, lat = UTM.lonlat(*area.outlines[0].T)
    assert (lon.min(), lat.min(), lon.max(), lat.max()) == pytest.approx(box.bounds, abs=1e-6)


def test_the_accuracy_of_a_crs_is_projs() -> None:
    moscow = nc.Georeference(Affine(2, 0, 4.1e5, 0, -2, 6.18e6), CRS.from_epsg(32637))
    accuracy = nc.crs_accuracy(moscow, SIZE, CRS.from_epsg(28407))
    ways = TransformerGroup(32637, 28407, always_xy=True).transformers
    assert (accuracy.operation, accuracy.metres) in [(w.description, w.accuracy) for w in ways]
    assert accuracy.metres <= min(way.accuracy for way in ways if way.accuracy >= 0) + 5
    assert accuracy.notes == ()
    elsewhere = nc.crs_accuracy(UTM, SIZE, CRS.from_epsg(28407))
    assert elsewhere.metres is None
    assert any("meant for: 36..42 E" in note for note in elsewhere.notes)
    same_datum = nc.crs_accuracy(UTM, SIZE, CRS.from_epsg(3857))
    assert (same_datum.metres, same_datum.notes) == (0.0, ())
    with pytest.raises(nc.ConfigurationError, match="the scene has no CRS"):
        nc.crs_accuracy(nc.Georeference(), SIZE, CRS.from_epsg(3857))
