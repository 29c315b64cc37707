"""Finds where in a large georeferenced scene a picture was taken.

    import neurocorrelator as nc
    with nc.Raster.open("scene.tif") as scene:
        result = nc.match(scene, [nc.Template.open("photo.jpg", gsd_m=0.08, heading_deg=40)])
        print(result.table)
        nc.write_results(result, "results")

Importing is cheap: torch is loaded by the first `match`.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from neurocorrelator.config import MatchConfig, parse_rotations, parse_scales
from neurocorrelator.errors import (
    CancelledError,
    ConfigurationError,
    DeviceError,
    NeurocorrelatorError,
    OutputError,
    RasterError,
    TableError,
    TemplateError,
    WeightsError,
)
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.image import Image, Window
from neurocorrelator.rasters.raster import Raster, Stretch
from neurocorrelator.rasters.template import Template, find_pictures
from neurocorrelator.resources import config_path, resource_path
from neurocorrelator.results.match_result import Match, MatchResult, ScoreMap, TemplateFailure

if TYPE_CHECKING:
    from neurocorrelator.demo import demo_inputs
    from neurocorrelator.matching.match import match
    from neurocorrelator.rasters.template_table import read_template_table
    from neurocorrelator.results.csv_file import write_csv
    from neurocorrelator.results.geojson_file import write_geojson
    from neurocorrelator.results.writers import write_results

try:
    __version__ = version("neurocorrelator")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

_LAZY = {
    "demo_inputs": "neurocorrelator.demo",
    "match": "neurocorrelator.matching.match",
    "read_template_table": "neurocorrelator.rasters.template_table",
    "write_csv": "neurocorrelator.results.csv_file",
    "write_geojson": "neurocorrelator.results.geojson_file",
    "write_results": "neurocorrelator.results.writers",
}


def __getattr__(name: str) -> Any:  # the lazy names have real types above
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CancelToken",
    "CancelledError",
    "ConfigurationError",
    "DeviceError",
    "Georeference",
    "Image",
    "Match",
    "MatchConfig",
    "MatchResult",
    "NeurocorrelatorError",
    "OutputError",
    "Progress",
    "ProgressCallback",
    "Raster",
    "RasterError",
    "ScoreMap",
    "Stretch",
    "TableError",
    "Template",
    "TemplateError",
    "TemplateFailure",
    "WeightsError",
    "Window",
    "config_path",
    "demo_inputs",
    "find_pictures",
    "match",
    "parse_rotations",
    "parse_scales",
    "read_template_table",
    "resource_path",
    "write_csv",
    "write_geojson",
    "write_results",
]
