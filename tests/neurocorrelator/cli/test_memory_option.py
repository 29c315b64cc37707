"""`--memory`: sizes as people write them, and what becomes of them."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
import typer

import neurocorrelator as nc
from neurocorrelator.cli.memory_option import limited_to, memory_mib, size_warning
from neurocorrelator.matching.plan import maps_bytes
from tests.neurocorrelator.plain import PLAIN_FLAGS


@pytest.mark.parametrize(
    ("text", "mib"),
    [
        ("4GiB", 4096),
        ("4gib", 4096),
        ("4G", 4096),
        ("4 GB", 3814),
        ("1600MiB", 1600),
        ("2048M", 2048),
        ("1,5GiB", 1536),
        ("0.5 TiB", 524288),
    ],
)
def test_sizes(text, mib) -> None:
    assert memory_mib(text) == mib


@pytest.mark.parametrize("text", ["", "4", "GiB", "-4GiB", "4GiBs", "1535MiB", "many", "4e3MB"])
def test_no_sizes(text) -> None:
    with pytest.raises(typer.BadParameter):
        memory_mib(text)


def test_what_it_limits(cli, small_scene, monkeypatch) -> None:
    monkeypatch.setenv("GDAL_CACHEMAX", "1000")
    small, large = limited_to(1536), limited_to(8192)
    assert 64 <= small < large < 8192 // 2
    picture = small_scene.cut(120, 80, 48)
    out = small_scene.folder / "out"
    done = cli(
        *("match", small_scene.path, picture, *PLAIN_FLAGS, "--memory", "2GiB", "--out", out),
        "--json",
    )
    assert done.code == 0, done.err
    assert os.environ["GDAL_CACHEMAX"] == "64"
    assert f'"memory_mib": {limited_to(2048)}' in (out / "run.json").read_text("utf-8")
    assert cli("match", small_scene.path, picture, "--memory", "100MiB").code == 2


def test_maps_that_are_too_large_are_told() -> None:
    assert size_warning(3 * 2**30, 4096) == []
    (warning,) = size_warning(5 * 2**30, 4096)
    assert "5.0 GiB" in warning


@pytest.mark.parametrize(
    ("side", "template_px", "exact", "told"),
    [
        (30_000, 256, False, False),
        (100_000, 256, False, False),
        (60_000, 128, False, False),
        (100_000, 128, False, False),
        (30_000, 256, True, False),
        (100_000, 256, True, True),
        (60_000, 128, True, True),
    ],
)
def test_which_scenes_have_too_large_maps(
    small_scene, side: int, template_px: int, exact: bool, told: bool
) -> None:
    pixels = np.arange(template_px**2 * 3).reshape(template_px, template_px, 3).astype(np.uint8)
    template = nc.Template("one", pixels, np.ones(pixels.shape[:2], np.bool_))
    config = nc.MatchConfig(rotations="none", scales="none", exact=exact)
    with nc.Raster.open(small_scene.path) as raster:
        scene = replace(raster, width=side, height=side)
        assert bool(size_warning(maps_bytes(scene, [template], config), 4096)) is told
