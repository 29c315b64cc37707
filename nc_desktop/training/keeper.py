"""Keeps a run alive without a window: `python -m nc_desktop.training.keeper FOLDER COMMAND`.

It holds the lock that says that the run lives, collects what the command says on stderr, and
writes down how it ended: a window that is opened later reads all of that from the folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nc_desktop.file_lock import FileLock
from nc_desktop.training.run_folder import ERRORS, EXIT, LOCK, PROCESS


def main(arguments: Sequence[str]) -> int:
    """Run a command for a folder and write down how it ended."""
    folder, command = Path(arguments[0]), list(arguments[1:])
    for name in ("SIGINT", "SIGHUP"):  # of a terminal that is closed; the run goes on
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    lock = None
    with suppress(OSError):  # a file system without locks
        lock = FileLock.take(folder / LOCK)
        if lock is None:
            return 1  # another one is at it
    _write(folder / PROCESS, {"process": os.getpid()})
    try:
        with (folder / ERRORS).open("wb") as errors:
            # the run writes its events into its folder by itself
            done = subprocess.run(  # noqa: S603 (the program's own command line)
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                check=False,
                pass_fds=_inherited(lock),
            )
        code = done.returncode
    except OSError as error:
        with suppress(OSError):
            (folder / ERRORS).write_text(f"{command[0]}: {error}\n", "utf-8")
        code = 1
    _write(folder / EXIT, {"code": code})
    return 0


def _inherited(lock: FileLock | None) -> tuple[int, ...]:
    """The lock is the command's too: should the keeper be killed alone, the run still lives."""
    return () if lock is None or os.name == "nt" else (lock.number,)


def _write(file: Path, values: dict[str, int]) -> None:
    with suppress(OSError):  # a full disk: the run itself says so
        part = file.with_name(f"{file.name}.part")
        part.write_text(json.dumps(values), "utf-8")
        part.replace(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
