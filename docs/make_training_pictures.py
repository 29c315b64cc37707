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
import functools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from picture_making import enter, home_of, in_own_process, make_all, open_window, settle, wait

if TYPE_CHECKING:
    from nc_desktop.actions.training_actions import TrainingActions
    from nc_desktop.main_window import MainWindow
    from nc_desktop.settings import Settings
    from nc_desktop.training.training_window import TrainingWindow

ROOT = Path(__file__).parents[1]
DATES = tuple(ROOT / "data" / "naip" / "rasters" / f"naip_{year}.tif" for year in (2010, 2016))
NAMES = ("areas", "data", "check", "settings", "run", "heatmaps", "result", "models")
TRAINING = Path("training")
RUN = "places-20261129-1200"  # what the pictures call it
_QUALITY = {"training_areas": 66}  # a map is large; pages of text want more
_MOST_QUALITY = 88
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
    enter(environment)
    shutil.copytree(run, TRAINING / "runs" / RUN)
    (TRAINING / "runs" / RUN / "config-wizard.yaml").touch()
    app, session, window = open_window(language, _choose_folder)
    session.opening.files(DATES)
    session.matching.warm_up()
    wait(lambda: window.idle)
    window.messages.clear()
    window.map.zoom_to_extent()
    _walk(window, lambda name: str(folder / f"training_{name}{stem}.png"))
    window.close()
    del app  # not before


def _choose_folder(settings: Settings) -> None:
    settings.training_folder = TRAINING


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
    wait(rasters.look.isEnabled)  # they are counted
    rasters.look.click()
    settle(window)
    window.grab().save(file("areas"))
    actions.show_wizard()
    wizard.resize(*_SIZE)  # the screen offscreen is small, and `show_wizard` keeps to it
    settle(window)
    wizard.grab().save(file("data"))
    wizard.data.shipped.click()
    wizard.next.click()
    wait(lambda: not wizard.check.running and wizard.check.estimate.estimate is not None)
    settle(window)
    wizard.grab().save(file("check"))
    wizard.next.click()
    settle(window)
    wizard.grab().save(file("settings"))
    _show_run(window, wizard, file)
    _show_models(window, actions, file)


def _show_run(window: MainWindow, wizard: TrainingWindow, file: Callable[[str], str]) -> None:
    wizard.runs.refresh()
    wait(lambda: wizard.runs.runs.count() == 1)
    wizard.show_run(TRAINING / "runs" / RUN)
    wait(lambda: wizard.watch.known and wizard.watch.state == "ended")
    settle(window)
    wizard.grab().save(file("run"))
    wizard.run_page.tabs.setCurrentIndex(1)
    settle(window)
    wizard.grab().save(file("heatmaps"))
    wizard.next.click()
    settle(window)
    wizard.grab().save(file("result"))


def _show_models(window: MainWindow, actions: TrainingActions, file: Callable[[str], str]) -> None:
    actions.show_models.trigger()
    models = actions.models
    if models is None:
        raise RuntimeError("there is no window of models")
    models.resize(_SIZE[0], 600)
    wait(lambda: not actions.weights.busy)
    trained = models.list.topLevelItemCount() - 1  # behind those that ship
    models.list.setCurrentItem(models.list.topLevelItem(trained))
    wait(lambda: not actions.weights.busy)
    settle(window)
    models.grab().save(file("models"))


def make(run: Path, folder: Path, language: str, theme: str) -> dict[str, Path]:
    """All pictures in one language and theme, by their names in `NAMES`.

    Raises:
        RuntimeError: they were not made.
    """
    stem = f"_{language}_{theme}"
    with home_of(theme) as environment:
        in_own_process(pictures, folder, run, stem, language, environment)
    return {f"training_{name}": folder / f"training_{name}{stem}.png" for name in NAMES}


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="save all four as PNG there")
    parser.add_argument("--run", type=Path, metavar="FOLDER", help="a run that is over")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = (given.run or train(Path(folder) / "run")).absolute()
        make_all(
            given.all, functools.partial(make, run), lambda name: _QUALITY.get(name, _MOST_QUALITY)
        )


if __name__ == "__main__":
    main()
