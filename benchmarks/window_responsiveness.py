"""How late the window's own thread gets while a match runs on the processor, and how soon it stops.

    uv run python benchmarks/window_responsiveness.py [--size 2048] [--template 192] [--repeat 3]

The real window, offscreen, with a real match in it. A precise 20 ms timer in the Qt thread notes
how much later than asked it fires: while torch is loaded, and while a match runs from *Match* to
the result on the map. Then the match is started again and cancelled at several moments; what counts
is the time from *Cancel* to the end of the job. Every figure is the median of `--repeat` runs of
the whole program, each in a process of its own, beside what is asked for.

`--pan` moves the map ten times a second meanwhile, as a user does who does not wait.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nc_desktop.session.session import Session

_EVERY_MS = 20
_CANCEL_AT = (0.05, 0.3, 0.6, 0.9)  # of the time that the whole match took
_LIMIT_S = 1800.0
_ASKED = {"match: lateness, worst ms": 100.0, "cancel: until it has ended, worst s": 1.0}


def make_inputs(folder: Path, size: int, template: int) -> tuple[Path, Path]:
    """A scene of `size` x `size` pixels resampled from the demo's, and a piece of it."""
    import numpy as np
    import PIL.Image
    import rasterio
    from rasterio.enums import Resampling

    import neurocorrelator as nc

    scene, picture = folder / "scene.tif", folder / "template.png"
    with rasterio.open(nc.resource_path("demo") / "brighton_ortho_utm15n.tif") as source:
        pixels = source.read([1, 2, 3], out_shape=(3, size, size), resampling=Resampling.bilinear)
        scale = source.width / size, source.height / size
        profile = {
            "driver": "GTiff",
            "width": size,
            "height": size,
            "count": 3,
            "dtype": "uint8",
            "crs": source.crs,
            "transform": source.transform * rasterio.Affine.scale(*scale),
            "tiled": True,
            "photometric": "rgb",
        }
    with rasterio.open(scene, "w", **profile) as target:
        target.write(pixels)
    corner = (size - template) // 2
    piece = pixels[:, corner : corner + template, corner : corner + template]
    PIL.Image.fromarray(np.ascontiguousarray(piece.transpose(1, 2, 0))).save(picture)
    return scene, picture


class Lateness:
    """A timer in the Qt thread that notes by how much it is late, in milliseconds.

    Attributes:
        longest_work: the most processor time of the thread between two of its ticks, ms: unlike
            lateness it does not count what other programs on the machine take.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._late: list[float] = []
        self._last = self._computed = 0.0
        self.longest_work = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def during(self, app: Any, begin: Callable[[], object], done: Callable[[], bool]) -> float:
        """Watch until something that begins now is done; returns its seconds."""
        self._late.clear()
        self.longest_work, self._computed = 0.0, time.thread_time()
        begun = self._last = time.perf_counter()
        self._timer.start()
        begin()
        wait(app, done)
        self._timer.stop()
        return time.perf_counter() - begun

    def at(self, share: float) -> float:
        """A quantile: 0.5 for the median, 1 for the worst."""
        ordered = sorted(self._late)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, 1000 * (now - self._last) - _EVERY_MS))
        self._last = now
        computed = time.thread_time()
        self.longest_work = max(self.longest_work, 1000 * (computed - self._computed))
        self._computed = computed


def _measure(scene: Path, picture: Path, *, preview: bool, pan: bool) -> dict[str, float]:
    """One run of the program."""
    from PySide6.QtCore import QPointF, QTimer
    from PySide6.QtWidgets import QApplication

    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings

    app = QApplication([])
    languages = LanguageSwitch(app)
    languages.use("en")
    with tempfile.TemporaryDirectory() as folder:
        session = Session()
        window = MainWindow(session, Settings(Path(folder) / "desktop.ini"), languages)
        window.show()
        session.matching.shows_preview = preview
        steps = itertools.cycle((8, -8))
        mover = QTimer()
        mover.timeout.connect(lambda: window.map.pan_by(QPointF(next(steps), 0)))
        lateness = Lateness()
        lateness.during(app, session.matching.warm_up, lambda: not session.busy)
        found = {"torch is loaded: lateness, worst ms": lateness.at(1)}
        for path in (scene, picture):
            session.opening.files([path])
            wait(app, lambda: window.idle)
        if pan:
            mover.start(100)
        seconds = lateness.during(app, session.matching.match, lambda: not session.busy)
        if session.project.result is None:
            raise SystemExit("the match failed")
        found |= {
            "match: seconds": seconds,
            "match: lateness, median ms": lateness.at(0.5),
            "match: lateness, 95th percentile ms": lateness.at(0.95),
            "match: lateness, worst ms": lateness.at(1),
        }
        cancels = [_cancel_after(app, session, part * seconds) for part in _CANCEL_AT]
        mover.stop()
        window.close()
    return found | {
        "cancel: until it has ended, median s": statistics.median(cancels),
        "cancel: until it has ended, worst s": max(cancels),
    }


def _cancel_after(app: Any, session: Session, seconds: float) -> float:
    begun = time.perf_counter()
    session.matching.match()
    wait(app, lambda: time.perf_counter() - begun > seconds)
    asked = time.perf_counter()
    session.matching.cancel()
    wait(app, lambda: not session.busy)
    return time.perf_counter() - asked


def wait(app: Any, done: Callable[[], bool]) -> None:
    """Run the event loop, which sleeps between events, until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.perf_counter() + _LIMIT_S
    loop, look = QEventLoop(app), QTimer(app)
    look.setInterval(_EVERY_MS)
    look.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > end else None)
    if not done():
        look.start()
        loop.exec()
        look.stop()
    if not done():
        raise SystemExit("it takes too long")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=2048, help="side of the scene, px")
    parser.add_argument("--template", type=int, default=192, help="side of the template, px")
    parser.add_argument("--repeat", type=int, default=3, help="runs of the program")
    parser.add_argument("--pan", action="store_true", help="move the map meanwhile")
    parser.add_argument("--no-preview", action="store_true", help="without the mean cosine")
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.child:
        found = _measure(*arguments.child, preview=not arguments.no_preview, pan=arguments.pan)
        print(json.dumps(found))
        return
    runs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        scene, picture = make_inputs(Path(folder), arguments.size, arguments.template)
        flags = ["--pan"] * arguments.pan + ["--no-preview"] * arguments.no_preview
        for _ in range(arguments.repeat):
            command = [sys.executable, __file__, *flags, "--child", str(scene), str(picture)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            runs.append(json.loads(done.stdout.splitlines()[-1]))
    for name in runs[0]:
        values = [run[name] for run in runs]
        asked = f"   (asked for: under {_ASKED[name]:g})" if name in _ASKED else ""
        spread = f"{min(values):.2f} to {max(values):.2f}"
        print(f"{name:42}{statistics.median(values):9.2f}   {spread}{asked}")


if __name__ == "__main__":
    main()
