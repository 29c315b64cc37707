"""Variables of another program's PROJ and GDAL must not reach ours."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pyproj
import pytest
import rasterio
from affine import Affine

from neurocorrelator.environment import INHERITED, KEEP

TRANSFORM = Affine(2.5, 0, 652000, 0, -2.5, 6862000)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder as another program would leave it: a proj.db of another layout, no EPSG codes."""
    folder = tmp_path / "Чужая программа" / "share" / "proj"
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "proj.db")) as database:
        database.execute("CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT)")
        rows = [("DATABASE.LAYOUT.VERSION.MAJOR", "0"), ("DATABASE.LAYOUT.VERSION.MINOR", "1")]
        database.executemany("INSERT INTO metadata VALUES (?, ?)", rows)
        database.commit()
    (folder / "gdalvrt.xsd").write_text("nothing")
    return folder


def info(scene: Path, foreign: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **{name: str(foreign) for name in INHERITED}, **more}
    command = [sys.executable, "-m", "neurocorrelator", "info", str(scene), "--json"]
    return subprocess.run(
        command, env=env, capture_output=True, encoding="utf-8", check=False, timeout=180
    )


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A raster whose CRS, Lambert-93, is known by its code only (GDAL knows UTM by heart)."""
    path = tmp_path / "сцена.tif"
    profile = {"driver": "GTiff", "width": 64, "height": 48, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", crs="EPSG:2154", transform=TRANSFORM, **profile) as dataset:
        dataset.write(np.arange(3 * 48 * 64, dtype=np.uint8).reshape(3, 48, 64))
    return path


def test_coordinates_are_right_in_spite_of_them(scene, foreign) -> None:
    to_lonlat = pyproj.Transformer.from_crs(2154, 4326, always_xy=True)
    expected = to_lonlat.transform(*(TRANSFORM * (0, 0)))
    done = info(scene, foreign)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["crs"] == "EPSG:2154"
    assert told["corners_lonlat"][0] == pytest.approx(expected, abs=1e-9)


def test_who_keeps_them_gets_them(scene, foreign) -> None:
    done = info(scene, foreign, **{KEEP: "1"})
    # without codes GDAL cannot tell the CRS: this is what the test above is protected from
    assert done.returncode != 0 or json.loads(done.stdout)["crs"] != "EPSG:2154"


def test_they_are_gone_before_anything_is_loaded() -> None:
    code = (
        "import neurocorrelator, os, sys; from neurocorrelator import environment;"
        "assert not {'pyproj', 'rasterio'} & set(sys.modules);"
        "print(*sorted(environment.dropped), [n for n in environment.INHERITED if n in os.environ])"
    )
    env = {**os.environ, "PROJ_LIB": "a", "GDAL_DATA": "b"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "GDAL_DATA PROJ_LIB []", done.stderr
