"""Whether the desktop program can open its window."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.values import Diagnosis, Findings

# Debian's and Ubuntu's names of the packages that hold them
APT_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_QT_FILES = ("Qt/lib/libQt6Widgets.so.6", "Qt/plugins/platforms/libqxcb.so")


def judge_qt(answer: Answer, missing: list[str], *, screen: bool) -> Diagnosis:
    """The window.

    Args:
        answer: of the probe `qt`.
        missing: system libraries that Qt wants and this machine has not.
        screen: False on a machine without one: there nobody expects a window.
    """
    found = Findings("window")
    mend = "uv pip install --reinstall PySide6-Essentials pyqtgraph"
    if missing:
        packages = sorted({APT_PACKAGES.get(name, name) for name in missing})
        mend = f"sudo apt-get install {' '.join(packages)}"
    if answer.error:
        found.problem(f"Qt does not start: {answer.error}", mend, hinders=screen)
    else:
        found.fact("Qt", f"{answer.values['qt']}, starts")
        if missing:
            found.problem(
                f"the window cannot open on a screen without {', '.join(missing)}",
                mend,
                hinders=screen,
            )
    found.fact("screen", "there" if screen else "none")
    return found.done()


def has_screen() -> bool:
    """Whether a window could be seen."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries() -> list[str]:
    """System libraries that Qt wants and this machine has not; Linux only, as `ldd` tells."""
    program = shutil.which("ldd")
    if sys.platform != "linux" or program is None:
        return []
    spec = importlib.util.find_spec("PySide6")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    files = [Path(folder, name) for folder in folders for name in _QT_FILES]
    missing = set()
    for file in files:
        if not file.is_file():
            continue
        done = subprocess.run(  # noqa: S603 (the system's own program)
            [program, str(file)], capture_output=True, text=True, timeout=30, check=False
        )
        lines = (line.split(" => ") for line in done.stdout.splitlines())
        missing |= {line[0].strip() for line in lines if line[1:] == ["not found"]}
    return sorted(missing)
