"""Makes the pictures of the program in README.md, README.ru.md and docs/: real runs, no retouching.

    uv run python docs/make_pictures.py [--all FOLDER]

Starts the window offscreen with the demo, matches it, and saves the window with the result, the
window while it matches, and the dialog that exports. Two of the four combinations of language and
theme are committed (English light, Russian dark); `--all` saves the four as PNG into a folder, to
be looked at before a release.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from picture_making import enter, home_of, in_own_process, make_all, open_window, settle, wait

if TYPE_CHECKING:
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings

NAMES = ("window", "matching", "export")
_QUALITY = 88
_SOME = 0.2  # of a match: some of the preview is there, and not all


def picture_of_the_window(file: Path, language: str, environment: dict[str, str]) -> None:
    """Run the program with the demo, as its user does, and save its window as PNG.

    Raises:
        subprocess.CalledProcessError: the program did not end with exit code 0.
    """
    command = [sys.executable, "-m", "nc_desktop", "--demo", "--language", language]
    subprocess.run([*command, "--screenshot", str(file)], check=True, env=environment)


def pictures_in_work(folder: Path, stem: str, language: str, environment: dict[str, str]) -> None:
    """Save the window while it matches, and the dialog that exports. Runs in its own process."""
    enter(environment)
    app, session, window = open_window(language, _choose_export)
    _use(window, session, lambda name: str(folder / f"{name}{stem}.png"))
    window.close()
    del app  # not before


def _choose_export(settings: Settings) -> None:
    from nc_desktop.model.export_choices import ExportChoices

    results = Path("results")
    results.mkdir()
    files = ("csv", "gpkg", "heatmap", "picture")
    settings.export_choices = ExportChoices(formats=files, folder=str(results)).write()


def _use(window: MainWindow, session: Session, file: Callable[[str], str]) -> None:
    """Match the demo and export, saving pictures on the way."""
    matching, preview = session.matching, session.matching.preview
    matching.warm_up()
    wait(lambda: window.idle)
    session.opening.demo(match=True)
    wait(lambda: preview.layer is not None and preview.fraction > _SOME)
    matching.match()  # one more, to be seen waiting
    settle(window)
    window.grab().save(file("matching"))
    matching.queue.cancel(matching.queue.runs[-1])
    wait(lambda: window.idle)
    window.project_actions.show_export()
    dialog = window.project_actions.dialog
    if dialog is None:
        raise RuntimeError("there is no dialog that exports")
    wait(lambda: window.idle)
    settle(window)
    dialog.grab().save(file("export"))
    dialog.close()


def make(folder: Path, language: str, theme: str) -> dict[str, Path]:
    """All pictures in one language and theme.

    Returns:
        The PNG files by their names in `NAMES`.

    Raises:
        subprocess.CalledProcessError: the program did not end with exit code 0.
        RuntimeError: the other pictures were not made.
    """
    stem = f"_{language}_{theme}"
    with home_of(theme) as environment:
        picture_of_the_window(folder / f"window{stem}.png", language, environment)
        in_own_process(pictures_in_work, folder, stem, language, environment)
    return {name: folder / f"{name}{stem}.png" for name in NAMES}


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="save all four as PNG there")
    given = parser.parse_args()
    make_all(given.all, make, lambda _: _QUALITY)


if __name__ == "__main__":
    main()
