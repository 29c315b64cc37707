"""What a report tells of the scene and of the search."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

import neurocorrelator as nc
from nc_desktop.report.words import ReportWords

Row = tuple[str, str, str]
"""Title, value, and how the value is set: `mono` or nothing."""

_BLOCK = 4 << 20


def sha256_of(path: Path, told: Callable[[float], None], cancel: nc.CancelToken) -> str:
    """The digest of a whole file, which others compute with any tool; empty if it is not read.

    Args:
        path: a file.
        told: how much of it was read, 0-1.
        cancel: checked for each block.

    Raises:
        neurocorrelator.CancelledError: the token was set.
    """
    digest = hashlib.sha256()
    try:
        size = max(path.stat().st_size, 1)
        with path.open("rb") as file:
            done = 0
            while block := file.read(_BLOCK):
                cancel.raise_if_cancelled()
                digest.update(block)
                done += len(block)
                told(min(done / size, 1.0))
    except OSError:
        return ""
    return digest.hexdigest()


def scene_rows(scene: nc.Raster, digest: str, words: ReportWords) -> list[Row]:
    """Which file it is, how large, and where."""
    rows: list[Row] = [(words["file"], scene.name, "")]
    with suppress(OSError):
        rows.append((words["file_size"], words.size(scene.path.stat().st_size), ""))
    rows.append(("SHA-256", digest or words["unreadable"], "mono" if digest else ""))
    pixels = words["pixels"].format(width=scene.width, height=scene.height)
    bands = words["bands"].format(count=scene.band_count, type=scene.dtype)
    rows.append((words["size"], f"{pixels}; {bands}", ""))
    georeference = scene.georeference
    if georeference.crs is None:
        rows.append((words["crs"], words["no_crs"], ""))
        return rows
    name, title = georeference.crs_name, georeference.crs.name
    rows.append((words["crs"], name if name == title else f"{name} – {title}", ""))
    middle = scene.width / 2, scene.height / 2
    try:
        along = georeference.gsd_m(*middle)
        lon, lat = (float(value) for value in georeference.lonlat(*middle))
    except nc.RasterError:  # beyond what the CRS can express
        return rows
    gsd = words.with_unit(float(np.sqrt(np.prod(along))), 3, "m_px")
    rows.append((words["gsd"], gsd, ""))
    ground = [
        length * side for length, side in zip(along, (scene.width, scene.height), strict=True)
    ]
    rows.append((words["ground_size"], " × ".join(words.length(each) for each in ground), ""))
    rows.append((words["centre"], f"{words.latlon(lon, lat)} ({words.dms(lon, lat)})", ""))
    return rows


def search_rows(result: nc.MatchResult, words: ReportWords) -> list[Row]:
    """Where and how was searched, and by which weights."""
    config, run = result.config, result.run
    score = f"{config.score} (α {words.number(config.effective_alpha, 0)})"
    rows: list[Row] = [
        (words["area"], words["area_text"], ""),
        (words["score"], score, ""),
        (words["rotations"], str(config.rotations), ""),
        (words["scales"], str(config.scales), ""),
        (words["verified"], str(config.effective_verify), ""),
    ]
    weights = run.get("weights", {})
    if weights:
        rows.append((words["weights"], Path(str(weights.get("name", ""))).name, ""))
        rows.append((words["weights_hash"], str(weights.get("sha256", "")), "mono"))
    if "device" in run:
        rows.append((words["device"], str(run["device"]), ""))
    seconds = run.get("seconds", {}).get("total")
    if seconds is not None:
        rows.append((words["duration"], words.with_unit(float(seconds), 1, "s"), ""))
    versions = run.get("versions", {})
    if versions:
        listed = ", ".join(f"{name} {version}" for name, version in versions.items())
        rows.append((words["versions"], listed, ""))
    return rows


def settings_of(config: nc.MatchConfig) -> list[tuple[str, str]]:
    """All settings by the names that `configs/match.yaml` has.

    A path of weights is of this machine; they are told by their hash.
    """
    values = config.model_dump(mode="json")
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in values.items()
        if name != "weights" or value in nc.shipped_weights()
    ]
