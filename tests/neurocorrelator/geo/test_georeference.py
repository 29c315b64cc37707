"""Pixel to ground and back, against GDAL (rasterio.warp) and pyproj called directly."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
import rasterio.transform
import rasterio.warp
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Proj

from neurocorrelator import Georeference, RasterError
from neurocorrelator.geo.georeference import reaches_wgs84

# Scenes in CRSs of every kind: UTM on both datums and both hemispheres, web Mercator,
# geographic, polar stereographic, feet. (EPSG, x and y of the upper left corner, pixel size)
SCENES = {
    "utm 15n": (32615, 576667.52, 5188201.42, 0.084),
    "utm 50s": (32750, 500000.0, 9000000.0, 0.5),
    "nad83 utm 14n": (26914, 484000.0, 5210000.0, 5.0),
    "web mercator 60n": (3857, 3000000.0, 8399737.89, 10.0),
    "geographic": (4326, 30.0, 60.0, 0.0001),
    "north pole": (3413, -100000.0, -900000.0, 30.0),
    "texas, feet": (2277, 3100000.0, 10000000.0, 1.0),
}


def scene(epsg: int, x: float, y: float, size: float, rotation_deg: float = 0.0) -> Georeference:
    transform = Affine.translation(x, y) * Affine.rotation(rotation_deg) * Affine.scale(size, -size)
    return Georeference(transform, CRS.from_epsg(epsg))


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("rotation_deg", [0.0, 33.0, -120.0])
def test_ground_coordinates_are_rasterios(name: str, rotation_deg: float) -> None:
    georeference = scene(*SCENES[name], rotation_deg)
    cols, rows = np.array([0.0, 0.0, 100.5, 999.0]), np.array([0.0, 50.0, 7.25, 2000.0])
    expected = rasterio.transform.xy(georeference.transform, rows, cols, offset="ul")
    np.testing.assert_allclose(georeference.xy(cols, rows), expected, rtol=1e-12)


@pytest.mark.parametrize("name", SCENES)
def test_longitude_and_latitude_are_gdals_to_a_hundredth_of_a_pixel(name: str) -> None:
    georeference = scene(*SCENES[name], rotation_deg=20)
    cols, rows = np.array([0.0, 10.0, 500.5]), np.array([0.0, 700.0, 3.5])
    x, y = rasterio.transform.xy(georeference.transform, rows, cols, offset="ul")
    lon, lat = rasterio.warp.transform(f"EPSG:{SCENES[name][0]}", "EPSG:4326", x, y)
    back_col, back_row = georeference.colrow_from_lonlat(lon, lat)
    np.testing.assert_allclose(back_col, cols, atol=0.01)
    np.testing.assert_allclose(back_row, rows, atol=0.01)
    np.testing.assert_allclose(georeference.lonlat(cols, rows), (lon, lat), atol=1e-8)


@given(
    name=st.sampled_from(sorted(SCENES)),
    rotation_deg=st.floats(-180, 180),
    col=st.floats(-100, 5000),
    row=st.floats(-100, 5000),
)
def test_round_trips(name: str, rotation_deg: float, col: float, row: float) -> None:
    georeference = scene(*SCENES[name], rotation_deg)
    assert georeference.colrow(*georeference.xy(col, row)) == pytest.approx((col, row), abs=1e-4)
    there = georeference.lonlat(col, row)
    assert georeference.colrow_from_lonlat(*there) == pytest.approx((col, row), abs=1e-3)


def test_arrays_keep_their_shape() -> None:
    georeference = scene(*SCENES["utm 15n"])
    cols, rows = np.zeros((2, 3)), np.ones((2, 3))
    for pair in (georeference.xy(cols, rows), georeference.lonlat(cols, rows)):
        assert pair[0].shape == pair[1].shape == (2, 3)
    assert np.shape(georeference.xy(1, 2)[0]) == ()


def test_web_mercator_is_off_by_two_at_60_degrees_north() -> None:
    georeference = scene(*SCENES["web mercator 60n"])
    _, lat = georeference.lonlat(0, 0)
    assert lat == pytest.approx(60, abs=0.01)
    # The projection is spherical, the Earth is not: radii of curvature of the ellipsoid.
    flattening = 1 / 298.257223563
    e2 = flattening * (2 - flattening)
    w2 = 1 - e2 * math.sin(math.radians(lat)) ** 2
    parallel, meridian = 1 / math.sqrt(w2), (1 - e2) / w2**1.5
    along_col, along_row = georeference.gsd_m(0, 0)
    assert along_col == pytest.approx(10 * parallel * math.cos(math.radians(lat)), rel=1e-5)
    assert along_row == pytest.approx(10 * meridian * math.cos(math.radians(lat)), rel=1e-5)
    assert along_col == pytest.approx(5, rel=0.005)


def test_degrees_are_shorter_along_the_parallel() -> None:
    georeference = scene(*SCENES["geographic"])
    along_col, along_row = georeference.gsd_m(0, 0)
    assert along_col == pytest.approx(5.58, abs=0.01)  # 0.0001 degrees at 60 N, from tables
    assert along_row == pytest.approx(11.14, abs=0.01)
    geod = Geod(ellps="WGS84")
    assert along_col == pytest.approx(geod.inv(30, 60, 30.0001, 60)[2], rel=1e-6)


def test_rows_from_south_to_north_have_a_positive_gsd() -> None:
    upside_down = Georeference(Affine(0.5, 0, -180, 0, 0.5, -90), CRS.from_epsg(4326))
    along_col, along_row = upside_down.gsd_m(360, 180)
    assert along_col > 0
    assert along_row > 0
    assert upside_down.jacobian_m(360, 180)[1, 1] > 0  # a row further is further north


@pytest.mark.parametrize("epsg_x", [(32615, 576700.0), (32615, 420000.0), (26914, 700000.0)])
def test_up_of_a_north_up_scene_deviates_by_the_meridian_convergence(
    epsg_x: tuple[int, float],
) -> None:
    epsg, x = epsg_x
    georeference = scene(epsg, x, 5188160.0, 0.1)
    lon, lat = georeference.lonlat(500, 500)
    convergence = Proj(f"EPSG:{epsg}").get_factors(float(lon), float(lat)).meridian_convergence
    assert up_bearing_deg(georeference, 500, 500) == pytest.approx(convergence, abs=1e-3)
    assert abs(convergence) > 0.5


def test_a_rotated_transform_turns_the_up_direction() -> None:
    straight, turned = (scene(*SCENES["utm 15n"], rotation_deg=angle) for angle in (0.0, 30.0))
    # Affine.rotation turns counter-clockwise on the ground
    expected = up_bearing_deg(straight, 0, 0) - 30.0
    assert up_bearing_deg(turned, 0, 0) == pytest.approx(expected, abs=1e-3)
    assert turned.gsd_m(0, 0) == pytest.approx(straight.gsd_m(0, 0), rel=1e-6)


def test_a_real_rotated_photograph_lies_where_its_registration_says(data_dir) -> None:
    with rasterio.open(
        data_dir / "brighton_beach/DJI_0033_rotated_geotransform_utm15n.tif"
    ) as file:
        georeference = Georeference(file.transform, CRS.from_wkt(file.crs.to_wkt()))
        middle = file.width / 2, file.height / 2
    # ground_truth.csv of the data set: centre, heading on the grid, GSD at 1000 px
    assert georeference.xy(*middle) == pytest.approx((576728.4827, 5188160.1212), abs=1.0)
    assert up_bearing_deg(georeference, *middle) == pytest.approx(38.1973 + 0.7341, abs=1.0)
    assert georeference.gsd_m(*middle) == pytest.approx((0.06707, 0.06707), rel=0.01)


def test_distance_is_geodesic_also_across_the_dateline() -> None:
    georeference = Georeference(Affine(0.01, 0, 179.0, 0, -0.01, 10.0), CRS.from_epsg(4326))
    expected = Geod(ellps="WGS84").inv(179.5, 9.5, -179.5, 9.5)[2]
    assert georeference.distance_m((50, 50), (150, 50)) == pytest.approx(expected, rel=1e-9)


# Scenes around 180 degrees, one of 0 to 360 and one that is mirrored: EPSG, transform, columns
AROUND = {
    "degrees": (4326, Affine(0.01, 0, 179.0, 0, -0.01, 10.0), 200),
    "degrees from the west": (4326, Affine(0.01, 0, -181.0, 0, -0.01, 10.0), 200),
    "0 to 360": (4326, Affine(0.5, 0, 0.0, 0, -0.5, 90.0), 700),
    "the whole Earth": (4326, Affine(0.5, 0, -180.0, 0, -0.5, 90.0), 720),
    "south up": (4326, Affine(0.01, 0, 179.0, 0, 0.01, -10.0), 200),
    "mirrored": (4326, Affine(-0.01, 0, 181.0, 0, -0.01, 10.0), 200),
    "web mercator": (3857, Affine(1000.0, 0, 19980000.0, 0, -1000.0, 1500000.0), 200),
    "utm 60": (32660, Affine(1000.0, 0, 740000.0, 0, -1000.0, 1500000.0), 200),
    "fiji": (3460, Affine(100.0, 0, 2000000.0, 0, -100.0, 4000000.0), 2000),
}


@pytest.mark.parametrize("name", AROUND)
def test_columns_go_on_across_180_degrees(name: str) -> None:
    epsg, transform, count = AROUND[name]
    georeference = Georeference(transform, CRS.from_epsg(epsg))
    cols, rows = np.linspace(0.5, count - 0.5, 41), np.full(41, 100.0)
    lon, lat = georeference.lonlat(cols, rows)
    assert np.abs(lon).max() <= 180
    turned = np.abs((np.diff(lon) + 180) % 360 - 180)
    assert turned.max() < 1.5 * turned.min()  # steps of the same size, whatever the numbers
    back_col, back_row = georeference.colrow_from_lonlat(lon, lat)
    np.testing.assert_allclose(back_col, cols, atol=1e-4)
    np.testing.assert_allclose(back_row, rows, atol=1e-4)
    # geodesic metres by pyproj, step by step
    geod = Geod(ellps="WGS84")
    for i in (0, 20, 39):
        expected = geod.inv(lon[i], lat[i], lon[i + 1], lat[i + 1])[2]
        step = (cols[i], rows[i]), (cols[i + 1], rows[i + 1])
        assert georeference.distance_m(*step) == pytest.approx(expected, rel=1e-9)
        east, north = cols[i] + np.array([-0.5, 0.5]), np.array([100.0, 100.0])
        ends = georeference.lonlat(east, north)
        across = geod.inv(ends[0][0], ends[1][0], ends[0][1], ends[1][1])[2]
        assert georeference.gsd_m(cols[i], 100)[0] == pytest.approx(across, rel=1e-9)


def test_a_place_just_before_the_first_column_stays_there() -> None:
    georeference = Georeference(Affine(0.01, 0, 179.0, 0, -0.01, 10.0), CRS.from_epsg(4326))
    assert georeference.colrow_from_lonlat(178.5, 9)[0] == pytest.approx(-50)
    assert georeference.colrow_from_lonlat(-178.5, 9)[0] == pytest.approx(250)


# Pixel sizes by pyproj.Geod between the middles of a pixel's edges. (EPSG, transform, at, metres)
SIZES = [
    # rows from south to north, at the equator and at 60 N
    (4326, (0.5, 0, -180, 0, 0.5, -90), (360, 180), (55659.7454, 55287.1414)),
    (4326, (0.5, 0, -180, 0, 0.5, -90), (360, 300), (27899.9344, 55706.1420)),
    (4326, (0.00080848, 0, -74.7225, 0, -0.00080848, -8.2821), (348, 188), (89.0326, 89.4164)),
    (32660, (100.0129, 0, 570585, 0, -100.01274, 5847615), (1162, 1177), (100.0100, 100.0099)),
    (3857, (0.597164, 0, 14321853.1, 0, -0.597164, 4533021.5), (512, 512), (0.473282, 0.471292)),
]


@pytest.mark.parametrize(("epsg", "transform", "at", "metres"), SIZES)
def test_pixel_sizes_are_geodesic_along_each_axis(
    epsg: int, transform: tuple[float, ...], at: tuple[int, int], metres: tuple[float, float]
) -> None:
    georeference = Georeference(Affine(*transform), CRS.from_epsg(epsg))
    assert georeference.gsd_m(*at) == pytest.approx(metres, rel=2e-5)


@given(col=st.integers(0, 4000), row=st.integers(0, 4000), step=st.sampled_from([1.0, 2.0, 4.0]))
def test_a_windows_pixels_lie_where_the_scenes_do(col: int, row: int, step: float) -> None:
    georeference = scene(*SCENES["utm 15n"], rotation_deg=12)
    piece = georeference.window(col, row, step)
    assert piece.xy(3, 5) == pytest.approx(georeference.xy(col + 3 * step, row + 5 * step))
    assert piece.crs == georeference.crs


def test_without_a_crs_nothing_geographic_is_known() -> None:
    georeference = Georeference()
    assert not georeference.is_geographic
    assert georeference.crs_name == ""
    assert georeference.xy(3, 4) == (3, 4)
    with pytest.raises(RasterError, match="no CRS"):
        georeference.lonlat(0, 0)
    with pytest.raises(RasterError, match="no CRS"):
        georeference.gsd_m(0, 0)


def test_a_place_that_the_crs_cannot_express_is_an_error() -> None:
    with pytest.raises(RasterError, match="outside"):
        scene(*SCENES["utm 15n"]).lonlat(1e12, 1e12)


def test_a_crs_is_named_by_its_code_or_its_title() -> None:
    assert Georeference(crs=CRS.from_epsg(32615)).crs_name == "EPSG:32615"
    lambert = CRS.from_proj4("+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +units=m")
    assert Georeference(crs=lambert).crs_name == lambert.name


def test_a_drawing_grid_has_no_place_on_the_earth() -> None:
    assert not reaches_wgs84(CRS.from_wkt('LOCAL_CS["arbitrary",UNIT["metre",1]]'))
    assert reaches_wgs84(CRS.from_epsg(28992))


def up_bearing_deg(georeference: Georeference, col: float, row: float) -> float:
    east, north = -georeference.jacobian_m(col, row)[:, 1]
    return math.degrees(math.atan2(east, north))
