"""How smooth the map of the window is: first paint, pan and zoom, contrast, memory.

    uv run python benchmarks/map_smoothness.py [--side 20000] [--compress jpeg|deflate]

The real window, offscreen, with a tiled three-band GeoTIFF of `--side` pixels that is made of the
demo scene (and kept, with `--scene FILE`, for the next run). Every figure is a median of `--repeat`
runs of the whole program, each in a process of its own, beside what is asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nc_desktop.main_window import MainWindow

_STEPS = 60  # of a walk over the map: half pans, half zooms
_LIMIT_S = 120.0
_ASKED = {  # of the issue, in the unit of the figure
    "first complete paint, s": 1.0,
    "pan and zoom, median ms": 16.0,
    "pan and zoom, 95th percentile ms": 50.0,
    "contrast, median ms": 30.0,
    "contrast, worst ms": 30.0,
    "memory above the bare program, MiB": 1024.0,
}


def make_scene(path: Path, side: int, compress: str) -> None:
    """Write a tiled GeoTIFF with overviews, the demo scene repeated with changing brightness."""
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.windows import Window

    import neurocorrelator as nc

    with rasterio.open(nc.resource_path("demo") / "brighton_ortho_utm15n.tif") as source:
        piece = source.read([1, 2, 3], window=Window(200, 100, 512, 512))
        crs, transform = source.crs, source.transform
    profile = {
        "driver": "GTiff",
        "width": side,
        "height": side,
        "count": 3,
        "dtype": "uint8",
        "crs": crs,
        "transform": transform,
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "compress": compress,
        "photometric": "ycbcr" if compress == "jpeg" else "rgb",
        "BIGTIFF": "IF_SAFER",
    }
    if compress == "deflate":
        profile |= {"zlevel": 1, "predictor": 2}
    with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS", COMPRESS_OVERVIEW=compress.upper()):
        with rasterio.open(path, "w", **profile) as target:
            for row in range(0, side, 512):
                for col in range(0, side, 512):
                    gain = 0.6 + 0.4 * ((row // 512 * 7 + col // 512 * 13) % 11) / 10
                    height, width = min(512, side - row), min(512, side - col)
                    pixels = (piece[:, :height, :width] * gain).astype(np.uint8)
                    target.write(pixels, window=Window(col, row, width, height))
        with rasterio.open(path, "r+") as target:
            factors = [2**n for n in range(1, 12) if side >> n >= 256]
            target.build_overviews(factors, Resampling.average)


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(path: Path) -> dict[str, float]:
    """All figures of one run of the program."""
    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QApplication

    import neurocorrelator as nc
    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings

    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        session = Session()
        languages = LanguageSwitch(app)
        window = MainWindow(session, Settings(Path(folder) / "desktop.ini"), languages)
        window.resize(1440, 900)
        window.show()
        _until(app, lambda: window.idle)
        bare = _resident_mib()

        began = time.perf_counter()
        session.opening.scene(path)
        _until(app, lambda: session.project.scene is not None and window.idle)
        window.map.viewport.repaint()
        _until(app, lambda: window.idle)
        first = time.perf_counter() - began

        scene = session.project.scene
        if scene is None:
            raise SystemExit(f"{path}: was not opened")
        walk = _walk(scene.width)
        for rect in walk:  # warms the tiles
            _show(window, rect)
            _until(app, lambda: window.idle)
        frames = []
        for rect in walk:
            frames.append(1000 * _timed(lambda rect=rect: _show(window, rect)))
            app.processEvents()

        layer = session.project.scene_layer
        if layer is None:
            raise SystemExit(f"{path}: has no layer")
        window.map.zoom_to(QRectF(2000, 2000, 1800, 1200), span=1.0)
        window.map.viewport.repaint()
        _until(app, lambda: window.idle)
        contrasts = []
        for step in range(21):
            stretch = nc.Stretch((float(step),) * 3, (250.0 - 3 * step,) * 3)

            def change(stretch: nc.Stretch = stretch) -> None:
                layer.restyle(stretch=stretch)
                window.map.viewport.repaint()

            contrasts.append(1000 * _timed(change))
            app.processEvents()
        memory = _resident_mib() - bare
        window.close()
        session.close()
    return {
        "first complete paint, s": first,
        "pan and zoom, median ms": statistics.median(frames),
        "pan and zoom, 95th percentile ms": float(np.percentile(frames, 95)),
        "contrast, median ms": statistics.median(contrasts),
        "contrast, worst ms": max(contrasts),
        "memory above the bare program, MiB": memory,
    }


def _walk(side: int) -> list[tuple[float, float, float, float]]:
    """Rectangles of the map: pans at the scene's own resolution, then zooms out to all of it."""
    half = _STEPS // 2
    pans = [(side * 0.3 + 40.0 * n, side * 0.3 + 25.0 * n, 1400.0, 900.0) for n in range(half)]
    zooms = []
    for n in range(half):
        width = 400.0 * (side / 400.0) ** (n / (half - 1))
        zooms.append((side * 0.5 - width / 2, side * 0.5 - width * 0.32, width, width * 0.64))
    return pans + zooms


def _show(window: MainWindow, rect: tuple[float, float, float, float]) -> None:
    from PySide6.QtCore import QRectF

    window.map.zoom_to(QRectF(*rect), span=1.0)
    window.map.viewport.repaint()


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _until(app: object, done: Callable[[], bool]) -> None:
    ends = time.monotonic() + _LIMIT_S
    while not done():
        if time.monotonic() > ends:
            raise SystemExit("the window did not come to rest")
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.001)


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--side", type=int, default=20_000, help="pixels")
    parser.add_argument("--compress", choices=("jpeg", "deflate"), default="jpeg")
    parser.add_argument("--scene", type=Path, help="use this file; made if it is missing")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if given.child is not None:
        print(json.dumps(measure(given.child)))
        return
    with tempfile.TemporaryDirectory() as folder:
        scene = given.scene or Path(folder) / "scene.tif"
        if not scene.exists():
            print(f"making {given.side} x {given.side} px, {given.compress} …", flush=True)
            make_scene(scene, given.side, given.compress)
        runs = []
        for _ in range(given.repeat):
            command = [sys.executable, __file__, "--child", str(scene)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            runs.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"{'figure':<40}{'median':>10}{'worst':>10}{'asked':>10}")
    for name, asked in _ASKED.items():
        values = [run[name] for run in runs]
        print(f"{name:<40}{statistics.median(values):>10.2f}{max(values):>10.2f}{asked:>10.0f}")


if __name__ == "__main__":
    main()
