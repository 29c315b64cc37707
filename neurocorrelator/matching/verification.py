"""Whether a candidate is right: the template laid over its surroundings and compared cell by cell.

Cells are whitened here, and compared with all scene cells near their own place. Where a place is
right, patches of cells are found near where the pose puts them, and all of them agree on one
transform: that gives the footprint.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import torch
from affine import Affine
from numpy.typing import NDArray
from torch import Tensor

from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.standardise import Standardiser
from neurocorrelator.features.template_features import raw_template_cells
from neurocorrelator.features.vgg import STRIDE, VggCells
from neurocorrelator.features.whitening import Whitener
from neurocorrelator.matching.candidates import refine_peak
from neurocorrelator.matching.displacement import CostVolume
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.robust_fit import Fit, fit_transform, jacobian
from neurocorrelator.matching.variants import Variant, draw_variant, plan_variant
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.template import Template

FloatArray = NDArray[np.float64]

REACH = 0.3  # of the template's shorter side: how far from its place a cell is looked for
_MAX_REACH = 10  # cells
_PATCH = 5  # side of the patches whose displacement is trusted, in cells
_SOFT_PATCH, _SOFT_REACH = 3, 3  # of the soft likeness, in cells
_TOLERANCE = 1.5  # cells between a patch and where the transform puts it
_PASSES = 3  # the template is drawn again as the transform says
_TURNED_DEG, _SCALED, _MOVED = 4.0, 1.06, 1.0  # less than this (and cells) needs no new drawing


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate to verify: scene pixels (col, row) of the template's centre, and its pose."""

    col: float
    row: float
    pose: Pose


@dataclass(frozen=True, eq=False)
class Verified:
    """What the comparison of one candidate with the scene told.

    Attributes:
        to_scene: [3, 3], template pixels to scene pixels, corner coordinates.
        model: `pose` where the cells agree on no transform, or the kind that explains them.
        inliers: patches that the transform explains.
        cells: valid cells of the template as it was drawn.
        share: of those that have a counterpart in the scene, the part that are inliers.
        soft: mean over patches of the best likeness within a few cells.
        rigid: mean likeness of all cells at one displacement.
        coverage: share of the template's cells that lie on valid cells of the scene.
        centre: of the template, scene pixels (col, row).
    """

    to_scene: FloatArray
    model: str
    inliers: int
    cells: int
    share: float
    soft: float
    rigid: float
    coverage: float
    centre: tuple[float, float]


class Verifier:
    """Verifies candidates at one working resolution of a scene."""

    def __init__(
        self,
        scene: SceneFeatures,
        network: VggCells,
        *,
        check: Check = unchecked,
    ) -> None:
        """On a prepared scene; `check` may raise to stop."""
        self._scene = scene
        self._network = network
        self._standardiser: Standardiser = scene.standardiser
        self._whitener = Whitener.of(scene.statistics, scene.standardiser)
        self._check = check

    def verify(self, template: Template, place: Place) -> Verified:
        """Compare a template with the scene around a candidate, drawn anew as it fits better.

        Raises:
            TemplateError: at this resolution nothing is left of the template.
        """
        best: Verified | None = None
        for _ in range(_PASSES):
            self._check()
            found = self._compare(template, place)
            if best is not None and found.inliers <= best.inliers:
                break
            best = found
            moved = _place_of(found.to_scene, template)
            if not _is_worth(place, moved, self._scene.grid.reduce * STRIDE):
                break
            place = moved
        assert best is not None  # noqa: S101 (there is a first pass)
        return best

    def _compare(self, template: Template, place: Place) -> Verified:
        variant, top, left = _drawn_on_grid(template, place, self._scene.grid.reduce)
        raw = raw_template_cells(self._network, *draw_variant(template, variant), self._check)
        height, width = raw.shape
        mask = torch.from_numpy(raw.mask).to(self._network.device)
        cells = torch.zeros((height, width, raw.cells.shape[1]), device=raw.cells.device)
        cells[mask] = self._whitener(self._standardiser(raw.cells))
        reach = min(_MAX_REACH, max(2, round(REACH * min(height, width))))
        around, there = self._scene.window(
            top - reach, left - reach, height + 2 * reach, width + 2 * reach
        )
        known = torch.from_numpy(there).to(around.device)
        volume = CostVolume.of(cells, mask, self._whitener(around), known)
        covered = known[reach : reach + height, reach : reach + width] & mask
        soft, where = volume.smoothed(_SOFT_PATCH).best(_SOFT_REACH)
        rigid, shift = _rigid(volume)
        fit, considered = _fit(volume.smoothed(_PATCH), variant, top, left)
        to_working = np.array(variant.to_working, float).reshape(3, 3)
        base = _shifted(to_working, STRIDE * (left + shift[1]), STRIDE * (top + shift[0]))
        model = "pose"
        if fit is not None:
            model = fit.model
            base = fit.matrix @ _shifted(to_working, STRIDE * left, STRIDE * top)
        scale = np.diag([self._scene.grid.reduce, self._scene.grid.reduce, 1.0])
        inliers = 0 if fit is None else fit.count
        to_scene = scale @ base
        centre = _place_of(to_scene, template)
        return Verified(
            to_scene=to_scene,
            model=model,
            inliers=inliers,
            cells=raw.count,
            share=inliers / max(considered, 1),
            soft=float(soft[where].mean()) if bool(where.any()) else 0.0,
            rigid=rigid,
            coverage=float(covered.sum()) / max(raw.count, 1),
            centre=(centre.col, centre.row),
        )


def _drawn_on_grid(template: Template, place: Place, reduce: float) -> tuple[Variant, int, int]:
    """The variant moved by part of a cell, so that its cells lie on cells of the scene.

    Returns:
        The variant, and the row and column of its first cell on the scene's grid.
    """
    variant = plan_variant(template, place.pose, reduce)
    col, row = variant.centre(template)
    left, top = place.col / reduce - col, place.row / reduce - row
    first_col, first_row = math.floor(left / STRIDE), math.floor(top / STRIDE)
    right, down = left - STRIDE * first_col, top - STRIDE * first_row
    moved = replace(
        variant,
        to_working=Affine.translation(right, down) * variant.to_working,
        width=math.ceil(variant.width + right - 1e-6),
        height=math.ceil(variant.height + down - 1e-6),
    )
    return moved, first_row, first_col


def _rigid(volume: CostVolume) -> tuple[float, tuple[float, float]]:
    """The best likeness of the whole template within the soft reach, and its (row, col) shift."""
    likeness, share = (part.cpu().numpy() for part in volume.rigid())
    reach = min(_SOFT_REACH, volume.reach)
    near = slice(volume.reach - reach, volume.reach + reach + 1)
    likeness = np.where(share[near, near] >= 0.5, likeness[near, near], np.nan)
    if not np.isfinite(likeness).any():
        return 0.0, (0.0, 0.0)
    peak = np.unravel_index(int(np.nanargmax(likeness)), likeness.shape)
    row, col = refine_peak(likeness, float(peak[0]), float(peak[1]))
    return float(likeness[peak]), (row - reach, col - reach)


def _fit(volume: CostVolume, variant: Variant, top: int, left: int) -> tuple[Fit | None, int]:
    """The transform of working pixels that patches agree on, and how many were asked."""
    flow, known = volume.flow()
    rows, cols = (index.cpu().numpy() for index in torch.nonzero(known, as_tuple=True))
    shift = flow[known].cpu().numpy().astype(float)
    source = np.stack([left + cols + 0.5, top + rows + 0.5], axis=1) * STRIDE
    target = source + STRIDE * shift[:, ::-1]
    extent = np.array(
        [[0, 0], [variant.width, 0], [variant.width, variant.height], [0, variant.height]], float
    ) + (STRIDE * left, STRIDE * top)
    return fit_transform(source, target, _TOLERANCE * STRIDE, extent=extent), len(source)


def _shifted(matrix: FloatArray, right: float, down: float) -> FloatArray:
    moved = matrix.copy()
    moved[:2] += np.outer((right, down), matrix[2])
    return moved


def _place_of(to_scene: FloatArray, template: Template) -> Place:
    """Centre and pose of a transform; of a homography the pose at the centre."""
    middle = np.array([template.width / 2, template.height / 2])
    col, row, w = to_scene @ (*middle, 1.0)
    (a, b), (d, e) = jacobian(to_scene, middle).tolist()
    return Place(float(col / w), float(row / w), Pose(((a, b), (d, e))))


def _is_worth(drawn: Place, moved: Place, cell: float) -> bool:
    """Whether a new drawing would look different."""
    turn = (moved.pose.rotation_deg - drawn.pose.rotation_deg + 180) % 360 - 180
    factor = moved.pose.scale / drawn.pose.scale
    shift = math.hypot(moved.col - drawn.col, moved.row - drawn.row)
    return abs(turn) > _TURNED_DEG or not 1 / _SCALED < factor < _SCALED or shift > _MOVED * cell
