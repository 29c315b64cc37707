"""The dense objective: cells of the same ground lie together, hard cells elsewhere apart.

It is the matcher's own question. With the true place of a cell known by the warp, minus the
logarithm of its pair quality (QATM, Cheng et al., CVPR 2019) is the mean of two cross-entropies:
the cell among all others, from either side. The arrangement term asks the same of whole templates:
the mean cosine at the true displacement among those at all others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (the name that everybody uses)

from neurocorrelator.features.vgg import STRIDE
from neurocorrelator.places.batches import DrawnPicture, FloatArray, warp_between
from neurocorrelator.training_config import TrainConfig

_BORDER = 2  # cells at the rim see the zero padding of the network
_NEAR = 2.0  # cells around the true place that are neither right nor wrong
_ANCHORS = 96  # cells of a pair of pictures that are asked for their place
_MOST_TURN_DEG = 20.0  # of two pictures against each other; the matcher turns templates
_MOST_SCALE = 1.3
_MAP_TEMPERATURE = 20.0  # of mean cosines: they differ by less than the cosines of cells
_EXCLUDED = -1e4
_MARGIN = 0.2


@dataclass(frozen=True, eq=False)
class PicturePair:
    """Two pictures of the same ground in a batch, and the warp of corner pixels between them."""

    first: int
    second: int
    warp: FloatArray


def pairs_of(pictures: Sequence[DrawnPicture]) -> list[PicturePair]:
    """Ordered pairs of one plane whose turn and scale the matcher would search at."""
    pairs = []
    for i, first in enumerate(pictures):
        for j, second in enumerate(pictures):
            if i == j or first.plane != second.plane:
                continue
            warp = warp_between(first, second)
            turn = math.degrees(math.atan2(warp[1, 0], warp[0, 0]))
            scale = math.sqrt(abs(np.linalg.det(warp[:, :2])))
            if abs(turn) <= _MOST_TURN_DEG and abs(math.log(scale)) <= math.log(_MOST_SCALE):
                pairs.append(PicturePair(i, j, warp))
    return pairs


def standardised(cells: Tensor, valid: Tensor) -> Tensor:
    """Cells [N, C, h, w] by mean and deviation of each channel over the valid ones, unit length."""
    weight = valid.to(cells.dtype)[:, None]
    count = weight.sum().clamp_min(1)
    mean = (cells * weight).sum(dim=(0, 2, 3), keepdim=True) / count
    centred = (cells - mean) * weight
    deviation = (centred.square().sum(dim=(0, 2, 3), keepdim=True) / count + 1e-8).sqrt()
    typical = deviation.mean()
    return F.normalize(centred / (deviation + 1e-3 * typical), dim=1)


class DenseObjective:
    """Loss of cells whose true places are known."""

    def __init__(self, config: TrainConfig) -> None:
        """As the settings tell."""
        self._alpha = config.alpha
        self._arrangement = config.arrangement
        self._triplet = config.dense_loss == "triplet"

    def __call__(
        self,
        cells: Tensor,
        valid: Tensor,
        places: Tensor,
        pairs: Sequence[PicturePair],
        generator: torch.Generator,
    ) -> tuple[Tensor, Tensor]:
        """Loss, and the share of templates that are found at their true displacement.

        Args:
            cells: [N, C, h, w] as the network gives them.
            valid: [N, h, w] bool.
            places: [N], the same number for the same place.
            pairs: of pictures with a known warp.
            generator: chooses the cells that are asked.
        """
        inner = valid.clone()
        inner[:, :_BORDER] = inner[:, -_BORDER:] = False
        inner[:, :, :_BORDER] = inner[:, :, -_BORDER:] = False
        unit = standardised(cells.float(), inner) * inner[:, None]
        own = [self._cells(unit, inner, places, pair, generator) for pair in pairs]
        parts = [part for part in own if part is not None]
        loss = torch.stack(parts).mean() if parts else cells.sum() * 0
        found = cells.new_zeros(())
        if self._arrangement > 0 and pairs:
            arranged, found = self._templates(unit, inner, places, pairs)
            loss = loss + self._arrangement * arranged
        return loss, found

    def _cells(
        self,
        unit: Tensor,
        inner: Tensor,
        places: Tensor,
        pair: PicturePair,
        generator: torch.Generator,
    ) -> Tensor | None:
        """Minus the logarithm of the pair quality of cells with their true counterparts."""
        height, width = inner.shape[1:]
        there = inner[pair.first].nonzero()
        order = torch.randperm(len(there), generator=generator)
        there = there[order.to(there.device)]
        target = _moved(there.flip(1), pair.warp)  # [n, 2] column, row in the second picture
        usable = _sampled(inner[pair.second][None].to(unit.dtype), target)[0] > 0.999
        there, target = there[usable][:_ANCHORS], target[usable][:_ANCHORS]
        if len(there) < 2:
            return None
        asked = unit[pair.first][:, there[:, 0], there[:, 1]]  # [C, n]
        true = F.normalize(_sampled(unit[pair.second], target), dim=0)
        right = (asked * true).sum(dim=0)
        others = places != places[pair.first]
        near_second = _near(target, height, width)
        near_first = _near(there.flip(1).to(target.dtype), height, width)
        wrong_there = self._wrong(asked, unit, inner, others, pair.second, near_second)
        wrong_here = self._wrong(true, unit, inner, others, pair.first, near_first)
        if self._triplet:
            hardest = torch.maximum(wrong_there.amax(dim=1), wrong_here.amax(dim=1))
            return F.relu(_MARGIN + hardest - right).mean()
        right = self._alpha * right
        losses = [
            torch.logaddexp((self._alpha * wrong).logsumexp(dim=1), right) - right
            for wrong in (wrong_there, wrong_here)
        ]
        return (losses[0] + losses[1]).mean() / 2

    @staticmethod
    def _wrong(  # noqa: PLR0917 (all tensors of one pair)
        asked: Tensor, unit: Tensor, inner: Tensor, others: Tensor, own: int, near: Tensor
    ) -> Tensor:
        """[n, m] cosines with all cells that are wrong: elsewhere in the picture, other places."""
        here = asked.T @ unit[own].flatten(1)
        here = here.masked_fill(near | ~inner[own].flatten(), _EXCLUDED)
        if not bool(others.any()):
            return here
        apart = asked.T @ unit[others].transpose(0, 1).flatten(1)
        apart = apart.masked_fill(~inner[others].flatten(), _EXCLUDED)
        return torch.cat([here, apart], dim=1)

    @staticmethod
    def _templates(
        unit: Tensor, inner: Tensor, places: Tensor, pairs: Sequence[PicturePair]
    ) -> tuple[Tensor, Tensor]:
        """Cross-entropy of the true displacement of a template among all others."""
        height, width = inner.shape[1:]
        side = min(height, width) // 2
        top, left = (height - side) // 2, (width - side) // 2
        window = slice(top, top + side), slice(left, left + side)
        firsts = [pair.first for pair in pairs]
        templates = unit[firsts][:, :, window[0], window[1]]
        maps = F.conv2d(unit, templates) / side**2  # [N, pairs, rows, cols]
        covered = F.avg_pool2d(inner.to(unit.dtype)[:, None], side, stride=1)[:, 0] > 0.8
        middle = unit.new_tensor([[left + (side - 1) / 2, top + (side - 1) / 2]])
        losses, found = [], []
        for number, pair in enumerate(pairs):
            if not bool(inner[pair.first][window].float().mean() > 0.8):
                continue
            place = _moved(middle, pair.warp) - (side - 1) / 2
            rows, cols = maps.shape[2:]
            limits = place.new_tensor([cols - 1, rows - 1])
            if bool((place < 0).any()) or bool((place > limits).any()):
                continue
            right = _sampled(maps[pair.second, number][None], place)[0, 0]
            counts = covered & (places != places[pair.first])[:, None, None]
            counts[pair.second] = covered[pair.second] & ~_near(place, rows, cols).view(rows, cols)
            wrong = maps[:, number][counts]
            if len(wrong) == 0:
                continue
            scaled = torch.cat([right[None], wrong]) * _MAP_TEMPERATURE
            losses.append(scaled.logsumexp(dim=0) - scaled[0])
            found.append((right > wrong.max()).float())
        if not losses:
            return unit.sum() * 0, unit.new_zeros(())
        return torch.stack(losses).mean(), torch.stack(found).mean()


def _moved(cells: Tensor, warp: FloatArray) -> Tensor:
    """[n, 2] column and row of cells of the first picture, in cells of the second."""
    middle = STRIDE / 2
    pixels = cells.double() * STRIDE + middle
    linear = torch.as_tensor(warp[:, :2], device=cells.device)
    offset = torch.as_tensor(warp[:, 2], device=cells.device)
    return ((pixels @ linear.T + offset - middle) / STRIDE).float()


def _sampled(planes: Tensor, places: Tensor) -> Tensor:
    """[C, h, w] at [n, 2] column and row, bilinear, zero outside: [C, n]."""
    height, width = planes.shape[1:]
    sides = places.new_tensor([width - 1, height - 1]).clamp_min(1)
    grid = (places / sides * 2 - 1)[None, None]
    out = F.grid_sample(planes[None], grid.to(planes.dtype), align_corners=True)
    return out[0, :, 0]


def _near(places: Tensor, height: int, width: int) -> Tensor:
    """[n, h * w] bool, cells within `_NEAR` of [n, 2] column and row along both axes."""
    cols = torch.arange(width, device=places.device)
    rows = torch.arange(height, device=places.device)
    across = (cols[None] - places[:, :1]).abs() < _NEAR
    down = (rows[None] - places[:, 1:]).abs() < _NEAR
    return (down[:, :, None] & across[:, None, :]).flatten(1)
