"""Start, open, match, zoom 500 times, export, save, quit with code 0: the real program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import PIL.Image


def test_a_whole_life_with_500_zooms_ends_with_code_0(
    tmp_path: Path, scene_file: Path, picture_file: Path
) -> None:
    folder = tmp_path / "Снимки №1"
    folder.mkdir()
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PYTHONFAULTHANDLER": "1",
        "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]),
    }
    script = Path(__file__).with_name("whole_life.py")
    done = subprocess.run(
        [sys.executable, str(script), str(scene_file), str(picture_file), str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    told = re.fullmatch(r"(\d+) of 500 zooms during the match, (\d+) matches\n", done.stdout)
    assert told is not None, done.stdout
    assert int(told[1]) > 0
    assert len(pd.read_csv(folder / "life.csv")) == int(told[2])
    features = json.loads((folder / "life.geojson").read_text("utf-8"))["features"]
    assert len(features) == int(told[2])
    with PIL.Image.open(folder / "life_map.png") as picture:
        assert min(picture.size) > 200
    assert (folder / "life_map.pgw").exists()
    assert (folder / "life.ncproj").exists()
    assert not list((tmp_path / "state").rglob("*.part"))
