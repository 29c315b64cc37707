from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import PIL.Image
import pytest
import rasterio
from affine import Affine
from PIL.ExifTags import Base
from rasterio.errors import NotGeoreferencedWarning

import neurocorrelator as nc
from neurocorrelator.rasters.original_picture import original_picture


@pytest.mark.parametrize("orientation", range(1, 9))
def test_template_pixels_are_found_in_the_file_that_gdal_sees(orientation, tmp_path) -> None:
    path = tmp_path / "снимок.png"
    pixels = np.random.default_rng(0).integers(0, 255, (20, 33, 3), np.uint8)
    exif = PIL.Image.Exif()
    exif[Base.Orientation] = orientation
    PIL.Image.fromarray(pixels).save(path, exif=exif)
    template = nc.Template.open(path)
    original = original_picture(template)
    assert original is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            stored = np.moveaxis(dataset.read(), 0, 2)
    for row in range(template.height):
        for col in range(template.width):
            c, r = original.to_file * (col + 0.5, row + 0.5)
            assert (c % 1, r % 1) == (0.5, 0.5)
            assert (stored[int(r), int(c)] == template.rgb[row, col]).all()


def test_pixels_that_were_made_squares_are_traced_back(tmp_path) -> None:
    path = tmp_path / "oblong.tif"
    pixels = np.random.default_rng(0).integers(0, 255, (3, 40, 30), np.uint8)
    transform = Affine(1.0, 0, 500_000, 0, -0.5, 5_000_000)
    profile = {"driver": "GTiff", "width": 30, "height": 40, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", crs="EPSG:32615", transform=transform, **profile) as dataset:
        dataset.write(pixels)
    template = nc.Template.open(path)
    assert (template.width, template.height) == (60, 40)
    original = original_picture(template)
    assert original is not None
    assert original.to_file * (60, 40) == (30, 40)
    assert original.transform == transform


def test_no_file_and_another_picture_in_it(tmp_path) -> None:
    path = tmp_path / "a.png"
    pixels = np.random.default_rng(0).integers(0, 255, (20, 33, 3), np.uint8)
    PIL.Image.fromarray(pixels).save(path)
    template = nc.Template.open(path)
    assert original_picture(replace(template, path=None)) is None
    PIL.Image.fromarray(pixels[:10, :10]).resize((40, 40)).save(path)
    assert original_picture(template) is None  # a larger one has come in its place
    path.write_bytes(b"not a picture")
    assert original_picture(template) is None
    path.unlink()
    assert original_picture(template) is None
