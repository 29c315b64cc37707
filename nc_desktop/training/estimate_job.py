"""Measuring what a run will take, by a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.training.run_folder import parse_events

_LOOK_S = 0.05


@dataclass(frozen=True, eq=False)
class EstimateJob:
    """Let `neurocorrelator train --dry-run` measure: its memory is its own, and the GPU's goes."""

    config: nc.TrainConfig

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.TrainingEstimate:
        """Do it; a cancel ends the process.

        Raises:
            neurocorrelator.NeurocorrelatorError: it cannot be measured, with the reason.
        """
        with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as name:
            folder = Path(name)
            settings = folder / "train.yaml"
            nc.write_train_config(self.config, settings)
            command = [sys.executable, "-m", "neurocorrelator", "train", "--dry-run"]
            command += ["--events", "jsonl", "--config", str(settings)]
            out, errors = folder / "out", folder / "errors"
            with out.open("wb") as told, errors.open("wb") as said:
                process = subprocess.Popen(  # noqa: S603 (this program's own command)
                    command, stdin=subprocess.DEVNULL, stdout=told, stderr=said
                )
                try:
                    while process.poll() is None:
                        cancel.raise_if_cancelled()
                        time.sleep(_LOOK_S)
                finally:
                    if process.poll() is None:
                        process.kill()
                        process.wait()
            found = _estimate_in(out.read_bytes())
            if found is None:
                raise nc.TrainingError(_reason(process.returncode, errors.read_bytes()))
            return found


def _estimate_in(told: bytes) -> nc.TrainingEstimate | None:
    names = [field.name for field in fields(nc.TrainingEstimate)]
    for event in parse_events(told.splitlines()):
        if event["event"] == "estimate" and all(name in event for name in names):
            values: dict[str, Any] = {name: event[name] for name in names}
            return nc.TrainingEstimate(**values)
    return None


def _reason(code: int, said: bytes) -> str:
    if code == -getattr(signal, "SIGKILL", 9):  # the system ends what takes too much
        return "two places at once are too many for the memory; choose a smaller size_px"
    lines = said.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1].removeprefix("error: ") if lines else ""
    return last or f"the measuring ended with exit code {code}"
