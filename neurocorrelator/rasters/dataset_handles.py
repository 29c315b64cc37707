"""GDAL's datasets: one for each thread that reads, and errors that a user understands."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from neurocorrelator.errors import RasterError

# what rasterio raises for a damaged file; a warp lets GDAL's own errors through
READ_ERRORS = (RasterioError, CPLE_BaseError, ValueError)

_GONE = "no such file; check the path"
_OPENING = threading.Lock()


class _Handle:
    """A GDAL dataset of one thread, and the lock that keeps it open while that thread reads."""

    def __init__(self, dataset: DatasetReader) -> None:
        self.lock = threading.RLock()  # its thread may use it while it uses it
        self.dataset = dataset

    def close(self) -> None:
        """Close the dataset, and that which it is a warp of; `lock` is held."""
        self.dataset.close()
        if isinstance(self.dataset, WarpedVRT):
            self.dataset.src_dataset.close()


class DatasetHandles:
    """One GDAL dataset for each thread that reads, and for each reduced copy that it reads.

    The file is looked at before each use: a thread that opened it earlier would go on with what is
    no longer there, or is being written over, and one that comes later would see another raster.

    Args:
        file: the file, as it is now.
        open_one: opens the dataset once more, or its reduced copy of a number.
    """

    def __init__(self, file: Path, open_one: Callable[[int | None], DatasetReader]) -> None:
        self._file = file
        self._state = _state_of(file)
        self._open_one = open_one
        self._lock = threading.Lock()
        self._open: dict[tuple[int, int | None], _Handle] = {}

    @contextmanager
    def use(self, copy: int | None = None) -> Iterator[DatasetReader]:
        """This thread's dataset; `close` waits while it is in use.

        Args:
            copy: the number of a reduced copy, the first is 0; None for the raster itself.

        Raises:
            RasterError: the file is gone, or not the one that was opened.
        """
        self.check_unchanged()
        ident = threading.get_ident(), copy
        while True:
            with self._lock:
                handle = self._open.get(ident)
            if handle is None:
                handle = _Handle(self._open_one(copy))
                with self._lock:
                    self._open[ident] = handle
            with handle.lock:
                if handle.dataset.closed:  # `close` came between
                    continue
                yield handle.dataset
                return

    def check_unchanged(self) -> None:
        """Raise a RasterError unless the file is the one that was opened, as it was then."""
        if _state_of(self._file) != self._state:
            raise RasterError(
                f"{self._file}: was changed by another program while it was open; open it again"
            )

    def close(self) -> None:
        """Close the dataset of every thread; the next use opens it again."""
        with self._lock:
            handles, self._open = list(self._open.values()), {}
        for handle in handles:
            with handle.lock:  # closing under a reading thread would crash the process
                handle.close()


def _state_of(file: Path) -> tuple[int, int, int]:
    """What tells one state of a file from another: which file it is, its size, its time."""
    try:
        state = file.stat()
    except FileNotFoundError as error:
        raise RasterError(f"{file}: {_GONE}") from error
    except OSError as error:
        raise RasterError(f"{file}: cannot be read ({error.strerror})") from error
    return state.st_ino, state.st_size, state.st_mtime_ns


def check_file(file: Path) -> None:
    """Raise a RasterError for what GDAL would explain badly: missing, a folder, empty."""
    if not os.path.exists(file):  # noqa: PTH110 - raises nothing
        raise RasterError(f"{file}: {_GONE}")
    if file.is_dir():
        raise RasterError(f"{file}: is a folder; name a raster file in it")
    try:
        empty = file.stat().st_size == 0
    except OSError as error:
        raise RasterError(f"{file}: cannot be read ({error.strerror})") from error
    if empty:
        raise RasterError(f"{file}: is empty (0 bytes); get the file again")


def open_dataset(file: Path, **options: str) -> DatasetReader:
    """Open a file with GDAL.

    Args:
        file: the file.
        options: open options of GDAL's driver.

    Raises:
        RasterError: it is no raster, or its header is damaged.
    """
    # catch_warnings changes the whole process: two threads in it at once would undo each other
    with _OPENING, warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            dataset = rasterio.open(file, **options)
            # GDAL reads a JPEG's XMP with the colours, and its complaint of broken XML comes once
            with suppress(CPLE_BaseError):
                _ = dataset.colorinterp
            return dataset
        except RasterioError as error:
            reason = one_line(error).replace(str(file), file.name)
            raise RasterError(
                f"{file}: is not a raster that can be read, or is damaged ({reason});"
                " get the file again, or convert it to GeoTIFF"
            ) from error


def open_copy(file: Path, copy: int | None) -> DatasetReader:
    """Open a file with GDAL, or the reduced copy of a number in it or beside it.

    Without GDAL_NUM_THREADS, which would unpack on all cores: then damaged blocks are read as
    something, and no error tells it.
    """
    return open_dataset(file) if copy is None else open_dataset(file, OVERVIEW_LEVEL=str(copy))


def source_of(dataset: DatasetReader) -> DatasetReader:
    """The file's own dataset, below a warp if there is one."""
    return dataset.src_dataset if isinstance(dataset, WarpedVRT) else dataset


def file_name(dataset: DatasetReader) -> str:
    """The file that a dataset was opened from, to name in messages."""
    return str(source_of(dataset).name)


def one_line(error: BaseException) -> str:
    """The text of an error or of its cause: rasterio's own is "see previous exception"."""
    while error.__cause__ is not None:
        error = error.__cause__
    text = " ".join(str(error).split())
    return text[:200] if text else type(error).__name__
