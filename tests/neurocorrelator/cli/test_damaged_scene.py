"""A scene cut off on its way: what is there is searched, the rest is hatched and counted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import PIL.Image
import rasterio

from neurocorrelator.results import drawing
from tests.neurocorrelator.plain import PLAIN_FLAGS


def test_a_file_cut_off_in_a_tile_is_searched_but_for_its_end(
    cli, rasters_dir: Path, tmp_path: Path
) -> None:
    whole, scene = rasters_dir / "landsat_2020_epsg4326.tif", tmp_path / "снимок.tif"
    scene.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    unreadable = []
    with rasterio.open(scene) as file, rasterio.open(whole) as source:
        for _, window in file.block_windows(1):
            try:
                file.read(window=window)
            except rasterio.errors.RasterioError:
                unreadable.append(window)
        cut = source.read([1, 2, 3], window=rasterio.windows.Window(100, 40, 96, 88))
    assert len(unreadable) == 3
    picture = tmp_path / "cut.png"
    PIL.Image.fromarray(cut.transpose(1, 2, 0)).save(picture)

    out = tmp_path / "out"
    done = cli("match", scene, picture, *PLAIN_FLAGS, "--out", out)
    assert done.code == 0
    assert "3 damaged blocks were not searched; get the file again" in done.err
    assert json.loads((out / "run.json").read_text("utf-8"))["damaged_tiles"] == 3
    row = (out / "boxes.csv").read_text("utf-8-sig").splitlines()
    first = dict(zip(row[0].split(","), row[1].split(","), strict=False))
    assert abs(float(first["col"]) - 148) < 3
    assert abs(float(first["row"]) - 84) < 3
    for name in ("result.png", "heatmap.png"):
        with PIL.Image.open(out / name) as opened:
            hatched = (np.asarray(opened.convert("RGB")) == drawing.HATCH).all(axis=2)
        rows = np.flatnonzero(hatched.any(axis=1))
        assert hatched.sum() > 1000
        assert rows.min() > hatched.shape[0] / 2  # the tiles of the lower half are gone
