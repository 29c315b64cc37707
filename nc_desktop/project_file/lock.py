"""Who has a project open: two programs that save the same file would undo each other's work."""

from __future__ import annotations

import getpass
import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nc_desktop.file_lock import FileLock

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open; empty where that is not known.

    Attributes:
        user: name of the account.
        host: name of the machine.
        process: number of the program there.
        since: local time, `2026-11-28 14:05`.
    """

    user: str = ""
    host: str = ""
    process: int = 0
    since: str = ""


class ProjectLock:
    """A lock on a project, held until it is released or the program ends, however it ends."""

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def take(cls, path: Path) -> ProjectLock | Holder:
        """Lock a project; who has it, if another program does.

        Where no lock can be made, as in a folder that takes no files, nobody is kept out.
        """
        place = lock_file(path)
        for _ in range(_TRIES):
            try:
                lock = FileLock.take(place)
            except OSError:
                return cls(path, None)
            if lock is None:
                return _holder(place)
            if lock.is_of(place):
                with suppress(OSError):
                    lock.write(_who())
                return cls(path, lock)
            lock.release()  # it was removed in between, and another one may be there now
        return Holder()

    def release(self) -> None:
        """Let others open it."""
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        place = lock_file(self.path)
        with suppress(OSError):  # Windows removes no file that is open
            place.unlink()
        lock.release()
        if os.name == "nt":
            with suppress(OSError):
                place.unlink()


def lock_file(path: Path) -> Path:
    """The file that is locked for a project."""
    return path.with_name(f".{path.name}.lock")


def _who() -> bytes:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        user = ""
    said = {
        "user": user,
        "host": socket.gethostname(),
        "process": os.getpid(),
        "since": time.strftime("%Y-%m-%d %H:%M"),
    }
    return json.dumps(said).encode()


def _holder(place: Path) -> Holder:
    try:
        said = json.loads(place.read_bytes())
        return Holder(
            str(said["user"]), str(said["host"]), int(said["process"]), str(said["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
