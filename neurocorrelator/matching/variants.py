"""A variant: one rotation and scale of a template at a working resolution."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from affine import Affine

from neurocorrelator.errors import TemplateError
from neurocorrelator.features.vgg import STRIDE, TEMPLATE_PAD_PX
from neurocorrelator.matching.placement import Pose
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.opencv_matrix import opencv_matrix
from neurocorrelator.rasters.template import Template

MIN_CELLS = 4  # fewer arranged cells say nothing
MAX_SIDE_PX = 8192
REDUCE_TO_PX = 128  # a reduced template keeps at least so much on its shorter side
ENLARGE_BELOW_PX = 32  # shorter side of eight cells: with fewer, template and scene are enlarged
ENLARGED = 0.5  # scene pixels per working pixel then
COARSE_PX = (
    46  # shorter side of a coarse variant: about twelve cells, which turns of 20 degrees fit
)
HALF_PX = 64  # shorter side of a coarse variant of one pose: as many cells as tell it from others
_COARSE_ALIKE_PX = 1.1 * COARSE_PX  # to which it is drawn at all scales where that is near enough
_COARSE_ALIKE = 1.03  # so much another scale may be searched then
COARSE_PAD_PX = 8  # of reflection around it: many small drawings, most of them border
_SLACK = 0.15  # powers of two, a tenth of the size: so much smaller counts as large enough
VERIFY_PX = 96  # least shorter side of what is verified after a coarse search


@dataclass(frozen=True, slots=True)
class Variant:
    """How a template would look in the scene.

    Attributes:
        pose: its rotation and scale.
        reduce: scene pixels per working pixel.
        to_working: template pixels to the variant's own working pixels, corner coordinates.
        width: columns of working pixels.
        height: rows of working pixels.
    """

    pose: Pose
    reduce: float
    to_working: Affine
    width: int
    height: int

    @property
    def drawing(self) -> Variant:
        """What it looks like: the same of all variants whose template is drawn alike."""
        to_working = Affine(*(round(value, 9) for value in self.to_working[:6]))
        linear = (to_working.a, to_working.b), (to_working.d, to_working.e)
        return Variant(Pose(linear), min(self.reduce, 1), to_working, self.width, self.height)

    def centre(self, template: Template) -> tuple[float, float]:
        """The template's centre in the variant, (col, row) in working pixels."""
        col, row = self.to_working * (template.width / 2, template.height / 2)
        return float(col), float(row)


def plan_variant(template: Template, pose: Pose, reduce: float | None = None) -> Variant:
    """Geometry of a template at a pose: as large as what is not masked of it.

    Args:
        template: the picture.
        pose: rotation and scale.
        reduce: scene pixels per working pixel; if None the largest power of two that leaves
            `REDUCE_TO_PX` on the template's shorter side, for more pixels cost much and tell
            little; and a half below `ENLARGE_BELOW_PX`, for few cells tell too little.

    Raises:
        TemplateError: at the scene's resolution nothing would be left of it, or it would be huge.
    """
    if reduce is None:
        shorter = pose.scale * template.shorter_side
        reduce = ENLARGED if shorter < ENLARGE_BELOW_PX else 1
        while shorter >= 2 * reduce * REDUCE_TO_PX:
            reduce *= 2
    linear = pose.matrix / reduce
    corners = linear @ template.outline.T
    low, high = corners.min(axis=1), corners.max(axis=1)
    width, height = (int(side) for side in np.ceil(high - low - 1e-6))
    if max(width, height) > MAX_SIDE_PX:
        raise TemplateError(
            f"{template.name}: would be {width * reduce:g}x{height * reduce:g} px at the scene's"
            " resolution; check the GSD and the scale"
        )
    seen = min(reduce, 1)  # enlarging adds cells, but nothing to see
    if (width * seen // STRIDE) * (height * seen // STRIDE) < MIN_CELLS:
        raise TemplateError(
            f"{template.name}: would be {width * reduce:g}x{height * reduce:g} px at the scene's"
            " resolution, too small to find; check the GSD and the scale, or use a finer scene"
        )
    (a, b), (d, e) = linear.tolist()
    to_working = Affine(a, b, -float(low[0]), d, e, -float(low[1]))
    return Variant(pose, reduce, to_working, width, height)


def coarse_reduce(template: Template, pose: Pose) -> float:
    """Scene pixels per working pixel that leave a variant at least `COARSE_PX`, or as it is.

    In steps of a half up to 3: a place that is turned halfway between two variants would fit
    neither of them at many more cells.
    """
    return _in_steps(pose.scale * template.shorter_side / COARSE_PX, math.floor)


def _in_steps(reduce: float, rounded: Callable[[float], int]) -> float:
    """By halves up to 3, by ones above, at least 1."""
    return max(1.0, rounded(2 * reduce) / 2 if reduce < 3 else float(rounded(reduce)))


def coarse_level(template: Template, pose: Pose) -> tuple[Pose, float]:
    """A pose at hardly another scale and its `coarse_reduce`, so that many poses are drawn alike.

    A template at twice the scale in a scene reduced twice as much is the same drawing.
    """
    unit = _COARSE_ALIKE_PX / template.shorter_side
    wanted = pose.scale / unit
    reduce = _in_steps(wanted, round)
    factor = reduce / wanted
    if 1 / _COARSE_ALIKE < factor < _COARSE_ALIKE:
        return pose.scaled(factor), reduce
    return pose, coarse_reduce(template, pose)


def half_reduce(template: Template, pose: Pose) -> float:
    """Scene pixels per working pixel of a coarse search for one pose: as `plan_variant`, doubled.

    Where that leaves less than `HALF_PX`, half as much again, if it leaves `COARSE_PX`.
    """
    reduce = plan_variant(template, pose).reduce
    shorter = pose.scale * template.shorter_side
    for factor, least in ((2.0, HALF_PX), (1.5, COARSE_PX)):
        if shorter >= least * factor * reduce:
            return factor * reduce
    return reduce


def fine_reduce(template: Template, pose: Pose) -> float:
    """Like that of `plan_variant`, but a template a little too small counts as large enough.

    A pose that was found is a hundredth too small as often as too large; a template of 256 px would
    be searched at full resolution, four times the pixels, by the toss of a coin.
    """
    shorter = pose.scale * template.shorter_side
    if shorter < ENLARGE_BELOW_PX:
        return ENLARGED
    return 2.0 ** max(0, math.floor(math.log2(shorter / REDUCE_TO_PX) + _SLACK))


def verify_reduce(template: Template, pose: Pose) -> float:
    """Likewise `VERIFY_PX`; a half where the variant is below `ENLARGE_BELOW_PX`."""
    shorter = pose.scale * template.shorter_side
    if shorter < ENLARGE_BELOW_PX:
        return ENLARGED
    return float(max(1, int(shorter / VERIFY_PX)))


def draw_variant(
    template: Template, variant: Variant, pad_px: int = TEMPLATE_PAD_PX
) -> tuple[RgbArray, MaskArray]:
    """The template's pixels as the variant shows them.

    Shrinking averages before it samples, so that nothing aliases. Unrotated and unscaled templates
    keep their pixels exactly.

    Args:
        template: the picture.
        variant: of it.
        pad_px: of the template's own reflection on each side, a multiple of 4.

    Returns:
        [H + 2 pad, W + 2 pad, 3] uint8 with the reflection, and [H, W], True where a pixel belongs
        to the template.
    """
    rgb, mask = template.mirrored, template.mask
    if variant.to_working == Affine.identity():
        pad = ((pad_px, pad_px),) * 2
        return np.pad(rgb, (*pad, (0, 0)), mode="reflect"), mask
    rgb, mask, from_template = _shrink(rgb, mask, variant.to_working, min(variant.reduce, 1))
    matrix = opencv_matrix(from_template)
    shifted = opencv_matrix(Affine.translation(pad_px, pad_px) * from_template)
    padded_size = variant.width + 2 * pad_px, variant.height + 2 * pad_px
    drawn = cv2.warpAffine(
        rgb, shifted, padded_size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    inside = cv2.warpAffine(
        mask.astype(np.float32),
        matrix,
        (variant.width, variant.height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return np.asarray(drawn, np.uint8), np.asarray(inside >= 0.5)


def _shrink(
    rgb: RgbArray, mask: MaskArray, to_working: Affine, enlarged: float
) -> tuple[RgbArray, MaskArray, Affine]:
    """Average down to about the target's resolution; the affine is then from the smaller one.

    Where the scene is enlarged, `enlarged` is below 1 and the target is the scene's resolution: the
    template must not be sharper than the scene can be.
    """
    height, width = mask.shape
    across, down = (
        enlarged * np.hypot(*column)
        for column in ((to_working.a, to_working.d), (to_working.b, to_working.e))
    )
    small_width = max(1, min(width, round(width * across)))
    small_height = max(1, min(height, round(height * down)))
    if (small_width, small_height) == (width, height):
        return rgb, mask, to_working
    size = small_width, small_height
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    back = to_working * Affine.scale(width / small_width, height / small_height)
    return small, np.asarray(share > 0.5), back
