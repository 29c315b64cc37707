"""Where a template's pixels lie on the ground by one of its matches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS

from neurocorrelator.errors import OutputError
from neurocorrelator.geo.homography import Homography
from neurocorrelator.geo.polygons import full_turn
from neurocorrelator.results.ground import Ground
from neurocorrelator.results.match_result import Match, MatchResult, Point

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TemplateGround:
    """The map from a template's pixels to the CRS of the results: exact, by a homography.

    Without a CRS ground coordinates are what the scene's transform says; without one of these
    either they are pixels as QGIS shows such a scene: x is the column, y is minus the row.

    Attributes:
        size: the template's width and height in pixels.
        placed: template pixels to scene pixels, corner coordinates.
        ground: of the results.
        centre: pixel position in the scene of the template's centre.
    """

    size: tuple[int, int]
    placed: Homography
    ground: Ground
    centre: Point

    @classmethod
    def of_match(cls, result: MatchResult, match: Match) -> TemplateGround:
        """The map by a match.

        Raises:
            OutputError: the result has no such template, the footprint is mirrored or is no convex
                quadrilateral, or the CRS of the results cannot express it.
        """
        template = next((t for t in result.templates if t.name == match.template), None)
        if template is None:
            raise OutputError(f"{match.template}: is no template of this result")
        size = template.width, template.height
        georeference = result.scene.georeference
        # in a scene whose rows run north a picture that is not mirrored lies mirrored
        mirrored = georeference.is_geographic and georeference.transform.determinant > 0
        sign = -1.0 if mirrored else 1.0
        try:
            seen = Homography.of_footprint(size, [(c, sign * r) for c, r in match.footprint])
        except ValueError as error:
            raise OutputError(
                f"{match.template}: match {match.rank} cannot be georeferenced: {error}"
            ) from error
        placed = Homography(np.diag([1.0, sign, 1.0]) @ seen.matrix)
        col, row = placed(size[0] / 2, size[1] / 2)
        here = cls(size, placed, result.ground, (float(col), float(row)))
        x, y = here.xy(*here.outline())
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise OutputError(
                f"{match.template}: match {match.rank} cannot be georeferenced: it lies outside of"
                f" what {here.ground.crs_name} can express"
            )
        return here

    @property
    def crs(self) -> CRS | None:
        """Of the ground coordinates; None where the scene has none."""
        return self.ground.crs

    @property
    def in_pixels(self) -> bool:
        """True when ground coordinates are pixels, rows counted upwards from minus the height."""
        return not self.ground.georeference.is_geographic and (
            self.ground.georeference.transform.is_identity
        )

    def outline(self, pieces: int = 32) -> tuple[FloatArray, FloatArray]:
        """Template pixels along the border, each side in pieces: it is bent in another CRS."""
        share = np.arange(pieces) / pieces
        width, height = self.size
        x = np.concatenate([share, np.ones(pieces), 1 - share, np.zeros(pieces)]) * width
        y = np.concatenate([np.zeros(pieces), share, np.ones(pieces), 1 - share]) * height
        return x, y

    def xy(self, across: ArrayLike, down: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Template pixels to (x, y), the order east, north; NaN where the CRS has no such place.

        Longitudes are continuous: they may pass 180 degrees.
        """
        cols, rows = self.placed(across, down)
        if self.in_pixels:
            return cols, -rows
        x, y = (self.ground.change or self.ground.georeference).xy(cols, rows)
        turn = full_turn(self.crs)
        if self.ground.change is not None and turn is not None:
            middle = self.ground.change.xy(*self.centre)[0]
            x = x + turn * np.round((middle - x) / turn)
        return x, y

    def scene_colrow(self, x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Ground coordinates to scene pixels; NaN where the scene's CRS has no such place."""
        if self.in_pixels:
            return np.asarray(x, np.float64), -np.asarray(y, np.float64)
        if self.ground.change is not None:
            return self.ground.change.colrow(x, y, self.centre)
        return self.ground.georeference.colrow(x, y)

    def template_xy(self, col: ArrayLike, row: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Scene pixels to template pixels; NaN beyond the horizon of a tilted template."""
        back = self.placed.inverse
        across, down = back(col, row)
        cols, rows = np.asarray(col, np.float64), np.asarray(row, np.float64)
        a, b, c = back.matrix[2]
        side = a * self.centre[0] + b * self.centre[1] + c
        with np.errstate(invalid="ignore"):
            seen = (a * cols + b * rows + c) * np.sign(side) > 0
        return np.where(seen, across, np.nan), np.where(seen, down, np.nan)
