"""Locks that go with the process that took them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO


class FileLock:
    """An exclusive lock on a file that goes with the process that took it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """The lock; None if another process has it.

        Raises:
            OSError: the file cannot be made, or its file system knows no locks.
        """
        file = path.open("ab", buffering=0)  # else what a full disk did not take fails the release
        try:
            _lock(file)
        except BlockingIOError:
            file.close()
            return None
        except OSError:
            file.close()
            raise
        return cls(file)

    @property
    def number(self) -> int:
        """Of the open file, to be handed to a process that shall hold the lock too."""
        return self._file.fileno()

    def write(self, data: bytes) -> None:
        """Replace what stands in the file, which others can read.

        Raises:
            OSError: it cannot be written.
        """
        self._file.truncate(0)
        self._file.write(data)
        self._file.flush()

    def is_of(self, path: Path) -> bool:
        """Whether the file is still there by that name, and not removed by who had it before."""
        try:
            there = path.stat()
        except OSError:
            return False
        return os.path.samestat(os.fstat(self._file.fileno()), there)

    def release(self) -> None:
        """Let go."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

    def _lock(file: IO[bytes]) -> None:
        file.seek(_FAR)  # a locked byte cannot be read by others
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:  # so Windows says that another has it
            raise BlockingIOError(str(error)) from error
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
