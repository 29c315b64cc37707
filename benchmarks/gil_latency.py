"""How late another thread gets while a match runs in the same process, as the window's would.

    uv run python benchmarks/gil_latency.py [SCENE] [--size 4000] [--template 256] [--nice 5]

A thread asks to be woken every 20 ms, as a timer in the Qt thread, and notes how much later it was:
because the processor was busy, or because the matching thread held Python's lock. Each case runs
in a process of its own:

- idle: nothing else runs; what the machine itself costs.
- import: `import torch` in another thread.
- preloaded: `nc.import_torch()` there, which loads its shared libraries without the lock.
- demo: the demo's scene and three photographs.
- large: SCENE (the demo's orthophoto if none) resampled to `--size` x `--size` pixels, and a
  template of `--template` pixels cut from the middle, as it is and unverified, with the preview.
- area: the same within a polygon.
- variants: the same with a full circle of rotations at a quarter of the resolution.

"at the worst" is where the other thread was when the sleeper woke after its longest waits.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

import numpy as np
import rasterio
from rasterio.enums import Resampling

import neurocorrelator as nc

CASES = ("idle", "import", "preloaded", "demo", "large", "area", "variants")
EVERY_S = 0.02
IDLE_S = 3.0
LATE_S = 0.05  # waits above it are told with their place
WORST = 3


@dataclass(frozen=True, slots=True)
class Lateness:
    """What the sleeping thread saw, in milliseconds.

    Attributes:
        case: one of `CASES`.
        seconds: that it took.
        wakes: number of times that the sleeper woke.
        median_ms: of the lateness.
        p95_ms: 95th percentile.
        max_ms: the largest.
        late: wakes more than 100 ms late.
        worst: lateness and place of the longest waits.
    """

    case: str
    seconds: float
    wakes: int
    median_ms: float
    p95_ms: float
    max_ms: float
    late: int
    worst: list[tuple[float, str]]


def watch(case: str, work: Callable[[], object], nice: int) -> Lateness:
    """Run something in a thread while this one sleeps 20 ms at a time."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            if nice:  # Linux: of this thread, and of the OpenMP threads that it starts
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)
            work()
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            failed.append(error)

    other = threading.Thread(target=run)
    late: list[float] = []
    places: list[tuple[float, str]] = []
    started = time.perf_counter()
    other.start()
    while other.is_alive():
        asked = time.perf_counter()
        time.sleep(EVERY_S)
        wait = time.perf_counter() - asked - EVERY_S
        late.append(1000 * wait)
        if wait > LATE_S:
            frame = sys._current_frames().get(other.ident or 0)
            places.append((1000 * wait, _place(frame)))
    seconds = time.perf_counter() - started
    if failed:
        raise failed[0]
    median, p95, most = np.percentile(late, (50, 95, 100)).tolist()
    worst = sorted(places, reverse=True)[:WORST]
    beyond = sum(wait > 100 for wait in late)
    return Lateness(case, seconds, len(late), median, p95, most, beyond, worst)


def _place(frame: FrameType | None) -> str:
    """The innermost lines of this project on a stack, and the innermost of all."""
    if frame is None:
        return "ended"
    stack = traceback.extract_stack(frame)
    own = [entry for entry in stack if "neurocorrelator" in Path(entry.filename).parts][-2:]
    told = [*own, *(entry for entry in stack[-1:] if entry not in own)]
    return " > ".join(f"{Path(entry.filename).name}:{entry.lineno}" for entry in told)


def write_scene(source: Path, size: int, out: Path) -> None:
    """The first three bands of a raster, resampled to `size` x `size`, as tiled GeoTIFF."""
    with rasterio.open(source) as dataset:
        bands = [1, 2, 3] if dataset.count >= 3 else [1, 1, 1]
        pixels = dataset.read(bands, out_shape=(3, size, size), resampling=Resampling.bilinear)
        scale = dataset.width / size, dataset.height / size
        transform = dataset.transform * rasterio.Affine.scale(*scale)
        profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "photometric": "rgb"}
        profile |= {"width": size, "height": size, "crs": dataset.crs, "transform": transform}
    with rasterio.open(out, "w", tiled=True, compress="deflate", **profile) as target:
        target.write(pixels)


def _import_torch() -> None:
    import torch  # noqa: F401


def _match_demo() -> None:
    path, templates = nc.demo_inputs()
    with nc.Raster.open(path) as scene:
        nc.match(scene, templates, nc.MatchConfig(device="cpu"), preview=lambda _: None)


def _match_large(path: Path, template_px: int, case: str) -> None:
    with nc.Raster.open(path) as scene:
        first = (scene.width - template_px) // 2
        image = scene.read(nc.Window(first, first, template_px, template_px))
        template = nc.Template("middle", image.rgb, image.mask)
        area = None
        config = nc.MatchConfig(device="cpu", top=100, rotations="none", scales="none", verify=0)
        if case == "area":
            bounds = rasterio.transform.array_bounds(
                scene.height, scene.width, scene.georeference.transform
            )
            area = nc.SearchArea.from_extent(scene.georeference, *bounds)
        elif case == "variants":
            config = nc.MatchConfig(
                device="cpu", rotations="auto", scales="none", verify=0, reduce=8
            )
        nc.match(scene, [template], config, area=area, preview=lambda _: None)


def measure(case: str, scene: Path, template_px: int, nice: int) -> Lateness:
    """One case, in this process."""
    work: dict[str, Callable[[], object]] = {
        "idle": lambda: time.sleep(IDLE_S),
        "import": _import_torch,
        "preloaded": nc.import_torch,
        "demo": _match_demo,
    }
    if case not in {"import", "preloaded"}:
        _import_torch()  # not to count its import twice
        _ = nc.match
    return watch(case, work.get(case, lambda: _match_large(scene, template_px, case)), nice)


def _measure_apart(case: str, scene: Path, args: argparse.Namespace) -> Lateness:
    command = [sys.executable, __file__, str(scene), "--case", case]
    command += ["--template", str(args.template), "--nice", str(args.nice)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{case} failed ({done.returncode}):\n{done.stderr}")
    return Lateness(**json.loads(done.stdout.splitlines()[-1]))


def _lines(told: Lateness) -> list[str]:
    first = (
        f"{told.case:9} | {told.seconds:7.1f} | {told.wakes:6d} | {told.median_ms:6.1f} |"
        f" {told.p95_ms:6.1f} | {told.max_ms:6.1f} | {told.late:8d}"
    )
    return [first, *(f"          {wait:6.0f} ms at {place}" for wait, place in told.worst)]


def main() -> None:
    """Measure all cases and print the table, or one and print its numbers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    demo = nc.resource_path("demo") / "brighton_ortho_utm15n.tif"
    parser.add_argument("scene", type=Path, nargs="?", default=demo, help="a raster of bytes")
    parser.add_argument("--size", type=int, default=4000, help="side of the large scene in pixels")
    parser.add_argument("--template", type=int, default=256, help="its side in pixels")
    parser.add_argument("--nice", type=int, default=0, help="lower the computing threads' priority")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES)
    parser.add_argument("--json", action="store_true", help="print every case as one object")
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)  # in a child process
    args = parser.parse_args()
    if args.case:
        told = measure(args.case, args.scene, args.template, args.nice)
        print(json.dumps(asdict(told)))
        return
    header = "case      | seconds |  wakes | median |    95% |    max | > 100 ms"
    if not args.json:
        print(header, "-" * len(header), sep="\n")
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        scene = Path(folder) / "large.tif"
        write_scene(args.scene, args.size, scene)
        for case in args.cases:
            told = _measure_apart(case, scene, args)
            lines = [json.dumps(asdict(told))] if args.json else _lines(told)
            print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    main()
