"""What a run leaves behind when it ends in a crash, so that the next one can offer the report.

Each run has a folder of its own: a lock that the system releases however the process ends, what the
run was, and the file that `faulthandler` writes to when the process dies. A run that ends well
deletes its folder. A folder whose lock is free is that of a crash, and of one only: instances that
run at the same time hold their own locks, and the one that takes a crash's lock reports it.
"""

from __future__ import annotations

import faulthandler
import json
import os
import shutil
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

import platformdirs

from nc_desktop.file_lock import FileLock
from nc_desktop.versions import Version, as_text

_LOCK, _FAULT, _RUN = "lock", "fault.txt", "run.json"
_MOST_CRASHES = 5  # older ones are deleted unread
_TAIL_CHARS = 20_000


def default_runs_folder() -> Path:
    """Where runs leave their traces on this system."""
    return platformdirs.user_state_path("neurocorrelator", appauthor=False) / "desktop-runs"


class RunTrace:
    """The trace of this run. `close` at a good end; without it, it is the trace of a crash."""

    def __init__(self, folder: Path, lock: FileLock, fault: IO[str]) -> None:
        self._folder, self._lock, self._fault = folder, lock, fault

    @classmethod
    def begin(cls, runs: Path) -> RunTrace | None:
        """Make the folder and let `faulthandler` write to it; None where that cannot be."""
        folder = runs / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns()}"
        try:
            folder.mkdir(parents=True)
            lock = FileLock.take(folder / _LOCK)
            if lock is None:
                return None
            fault = (folder / _FAULT).open("w", encoding="utf-8")
        except OSError:  # a read-only home must not keep the window shut
            return None
        faulthandler.enable(fault, all_threads=True)
        return cls(folder, lock, fault)

    def describe(self, versions: tuple[Version, ...], log_file: Path | None) -> None:
        """Write down what a report needs to know of this run."""
        facts = {"versions": as_text(versions), "log": str(log_file) if log_file else ""}
        with suppress(OSError):
            (self._folder / _RUN).write_text(json.dumps(facts), "utf-8")

    def note(self, error: BaseException) -> None:
        """The exception that ends the program."""
        with suppress(OSError):
            self._fault.write("".join(traceback.format_exception(error)))
            self._fault.flush()

    def close(self) -> None:
        """The program ended as it should: nothing remains."""
        faulthandler.disable()
        self._fault.close()
        _delete(self._folder, self._lock)

    def __enter__(self) -> RunTrace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, (KeyboardInterrupt, SystemExit)):
            self.close()
        else:
            self.note(error)  # the folder stays, and the next start tells of it


@dataclass(frozen=True, eq=False)
class Crash:
    """A run that did not end well.

    Attributes:
        when: local time of its start, as the folder's name has it.
        report: all that is known, to be shown and copied.
    """

    when: str
    report: str
    _folder: Path
    _lock: FileLock

    def forget(self) -> None:
        """It was seen: delete its traces."""
        _delete(self._folder, self._lock)


def find_crashes(runs: Path) -> tuple[Crash, ...]:
    """The crashes that nobody was told of, the newest first; each is held until it is forgotten.

    Reads files: not for the Qt thread.
    """
    try:
        folders = sorted((f for f in runs.iterdir() if f.is_dir()), reverse=True)
    except OSError:
        return ()
    found: list[Crash] = []
    for folder in folders:
        try:
            lock = FileLock.take(folder / _LOCK)
        except OSError:  # another instance deletes it right now
            continue
        if lock is None:
            continue  # it runs
        if len(found) >= _MOST_CRASHES or not (folder / _FAULT).exists():
            _delete(folder, lock)  # without that file it is a run that was just being deleted
            continue
        when = _moment(folder.name)
        found.append(Crash(when, _report(folder, when), folder, lock))
    return tuple(found)


def _report(folder: Path, when: str) -> str:
    try:
        facts = json.loads((folder / _RUN).read_text("utf-8"))
        versions, log = str(facts["versions"]), str(facts["log"])
    except (OSError, ValueError, KeyError, TypeError):
        versions, log = "(not known)\n", ""
    fault = _tail(folder / _FAULT).strip()
    return compose(
        f"The run that began at {when} ended unexpectedly.",
        versions,
        fault or "(none: the process was ended from outside, or the machine stopped)",
        _tail(Path(log)) if log else "",
    )


def compose(headline: str, versions: str, trace: str, log: str) -> str:
    """The text of a report. English, for those who read it; names of home folders become `~`."""
    parts = [headline, versions, "Trace:\n" + trace.strip() + "\n"]
    if log.strip():
        parts.append("Log:\n" + log.strip() + "\n")
    return without_home("\n".join(part.rstrip("\n") + "\n" for part in parts))


def without_home(text: str, home: str | None = None) -> str:
    """The text with `~` in place of the home folder, which names the user.

    Args:
        text: any.
        home: the folder; that of the user if left out.
    """
    folder = os.path.expanduser("~") if home is None else home  # noqa: PTH111 - never raises
    if len(folder) < 4 or folder == "~":  # "/" or "C:\" is everything's beginning
        return text
    for form in (folder, folder.replace("\\", "\\\\"), folder.replace("\\", "/")):
        text = text.replace(form, "~")
    return text


def _delete(folder: Path, lock: FileLock) -> None:
    """Twice: while it is locked nobody takes it for a crash, but Windows keeps what is open."""
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


def _tail(file: Path) -> str:
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return text if len(text) <= _TAIL_CHARS else "…" + text[-_TAIL_CHARS:]


def _moment(name: str) -> str:
    try:
        parsed = time.strptime(name[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return name
    return time.strftime("%Y-%m-%d %H:%M:%S", parsed)
