"""What a second worker gains: a match on `local:1` and on `local:2`, one thread each.

    uv run python benchmarks/cluster.py [--scene-px 3072] [--template 128] [--workers 1 2]

Pieces a scene together of the NAIP dates as `big_scene.py` does, cuts a template out of its
middle, and times `nc.match` (pose told, verified, no features on disk), without the start of the
processes, which is printed beside it. One after the other in one run, and the load of the machine
before each. What else runs there takes more from two workers than from one, so the last column
says how much of a processor each worker got, and the last line what the work itself cost.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before torch; `local:N` shares out as many threads as here

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil  # comes with dask.distributed
from big_scene import write_scene

import neurocorrelator as nc
from neurocorrelator.rasters.image import Window


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene-px", type=int, default=3072)
    parser.add_argument("--template", type=int, default=128, help="its side in pixels")
    parser.add_argument("--workers", type=int, nargs=2, default=[1, 2], metavar="N")
    parser.add_argument("--sources", type=Path, default=Path("data/naip/rasters"))
    given = parser.parse_args()
    sources = sorted(given.sources.glob("*.tif"))
    if not sources:
        raise SystemExit(f"{given.sources}: holds no .tif; uv run dvc pull, or name --sources")
    config = nc.MatchConfig(rotations="none", scales="none", cache_gib=0)
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        path = Path(folder) / "scene.tif"
        write_scene(path, given.scene_px, sources)
        with nc.Raster.open(path) as raster:
            first = (given.scene_px - given.template) // 2
            cut = raster.read(Window(first, first, given.template, given.template))
            template = nc.Template("cut", cut.rgb, cut.mask)
            print(f"{'cluster':>8}{'load':>7}{'start s':>9}{'match s':>9}{'passes s':>10}", end="")
            print(f"{'processor s':>13}{'each got':>10}")
            runs = [_run(f"local:{n}", raster, template, config) for n in given.workers]
    (one, slow, paid), (two, quick, paid_by_two) = runs
    same = all(
        np.array_equal(a.values, b.values, equal_nan=True)
        for a, b in zip(one.score_maps, two.score_maps, strict=True)
    )
    few, many = given.workers
    print(f"{many} workers are {slow / quick:.2f} times as fast as {few}", end="; ")
    print(f"they took {paid_by_two / paid:.2f} times as much processor time")
    print(f"heatmaps {'equal' if same else 'DIFFER'}, tables", end=" ")
    print("equal" if one.table.equals(two.table) else "DIFFER")


def _run(
    address: str, raster: nc.Raster, template: nc.Template, config: nc.MatchConfig
) -> tuple[nc.MatchResult, float, float]:
    load = os.getloadavg()[0]
    began = time.perf_counter()
    with nc.open_cluster(address) as cluster:
        started = time.perf_counter()
        found = nc.match(raster, [template], config, cluster=cluster)
        seconds = time.perf_counter() - started
        paid = _processor_seconds()
    spent = found.run["seconds"]
    passes = sum(spent[stage] for stage in ("statistics", "likelihoods", "scores"))
    print(f"{address:>8}{load:7.1f}{started - began:9.1f}{seconds:9.1f}{passes:10.1f}", end="")
    print(f"{paid:13.1f}{paid / seconds / cluster.workers:10.0%}", flush=True)
    return found, seconds, paid


def _processor_seconds() -> float:
    """That the workers have used."""
    used = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return sum(times.user + times.system for times in used)


if __name__ == "__main__":
    main()
