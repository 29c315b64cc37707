"""A file that at every moment is either the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from neurocorrelator.results.output_errors import output_error

_PREFIX, _SUFFIX = ".neurocorrelator-", ".part"


def write_whole(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Write a file, and its folder; the former file stays until the new one is on the disk.

    The new one is written beside it and takes its place by a single rename, with the former one's
    permissions: a program that is killed, or a full disk, leaves the former file as it was.

    Args:
        path: the file.
        write: writes all of it to a stream that can seek.

    Raises:
        OutputError: it cannot be written; nothing is left behind. Its `__cause__` is the system's
            error.
    """
    target = Path(path)
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
        temporary = Path(name)
        with os.fdopen(number, "wb") as stream:
            write(stream)
        put_in_place(temporary, target)
        temporary = None
    except OSError as error:
        raise output_error(target, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def remove_leftovers(folder: str | os.PathLike[str]) -> None:
    """Remove what a program that was killed while it wrote has left; others must not write now."""
    with suppress(OSError):
        for path in Path(folder).glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                path.unlink()


def put_in_place(temporary: Path, target: Path) -> None:
    """Let a file that is written take its name, in place of a former one, once it is on the disk.

    Args:
        temporary: the file; on the same file system.
        target: its name.

    Raises:
        OSError: it cannot be moved; `target` is as it was.
    """
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    _give_mode(temporary, target)
    os.replace(temporary, target)  # noqa: PTH105 (tests make this very call fail)
    _sync_folder(target.parent)


def _give_mode(temporary: Path, path: Path) -> None:
    """The rights of the former file, or those that new files have; mkstemp's are private."""
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with suppress(OSError):
        temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Let the rename survive a loss of power; Windows has no such call."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
