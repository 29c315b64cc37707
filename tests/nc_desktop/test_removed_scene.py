"""A scene that was removed keeps no file open while its removal can be undone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.nc_desktop.driving import App


def _is_open(path: Path) -> bool:
    targets = []
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that lists them
            targets.append(number.readlink())
    return path in targets


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_a_removed_scene_lets_go_of_its_file_and_comes_back(
    app: App, copy_of: Callable[[Path, str], Path], scene_file: Path
) -> None:
    path = copy_of(scene_file, "Снимок.tif")
    app.session.opening.files([path])
    app.wait_idle()
    assert _is_open(path)
    [layer] = app.session.project.layers
    app.session.layering.remove(layer, layer.name)
    app.wait_idle()
    assert not _is_open(path)
    assert app.window.map._cache.size_bytes == 0
    app.session.history.undo()
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.window.map.complete
    assert _is_open(path)
    app.session.layering.remove(layer, layer.name)
    app.wait_idle()
    path.unlink()
    app.session.history.undo()
    app.wait_idle()
    assert any("cannot read Снимок.tif any more" in text for text in app.texts)
