"""Whether a raster that was just written is whole on the disk."""

from __future__ import annotations

from pathlib import Path

import rasterio


def check_whole(place: Path) -> None:
    """Read all of a raster, its overviews too.

    GDAL writes the last blocks while closing and keeps quiet when the disk is full.

    Raises:
        rasterio.errors.RasterioError: something cannot be read.
    """
    with rasterio.open(place) as dataset:
        for band in dataset.indexes:
            dataset.checksum(band)
        for level in range(len(dataset.overviews(1))):
            with rasterio.open(place, overview_level=level) as overview:
                overview.checksum(len(overview.indexes))
