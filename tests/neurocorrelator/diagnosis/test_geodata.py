"""GDAL and PROJ as they are here, and as they must not be."""

from __future__ import annotations

import math

import pytest
from pyproj import Proj

from neurocorrelator.diagnosis.child import Answer, ask
from neurocorrelator.diagnosis.geodata import judge_pyproj, judge_rasterio
from neurocorrelator.diagnosis.probes import PLACE_LONLAT, PLACE_UTM


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    return {probe: ask(probe, 60) for probe in ("rasterio", "pyproj")}


def test_the_place_is_right() -> None:
    """Without PROJ's database: the projection by its parameters."""
    utm = Proj(proj="utm", zone=15, ellps="WGS84")
    assert math.dist(utm(*PLACE_LONLAT), PLACE_UTM) < 0.001


def test_what_is_installed_works(answers) -> None:
    import pyproj
    import rasterio

    gdal, proj = judge_rasterio(answers["rasterio"]), judge_pyproj(answers["pyproj"])
    assert (gdal + proj).fit
    values = [fact.value for fact in (gdal + proj).facts]
    assert any(value.startswith(f"{rasterio.__gdal_version__}, data in") for value in values)
    assert any(value.startswith(f"{pyproj.proj_version_str}, database") for value in values)


@pytest.mark.parametrize(
    ("changed", "word", "hinders"),
    [
        ({"place": [PLACE_UTM[0] + 116.4, PLACE_UTM[1]]}, "116 m off", True),
        ({"place": [math.inf, math.inf]}, "off", True),
        ({"place": None, "crs_error": "CRSError: unknown code"}, "unknown code", True),
        ({"database_version": "6.3.1"}, "database of PROJ 6.3.1", False),
        ({"missing_drivers": ["JP2OpenJPEG"]}, "JP2OpenJPEG", False),
        ({"missing_drivers": ["GTiff", "COG"]}, "GTiff, COG", True),
        ({"file_error": "OSError: no space"}, "no space", True),
    ],
)
def test_gdal_that_is_not_well(answers, changed, word, hinders) -> None:
    (problem,) = judge_rasterio(Answer({**answers["rasterio"].values, **changed})).problems
    assert word in problem.what
    assert problem.hinders is hinders
    assert "rasterio" in problem.fix


def test_a_proj_that_goes_online(answers) -> None:
    (problem,) = judge_pyproj(Answer({**answers["pyproj"].values, "network": True})).problems
    assert not problem.hinders
    assert "PROJ_NETWORK" in problem.fix
