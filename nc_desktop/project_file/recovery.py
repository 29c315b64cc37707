"""The state of a project that was not saved yet, for the case that the program does not get to it.

Each program writes into a folder of its own, which it has locked; a folder that nobody has locked
is of a program that ended without its own way out.
"""

from __future__ import annotations

import json
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from nc_desktop.file_lock import FileLock
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints

_FILE, _LOCK = "recovery.ncproj", "lock"


def default_recovery_folder() -> Path:
    """Where states that were not saved are kept on this system."""
    state = platformdirs.user_state_path("neurocorrelator", appauthor=False)
    return state / "recovery"


class RecoverySlot:
    """The folder of one program; it is made when it is first needed. For one thread at a time."""

    def __init__(self, root: Path) -> None:
        self._folder = root / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:8]}"
        self._lock: FileLock | None = None

    @property
    def file(self) -> Path:
        """The project that is written there."""
        return self._folder / _FILE

    def write(self, kept: KeptProject, prints: Fingerprints, original: Path | None) -> None:
        """Keep a state; the former one stays until this one is on the disk.

        Raises:
            ProjectFileError: it cannot be written.
        """
        from nc_desktop.project_file.writing import write_project  # which loads pydantic

        if self._lock is None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._lock = FileLock.take(self._folder / _LOCK)
            except OSError as error:
                text = error.strerror or str(error)
                raise ProjectFileError("unwritable", self._folder, text) from error
        write_project(kept, self.file, prints, moving=False, original=original)

    def discard(self) -> None:
        """Nothing is unsaved any more."""
        lock, self._lock = self._lock, None
        if lock is not None:
            _delete(self._folder, lock)


@dataclass(frozen=True, eq=False)
class Recovery:
    """A state that an earlier program left; it is locked until it is taken or discarded.

    Attributes:
        file: the project as it was.
        when: local time at which it was written.
        original: the saved project that it is a later state of, if any.
    """

    file: Path
    when: str
    original: Path | None
    _lock: FileLock

    def discard(self) -> None:
        """Remove it; called twice, it does nothing more."""
        _delete(self.file.parent, self._lock)

    def release(self) -> None:
        """Leave it to the next start."""
        self._lock.release()


def find_recoveries(root: Path) -> tuple[Recovery, ...]:
    """States that were left, the newest first; folders that hold none are removed."""
    try:
        folders = sorted((each for each in root.iterdir() if each.is_dir()), reverse=True)
    except OSError:
        return ()
    found = []
    for folder in folders:
        try:
            lock = FileLock.take(folder / _LOCK)
        except OSError:  # another program removes it right now
            continue
        if lock is None:
            continue  # it runs
        file = folder / _FILE
        try:
            when = file.stat().st_mtime
            original = _original(file)
        except (OSError, ValueError):
            _delete(folder, lock)
            continue
        moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(when))
        found.append(Recovery(file, moment, original, lock))
    return tuple(found)


def _original(file: Path) -> Path | None:
    said = json.loads(file.read_bytes())
    original = said.get("original") if isinstance(said, dict) else None
    return Path(original) if isinstance(original, str) and original else None


def _delete(folder: Path, lock: FileLock) -> None:
    """Twice: while it is locked nobody takes it, but Windows keeps what is open."""
    with suppress(OSError):
        (folder / _FILE).unlink()  # first: without it the folder is no recovery
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
