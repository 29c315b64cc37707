"""A real window, offscreen, and a watch over what it leaves behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import gc
import itertools
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from PySide6.QtCore import QEvent, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rasterio.windows import Window as RioWindow
from shiboken6 import isValid

import neurocorrelator as nc
from nc_desktop.jobs.runner import JobRunner, _WorkerThread
from nc_desktop.languages import LanguageSwitch
from nc_desktop.main_window import MainWindow
from nc_desktop.map.tile_reader import TileReader
from nc_desktop.qt_log import HARMLESS
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from tests.nc_desktop.driving import TEMPLATE_AT, TEMPLATE_SIZE, App

_FULL_COLLECTION_EVERY = 20  # tests: it looks at all that torch has made, too

CROP = RioWindow(300, 200, 448, 416)  # a road, lawn and trees, all of it valid


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_collected_here() -> Iterator[Callable[[], None]]:
    """As in the program: widgets that hold each other never die in a worker's thread."""
    gc.disable()
    ended = itertools.count(1)
    yield lambda: _collect(1 if next(ended) % _FULL_COLLECTION_EVERY else 2)
    gc.enable()


def _collect(generation: int) -> None:
    gc.collect(generation)


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    monkeypatch: pytest.MonkeyPatch, _garbage_is_collected_here: Callable[[], None]
) -> Iterator[None]:
    """No thread, no exception in a slot, no warning of Qt outlives a test."""
    warnings: list[str] = []
    caught: list[BaseException] = []

    def on_message(kind: QtMsgType, context: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and text not in HARMLESS:
            warnings.append(text)

    def on_exception(kind: type, error: BaseException, trace: object) -> None:
        caught.append(error)

    started: list[QThread] = []
    for kind in (_WorkerThread, TileReader):
        monkeypatch.setattr(kind, "start", _recorder(started), raising=False)
    threads = set(threading.enumerate())
    handler = qInstallMessageHandler(on_message)
    hook, sys.excepthook = sys.excepthook, on_exception
    try:
        yield
        app = QApplication.instance()
        if app is not None:
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            app.processEvents()
        _garbage_is_collected_here()
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(handler)
    leaked = {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}
    assert leaked <= threads, f"Python threads are left: {leaked - threads}"
    running = [t.objectName() for t in started if isValid(t) and t.isRunning()]
    assert not running, f"Qt threads are left: {running}"
    assert not warnings, warnings
    assert not caught, caught


def _recorder(started: list[QThread]) -> Callable[[QThread], None]:
    def start(thread: QThread) -> None:
        started.append(thread)
        QThread.start(thread)

    return start


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings" / "desktop.ini")


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[App]:
    languages = LanguageSwitch(qapp)
    languages.use("en")
    session = Session()
    window = MainWindow(session, settings, languages)
    window.show()
    qtbot.waitExposed(window)
    yield App(window, session, settings, languages, qtbot)
    window.close()
    languages.use("en")
    window.deleteLater()
    session.deleteLater()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner("compute")
    yield made
    made.shutdown()
    made.deleteLater()


@pytest.fixture(scope="session")
def demo_scene() -> Path:
    return nc.resource_path("demo") / "brighton_ortho_utm15n.tif"


@pytest.fixture(scope="session")
def scene_file(tmp_path_factory: pytest.TempPathFactory, demo_scene: Path) -> Path:
    """A crop of the real orthophoto, small enough to match in a moment."""
    path = tmp_path_factory.mktemp("scene") / "Бухта.tif"
    with rasterio.open(demo_scene) as source:
        profile = source.profile | {
            "width": CROP.width,
            "height": CROP.height,
            "transform": source.window_transform(CROP),
            "compress": "deflate",
            "photometric": "rgb",
        }
        pixels = source.read([1, 2, 3], window=CROP)
    profile.update(count=3, nodata=None)
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    return path


@pytest.fixture(scope="session")
def picture_file(tmp_path_factory: pytest.TempPathFactory, scene_file: Path) -> Path:
    """A piece of that scene as a plain picture."""
    path = tmp_path_factory.mktemp("picture") / "piece.png"
    _save_piece(scene_file, TEMPLATE_AT, path)
    return path


@pytest.fixture(scope="session")
def second_picture_file(picture_file: Path, scene_file: Path) -> Path:
    path = picture_file.with_name("other.png")
    _save_piece(scene_file, (260, 252), path)
    return path


def _save_piece(scene: Path, corner: tuple[int, int], path: Path) -> None:
    with rasterio.open(scene) as source:
        pixels = source.read(window=RioWindow(*corner, *TEMPLATE_SIZE))
    PIL.Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0))).save(path)


@pytest.fixture
def plain_scene_file(tmp_path: Path, scene_file: Path) -> Path:
    """The same scene without any georeference."""
    path = tmp_path / "plain.png"
    with rasterio.open(scene_file) as source:
        pixels = source.read()
    PIL.Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0))).save(path)
    return path


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path, str], Path]:
    def copy(source: Path, name: str) -> Path:
        return Path(shutil.copy(source, tmp_path / name))

    return copy
