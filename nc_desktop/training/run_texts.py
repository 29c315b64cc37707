"""A run in words: its state, the lines of its log, why it failed and what helps."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from nc_desktop.panels.durations import clock
from nc_desktop.reasons import in_users_language
from nc_desktop.training.run_history import SHOWN_METRICS, RunHistory, RunState
from nc_desktop.training.setting_texts import metric_label

_MEMORY = ("out of memory", "memoryerror", "can't allocate memory", "not enough memory")
_MEMORY_SIGNAL = -9  # by which the system ends what takes too much


def state_text(state: RunState, reason: str = "", *, stopping: bool = False) -> str:
    """What a run is doing, or how it ended."""
    translate = QCoreApplication.translate
    if state == "ended" and reason == "stopped":
        return translate("TrainingRun", "Stopped early")
    if state == "ended" and reason == "interrupted":
        return translate("TrainingRun", "Interrupted")
    if stopping and state in ("running", "paused"):
        return translate("TrainingRun", "Stopping after this batch…")
    return {
        "starting": translate("TrainingRun", "Starting…"),
        "running": translate("TrainingRun", "Training"),
        "paused": translate("TrainingRun", "Paused"),
        "ended": translate("TrainingRun", "Done"),
        "failed": translate("TrainingRun", "Failed"),
        "died": translate("TrainingRun", "Ended unexpectedly"),
    }[state]


def end_text(history: RunHistory) -> str:
    """Why a run that is done ended."""
    translate = QCoreApplication.translate
    return {
        "epochs": translate("TrainingRun", "All epochs were trained."),
        "early_stop": translate(
            "TrainingRun", "It stopped by itself: nothing got better any more."
        ),
        "stopped": translate("TrainingRun", "It was stopped early."),
        "interrupted": translate("TrainingRun", "It was interrupted."),
    }.get(history.reason, history.reason)


def failure_text(history: RunHistory, exit_code: int | None, errors: str) -> str:
    """Why a run failed: the reason, the exit code, and what helps; several lines."""
    translate = QCoreApplication.translate
    reason = history.reason if history.state == "failed" else ""
    last = errors.splitlines()[-1] if errors else ""
    lines = [in_users_language(reason or last)]
    if exit_code is not None and exit_code < 0:
        lines.append(
            translate("TrainingRun", "The process was ended by signal {n}.").format(n=-exit_code)
        )
    elif exit_code:
        lines.append(
            translate("TrainingRun", "The process ended with exit code {n}.").format(n=exit_code)
        )
    elif not reason:
        lines.append(translate("TrainingRun", "The process is gone, and nothing tells why."))
    lines.append(hint(f"{reason}\n{errors}", exit_code))
    return "\n".join(line for line in lines if line)


def hint(said: str, exit_code: int | None) -> str:
    """What helps; empty where nobody knows."""
    translate, said = QCoreApplication.translate, said.lower()
    if any(word in said for word in _MEMORY) or exit_code == _MEMORY_SIGNAL:
        return translate(
            "TrainingRun", "Most likely the memory did not suffice: choose fewer places a batch."
        )
    if "no space left" in said or "disk full" in said:
        return translate(
            "TrainingRun", "The disk is full: make room, then go on from the last epoch."
        )
    if "cuda" in said or "device '" in said:
        return translate("TrainingRun", "Choose auto or cpu as the device under Settings.")
    if "no such folder" in said or "places" in said:
        return translate("TrainingRun", "Look at the places again under Check.")
    return ""


def log_line(event: dict[str, Any]) -> str:
    """A line of the log; empty for an event that is not worth one."""
    text = _log_text(event)
    if not text:
        return ""
    try:
        when = time.strftime("%H:%M:%S", time.localtime(float(event["time"])))
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return text
    return f"{when}  {text}"


def _log_text(event: dict[str, Any]) -> str:
    translate, kind = QCoreApplication.translate, event.get("event")
    patterns = {
        "start": translate(
            "TrainingRun",
            "{places} places to train on, {held_out} held out; {epochs} epochs of {steps} batches,"
            " on {device}",
        ),
        "not_finite": translate(
            "TrainingRun", "A batch of epoch {epoch} gave no number and was left out"
        ),
        "batch_halved": translate(
            "TrainingRun", "The batch was too large for the memory; {places_per_batch} places now"
        ),
        "paused": translate("TrainingRun", "Paused"),
        "continued": translate("TrainingRun", "Going on"),
        "skipped": translate("TrainingRun", "Skipped: {reason}"),
        "error": translate("TrainingRun", "Failed: {text}"),
    }
    try:
        if kind == "baseline":
            return translate("TrainingRun", "Before: {metrics}").format(
                metrics=_metrics(event["metrics"])
            )
        if kind == "epoch_end":
            text = translate("TrainingRun", "Epoch {epoch}: {metrics}").format(
                epoch=int(event["epoch"]), metrics=_metrics(event["metrics"])
            )
            return text + (translate("TrainingRun", " (best so far)") if event.get("best") else "")
        if kind == "end":
            history = RunHistory(reason=str(event["reason"]))
            return end_text(history)
        if kind not in patterns:
            return ""
        said = {key: in_users_language(v) if isinstance(v, str) else v for key, v in event.items()}
        return patterns[kind].format(**said)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""


def _metrics(metrics: dict[str, Any]) -> str:
    shown = ("loss", *SHOWN_METRICS)
    return ", ".join(
        f"{metric_label(n)} {metric_text(n, float(metrics[n]))}" for n in shown if n in metrics
    )


def metric_text(name: str, value: float) -> str:
    """A metric as a number: shares in percent."""
    if math.isnan(value):
        return "–"
    if "loss" in name:
        return QLocale().toString(value, "f", 3)
    return f"{QLocale().toString(100 * value, 'f', 1)} %"


def time_left_text(seconds: float) -> str:
    """How long it takes yet; empty where that is not known."""
    return "" if math.isnan(seconds) else clock(seconds)


def run_title(folder: Path) -> str:
    """What a run is called."""
    return folder.name
