"""A file is known again while nothing has written to it, and not any longer."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.shutil import copy as copy_raster

import neurocorrelator as nc


@pytest.fixture
def path(rasters_dir: Path, tmp_path: Path) -> Path:
    file = tmp_path / "Снимок №1.tif"
    shutil.copy(rasters_dir / "rio_tiler" / "cog_rgb.tif", file)
    return file


def _state(path: Path, **look: object) -> str | None:
    with nc.Raster.open(path, **look) as raster:  # type: ignore[arg-type]
        state = raster.pixel_state()
    return None if state is None else state.text


def test_a_file_is_known_again(path: Path) -> None:
    assert _state(path) is not None
    assert _state(path) == _state(path)


def test_what_has_just_been_written_is_not_settled(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nc.Raster.open(path) as raster:
        state = raster.pixel_state()
        assert state is not None
        assert not state.is_settled
        later = time.time() + 6
        monkeypatch.setattr(time, "time", lambda: later)
        assert state.is_settled
        assert raster.pixel_state() == state


@pytest.mark.skipif(os.name == "nt", reason="Windows tells no time of the last change")
def test_other_pixels_are_seen_even_with_the_former_date(path: Path) -> None:
    before, facts = _state(path), path.stat()
    with rasterio.open(path, "r+", IGNORE_COG_LAYOUT_BREAK="YES") as dataset:
        dataset.write(255 - dataset.read())
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert path.stat().st_mtime_ns == facts.st_mtime_ns
    assert _state(path) != before


def test_another_look_is_another_state(path: Path) -> None:
    looks = [{}, {"bands": [1]}, {"stretch": "minmax"}, {"stretch": "percentile"}]
    assert len({_state(path, **look) for look in looks}) == len(looks)


def test_a_file_beside_it_counts(path: Path) -> None:
    before = _state(path)
    path.with_name(f"{path.name}.aux.xml").write_text(
        "<PAMDataset><PAMRasterBand band='1'><NoDataValue>7</NoDataValue></PAMRasterBand>"
        "</PAMDataset>",
        encoding="utf-8",
    )
    assert _state(path) not in (None, before)


def test_a_vrt_and_a_warp_cannot_tell(path: Path, tmp_path: Path) -> None:
    vrt = tmp_path / "all.vrt"
    with rasterio.open(path) as dataset:
        copy_raster(dataset, vrt, driver="VRT")
        crs = dataset.crs
    assert _state(vrt) is None
    other = "EPSG:3857" if crs.to_epsg() != 3857 else "EPSG:4326"
    with nc.Raster.open(path) as raster:
        elsewhere = nc.Georeference(crs=nc.parse_crs(other))
        with raster.onto(elsewhere) as warped:
            assert np.any(warped.read().rgb)
            assert warped.pixel_state() is None
