"""Where the next match searches: the whole scene, what the map shows, or an area."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

import neurocorrelator as nc
from nc_desktop.model.layers import AreaLayer, SceneLayer
from nc_desktop.model.positions import carried

ScopeKind = Literal["scene", "view", "area"]
Limits = tuple[float, float, float, float]
"""left, top, right, bottom, in pixels of the active scene."""


@dataclass(frozen=True, eq=False)
class SearchScope:
    """The user's choice.

    Attributes:
        kind: the whole scene, the extent that the map shows when the match starts, or an area.
        area: the layer, for `area`.
    """

    kind: ScopeKind = "scene"
    area: AreaLayer | None = None

    @property
    def key(self) -> str:
        """Equal for equal scopes; the extent of the view is left out, as it always moves."""
        if self.kind != "area" or self.area is None:
            return self.kind
        digest = hashlib.sha256()
        for part in self.area.area.parts:
            for polygon in part.polygons:
                for ring in polygon:
                    digest.update(np.ascontiguousarray(ring, np.float64).tobytes())
        return f"area {digest.hexdigest()}"


class BesideSceneError(ValueError):
    """The scope and the scene have nothing in common."""


def resolve(scope: SearchScope, scene: SceneLayer, view: Limits | None) -> nc.SearchArea | None:
    """What the scope means for a scene at this moment.

    Args:
        scope: the user's choice.
        scene: the layer to search.
        view: what the map shows; needed for the scope `view`.

    Returns:
        The part of the scene to search; None for all of it.

    Raises:
        BesideSceneError: nothing of the scope lies in the scene.
        neurocorrelator.RasterError: the area's place on the ground, or the scene's, is not known.
    """
    raster = scene.raster
    size = raster.width, raster.height
    if scope.kind == "view" and view is not None:
        return _visible(view, size)
    if scope.kind != "area" or scope.area is None:
        return None
    area = scope.area.area
    if scope.area.scene is not scene:
        area = _carried(area, scope.area.scene.raster.georeference, raster.georeference)
    if not area.touches((0.0, 0.0, float(size[0]), float(size[1]))):
        raise BesideSceneError
    return area


def seen_in(view: Limits, active: SceneLayer, scene: SceneLayer) -> Limits:
    """What the map shows, in pixels of another scene: the upright box around it there.

    Raises:
        neurocorrelator.RasterError: the place of one of the scenes on the ground is not known.
    """
    left, top, right, bottom = view
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    there = carried(corners, active.raster.georeference, scene.raster.georeference)
    (least_col, least_row), (most_col, most_row) = there.min(axis=0), there.max(axis=0)
    return float(least_col), float(least_row), float(most_col), float(most_row)


def _visible(view: Limits, size: tuple[int, int]) -> nc.SearchArea | None:
    left, top = max(0.0, view[0]), max(0.0, view[1])
    right, bottom = min(float(size[0]), view[2]), min(float(size[1]), view[3])
    if left >= right or top >= bottom:
        raise BesideSceneError
    if (left, top, right, bottom) == (0.0, 0.0, *size):
        return None  # all of it is in sight
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    said = f"the visible extent, pixels {left:.0f} {top:.0f} to {right:.0f} {bottom:.0f}"
    return nc.SearchArea.from_pixels([corners], said)


def _carried(
    area: nc.SearchArea, source: nc.Georeference, target: nc.Georeference
) -> nc.SearchArea:
    """The same ground in the pixels of another scene."""
    parts = tuple(
        replace(
            part,
            polygons=tuple(
                tuple(carried(ring, source, target) for ring in polygon)
                for polygon in part.polygons
            ),
        )
        for part in area.parts
    )
    return replace(area, parts=parts)
