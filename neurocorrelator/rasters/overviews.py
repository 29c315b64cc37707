"""Reduced copies (overviews) of a raster, as GDAL, QGIS and this program look for them.

An external file of them, `scene.tif.ovr` beside `scene.tif`, is a TIFF of half the size that holds
its own reduced copies. So it is made in two steps: the half by reading the file once, tile by tile,
and the rest by GDAL from that half.

This is run by a process of its own (`main`): GDAL can be neither stopped nor asked how far it is
while it makes the rest, and what runs out of memory ends that process only.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Compression, MaskFlags, Resampling
from rasterio.io import DatasetReader, DatasetWriter
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import NeurocorrelatorError, OutputError, RasterError
from neurocorrelator.rasters.damage import Blocks, Cuts, read_pieces
from neurocorrelator.rasters.dataset_handles import READ_ERRORS, check_file, one_line, open_dataset
from neurocorrelator.rasters.image import Window

Values = NDArray[np.generic]
Report = Callable[[int, int], None]

SUFFIX = ".ovr"
_SHOWN_AT_ONCE_PX = 16_000_000  # to show the whole of a raster no more should be read
_SMALLEST_SIDE = 512  # the longer side of the last copy is not above
_TILE = 512
_WINDOW_BYTES = 2**27  # of the file, read at once
_CACHE_MIB = 512  # rows of a picture without tiles are kept while the bands are read
_LOSSY = {Compression.jpeg, Compression.webp}
_QUALITY = 90  # of JPEG
# These unpack a reduced picture without the whole of it, also where they name no copies
_REDUCE_THEMSELVES = {"JP2OpenJPEG", "JP2KAK", "JP2ECW", "JP2MrSID", "JP2Lura", "ECW", "MrSID"}


def wants_overviews(dataset: DatasetReader) -> bool:
    """Whether reduced copies beside a file would spare much reading.

    They would not where the file holds some itself, even too few: GDAL looks at no others then.
    """
    copies = stored_copies(dataset)
    if dataset.driver in _REDUCE_THEMSELVES or (copies and not is_external(dataset)):
        return False
    least = max(copies, default=1)
    return bool(dataset.width * dataset.height / least**2 > _SHOWN_AT_ONCE_PX)


def stored_copies(dataset: DatasetReader) -> list[int]:
    """The factors of the reduced copies; a JPEG's do not count that are made by unpacking all."""
    if dataset.driver == "JPEG" and not is_external(dataset):
        return []
    return [int(factor) for factor in dataset.overviews(1)]


def is_external(dataset: DatasetReader) -> bool:
    """Whether a file of reduced copies lies beside the file."""
    return any(str(name).lower().endswith(SUFFIX) for name in dataset.files)


def overview_factors(width: int, height: int) -> list[int]:
    """2, 4, 8 and on, until the whole fits a window; 2 at least."""
    factors = [2]
    while max(width, height) / factors[-1] > _SMALLEST_SIDE:
        factors.append(2 * factors[-1])
    return factors


def write_overviews(file: Path, target: Path, report: Report) -> None:
    """Write the reduced copies of a raster to a file; the raster itself stays as it is.

    Means, of palettes the nearest values; nodata, alpha and masks are respected, damaged blocks
    are left out. Lossless, unless the raster is a lossy picture itself: a lossless copy of that
    would be larger than the raster.

    Args:
        file: the raster.
        target: a TIFF file to write.
        report: called with windows done and their total while the half is made.

    Raises:
        RasterError: the raster cannot be read.
        OutputError: it has copies inside already, or the target cannot be written.
    """
    check_file(file)
    threads = str(max(1, (os.cpu_count() or 2) - 1))
    with rasterio.Env(
        GDAL_CACHEMAX=_CACHE_MIB, GDAL_NUM_THREADS=threads, GDAL_TIFF_INTERNAL_MASK=True
    ):
        with open_dataset(file) as dataset:
            copies, external = stored_copies(dataset), is_external(dataset)
        if copies and not external:
            inside = ", ".join(f"1:{factor}" for factor in copies)
            raise OutputError(
                f"{file}: has reduced copies inside already ({inside}), and none beside it would be"
                " looked at; gdaladdo adds more to the file itself"
            )
        # earlier copies beside the file are of another state of it, perhaps
        with open_dataset(file, **({"OVERVIEW_LEVEL": "NONE"} if external else {})) as dataset:
            half = _Half(dataset)
            try:
                half.write(target, report)
                factors = overview_factors(dataset.width, dataset.height)[1:]
                if factors:
                    with rasterio.open(target, "r+") as written:
                        written.build_overviews([f // 2 for f in factors], half.resampling)
                _check_written(target, (len(factors) + 1) * (2 if half.has_mask else 1))
            except READ_ERRORS as error:
                raise OutputError(
                    f"{target.name}: cannot be written ({one_line(error)}); is the disk full?"
                ) from error


@dataclass(frozen=True)
class _Half:
    """The raster at half its size."""

    dataset: DatasetReader

    @property
    def resampling(self) -> Resampling:
        # the mean of two palette entries would be a third
        return Resampling.nearest if self._is_palette else Resampling.average

    @property
    def _is_palette(self) -> bool:
        return ColorInterp.palette in self.dataset.colorinterp

    @property
    def has_mask(self) -> bool:
        flags = self.dataset.mask_flag_enums[0]
        return MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags

    @property
    def _size(self) -> tuple[int, int]:
        return -(-self.dataset.width // 2), -(-self.dataset.height // 2)

    def write(self, target: Path, report: Report) -> None:
        windows = list(self._windows())
        with rasterio.open(target, "w", **self._profile()) as out:
            if self._is_palette:
                out.write_colormap(1, self.dataset.colormap(1))
            for done, window in enumerate(windows):
                report(done, len(windows))
                self._copy(out, window)
        report(len(windows), len(windows))

    def _profile(self) -> dict[str, Any]:
        dataset = self.dataset
        width, height = self._size
        dtype = np.result_type(*dataset.dtypes)
        nodata = next((value for value in dataset.nodatavals if value is not None), None)
        profile: dict[str, Any] = {
            "driver": "GTiff",
            "width": width,
            "height": height,
            "count": dataset.count,
            "dtype": dtype.name,
            "nodata": nodata,
            "tiled": True,
            "blockxsize": _TILE,
            "blockysize": _TILE,
            "bigtiff": "IF_SAFER",
        }
        kinds = tuple(dataset.colorinterp)
        colours = kinds[:3] == (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        if self._is_palette:
            profile["photometric"] = "palette"
        elif colours and dtype in (np.uint8, np.uint16):
            profile["photometric"] = "rgb"
        else:
            profile["photometric"] = "minisblack"
        if ColorInterp.alpha in kinds and kinds[-1] == ColorInterp.alpha:
            profile["alpha"] = "unspecified" if dataset.count == 1 else "yes"
        return profile | self._compression(dtype, nodata, kinds)

    def _compression(
        self, dtype: np.dtype[Any], nodata: float | None, kinds: tuple[ColorInterp, ...]
    ) -> dict[str, Any]:
        lossy = self.dataset.driver in ("JPEG", "WEBP") or self.dataset.compression in _LOSSY
        if lossy and dtype == np.uint8 and nodata is None and len(kinds) in (1, 3):
            colour = {"photometric": "ycbcr"} if len(kinds) == 3 else {}
            return {"compress": "jpeg", "jpeg_quality": _QUALITY, **colour}
        settings: dict[str, Any] = {"compress": "deflate"}
        if dtype.kind in "iu":
            settings["predictor"] = 1 if self._is_palette else 2
        elif dtype.kind == "f" and dtype.itemsize in (4, 8):
            settings["predictor"] = 3
        return settings

    def _windows(self) -> Iterator[Window]:
        """Windows of the half that read each block of the file once, or nearly so."""
        dataset = self.dataset
        width, height = self._size
        row_bytes = 2 * dataset.count * max(np.dtype(dtype).itemsize for dtype in dataset.dtypes)
        block_height, block_width = dataset.block_shapes[0]
        if 2 * block_width > dataset.width:  # strips: across all of them, as many as may be
            rows = _WINDOW_BYTES // (2 * row_bytes * width) // 16 * 16
            down, across = min(max(16, rows), _TILE), width
        else:
            side = math.isqrt(_WINDOW_BYTES // (2 * row_bytes)) // _TILE * _TILE
            down = across = max(_TILE, side, block_height // 2, block_width // 2)
        for top in range(0, height, down):
            for left in range(0, width, across):
                yield Window(left, top, min(across, width - left), min(down, height - top))

    def _copy(self, out: DatasetWriter, w: Window) -> None:
        there = RioWindow(w.col_off, w.row_off, w.width, w.height)
        values = self._read(w, masks=False)
        out.write(values, window=there)
        if self.has_mask:
            out.write_mask(self._read(w, masks=True)[0] > 127, window=there)

    def _read(self, w: Window, *, masks: bool) -> Values:
        """The part [bands, rows, columns] of the half, of the values or of the mask [1, ...]."""
        dataset = self.dataset
        width, height = self._size
        step_x, step_y = dataset.width / width, dataset.height / height
        bands = [1] if masks else list(dataset.indexes)
        read = dataset.read_masks if masks else dataset.read

        def part(piece: Window, resampling: Resampling) -> Values:
            under = RioWindow(
                piece.col_off * step_x,
                piece.row_off * step_y,
                piece.width * step_x,
                piece.height * step_y,
            )
            shape = len(bands), piece.height, piece.width
            values: Values = read(bands, window=under, out_shape=shape, resampling=resampling)
            return values

        try:
            return part(w, self.resampling)
        except READ_ERRORS:
            return self._read_around(w, part, len(bands), masks=masks)

    def _read_around(
        self, w: Window, part: Callable[[Window, Resampling], Values], bands: int, *, masks: bool
    ) -> Values:
        """As `_read` where the file is damaged: what cannot be read is nodata, else 0."""
        dataset = self.dataset

        def alone(piece: Window) -> Values:
            moved = Window(
                w.col_off + piece.col_off, w.row_off + piece.row_off, piece.width, piece.height
            )
            try:
                return part(moved, Resampling.nearest)  # a mean reads on beyond its window
            except READ_ERRORS as error:
                raise RasterError(one_line(error)) from error

        nodata = next((value for value in dataset.nodatavals if value is not None), 0)
        dtype = np.uint8 if masks else np.result_type(*dataset.dtypes)
        found = np.full((bands, w.height, w.width), 0 if masks else nodata, dtype)
        left, top = 2 * w.col_off, 2 * w.row_off
        under = Window(
            left,
            top,
            min(2 * w.width, dataset.width - left),
            min(2 * w.height, dataset.height - top),
        )
        block_height, block_width = dataset.block_shapes[0]
        blocks = Blocks(block_width, block_height, Window(0, 0, dataset.width, dataset.height))
        cuts = Cuts.of(under, (w.height, w.width), blocks)
        for piece, values in read_pieces(Window(0, 0, w.width, w.height), cuts, alone):
            if values is not None:
                down = slice(piece.row_off, piece.row_off + piece.height)
                across = slice(piece.col_off, piece.col_off + piece.width)
                found[:, down, across] = values
        return found


def _check_written(target: Path, pictures: int) -> None:
    """Look whether all tiles are there: GDAL does not tell of writing that fails as a file closes.

    Args:
        target: a TIFF.
        pictures: how many are in it, the masks counted.

    Raises:
        OutputError: a tile is missing or cut off.
    """
    size = target.stat().st_size
    for number in range(1, pictures + 1):
        with open_dataset(Path(f"GTIFF_DIR:{number}:{target}")) as dataset:
            for (row, col), _ in dataset.block_windows(1):
                place = [
                    dataset.get_tag_item(f"BLOCK_{what}_{col}_{row}", "TIFF", bidx=1)
                    for what in ("OFFSET", "SIZE")
                ]
                if None in place or sum(int(part) for part in place) > size:
                    raise OutputError(f"{target.name}: cannot be written whole; is the disk full?")


def main(file: str, target: str) -> None:
    """Write overviews, and tell on stdout in lines of JSON: [done, total], or why it failed."""

    def say(value: object) -> None:
        sys.stdout.write(json.dumps(value) + "\n")
        sys.stdout.flush()  # a parent that is gone ends this process here

    try:
        write_overviews(Path(file), Path(target), lambda *done: say(done))
    except NeurocorrelatorError as error:
        say({"kind": type(error).__name__, "error": str(error)})
        sys.exit(1)
    except MemoryError:
        say({"kind": "OutputError", "error": f"{file}: there is not enough memory"})
        sys.exit(1)
