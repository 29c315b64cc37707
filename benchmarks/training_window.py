"""How late the window's own thread gets while it follows a training, and what a long one costs it.

    uv run python benchmarks/training_window.py [--epochs 10000] [--seconds 60]
        [--skip-run | --follow FOLDER]

The real window, offscreen, with the page *Run* in front. A precise 20 ms timer in the Qt thread
notes how much later than asked it fires:

- run: a real training with the preset quick on the places that ship with the program, from *Start
  training* over its end to the page *Result* (about five minutes on two cores); with `--follow`
  one that goes on already is followed to its end instead;
- live: another process writes the events of `--epochs` epochs within `--seconds`, kept as a run is;
- whole: the same events are there already, as when the program is started again.

On a busy machine the thread is late because it waits for a processor; what it computes itself
between two ticks is told too. Each case is in a process of its own. Redraws are the paints of the
plots: what counts is the most of one plot a second, over any five, once the page has been there for
five (before, widgets find their places). Memory is the resident one, after a tenth of the epochs
and at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.window_responsiveness import Lateness, wait

if TYPE_CHECKING:
    from nc_desktop.main_window import MainWindow
    from nc_desktop.training.training_window import TrainingWindow

CASES = ("run", "live", "whole")
_SETTLES_S = 5.0
_WITHIN_S = 5.0
_STEPS = 10  # events of an epoch
_ASKED = {
    "lateness, worst ms": 100.0,
    "computed between two ticks, most ms": 100.0,
    "redraws of a plot a second, most": 2.0,
}


def write_events(folder: Path, epochs: int, seconds: float) -> None:
    """Write what a run of so many epochs tells, spread over a time."""
    start = {
        "v": 1, "event": "start", "time": time.time(), "config": {}, "places": 47, "held_out": 16,
        "device": "cpu", "epochs": epochs, "steps": _STEPS,
    }  # fmt: skip
    begun = time.monotonic()
    with (folder / "events.jsonl").open("a", encoding="ascii", newline="\n") as stream:
        stream.write(json.dumps(start) + "\n")
        for epoch in range(1, epochs + 1):
            for event in _epoch(epoch, epochs):
                stream.write(json.dumps({"v": 1, "time": time.time()} | event) + "\n")
            stream.flush()
            time.sleep(max(0.0, begun + seconds * epoch / epochs - time.monotonic()))
        end = {
            "v": 1, "event": "end", "time": time.time(), "reason": "epochs", "epochs": epochs,
            "best_epoch": epochs, "before": {"r@1": 0.0}, "after": {"r@1": 1.0},
        }  # fmt: skip
        stream.write(json.dumps(end) + "\n")


def _epoch(epoch: int, epochs: int) -> list[dict[str, object]]:
    done = epoch / epochs
    steps: list[dict[str, object]] = [
        {
            "event": "step", "epoch": epoch, "step": step, "steps": _STEPS, "loss": 4 - 3 * done,
            "loss_global": 0.0, "loss_dense": 4 - 3 * done, "active": 0.5, "found": done,
            "learning_rate": 1e-4 * (1 - done), "pictures_per_s": 20.0, "memory_mib": 1600.0,
            "seconds_left": float(epochs - epoch),
        }
        for step in range(1, _STEPS + 1)
    ]  # fmt: skip
    metrics = {"r@1": done, "r@5": done, "ap": done, "hit": done, "loss": 4 - 3 * done}
    ended = {
        "event": "epoch_end", "epoch": epoch, "metrics": metrics, "score": done, "best": True,
        "best_epoch": epoch, "without_gain": 0, "seconds": 1.0,
    }  # fmt: skip
    kept = {"event": "checkpoint", "epoch": epoch, "file": "last.ckpt", "best": True}
    return [*steps, ended, kept]


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _count_paints(wizard: TrainingWindow) -> tuple[Any, dict[object, list[float]]]:
    """A filter on the plots, which must be kept, and when each was painted."""
    from PySide6.QtCore import QEvent, QObject

    painted: dict[object, list[float]] = {}

    class Paints(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
            if event.type() == QEvent.Type.Paint:
                painted.setdefault(watched, []).append(time.monotonic())
            return False

    paints = Paints()
    for plot in wizard.run_page.plots._plots.values():
        plot.viewport().installEventFilter(paints)
    return paints, painted


def _most_a_second(times: list[float]) -> float:
    """Over a few seconds: a paint that comes late is nearer to the next one."""
    times = [at for at in times if at > times[0] + _SETTLES_S]
    counts = (sum(at <= other < at + _WITHIN_S for other in times) for at in times)
    return max(counts, default=0) / _WITHIN_S


def _open_wizard(app: Any, folder: Path) -> tuple[MainWindow, TrainingWindow]:
    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings

    languages = LanguageSwitch(app)
    languages.use("en")
    settings = Settings(folder / "desktop.ini")
    settings.training_folder = folder / "training"
    window = MainWindow(Session(), settings, languages)
    window.show()
    window.training_actions.show_wizard()
    wizard = window.training_actions.wizard
    if wizard is None:
        raise SystemExit("there is no window of training")
    wait(app, lambda: not wizard.busy and window.idle)
    return window, wizard


def _prepare(case: str, run: Path, epochs: int, seconds: float) -> subprocess.Popen[bytes] | None:
    """The folder of a run that is over, or the process of one that begins now."""
    run.mkdir(parents=True)
    (run / "config-wizard.yaml").write_text("preset: quick\n")
    if case == "whole":
        write_events(run, epochs, 0)
        return None
    writer = [sys.executable, __file__, "--write", str(run)]
    writer += ["--epochs", str(epochs), "--seconds", str(seconds)]
    return subprocess.Popen([sys.executable, "-m", "nc_desktop.training.keeper", str(run), *writer])


def _measure(
    case: str, folder: Path, epochs: int, seconds: float, follow: Path | None = None
) -> dict[str, float]:
    """One case, in this process."""
    from PySide6.QtWidgets import QApplication

    from nc_desktop.training.training_window import RESULT

    app = QApplication([])
    window, wizard = _open_wizard(app, folder)
    lateness, memory = Lateness(), dict[str, float]()
    kept, painted = _count_paints(wizard)

    def over() -> bool:
        share = wizard.watch.history.epoch / max(1, epochs)
        if share >= 0.1:
            memory.setdefault("memory after a tenth, MiB", _resident_mib())
        if wizard.watch.state in ("failed", "died"):
            raise SystemExit(f"the run {wizard.watch.state}: {wizard.watch.errors}")
        if wizard.watch.state == "ended" and wizard.page != RESULT:
            wizard.next.click()
            return False
        return wizard.page == RESULT and not wizard._files.busy

    process, run = None, folder / "training" / "runs" / "long"
    if case != "run":
        process = _prepare(case, run, epochs, seconds)
        wait(app, (run / "events.jsonl").is_file)
    run = follow or run
    starts = case == "run" and follow is None
    begin = wizard.start if starts else lambda: wizard.show_run(run)
    taken = lateness.during(app, begin, over)
    if process is not None:
        process.wait()
    found = {
        "seconds": taken,
        "lateness, median ms": lateness.at(0.5),
        "lateness, 95th percentile ms": lateness.at(0.95),
        "lateness, worst ms": lateness.at(1),
        "computed between two ticks, most ms": lateness.longest_work,
        "redraws of a plot a second, most": max(map(_most_a_second, painted.values())),
    }
    if case == "live":
        found |= memory | {"memory at the end, MiB": _resident_mib()}
    del kept
    window.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--epochs", type=int, default=10_000, help="of the long run")
    parser.add_argument("--seconds", type=float, default=60.0, help="in which they are written")
    parser.add_argument("--skip-run", action="store_true", help="without the real training")
    parser.add_argument("--follow", type=Path, metavar="FOLDER", help="of a run that goes on")
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if given.write is not None:
        write_events(given.write, given.epochs, given.seconds)
        return
    if given.case is not None:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            found = _measure(given.case, work, given.epochs, given.seconds, given.follow)
            print(json.dumps(found))
        return
    for case in CASES:
        if case == "run" and given.skip_run:
            continue
        command = [sys.executable, __file__, "--case", case, "--epochs", str(given.epochs)]
        command += ["--seconds", str(given.seconds)]
        if case == "run" and given.follow is not None:
            command += ["--follow", str(given.follow.absolute())]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        for name, value in json.loads(done.stdout.splitlines()[-1]).items():
            asked = f"   (asked for: at most {_ASKED[name]:g})" if name in _ASKED else ""
            print(f"{case}: {name:42}{value:9.2f}{asked}", flush=True)


if __name__ == "__main__":
    main()
