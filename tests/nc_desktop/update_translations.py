"""Brings the translations up to date: `uv run python tests/nc_desktop/update_translations.py`.

Collects the strings of nc_desktop into resources/translations/*.ts (new ones come in unfinished:
translate them in the file or with Qt Linguist, then run this again) and compiles the .qm files.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
PLURALS_ONLY = ("en",)  # the source is English already, but for its plurals
LANGUAGES = ("ru", *PLURALS_ONLY)


def collect(folder: Path) -> None:
    """Run lupdate on the .ts files in a folder."""
    sources = sorted(str(path) for path in (ROOT / "nc_desktop").rglob("*.py"))
    for language in LANGUAGES:
        plural = ["-pluralonly"] if language in PLURALS_ONLY else []
        file = str(folder / f"neurocorrelator_{language}.ts")
        common = ["-no-obsolete", "-locations", "none", "-silent"]
        _run("pyside6-lupdate", [*plural, *sources, "-ts", file, *common])


def compile_all(folder: Path) -> None:
    """Run lrelease: each .ts file becomes a .qm file beside it."""
    for language in LANGUAGES:
        name = f"neurocorrelator_{language}"
        files = [str(folder / f"{name}.ts"), "-qm", str(folder / f"{name}.qm")]
        _run("pyside6-lrelease", [*files, "-silent"])


def _run(tool: str, arguments: list[str]) -> None:
    program = Path(sysconfig.get_path("scripts")) / tool
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    collect(FOLDER)
    compile_all(FOLDER)
    sys.exit()
