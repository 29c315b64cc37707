"""Lengths, areas and north on the ground, against Geod called on longitude and latitude."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Proj, Transformer

from neurocorrelator import Georeference, RasterError

GEOD = Geod(ellps="WGS84")


def scene(epsg: int, x: float, y: float, size: float, turned: float = 0.0) -> Georeference:
    transform = Affine.translation(x, y) * Affine.rotation(turned) * Affine.scale(size, -size)
    return Georeference(transform, CRS.from_epsg(epsg))


SCENES = {
    "web mercator": scene(3857, 3e6, 8399737.9, 10.0),
    "degrees": scene(4326, 30.0, 60.0, 0.0001),
    "utm": scene(32615, 576667.5, 5188201.4, 0.5),
    "utm south, rotated": scene(32750, 5e5, 9e6, 2.0, 33),
    "across 180": scene(4326, 179.95, -16.0, 0.0002),
    "fiji in mercator": scene(3832, 3.3e6, -1.8e6, 5.0),
    "polar": scene(3413, -1e5, -9e5, 30.0, -120),
    "feet": scene(2277, 3.1e6, 1e7, 1.0),
    "mirrored": Georeference(Affine(0.5, 0, 576667.5, 0, 0.5, 5188201.4), CRS.from_epsg(32615)),
}
TRIANGLE = np.array([[10.0, 20.0], [900.0, 60.0], [400.0, 800.0]])


def followed(georeference: Georeference, line: np.ndarray, pieces: int = 4000):
    """Longitudes and latitudes very densely along a line drawn on the picture, by pyproj."""
    steps = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    parts = [a + (b - a) * steps for a, b in pairwise(line)]
    dense = np.concatenate([*parts, line[-1:]])
    t = georeference.transform
    x, y = t.a * dense[:, 0] + t.b * dense[:, 1] + t.c, t.d * dense[:, 0] + t.e * dense[:, 1] + t.f
    return Transformer.from_crs(georeference.crs, 4326, always_xy=True).transform(x, y)


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("factor", [0.01, 1.0, 100.0])
def test_length_and_area_are_geods(name, factor) -> None:
    ring = TRIANGLE * factor
    closed = np.concatenate([ring, ring[:1]])
    # of a small polygon with many corners Geod loses digits
    lon, lat = followed(SCENES[name], closed, 10 if factor < 1 else 4000)
    area, perimeter = GEOD.polygon_area_perimeter(lon, lat)
    assert SCENES[name].area_m2(ring) == pytest.approx(abs(area), rel=1e-6, abs=5e-4)
    assert SCENES[name].area_m2(closed[::-1]) == pytest.approx(abs(area), rel=1e-6, abs=5e-4)
    assert SCENES[name].length_m(closed) == pytest.approx(perimeter, rel=1e-7)


def test_a_short_line_is_the_geodesic_between_its_ends() -> None:
    for georeference in SCENES.values():
        ends = np.array([[100.0, 200.0], [350.0, 90.0]])
        lon, lat = followed(georeference, ends, 1)
        direct = GEOD.inv(lon[0], lat[0], lon[1], lat[1])[2]
        assert georeference.length_m(ends) == pytest.approx(direct, rel=1e-5)
        assert georeference.distance_m(*ends) == pytest.approx(direct, rel=1e-9)


def test_a_hectare_of_utm_is_one_but_for_the_scale_of_the_projection() -> None:
    georeference = scene(32615, 500000.0, 5000000.0, 1.0)
    square = [(0, 0), (100, 0), (100, 100), (0, 100)]
    assert georeference.area_m2(square) == pytest.approx(10000 / 0.9996**2, rel=1e-6)
    assert georeference.length_m([(0, 0), (100, 0)]) == pytest.approx(100 / 0.9996, rel=1e-6)


def test_a_drawn_line_along_a_parallel_is_not_the_way_over_the_pole() -> None:
    world = Georeference(Affine(1, 0, -180, 0, -1, 90), CRS.from_epsg(4326))
    equator = 2 * math.pi * 6378137 * 340 / 360
    assert world.length_m([(10, 90), (350, 90)]) == pytest.approx(equator, rel=1e-9)
    assert world.length_m([(10, 30), (190, 30)]) > world.distance_m((10, 30), (190, 30)) * 1.2


@settings(deadline=None)
@given(
    name=st.sampled_from(sorted(SCENES)),
    corner=st.tuples(st.floats(0, 900), st.floats(0, 900)),
    sides=st.tuples(st.floats(5, 500), st.floats(5, 500)),
    share=st.floats(0.1, 0.9),
)
def test_parts_sum_up(name, corner, sides, share) -> None:
    georeference, (col, row), (width, height) = SCENES[name], corner, sides
    middle = col + width * share

    def box(left: float, right: float) -> list[tuple[float, float]]:
        return [(left, row), (right, row), (right, row + height), (left, row + height)]

    whole = georeference.area_m2(box(col, col + width))
    parts = georeference.area_m2(box(col, middle)) + georeference.area_m2(box(middle, col + width))
    assert whole == pytest.approx(parts, rel=1e-6, abs=1e-4)  # m2: rounding of the ellipsoid
    there = georeference.length_m([(col, row), (middle, row), (col + width, row)])
    assert there == pytest.approx(georeference.length_m([(col, row), (col + width, row)]), rel=1e-8)


@pytest.mark.parametrize("few", [[], [(1.0, 2.0)]])
def test_too_few_points_measure_nothing(few) -> None:
    assert SCENES["utm"].length_m(few) == 0
    assert SCENES["utm"].area_m2([*few, (3.0, 4.0)]) == 0


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("turned", [0.0, 25.0, -170.0])
def test_going_north_in_the_picture_goes_north_on_the_ground(name, turned) -> None:
    t = SCENES[name].transform * Affine.rotation(turned)
    georeference = Georeference(t, SCENES[name].crs)
    angle = math.radians(georeference.north_deg(50.0, 70.0))
    moved = 50 + 3 * math.sin(angle), 70 - 3 * math.cos(angle)  # up is where rows grow less
    lon, lat = georeference.lonlat([50.0, moved[0]], [70.0, moved[1]])
    azimuth = GEOD.inv(lon[0], lat[0], lon[1], lat[1])[0]
    assert azimuth == pytest.approx(0, abs=2e-3)


def test_north_of_an_upright_scene_leans_by_the_meridian_convergence() -> None:
    georeference = scene(32615, 420000.0, 5188160.0, 0.1)
    lon, lat = georeference.lonlat(500, 500)
    convergence = Proj("EPSG:32615").get_factors(float(lon), float(lat)).meridian_convergence
    assert georeference.north_deg(500, 500) == pytest.approx(-convergence, abs=1e-3)
    assert scene(4326, 30, 60, 1e-4).north_deg(10, 10) == pytest.approx(0, abs=1e-9)


def test_south_up_and_east_up() -> None:
    assert abs(SCENES["mirrored"].north_deg(10, 10)) > 178
    east_up = scene(4326, 30, 60, 1e-5, turned=-90)
    assert east_up.transform * (0, -1) == pytest.approx((30 + 1e-5, 60))
    assert east_up.north_deg(0, 0) == pytest.approx(-90, abs=1e-3)


def test_without_a_crs_there_are_no_metres() -> None:
    nowhere = Georeference()
    for measure in (
        lambda: nowhere.length_m(TRIANGLE),
        lambda: nowhere.area_m2(TRIANGLE),
        lambda: nowhere.area_m2([]),
        lambda: nowhere.length_m([]),
        lambda: nowhere.north_deg(1, 1),
    ):
        with pytest.raises(RasterError, match="no CRS"):
            measure()


def test_beyond_the_crs_it_says_so() -> None:
    with pytest.raises(RasterError, match="outside"):
        SCENES["degrees"].length_m([(0, 0), (0, -1e6)])
