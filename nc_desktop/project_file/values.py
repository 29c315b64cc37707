"""Styles, settings and areas as JSON, and back. Loads pydantic, as `schema` does."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError

import neurocorrelator as nc
from nc_desktop.model.layers import COLOUR_MAPS, AreaStyle, HeatmapStyle, MatchesStyle, SceneStyle
from nc_desktop.model.mask_polygons import MaskPolygon, MaskPolygons
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.project_file.schema import (
    AreaPartRecord,
    MaskPolygonRecord,
    StretchRecord,
    place_of,
)

Style = SceneStyle | AreaStyle | HeatmapStyle | MatchesStyle
_S = TypeVar("_S", SceneStyle, AreaStyle, HeatmapStyle, MatchesStyle, MatchOptions)
_adapters: dict[Any, TypeAdapter[Any]] = {}  # to make one takes milliseconds


def as_json(value: Style | MatchOptions) -> dict[str, Any]:
    """Fields by their names."""
    found: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return found


def from_json(kind: type[_S], said: dict[str, Any]) -> _S:
    """What `as_json` wrote.

    Raises:
        ValueError: a field of another type, or with a value that cannot be drawn.
    """
    try:
        value: _S = _adapter(kind).validate_json(json.dumps(said), strict=True)
    except ValidationError as error:
        raise ValueError(place_of(error)) from error
    except nc.ConfigurationError as error:  # of a stretch
        raise ValueError(str(error)) from error
    if isinstance(value, SceneStyle) and not value.gamma > 0:
        raise ValueError("gamma: must be above 0")
    if isinstance(value, HeatmapStyle) and value.colour_map not in COLOUR_MAPS:
        raise ValueError(f"colour_map: no such colour map {value.colour_map!r}")
    if not isinstance(value, MatchOptions) and not 0 <= value.opacity <= 1:
        raise ValueError("opacity: must be from 0 to 1")
    return value


def stretch_record(stretch: nc.Stretch | None) -> StretchRecord | None:
    """Black and white points as they are kept."""
    return None if stretch is None else StretchRecord(low=stretch.low, high=stretch.high)


def stretch_of(kept: StretchRecord | None) -> nc.Stretch | None:
    """Black and white points.

    Raises:
        ValueError: white is not above black.
    """
    try:
        return None if kept is None else nc.Stretch(kept.low, kept.high)
    except nc.ConfigurationError as error:
        raise ValueError(str(error)) from error


def polygon_records(polygons: MaskPolygons) -> list[MaskPolygonRecord]:
    """Polygons of a mask as they are kept."""
    return [MaskPolygonRecord(include=p.include, corners=list(p.corners)) for p in polygons]


def polygons_of(kept: Iterable[MaskPolygonRecord]) -> MaskPolygons:
    """Polygons of a mask."""
    return tuple(MaskPolygon(each.include, tuple(each.corners)) for each in kept)


def area_record(area: nc.SearchArea) -> list[AreaPartRecord]:
    """Polygons in pixels of their scene."""
    return [
        AreaPartRecord(
            polygons=[
                [[(float(col), float(row)) for col, row in ring] for ring in polygon]
                for polygon in part.polygons
            ],
            description=part.description,
        )
        for part in area.parts
    ]


def area_of(parts: Iterable[AreaPartRecord]) -> nc.SearchArea:
    """The area of its polygons.

    Raises:
        ValueError: there is none, or an outline of less than three corners.
    """
    made = tuple(
        nc.AreaPart(
            tuple(
                tuple(np.array(ring, np.float64).reshape(-1, 2) for ring in polygon)
                for polygon in part.polygons
            ),
            part.description,
        )
        for part in parts
    )
    rings = [ring for part in made for polygon in part.polygons for ring in polygon]
    if not rings or any(len(ring) < 3 for ring in rings):
        raise ValueError("polygons: an area has at least one, of at least three corners")
    return nc.SearchArea(made)


def weights_from(folder: Path, options: MatchOptions) -> MatchOptions:
    """Settings whose weights are named from where the program runs, not from the project."""
    from dataclasses import replace

    name = options.weights.strip()
    if not name or name in nc.shipped_weights():
        return options
    return replace(options, weights=str((folder / name).absolute()))


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
