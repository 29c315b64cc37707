from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from neurocorrelator.results.lonlat_ring import rfc7946_rings

SQUARE = [(10.0, 50.0), (10.5, 50.0), (10.5, 49.5), (10.0, 49.5)]  # clockwise, from the upper left


def check(rings: list[list[tuple[float, float]]]) -> None:
    for ring in rings:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert shapely.is_ccw(shapely.LinearRing(ring))
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)
        assert all(value == round(value, 7) for point in ring for value in point)


def test_a_clockwise_ring_is_turned_and_keeps_its_first_corner() -> None:
    (ring,) = rfc7946_rings(SQUARE)
    assert ring == [(10.0, 50.0), (10.0, 49.5), (10.5, 49.5), (10.5, 50.0), (10.0, 50.0)]


def test_a_counter_clockwise_ring_stays() -> None:
    corners = SQUARE[::-1]
    (ring,) = rfc7946_rings(corners)
    assert ring == [*corners, corners[0]]


def test_positions_are_rounded_to_seven_decimals() -> None:
    (ring,) = rfc7946_rings([(lon + 1e-9, lat + 4e-8) for lon, lat in SQUARE])
    check([ring])
    assert ring[0] == (10.0, 50.0)


@pytest.mark.parametrize("shift", [0.0, 360.0, -360.0])
def test_a_footprint_over_the_antimeridian_is_cut_there(shift: float) -> None:
    # as a projected CRS gives it (jump to -179) and as a scene of 0..360 does (no jump)
    corners = [(179.0, 1.0), (-179.0 + shift, 1.0), (-179.0 + shift, -1.0), (179.0, -1.0)]
    rings = rfc7946_rings(corners)
    check(rings)
    assert sorted(shapely.box(*Polygon(ring).bounds).bounds for ring in rings) == [
        (-180.0, -1.0, -179.0, 1.0),
        (179.0, -1.0, 180.0, 1.0),
    ]


def test_a_footprint_that_only_touches_the_antimeridian_is_not_cut() -> None:
    (ring,) = rfc7946_rings([(179.0, 1.0), (180.0, 1.0), (180.0, -1.0), (179.0, -1.0)])
    check([ring])


def test_a_scene_of_0_to_360_comes_back_to_the_usual_longitudes() -> None:
    (ring,) = rfc7946_rings([(lon + 290, lat) for lon, lat in SQUARE])
    check([ring])
    assert Polygon(ring).bounds == (-60.0, 49.5, -59.5, 50.0)


def test_a_footprint_around_a_pole_includes_the_pole() -> None:
    rings = rfc7946_rings([(0.0, 80.0), (90.0, 80.0), (180.0, 80.0), (-90.0, 80.0)])
    check(rings)
    cover = shapely.union_all([Polygon(ring) for ring in rings])
    assert cover.equals(shapely.box(-180, 80, 180, 90))


def test_what_lies_beyond_a_pole_is_cut_off() -> None:
    (ring,) = rfc7946_rings([(10.0, 91.0), (20.0, 91.0), (20.0, 89.0), (10.0, 89.0)])
    check([ring])
    assert Polygon(ring).bounds == (10.0, 89.0, 20.0, 90.0)
    assert rfc7946_rings([(10.0, 92.0), (20.0, 92.0), (20.0, 91.0), (10.0, 91.0)]) == []


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-80, 80),
    width=st.floats(0.01, 8),
    height=st.floats(0.01, 8),
    turn=st.floats(0, 360),
    mirrored=st.booleans(),
)
def test_the_area_is_kept_wherever_the_footprint_lies(
    *, lon: float, lat: float, width: float, height: float, turn: float, mirrored: bool
) -> None:
    box = shapely.affinity.rotate(shapely.box(0, 0, width, height), turn, origin="centroid")
    whole = shapely.affinity.translate(box, lon - width / 2, lat - height / 2)
    corners = list(whole.exterior.coords)[:-1]
    if mirrored:
        corners.reverse()
    wrapped = [((x + 180) % 360 - 180, y) for x, y in corners]  # as a projection gives them
    rings = rfc7946_rings(wrapped)
    check(rings)
    assert sum(Polygon(ring).area for ring in rings) == pytest.approx(whole.area, abs=1e-4)
