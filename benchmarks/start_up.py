"""How long the window takes to appear.

    uv run python benchmarks/start_up.py [--runs 9] [--json]

Starts the program several times, each in a process of its own with empty settings, and measures
from the start of the process to the window's first paint; the first start does not count: after it
the files are in the system's cache, and Python keeps what it compiled. In turn with it a bare
Python and `import PySide6.QtWidgets` are started, for the ratio to what nobody can avoid on this
machine. torch is not loaded by then: it loads behind the window. Run it on a quiet machine; without
a screen it takes Qt's offscreen platform.
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

WINDOW = ("-m", "nc_desktop")
BARE = {
    "python": ("-c", "pass"),
    "import PySide6.QtWidgets": ("-c", "import PySide6.QtWidgets"),
}


def seconds_to_first_paint(environment: dict[str, str]) -> float:
    """One start of the program."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *WINDOW],
        env=environment | {"NC_DESKTOP_FIRST_PAINT": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return float(done.stdout.split()[-1]) - began


def seconds_of(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """One run of a Python with other work."""
    began = time.monotonic()
    subprocess.run([sys.executable, *arguments], env=environment, timeout=120, check=True)
    return time.monotonic() - began


def measure(runs: int) -> dict[str, dict[str, float]]:
    """Median, least and most seconds of each."""
    found: dict[str, list[float]] = {name: [] for name in (*BARE, "first paint")}
    with tempfile.TemporaryDirectory() as home:
        places = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
        environment = dict(os.environ) | dict.fromkeys(places, home)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as at a user's
        if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(environment):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        for run in range(runs + 1):
            for name, taken in found.items():
                if name in BARE:
                    seconds = seconds_of(BARE[name], environment)
                else:
                    seconds = seconds_to_first_paint(environment)
                if run > 0:  # the first start fills the system's cache
                    taken.append(seconds)
    return {
        name: {"median": statistics.median(taken), "least": min(taken), "most": max(taken)}
        for name, taken in found.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="of each")
    parser.add_argument("--json", action="store_true", help="one JSON object on a single line")
    arguments = parser.parse_args()
    found = measure(arguments.runs)
    if arguments.json:
        print(json.dumps(found))
        return
    bare = found["import PySide6.QtWidgets"]["median"]
    print(f"{'':26} median  least   most  ratio")
    for name, taken in found.items():
        numbers = "  ".join(f"{taken[key]:5.2f}" for key in ("median", "least", "most"))
        print(f"{name:26}  {numbers}  {taken['median'] / bare:5.1f}")


if __name__ == "__main__":
    main()
