"""A scene whose rows run from south to north is the same scene."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from pyproj import Geod

import neurocorrelator as nc
from tests.neurocorrelator.plain import plain

WINDOW = nc.Window(260, 120, 128, 112)


@pytest.fixture
def scenes(rasters_dir: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A real scene as it is, and with its rows turned round."""
    upright, flipped = rasters_dir / "landsat_2020_epsg4326.tif", tmp_path / "flipped.tif"
    with rasterio.open(upright) as file:
        t = file.transform
        south_up = Affine(t.a, 0, t.c, 0, -t.e, t.f + t.e * file.height)
        with rasterio.open(flipped, "w", **(file.profile | {"transform": south_up})) as copy:
            copy.write(file.read()[:, ::-1])
    return upright, flipped


def test_each_pixel_lies_where_it_did(scenes: tuple[Path, Path]) -> None:
    with nc.Raster.open(scenes[0]) as upright, nc.Raster.open(scenes[1]) as flipped:
        assert flipped.georeference.transform.e > 0
        rng = np.random.default_rng(0)
        cols, rows = rng.uniform(0, upright.width, 50), rng.uniform(0, upright.height, 50)
        here = upright.georeference.lonlat(cols, rows)
        there = flipped.georeference.lonlat(cols, flipped.height - rows)
        np.testing.assert_allclose(there, here, atol=1e-9)
        assert flipped.georeference.gsd_m(300, 377 - 100) == pytest.approx(
            upright.georeference.gsd_m(300, 100), rel=1e-6
        )
        east_north = upright.georeference.jacobian_m(300, 100)
        turned = flipped.georeference.jacobian_m(300, 377 - 100)
        np.testing.assert_allclose(turned[:, 0], east_north[:, 0], atol=1e-3)
        np.testing.assert_allclose(turned[:, 1], -east_north[:, 1], atol=1e-3)
        np.testing.assert_array_equal(flipped.read().rgb, upright.read().rgb[::-1])


def test_a_picture_is_found_at_the_same_place(scenes: tuple[Path, Path]) -> None:
    """A north-up picture is mirrored in the pixels of the flipped scene, not on the ground."""
    with nc.Raster.open(scenes[0]) as upright:
        image = upright.read(WINDOW)
        middle = WINDOW.col_off + WINDOW.width / 2, WINDOW.row_off + WINDOW.height / 2
        truth = tuple(float(part) for part in upright.georeference.lonlat(*middle))
        gsd_m = float(np.mean(upright.georeference.gsd_m(*middle)))
    template = nc.Template("cut", image.rgb, image.mask, gsd_m=gsd_m, heading_deg=0.0)
    config = plain()
    found = []
    for scene in scenes:
        with nc.Raster.open(scene) as raster:
            first = nc.match(raster, [template], config).matches[0]
            lon, lat = raster.georeference.lonlat(*first.centre)
            found.append((float(lon), float(lat)))
            ring = raster.georeference.lonlat(*np.array(first.footprint).T)
            assert ring[1][0] > ring[1][3]  # the picture's up is north
            assert ring[0][1] > ring[0][0]  # and its right is east
    geod = Geod(ellps="WGS84")
    for place in found:
        assert geod.inv(*place, *truth)[2] < 100  # of 89 m pixels
    assert geod.inv(*found[0], *found[1])[2] < 100
