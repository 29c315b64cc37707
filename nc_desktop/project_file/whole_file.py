"""Files of a project are replaced one by one, whole, the one that names the others last."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import IO

import neurocorrelator as nc
from nc_desktop.project_file.errors import Problem, ProjectFileError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def put_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file and its folder; see `nc.write_whole`.

    Args:
        path: the file.
        write: writes all of it to a stream that can seek.

    Raises:
        ProjectFileError: it cannot be written; nothing is left behind.
    """
    try:
        nc.write_whole(path, write)
    except nc.OutputError as error:
        cause = error.__cause__
        if not isinstance(cause, OSError):
            raise
        problem: Problem = "full" if cause.errno in _FULL else "unwritable"
        raise ProjectFileError(problem, path, cause.strerror or str(cause)) from error
