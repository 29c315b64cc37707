"""What libraries say to programmers does not reach the user."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import rasterio


def test_nodata_beside_an_alpha_band_brings_no_foreign_warning(
    program, rasters_dir: Path, tmp_path: Path
) -> None:
    with rasterio.open(rasters_dir / "rio_tiler/cog_rgb.tif") as source:
        pixels = source.read([1, 2, 3])
        kept = {
            key: source.profile[key] for key in ("width", "height", "dtype", "crs", "transform")
        }
    profile = kept | {"count": 4, "nodata": 0, "driver": "GTiff", "alpha": "yes"}
    with rasterio.open(tmp_path / "scene.tif", "w", **profile) as scene:
        scene.write(pixels, [1, 2, 3])
        scene.write(np.full(pixels.shape[1:], 255, np.uint8), 4)
    cut = pixels[:, 50:98, 60:108].transpose(1, 2, 0)
    PIL.Image.fromarray(cut).save(tmp_path / "cut.png")
    done = program(
        "match",
        tmp_path / "scene.tif",
        tmp_path / "cut.png",
        "--rotations",
        "0",
        "--scales",
        "1",
        cwd=tmp_path,
    )
    assert done.code == 0
    lines = [line for line in done.err.splitlines() if line]
    assert not lines, lines
