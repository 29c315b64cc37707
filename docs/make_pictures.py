"""Makes the pictures of the program in README.md, README.ru.md and docs/: real runs, no retouching.

    uv run python docs/make_pictures.py [--all FOLDER]

Starts the window offscreen with the demo, lets it match, and saves it. Two of the four combinations
of language and theme are committed (English light, Russian dark); `--all` saves the four as PNG
into a folder, to be looked at before a release.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import PIL.Image

IMAGES = Path(__file__).parent / "images"
COMMITTED = {("en", "light"): "window.jpg", ("ru", "dark"): "window_ru.jpg"}
_QUALITY = 88


def picture_of(language: str, theme: str, file: Path) -> None:
    """Run the program once and save its window as PNG.

    Raises:
        subprocess.CalledProcessError: the program did not end with exit code 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "neurocorrelator" / "desktop.ini"
        settings.parent.mkdir()
        settings.write_text(f"[General]\ntheme={theme}\n", "utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": folder,
            "XDG_STATE_HOME": folder,
        }
        command = [sys.executable, "-m", "nc_desktop", "--demo", "--language", language]
        subprocess.run([*command, "--screenshot", str(file)], check=True, env=environment)


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="save all four as PNG there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = given.all or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        for language in ("en", "ru"):
            for theme in ("light", "dark"):
                if given.all is None and (language, theme) not in COMMITTED:
                    continue
                file = out / f"window_{language}_{theme}.png"
                picture_of(language, theme, file)
                print(file.name)
                name = COMMITTED.get((language, theme))
                if name is not None:
                    with PIL.Image.open(file) as image:
                        image.convert("RGB").save(IMAGES / name, quality=_QUALITY, optimize=True)


if __name__ == "__main__":
    main()
