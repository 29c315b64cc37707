"""Finds where in a large georeferenced scene a picture was taken.

    import neurocorrelator as nc
    with nc.Raster.open("scene.tif") as scene:
        result = nc.match(scene, [nc.Template.open("photo.jpg", gsd_m=0.08, heading_deg=40)])
        print(result.table)
        nc.write_results(result, "results")

Importing is cheap: each name is loaded when it is first used, and torch by the first `match`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from neurocorrelator.environment import drop_inherited

drop_inherited()

if TYPE_CHECKING:
    from neurocorrelator.cluster.connect import Cluster, open_cluster
    from neurocorrelator.config import (
        AUTO_SCALES_UNTOLD,
        MatchConfig,
        parse_rotations,
        parse_scales,
    )
    from neurocorrelator.config_file import read_match_config
    from neurocorrelator.demo import demo_inputs
    from neurocorrelator.diagnosis.diagnose import diagnose
    from neurocorrelator.diagnosis.values import Diagnosis, Fact, Problem
    from neurocorrelator.errors import (
        AreaElsewhereError,
        AreaError,
        CancelledError,
        ClusterError,
        ConfigurationError,
        DeviceError,
        NeurocorrelatorError,
        OutputError,
        PlacementError,
        PlacesError,
        RasterError,
        TableError,
        TemplateError,
        TrainingError,
        WeightsError,
    )
    from neurocorrelator.features.device import ComputeDevice, find_device
    from neurocorrelator.features.torch_import import import_torch
    from neurocorrelator.features.weights import Weights, load_weights
    from neurocorrelator.geo.control_point_fit import (
        LEAST_POINTS,
        ControlPointFit,
        FitModel,
        fit_control_points,
        model_for,
    )
    from neurocorrelator.geo.crs_change import CrsAccuracy, crs_accuracy, parse_crs
    from neurocorrelator.geo.crs_search import CrsChoice, find_crs
    from neurocorrelator.geo.georeference import Georeference
    from neurocorrelator.geo.overlap import outline_iou
    from neurocorrelator.geo.search_area import AreaPart, SearchArea
    from neurocorrelator.geo.typed_position import dms, parse_position
    from neurocorrelator.geo.vector_file import VECTOR_SUFFIXES
    from neurocorrelator.matching.inliers import InlierFinder, PatchPairs
    from neurocorrelator.matching.match import match
    from neurocorrelator.matching.scenes import ScenesArea, match_scenes
    from neurocorrelator.places.check import PlacesReport, check_places
    from neurocorrelator.places.ground_area import GroundArea
    from neurocorrelator.places.make import MadePlaces, make_places
    from neurocorrelator.places.plan import PlacesPlan, PlannedPlaces, count_places, plan_places
    from neurocorrelator.places.sheet import draw_triplets, sheet_picture
    from neurocorrelator.progress import (
        CancelToken,
        PreviewCallback,
        PreviewPatch,
        Progress,
        ProgressCallback,
    )
    from neurocorrelator.rasters.histogram import Histogram
    from neurocorrelator.rasters.image import Image, Window
    from neurocorrelator.rasters.known_from import KnownFrom
    from neurocorrelator.rasters.raster import Raster
    from neurocorrelator.rasters.scene_files import find_scenes
    from neurocorrelator.rasters.stretch import Stretch, StretchName
    from neurocorrelator.rasters.template import (
        PICTURE_SUFFIXES,
        RASTER_SUFFIXES,
        Template,
        find_pictures,
    )
    from neurocorrelator.rasters.template_cut import TemplateCut, cut_template
    from neurocorrelator.rasters.template_table import TemplateTable
    from neurocorrelator.rasters.values import ValueImage
    from neurocorrelator.resources import (
        config_path,
        document_path,
        resource_path,
        shipped_weights,
    )
    from neurocorrelator.results.atomic_files import atomic_files
    from neurocorrelator.results.csv_file import CsvDialect, write_csv
    from neurocorrelator.results.footprint_picture import read_footprint
    from neurocorrelator.results.geojson_file import write_geojson
    from neurocorrelator.results.geopackage_file import write_geopackage
    from neurocorrelator.results.georeferenced import GeoreferencedTemplate, write_georeferenced
    from neurocorrelator.results.georeferenced_set import (
        GeoreferencedPart,
        GeoreferencedSet,
        georeferenced_names,
        write_georeferenced_set,
    )
    from neurocorrelator.results.heatmap_raster import write_heatmap
    from neurocorrelator.results.kml_file import write_kml
    from neurocorrelator.results.map_picture import MAP_PICTURE_SUFFIXES, write_map_picture
    from neurocorrelator.results.match_result import Match, MatchResult, ScoreMap, TemplateFailure
    from neurocorrelator.results.one_place import SceneMatch
    from neurocorrelator.results.overview_file import build_overviews
    from neurocorrelator.results.placed_match import (
        corrected_match,
        hand_match,
        is_mirrored,
        lies_mirrored,
    )
    from neurocorrelator.results.position_check import distance_to_position_m
    from neurocorrelator.results.scene_record import SceneOutcome, SceneRecord
    from neurocorrelator.results.scene_set import SceneSet
    from neurocorrelator.results.scene_set_files import write_scenes
    from neurocorrelator.results.settings_file import write_match_config, write_train_config
    from neurocorrelator.results.template_on_scene import template_on_scene
    from neurocorrelator.results.verdict import Answer, Verdict
    from neurocorrelator.results.whole_file import remove_leftovers, write_whole
    from neurocorrelator.results.writers import write_results
    from neurocorrelator.training.estimate import estimate_training
    from neurocorrelator.training.run import TrainingResult, train
    from neurocorrelator.training_config import (
        TrainConfig,
        config_of,
        make_train_config,
    )

    __version__: str

_PLACES = {
    "cluster.connect": ("Cluster", "open_cluster"),
    "config": ("AUTO_SCALES_UNTOLD", "MatchConfig", "parse_rotations", "parse_scales"),
    "config_file": ("read_match_config",),
    "demo": ("demo_inputs",),
    "diagnosis.diagnose": ("diagnose",),
    "diagnosis.values": ("Diagnosis", "Fact", "Problem"),
    "errors": (
        "AreaElsewhereError",
        "AreaError",
        "CancelledError",
        "ClusterError",
        "ConfigurationError",
        "DeviceError",
        "NeurocorrelatorError",
        "OutputError",
        "PlacementError",
        "PlacesError",
        "RasterError",
        "TableError",
        "TemplateError",
        "TrainingError",
        "WeightsError",
    ),
    "features.device": ("ComputeDevice", "find_device"),
    "features.torch_import": ("import_torch",),
    "features.weights": ("Weights", "load_weights"),
    "geo.control_point_fit": (
        "LEAST_POINTS",
        "ControlPointFit",
        "FitModel",
        "fit_control_points",
        "model_for",
    ),
    "geo.crs_change": ("CrsAccuracy", "crs_accuracy", "parse_crs"),
    "geo.crs_search": ("CrsChoice", "find_crs"),
    "geo.georeference": ("Georeference",),
    "geo.overlap": ("outline_iou",),
    "geo.search_area": ("AreaPart", "SearchArea"),
    "geo.typed_position": ("dms", "parse_position"),
    "geo.vector_file": ("VECTOR_SUFFIXES",),
    "matching.inliers": ("InlierFinder", "PatchPairs"),
    "matching.match": ("match",),
    "matching.scenes": ("ScenesArea", "match_scenes"),
    "places.check": ("PlacesReport", "check_places"),
    "places.ground_area": ("GroundArea",),
    "places.make": ("MadePlaces", "make_places"),
    "places.plan": ("PlacesPlan", "PlannedPlaces", "count_places", "plan_places"),
    "places.sheet": ("draw_triplets", "sheet_picture"),
    "progress": (
        "CancelToken",
        "PreviewCallback",
        "PreviewPatch",
        "Progress",
        "ProgressCallback",
    ),
    "rasters.histogram": ("Histogram",),
    "rasters.image": ("Image", "Window"),
    "rasters.known_from": ("KnownFrom",),
    "rasters.raster": ("Raster",),
    "rasters.scene_files": ("find_scenes",),
    "rasters.stretch": ("Stretch", "StretchName"),
    "rasters.template": ("PICTURE_SUFFIXES", "RASTER_SUFFIXES", "Template", "find_pictures"),
    "rasters.template_cut": ("TemplateCut", "cut_template"),
    "rasters.template_table": ("TemplateTable",),
    "rasters.values": ("ValueImage",),
    "resources": ("config_path", "document_path", "resource_path", "shipped_weights"),
    "results.atomic_files": ("atomic_files",),
    "results.csv_file": ("CsvDialect", "write_csv"),
    "results.footprint_picture": ("read_footprint",),
    "results.geojson_file": ("write_geojson",),
    "results.geopackage_file": ("write_geopackage",),
    "results.georeferenced": ("GeoreferencedTemplate", "write_georeferenced"),
    "results.georeferenced_set": (
        "GeoreferencedPart",
        "GeoreferencedSet",
        "georeferenced_names",
        "write_georeferenced_set",
    ),
    "results.heatmap_raster": ("write_heatmap",),
    "results.kml_file": ("write_kml",),
    "results.map_picture": ("MAP_PICTURE_SUFFIXES", "write_map_picture"),
    "results.match_result": ("Match", "MatchResult", "ScoreMap", "TemplateFailure"),
    "results.overview_file": ("build_overviews",),
    "results.placed_match": ("corrected_match", "hand_match", "is_mirrored", "lies_mirrored"),
    "results.position_check": ("distance_to_position_m",),
    "results.one_place": ("SceneMatch",),
    "results.scene_record": ("SceneOutcome", "SceneRecord"),
    "results.scene_set": ("SceneSet",),
    "results.scene_set_files": ("write_scenes",),
    "results.settings_file": ("write_match_config", "write_train_config"),
    "results.template_on_scene": ("template_on_scene",),
    "results.verdict": ("Answer", "Verdict"),
    "results.whole_file": ("remove_leftovers", "write_whole"),
    "results.writers": ("write_results",),
    "training.estimate": ("estimate_training",),
    "training.training_estimate": ("TrainingEstimate",),
    "training.run": ("TrainingResult", "train"),
    "training_config": ("TrainConfig", "config_of", "make_train_config"),
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}
_loading = threading.RLock()
"""Held while a name is loaded: packages whose modules import each other (pydantic, rasterio) can be
seen half made when two threads load them at once, for Python resolves the deadlock that way."""


def __getattr__(name: str) -> Any:  # the names have real types above
    from importlib import import_module

    if name == "__version__":
        value = import_module("neurocorrelator.version").VERSION
    elif name in _PLACE_OF:
        with _loading:
            value = getattr(import_module(f"neurocorrelator.{_PLACE_OF[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value  # the next use finds it without this function
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "AUTO_SCALES_UNTOLD",
    "LEAST_POINTS",
    "MAP_PICTURE_SUFFIXES",
    "PICTURE_SUFFIXES",
    "RASTER_SUFFIXES",
    "VECTOR_SUFFIXES",
    "Answer",
    "AreaElsewhereError",
    "AreaError",
    "AreaPart",
    "CancelToken",
    "CancelledError",
    "Cluster",
    "ClusterError",
    "ComputeDevice",
    "ConfigurationError",
    "ControlPointFit",
    "CrsAccuracy",
    "CrsChoice",
    "CsvDialect",
    "DeviceError",
    "Diagnosis",
    "Fact",
    "FitModel",
    "Georeference",
    "GeoreferencedPart",
    "GeoreferencedSet",
    "GeoreferencedTemplate",
    "GroundArea",
    "Histogram",
    "Image",
    "InlierFinder",
    "KnownFrom",
    "MadePlaces",
    "Match",
    "MatchConfig",
    "MatchResult",
    "NeurocorrelatorError",
    "OutputError",
    "PatchPairs",
    "PlacementError",
    "PlacesError",
    "PlacesPlan",
    "PlacesReport",
    "PlannedPlaces",
    "PreviewCallback",
    "PreviewPatch",
    "Problem",
    "Progress",
    "ProgressCallback",
    "Raster",
    "RasterError",
    "SceneMatch",
    "SceneOutcome",
    "SceneRecord",
    "SceneSet",
    "ScenesArea",
    "ScoreMap",
    "SearchArea",
    "Stretch",
    "StretchName",
    "TableError",
    "Template",
    "TemplateCut",
    "TemplateError",
    "TemplateFailure",
    "TemplateTable",
    "TrainConfig",
    "TrainingError",
    "TrainingEstimate",
    "TrainingResult",
    "ValueImage",
    "Verdict",
    "Weights",
    "WeightsError",
    "Window",
    "atomic_files",
    "build_overviews",
    "check_places",
    "config_of",
    "config_path",
    "corrected_match",
    "count_places",
    "crs_accuracy",
    "cut_template",
    "demo_inputs",
    "diagnose",
    "distance_to_position_m",
    "dms",
    "document_path",
    "draw_triplets",
    "estimate_training",
    "find_crs",
    "find_device",
    "find_pictures",
    "find_scenes",
    "fit_control_points",
    "georeferenced_names",
    "hand_match",
    "import_torch",
    "is_mirrored",
    "lies_mirrored",
    "load_weights",
    "make_places",
    "make_train_config",
    "match",
    "match_scenes",
    "model_for",
    "open_cluster",
    "outline_iou",
    "parse_crs",
    "parse_position",
    "parse_rotations",
    "parse_scales",
    "plan_places",
    "read_footprint",
    "read_match_config",
    "remove_leftovers",
    "resource_path",
    "sheet_picture",
    "shipped_weights",
    "template_on_scene",
    "train",
    "write_csv",
    "write_geojson",
    "write_geopackage",
    "write_georeferenced",
    "write_georeferenced_set",
    "write_heatmap",
    "write_kml",
    "write_map_picture",
    "write_match_config",
    "write_results",
    "write_scenes",
    "write_train_config",
    "write_whole",
]
