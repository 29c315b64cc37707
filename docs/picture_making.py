"""What makes the pictures of the documents share: windows of each language and theme, and files."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings

IMAGES = Path(__file__).parent / "images"
COMMITTED = {("en", "light"): "", ("ru", "dark"): "_ru"}
_LIMIT_S = 600.0
_SETTLES_S = 1.0


@contextmanager
def home_of(theme: str) -> Iterator[dict[str, str]]:
    """Environment of a program that starts offscreen with empty settings, but in this theme."""
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "neurocorrelator" / "desktop.ini"
        settings.parent.mkdir()
        settings.write_text(f"[General]\ntheme={theme}\n", "utf-8")
        places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "HOME": home}
        yield os.environ | places | {"QT_QPA_PLATFORM": "offscreen"}


def in_own_process(work: Callable[..., None], *arguments: object) -> None:
    """Run what opens a window, of which a process has one.

    Raises:
        RuntimeError: it failed.
    """
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the pictures were not made: exit code {process.exitcode}")


def enter(environment: dict[str, str]) -> None:
    """Live in the home of an environment: relative paths then name no folder of this machine."""
    os.environ.update(environment)
    os.chdir(environment["HOME"])


def open_window(
    language: str, prepare: Callable[[Settings], None]
) -> tuple[QApplication, Session, MainWindow]:
    """The program's window as its user has it, with settings that `prepare` makes."""
    from PySide6.QtWidgets import QApplication

    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings, default_settings_file
    from nc_desktop.theme import apply_theme

    app = QApplication([])
    settings = Settings(default_settings_file())
    prepare(settings)
    languages = LanguageSwitch(app)
    languages.use(language)
    apply_theme(app, settings.theme)
    session = Session()
    window = MainWindow(session, settings, languages)
    window.show()
    return app, session, window


def settle(window: MainWindow) -> None:
    """Let answers come and widgets find their places, and the map be drawn after that."""
    settled = time.monotonic() + _SETTLES_S
    wait(lambda: time.monotonic() > settled and window.map.complete)


def wait(condition: Callable[[], bool]) -> None:
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


def make_all(
    every: Path | None,
    make: Callable[[Path, str, str], dict[str, Path]],
    quality_of: Callable[[str], int],
) -> None:
    """Pictures of each language and theme; those that are committed as JPEG into `docs/images`.

    Args:
        every: folder that gets those of all four as PNG; None: only the committed ones are made.
        make: into a folder, in a language and a theme; PNG files by their names.
        quality_of: of the JPEG, by name.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = (every or Path(folder)).absolute()
        out.mkdir(parents=True, exist_ok=True)
        for language in ("en", "ru"):
            for theme in ("light", "dark"):
                suffix = COMMITTED.get((language, theme))
                if every is None and suffix is None:
                    continue
                for name, file in make(out, language, theme).items():
                    print(file.name)
                    if suffix is not None:
                        with PIL.Image.open(file) as image:
                            small = IMAGES / f"{name}{suffix}.jpg"
                            image.convert("RGB").save(
                                small, quality=quality_of(name), optimize=True
                            )
