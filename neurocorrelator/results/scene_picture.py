"""All of a scene as a small picture, which takes long where a large file has no overviews."""

from __future__ import annotations

import hashlib

import numpy as np

from neurocorrelator.rasters.disk_cache import FORMAT, DiskCache
from neurocorrelator.rasters.image import RgbArray
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.version import VERSION


def whole_scene(
    scene: Raster, shape: tuple[int, int], no_data: tuple[int, int, int], cache: DiskCache | None
) -> RgbArray:
    """The whole scene, resampled.

    Args:
        scene: which.
        shape: rows and columns of the picture, no more than the scene has.
        no_data: colour of what holds nothing, or cannot be read.
        cache: the picture of a large file without overviews is kept there, and taken from there
            while the file is as it was.

    Returns:
        [rows, cols, 3] uint8; the caller may write to it.

    Raises:
        RasterError: the file was changed or is gone.
    """
    state = scene.pixel_state() if cache is not None and scene.wants_overviews else None
    name = "" if state is None else _name(f"{state.text} {shape} {no_data}")
    if cache is not None and name:
        kept = cache.get(name)
        if kept is not None and kept.shape == (*shape, 3) and kept.dtype == np.uint8:
            return np.array(kept)
    own = None if shape == (scene.height, scene.width) else shape
    image, damaged = scene.read_whole_blocks(None, shape=own)
    rgb = image.rgb.copy()
    rgb[~image.mask] = no_data
    if cache is not None and state is not None and state.is_settled and not damaged:
        cache.put(name, rgb)
    return rgb


def _name(of: str) -> str:
    return hashlib.blake2b(f"picture {FORMAT} {VERSION} {of}".encode(), digest_size=20).hexdigest()
