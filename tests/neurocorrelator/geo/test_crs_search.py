"""Finding a CRS as people name it; pyproj knows whether the codes are right."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyproj import CRS

import neurocorrelator as nc


def codes(text: str, **options: object) -> list[str]:
    return [choice.code for choice in nc.find_crs(text, **options)]


@pytest.mark.parametrize("text", ["28407", "EPSG:28407", "epsg:28407", " epsg 28407 "])
def test_a_code_is_found_first(text) -> None:
    first = nc.find_crs(text)[0]
    assert first.code == "EPSG:28407"
    assert first.name == CRS.from_epsg(28407).name == "Pulkovo 1942 / Gauss-Kruger zone 7"
    assert first.kind == "projected"
    assert "Russian Federation" in first.area


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("utm 15n", "EPSG:32615"),
        ("UTM zone 15N WGS", "EPSG:32615"),
        ("zone 50s utm wgs 84", "EPSG:32750"),
        ("wgs 84", "EPSG:4326"),
        ("web mercator", "EPSG:3857"),
        ("pulkovo 1942 gauss 7", "EPSG:28407"),
        ("пулково 1942 гаусс-крюгер зона 7", "EPSG:28407"),
        ("СК-42 зона 7", "EPSG:28407"),
        ("ск95 7", "EPSG:20007"),
        ("ГСК-2011 Гаусса-Крюгера зона 7", "EPSG:20907"),
        ("Pulkovo 1942 / Gauss-Krüger zone 7", "EPSG:28407"),
        ("mollweide esri world", "ESRI:54009"),
    ],
)
def test_words_in_any_order_case_and_alphabet(text, first) -> None:
    assert codes(text)[0] == first


def test_numbers_are_whole_ones_and_all_words_must_be_there() -> None:
    found = nc.find_crs("gauss 7", limit=1000)
    assert "EPSG:28407" in {choice.code for choice in found}
    assert "EPSG:28427" not in {choice.code for choice in found}  # zone 27
    assert all("gauss" in choice.name.lower() for choice in found)
    assert "EPSG:28407" in codes("pulkovo", limit=1000)
    assert codes("gauss there is no such word") == []


def test_a_code_is_found_while_it_is_typed() -> None:
    assert "EPSG:32615" in codes("3261")


def test_what_covers_the_place_comes_first() -> None:
    minneapolis, moscow, taveuni = (-93.2, 44.97), (37.6, 55.7), (-179.9, -16.8)
    assert codes("utm wgs", near=minneapolis)[0] == "EPSG:32615"
    assert codes("utm wgs", near=moscow)[0] == "EPSG:32637"
    assert "EPSG:28407" in codes("gauss kruger zone pulkovo 1942", near=moscow)[:3]
    assert "EPSG:3832" in codes("pdc mercator", near=taveuni)  # its area crosses 180 degrees
    nearby = codes("", near=minneapolis, limit=30)
    assert {"EPSG:4326", "EPSG:3857", "EPSG:32615"} <= set(nearby[:5])
    for code in nearby:
        use = CRS.from_user_input(code).area_of_use
        assert use.south <= minneapolis[1] <= use.north
    assert codes("28407", near=minneapolis)[0] == "EPSG:28407"  # a code is meant, wherever it is


def test_all_can_be_used_and_are_of_this_planet() -> None:
    for text in ("", "utm", "lambert", "pulkovo", "moon"):
        for choice in nc.find_crs(text, limit=15):
            crs = nc.parse_crs(choice.code)
            assert (crs.is_projected, crs.is_geographic) == (
                choice.kind == "projected",
                choice.kind == "geographic",
            )
            assert not crs.is_deprecated
    assert not any(code.startswith("IAU") for code in codes("moon", limit=1000))


def test_the_limit_holds() -> None:
    assert [len(nc.find_crs("", limit=limit)) for limit in (0, 3, 50)] == [0, 3, 50]
    assert len(nc.find_crs("utm")) == 50


def test_importing_the_library_does_not_read_the_database() -> None:
    code = (
        "import sys, neurocorrelator as nc; nc.Georeference; nc.parse_crs;"
        "assert 'neurocorrelator.geo.crs_search' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
