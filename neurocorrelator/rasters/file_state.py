"""What tells the pixels of a file from those that it had earlier, without a look at them."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import rasterio
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

_SETTLED_S = 5.0  # a file so old is no longer written: clocks of file systems go in steps
# formats that hold their pixels, and tell all files that do; a VRT and a tile index do neither
_WHOLE = ("GTiff", "HFA", "ENVI", "JP2OpenJPEG", "JP2ECW", "ECW", "MrSID", "PNG", "JPEG", "BMP")


def file_state(dataset: DatasetReader) -> str | None:
    """A text that is another one once the file, or one beside it, has been written.

    Size, place on the disk and times of every file of the dataset, as git tells changed files. On
    Windows there is no time of the last change of these; whoever puts other pixels of the same
    size into the same file, and its former date, deceives it.

    Returns:
        None where it cannot be told: a warp, a VRT and the like, files that have just been written,
        or that no disk has.
    """
    if isinstance(dataset, WarpedVRT) or dataset.driver not in _WHOLE:
        return None
    parts = _states(dataset.files)
    if not parts:
        return None
    return " ".join([rasterio.__gdal_version__, dataset.driver, *parts])


def _states(files: Sequence[str]) -> list[str]:
    """Of each file; none if one of them has no state that lasts."""
    found: list[str] = []
    now = time.time()
    for file in files:
        try:
            facts = Path(file).stat()
        except OSError:
            return []
        if max(facts.st_mtime, facts.st_ctime) > now - _SETTLED_S:
            return []
        place = os.path.abspath(file)  # noqa: PTH100 - keeps symbolic links
        times = facts.st_mtime_ns, facts.st_ctime_ns
        found.append(f"{place!r} {facts.st_dev} {facts.st_ino} {facts.st_size} {times}")
    return found
