"""A template: the picture to look for."""

from __future__ import annotations

import glob
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from neurocorrelator.errors import TemplateError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.ground_facts import GroundFacts, georeferenced_facts
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.known_from import KnownFrom, Source
from neurocorrelator.rasters.mirroring import mirror_masked
from neurocorrelator.rasters.photo_metadata import photo_facts
from neurocorrelator.rasters.picture_file import (
    MAX_PIXELS,
    PICTURE_SUFFIXES,
    RASTER_SUFFIXES,
    Picture,
    read_picture,
)

__all__ = ["PICTURE_SUFFIXES", "RASTER_SUFFIXES", "Template", "find_pictures", "with_unique_names"]

_SAMPLED = 16  # every so many rows and columns are looked at first
_LONGEST_PIXEL = 4.0  # sides that differ more are no picture of the ground


@dataclass(frozen=True, eq=False)
class Template:
    """A picture to look for, upright (EXIF orientation applied).

    Attributes:
        name: what tables and maps call it; unique within a run.
        rgb: [H, W, 3] uint8.
        mask: [H, W], False where the picture shows nothing to look for (alpha, nodata, drawn mask).
        path: the file it came from, if any.
        gsd_m: ground sample distance in metres per pixel, if known.
        heading_deg: true-north bearing of the picture's up direction, if known.
        min_score: matches below this score are dropped; None for no limit.
        position: (longitude, latitude), WGS 84 degrees, of the camera or of the picture's centre,
            if known. It is shown beside the matches; the search does not use it.
        known_from: where GSD, heading and position come from.
        notes: guesses made while opening, and why something is not known; one line each.
    """

    name: str
    rgb: RgbArray
    mask: MaskArray
    path: Path | None = None
    gsd_m: float | None = None
    heading_deg: float | None = None
    min_score: float | None = None
    position: tuple[float, float] | None = None
    known_from: KnownFrom = field(default_factory=KnownFrom)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8:
            raise TemplateError(f"{self.name}: pixels must be uint8 of shape [H, W, 3]")
        if self.mask.shape != self.rgb.shape[:2] or self.mask.dtype != np.bool_:
            raise TemplateError(f"{self.name}: the mask must be boolean and of the picture's size")
        if self.gsd_m is not None and not (np.isfinite(self.gsd_m) and self.gsd_m > 0):
            raise TemplateError(f"{self.name}: the GSD must be a positive number of metres")
        if self.heading_deg is not None and not np.isfinite(self.heading_deg):
            raise TemplateError(f"{self.name}: the heading must be a number of degrees")
        if not self.mask.any():
            raise TemplateError(f"{self.name}: is masked all over; there is nothing to look for")
        if _is_of_one_colour(self.rgb, self.mask):
            raise TemplateError(f"{self.name}: is of one colour; there is nothing to look for")
        object.__setattr__(self, "known_from", self._sources())

    def _sources(self) -> KnownFrom:
        """Where values come from: a value that nothing is said of was told."""
        known = self.known_from
        return KnownFrom(
            None if self.gsd_m is None else known.gsd or "told",
            None if self.heading_deg is None else known.heading or "told",
            None if self.position is None else known.position or "told",
        )

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.rgb.shape[0])

    @cached_property
    def outline(self) -> NDArray[np.float64]:
        """[N, 2], (col, row) in corner coordinates: the convex outline of what is not masked."""
        if self.mask.all():
            return np.array(
                [[0, 0], [self.width, 0], [self.width, self.height], [0, self.height]], float
            )
        pixels = cv2.findNonZero(self.mask.astype(np.uint8))
        hull = cv2.convexHull(pixels)[:, 0]
        corners = np.concatenate([hull + step for step in ((0, 0), (1, 0), (1, 1), (0, 1))])
        return cv2.convexHull(corners.astype(np.int32))[:, 0].astype(float)

    @cached_property
    def shorter_side(self) -> float:
        """Of a rectangle of the picture's proportions and of as many pixels as are not masked."""
        return min(self.width, self.height) * math.sqrt(float(self.mask.mean()))

    @cached_property
    def mirrored(self) -> RgbArray:
        """[H, W, 3] uint8, mirrored at the mask's edge; made once for all poses."""
        return mirror_masked(self.rgb, self.mask)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        gsd_m: float | None = None,
        heading_deg: float | None = None,
        mask: str | os.PathLike[str] | None = None,
        min_score: float | None = None,
        metadata: bool = True,
    ) -> Template:
        """Read a picture: EXIF orientation is applied, alpha and nodata become the mask.

        What is told wins; GSD and heading that are not told are taken from the file's georeference,
        else from the camera's EXIF and XMP (GSD with a relative altitude only). Pixels that the
        georeference says are not square are resampled to squares, unless the GSD is told.

        Args:
            path: PNG, JPEG, WebP, BMP, or a raster that GDAL reads.
            name: what to call it; the file's name if None.
            gsd_m: ground sample distance, metres per pixel.
            heading_deg: true-north bearing of the picture's up direction, degrees.
            mask: a picture of the same size; black pixels are not looked for.
            min_score: matches below it are dropped.
            metadata: read GSD, heading and position from the file where they are not told. Off,
                the template knows nothing but what is told, as evaluations want it.

        Raises:
            TemplateError: missing, empty, not a picture, of one colour, or masked all over.
        """
        file = Path(path)
        picture = read_picture(file)
        rgb, valid = picture.rgb, picture.mask
        if mask is not None:
            drawn = read_picture(Path(mask))
            if drawn.rgb.shape != rgb.shape:
                raise TemplateError(
                    f"{mask}: the mask must be of the picture's size"
                    f" ({rgb.shape[1]}x{rgb.shape[0]})"
                )
            valid = valid & drawn.mask & (drawn.rgb.max(axis=2) > 127)
        told = GroundFacts(gsd_m, heading_deg)
        facts = _facts(file, picture) if metadata else {}
        known, sources, notes = _settle({"told": told, **facts})
        if sources.gsd == "georeference" and known.sides_m is not None:
            rgb, valid = square_pixels(rgb, valid, known.sides_m)
        return cls(
            name or file.name,
            rgb,
            valid,
            file,
            known.gsd_m,
            known.heading_deg,
            min_score,
            known.position,
            sources,
            notes,
        )


def _is_of_one_colour(rgb: RgbArray, mask: MaskArray) -> bool:
    """Whether all that a mask leaves has one colour; a few pixels tell that of most pictures."""
    for step in (_SAMPLED, 1):
        seen = rgb[::step, ::step][mask[::step, ::step]]
        if len(seen) and not (seen == seen[0]).all():
            return False
    return True


def find_pictures(sources: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """Files named by paths, folders and glob patterns, in order, without repetition.

    Raises:
        TemplateError: a path does not exist, a folder holds no picture, a pattern matches nothing.
    """
    found: dict[Path, None] = {}
    for source in sources:
        path = Path(source)
        if os.path.isdir(path):  # noqa: PTH112 - raises nothing
            suffixes = PICTURE_SUFFIXES | RASTER_SUFFIXES
            try:
                files = sorted(f for f in path.iterdir() if f.suffix.lower() in suffixes)
            except OSError as error:
                raise TemplateError(f"{path}: cannot be read ({error.strerror})") from error
            files = [f for f in files if f.is_file()]
            if not files:
                raise TemplateError(
                    f"{path}: the folder holds no picture ({', '.join(sorted(suffixes))})"
                )
        elif os.path.exists(path):  # noqa: PTH110 - raises nothing
            files = [path]
        else:
            # Path.glob refuses absolute patterns
            files = sorted(Path(f) for f in glob.glob(str(source), recursive=True))  # noqa: PTH207
            files = [f for f in files if f.is_file()]
            if not files:
                raise TemplateError(f"{source}: no such file, and no file matches it as a pattern")
        found.update(dict.fromkeys(files))
    return list(found)


def with_unique_names(templates: Sequence[Template]) -> list[Template]:
    """The templates, renamed with their folder or a number where two have the same name."""
    taken: set[str] = set()
    named: list[Template] = []
    for template in templates:
        name = template.name
        if name in taken and template.path is not None:
            name = f"{template.path.parent.name}/{template.name}"
        base, number = name, 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        named.append(template if name == template.name else replace(template, name=name))
    return named


def ground_of(georeference: Georeference, width: int, height: int) -> GroundFacts:
    """What a georeference says of a template; no GSD where its pixels could not be made squares."""
    facts = georeferenced_facts(georeference, width, height)
    if facts.sides_m is not None:
        long, short = max(facts.sides_m), min(facts.sides_m)
        if long / short > _LONGEST_PIXEL or width * height * long / short > MAX_PIXELS:
            note = f"no GSD from the georeference: its pixels are {long / short:.3g} times as long"
            return replace(facts, gsd_m=None, sides_m=None, gsd_note=note)
    return facts


def _facts(file: Path, picture: Picture) -> dict[Source, GroundFacts]:
    """What the file says of itself, the better source first."""
    height, width = picture.mask.shape
    return {
        "georeference": ground_of(picture.georeference, width, height),
        "EXIF": photo_facts(file, orientation=picture.orientation),
    }


def _settle(
    facts: Mapping[Source, GroundFacts],
) -> tuple[GroundFacts, KnownFrom, tuple[str, ...]]:
    """For each value the first source that knows it, and the notes on what was asked of them."""
    gsd = next((s for s, fact in facts.items() if fact.gsd_m is not None), None)
    heading = next((s for s, fact in facts.items() if fact.heading_deg is not None), None)
    position = next((s for s, fact in facts.items() if fact.position is not None), None)
    notes = []
    gsd_open = heading_open = True
    for source, fact in facts.items():
        notes += [fact.note] + [fact.gsd_note] * gsd_open + [fact.heading_note] * heading_open
        gsd_open, heading_open = gsd_open and gsd != source, heading_open and heading != source
    known = GroundFacts(
        None if gsd is None else facts[gsd].gsd_m,
        None if heading is None else facts[heading].heading_deg,
        None if position is None else facts[position].position,
        None if gsd is None else facts[gsd].sides_m,
    )
    return known, KnownFrom(gsd, heading, position), tuple(note for note in notes if note)


def square_pixels(
    rgb: RgbArray, mask: MaskArray, sides_m: tuple[float, float]
) -> tuple[RgbArray, MaskArray]:
    """The picture with the longer side of its pixels cut to the length of the shorter one."""
    height, width = mask.shape
    shorter = min(sides_m)
    size = round(width * sides_m[0] / shorter), round(height * sides_m[1] / shorter)
    squared = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
    valid = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return np.ascontiguousarray(squared), valid > 0
