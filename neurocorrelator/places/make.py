"""Places with views out of georeferenced rasters of the same ground."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import PIL.Image
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from neurocorrelator.errors import PlacesError
from neurocorrelator.geo.georeference import WGS84
from neurocorrelator.places.ground_squares import (
    mask_seen_by,
    seen_by,
    shrinking,
    square_grid,
)
from neurocorrelator.places.tree import TABLE
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import Image, MaskArray, RgbArray, Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.results.atomic_files import atomic_files

Side = Literal["east", "west", "north", "south"]
Bounds = tuple[float, float, float, float]
COLUMNS = (
    "split", "id", "view", "file", "centre_e", "centre_n", "rotation_deg", "zoom", "size_m",
    "lon", "lat",
)  # fmt: skip
_BLUR_ABOVE = 1.2  # of what a picture shrinks by
_MOST_PLACES = 200_000


@dataclass(frozen=True)
class PlacesPlan:
    """How places are cut.

    Attributes:
        size_px: side of a picture.
        gsd_m: metres a pixel; None for that of the first raster.
        overlap: share of a place's side that it has in common with its neighbour.
        rotation_deg: the other views are turned by up to so much to either side.
        zoom: the other views are enlarged or reduced by up to this factor.
        nodata: largest share of nodata in a picture.
        test_side: which side of the common ground is for testing; None: no test side.
        test_share: of the common ground.
        gap_m: ground between the sides that no picture shows.
        train_bounds: (xmin, ymin, xmax, ymax) in the CRS of the first raster instead.
        test_bounds: likewise.
        seed: of turns and zooms.
    """

    size_px: int = 192
    gsd_m: float | None = None
    overlap: float = 0.0
    rotation_deg: float = 180.0
    zoom: float = 1.15
    nodata: float = 0.02
    test_side: Side | None = "east"
    test_share: float = 0.4
    gap_m: float = 0.0
    train_bounds: Bounds | None = None
    test_bounds: Bounds | None = None
    seed: int = 0


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


@dataclass(frozen=True)
class _Spot:
    east: float
    north: float
    side: str


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
        PlacesError: fewer than two rasters, no common ground, no place fits, or `out` is in use.
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


def count_places(
    rasters: Sequence[tuple[str, Path]], plan: PlacesPlan | None = None
) -> dict[str, int]:
    """How many places of the grid each side would have, before nodata is looked at.

    Raises:
        PlacesError, RasterError: as `make_places`.
    """
    settings = plan or PlacesPlan()
    opened = [Raster.open(path) for _, path in rasters]
    try:
        frame = _Frame(list(zip((v for v, _ in rasters), opened, strict=True)), settings)
        spots = frame.spots()
    finally:
        for raster in opened:
            raster.close()
    return {side: sum(s.side == side for s in spots) for side in ("train", "test")}


class _Frame:
    """The plane that all rasters share, and the places on it."""

    def __init__(self, rasters: Sequence[tuple[str, Raster]], plan: PlacesPlan) -> None:
        for _, raster in rasters:
            if not raster.georeference.is_geographic:
                raise PlacesError(
                    f"{raster.path}: has no CRS; places are cut from georeferenced rasters"
                )
        reference = rasters[0][1]
        lon, lat = reference.georeference.lonlat(reference.width / 2, reference.height / 2)
        self.plan = plan
        self.plane = CRS.from_proj4(
            f"+proj=aeqd +lat_0={float(lat):.9f} +lon_0={float(lon):.9f} +datum=WGS84 +units=m"
        )
        self._to_lonlat = Transformer.from_crs(self.plane, WGS84, always_xy=True)
        self._to_plane = Transformer.from_crs(WGS84, self.plane, always_xy=True)
        self.reference = reference
        self.rasters = rasters
        gsd = reference.georeference.gsd_m(reference.width / 2, reference.height / 2)
        self.gsd = plan.gsd_m or math.sqrt(math.prod(float(side) for side in gsd))
        self.side = plan.size_px * self.gsd

    def lonlat(self, east: float, north: float) -> tuple[float, float]:
        lon, lat = self._to_lonlat.transform(east, north)
        return float(lon), float(lat)

    def to_pixels(self, raster: Raster, east: float, north: float) -> Affine:
        """Plane to corner pixels around a place; of pictures the plane is flat enough."""
        step = self.side / 2
        points = np.array([(east, north), (east + step, north), (east, north + step)])
        lon, lat = self._to_lonlat.transform(points[:, 0], points[:, 1])
        col, row = raster.georeference.colrow_from_lonlat(lon, lat)
        pixels = np.column_stack([col, row])
        (a, d), (b, e) = ((pixels[1:] - pixels[0]) / step).tolist()
        around = Affine(a, b, float(pixels[0, 0]), d, e, float(pixels[0, 1]))
        return around * Affine.translation(-east, -north)

    def spots(self) -> list[_Spot]:
        """Centres of the places of each side."""
        found: list[_Spot] = []
        for side, bounds in self._sides().items():
            found += [_Spot(e, n, side) for e, n in self._grid_in(bounds)]
        if not found:
            raise PlacesError(
                f"no place of {self.plan.size_px} px at {self.gsd:.3g} m fits into the common"
                " ground; choose a smaller size or a smaller gap"
            )
        if len(found) > _MOST_PLACES:
            raise PlacesError(f"{len(found)} places are too many; choose less overlap")
        return found

    def _grid_in(self, bounds: Bounds) -> list[tuple[float, float]]:
        turned = self.plan.rotation_deg > 0
        widest = self.side / 2 * max(1.0, self.plan.zoom * (math.sqrt(2) if turned else 1))
        step = self.side * (1 - self.plan.overlap)
        lines = []
        for low, high in ((bounds[0], bounds[2]), (bounds[1], bounds[3])):
            room = high - low - 2 * widest
            count = math.floor(room / step) + 1 if room >= 0 else 0
            start = low + widest + (room - (count - 1) * step) / 2
            lines.append([start + step * i for i in range(count)])
        return [(e, n) for n in reversed(lines[1]) for e in lines[0]]

    def _sides(self) -> dict[str, Bounds]:
        common = self._common()
        plan = self.plan
        if plan.train_bounds is not None:
            sides = {"train": _shared(self._on_plane(plan.train_bounds), common)}
            if plan.test_bounds is not None:
                sides["test"] = _shared(self._on_plane(plan.test_bounds), common)
                if _distance(sides["train"], sides["test"]) < max(plan.gap_m, 1e-6):
                    raise PlacesError(
                        f"the areas to train and to test on lie less than {plan.gap_m:g} m apart;"
                        " move one of them"
                    )
            return sides
        if plan.test_side is None or plan.test_share <= 0:
            return {"train": common}
        return _cut(common, plan.test_side, plan.test_share, plan.gap_m)

    def _common(self) -> Bounds:
        bounds = [self._bounds(raster) for _, raster in self.rasters]
        low = np.max([b[:2] for b in bounds], axis=0)
        high = np.min([b[2:] for b in bounds], axis=0)
        if (high <= low).any():
            raise PlacesError("the rasters have no ground in common; check their CRS")
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def _bounds(self, raster: Raster) -> Bounds:
        cols = np.array([0, raster.width, raster.width, 0], np.float64)
        rows = np.array([0, 0, raster.height, raster.height], np.float64)
        return self._inside(*raster.georeference.lonlat(cols, rows))

    def _on_plane(self, bounds: Bounds) -> Bounds:
        x = np.array([bounds[0], bounds[2], bounds[2], bounds[0]])
        y = np.array([bounds[1], bounds[1], bounds[3], bounds[3]])
        georeference = self.reference.georeference
        return self._inside(*georeference.lonlat(*georeference.colrow(x, y)))

    def _inside(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Bounds:
        """The box within four corners in turn: nothing beside the raster is in it."""
        east, north = self._to_plane.transform(lon, lat)
        easts, norths = np.sort(east), np.sort(north)
        return float(easts[1]), float(norths[1]), float(easts[2]), float(norths[2])


def _make(
    rasters: Sequence[tuple[str, Raster]], out: Path, plan: PlacesPlan, check: Check
) -> MadePlaces:
    frame = _Frame(rasters, plan)
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
    frame: _Frame, raster: Raster, spot: _Spot, turn: float, zoom: float
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


def _cut(common: Bounds, side: Side, share: float, gap: float) -> dict[str, Bounds]:
    """The ground to train on and that to test on, a gap between them."""
    axis = 0 if side in ("east", "west") else 1
    low, high = common[axis], common[axis + 2]
    above = side in ("east", "north")  # where the test is
    line = high - share * (high - low) if above else low + share * (high - low)
    lower = _ranged(common, axis, low, line - gap / 2)
    upper = _ranged(common, axis, line + gap / 2, high)
    return {"train": lower, "test": upper} if above else {"train": upper, "test": lower}


def _ranged(bounds: Bounds, axis: int, low: float, high: float) -> Bounds:
    ranged = list(bounds)
    ranged[axis], ranged[axis + 2] = low, high
    return ranged[0], ranged[1], ranged[2], ranged[3]


def _shared(first: Bounds, second: Bounds) -> Bounds:
    low = [max(a, b) for a, b in zip(first[:2], second[:2], strict=True)]
    high = [min(a, b) for a, b in zip(first[2:], second[2:], strict=True)]
    if low[0] >= high[0] or low[1] >= high[1]:
        raise PlacesError("an area lies beside the common ground of the rasters; move it")
    return low[0], low[1], high[0], high[1]


def _distance(first: Bounds, second: Bounds) -> float:
    across = max(first[0] - second[2], second[0] - first[2], 0.0)
    down = max(first[1] - second[3], second[1] - first[3], 0.0)
    return math.hypot(across, down)
