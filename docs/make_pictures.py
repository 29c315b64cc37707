"""Makes the pictures of the program in README.md, README.ru.md and docs/: real runs, no retouching.

    uv run python docs/make_pictures.py [--all FOLDER]

Starts the window offscreen with the demo, matches it, and saves the window with the result, the
window while it matches, and the dialog that exports. Two of the four combinations of language and
theme are committed (English light, Russian dark); `--all` saves the four as PNG into a folder, to
be looked at before a release.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image

if TYPE_CHECKING:
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session

IMAGES = Path(__file__).parent / "images"
COMMITTED = {("en", "light"): "", ("ru", "dark"): "_ru"}
NAMES = ("window", "matching", "export")
_QUALITY = 88
_LIMIT_S = 600.0
_SETTLES_S = 1.0
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
    os.environ.update(environment)
    os.chdir(environment["HOME"])
    results = Path("results")  # so that the pictures name no folder of this machine
    results.mkdir()

    from PySide6.QtWidgets import QApplication

    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.model.export_choices import ExportChoices
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings, default_settings_file
    from nc_desktop.theme import apply_theme

    app = QApplication([])
    settings = Settings(default_settings_file())
    files = ("csv", "gpkg", "heatmap", "picture")
    settings.export_choices = ExportChoices(formats=files, folder=str(results)).write()
    languages = LanguageSwitch(app)
    languages.use(language)
    apply_theme(app, settings.theme)
    session = Session()
    window = MainWindow(session, settings, languages)
    window.show()
    _use(window, session, lambda name: str(folder / f"{name}{stem}.png"))
    window.close()


def _use(window: MainWindow, session: Session, file: Callable[[str], str]) -> None:
    """Match the demo and export, saving pictures on the way."""
    matching, preview = session.matching, session.matching.preview
    matching.warm_up()
    _wait(lambda: window.idle)
    session.opening.demo(match=True)
    _wait(lambda: preview.layer is not None and preview.fraction > _SOME)
    matching.match()  # one more, to be seen waiting
    _settle(window)
    window.grab().save(file("matching"))
    matching.queue.cancel(matching.queue.runs[-1])
    _wait(lambda: window.idle)
    window.project_actions.show_export()
    dialog = window.project_actions.dialog
    if dialog is None:
        raise RuntimeError("there is no dialog that exports")
    _wait(lambda: window.idle)
    _settle(window)
    dialog.grab().save(file("export"))
    dialog.close()


def _settle(window: MainWindow) -> None:
    """Let answers come and widgets find their places, and the map be drawn after that."""
    settled = time.monotonic() + _SETTLES_S
    _wait(lambda: time.monotonic() > settled and window.map.complete)


def _wait(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: it never was.
    """
    from PySide6.QtCore import QCoreApplication

    until = time.monotonic() + _LIMIT_S
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("the window does not get done with what a picture shows")
        QCoreApplication.processEvents()
        time.sleep(0.01)


def make(folder: Path, language: str, theme: str) -> dict[str, Path]:
    """All pictures in one language and theme.

    Returns:
        The PNG files by their names in `NAMES`.

    Raises:
        subprocess.CalledProcessError: the program did not end with exit code 0.
        RuntimeError: the other pictures were not made.
    """
    stem = f"_{language}_{theme}"
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "neurocorrelator" / "desktop.ini"
        settings.parent.mkdir()
        settings.write_text(f"[General]\ntheme={theme}\n", "utf-8")
        places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "HOME": home}
        environment = os.environ | places | {"QT_QPA_PLATFORM": "offscreen"}
        picture_of_the_window(folder / f"window{stem}.png", language, environment)
        process = multiprocessing.get_context("spawn").Process(
            target=pictures_in_work, args=(folder, stem, language, environment)
        )
        process.start()
        process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the pictures{stem} were not made: exit code {process.exitcode}")
    return {name: folder / f"{name}{stem}.png" for name in NAMES}


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
                suffix = COMMITTED.get((language, theme))
                if given.all is None and suffix is None:
                    continue
                for name, file in make(out.absolute(), language, theme).items():
                    print(file.name)
                    if suffix is not None:
                        with PIL.Image.open(file) as image:
                            small = IMAGES / f"{name}{suffix}.jpg"
                            image.convert("RGB").save(small, quality=_QUALITY, optimize=True)


if __name__ == "__main__":
    main()
