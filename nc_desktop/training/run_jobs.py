"""What is done with the folder of a run, off the Qt thread."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.training import run_folder
from nc_desktop.training.run_folder import RunLook

_PATIENCE_S = 3.0  # for a process that is told to end
_BEGIN_S = 30.0


@dataclass(frozen=True, eq=False)
class LookJob:
    """Look what is new in the folder of a run."""

    folder: Path
    offset: int

    def run(self, report: Report, cancel: nc.CancelToken) -> RunLook:
        """See `run_folder.look`."""
        return run_folder.look(self.folder, self.offset)


@dataclass(frozen=True, eq=False)
class StartJob:
    """Begin a run, or go on with one.

    Attributes:
        folder: of the run.
        config: what to train with; its `out` is the folder.
        resume: go on from the last checkpoint.
    """

    folder: Path
    config: nc.TrainConfig | None
    resume: bool = False

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Write the settings and start the process, which lives without this program.

        Raises:
            neurocorrelator.NeurocorrelatorError: the folder takes no files, or nothing starts.
        """
        place = self.folder / run_folder.CONFIG
        if self.config is not None:
            nc.write_train_config(self.config, place)
        names = (run_folder.PROCESS, run_folder.EXIT, run_folder.ERRORS)
        for name in (*names, run_folder.STOP, run_folder.PAUSE):
            with suppress(FileNotFoundError):
                (self.folder / name).unlink()
        command = [sys.executable, "-m", "neurocorrelator", "train", "--events", "jsonl"]
        command += ["--config", str(place), *(["--resume"] if self.resume else [])]
        keeper = ["-m", "nc_desktop.training.keeper", str(self.folder), *command]
        started = QProcess.startDetached(sys.executable, keeper, str(self.folder))
        if not (started[0] if isinstance(started, tuple) else started):
            raise nc.TrainingError(
                f"{sys.executable}: the training process cannot be started; install the program"
                " again"
            )
        until = time.monotonic() + _BEGIN_S
        while not (self.folder / run_folder.PROCESS).is_file():
            if time.monotonic() > until:
                raise nc.TrainingError(
                    f"{self.folder}: the training process did not begin; is the disk full?"
                )
            time.sleep(0.05)
        return self.folder


@dataclass(frozen=True, eq=False)
class MarkJob:
    """Put a file such as `stop` or `pause` into the folder of a run, or take it away."""

    folder: Path
    name: str
    present: bool

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Do it.

        Raises:
            OSError: the folder takes no files.
        """
        if self.present:
            (self.folder / self.name).touch()
        else:
            (self.folder / self.name).unlink(missing_ok=True)


@dataclass(frozen=True, eq=False)
class DiscardJob:
    """End a run at once, with all of its processes, and remove its folder."""

    folder: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Do it.

        Raises:
            neurocorrelator.NeurocorrelatorError: it cannot be ended or removed.
        """
        end_processes(self.folder)
        try:
            shutil.rmtree(self.folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise nc.OutputError(
                f"{self.folder}: cannot be removed ({error.strerror or error}); remove it by hand"
            ) from error
        return self.folder


def end_processes(folder: Path) -> None:
    """End what keeps a run, and all that it started; returns when they have ended.

    Raises:
        neurocorrelator.TrainingError: they live on.
    """
    number = run_folder.process_of(folder)
    if number <= 0 or not run_folder.is_alive(folder):
        return
    if os.name == "nt":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        with suppress(OSError):
            subprocess.run(  # noqa: S603 (of the system)
                [str(taskkill), "/PID", str(number), "/T", "/F"], capture_output=True, check=False
            )
        _await_end(folder)
    else:
        for sent in (signal.SIGTERM, signal.SIGKILL):
            _signal_group(number, sent)
            if _await_end(folder):
                break
    if run_folder.is_alive(folder):
        raise nc.TrainingError(f"{folder}: process {number} cannot be ended; end it by hand")


if sys.platform != "win32":

    def _signal_group(number: int, sent: int) -> None:
        """To all processes that the keeper started; its group is its own, never this program's."""
        with suppress(ProcessLookupError, PermissionError):
            group = os.getpgid(number)
            if group == os.getpgid(0):
                os.kill(number, sent)
            else:
                os.killpg(group, sent)
else:

    def _signal_group(number: int, sent: int) -> None:
        del number, sent


def _await_end(folder: Path) -> bool:
    until = time.monotonic() + _PATIENCE_S
    while run_folder.is_alive(folder):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
