"""Positions as people type and paste them, against pyproj and GDAL's transform called directly."""

from __future__ import annotations

import math

import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

import neurocorrelator as nc

UTM = nc.Georeference(Affine(0.5, 0, 475000, 0, -0.5, 4980500), CRS.from_epsg(32615))
NOWHERE = nc.Georeference()
SIZE = (1000, 800)

# (georeference, longitudes, latitudes) in all hemispheres
SCENES = {
    "utm 15n": (UTM, (-96, -90), (1, 80)),
    "utm 37s": (
        nc.Georeference(Affine(2, 0.3, 5e5, 0.3, -2, 9e6), CRS.from_epsg(32737)),
        (36, 42),
        (-79, -1),
    ),
    "gauss-kruger 7": (
        nc.Georeference(Affine(1, 0, 7.4e6, 0, -1, 6.1e6), CRS.from_epsg(28407)),
        (36, 42),
        (42, 69),
    ),
    "mercator": (
        nc.Georeference(Affine(10, 0, -2e7, 0, -10, 8e6), CRS.from_epsg(3857)),
        (-170, 179.9),
        (-80, 80),
    ),
    "degrees": (
        nc.Georeference(Affine(0.001, 0, -60, 0, -0.001, -30), CRS.from_epsg(4326)),
        (-69, 179),
        (-89, 89),
    ),
}


def expected(georeference: nc.Georeference, lon: float, lat: float) -> tuple[float, float]:
    way = Transformer.from_crs(4326, georeference.crs, always_xy=True)
    return ~georeference.transform * way.transform(lon, lat)


def parse(text: str, georeference: nc.Georeference = UTM) -> tuple[float, float]:
    return nc.parse_position(text, georeference, SIZE)


@pytest.mark.parametrize(
    "text",
    [
        "44.9703, -93.2348",
        "44.9703 -93.2348",
        "44.9703,-93.2348",
        "44.9703;-93.2348",
        "  (44.9703, -93.2348) ",
        "44.9703\t-93.2348",
        "44.9703\n-93.2348",
        "44.9703 / -93.2348",
        "44,9703; -93,2348",
        "44,9703 -93,2348",
        "44,9703, -93,2348",
        "44,9703,-93,2348",
        "44,9703 / -93,2348",
        "+44.9703 \N{MINUS SIGN}93.2348",
        "44.9703° -93.2348°",
        "44.9703°, -93.2348°",
        "44.9703°N, 93.2348°W",
        "44.9703N 93.2348W",
        "N44.9703 W93.2348",
        "N 44.9703, W 93.2348",
        "93.2348 W 44.9703 N",
        "W93.2348 N44.9703",
        "44.9703N, -93.2348",
        "44,9703 с.ш. 93,2348 з.д.",
        "44,9703 с. ш., 93,2348 з. д.",
        "44,9703С 93,2348З",
        "С44,9703 З93,2348",
        "с 44,9703; з 93,2348",
        "lat 44.9703 lon -93.2348",
        "lat=44.9703, lon=-93.2348",
        "lon: -93.2348, lat: 44.9703",
        "Latitude: 44.9703 Longitude: -93.2348",
        "широта 44,9703 долгота -93,2348",
        "долгота -93,2348; широта 44,9703",
        "geo:44.9703,-93.2348",
        "44°58.218'N 93°14.088'W",
        "44°58'13.08\"N 93°14'5.28\"W",
        "44° 58' 13.08\" N, 93° 14' 5.28\" W",
        "44°58′13.08″N 93°14′5.28″W",
        "44°58'13.08''N 93°14'5.28''W",
        "44º58’13,08”N 93º14’5,28”W",
        "44°58'13,08\" с.ш. 93°14'05,28\" з.д.",
        "44d58'13.08\"N 93d14'5.28\"W",
        "44 58 13.08 N 93 14 5.28 W",
        "N44 58.218 W93 14.088",
        "44 58.218, -93 14.088",
        "44 58 13.08 -93 14 5.28",
        "44°58'13.08\" -93°14'5.28\"",
        "44 град 58 мин 13,08 сек с.ш. 93 град. 14 мин. 5,28 сек. з.д.",
        "44 deg 58.218 min N 93 deg 14.088 min W",
    ],
)
def test_one_place_in_many_spellings(text) -> None:
    assert parse(text) == pytest.approx(expected(UTM, -93.2348, 44.9703), abs=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "475123.5 4980012",
        "475123,5 4980012",
        "475123,5; 4980012,0",
        "475123.5, 4980012",
        "x=475123.5 y=4980012",
        "X: 475123,5, Y: 4980012,0",
        "y=4980012 x=475123.5",
        "х=475123,5 у=4980012",  # Cyrillic letters
        "475123.5 E 4980012 N",
        "4980012 N 475123.5 E",
        "475123.5mE 4980012mN",
        "475123.5 m, 4980012 m",
        "475123,5 м 4980012 м",
    ],
)
def test_coordinates_of_the_scenes_crs(text) -> None:
    assert parse(text) == (247.0, 976.0)


@pytest.mark.parametrize(
    "text",
    [
        *("px 100.5 200", "px 100,5; 200", "100.5 200 px", "PX: 100.5, 200", "col 100.5 row 200"),
        *("row 200 col 100.5", "пикс. 100,5 200", "столбец 100,5 строка 200"),
    ],
)
def test_pixels_in_any_scene(text) -> None:
    assert parse(text) == parse(text, NOWHERE) == (100.5, 200.0)


def test_numbers_without_marks_mean_what_fits() -> None:
    assert parse("12.5 13.7") == pytest.approx(expected(UTM, 13.7, 12.5), abs=1e-3)
    assert parse("100 200") == (~UTM.transform) * (100, 200)  # no degrees, so metres
    assert parse("100 200", NOWHERE) == (100.0, 200.0)
    assert parse("10 20", NOWHERE) == parse("px 10,20") == parse("10,20 px") == (10.0, 20.0)
    assert parse("12,13") == pytest.approx(expected(UTM, 13, 12), abs=1e-3)
    degrees = SCENES["degrees"][0]
    assert parse("12.5 13.7", degrees) == pytest.approx((73_700, -42_500))
    assert parse("x=12.5 y=13.7", degrees) == pytest.approx((72_500, -43_700))


def test_x_of_a_world_file_without_a_crs() -> None:
    world = nc.Georeference(Affine(2, 0, 1000, 0, -2, 5000))
    assert parse("x=1010 y=4990", world) == (5.0, 5.0)
    assert parse("1010 4990", world) == (1010.0, 4990.0)


def test_longitudes_go_on_where_the_scene_does() -> None:
    pacific = nc.Georeference(Affine(0.01, 0, 175, 0, -0.01, -10), CRS.from_epsg(4326))
    for text in ("-12, -178", "12°S 178°W", "-12, 182", "x=-178 y=-12", "x=182 y=-12"):
        assert parse(text, pacific) == pytest.approx((700, 200), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        ("somewhere", ""),
        ("44.97", "one value"),
        ("44.97N", "one value"),
        ("44,97 с.ш.", "one value"),
        ("1 2 3", "not 3"),
        ("44.97N 93.2N", "two latitudes"),
        ("44.97E 93.2W", "two longitudes"),
        ("-44.97N 93.2W", "contradict"),
        ("44.9N 93.2", "one letter"),
        ("44 61 93 10", "61"),
        ("44 -10 93 10", "-10"),
        ("44.5 30 93.2 10", "decimals"),
        ("44.5,3 93", "93 is no part of a degree"),
        ("44.5,3 93,1", "both a point and a comma"),
        ("44; 93; 1", "more than two"),
        ("44;93, 1", "both ; and a comma"),
        ("91N 10E", "no latitude 91"),
        ("N91° 10°E", ""),
        ("44°N 361°W", "no longitude -361"),
        ("500000 S 4980012 W", "no latitude"),
        ("px 1", "not 1"),
        ("px 1 2 3", "not 3"),
        ("x=1 x=2", ""),
        ("x=1 44N", ""),
        ("44'30° 93'10°", ""),
        ("1e5 2e5", ""),
        ("nan nan", ""),
        ("inf 3", ""),
        ("9" * 400 + " 1", "too large"),
        ("px " + "9" * 400 + " 1", "too large"),
    ],
)
def test_what_means_nothing_or_two_things_says_what_to_type(text, why) -> None:
    with pytest.raises(nc.ConfigurationError) as caught:
        parse(text)
    message = str(caught.value)
    assert why in message
    assert "\n" not in message
    assert "44.97, -93.23" in message
    assert "EPSG:32615" in message
    assert len(message) < 250


@pytest.mark.parametrize("text", ["x=999999999 y=3", "0 -3"])
def test_what_the_crs_cannot_express(text) -> None:
    with pytest.raises(nc.ConfigurationError, match="outside of what EPSG:32615 can express"):
        parse(text)


def test_degrees_beyond_the_pole() -> None:
    degrees = SCENES["degrees"][0]
    with pytest.raises(nc.ConfigurationError, match="outside of what EPSG:4326"):
        parse("x=10 y=100", degrees)
    with pytest.raises(nc.ConfigurationError, match=r"no latitude 93\.2, and latitude comes first"):
        parse("93.2 44.9", degrees)


@pytest.mark.parametrize("text", ["44N 93W", "44° 93°", "44 30 93 10", "lat 44 lon 93"])
def test_a_scene_without_a_crs_takes_pixels_only(text) -> None:
    with pytest.raises(nc.ConfigurationError, match=r"needs a CRS; type px 100 200.*no CRS"):
        parse(text, NOWHERE)


@st.composite
def places(draw: st.DrawFn) -> tuple[nc.Georeference, float, float]:
    georeference, lons, lats = SCENES[draw(st.sampled_from(sorted(SCENES)))]
    return georeference, draw(st.floats(*lons)), draw(st.floats(*lats))


@settings(deadline=None)
@given(
    places(), st.sampled_from(["{1:.9f}, {0:.9f}", "{1:.9f} {0:.9f}", "lon {0:.9f} lat {1:.9f}"])
)
def test_decimal_degrees_come_back(place, form) -> None:
    georeference, lon, lat = place
    text = form.format(lon, lat)
    there = expected(georeference, lon, lat)
    for spelling in (text, text.replace(", ", "; ").replace(".", ",")):
        col, row = parse(spelling, georeference)
        assert math.hypot(col - there[0], row - there[1]) < 2e-3


@settings(deadline=None)
@given(places())
def test_degrees_minutes_and_seconds_come_back(place) -> None:
    georeference, lon, lat = place
    text = nc.dms(lon, lat)
    russian = text.translate(str.maketrans("NSEW.", "СЮВЗ,"))
    geod = Geod(ellps="WGS84")
    for spelling in (text, russian, " ".join(reversed(text.split()))):
        back = georeference.lonlat(*parse(spelling, georeference))
        assert geod.inv(lon, lat, float(back[0]), float(back[1]))[2] < 0.23  # .005" each way


@settings(deadline=None)
@given(st.sampled_from(sorted(SCENES)), st.floats(0, 1000), st.floats(0, 800))
def test_scene_coordinates_and_pixels_come_back(name, col, row) -> None:
    georeference = SCENES[name][0]
    x, y = georeference.transform * (col, row)
    assert parse(f"x={x:.9f} y={y:.9f}", georeference) == pytest.approx((col, row), abs=1e-5)
    assert parse(f"px {col:.9f} {row:.9f}", georeference) == pytest.approx((col, row), abs=1e-8)
    if CRS(georeference.crs).is_projected:
        assert parse(f"{x:.9f} {y:.9f}", georeference) == pytest.approx((col, row), abs=1e-5)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.,;-+°'\"NSEWсюз xy=pl", max_size=20))
def test_any_text_is_a_position_or_a_message(text) -> None:
    try:
        col, row = parse(text)
    except nc.ConfigurationError:
        return
    assert math.isfinite(col)
    assert math.isfinite(row)


def test_dms() -> None:
    assert nc.dms(-93.234750, 44.970094444) == "44°58'12.34\"N 93°14'05.10\"W"
    assert nc.dms(37.6173, -0.5) == "0°30'00.00\"S 37°37'02.28\"E"
    assert nc.dms(0, 0) == nc.dms(-1e-9, -1e-9) == "0°00'00.00\"N 0°00'00.00\"E"
    assert nc.dms(29.99999999, 59.9999999) == "60°00'00.00\"N 30°00'00.00\"E"
    assert nc.dms(190, 10) == nc.dms(-170, 10)
