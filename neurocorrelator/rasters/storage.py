"""How a raster is stored: what is slow to read or missing, seen before its pixels are read."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from rasterio.enums import Interleaving
from rasterio.io import DatasetReader
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.bands import ShownBands
from neurocorrelator.rasters.dataset_handles import READ_ERRORS, one_line, source_of

_LARGE_BLOCK_MIB = 256
_LARGE_JPEG_PX = 2**26  # smaller ones GDAL unpacks
_TAIL = 2**16  # bytes at the end of a picture in which its end mark lies; others may follow it

# The last bytes of a picture that is whole; GDAL fills the rest of others without a word
_END_MARKS = {"JPEG": b"\xff\xd9", "PNG": b"IEND"}


def storage_notes(file: Path, dataset: DatasetReader, bands: ShownBands) -> list[str]:
    """What a user should know of how a file is stored."""
    notes = [_slow_blocks(source_of(dataset), bands), _cut_off(file, source_of(dataset).driver)]
    return [note for note in notes if note]


def refuse_unpackable(file: Path, dataset: DatasetReader) -> None:
    """Refuse a large progressive JPEG: GDAL would unpack all of it in memory for each thread.

    Raises:
        RasterError: it is one.
    """
    source = source_of(dataset)
    if source.driver != "JPEG" or source.width * source.height < _LARGE_JPEG_PX:
        return
    try:
        source.read(1, window=RioWindow(0, 0, 1, 1))
    except READ_ERRORS as error:
        if "libjpeg to allocate" in one_line(error):
            raise RasterError(
                f"{file}: is a progressive JPEG of {source.width} x {source.height} pixels, which"
                " can be unpacked as a whole only, in too much memory; convert it to a tiled"
                " GeoTIFF"
            ) from error


def _slow_blocks(source: DatasetReader, bands: ShownBands) -> str:
    height, width = source.block_shapes[bands.shown[0] - 1]
    together = 1 if source.interleaving == Interleaving.band else source.count
    value = np.dtype(source.dtypes[bands.shown[0] - 1]).itemsize
    mib = height * width * together * value / 2**20
    if mib <= _LARGE_BLOCK_MIB:
        return ""
    return (
        f"stored in blocks of {width} x {height} pixels: to read any of it takes {mib:.0f} MiB;"
        " convert it to a tiled GeoTIFF to be quick"
    )


def _cut_off(file: Path, driver: str) -> str:
    mark = _END_MARKS.get(driver)
    if mark is None:
        return ""
    try:
        with file.open("rb") as stream:
            stream.seek(-min(_TAIL, file.stat().st_size), os.SEEK_END)
            tail = stream.read()
    except OSError:
        return ""  # not a file of this disk; GDAL reads it, and will tell
    if mark in tail:
        return ""
    return "the file is cut off: what is missing looks grey or black; get the file again"
