"""The position in EXIF, in the ways that cameras and programs write it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.TiffImagePlugin import IFDRational

from neurocorrelator.rasters.gps_position import gps_position


def gps(lat: object, north: object, lon: object, east: object) -> dict[int, object]:
    return {1: north, 2: lat, 3: east, 4: lon}


ZERO = IFDRational(0, 0)


@pytest.mark.parametrize(
    ("tags", "position"),
    [
        # DJI_0032.jpg; seconds / 3600 by hand
        (
            gps((46.0, 50.0, 32.8504), "N", (91.0, 59.0, 37.7855), "W"),
            (-91.993829306, 46.842458444),
        ),
        (gps((33, 52, 0), "S", (151, 12, 36), "E"), (151.21, -33.8666667)),
        (gps((33, 52.5), "s", (151,), "e\x00"), (151.0, -33.875)),  # minutes only; degrees only
        (gps((IFDRational(465, 10), 0, 0), b"N", (8, 0, 0), b"E"), (8.0, 46.5)),
        (gps((0, 0, 0), "N", (9, 30, 0), "E"), (9.5, 0.0)),  # the equator is a place
        (gps((0, 0, 0), "N", (0, 0, 0), "E"), None),  # no fix
        (gps((46, 50, ZERO), "N", (91, 59, 37), "W"), None),
        (gps((46, 50, math.nan), "N", (91, 59, 37), "W"), None),
        (gps((46, 50, 32), None, (91, 59, 37), "W"), None),
        (gps((46, 50, 32), "N", (91, 59, 37), "?"), None),
        (gps((146, 50, 32), "N", (91, 59, 37), "W"), None),
        (gps((46, -50, 32), "N", (191, 59, 37), "W"), None),
        (gps("north", "N", (91, 59, 37), "W"), None),
        (gps(46.5, "N", (91, 59, 37), "W"), None),
        (gps((46, 50, 32, 1), "N", (91, 59, 37), "W"), None),
        ({}, None),
    ],
)
def test_positions(tags: dict[int, object], position: tuple[float, float] | None) -> None:
    found = gps_position(tags)
    if position is None:
        assert found is None
    else:
        assert found == pytest.approx(position, abs=1e-7)


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_degrees_minutes_and_seconds_come_back(lon: float, lat: float) -> None:
    def parts(value: float) -> tuple[int, int, IFDRational]:
        tenths = round(abs(value) * 36_000_000)
        return (
            tenths // 36_000_000,
            tenths // 600_000 % 60,
            IFDRational(tenths % 600_000, 10_000),
        )

    tags = gps(parts(lat), "N" if lat >= 0 else "S", parts(lon), "E" if lon >= 0 else "W")
    found = gps_position(tags)
    if found is None:
        assert abs(lon) < 1e-7
        assert abs(lat) < 1e-7
    else:
        assert found == pytest.approx((lon, lat), abs=1e-7)
