"""What tells the pixels of a file from those that it had earlier, without a look at them."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import rasterio
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

_SETTLED_S = 5.0  # after which a file is another one for whoever writes to it: clocks go in steps
# formats that hold their pixels, and tell all files that do; a VRT and a tile index do neither
_WHOLE = ("GTiff", "HFA", "ENVI", "JP2OpenJPEG", "JP2ECW", "ECW", "MrSID", "PNG", "JPEG", "BMP")


@dataclass(frozen=True, slots=True)
class FileState:
    """The state of a raster's files.

    Attributes:
        text: another one once one of them has been written, if that is no less than `_SETTLED_S`
            after the last time.
        written: when that was, in seconds since 1970.
    """

    text: str
    written: float

    @property
    def is_settled(self) -> bool:
        """Whether what is read now is known by the text for good."""
        return time.time() > self.written + _SETTLED_S


def file_state(dataset: DatasetReader) -> FileState | None:
    """Of all files of a dataset: size, place on the disk and times, as git tells changed files.

    On Windows there is no time of the last change of these; whoever puts other pixels of the same
    size into the same file, and its former date, deceives it.

    Returns:
        None where it cannot be told: a warp, a VRT and the like, or files that no disk has.
    """
    if isinstance(dataset, WarpedVRT) or dataset.driver not in _WHOLE:
        return None
    return _of_files(f"{rasterio.__gdal_version__} {dataset.driver}", dataset.files)


def _of_files(reader: str, files: Sequence[str]) -> FileState | None:
    """Of files, for who reads them so; None if one of them is on no disk."""
    parts, written = [reader], 0.0
    for file in files:
        try:
            facts = Path(file).stat()
        except OSError:
            return None
        written = max(written, facts.st_mtime, facts.st_ctime)
        place = os.path.abspath(file)  # noqa: PTH100 - keeps symbolic links
        times = facts.st_mtime_ns, facts.st_ctime_ns
        parts.append(f"{place!r} {facts.st_dev} {facts.st_ino} {facts.st_size} {times}")
    return FileState(" ".join(parts), written) if files else None
