"""A scene: a raster file that is read by windows, from any thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.bands import (
    ShownBands,
    asked_bands,
    choose_bands,
    nodata_kind,
    palette,
)
from neurocorrelator.rasters.dataset_handles import check_file, source_of
from neurocorrelator.rasters.file_state import FileState, file_state
from neurocorrelator.rasters.histogram import Histogram, count_values
from neurocorrelator.rasters.image import Image, Window
from neurocorrelator.rasters.overviews import wants_overviews
from neurocorrelator.rasters.placement import Placed, known_crs, open_placed
from neurocorrelator.rasters.storage import refuse_unpackable, storage_notes
from neurocorrelator.rasters.stretch import Stretch, StretchName, choose_stretch
from neurocorrelator.rasters.values import ValueImage, ValueReader


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
        wants_overviews: whether the raster is so large that to show the whole of it is slow, and
            reduced copies beside the file (`build_overviews`) would help.
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
    wants_overviews: bool
    _reader: ValueReader = field(repr=False, compare=False)
    _placed: Placed = field(repr=False, compare=False)
    _guesses: tuple[str, ...] = field(repr=False, compare=False)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        bands: Sequence[int] | None = None,
        stretch: StretchName | Stretch = "auto",
        crs: CRS | str | None = None,
    ) -> Raster:
        """Open a raster that GDAL reads (GeoTIFF, JPEG 2000, VRT, PNG, JPEG and more).

        Reduced copies that are made later are seen when the file is opened anew.

        Args:
            path: the file.
            bands: numbers, the first is 1, of the bands for red, green and blue, or of one for
                grey; None takes those that the file names as colours, else a guess that `notes`
                tells.
            stretch: how values become 8 bits: `percentile` from the 2nd to the 98th of the valid
                values to black and white, `minmax` between their ends, `none` as they are, cut off
                beyond 0-255; `auto` is `none` for 8 bits and `percentile` for all else. Or the
                black and white points themselves; a palette's colours stay as they are.
            crs: the CRS of the file's coordinates where it names none, or a wrong one: by code,
                text or object. The transform stays.

        Raises:
            RasterError: missing, empty, damaged, nothing but nodata, no such band, or values that
                cannot be shown; a CRS is told for pixels that have no coordinates.
            ConfigurationError: no such CRS or stretch.
        """
        file = Path(path)
        told = None if crs is None else known_crs(crs)
        check_file(file)
        notes: list[str] = []
        guesses: list[str] = []
        # inside an Env GDAL's warnings go to logging, outside of it to stderr
        with rasterio.Env():
            placed = open_placed(file, notes, told)
            try:
                with placed.handles.use() as dataset:
                    refuse_unpackable(file, dataset)
                    shown = choose_bands(dataset, bands, guesses)
                    notes += [*guesses, *storage_notes(file, dataset, shown)]
                    return cls._of(placed, dataset, shown, stretch, notes=notes, guesses=guesses)
            except BaseException:
                placed.handles.close()
                raise

    @classmethod
    def _of(
        cls,
        placed: Placed,
        dataset: DatasetReader,
        shown: ShownBands,
        stretch: StretchName | Stretch,
        *,
        notes: Sequence[str],
        guesses: Sequence[str],
        source: Placed | None = None,
    ) -> Raster:
        """A raster of what is open; `source` is the file itself where this is a warp of it."""
        facts = _facts(dataset, shown)
        reader = ValueReader(
            placed.file,
            facts["width"],
            facts["height"],
            placed.georeference,
            shown,
            facts["band_count"],
            facts["palette"],
            () if isinstance(dataset, WarpedVRT) else facts["overviews"],
            placed.handles,
        )
        return cls(
            path=placed.file,
            stretch=choose_stretch(dataset, shown, stretch, reader.sample),
            georeference=placed.georeference,
            notes=tuple(notes),
            _reader=reader,
            _placed=source or placed,
            _guesses=tuple(guesses),
            **facts,
        )

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def with_style(
        self, bands: Sequence[int] | None = None, stretch: StretchName | Stretch = "auto"
    ) -> Raster:
        """The same open file with another look; closing one of both closes the other too.

        Args:
            bands: as in `open`; None for those that are shown now.
            stretch: as in `open`. Nothing is measured for black and white points that are given.

        Raises:
            RasterError: no such band, values that cannot be shown, or the file is damaged or gone.
            ConfigurationError: no such stretch.
        """
        with rasterio.Env(), self._reader.handles.use() as dataset:
            shown, notes, guesses = self._reader.bands, self.notes, self._guesses
            if bands is not None:
                shown = replace(shown, shown=asked_bands(dataset, bands))
                notes = tuple(note for note in notes if note not in guesses)
                guesses = ()
            here = replace(
                self._placed, handles=self._reader.handles, georeference=self.georeference
            )
            return self._of(
                here, dataset, shown, stretch, notes=notes, guesses=guesses, source=self._placed
            )

    def onto(self, reference: Georeference) -> Raster:
        """The same file seen in the CRS of another raster, for display beside it.

        Its look stays. It has its own columns and rows, and must be closed itself.

        Args:
            reference: of the other raster.

        Returns:
            A raster in that CRS; this one if it is in that CRS already.

        Raises:
            RasterError: one of both has no CRS, or PROJ knows no way between them.
        """
        if reference.crs is None:
            raise RasterError(
                f"{self.path}: cannot be placed beside a raster that has no CRS; assign it one"
            )
        own = self.georeference.crs
        if own is not None and own.equals(reference.crs, ignore_axis_order=True):
            return self
        there = self._placed.onto(reference.crs)
        try:
            with rasterio.Env(), there.handles.use() as dataset:
                return self._of(
                    there,
                    dataset,
                    self._reader.bands,
                    self.stretch or "none",
                    notes=self.notes,
                    guesses=self._guesses,
                    source=self._placed,
                )
        except BaseException:
            there.handles.close()
            raise

    def read(self, window: Window | None = None, shape: tuple[int, int] | None = None) -> Image:
        """Read pixels, never more than the window asks for.

        Args:
            window: the pixels wanted, inside the raster; all of it if None.
            shape: (rows, columns) to resample the window to while reading, from overviews where the
                file has them; the window's own size if None.

        Returns:
            The window's pixels as RGB, their mask, and their georeference.

        Raises:
            RasterError: the window leaves the raster, or the file is damaged there, changed or
                gone.
        """
        return self._shown(self._reader.read(window, shape))

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
            RasterError: the window leaves the raster, or the file was changed or is gone.
        """
        values, damaged = self._reader.read_whole_blocks(window, shape)
        return self._shown(values), damaged

    def read_values(
        self, window: Window | None = None, shape: tuple[int, int] | None = None
    ) -> tuple[ValueImage, tuple[Window, ...]]:
        """Read as `read_whole_blocks` does, without the stretch: for a look that may change.

        `Stretch.apply` makes colours of the values. A window of a file with reduced copies takes
        milliseconds, whatever its size; in one without them all of the window is read.

        Args:
            window: as in `read`.
            shape: as in `read`.

        Returns:
            The values of the bands shown, in the file's type, and the damaged blocks.

        Raises:
            RasterError: the window leaves the raster, or the file was changed or is gone.
        """
        return self._reader.read_whole_blocks(window, shape)

    def values_at(self, col: float, row: float) -> tuple[float | None, ...]:
        """The values of all bands in the pixel under a position.

        In a file without tiles, or a compressed picture, this may read all that lies above.

        Returns:
            One for each band of the file (a palette's number, not its colour), None where it is
            nodata, masked or transparent; nothing outside of the raster.

        Raises:
            RasterError: the file is damaged there, was changed or is gone.
        """
        return self._reader.at(col, row)

    def histograms(self, bins: int = 256) -> tuple[Histogram, Histogram, Histogram]:
        """How often which values occur in the bands shown; of a large raster in a sample.

        Args:
            bins: how many at most; whole numbers never share bins unevenly.

        Raises:
            RasterError: the file is damaged all over, was changed or is gone.
        """
        values = self._reader.sample()
        first, second, third = (
            count_values(band, row, bins) for band, row in zip(self.bands, values, strict=True)
        )
        return first, second, third

    def pixel_state(self) -> FileState | None:
        """What tells the pixels that `read` gives from others, without a look at them.

        Returns:
            With another text where bands or stretch are others; None where it cannot be told, see
            `file_state`.

        Raises:
            RasterError: the file was changed or is gone.
        """
        with rasterio.Env(), self._reader.handles.use() as dataset:
            state = file_state(dataset)
        if state is None:
            return None
        return replace(state, text=f"{state.text} {self._reader.bands} {self.stretch}")

    def _shown(self, found: ValueImage) -> Image:
        rgb = found.values if self.stretch is None else self.stretch.apply(found.values)
        pixels = np.ascontiguousarray(rgb.transpose(1, 2, 0), np.uint8)
        return Image(pixels, found.mask, found.georeference)

    def close(self) -> None:
        """Close the file in every thread; a later read opens it again."""
        self._reader.handles.close()

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
        "wants_overviews": wants_overviews(source),
    }
