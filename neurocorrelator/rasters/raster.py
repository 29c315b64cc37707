"""A scene: a raster file that is read by windows, from any thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.bands import ShownBands, choose_bands, nodata_kind, palette
from neurocorrelator.rasters.damage import Blocks, Cuts, read_pieces
from neurocorrelator.rasters.dataset_handles import (
    READ_ERRORS,
    DatasetHandles,
    check_file,
    one_line,
    source_of,
)
from neurocorrelator.rasters.image import Image, Window, mean_of_blocks
from neurocorrelator.rasters.placement import open_placed
from neurocorrelator.rasters.storage import storage_notes
from neurocorrelator.rasters.stretch import Stretch, StretchName, choose_stretch


@dataclass(frozen=True)
class Raster:
    """An open raster: what it is, and windows of its pixels as RGB with a mask.

    Reading is safe from several threads: GDAL wants a dataset handle for each thread, so each
    thread that reads gets its own. `close` (or leaving the `with` block) closes them all.

    Attributes:
        path: the file.
        width: columns.
        height: rows.
        bands: 1-based numbers of the bands shown as red, green and blue.
        band_count: number of bands in the file.
        dtype: type of the pixel values, as NumPy names it.
        georeference: transform and CRS.
        driver: GDAL's name of the file format.
        nodata: the value that marks missing pixels in the first band shown, if there is one.
        nodata_kind: how missing pixels are marked: `none`, `value`, `nan`, `mask` or `alpha`.
        overviews: factors of the reduced copies in the file.
        stretch: how pixel values become 8 bits; None where they are 8 bits already.
        palette: [256, 4] uint8, the RGBA of each pixel value; None where values are colours.
        notes: guesses made while opening that a user should know of.
    """

    path: Path
    width: int
    height: int
    bands: tuple[int, int, int]
    band_count: int
    dtype: str
    driver: str
    nodata: float | None
    nodata_kind: str
    georeference: Georeference
    overviews: tuple[int, ...]
    stretch: Stretch | None
    palette: NDArray[np.uint8] | None = field(repr=False, compare=False)
    notes: tuple[str, ...]
    _handles: DatasetHandles = field(repr=False, compare=False)
    _read_bands: ShownBands = field(repr=False, compare=False)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        bands: Sequence[int] | None = None,
        stretch: StretchName = "auto",
    ) -> Raster:
        """Open a raster that GDAL reads (GeoTIFF, JPEG 2000, VRT, PNG, JPEG and more).

        Args:
            path: the file.
            bands: numbers, the first is 1, of the bands for red, green and blue, or of one for
                grey; None takes those that the file names as colours, else a guess that `notes`
                tells.
            stretch: how values become 8 bits: `percentile` from the 2nd to the 98th of the valid
                values to black and white, `minmax` between their ends, `none` as they are, cut off
                beyond 0-255; `auto` is `none` for 8 bits and `percentile` for all else.

        Raises:
            RasterError: missing, empty, damaged, nothing but nodata, no such band, or values that
                cannot be shown.
        """
        file = Path(path)
        check_file(file)
        notes: list[str] = []
        # inside an Env GDAL's warnings go to logging, outside of it to stderr
        with rasterio.Env():
            handles, georeference = open_placed(file, notes)
            try:
                with handles.use() as dataset:
                    shown = choose_bands(dataset, bands, notes)
                    notes += storage_notes(file, dataset, shown)
                    return cls(
                        path=file,
                        stretch=choose_stretch(dataset, shown, stretch),
                        georeference=georeference,
                        notes=tuple(notes),
                        _handles=handles,
                        _read_bands=shown,
                        **_facts(dataset, shown),
                    )
            except BaseException:
                handles.close()
                raise

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def read(self, window: Window | None = None, shape: tuple[int, int] | None = None) -> Image:
        """Read pixels, never more than the window asks for.

        Args:
            window: the pixels wanted, inside the raster; all of it if None.
            shape: (rows, columns) to resample the window to while reading, from overviews where the
                file has them; the window's own size if None.

        Returns:
            The window's pixels as RGB, their mask, and their georeference.

        Raises:
            RasterError: the window leaves the raster, or the file is damaged there.
        """
        w = self._inside(window)
        rows, cols = shape or (w.height, w.width)
        return self._read(w, (rows, cols), Window(0, 0, cols, rows))

    def read_whole_blocks(
        self, window: Window | None = None, shape: tuple[int, int] | None = None
    ) -> tuple[Image, tuple[Window, ...]]:
        """Read pixels as `read` does, and go around what is damaged.

        Args:
            window: as in `read`.
            shape: as in `read`.

        Returns:
            The pixels, masked out where blocks of the file cannot be read, and these blocks: whole,
            in pixels of the raster, row by row. The same block is the same window whichever window
            was asked for. A reduced copy that is damaged is masked out and not among them.

        Raises:
            RasterError: the window leaves the raster, or the file is there no longer.
        """
        w = self._inside(window)
        rows, cols = shape or (w.height, w.width)
        picture = Window(0, 0, cols, rows)
        try:
            return self._read(w, (rows, cols), picture), ()
        except RasterError:
            check_file(self.path)
            with rasterio.Env(), self._handles.use() as dataset:
                block_height, block_width = dataset.block_shapes[self.bands[0] - 1]
        blocks = Blocks(block_width, block_height, Window(0, 0, self.width, self.height))
        rgb, mask = np.zeros((rows, cols, 3), np.uint8), np.zeros((rows, cols), np.bool_)
        damaged: set[Window] = set()
        pieces = read_pieces(
            picture,
            Cuts.of(w, (rows, cols), blocks),
            lambda piece: self._read_alone(w, (rows, cols), piece),
        )
        for piece, image in pieces:
            if image is None:
                damaged.update(self._damaged_under(w, (rows, cols), piece, blocks))
                continue
            down = slice(piece.row_off, piece.row_off + piece.height)
            across = slice(piece.col_off, piece.col_off + piece.width)
            rgb[down, across], mask[down, across] = image.rgb, image.mask
        ordered = sorted(damaged, key=lambda block: (block.row_off, block.col_off))
        return Image(rgb, mask, self._georeference_of(w, (rows, cols))), tuple(ordered)

    def _inside(self, window: Window | None) -> Window:
        w = window or Window(0, 0, self.width, self.height)
        inside = w.col_off >= 0 and w.row_off >= 0 and w.width > 0 and w.height > 0
        if not (
            inside and w.col_off + w.width <= self.width and w.row_off + w.height <= self.height
        ):
            raise RasterError(f"{self.path}: window {w} is not inside {self.width}x{self.height}")
        return w

    def _read(
        self,
        w: Window,
        shape: tuple[int, int],
        piece: Window,
        resampling: Resampling = Resampling.average,
    ) -> Image:
        """A piece of the picture of `shape` that a window is resampled to."""
        rows, cols = shape
        step_x, step_y = w.width / cols, w.height / rows
        rio_window = RioWindow(
            w.col_off + piece.col_off * step_x,
            w.row_off + piece.row_off * step_y,
            piece.width * step_x,
            piece.height * step_y,
        )
        # the mean of two palette entries would be a third
        if shape == (w.height, w.width) or self.palette is not None:
            resampling = Resampling.nearest
        try:
            with rasterio.Env(), self._handles.use() as dataset:
                size = piece.height, piece.width
                values, valid = self._read_bands.read(dataset, rio_window, size, resampling)
        except READ_ERRORS as error:
            raise RasterError(
                f"{self.path}: damaged near column {w.col_off}, row {w.row_off}"
                f" ({one_line(error)}); get the file again"
            ) from error
        if self.palette is not None:
            colours = self.palette[values[0]]
            values, valid = colours[:, :, :3].transpose(2, 0, 1), valid & (colours[:, :, 3] > 0)
        rgb = values if self.stretch is None else self.stretch.apply(values)
        placed = self._georeference_of(w, shape).window(piece.col_off, piece.row_off)
        return Image(np.ascontiguousarray(rgb.transpose(1, 2, 0)), valid, placed)

    def _read_alone(self, w: Window, shape: tuple[int, int], piece: Window) -> Image:
        """As `_read`, without a look at the blocks beside the piece.

        GDAL's average reads on beyond its window, into what may be damaged; a choice of pixels does
        not. So up to 4 x 4 pixels are chosen under each, and averaged here.
        """
        rows, cols = shape
        finer = max(1, min(4, w.height // rows, w.width // cols))
        if self.palette is not None:
            finer = 1
        picked = Window(*(finer * side for side in astuple(piece)))
        image = self._read(w, (rows * finer, cols * finer), picked, Resampling.nearest)
        rgb, mask = mean_of_blocks(image.rgb, image.mask, finer)
        placed = self._georeference_of(w, shape).window(piece.col_off, piece.row_off)
        return Image(rgb, mask, placed)

    def _georeference_of(self, w: Window, shape: tuple[int, int]) -> Georeference:
        there = self.georeference.window(w.col_off, w.row_off)
        reduced = there.transform * Affine.scale(w.width / shape[1], w.height / shape[0])
        return Georeference(reduced, there.crs)

    def _damaged_under(
        self, w: Window, shape: tuple[int, int], piece: Window, blocks: Blocks
    ) -> list[Window]:
        """The blocks under a least piece of a picture that cannot be read."""
        step_x, step_y = w.width / shape[1], w.height / shape[0]
        left, top = w.col_off + piece.col_off * step_x, w.row_off + piece.row_off * step_y
        right, bottom = left + piece.width * step_x, top + piece.height * step_y
        touched = list(blocks.touching(left, top, right, bottom))
        if shape == (w.height, w.width):  # a piece lies in one block
            return touched
        return [block for block in touched if not self._is_whole(block)]

    def _is_whole(self, block: Window) -> bool:
        """Whether a block can be read; reading one pixel of it unpacks all of it."""
        pixel = Window(0, 0, 1, 1)
        middle = Window(block.col_off + block.width // 2, block.row_off + block.height // 2, 1, 1)
        try:
            self._read(middle, (1, 1), pixel)
        except RasterError:
            return False
        return True

    def close(self) -> None:
        """Close the file in every thread; a later read opens it again."""
        self._handles.close()

    def __enter__(self) -> Raster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _facts(dataset: DatasetReader, bands: ShownBands) -> dict[str, Any]:
    """What a dataset tells without a look at its pixels."""
    first, source = bands.shown[0], source_of(dataset)
    nodata = source.nodatavals[first - 1]
    return {
        "width": int(dataset.width),
        "height": int(dataset.height),
        "bands": bands.shown,
        "band_count": int(source.count),
        "dtype": str(dataset.dtypes[first - 1]),
        "driver": str(source.driver),
        "nodata": None if nodata is None else float(nodata),
        "nodata_kind": nodata_kind(dataset, bands),
        "overviews": tuple(int(factor) for factor in dataset.overviews(first)),
        "palette": palette(dataset, bands),
    }
