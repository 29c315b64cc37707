"""What features on disk save: the first search of a scene against the next.

    uv run python benchmarks/feature_cache.py SCENE [--size 2048] [--template 128] [--repeat 3]

SCENE is mirrored until it is large enough, and the template is cut from its middle. Each search is
timed with an empty cache, with a filled one, and without any; all in one process. Medians, ratios,
and the bytes on disk. The answers must be the same.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from dense_comparison import cut_template, write_mosaic

import neurocorrelator as nc

SEARCHES = {
    "pose told": {"rotations": "none", "scales": "none"},
    "pose told, score only": {"rotations": "none", "scales": "none", "verify": 0},
    "heading untold": {"rotations": "auto", "scales": "none"},
}
RUNS = {"no cache": 0.0, "first": 100.0, "second": 100.0}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene", type=Path, help="a raster of bytes, such as a NAIP date")
    parser.add_argument("--size", type=int, default=2048)
    parser.add_argument("--template", type=int, default=128)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    kept: dict[str, int] = {}
    for _ in range(given.repeat):
        for search in SEARCHES:
            found, kept[search] = _one(given.scene, given.size, given.template, search)
            for run, taken in found:
                seconds[search, run].append(taken)
    print(f"{'s':24}" + "".join(f"{run:>10}" for run in RUNS) + "   second / first       MiB")
    for search in SEARCHES:
        medians = [statistics.median(seconds[search, run]) for run in RUNS]
        columns = "".join(f"{s:10.2f}" for s in medians)
        ratio = medians[2] / medians[1]
        print(f"{search:24}{columns}{ratio:17.2f}{kept[search] / 2**20:10.0f}")


def _one(source: Path, size: int, side: int, search: str) -> tuple[list[tuple[str, float]], int]:
    """Seconds of each run, and the bytes that are on disk after them."""
    found = []
    answers = []
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        os.environ["NEUROCORRELATOR_CACHE"] = str(Path(folder) / "cache")
        path = Path(folder) / "mosaic.tif"
        write_mosaic(source, size, path)
        with nc.Raster.open(path) as scene:
            template, _ = cut_template(scene, side)
            for run, gib in RUNS.items():
                config = nc.MatchConfig.model_validate(
                    SEARCHES[search] | {"cache_gib": gib, "device": "cpu"}
                )
                began = time.perf_counter()
                result = nc.match(scene, [template], config)
                found.append((run, time.perf_counter() - began))
                answers.append([(m.centre, m.score, m.confidence) for m in result.matches])
        if answers.count(answers[0]) != len(answers):
            raise AssertionError(f"{search}: the cache changes the answer")
        files = (Path(folder) / "cache").rglob("*.npy")
        return found, sum(file.stat().st_size for file in files)


if __name__ == "__main__":
    main()
