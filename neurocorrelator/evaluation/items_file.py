"""What became of every item of an evaluation as a table, which `compare` reads again."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from neurocorrelator.evaluation.localisation_item import LocalisationItem
from neurocorrelator.evaluation.template_matching import PairItem
from neurocorrelator.results.atomic_files import atomic_file

LOCALISATION_COLUMNS = (
    "line",
    "scene",
    "template",
    "group",
    "present",
    "evaluated",
    "error_m",
    "error_px",
    "right",
    "score",
    "confidence",
    "inliers",
    "rotation_error_deg",
    "scale_error",
    "footprint_iou",
    "turn_deg",
    "heading_error_deg",
    "scale_factor",
    "lon",
    "lat",
    "failure",
)
PAIR_COLUMNS = (
    "pair",
    "group",
    "evaluated",
    "iou",
    "x",
    "y",
    "w",
    "h",
    "area_px2",
    "verified_iou",
    "present",
    "right",
    "score",
    "confidence",
    "inliers",
    "absent_scene",
    "absent_score",
    "absent_confidence",
    "absent_inliers",
    "failure",
)


def write_localisation_items(
    items: Sequence[LocalisationItem], path: str | os.PathLike[str]
) -> Path:
    """Write one row a picture, UTF-8; empty cells where a value is unknown.

    The group is the table's, or else the scene.

    Raises:
        OutputError: the file cannot be written.
    """
    return _write(
        path,
        LOCALISATION_COLUMNS,
        (
            (
                item.line,
                item.scene,
                item.template,
                item.group or item.scene.name,
                int(item.present),
                int(item.evaluated),
                item.error_m,
                item.error_px,
                int(item.right),
                item.score,
                item.confidence,
                item.inliers,
                item.rotation_error_deg,
                item.scale_error,
                item.footprint_iou,
                item.turn_deg,
                item.heading_error_deg,
                item.scale_factor,
                item.lon,
                item.lat,
                item.failure,
            )
            for item in items
        ),
    )


def write_pair_items(items: Sequence[PairItem], path: str | os.PathLike[str]) -> Path:
    """Write one row a pair, UTF-8; empty cells where a value is unknown. The group is the video.

    Raises:
        OutputError: the file cannot be written.
    """
    return _write(
        path,
        PAIR_COLUMNS,
        (
            (
                item.name,
                item.video,
                int(item.evaluated),
                item.iou,
                *(
                    (None,) * 4
                    if item.box is None
                    else (item.box.x, item.box.y, item.box.width, item.box.height)
                ),
                item.area_px2,
                item.verified_iou,
                1,  # in this row's scene; the absent one's columns are named so
                int(item.right),
                item.score,
                item.confidence,
                item.inliers,
                item.absent_scene,
                item.absent_score,
                item.absent_confidence,
                item.absent_inliers,
                item.failure,
            )
            for item in items
        ),
    )


def baseline_path(path: Path, name: str) -> Path:
    """Where a baseline's items belong: `items.csv` makes `items.cosine.csv`."""
    return path.with_name(f"{path.stem}.{name}{path.suffix}")


def _write(
    path: str | os.PathLike[str], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Path:
    target = Path(path)
    with (
        atomic_file(target) as place,
        place.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
    return target


def _cell(value: object) -> object:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return value
