"""What the system says of a file that cannot be written, as one line with the way out."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rasterio._err import CPLE_BaseError  # what rasterio lets through when reopening a file
from rasterio.errors import RasterioError

from neurocorrelator.errors import OutputError

_PREFIX = ".neurocorrelator-"
_NOTHING_FREE = 256 * 1024  # bytes: less than a block of a raster, or than the least GeoPackage


def is_full(folder: Path) -> bool:
    """Whether so little is free on the disk of a folder that a failed write needs no other reason.

    GDAL does not tell why it could not write.
    """
    with suppress(OSError):
        return shutil.disk_usage(folder).free < _NOTHING_FREE
    return False


@contextmanager
def as_output_error(folder: Path) -> Iterator[None]:
    """Turn errors of the system and of GDAL into one that names the file or folder.

    Raises:
        OutputError: something could not be written.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise OutputError(f"{folder}: is not a Unicode path; choose another place") from error
    except (RasterioError, CPLE_BaseError) as error:  # some are an OSError too, without a number
        if is_full(folder):
            full = OSError(errno.ENOSPC, "no space left")
            raise OutputError(f"{folder}: {_what_to_do(full)}") from error
        reason = " ".join(str(error.__cause__ or error).split())[:200]  # the cause is GDAL's word
        raise OutputError(f"{folder}: cannot be written ({reason}); is the disk full?") from error
    except OSError as error:
        raise output_error(_place(error, folder), error) from error


def output_error(place: Path, error: OSError) -> OutputError:
    """What to tell of an error of the system: which file or folder, and what to do."""
    return OutputError(f"{place}: {_what_to_do(error)}")


def _place(error: OSError, folder: Path) -> Path:
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else folder
    if any(part.startswith(_PREFIX) for part in named.parts):
        return folder / named.name if named.suffix else folder
    return named


def _what_to_do(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; free some space or choose another place"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "not allowed to write there; close the file elsewhere or choose another place"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "is a file, not a folder; choose another place"
    return f"cannot be written ({error.strerror or error}); choose another place"
