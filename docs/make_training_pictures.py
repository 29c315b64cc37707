"""Makes the pictures of training in docs/: the window's pages and the map, from a real run.

    uv run dvc pull
    uv run python docs/make_training_pictures.py [--all FOLDER] [--run FOLDER]

Trains with the preset quick on the places that ship with the program (some minutes), unless
`--run` names the folder of a run that is over. Then the window is started offscreen for each
combination of language and theme: areas are drawn on two NAIP dates, and each page is saved.
English light and Russian dark are committed; `--all` saves the four as PNG into a folder, to be
looked at before a release.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image

if TYPE_CHECKING:
    from nc_desktop.actions.training_actions import TrainingActions
    from nc_desktop.main_window import MainWindow
    from nc_desktop.training.training_window import TrainingWindow

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
DATES = tuple(ROOT / "data" / "naip" / "rasters" / f"naip_{year}.tif" for year in (2010, 2016))
COMMITTED = {("en", "light"): "", ("ru", "dark"): "_ru"}
NAMES = ("areas", "data", "check", "settings", "run", "heatmaps", "result", "models")
RUN = "places-20261129-1200"  # what the pictures call it
_QUALITY = {"areas": 66}  # a map is large; pages of text want more
_MOST_QUALITY = 88
_LIMIT_S = 600.0
_SETTLES_S = 1.0
_SIZE = (1060, 720)
_PICTURE_PX = 96
_TEST = ((500.0, 40.0), (920.0, 60.0), (900.0, 470.0), (540.0, 430.0))  # in pixels of the scene


def train(folder: Path) -> Path:
    """A real run; the folder it is in.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "neurocorrelator", "train", "preset=quick", f"out={folder}"]
    places = ROOT / "resources" / "demo" / "places"
    subprocess.run([*command, f"data={places}"], check=True)
    return folder


def pictures(
    folder: Path, run: Path, stem: str, language: str, environment: dict[str, str]
) -> None:
    """Save every page. Runs in its own process."""
    os.environ.update(environment)
    os.chdir(environment["HOME"])  # so that the pictures name no folder of this machine
    training = Path("training")
    shutil.copytree(run, training / "runs" / RUN)
    (training / "runs" / RUN / "config-wizard.yaml").touch()

    from PySide6.QtWidgets import QApplication

    from nc_desktop.languages import LanguageSwitch
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session
    from nc_desktop.settings import Settings, default_settings_file
    from nc_desktop.theme import apply_theme

    app = QApplication([])
    settings = Settings(default_settings_file())
    settings.training_folder = training
    languages = LanguageSwitch(app)
    languages.use(language)
    apply_theme(app, settings.theme)
    session = Session()
    window = MainWindow(session, settings, languages)
    window.show()
    session.opening.files(DATES)
    session.matching.warm_up()
    _wait(lambda: window.idle)
    window.messages.clear()
    window.map.zoom_to_extent()
    _walk(window, lambda name: str(folder / f"training_{name}{stem}.png"))
    window.close()


def _walk(window: MainWindow, file: Callable[[str], str]) -> None:
    """Through all pages, saving pictures on the way."""
    import neurocorrelator as nc

    actions = window.training_actions
    actions.show_wizard()
    wizard = actions.wizard
    if wizard is None:
        raise RuntimeError("there is no window of training")
    rasters = wizard.data.rasters
    wizard.data.made.click()
    rasters.picture_px.set_value(_PICTURE_PX)
    rasters.picture_px.edited.emit()
    area = nc.GroundArea.from_pixels(_TEST, window.map.georeference, "area")
    rasters.areas.draw("test", area)
    _wait(rasters.look.isEnabled)  # they are counted
    rasters.look.click()
    _settle(window)
    window.grab().save(file("areas"))
    actions.show_wizard()
    wizard.resize(*_SIZE)  # the screen offscreen is small, and `show_wizard` keeps to it
    _settle(window)
    wizard.grab().save(file("data"))
    wizard.data.shipped.click()
    wizard.next.click()
    _wait(lambda: not wizard.check.running and wizard.check.estimate.estimate is not None)
    _settle(window)
    wizard.grab().save(file("check"))
    wizard.next.click()
    _settle(window)
    wizard.grab().save(file("settings"))
    _show_run(window, wizard, file)
    _show_models(window, actions, file)


def _show_run(window: MainWindow, wizard: TrainingWindow, file: Callable[[str], str]) -> None:
    wizard.runs.refresh()
    _wait(lambda: wizard.runs.runs.count() == 1)
    wizard.show_run(Path("training") / "runs" / RUN)
    _wait(lambda: wizard.watch.known and wizard.watch.state == "ended")
    _settle(window)
    wizard.grab().save(file("run"))
    wizard.run_page.tabs.setCurrentIndex(1)
    _settle(window)
    wizard.grab().save(file("heatmaps"))
    wizard.next.click()
    _settle(window)
    wizard.grab().save(file("result"))


def _show_models(window: MainWindow, actions: TrainingActions, file: Callable[[str], str]) -> None:
    actions.show_models.trigger()
    models = actions.models
    if models is None:
        raise RuntimeError("there is no window of models")
    models.resize(_SIZE[0], 600)
    _wait(lambda: not actions.weights.busy)
    models.list.setCurrentItem(models.list.topLevelItem(1))
    _wait(lambda: not actions.weights.busy)
    _settle(window)
    models.grab().save(file("models"))


def _settle(window: MainWindow) -> None:
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


def make(folder: Path, run: Path, language: str, theme: str) -> dict[str, Path]:
    """All pictures in one language and theme, by their names in `NAMES`.

    Raises:
        RuntimeError: they were not made.
    """
    stem = f"_{language}_{theme}"
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "neurocorrelator" / "desktop.ini"
        settings.parent.mkdir()
        settings.write_text(f"[General]\ntheme={theme}\n", "utf-8")
        places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "HOME": home}
        environment = os.environ | places
        process = multiprocessing.get_context("spawn").Process(
            target=pictures, args=(folder, run, stem, language, environment)
        )
        process.start()
        process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the pictures{stem} were not made: exit code {process.exitcode}")
    return {name: folder / f"training_{name}{stem}.png" for name in NAMES}


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="save all four as PNG there")
    parser.add_argument("--run", type=Path, metavar="FOLDER", help="a run that is over")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        run = given.run or train(Path(folder) / "run")
        out = given.all or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        for language in ("en", "ru"):
            for theme in ("light", "dark"):
                suffix = COMMITTED.get((language, theme))
                if given.all is None and suffix is None:
                    continue
                for name, file in make(out.absolute(), run.absolute(), language, theme).items():
                    print(file.name)
                    if suffix is not None:
                        with PIL.Image.open(file) as image:
                            small = IMAGES / f"training_{name}{suffix}.jpg"
                            quality = _QUALITY.get(name, _MOST_QUALITY)
                            image.convert("RGB").save(small, quality=quality, optimize=True)


if __name__ == "__main__":
    main()
