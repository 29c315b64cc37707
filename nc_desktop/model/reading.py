"""What is known of how a file is read, before it is."""

from __future__ import annotations

import neurocorrelator as nc

_SEQUENTIAL = ("JPEG", "PNG", "GIF", "WEBP")


def reads_from_top(raster: nc.Raster) -> bool:
    """Whether a large file gives any part of itself only after all that lies above it."""
    return raster.wants_overviews and raster.driver in _SEQUENTIAL
