"""`heatmap.tif`: the score maps as a georeferenced raster, one band a template."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning

from neurocorrelator.errors import ConfigurationError, OutputError
from neurocorrelator.progress import CancelToken
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.match_result import MatchResult, ScoreMap
from neurocorrelator.results.qgis_style import put_heatmap_style
from neurocorrelator.results.whole_raster import check_whole

_TILE = 256
_LEAST_OVERVIEW = 32  # cells on the longer side of the coarsest overview


def write_heatmap(result: MatchResult, template: str, path: str | os.PathLike[str]) -> Path:
    """Write the score map of one template as a GeoTIFF, with the style that QGIS shows it in.

    Lies on the ground as `heatmap.tif` does, see `put_heatmap_raster`. The style lies beside it
    (`NAME.qml`); statistics and overviews of an earlier file of that name are removed.

    Args:
        result: what a run found.
        template: its name in the result.
        path: ends with `.tif` or `.tiff`; replaced if it exists, whole or not at all.

    Raises:
        ConfigurationError: the result has no score map of such a template.
        OutputError: another ending, or the file cannot be written.
    """
    target = Path(path)
    maps = [score_map for score_map in result.score_maps if score_map.template == template]
    if not maps:
        raise ConfigurationError(f"the result has no heatmap of a template {template!r}")
    if target.suffix.lower() not in (".tif", ".tiff"):
        raise OutputError(f"{target}: a heatmap is a GeoTIFF; end its name with .tif")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; name a file")
    stale = (f"{target.name}.aux.xml", f"{target.name}.ovr")
    with atomic_files(target.parent, replaces=stale) as place:
        put_heatmap_raster(maps[:1], place / target.name)
        put_heatmap_style(maps[0], place / target.with_suffix(".qml").name)
    return target


def put_heatmap_raster(
    score_maps: Sequence[ScoreMap], place: Path, cancel: CancelToken | None = None
) -> None:
    """Write float32 bands, described by their template's names; NaN where no candidate may be.

    Tiled with overviews, so that a GIS shows it at once. The transform maps cells to
    where the scene's own transform puts them: to its CRS; without a CRS to the units of its world
    file, or to its pixels where it has no transform either.

    Args:
        score_maps: of one scene, all of one shape; at least one.
        place: a place that is already safe, see `atomic_files`.
        cancel: checked before each band.
    """
    first = score_maps[0]
    rows, cols = first.values.shape
    georeference = first.georeference
    crs = georeference.crs
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": len(score_maps),
        "width": cols,
        "height": rows,
        "transform": georeference.transform,
        "crs": None if crs is None else CRS.from_wkt(crs.to_wkt()),
        "nodata": float("nan"),
        "tiled": True,
        "blockxsize": _TILE,
        "blockysize": _TILE,
        "interleave": "band",
        "compress": "deflate",
        "predictor": 3,
        "bigtiff": "if_safer",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(place, "w", **profile) as dataset:
            for band, score_map in enumerate(score_maps, start=1):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                dataset.write(np.asarray(score_map.values, np.float32), band)
                dataset.set_band_description(band, score_map.template)
        factors = _overview_factors(max(rows, cols))
        if factors:
            with (
                rasterio.Env(PREDICTOR_OVERVIEW="3"),
                rasterio.open(place, "r+") as dataset,
            ):
                dataset.build_overviews(factors, Resampling.average)
        check_whole(place)


def _overview_factors(side: int) -> list[int]:
    factors = []
    factor = 2
    while side / factor >= _LEAST_OVERVIEW:
        factors.append(factor)
        factor *= 2
    return factors
