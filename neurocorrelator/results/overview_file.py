"""Reduced copies of a raster, written beside it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from neurocorrelator.errors import OutputError, RasterError
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.dataset_handles import check_file
from neurocorrelator.rasters.overviews import SUFFIX
from neurocorrelator.results.atomic_files import atomic_file, check_writable

_RUN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[3]);"
    " from neurocorrelator.rasters.overviews import main; main(sys.argv[1], sys.argv[2])"
)
_LOOK_S = 0.1  # how often cancelling is looked for
_HALF_SHARE = 0.75  # of the time is for the copy of half the size


def build_overviews(
    path: str | os.PathLike[str],
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Path:
    """Make reduced copies of a raster in a file beside it, so that all of it is shown at once.

    `scene.tif.ovr` is found by GDAL, QGIS and this program; `scene.tif` itself is never changed.
    The copies are means of the pixels (of palettes the nearest), down to 512 pixels a side. They
    are made by a process of its own; a `Raster` that is open sees them when it is opened anew.

    Args:
        path: the raster. Earlier copies beside it are replaced.
        progress: called about ten times a second, stage `overviews`.
        cancel: looked at as often; nothing is left behind then.

    Returns:
        The file of the copies.

    Raises:
        RasterError: the raster cannot be read.
        OutputError: nothing can be written beside it, the disk is full, it has copies inside.
        CancelledError: `cancel` was called.
    """
    file = Path(path).absolute()
    check_file(file)
    target = file.with_name(file.name + SUFFIX)
    try:
        check_writable(file.parent)
    except OutputError as error:
        raise OutputError(
            f"{error}: reduced copies must lie beside {file.name}, so copy it to a folder that can"
            " be written"
        ) from error
    with atomic_file(target) as place:
        _run(file, place, progress or _say_nothing, cancel or CancelToken())
        for left in place.parent.iterdir():  # GDAL may write notes of its own
            if left != place:
                left.unlink()
    return target


def _say_nothing(progress: Progress) -> None:
    pass


def _run(file: Path, target: Path, progress: ProgressCallback, cancel: CancelToken) -> None:
    cancel.raise_if_cancelled()
    command = [sys.executable, "-c", _RUN, str(file), str(target), json.dumps(sys.path)]
    try:
        process = subprocess.Popen(  # noqa: S603 (our own Python and text)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise OutputError(
            f"{file}: no process could be started to make reduced copies ({error})"
        ) from error
    lines: queue.Queue[bytes] = queue.Queue()
    reader = threading.Thread(target=_pass_on, args=(process, lines), daemon=True)
    reader.start()
    told = _Told(target)
    try:
        while process.poll() is None:
            cancel.raise_if_cancelled()
            told.take(lines)
            progress(told.progress())
            time.sleep(_LOOK_S)
        cancel.raise_if_cancelled()
    finally:
        with suppress(OSError):
            process.kill()
        process.wait()
        reader.join()
        if process.stdout is not None:
            process.stdout.close()
    told.take(lines)
    if process.returncode != 0:
        raise told.error(file, process.returncode)
    progress(Progress("overviews", told.total, told.total, 1.0))


def _pass_on(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    for line in process.stdout or ():
        lines.put(line)


class _Told:
    """What the process has told so far."""

    def __init__(self, target: Path) -> None:
        self.done, self.total = 0, 1  # parts of the copy of half the size
        self._target = target
        self._half_bytes = 0  # of the file when the copy of half the size was complete
        self._failure: dict[str, Any] = {}
        self._last_words = ""

    def take(self, lines: queue.Queue[bytes]) -> None:
        """Take the lines that have come."""
        while not lines.empty():
            text = lines.get().decode("utf-8", "replace").strip()
            try:
                value = json.loads(text)
            except ValueError:
                self._last_words = text or self._last_words
                continue
            if isinstance(value, list):
                self.done, self.total = value
            elif isinstance(value, dict):
                self._failure = value

    def progress(self) -> Progress:
        """How far it is; of the smaller copies by the size of the file, they add a third to it."""
        fraction = _HALF_SHARE * self.done / self.total
        if self.done == self.total:
            with suppress(OSError):
                size = self._target.stat().st_size
                self._half_bytes = self._half_bytes or size
                grown = 3 * (size - self._half_bytes) / max(1, self._half_bytes)
                fraction += (0.99 - _HALF_SHARE) * min(1.0, grown)
        return Progress("overviews", self.done, self.total, fraction)

    def error(self, file: Path, code: int) -> RasterError | OutputError:
        """Why it failed."""
        if self._failure:
            kind = RasterError if self._failure.get("kind") == "RasterError" else OutputError
            text = str(self._failure.get("error"))
            return kind(text if str(file) in text else f"{file}: {text}")
        words = f" ({self._last_words[:200]})" if self._last_words else ""
        return OutputError(
            f"{file}: the process that made reduced copies ended with code {code}{words};"
            " is there enough memory?"
        )
