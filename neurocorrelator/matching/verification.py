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
_SOFT_REACH = 3  # of the soft likeness, in cells
_TOLERANCE = 1.5  # cells between a patch and where the transform puts it
_REDRAWINGS = 2  # of the template as the transform says
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
        evidence: of these, as many as pixels can tell apart: where picture or scene is drawn larger
            than it is, neighbouring cells repeat each other.
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
    evidence: float
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
        self._drawn: dict[tuple[str, Pose], _Drawn] = {}

    def verify(self, template: Template, place: Place) -> Verified:
        """Compare a template with the scene around a candidate, as the candidate's pose draws it.

        The drawing is kept: candidates of one pose share it.

        Raises:
            TemplateError: at this resolution nothing is left of the template.
        """
        key = template.name, place.pose
        if key not in self._drawn:
            variant = plan_variant(template, place.pose, self._scene.grid.reduce)
            self._drawn[key] = self._draw(template, variant)
        drawn = self._drawn[key]
        col, row = drawn.variant.centre(template)
        reduce = self._scene.grid.reduce
        return self._compare(template, drawn, place.col / reduce - col, place.row / reduce - row)

    def refine(self, template: Template, place: Place, first: Verified) -> Verified:
        """Draw the template anew as its transform says, while that explains more of it.

        Raises:
            TemplateError: as `verify`.
        """
        best = first
        for _ in range(_REDRAWINGS):
            moved = place_of(best.to_scene, template)
            if not _is_worth(place, moved, self._scene.grid.reduce * STRIDE):
                break
            place = moved
            variant, left, top = _variant_on_grid(template, place, self._scene.grid.reduce)
            found = self._compare(template, self._draw(template, variant), left, top)
            if found.inliers <= best.inliers:
                break
            best = found
        return best

    def pairs(self, template: Template, place: Place) -> tuple[FloatArray, FloatArray, float]:
        """Patches of a template around a place, and where the scene has what is most like them.

        Returns:
            [n, 2] (col, row) in pixels of the template, [n, 2] in pixels of the scene, and within
            how many pixels of the scene a transform explains a pair.

        Raises:
            TemplateError: as `verify`.
        """
        reduce = self._scene.grid.reduce
        variant, left, top = _variant_on_grid(template, place, reduce)
        drawn = self._draw(template, variant)
        volume, row, col = self._volume(drawn, left, top)
        source, target = _pairs(volume.smoothed(_PATCH), (left, top), (col, row))
        back = np.array(~variant.to_working, float).reshape(3, 3)[:2]
        own = (source - (left, top)) @ back[:, :2].T + back[:, 2]
        return own, reduce * target, _TOLERANCE * STRIDE * reduce

    def forget(self) -> None:
        """Let go of what was drawn of a template."""
        self._drawn.clear()

    def _draw(self, template: Template, variant: Variant) -> _Drawn:
        raw = raw_template_cells(self._network, *draw_variant(template, variant), self._check)
        mask = torch.from_numpy(raw.mask).to(raw.cells.device)
        cells = torch.zeros((*raw.shape, raw.cells.shape[1]), device=raw.cells.device)
        cells[mask] = self._whitener(self._standardiser(raw.cells))
        return _Drawn(variant, cells, mask, raw.count)

    def _volume(self, drawn: _Drawn, left: float, top: float) -> tuple[CostVolume, int, int]:
        """Its likeness with the scene, and the scene's (row, col) that its first cell lies on."""
        self._check()
        height, width = drawn.mask.shape
        reach = min(_MAX_REACH, max(2, round(REACH * min(height, width))))
        row, col = round(top / STRIDE), round(left / STRIDE)
        around, there = self._scene.window(
            row - reach, col - reach, height + 2 * reach, width + 2 * reach
        )
        known = torch.from_numpy(there).to(around.device)
        return CostVolume.of(drawn.cells, drawn.mask, self._whitener(around), known), row, col

    def _compare(self, template: Template, drawn: _Drawn, left: float, top: float) -> Verified:
        """With the template's first working pixel at (left, top) of the scene's."""
        volume, row, col = self._volume(drawn, left, top)
        covered = volume.valid[volume.reach, volume.reach]
        patches = volume.smoothed(_PATCH)
        soft, where = patches.best(_SOFT_REACH)
        rigid, shift = _rigid(volume)
        fit, considered = _fit(patches, drawn.variant, (left, top), (col, row))
        to_working = np.array(drawn.variant.to_working, float).reshape(3, 3)
        if fit is None:
            model = "pose"
            base = _shifted(to_working, STRIDE * (col + shift[1]), STRIDE * (row + shift[0]))
        else:
            model = fit.model
            base = fit.matrix @ _shifted(to_working, left, top)
        scale = np.diag([self._scene.grid.reduce, self._scene.grid.reduce, 1.0])
        inliers = 0 if fit is None else fit.count
        to_scene = scale @ base
        centre = place_of(to_scene, template)
        return Verified(
            to_scene=to_scene,
            model=model,
            inliers=inliers,
            evidence=inliers / _repeats(drawn.variant),
            cells=drawn.count,
            share=inliers / max(considered, 1),
            soft=float(soft[where].mean()) if bool(where.any()) else 0.0,
            rigid=rigid,
            coverage=float(covered.sum()) / max(drawn.count, 1),
            centre=(centre.col, centre.row),
        )


@dataclass(frozen=True, eq=False)
class _Drawn:
    """A template at a pose: its whitened cells [h, w, C], which of them are its own, how many."""

    variant: Variant
    cells: Tensor
    mask: Tensor
    count: int


def _variant_on_grid(
    template: Template, place: Place, reduce: float
) -> tuple[Variant, float, float]:
    """The variant moved by part of a cell, so that its cells lie on cells of the scene.

    Returns:
        The variant, and where its first working pixel lies among the scene's, (left, top).
    """
    variant = plan_variant(template, place.pose, reduce)
    col, row = variant.centre(template)
    left, top = place.col / reduce - col, place.row / reduce - row
    first_left, first_top = (STRIDE * math.floor(edge / STRIDE) for edge in (left, top))
    right, down = left - first_left, top - first_top
    moved = replace(
        variant,
        to_working=Affine.translation(right, down) * variant.to_working,
        width=math.ceil(variant.width + right - 1e-6),
        height=math.ceil(variant.height + down - 1e-6),
    )
    return moved, float(first_left), float(first_top)


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


def _fit(
    volume: CostVolume, variant: Variant, origin: tuple[float, float], cell: tuple[int, int]
) -> tuple[Fit | None, int]:
    """The transform of working pixels that patches agree on, and how many were asked.

    Args:
        volume: of patches.
        variant: that was drawn.
        origin: working pixel of the scene where its first pixel lies, (left, top).
        cell: (col, row) of the scene's cell that its first cell was compared with.
    """
    source, target = _pairs(volume, origin, cell)
    width, height = variant.width, variant.height
    extent = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    fit = fit_transform(source, target, _TOLERANCE * STRIDE, extent=extent + np.array(origin))
    return fit, len(source)


def _repeats(variant: Variant) -> float:
    """Cells for each one that shows something new: enlarged pixels have no more to tell."""
    return max(1.0, max(variant.pose.scale, 1.0) / variant.reduce) ** 2


def _pairs(
    volume: CostVolume, origin: tuple[float, float], cell: tuple[int, int]
) -> tuple[FloatArray, FloatArray]:
    """Centres of patches as drawn, and of what is most like them; working pixels of the scene.

    Args:
        volume: of patches.
        origin: as `_fit`.
        cell: as `_fit`.
    """
    flow, known = volume.flow()
    rows, cols = (index.cpu().numpy() for index in torch.nonzero(known, as_tuple=True))
    shift = flow[known].cpu().numpy().astype(float)
    own = np.stack([cols + 0.5, rows + 0.5], axis=1)
    return STRIDE * own + origin, STRIDE * (own + cell + shift[:, ::-1])


def _shifted(matrix: FloatArray, right: float, down: float) -> FloatArray:
    moved = matrix.copy()
    moved[:2] += np.outer((right, down), matrix[2])
    return moved


def place_of(to_scene: FloatArray, template: Template) -> Place:
    """Centre and pose of a transform; of a homography the pose at the centre.

    Args:
        to_scene: [3, 3], template pixels to scene pixels, corner coordinates.
        template: the picture.
    """
    middle = np.array([template.width / 2, template.height / 2])
    col, row, w = to_scene @ (*middle, 1.0)
    (a, b), (d, e) = jacobian(to_scene, middle).tolist()
    return Place(float(col / w), float(row / w), Pose(((a, b), (d, e))))


def _is_worth(drawn: Place, moved: Place, cell: float) -> bool:
    """Whether a new drawing would look different."""
    shift = math.hypot(moved.col - drawn.col, moved.row - drawn.row)
    near = moved.pose.is_near(drawn.pose, turn_deg=_TURNED_DEG, factor=_SCALED)
    return not near or shift > _MOVED * cell
