"""What it costs not to know heading and scale: time of `match` told both, one, and neither.

    uv run python benchmarks/unknown_search.py SCENE [--size 2048] [--template 256] [--repeat 3]

SCENE is mirrored until it is large enough, and the template is cut from its middle. The searches
run in turn in one process: the known pose, heading untold, heading and scale untold. Medians, and
ratios to the known search.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from dense_comparison import cut_template, write_mosaic

import neurocorrelator as nc

TOLD = {
    "known": nc.MatchConfig(rotations="none", scales="none", device="cpu"),
    "heading untold": nc.MatchConfig(rotations="auto", scales="none", device="cpu"),
    "both untold": nc.MatchConfig(rotations="auto", scales="auto", device="cpu"),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene", type=Path, help="a raster of bytes, such as a NAIP date")
    parser.add_argument("--size", type=int, default=2048)
    parser.add_argument("--template", type=int, default=256)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    seconds: dict[str, list[float]] = defaultdict(list)
    stages: dict[str, dict[str, float]] = {}
    errors: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        path = Path(folder) / "mosaic.tif"
        write_mosaic(given.scene, given.size, path)
        with nc.Raster.open(path) as scene:
            template, centre = cut_template(scene, given.template)
            nc.match(scene, [template], TOLD["known"])  # loads torch and the weights
            for _ in range(given.repeat):
                for name, config in TOLD.items():
                    started = time.perf_counter()
                    result = nc.match(scene, [template], config)
                    seconds[name].append(time.perf_counter() - started)
                    stages[name] = result.run["seconds"]
                    col, row = result.matches[0].centre
                    errors[name] = max(abs(col - centre), abs(row - centre))
    known = statistics.median(seconds["known"])
    for name, own in seconds.items():
        spent = statistics.median(own)
        parts = " ".join(f"{stage} {took:.1f}" for stage, took in stages[name].items())
        ratio, error = spent / known, errors[name]
        print(f"{name:16} {spent:6.1f} s  ratio {ratio:5.2f}  error {error:.1f} px  {parts}")


if __name__ == "__main__":
    main()
