"""A scene: a raster file that is read by windows, from any thread."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference, reaches_wgs84
from neurocorrelator.rasters.damage import Blocks, Cuts, read_pieces
from neurocorrelator.rasters.dataset_handles import (
    DatasetHandles,
    check_file,
    one_line,
    open_dataset,
)
from neurocorrelator.rasters.image import Image, Window

_STRETCH_SIDE = 1024  # the stretch is measured on a decimated read of at most this side
_STRETCH_PERCENTILES = (2.0, 98.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pixel values that become black and white: `low` and `high`, one for each colour."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]

    def apply(self, values: NDArray[np.generic]) -> NDArray[np.uint8]:
        """[3, H, W] of any type to [3, H, W] uint8; NaN becomes 0."""
        low = np.asarray(self.low, np.float32)[:, None, None]
        span = np.maximum(np.asarray(self.high, np.float32)[:, None, None] - low, 1e-12)
        scaled = (values.astype(np.float32) - low) / span * 255.0
        clipped = np.clip(np.nan_to_num(scaled, nan=0.0, posinf=255.0, neginf=0.0), 0, 255)
        return np.asarray(np.rint(clipped), np.uint8)


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
        nodata: the value that marks missing pixels, if there is one.
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
    georeference: Georeference
    overviews: tuple[int, ...]
    stretch: Stretch | None
    palette: NDArray[np.uint8] | None = field(repr=False, compare=False)
    notes: tuple[str, ...]
    _handles: DatasetHandles = field(repr=False, compare=False)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Raster:
        """Open a raster that GDAL reads (GeoTIFF, PNG, JPEG and more).

        Raises:
            RasterError: missing, empty, damaged, or nothing but nodata.
        """
        file = Path(path)
        check_file(file)
        handles = DatasetHandles(lambda: open_dataset(file))
        try:
            # inside an Env GDAL's warnings go to logging, outside of it to stderr
            with rasterio.Env(), handles.use() as dataset:
                return cls._describe(file, handles, dataset)
        except BaseException:
            handles.close()
            raise

    @classmethod
    def _describe(cls, file: Path, handles: DatasetHandles, dataset: DatasetReader) -> Raster:
        notes: list[str] = []
        bands = _choose_bands(dataset, notes)
        transform, crs = dataset.transform, _crs_of(dataset, notes)
        stretch = None if dataset.dtypes[bands[0] - 1] == "uint8" else _measure(dataset, bands)
        return cls(
            path=file,
            width=int(dataset.width),
            height=int(dataset.height),
            bands=bands,
            band_count=int(dataset.count),
            dtype=str(dataset.dtypes[bands[0] - 1]),
            driver=str(dataset.driver),
            nodata=None if dataset.nodata is None else float(dataset.nodata),
            georeference=Georeference(transform, crs),
            overviews=tuple(int(f) for f in dataset.overviews(bands[0])),
            stretch=stretch,
            palette=_palette(dataset, bands[0]),
            notes=tuple(notes),
            _handles=handles,
        )

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
            with self._handles.use() as dataset:
                block_height, block_width = dataset.block_shapes[self.bands[0] - 1]
        blocks = Blocks(block_width, block_height, Window(0, 0, self.width, self.height))
        rgb, mask = np.zeros((rows, cols, 3), np.uint8), np.zeros((rows, cols), np.bool_)
        damaged: set[Window] = set()
        pieces = read_pieces(
            picture,
            Cuts.of(w, (rows, cols), blocks),
            lambda piece: self._read(w, (rows, cols), piece),
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

    def _read(self, w: Window, shape: tuple[int, int], piece: Window) -> Image:
        """A piece of the picture of `shape` that a window is resampled to."""
        rows, cols = shape
        shrinks = shape != (w.height, w.width)
        step_x, step_y = w.width / cols, w.height / rows
        rio_window = RioWindow(
            w.col_off + piece.col_off * step_x,
            w.row_off + piece.row_off * step_y,
            piece.width * step_x,
            piece.height * step_y,
        )
        # the mean of two palette entries would be a third
        averages = shrinks and self.palette is None
        resampling = Resampling.average if averages else Resampling.nearest
        try:
            with rasterio.Env(), self._handles.use() as dataset:
                # boundless stays off: the window is inside, and padding is not data
                values = dataset.read(
                    list(self.bands),
                    window=rio_window,
                    out_shape=(3, piece.height, piece.width),
                    resampling=resampling,
                )
                mask = dataset.dataset_mask(
                    window=rio_window,
                    out_shape=(piece.height, piece.width),
                    resampling=resampling,
                )
        except (RasterioError, ValueError) as error:
            raise RasterError(
                f"{self.path}: damaged near column {w.col_off}, row {w.row_off}"
                f" ({one_line(error)}); get the file again"
            ) from error
        valid = mask > (127 if averages else 0)
        if np.issubdtype(values.dtype, np.floating):
            valid &= np.isfinite(values).all(axis=0)
        if self.palette is not None:
            colours = self.palette[values[0]]
            values, valid = colours[:, :, :3].transpose(2, 0, 1), valid & (colours[:, :, 3] > 0)
        rgb = values if self.stretch is None else self.stretch.apply(values)
        placed = self._georeference_of(w, shape).window(piece.col_off, piece.row_off)
        return Image(np.ascontiguousarray(rgb.transpose(1, 2, 0)), valid, placed)

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


def _crs_of(dataset: DatasetReader, notes: list[str]) -> CRS | None:
    if dataset.crs is None and dataset.gcps[0]:
        notes.append(
            "ground control points but no transform: coordinates are pixels; warp it first"
        )
        return None
    if dataset.crs is None:
        notes.append("no CRS: coordinates are pixels")
        return None
    try:
        crs = CRS.from_wkt(dataset.crs.to_wkt(version="WKT2_2019"))
    except (CRSError, RasterioError) as error:
        notes.append(f"the CRS cannot be understood ({one_line(error)}): coordinates are pixels")
        return None
    if dataset.transform.is_identity:
        notes.append("a CRS but no transform: coordinates are pixels")
        return None
    if not reaches_wgs84(crs):
        notes.append(f"the CRS {crs.name!r} has no place on the Earth: coordinates are pixels")
        return None
    return crs


def _palette(dataset: DatasetReader, band: int) -> NDArray[np.uint8] | None:
    """[256, 4] RGBA of a palette of 8-bit values, None for any other band."""
    if dataset.colorinterp[band - 1] != ColorInterp.palette or dataset.dtypes[band - 1] != "uint8":
        return None
    table = np.zeros((256, 4), np.uint8)
    for value, colour in dataset.colormap(band).items():
        table[value] = colour
    return table


def _choose_bands(dataset: DatasetReader, notes: list[str]) -> tuple[int, int, int]:
    kinds = dict(zip(dataset.colorinterp, dataset.indexes, strict=True))
    colours = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
    if all(colour in kinds for colour in colours):
        return kinds[colours[0]], kinds[colours[1]], kinds[colours[2]]
    data = [
        int(index)
        for index, kind in zip(dataset.indexes, dataset.colorinterp, strict=True)
        if kind != ColorInterp.alpha
    ]
    if not data:
        raise RasterError(f"{dataset.name}: has no band with data")
    if len(data) < 3:
        return data[0], data[0], data[0]
    notes.append(
        f"no colour interpretation: bands {data[0]}, {data[1]}, {data[2]} are shown as RGB"
    )
    return data[0], data[1], data[2]


def _measure(dataset: DatasetReader, bands: tuple[int, int, int]) -> Stretch:
    """2-98 % of the valid values per band, from a decimated read."""
    factor = max(1.0, max(dataset.width, dataset.height) / _STRETCH_SIDE)
    shape = (max(1, round(dataset.height / factor)), max(1, round(dataset.width / factor)))
    try:
        values = dataset.read(list(bands), out_shape=(3, *shape)).astype(np.float32)
        mask = dataset.dataset_mask(out_shape=shape) > 0
    except (RasterioError, ValueError) as error:
        raise RasterError(
            f"{dataset.name}: is damaged ({one_line(error)}); get the file again"
        ) from error
    mask &= np.isfinite(values).all(axis=0)
    if not mask.any():
        raise RasterError(f"{dataset.name}: holds nothing but nodata; choose another scene")
    low, high = np.percentile(values[:, mask], _STRETCH_PERCENTILES, axis=1)
    return Stretch(tuple(low.tolist()), tuple(high.tolist()))
