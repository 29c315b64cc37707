"""Writing a file so that at every moment it is either the old one or the new one.

`nc.atomic_files` moves several files together and can put them back; between two of its moves a
name may be missing for an instant. A project must be there even if the program is killed in that
instant, so its files are replaced one by one, by a single rename, the one that names the others
last.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from nc_desktop.project_file.errors import Problem, ProjectFileError

_PREFIX, _SUFFIX = ".ncproj-", ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def put_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file and its folder; the former file stays until the new one is on the disk.

    Args:
        path: the file.
        write: writes all of it to a stream that can seek.

    Raises:
        ProjectFileError: it cannot be written; nothing is left behind.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(number, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _give_mode(temporary, path)
        os.replace(temporary, path)  # noqa: PTH105 (tests make this very call fail)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        problem: Problem = "full" if error.errno in _FULL else "unwritable"
        raise ProjectFileError(problem, path, error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def remove_leftovers(folder: Path) -> None:
    """Remove what a program that was killed while it wrote has left; others must not write now."""
    with suppress(OSError):
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                path.unlink()


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
