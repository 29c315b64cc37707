"""Pairs of frames like those of the template-matching papers, cut from real rasters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import PIL.Image
import pytest
import rasterio
from rasterio.windows import Window

import neurocorrelator as nc

FRAME = (200, 160)  # width, height


@dataclass(frozen=True)
class PairFolder:
    """A folder of pairs; a frame is a window of one of two rasters, a video is a raster."""

    path: Path
    rasters: dict[str, Path]

    def frame(self, name: str, video: str, offset: tuple[int, int]) -> Path:
        """Save a frame losslessly."""
        with rasterio.open(self.rasters[video]) as dataset:
            pixels = dataset.read([1, 2, 3], window=Window(*offset, *FRAME))
        picture = self.path / name
        PIL.Image.fromarray(pixels.transpose(1, 2, 0)).save(picture)
        return picture

    def add(
        self,
        number: int,
        video: str,
        box: Sequence[float],
        offsets: tuple[tuple[int, int], tuple[int, int]] = ((40, 30), (60, 42)),
        *,
        truth: Sequence[float] | None = None,
        separator: str = ",",
    ) -> None:
        """A pair; the second frame is moved against the first by the offsets' difference.

        Args:
            number: of the pair.
            video: `ochre` or `jogging-1`.
            box: x, y, w, h of the template in the first frame.
            offsets: (col, row) of both frames in the raster.
            truth: x, y, w, h in the second frame; where the box moves to if None.
            separator: of the numbers in the texts.
        """
        (col, row), (other_col, other_row) = offsets
        x, y, width, height = box
        moved = truth or (x + col - other_col, y + row - other_row, width, height)
        self.frame(f"pair{number:04d}_frm1_{video}_0032.png", video, offsets[0])
        self.frame(f"pair{number:04d}_frm2_{video}_0052.png", video, offsets[1])
        for frame, values in (("0032", box), ("0052", moved)):
            text = separator.join(f"{value:.6f}" for value in values)
            # both texts carry the first frame's name, as in the published sets
            (self.path / f"pair{number:04d}_frm1_{video}_{frame}.txt").write_text(text)


@pytest.fixture
def pair_folder(tmp_path: Path, rasters_dir: Path) -> PairFolder:
    folder = tmp_path / "Пары"
    folder.mkdir()
    rasters = {
        "ochre": rasters_dir / "rio_tiler" / "cog_rgb.tif",
        "jogging-1": nc.resource_path("demo/brighton_ortho_utm15n.tif"),
    }
    return PairFolder(folder, rasters)
