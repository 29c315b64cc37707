"""Which scenes show the same ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.overlap import outline_iou

_LEAST_SHARE = 1e-6  # of both together: tiles that only touch have less in common

Placed = tuple[Georeference, int, int]
"""A scene's georeference, width and height."""


def scenes_of_one_ground(scenes: Sequence[Placed]) -> list[int]:
    """The scenes in groups: those that overlap, directly or by others between, are in one.

    Outlines are compared by their four corners in longitude and latitude; a scene of no known
    place is a group of its own.

    Args:
        scenes: in whatever CRS each.

    Returns:
        For each scene the number of its group.
    """
    outlines = [_outline(*scene) for scene in scenes]
    group = list(range(len(scenes)))
    known = [index for index, outline in enumerate(outlines) if outline is not None]
    boxes = np.array([_box(outlines[index]) for index in known]).reshape(-1, 4)
    for place, first in enumerate(known):
        west, south, east, north = boxes[place]
        later = boxes[place + 1 :]
        turned = (later[:, 0] - west + 180) % 360 - 180 + west - later[:, 0]  # whole turns
        near = (later[:, 0] + turned < east) & (later[:, 2] + turned > west)
        near &= (later[:, 1] < north) & (later[:, 3] > south)
        for step in np.flatnonzero(near):
            second = known[place + 1 + int(step)]
            if _root(group, first) != _root(group, second) and _overlap(
                outlines[first], outlines[second]
            ):
                group[_root(group, second)] = _root(group, first)
    return [_root(group, index) for index in range(len(scenes))]


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _outline(georeference: Georeference, width: int, height: int) -> NDArray[np.float64] | None:
    """[4, 2] longitudes and latitudes of the corners, continuous across 180 degrees."""
    if not georeference.is_geographic:
        return None
    try:
        lon, lat = georeference.lonlat([0, width, width, 0], [0, 0, height, height])
    except RasterError:
        return None
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        return None
    return np.stack([_beside(lon, float(lon[0])), lat], axis=1)


def _beside(lon: NDArray[np.float64], middle: float) -> NDArray[np.float64]:
    return np.asarray(middle + (lon - middle + 180) % 360 - 180)


def _box(outline: NDArray[np.float64] | None) -> NDArray[np.float64]:
    assert outline is not None  # noqa: S101 - only known ones come here
    return np.concatenate([outline.min(axis=0), outline.max(axis=0)])


def _overlap(first: NDArray[np.float64] | None, second: NDArray[np.float64] | None) -> bool:
    assert first is not None and second is not None  # noqa: S101 - likewise
    turn = 360 * np.round((first[:, 0].mean() - second[:, 0].mean()) / 360)
    return outline_iou(first, second + np.array([turn, 0.0])) > _LEAST_SHARE
