"""Which bands of a raster are shown as red, green and blue, and which pixels hold something."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import NodataShadowWarning
from rasterio.io import DatasetReader
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.dataset_handles import file_name, source_of
from neurocorrelator.rasters.image import MaskArray
from neurocorrelator.rasters.sample import sample

# Nodata and an alpha band are both heeded here. For good: catch_warnings is not safe in threads.
warnings.filterwarnings("ignore", category=NodataShadowWarning)

_COLOURS = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)

# What bands are called where they are named: by colour, or as Sentinel-2 and Landsat 8 and 9 do
_NAMES = (
    (re.compile(r"r(ed)?", re.I), re.compile(r"g(reen)?", re.I), re.compile(r"b(lue)?", re.I)),
    (re.compile(r"b0?4\b.*", re.I), re.compile(r"b0?3\b.*", re.I), re.compile(r"b0?2\b.*", re.I)),
)

# Where nothing is named: number of bands of more than 8 bits, the guess, and whose order it is
_SATELLITES = {
    4: ((3, 2, 1), "blue, green, red, near infrared, the order of most satellites"),
    7: ((4, 3, 2), "the order of Landsat 8"),
    8: ((5, 3, 2), "the order of WorldView"),
    10: ((3, 2, 1), "the order of Sentinel-2 without its 60 m bands"),
    12: ((4, 3, 2), "the order of Sentinel-2"),
    13: ((4, 3, 2), "the order of Sentinel-2"),
}


@dataclass(frozen=True, slots=True)
class ShownBands:
    """The bands that are read.

    Attributes:
        shown: 1-based numbers of the bands for red, green and blue.
        alpha: the band that tells which pixels hold something, where GDAL does not use it itself.
    """

    shown: tuple[int, int, int]
    alpha: int | None = None

    def read(
        self,
        dataset: DatasetReader,
        window: RioWindow | None = None,
        shape: tuple[int, int] | None = None,
        resampling: Resampling = Resampling.nearest,
    ) -> tuple[NDArray[np.generic], MaskArray]:
        """Values as they are in the file, and which of them hold something.

        Args:
            dataset: an open raster.
            window: pixels wanted, inside of the raster; all of them if None.
            shape: (rows, columns) to resample to; the window's own if None.
            resampling: how.

        Returns:
            [3, rows, cols] and [rows, cols]. A pixel holds something unless it is nodata in every
            band that is shown, masked, transparent, NaN or infinite.

        Raises:
            RasterioError: the file is damaged there.
        """
        wanted = {"window": window, "resampling": resampling}
        bands = list(dict.fromkeys(self.shown))  # grey is read once
        sized = {} if shape is None else {"out_shape": (len(bands), *shape)}
        # boundless stays off: the window is inside, and padding is not data
        if len({dataset.dtypes[band - 1] for band in bands}) == 1:
            values = dataset.read(bands, **wanted, **sized)
        else:  # rasterio reads one type at a time
            flat = {} if shape is None else {"out_shape": shape}
            values = np.stack([dataset.read(band, **wanted, **flat) for band in bands])
        # a mean of the mask above one half is a majority
        least = 127 if resampling == Resampling.average else 0
        flags = dataset.mask_flag_enums
        valid: MaskArray
        if any(MaskFlags.all_valid in flags[band - 1] for band in bands):
            valid = np.ones(values.shape[1:], np.bool_)  # else GDAL resamples a mask of ones
        else:
            deep = any(
                MaskFlags.alpha in flags[band - 1] and dataset.dtypes[band - 1] != "uint8"
                for band in bands
            )
            if deep:  # opacity of more bits is often 0 and 255, of which GDAL makes 0 and 1
                valid = (dataset.read_masks(bands, window=window, **sized) > 0).any(axis=0)
            else:
                valid = (dataset.read_masks(bands, **wanted, **sized) > least).any(axis=0)
        if self.alpha is not None:
            flat = {} if shape is None else {"out_shape": shape}
            valid &= dataset.read(self.alpha, **wanted, **flat) > least
        if np.issubdtype(values.dtype, np.floating):
            valid &= np.isfinite(values).all(axis=0)
        return values[[bands.index(band) for band in self.shown]], valid


def choose_bands(
    dataset: DatasetReader, asked: Sequence[int] | None, notes: list[str]
) -> ShownBands:
    """The bands that a user asked for, or those that the file names or that are likely.

    Args:
        dataset: an open raster.
        asked: one number for grey or three for red, green and blue; None to choose.
        notes: what was guessed is added.

    Raises:
        RasterError: no such band, or one that cannot be shown.
    """
    shown = asked_bands(dataset, asked) if asked is not None else None
    alpha = _named_alpha(dataset)
    if alpha is None:
        alpha = _guessed_alpha(dataset, notes)
    if shown is None:
        shown = _named(dataset, notes) or _guess(dataset, alpha, notes)
    _refuse_complex(dataset, shown)
    gdal_knows = MaskFlags.alpha in dataset.mask_flag_enums[shown[0] - 1]
    return ShownBands(shown, None if gdal_knows else alpha)


def nodata_kind(dataset: DatasetReader, bands: ShownBands) -> str:
    """How missing pixels are marked: `none`, `value`, `nan`, `mask` or `alpha`."""
    flags = dataset.mask_flag_enums[bands.shown[0] - 1]
    if bands.alpha is not None or MaskFlags.alpha in flags:
        return "alpha"
    if MaskFlags.per_dataset in flags:
        return "mask"
    if MaskFlags.nodata in flags:
        value = dataset.nodatavals[bands.shown[0] - 1]
        return "nan" if value is not None and np.isnan(value) else "value"
    return "none"


def palette(dataset: DatasetReader, bands: ShownBands) -> NDArray[np.uint8] | None:
    """[256, 4] RGBA of a palette of 8-bit values, None where values are colours themselves."""
    band = bands.shown[0]
    if len(set(bands.shown)) > 1 or dataset.dtypes[band - 1] != "uint8":
        return None
    if dataset.colorinterp[band - 1] != ColorInterp.palette:
        return None
    table = np.zeros((256, 4), np.uint8)
    for value, colour in dataset.colormap(band).items():
        table[value] = colour
    return table


def asked_bands(dataset: DatasetReader, asked: Sequence[int]) -> tuple[int, int, int]:
    """The bands that a user asked for: one number for grey, or three for red, green and blue.

    Raises:
        RasterError: no such band, or one that cannot be shown.
    """
    count = int(source_of(dataset).count)
    has = f"it has {count} bands" if count > 1 else "it has one band"
    if len(asked) not in (1, 3):
        raise RasterError(
            f"{file_name(dataset)}: {len(asked)} bands were asked for; name 1 or 3 ({has})"
        )
    for band in asked:
        if not 1 <= band <= count:
            raise RasterError(f"{file_name(dataset)}: has no band {band}; {has}, the first is 1")
    first, second, third = (int(band) for band in (asked if len(asked) == 3 else [*asked] * 3))
    _refuse_complex(dataset, (first, second, third))
    return first, second, third


def _refuse_complex(dataset: DatasetReader, shown: tuple[int, int, int]) -> None:
    if any(dataset.dtypes[band - 1].startswith("complex") for band in shown):
        raise RasterError(
            f"{file_name(dataset)}: holds complex numbers; make a raster of their amplitude,"
            " for instance with `gdal_calc.py --calc=abs(A)`"
        )


def _named_alpha(dataset: DatasetReader) -> int | None:
    kinds = list(dataset.colorinterp)
    return kinds.index(ColorInterp.alpha) + 1 if ColorInterp.alpha in kinds else None


def _guessed_alpha(dataset: DatasetReader, notes: list[str]) -> int | None:
    """The last of 2 or 4 bands of 8 bits where it is nothing but 0 and 255."""
    last = int(dataset.count)
    if last not in (2, 4) or set(dataset.dtypes) != {"uint8"}:
        return None
    unnamed = dataset.colorinterp[last - 1] == ColorInterp.undefined
    if not (unnamed and MaskFlags.all_valid in dataset.mask_flag_enums[last - 1]):
        return None

    def read(window: RioWindow | None, shape: tuple[int, int] | None) -> NDArray[np.generic]:
        sized = {} if shape is None else {"out_shape": (1, *shape)}
        return np.unique(dataset.read([last], window=window, **sized))[None]

    try:
        values = set(sample(dataset, last, read).ravel().tolist())
    except RasterError:
        return None  # nothing of it can be read, so it hides nothing
    if values != {0, 255}:
        return None
    notes.append(f"band {last} is nothing but 0 and 255: taken for the opacity")
    return last


def _named(dataset: DatasetReader, notes: list[str]) -> tuple[int, int, int] | None:
    """Red, green and blue by the colour interpretation or by the bands' names."""
    kinds = dict(zip(dataset.colorinterp, dataset.indexes, strict=True))
    if all(colour in kinds for colour in _COLOURS):
        red, green, blue = (int(kinds[colour]) for colour in _COLOURS)
        return red, green, blue
    names = [(name or "").strip() for name in dataset.descriptions]
    for patterns in _NAMES:
        found = [
            next((i for i, name in enumerate(names, start=1) if pattern.fullmatch(name)), None)
            for pattern in patterns
        ]
        if None not in found:
            red, green, blue = (int(band) for band in found if band is not None)
            notes.append(f"bands {red}, {green}, {blue} are shown as RGB, as their names tell")
            return red, green, blue
    return None


def _guess(dataset: DatasetReader, alpha: int | None, notes: list[str]) -> tuple[int, int, int]:
    data = [int(index) for index in dataset.indexes if index != alpha]
    if not data:
        raise RasterError(f"{file_name(dataset)}: has no band with data")
    if len(data) == 1:
        return data[0], data[0], data[0]
    if len(data) == 2:
        notes.append(f"two bands: band {data[0]} is shown as grey")
        return data[0], data[0], data[0]
    shown, why = (data[0], data[1], data[2]), ""
    if len(data) in _SATELLITES and dataset.dtypes[data[0] - 1] != "uint8":
        (red, green, blue), order = _SATELLITES[len(data)]
        shown, why = (data[red - 1], data[green - 1], data[blue - 1]), f", {order}"
    elif len(data) == 4:
        why = f", band {data[3]} is taken for near infrared"
    notes.append(
        f"no colour interpretation: bands {shown[0]}, {shown[1]}, {shown[2]} are shown as RGB{why}"
    )
    return shown
