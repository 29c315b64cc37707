"""The folder of a training run: which files it has, and what a look at them tells."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nc_desktop.file_lock import FileLock

CONFIG = "config-wizard.yaml"  # what the wizard asked for; the run writes config.yaml by itself
EVENTS = "events.jsonl"
ERRORS = "stderr.log"
PROCESS = "process.json"
EXIT = "exit.json"
LOCK = "process.lock"
STOP, PAUSE = "stop", "pause"
BEST, LAST = "best.safetensors", "last.ckpt"
HEATMAP_BEFORE, HEATMAP_LAST = "heatmap_before.png", "heatmap_last.png"

_MOST_BYTES = 1 << 16  # of events that are read at once: the window takes them in some ms
_MOST_ERRORS = 4000  # characters
_LONGEST_LINE = 1 << 22  # without an end it is no event


@dataclass(frozen=True, slots=True)
class RunLook:
    """What a look into the folder of a run found.

    Attributes:
        events: those after the place where the last look ended.
        offset: where to go on, in bytes of the file of events.
        restarted: the file began anew, so all that was known of it is of a former run.
        more: there are more events already.
        begun: whether the process has begun at all.
        alive: whether it lives.
        exit_code: how it ended; None while that is not known, negative for a signal.
        errors: the end of what it wrote to stderr.
        can_resume: whether there is a checkpoint to go on from.
        has_best: whether its best weights are there; a user may delete them.
    """

    events: tuple[dict[str, Any], ...]
    offset: int
    restarted: bool
    more: bool
    begun: bool
    alive: bool
    exit_code: int | None
    errors: str
    can_resume: bool
    has_best: bool


def look(folder: Path, offset: int) -> RunLook:
    """Read what is new in the folder of a run. Damaged lines are left out.

    Raises:
        OSError: the folder cannot be read; one that is not there has no events.
    """
    events, after, restarted, more = _read_events(folder / EVENTS, offset)
    begun = (folder / PROCESS).is_file()
    return RunLook(
        events,
        after,
        restarted,
        more,
        begun,
        begun and is_alive(folder),
        _exit_code(folder),
        _tail(folder / ERRORS),
        (folder / LAST).is_file(),
        (folder / BEST).is_file(),
    )


def is_alive(folder: Path) -> bool:
    """Whether the process of a run lives: it holds a lock, which goes with it however it ends."""
    place = folder / LOCK
    if not place.is_file():
        return False
    try:
        lock = FileLock.take(place)
    except OSError:  # a file system without locks
        return _is_process(process_of(folder))
    if lock is None:
        return True
    lock.release()
    return False


def process_of(folder: Path) -> int:
    """Number of the process that keeps the run; 0 where it is not known."""
    try:
        return int(json.loads((folder / PROCESS).read_text("utf-8"))["process"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def find_runs(folder: Path) -> tuple[Path, ...]:
    """Folders of runs, the newest first."""
    try:
        found = [p for p in folder.iterdir() if (p / CONFIG).is_file() or (p / EVENTS).is_file()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda p: (_changed(p / CONFIG), p.name), reverse=True))


def new_run_folder(folder: Path, name: str) -> Path:
    """A folder for a run that is not there yet; nothing is made."""
    stem = f"{name}-{time.strftime('%Y%m%d-%H%M')}"
    path, number = folder / stem, 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}"
    return path


def parse_events(lines: Sequence[bytes]) -> tuple[dict[str, Any], ...]:
    """Events of lines; what is no event of a version that is known is left out."""
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict) and isinstance(event.get("event"), str):
            found.append(event)
    return tuple(found)


def _read_events(file: Path, offset: int) -> tuple[tuple[dict[str, Any], ...], int, bool, bool]:
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        return (), 0, offset > 0, False
    restarted = size < offset
    if restarted:
        offset = 0
    with file.open("rb") as stream:
        stream.seek(offset)
        data = stream.read(_MOST_BYTES)
        while b"\n" not in data and offset + len(data) < size and len(data) < _LONGEST_LINE:
            data += stream.read(_MOST_BYTES)
    end = data.rfind(b"\n") + 1
    if not end and len(data) >= _LONGEST_LINE:
        end = len(data)
    whole = data[:end]
    return (
        parse_events(whole.splitlines()),
        offset + end,
        restarted,
        bool(end) and (offset + len(data) < size),
    )


def _exit_code(folder: Path) -> int | None:
    try:
        return int(json.loads((folder / EXIT).read_text("utf-8"))["code"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _tail(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - _MOST_ERRORS))
            return stream.read().decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _is_process(number: int) -> bool:
    if number <= 0:
        return False
    if os.name == "nt":
        return True  # there a signal of 0 would end it; its lock is all there is
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
