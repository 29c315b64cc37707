"""From the scene's CRS to another one, against GDAL (rasterio.warp) and PROJ pipelines."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio.warp
from affine import Affine
from pyproj import CRS, Transformer

import neurocorrelator as nc
from neurocorrelator.geo.crs_change import CrsChange, accuracy_in_words, label_of_crs, name_of_crs

MOSCOW = nc.Georeference(Affine(2, 0, 410000, 0, -2, 6180000), CRS.from_epsg(32637))
MINSK = nc.Georeference(Affine(0.5, 0, 539000, 0, -0.5, 5973000), CRS.from_epsg(32635))
DULUTH = nc.Georeference(Affine(2, 0, 576000, 0, -2, 5188000), CRS.from_epsg(32615))
SIZE = (400, 300)
PIXELS = (np.array([0.0, 10.25, 399.5]), np.array([0.0, 200.75, 3.0]))

# Pulkovo 1942 to WGS 84, operation 5044 of the EPSG register
PULKOVO = (
    "+proj=pipeline +step +inv +proj=utm +zone={utm} +ellps=WGS84 +step +proj=cart +ellps=WGS84"
    " +step +inv +proj=helmert +x=23.57 +y=-140.95 +z=-79.8 +rx=0 +ry=-0.35 +rz=-0.79 +s=-0.22"
    " +convention=coordinate_frame +step +inv +proj=cart +ellps=krass"
    " +step +proj=tmerc +lat_0=0 +lon_0={lon} +k=1 +x_0={east} +y_0=0 +ellps=krass"
)


def plan(georeference: nc.Georeference, crs: str) -> CrsChange:
    return CrsChange.plan(georeference, SIZE, nc.parse_crs(crs))


@pytest.mark.parametrize(
    ("scene", "utm", "epsg", "lon", "east"),
    [(MOSCOW, 37, 28407, 39, 7500000), (MINSK, 35, 28405, 27, 5500000)],
)
def test_pulkovo_1942_gauss_krueger(scene, utm, epsg, lon, east) -> None:
    change = plan(scene, f"EPSG:{epsg}")
    x, y = change.xy(*PIXELS)
    pipeline = Transformer.from_pipeline(PULKOVO.format(utm=utm, lon=lon, east=east))
    expected = pipeline.transform(*scene.xy(*PIXELS))
    np.testing.assert_allclose(
        (x, y), expected[:2], atol=0.05
    )  # east first, with the zone's number
    assert (x // 1e6 == epsg % 100).all()
    gdal = rasterio.warp.transform(f"EPSG:{32600 + utm}", f"EPSG:{epsg}", *scene.xy(*PIXELS))
    np.testing.assert_allclose((x, y), gdal, atol=0.05)
    assert change.accuracy_m == 3.0
    assert "Pulkovo 1942 to WGS 84 (20)" in change.operation
    assert change.notes == ()


@pytest.mark.parametrize("epsg", [20907, 7683])
def test_gsk_2011(epsg) -> None:
    change = plan(MOSCOW, str(epsg))
    x, y = change.xy(*PIXELS)
    gdal = rasterio.warp.transform("EPSG:32637", f"EPSG:{epsg}", *MOSCOW.xy(*PIXELS))
    np.testing.assert_allclose((x, y), gdal, rtol=0, atol=0.01 if epsg == 20907 else 1e-7)
    # the shift of the datum itself is a few centimetres: the place is that of WGS 84
    if epsg == 20907:
        plane = Transformer.from_pipeline(
            "+proj=pipeline +step +inv +proj=utm +zone=37 +ellps=WGS84"
            " +step +proj=tmerc +lat_0=0 +lon_0=39 +k=1 +x_0=7500000 +y_0=0 +ellps=GSK2011"
        )
        np.testing.assert_allclose((x, y), plane.transform(*MOSCOW.xy(*PIXELS)), atol=1.0)
    assert change.accuracy_m == 1.0
    assert "GSK-2011 to WGS 84 (1)" in change.operation


@pytest.mark.parametrize(
    ("crs", "words"),
    [
        ("3857", "no loss of accuracy"),
        ("EPSG:4326", "no loss of accuracy"),
        ("+proj=utm +zone=16 +datum=WGS84", "no loss of accuracy"),
        (CRS.from_epsg(26915).to_wkt(), "accuracy 4 m"),
        ("ESRI:102004", "accuracy 4 m"),
    ],
)
def test_ways_to_name_a_crs_agree_with_gdal(crs, words) -> None:
    change = plan(DULUTH, crs)
    gdal = rasterio.warp.transform(
        "EPSG:32615", rasterio.crs.CRS.from_user_input(change.crs.to_wkt()), *DULUTH.xy(*PIXELS)
    )
    atol = 1e-8 if change.crs.is_geographic else 0.01
    np.testing.assert_allclose(change.xy(*PIXELS), gdal, rtol=0, atol=atol)
    assert accuracy_in_words(change.accuracy_m) == words


def test_missing_grids_are_named() -> None:
    change = plan(DULUTH, "EPSG:4267")  # NAD27 needs grids of shifts
    assert change.accuracy_m is not None
    assert change.accuracy_m >= 5
    (note,) = change.notes
    assert "a better way of 2 m" in note
    assert ".tif" in note


def test_an_unknown_shift_and_a_scene_elsewhere_are_said() -> None:
    change = plan(DULUTH, "EPSG:28407")
    assert change.accuracy_m is None
    assert "Ballpark" in change.operation
    assert accuracy_in_words(change.accuracy_m) == "accuracy not known"
    elsewhere, unknown = change.notes
    assert "meant for: 36..42 E, 41.43..69.23 N" in elsewhere
    assert "not known" in unknown


def test_places_that_the_crs_cannot_express_are_nan() -> None:
    far_side = plan(MOSCOW, "+proj=ortho +lat_0=-40 +lon_0=-140 +datum=WGS84")
    assert np.isnan(far_side.xy(*PIXELS)).all()
    world = nc.Georeference(Affine(1, 0, -180, 0, -1, 90), CRS.from_epsg(4326))
    globe = nc.parse_crs("+proj=ortho +lat_0=0 +lon_0=0 +datum=WGS84")
    change = CrsChange.plan(world, (360, 180), globe)
    x, _ = change.xy([190.0, 10.0], [80.0, 80.0])  # ten degrees east, and on the far side
    assert np.isnan(x).tolist() == [False, True]


@pytest.mark.parametrize("west", [179.9, -180.1, 359.0])
def test_degrees_beyond_180_are_places_too(west) -> None:
    scene = nc.Georeference(Affine(0.001, 0, west, 0, -0.001, 10.1), CRS.from_epsg(4326))
    change = CrsChange.plan(scene, (200, 200), nc.parse_crs("EPSG:8857"))
    assert np.isfinite(change.xy([0.0, 150.0], [0.0, 10.0])).all()


def test_names() -> None:
    assert name_of_crs(nc.parse_crs("28407")) == "EPSG:28407 (Pulkovo 1942 / Gauss-Kruger zone 7)"
    assert label_of_crs(nc.parse_crs(" epsg:4326 ")) == "EPSG:4326"
    text = "+proj=tmerc +lat_0=0 +lon_0=38.5 +x_0=250000 +ellps=krass"
    assert name_of_crs(nc.parse_crs(text)).startswith("+proj=tmerc +lat_0=0 +lon_0=38.5")
    assert label_of_crs(nc.parse_crs("EPSG:7405")) == "EPSG:27700"  # without its heights


@pytest.mark.parametrize("text", ["EPSG:99999999", "нет такой", "", "EPSG:5714", "EPSG:4978"])
def test_what_is_no_crs_of_a_map(text) -> None:
    with pytest.raises(nc.ConfigurationError, match="EPSG:28407") as caught:
        nc.parse_crs(text)
    assert "\n" not in str(caught.value)


def test_a_scene_without_a_crs() -> None:
    with pytest.raises(nc.ConfigurationError, match="the scene has no CRS"):
        plan(nc.Georeference(), "EPSG:28407")
