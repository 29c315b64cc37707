"""Projects are saved, opened, kept for recovery and found again beside the window."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints, fingerprint
from nc_desktop.project_file.lock import Holder, ProjectLock
from nc_desktop.project_file.recovery import Recovery, RecoverySlot, find_recoveries

if TYPE_CHECKING:  # loads pydantic, which the window does not wait for
    from nc_desktop.project_file.reading import LostFile, ReadProject

_MOST_FOLDERS = 20_000  # that are searched for files that were moved


@dataclass(frozen=True, eq=False)
class Saved:
    """A project was saved; `lock` is on its file, None if another program has it."""

    path: Path
    lock: ProjectLock | Holder


@dataclass(frozen=True, eq=False)
class SaveProjectJob:
    """Write a project.

    Attributes:
        kept: the project as it was when this was asked for.
        path: the file.
        prints: digests that were taken before; of the thread that saves.
        lock: the lock that is held, if it is on this file.
        slot: whose state for recovery is not needed any more.
    """

    kept: KeptProject
    path: Path
    prints: Fingerprints
    lock: ProjectLock | None
    slot: RecoverySlot

    def run(self, report: Report, cancel: nc.CancelToken) -> Saved | ProjectFileError:
        """Write it; nothing is written if another program has it open.

        Returns:
            The error if it cannot be written; then the former file is as it was.
        """
        from nc_desktop.project_file.writing import write_project

        lock: ProjectLock | Holder = self.lock or ProjectLock.take(self.path)
        if isinstance(lock, Holder):
            return Saved(self.path, lock)
        try:
            write_project(self.kept, self.path, self.prints)
        except BaseException as error:
            if lock is not self.lock:
                lock.release()
            if isinstance(error, ProjectFileError):
                return error
            raise
        self.slot.discard()
        return Saved(self.path, lock)


@dataclass(frozen=True, eq=False)
class AutosaveJob:
    """Keep a state for recovery."""

    kept: KeptProject
    slot: RecoverySlot
    prints: Fingerprints
    original: Path | None

    def run(self, report: Report, cancel: nc.CancelToken) -> ProjectFileError | None:
        """Write it; returns the error if that cannot be done, and then the former state is kept."""
        try:
            self.slot.write(self.kept, self.prints, self.original)
        except ProjectFileError as error:
            return error
        return None


@dataclass(frozen=True, eq=False)
class DiscardJob:
    """Forget the state that was kept for recovery, and let others open the project."""

    slot: RecoverySlot
    lock: ProjectLock | None = None

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Remove it."""
        self.slot.discard()
        if self.lock is not None:
            self.lock.release()


@dataclass(frozen=True, eq=False)
class Opened:
    """What became of opening a project.

    Attributes:
        path: the file.
        read: what is in it; None if another program has it.
        lock: on the file, or who has it; None for one that is opened as a copy.
    """

    path: Path
    read: ReadProject | None
    lock: ProjectLock | Holder | None


@dataclass(frozen=True, eq=False)
class OpenProjectJob:
    """Read a project, and open the files that it refers to.

    Attributes:
        path: the file.
        found: by id of a file that was lost, where it is now; None leaves it out.
        lock: the lock that is held, if it is on this file.
        copy: open it without a lock, not to be saved under its name.
        recovery: what is read in its place: a later state of it.
    """

    path: Path
    found: Mapping[str, Path | None] = field(default_factory=dict)
    lock: ProjectLock | None = None
    copy: bool = False
    recovery: Recovery | None = None

    def run(self, report: Report, cancel: nc.CancelToken) -> Opened | ProjectFileError:
        """Read it; returns the error if it cannot be read or makes no sense.

        Raises:
            neurocorrelator.CancelledError: the token was set.
        """
        from nc_desktop.project_file.reading import read_project

        def tell(share: float) -> None:
            report(nc.Progress("templates", round(100 * share), 100, share))

        lock: ProjectLock | Holder | None = None
        if not self.copy:
            lock = self.lock or ProjectLock.take(self.path)
            if isinstance(lock, Holder):
                return Opened(self.path, None, lock)
        file = self.path if self.recovery is None else self.recovery.file
        try:
            read = read_project(file, self.found, progress=tell, cancel=cancel)
        except BaseException as error:
            if isinstance(lock, ProjectLock) and lock is not self.lock:
                lock.release()
            if isinstance(error, ProjectFileError):
                return error
            raise
        if read.project is None and isinstance(lock, ProjectLock) and lock is not self.lock:
            lock.release()  # it is asked where the files are; then it is opened once more
        return Opened(self.path, read, lock)


@dataclass(frozen=True, eq=False)
class ReadMapsJob:
    """Read the score maps of a run of an opened project."""

    uid: str
    path: Path

    def run(
        self, report: Report, cancel: nc.CancelToken
    ) -> tuple[nc.ScoreMap, ...] | ProjectFileError:
        """Read them; returns the error if they are missing or damaged.

        Raises:
            neurocorrelator.CancelledError: the token was set.
        """
        from nc_desktop.project_file.run_file import read_maps

        try:
            return read_maps(self.path, cancel)
        except ProjectFileError as error:
            return error


@dataclass(frozen=True, eq=False)
class FindRecoveriesJob:
    """Look what earlier programs left that did not get to save it."""

    root: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[Recovery, ...]:
        """The newest first."""
        return find_recoveries(self.root)


@dataclass(frozen=True, eq=False)
class FindFilesJob:
    """Look in a folder, and all in it, for files that a project lost.

    Attributes:
        folder: where to look.
        lost: what to look for.
    """

    folder: Path
    lost: tuple[LostFile, ...]

    def run(self, report: Report, cancel: nc.CancelToken) -> dict[str, Path]:
        """By id, files of the same name; of several the one with the content that was saved.

        Raises:
            neurocorrelator.CancelledError: the token was set.
        """
        wanted = {os.path.normcase(each.path.name) for each in self.lost}
        places: dict[str, list[Path]] = {name: [] for name in wanted}
        for number, (folder, _, names) in enumerate(os.walk(self.folder)):
            cancel.raise_if_cancelled()
            if number == _MOST_FOLDERS:
                break
            for name in names:
                if os.path.normcase(name) in wanted:
                    places[os.path.normcase(name)].append(Path(folder, name))
        found = {}
        for each in self.lost:
            candidates = places[os.path.normcase(each.path.name)]
            same = (path for path in candidates if each.digest and _digest(path) == each.digest)
            chosen = next(same, candidates[0] if candidates else None)
            if chosen is not None:
                found[each.id] = chosen
        return found


def _digest(path: Path) -> str:
    try:
        return fingerprint(path)
    except OSError:
        return ""
