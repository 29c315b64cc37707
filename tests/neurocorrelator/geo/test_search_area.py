"""The part of a scene to search in, against shapely, pyproj and GDAL called directly."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pyogrio
import pytest
import rasterio.warp
import shapely
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from neurocorrelator import AreaError, Georeference, Raster, SearchArea
from neurocorrelator.geo.georeference import WGS84
from neurocorrelator.geo.polygons import polygons_in_pixels
from neurocorrelator.geo.search_area import AreaPart

UTM = Georeference(Affine(2, 0, 576000, 0, -2, 5188000), CRS.from_epsg(32615))
SIZE = (400, 300)


def centres(shape, first_centre, step):
    rows, cols = np.indices(shape)
    return first_centre[0] + step * cols, first_centre[1] + step * rows


def by_shapely(geometry, shape, first_centre, step):
    """Which centres shapely finds inside; and which are so near the border that both are right."""
    cols, rows = centres(shape, first_centre, step)
    points = shapely.points(cols, rows)
    return shapely.contains(geometry, points), shapely.distance(geometry.boundary, points) < 0.06


def same(area, geometry, shape=(75, 100), first_centre=(2.0, 2.0), step=4.0):
    inside, border = by_shapely(geometry, shape, first_centre, step)
    mask = area.mask(shape, first_centre, step)
    assert mask.shape == shape
    assert mask.dtype == np.bool_
    assert (mask == inside)[~border].all()
    return mask


def in_pixels(geometry, georeference=UTM):
    return shapely.transform(
        geometry, lambda xy: np.stack(georeference.colrow(*xy.T), axis=1), include_z=False
    )


def geojson(folder, *geometries, name="область №1.geojson", **members):
    path = folder / name
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(g))}
        for g in geometries
    ]
    collection = {"type": "FeatureCollection", "features": features, **members}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def lonlat(geometry, crs="EPSG:32615"):
    """A polygon of the scene in longitude and latitude, by GDAL."""
    dense = shapely.segmentize(geometry, 1.0)

    def to_lonlat(xy):
        return np.stack(rasterio.warp.transform(crs, "EPSG:4326", *xy.T), axis=1)

    return shapely.transform(dense, to_lonlat, include_z=False)


RINGED = shapely.Polygon(
    [(576100, 5187500), (576700, 5187550), (576650, 5187950), (576150, 5187900)],
    [[(576300, 5187600), (576500, 5187600), (576400, 5187800)]],
)
APART = shapely.box(576720, 5187420, 576780, 5187990)


def test_an_extent_is_a_box_of_the_scenes_crs() -> None:
    area = SearchArea.from_extent(UTM, 576100, 5187500, 576333, 5187777, size=SIZE)
    mask = same(area, in_pixels(shapely.box(576100, 5187500, 576333, 5187777)))
    assert mask.sum() == pytest.approx(233 * 277 / 4 / 16, rel=0.03)
    assert area.bounds == pytest.approx((50, 111.5, 166.5, 250))
    assert area.description == "extent 576100 5187500 576333 5187777"


@given(angle=st.floats(-180, 180), step=st.floats(0.7, 9), start=st.floats(-5, 5))
def test_an_extent_of_a_rotated_scene(angle, step, start) -> None:
    turned = Georeference(UTM.transform * Affine.rotation(angle), UTM.crs)
    corners = [turned.xy(c, r) for c, r in ((0, 0), (400, 0), (400, 300), (0, 300))]
    x, y = np.mean(corners, axis=0)
    area = SearchArea.from_extent(turned, x - 200, y - 100, x + 200, y + 100, size=SIZE)
    box = in_pixels(shapely.box(x - 200, y - 100, x + 200, y + 100), turned)
    same(area, box, (30, 41), (start, start), step)


def test_an_extent_without_a_crs_is_in_the_units_of_the_transform() -> None:
    pixels = SearchArea.from_extent(Georeference(), 10, 20, 50, 80, size=SIZE)
    same(pixels, shapely.box(10, 20, 50, 80))
    world_file = Georeference(UTM.transform, None)
    area = SearchArea.from_extent(world_file, 576100, 5187500, 576333, 5187777, size=SIZE)
    same(area, in_pixels(shapely.box(576100, 5187500, 576333, 5187777)))


@pytest.mark.parametrize("west", [179.9, -180.1])
@pytest.mark.parametrize(
    ("xmin", "xmax"), [(179.95, -179.95), (179.95, 180.05), (-180.05, -179.95)]
)
def test_an_extent_across_the_antimeridian(west, xmin, xmax) -> None:
    scene = Georeference(Affine(0.001, 0, west, 0, -0.001, 10.1), CRS.from_epsg(4326))
    area = SearchArea.from_extent(scene, xmin, 9.95, xmax, 10.05, size=(200, 200))
    same(area, shapely.box(50, 50, 150, 150), (200, 200), (0.5, 0.5), 1)


@pytest.mark.parametrize(
    ("extent", "reason"),
    [
        ((576333, 5187500, 576100, 5187777), "empty or swapped"),
        ((576100, 5187777, 576333, 5187500), "empty or swapped"),
        ((576100, 5187500, 576100, 5187777), "empty or swapped"),
        ((float("nan"), 5187500, 576100, 5187777), "four numbers"),
        ((576100, 5187500, float("inf"), 5187777), "four numbers"),
        (
            (0, 0, 10, 10),
            "does not touch the scene: it covers 0 0 to 10 10, the scene 576",
        ),
    ],
)
def test_a_wrong_extent(extent, reason) -> None:
    with pytest.raises(AreaError, match=reason):
        SearchArea.from_extent(UTM, *extent, size=SIZE)


def test_geojson_is_longitude_and_latitude(tmp_path) -> None:
    path = geojson(tmp_path, lonlat(RINGED), lonlat(APART))
    area = SearchArea.from_vector_file(path, UTM, size=SIZE)
    same(area, in_pixels(shapely.union(RINGED, APART)))
    without_size = SearchArea.from_vector_file(path, UTM)
    assert (without_size.mask((75, 100), (2, 2), 4) == area.mask((75, 100), (2, 2), 4)).all()


def test_geojson_of_2008_names_its_crs(tmp_path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32615"}}
    path = geojson(tmp_path, RINGED, shapely.MultiPolygon([APART]), crs=crs)
    same(SearchArea.from_vector_file(path, UTM, size=SIZE), in_pixels(RINGED | APART))


@pytest.mark.parametrize(
    ("name", "driver", "crs"),
    [
        ("район.gpkg", "GPKG", "EPSG:32615"),
        ("район.gpkg", "GPKG", "EPSG:4326"),
        ("район.shp", "ESRI Shapefile", "EPSG:32615"),
        ("район.kml", "KML", "EPSG:4326"),
    ],
)
def test_files_that_pyogrio_reads(tmp_path, name, driver, crs) -> None:
    shapes = [RINGED, APART] if crs == "EPSG:32615" else [lonlat(RINGED), lonlat(APART)]
    pyogrio.raw.write(
        tmp_path / name,
        np.array([shapely.to_wkb(s) for s in shapes], object),
        [],
        [],
        geometry_type="Polygon",
        crs=crs,
        driver=driver,
    )
    area = SearchArea.from_vector_file(tmp_path / name, UTM, size=SIZE)
    same(area, in_pixels(RINGED | APART))


def test_all_layers_and_kinds_of_geometry(tmp_path) -> None:
    path = tmp_path / "mixed.gpkg"
    mixed = [
        shapely.MultiPolygon([RINGED, APART.buffer(-5)]),
        shapely.GeometryCollection(
            [shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)]), APART]
        ),
        shapely.force_3d(RINGED.buffer(3)),
    ]
    for number, shape in enumerate(mixed):
        pyogrio.raw.write(
            path,
            np.array([shapely.to_wkb(shape), None], object),
            [],
            [],
            geometry_type="Unknown",
            crs="EPSG:32615",
            layer=f"слой {number}",
            driver="GPKG",
        )
    expected = shapely.union_all([RINGED, APART, RINGED.buffer(3)])
    same(SearchArea.from_vector_file(path, UTM, size=SIZE), in_pixels(expected))


@settings(max_examples=40)
@given(
    radii=st.lists(st.floats(20, 140), min_size=3, max_size=40),
    hole=st.floats(0.1, 0.9),
    angle=st.floats(-180, 180),
    step=st.sampled_from([1.0, 2.5, 4.0]),
)
def test_any_polygon_with_a_hole(radii, hole, angle, step) -> None:
    """A star of longitudes and latitudes, in a scene turned by any angle."""
    turned = Georeference(UTM.transform * Affine.rotation(angle), UTM.crs)
    around = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    star = np.stack([np.cos(around), np.sin(around)], axis=1) * np.array(radii)[:, None]
    rings = [np.stack(turned.lonlat(*(ring + 150).T), axis=1) for ring in (star, star * hole)]
    placed = polygons_in_pixels([tuple(rings)], WGS84, turned, SIZE)
    area = SearchArea((AreaPart(placed, "star"),))
    expected = shapely.Polygon(star + 150, [star * hole + 150])
    same(area, expected, (int(300 / step), int(300 / step)), (step / 2, step / 2), step)


def test_edges_are_bent_as_the_projection_bends_them(tmp_path) -> None:
    """A straight edge of longitude and latitude is a curve in a polar projection."""
    scene = Georeference(Affine(1000, 0, -2e6, 0, -1000, 2e6), CRS.from_epsg(3413))
    box = shapely.box(-40, 75, 70, 82)
    area = SearchArea.from_vector_file(geojson(tmp_path, box), scene, size=(4000, 4000))
    mask = area.mask((500, 500), (4, 4), 8)
    lon, lat = scene.lonlat(*centres((500, 500), (4, 4), 8))
    inside = (lon > -40) & (lon < 70) & (lat > 75) & (lat < 82)
    assert (mask != inside).mean() < 1e-4
    # all around the pole
    cap = SearchArea.from_vector_file(
        geojson(tmp_path, shapely.box(-180, 80, 180, 90)), scene, size=(4000, 4000)
    )
    assert (cap.mask((500, 500), (4, 4), 8) != (lat > 80)).mean() < 1e-3


def test_a_polygon_larger_than_the_domain_of_the_crs(tmp_path) -> None:
    world = shapely.box(-180, -90, 180, 90) - lonlat(APART)
    area = SearchArea.from_vector_file(geojson(tmp_path, world), UTM, size=SIZE)
    same(area, in_pixels(shapely.box(0, 0, 1e7, 1e7) - APART))


def test_a_polygon_cut_at_the_antimeridian(tmp_path) -> None:
    scene = Georeference(Affine(10, 0, 825000, 0, -10, 1110000), CRS.from_epsg(32660))
    pieces = shapely.MultiPolygon(
        [shapely.box(179.98, 9.98, 180, 10.02), shapely.box(-180, 9.98, -179.98, 10.02)]
    )
    area = SearchArea.from_vector_file(geojson(tmp_path, pieces), scene, size=(1000, 1000))
    mask = area.mask((1000, 1000), (0.5, 0.5), 1)
    lon, lat = scene.lonlat(*centres((1000, 1000), (0.5, 0.5), 1))
    inside = (180 - np.abs(lon) < 0.02) & (np.abs(lat - 10) < 0.02)
    assert inside.sum() > 50000
    assert (mask != inside).sum() < 100
    for west in (179.9, -180.1):  # of a scene in degrees, wherever it counts them from
        degrees = Georeference(Affine(0.001, 0, west, 0, -0.001, 10.1), CRS.from_epsg(4326))
        in_degrees = SearchArea.from_vector_file(
            geojson(tmp_path, pieces), degrees, size=(200, 200)
        )
        same(in_degrees, shapely.box(80, 80, 120, 120), (200, 200), (0.4, 0.4), 1)


@pytest.mark.parametrize(
    ("epsg", "x", "y", "pixel"),
    [(32615, 576000, 5188000, 2), (4326, 37.6, 55.8, 2e-5), (28407, 7408000, 6182000, 2)],
)
def test_near_a_place(epsg, x, y, pixel) -> None:
    scene = Georeference(Affine(pixel, 0, x, 0, -pixel, y), CRS.from_epsg(epsg))
    lon, lat = (float(v) for v in scene.lonlat(150, 100))
    area = SearchArea.near(scene, lon, lat, 150, size=SIZE)
    cols, rows = centres((150, 200), (1, 1), 2)
    lons, lats = scene.lonlat(cols, rows)
    away = Geod(ellps="WGS84").inv(np.full(lons.shape, lon), np.full(lons.shape, lat), lons, lats)[
        2
    ]
    assert (area.mask((150, 200), (1, 1), 2) == (away < 150))[np.abs(away - 150) > 0.2].all()


@pytest.mark.parametrize(
    "name",
    [
        "landsat_2020_epsg4326.tif",
        "rasterio/RGB.byte.tif",
        "rasterio/alpha.tif",
        "rio_tiler/cog_dateline.tif",
        "rio_tiler/cog_gcps.tif",
        "rio_tiler/pix4d_alpha_nodata.tif",
    ],
)
def test_near_a_place_in_real_rasters(name, rasters_dir) -> None:
    with Raster.open(rasters_dir / name) as raster:
        scene, size = raster.georeference, (raster.width, raster.height)
    middle = size[0] * 0.6, size[1] * 0.4
    lon, lat = (float(v) for v in scene.lonlat(*middle))
    gsd, step = max(scene.gsd_m(*middle)), max(size) / 100
    radius = min(scene.gsd_m(*middle)) * min(size) * 0.3
    shape = int(size[1] / step), int(size[0] / step)
    lons, lats = scene.lonlat(*centres(shape, (step / 2, step / 2), step))
    away = Geod(ellps="WGS84").inv(np.full(lons.shape, lon), np.full(lons.shape, lat), lons, lats)[
        2
    ]
    area = SearchArea.near(scene, lon, lat, radius, size=size)
    mask = area.mask(shape, (step / 2, step / 2), step)
    assert mask.any()
    assert (mask == (away < radius))[np.abs(away - radius) > gsd / 2].all()


def test_near_the_pole_and_the_antimeridian() -> None:
    scene = Georeference(Affine(1000, 0, -1e6, 0, -1000, 1e6), CRS.from_epsg(3413))
    cols, rows = centres((200, 200), (5, 5), 10)
    for lon, lat, radius in ((10, 89, 500e3), (180, 85, 300e3), (-179.9, 82, 200e3)):
        area = SearchArea.near(scene, lon, lat, radius, size=(2000, 2000))
        lons, lats = scene.lonlat(cols, rows)
        away = Geod(ellps="WGS84").inv(
            np.full(lons.shape, lon), np.full(lons.shape, lat), lons, lats
        )[2]
        wrong = area.mask((200, 200), (5, 5), 10) != (away < radius)
        assert wrong[np.abs(away - radius) > 1500].sum() <= 2, (lon, lat)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ((55.8, 97.6, 100), "order is longitude, latitude"),
        ((37.6, 55.8, 0), "radius must be above 0"),
        ((37.6, 55.8, float("nan")), "radius must be above 0"),
        ((37.6, 55.8, 100), "does not touch the scene"),
    ],
)
def test_near_no_place(place, reason) -> None:
    with pytest.raises(AreaError, match=reason):
        SearchArea.near(UTM, *place, size=SIZE)


def test_both_areas_must_hold() -> None:
    left = SearchArea.from_extent(UTM, 576000, 5187400, 576400, 5188000)
    low = SearchArea.from_extent(UTM, 576000, 5187400, 576800, 5187700)
    both = left.and_(low)
    same(both, in_pixels(shapely.box(576000, 5187400, 576400, 5187700)))
    assert both.bounds == pytest.approx((0, 150, 200, 300))
    assert " and extent " in both.description


def test_a_scene_in_the_hole_of_an_area_is_not_touched(tmp_path) -> None:
    scene = shapely.box(575000, 5187000, 578000, 5189000)
    path = geojson(tmp_path, lonlat(scene.buffer(1000) - scene))
    with pytest.raises(AreaError, match="does not touch the scene"):
        SearchArea.from_vector_file(path, UTM, size=SIZE)


def write_shapefile(path, crs):
    pyogrio.raw.write(
        path, np.array([shapely.to_wkb(RINGED)], object), [], [], geometry_type="Polygon", crs=crs
    )
    path.with_suffix(".prj").unlink(missing_ok=True)


def test_a_shapefile_without_prj(tmp_path) -> None:
    path = tmp_path / "район.shp"
    write_shapefile(path, "EPSG:32615")
    with pytest.raises(AreaError, match=r"район.shp: has no CRS.*\.prj"):
        SearchArea.from_vector_file(path, UTM, size=SIZE)
    world_file = Georeference(UTM.transform, None)  # has none either: the same coordinates
    same(SearchArea.from_vector_file(path, world_file, size=SIZE), in_pixels(RINGED))


def test_a_geopackage_of_an_unknown_plane(tmp_path) -> None:
    path = tmp_path / "plane.gpkg"
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(RINGED)], object),
        [],
        [],
        geometry_type="Polygon",
        crs=None,
        driver="GPKG",
        layer_options={"SRID": "-1"},
    )
    with pytest.raises(AreaError, match="has no CRS, so its place"):
        SearchArea.from_vector_file(path, UTM, size=SIZE)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("нет.geojson", None, "no such file"),
        ("a.geojson", "", "is not GeoJSON"),
        ("a.geojson", "[1, 2]", "is not GeoJSON"),
        ("a.geojson", '{"type": "Topology"}', "holds no polygon"),
        ("a.json", '{"type": "FeatureCollection", "features": []}', "holds no polygon"),
        ("a.geojson", '{"type": "Point", "coordinates": [1, 2]}', "holds no polygon"),
        ("a.geojson", '{"type": "Polygon", "coordinates": [[["a", 1]]]}', "is not GeoJSON"),
        ("a.geojson", '{"type": "Polygon", "coordinates": [[[0, 0], [NaN, 0], [1, 1]]]}', "number"),
        (
            "a.geojson",
            '{"type": "Polygon", "coordinates": [], "crs": {"properties": {"name": "x"}}}',
            "CRS 'x' is not known",
        ),
        ("a.gpkg", "no database", "is not a vector file"),
        ("снимок.tif", "no picture", "is not a vector file"),
        ("a.csv", "name,value\na,1\n", "holds no polygon"),
    ],
)
def test_a_file_that_is_no_area(tmp_path, name, content, reason) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(AreaError, match=reason) as caught:
        SearchArea.from_vector_file(path, UTM, size=SIZE)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_scene_without_a_crs_takes_no_longitudes(tmp_path) -> None:
    path = geojson(tmp_path, shapely.box(0, 0, 1, 1))
    with pytest.raises(AreaError, match="the scene has no CRS"):
        SearchArea.from_vector_file(path, Georeference(), size=SIZE)
    with pytest.raises(AreaError, match="the scene has no CRS"):
        SearchArea.near(Georeference(), 0, 0, 100)


def test_geojson_needs_no_pyogrio_and_others_say_how_to_get_it(tmp_path) -> None:
    path = geojson(tmp_path, lonlat(RINGED))
    (tmp_path / "a.gpkg").write_bytes(b"")
    code = f"""
import sys
sys.modules["pyogrio"] = None  # as if it were not installed
from affine import Affine
import neurocorrelator as nc
scene = nc.Georeference(Affine(2, 0, 576000, 0, -2, 5188000), __import__("pyproj").CRS(32615))
print(nc.SearchArea.from_vector_file({str(path)!r}, scene).mask((75, 100), (2, 2), 4).sum())
try:
    nc.SearchArea.from_vector_file({str(tmp_path / "a.gpkg")!r}, scene)
except nc.AreaError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, error = done.stdout.splitlines()
    assert int(count) == pytest.approx(RINGED.area / 64, rel=0.02)
    assert 'pip install "neurocorrelator[gis]"' in error


def test_longitudes_of_another_datum_keep_their_turn(tmp_path) -> None:
    """A scene of 0..360 degrees on another datum: PROJ answers within -180..180."""
    scene = Georeference(Affine(0.001, 0, 267.9, 0, -0.001, 46.9), CRS.from_epsg(4267))
    box = shapely.box(-92.05, 46.75, -91.95, 46.85)
    area = SearchArea.from_vector_file(geojson(tmp_path, box), scene, size=(200, 200))
    to_nad27 = Transformer.from_crs(4326, 4267, always_xy=True)
    ring = shapely.transform(
        box, lambda p: np.add(to_nad27.transform(*p.T), [[360], [0]]).T, include_z=False
    )
    same(area, in_pixels(ring, scene), (200, 200), (0.5, 0.5), 1)
