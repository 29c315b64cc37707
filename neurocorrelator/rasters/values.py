"""Values of a raster as they are in the file, window by window, from any thread."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, field
from pathlib import Path

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio import Env
from rasterio.enums import Resampling
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.bands import ShownBands
from neurocorrelator.rasters.damage import Blocks, Cuts, read_pieces
from neurocorrelator.rasters.dataset_handles import READ_ERRORS, DatasetHandles, one_line
from neurocorrelator.rasters.image import MaskArray, Window
from neurocorrelator.rasters.sample import sample

Values = NDArray[np.generic]

_NEARLY = 1.01  # a side that is no multiple of a factor makes a window a little smaller


@dataclass(frozen=True, slots=True)
class ValueImage:
    """A piece of a raster as the file has it, for one who chooses black and white later.

    Attributes:
        values: [3, H, W] in the type of the file: the bands shown as red, green and blue. Of a
            palette raster the palette's colours, uint8.
        mask: [H, W], True where the pixel holds something; `values` elsewhere mean nothing.
        georeference: how this piece's own pixels lie on the ground.
    """

    values: Values
    mask: MaskArray
    georeference: Georeference

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.values.shape[2])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.values.shape[1])


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads windows of the bands shown; safe from several threads.

    Attributes:
        path: the file, to name in messages.
        width: columns.
        height: rows.
        georeference: of the whole raster.
        bands: what is read.
        band_count: bands of the file.
        palette: [256, 4] uint8, the RGBA of each value; None where values are colours.
        copies: factors of the reduced copies that may be opened by themselves.
        handles: the datasets.
    """

    path: Path
    width: int
    height: int
    georeference: Georeference
    bands: ShownBands
    band_count: int
    palette: NDArray[np.uint8] | None = field(repr=False, compare=False)
    copies: tuple[int, ...]
    handles: DatasetHandles = field(repr=False, compare=False)

    def read(self, window: Window | None, shape: tuple[int, int] | None) -> ValueImage:
        """Values of a window, resampled to `shape` (rows, columns).

        Raises:
            RasterError: the window leaves the raster, or the file is damaged there, changed or
                gone.
        """
        w = self._inside(window)
        rows, cols = shape or (w.height, w.width)
        return self._read(w, (rows, cols), Window(0, 0, cols, rows))

    def read_whole_blocks(
        self, window: Window | None, shape: tuple[int, int] | None
    ) -> tuple[ValueImage, tuple[Window, ...]]:
        """As `read`, with what is damaged masked out and told: the blocks of the file.

        Raises:
            RasterError: the window leaves the raster, or the file is changed or gone.
        """
        w = self._inside(window)
        rows, cols = shape or (w.height, w.width)
        picture = Window(0, 0, cols, rows)
        try:
            return self._read(w, (rows, cols), picture), ()
        except RasterError:
            self.handles.check_unchanged()
            with Env(), self.handles.use() as dataset:
                block_height, block_width = dataset.block_shapes[self.bands.shown[0] - 1]
                dtypes = {dataset.dtypes[band - 1] for band in self.bands.shown}
        blocks = Blocks(block_width, block_height, Window(0, 0, self.width, self.height))
        dtype = np.uint8 if self.palette is not None else np.result_type(*dtypes)
        values, mask = np.zeros((3, rows, cols), dtype), np.zeros((rows, cols), np.bool_)
        damaged: set[Window] = set()
        pieces = read_pieces(
            picture,
            Cuts.of(w, (rows, cols), blocks),
            lambda piece: self._read_alone(w, (rows, cols), piece),
        )
        for piece, part in pieces:
            if part is None:
                damaged.update(self._damaged_under(w, (rows, cols), piece, blocks))
                continue
            down = slice(piece.row_off, piece.row_off + piece.height)
            across = slice(piece.col_off, piece.col_off + piece.width)
            values[:, down, across], mask[down, across] = part.values, part.mask
        self.handles.check_unchanged()  # else what was written meanwhile would count as damage
        ordered = sorted(damaged, key=lambda block: (block.row_off, block.col_off))
        return ValueImage(values, mask, self._georeference_of(w, (rows, cols))), tuple(ordered)

    def at(self, col: float, row: float) -> tuple[float | None, ...]:
        """The values of all bands of the file in the pixel under a position.

        Returns:
            One for each band, None where it is nodata, masked or transparent; the amplitude of a
            complex one. Nothing outside of the raster.

        Raises:
            RasterError: the file is damaged there, changed or gone.
        """
        if not (0 <= col < self.width and 0 <= row < self.height):
            return ()
        pixel = RioWindow(math.floor(col), math.floor(row), 1, 1)
        found: list[float | None] = []
        try:
            with Env(), self.handles.use() as dataset:
                shown = True
                if self.bands.alpha is not None:
                    shown = bool(dataset.read(self.bands.alpha, window=pixel)[0, 0])
                for band in range(1, self.band_count + 1):
                    value = dataset.read(band, window=pixel)[0, 0]
                    known = dataset.read_masks(band, window=pixel)[0, 0] > 0 and np.isfinite(value)
                    number = abs(value) if np.iscomplexobj(value) else value
                    known = known and (shown or band == self.bands.alpha)
                    found.append(float(number) if known else None)
        except READ_ERRORS as error:
            raise self._damaged_near(math.floor(col), math.floor(row), error) from error
        return tuple(found)

    def sample(self) -> Values:
        """[3, n]: valid values from all over the raster; of a large one without copies, of parts.

        Raises:
            RasterError: damaged, with nothing whole in the sample; changed or gone.
        """

        def read(window: RioWindow | None, shape: tuple[int, int] | None) -> Values:
            values, valid = self._raw(window, shape, Resampling.nearest)
            return values[:, valid]

        with Env(), self.handles.use() as dataset:
            return sample(dataset, self.bands.shown[0], read)

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
    ) -> ValueImage:
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
            values, valid = self._raw(rio_window, (piece.height, piece.width), resampling)
        except READ_ERRORS as error:
            raise self._damaged_near(w.col_off, w.row_off, error) from error
        placed = self._georeference_of(w, shape).window(piece.col_off, piece.row_off)
        return ValueImage(values, valid, placed)

    def _raw(
        self, window: RioWindow | None, shape: tuple[int, int] | None, resampling: Resampling
    ) -> tuple[Values, MaskArray]:
        """Values and which of them hold something; raises one of `READ_ERRORS`.

        GDAL takes values from reduced copies, but most masks from the raster itself, all of it if
        need be. So the copy is opened by itself: its mask is its own.
        """
        copy = None if shape is None else self._copy_for(window, shape)
        with Env(), self.handles.use(copy) as dataset:
            if copy is not None:
                whole = RioWindow(0, 0, self.width, self.height)
                w = window or whole
                across, down = dataset.width / self.width, dataset.height / self.height
                window = RioWindow(
                    w.col_off * across, w.row_off * down, w.width * across, w.height * down
                )
            return self._coloured(*self.bands.read(dataset, window, shape, resampling))

    def _copy_for(self, window: RioWindow | None, shape: tuple[int, int]) -> int | None:
        """The number of the smallest reduced copy that has all that is asked for."""
        width = self.width if window is None else window.width
        height = self.height if window is None else window.height
        least = min(width / shape[1], height / shape[0]) * _NEARLY
        fitting = [factor for factor in self.copies if factor <= least]
        return self.copies.index(max(fitting)) if fitting else None

    def _coloured(self, values: Values, valid: MaskArray) -> tuple[Values, MaskArray]:
        """Colours in place of the numbers of a palette."""
        if self.palette is None:
            return values, valid
        colours = self.palette[values[0]]
        return np.moveaxis(colours[..., :3], -1, 0), valid & (colours[..., 3] > 0)

    def _damaged_near(self, col: int, row: int, error: Exception) -> RasterError:
        return RasterError(
            f"{self.path}: damaged near column {col}, row {row}"
            f" ({one_line(error)}); get the file again"
        )

    def _read_alone(self, w: Window, shape: tuple[int, int], piece: Window) -> ValueImage:
        """As `_read`, without a look at the blocks beside the piece.

        GDAL's average reads on beyond its window, into what may be damaged; a choice of pixels does
        not. So up to 4 x 4 pixels are chosen under each, and averaged here.
        """
        rows, cols = shape
        finer = max(1, min(4, w.height // rows, w.width // cols))
        if self.palette is not None:
            finer = 1
        picked = Window(*(finer * side for side in astuple(piece)))
        found = self._read(w, (rows * finer, cols * finer), picked, Resampling.nearest)
        values, mask = _mean_of_squares(found.values, found.mask, finer)
        placed = self._georeference_of(w, shape).window(piece.col_off, piece.row_off)
        return ValueImage(values, mask, placed)

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


def _mean_of_squares(values: Values, mask: MaskArray, side: int) -> tuple[Values, MaskArray]:
    """[k, h, w] averaged by a factor that divides h and w; valid pixels only, mask by majority."""
    if side == 1:
        return values, mask
    rows, cols = mask.shape[0] // side, mask.shape[1] // side
    squares = rows, side, cols, side
    total = np.where(mask, values, 0).reshape(-1, *squares).sum(axis=(2, 4), dtype=np.float64)
    count = mask.reshape(squares).sum(axis=(1, 3))
    mean = total / np.maximum(count, 1)
    if np.issubdtype(values.dtype, np.integer):
        mean = np.rint(mean)
    return mean.astype(values.dtype), np.asarray(count * 2 > side**2, np.bool_)
