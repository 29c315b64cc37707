"""Places with views out of georeferenced rasters of the same ground."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
from affine import Affine
from numpy.typing import NDArray

from neurocorrelator.errors import PlacesError
from neurocorrelator.places.ground_squares import (
    mask_seen_by,
    seen_by,
    shrinking,
    square_grid,
)
from neurocorrelator.places.plan import Frame, PlacesPlan, Spot
from neurocorrelator.places.tree import TABLE
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import Image, MaskArray, RgbArray, Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.results.atomic_files import atomic_files

COLUMNS = (
    "split", "id", "view", "file", "centre_e", "centre_n", "rotation_deg", "zoom", "size_m",
    "lon", "lat",
)  # fmt: skip
_BLUR_ABOVE = 1.2  # of what a picture shrinks by


@dataclass(frozen=True)
class MadePlaces:
    """What was made.

    Attributes:
        root: the folder.
        places: number of them by side, `train` and `test`.
        pictures: by view.
        left_out: places of the grid that had too few valid pictures.
    """

    root: Path
    places: dict[str, int]
    pictures: dict[str, int]
    left_out: int


def make_places(
    rasters: Sequence[tuple[str, Path]],
    out: Path,
    plan: PlacesPlan | None = None,
    *,
    check: Check = unchecked,
) -> MadePlaces:
    """Cut places out of rasters of the same ground and write them as a tree with its table.

    The first raster is the gallery's view: its pictures are north-up at zoom 1. Those of the
    others are turned and zoomed at random. All pictures of a place have the same centre, and the
    table tells how each lies, so that the warp between any two is known.

    Args:
        rasters: view and file of each; two of them at least.
        out: the folder; must be empty or missing.
        plan: how to cut.
        check: called for each picture; may raise to stop.

    Raises:
        AreaError: an area leaves what can be expressed in metres.
        PlacesError: fewer than two rasters, no common ground, areas that overlap or lie beside it,
            no place fits, or `out` is in use.
        RasterError: a raster cannot be read, or has no CRS.
        OutputError: the folder cannot be written.
    """
    settings = plan or PlacesPlan()
    views = [view for view, _ in rasters]
    if len(set(views)) < 2 or len(set(views)) != len(views):
        raise PlacesError("places need two rasters at least, each with a view's name of its own")
    if out.exists() and any(out.iterdir()):
        raise PlacesError(f"{out}: is not empty; name a new folder")
    opened = [Raster.open(path) for _, path in rasters]
    try:
        return _make(list(zip(views, opened, strict=True)), out, settings, check)
    finally:
        for raster in opened:
            raster.close()


def _make(
    rasters: Sequence[tuple[str, Raster]], out: Path, plan: PlacesPlan, check: Check
) -> MadePlaces:
    frame = Frame(rasters, plan)
    spots = frame.spots()
    reference = rasters[0][0]
    rows: list[tuple[object, ...]] = []
    places = {"train": 0, "test": 0}
    pictures = {view: 0 for view, _ in rasters}
    left_out = 0
    with atomic_files(out) as folder:
        for number, spot in enumerate(spots):
            rng = np.random.default_rng([plan.seed, number])
            name = f"{number:05d}"
            lon, lat = frame.lonlat(spot.east, spot.north)
            own: list[tuple[str, RgbArray, MaskArray, float, float]] = []
            for view, raster in rasters:
                check()
                turn, zoom = _drawn(rng, plan) if view != reference else (0.0, 1.0)
                seen = _cut_picture(frame, raster, spot, turn, zoom)
                if seen is not None:
                    own.append((view, *seen, turn, zoom))
            if len(own) < 2 or own[0][0] != reference:
                left_out += 1
                continue
            places[spot.side] += 1
            for view, rgb, mask, turn, zoom in own:
                kept = (
                    view
                    if spot.side == "train"
                    else (f"gallery_{view}" if view == reference else f"query_{view}")
                )
                file = f"{spot.side}/{kept}/{name}/{view}.png"
                place = folder / file
                place.parent.mkdir(parents=True, exist_ok=True)
                _save(rgb, mask, place)
                pictures[view] += 1
                rows.append(
                    (spot.side, name, view, file, f"{spot.east:.3f}", f"{spot.north:.3f}",
                     f"{turn:.4f}", f"{zoom:.5f}", f"{frame.side:.4f}", f"{lon:.7f}", f"{lat:.7f}")
                )  # fmt: skip
        if not places["train"]:
            raise PlacesError(
                "no place to train on has two views without much nodata; allow more nodata, or"
                " choose other ground"
            )
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
        (folder / TABLE).write_text(text.getvalue(), "utf-8", newline="\n")
    return MadePlaces(out, places, pictures, left_out)


def _drawn(rng: np.random.Generator, plan: PlacesPlan) -> tuple[float, float]:
    turn = float(rng.uniform(-1, 1)) * plan.rotation_deg
    zoom = float(math.exp(rng.uniform(-1, 1) * math.log(plan.zoom)))
    return turn, zoom


def _cut_picture(
    frame: Frame, raster: Raster, spot: Spot, turn: float, zoom: float
) -> tuple[RgbArray, MaskArray] | None:
    """[S, S, 3] and [S, S]; None where too much of it is nodata."""
    size = frame.plan.size_px
    grid = square_grid(size, (spot.east, spot.north), turn, frame.side / zoom)
    to_source = frame.to_pixels(raster, spot.east, spot.north) * grid
    places = np.array([to_source * at for at in ((0, 0), (size, 0), (size, size), (0, size))])
    margin = 4 + math.ceil(2 * shrinking(to_source))
    low = np.maximum(np.floor(places.min(axis=0)).astype(int) - margin, 0)
    high = np.minimum(
        np.ceil(places.max(axis=0)).astype(int) + margin, [raster.width, raster.height]
    )
    if (high <= low).any():
        return None
    image: Image = raster.read(Window(int(low[0]), int(low[1]), *(int(v) for v in high - low)))
    to_read = Affine.translation(-int(low[0]), -int(low[1])) * to_source
    valid = mask_seen_by(image.mask, to_read, size)
    if float((~valid).mean()) > frame.plan.nodata:
        return None
    smooth = cv2.INTER_LINEAR if shrinking(to_read) > 1 else cv2.INTER_CUBIC
    border = cv2.BORDER_REPLICATE
    seen = seen_by(
        image.rgb, to_read, size, blur_above=_BLUR_ABOVE, border=border, interpolation=smooth
    )
    return seen, valid


def _save(rgb: RgbArray, mask: MaskArray, place: Path) -> None:
    if mask.all():
        PIL.Image.fromarray(rgb).save(place)
        return
    alpha: NDArray[np.uint8] = (mask * 255).astype(np.uint8)
    PIL.Image.fromarray(np.dstack([rgb, alpha])).save(place)
