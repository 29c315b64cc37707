"""The dense objective: cells of the same ground lie together, hard cells elsewhere apart.

It is the matcher's own question. With the true place of a cell known by the warp, minus the
logarithm of its pair quality (QATM, Cheng et al., CVPR 2019) is the mean of two cross-entropies:
the cell among all others, from either side. The arrangement term asks the same of whole templates:
the mean cosine at the true displacement among those at all others.
"""

from __future__ import annotations

import itertools
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
_ANCHORS = 7  # cells a picture that are asked for their place, from either side
_MOST_ANCHORS = 128  # of a batch: each is compared with all cells of all pictures
_MOST_TURN_DEG = 20.0  # of two pictures against each other; the matcher turns templates
_MOST_SCALE = 1.3
_MAP_TEMPERATURE = 20.0  # of mean cosines: they differ by less than the cosines of cells
_EXCLUDED = -1e4
_WHOLE = 0.999  # of the mask around a place between cells: all of them are valid
_MARGIN = 0.2


@dataclass(frozen=True, eq=False)
class PicturePair:
    """Two pictures of the same ground in a batch, and the warp of corner pixels between them."""

    first: int
    second: int
    warp: FloatArray


def pairs_of(pictures: Sequence[DrawnPicture]) -> list[PicturePair]:
    """Pairs of one plane, each once, whose turn and scale the matcher would search at."""
    pairs = []
    for (i, first), (j, second) in itertools.combinations(enumerate(pictures), 2):
        if first.plane != second.plane:
            continue
        warp = warp_between(first, second)
        turn = math.degrees(math.atan2(warp[1, 0], warp[0, 0]))
        scale = math.sqrt(abs(np.linalg.det(warp[:, :2])))
        if abs(turn) <= _MOST_TURN_DEG and abs(math.log(scale)) <= math.log(_MOST_SCALE):
            pairs.append(PicturePair(i, j, warp))
    return pairs


def standardised(cells: Tensor, valid: Tensor) -> Tensor:
    """Cells [N, C, h, w] by mean and deviation of each channel over the valid ones, unit length.

    Those that are not valid become zero.
    """
    weight = valid.to(cells.dtype)[:, None]
    count = weight.sum().clamp_min(1)
    mean = (cells * weight).sum(dim=(0, 2, 3), keepdim=True) / count
    centred = (cells - mean) * weight
    deviation = (centred.square().sum(dim=(0, 2, 3), keepdim=True) / count + 1e-8).sqrt()
    typical = deviation.mean()
    return F.normalize(centred / (deviation + 1e-3 * typical), dim=1)


@dataclass(frozen=True, eq=False)
class _Anchors:
    """Cells that are asked for their place, n of them.

    Attributes:
        first: [n], the pictures that they are of.
        cells: [n, 2] row and column there.
        second: [n], the pictures that they are sought in.
        targets: [n, 2] column and row of their true places there.
    """

    first: Tensor
    cells: Tensor
    second: Tensor
    targets: Tensor


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
        within = slice(_BORDER, -_BORDER)
        inner = valid[:, within, within].contiguous()
        unit = standardised(cells[:, :, within, within].float(), inner)
        anchors = _draw_anchors(inner, pairs, generator)
        loss = cells.sum() * 0 if anchors is None else self._cells(unit, inner, places, anchors)
        found = cells.new_zeros(())
        if self._arrangement > 0 and pairs:
            chosen = _one_of_each_place(pairs, places, generator)
            arranged, found = self._templates(unit, inner, places, chosen)
            loss = loss + self._arrangement * arranged
        return loss, found

    def _cells(self, unit: Tensor, inner: Tensor, places: Tensor, anchors: _Anchors) -> Tensor:
        """Minus the logarithm of the pair quality of cells with their true counterparts."""
        count, channels, height, width = unit.shape
        flat = unit.permute(0, 2, 3, 1).reshape(-1, channels)  # [N * h * w, C]
        at = (anchors.first * height + anchors.cells[:, 0]) * width + anchors.cells[:, 1]
        asked = flat.index_select(0, at)
        true = F.normalize(_sampled_cells(flat, anchors.second, anchors.targets, height, width))
        right = (asked * true).sum(dim=1)
        own = torch.cat([anchors.second, anchors.first])
        positions = torch.cat([anchors.targets, anchors.cells.flip(1).to(anchors.targets.dtype)])
        is_own = own[:, None] == torch.arange(count, device=own.device)  # [2 n, N]
        elsewhere = places[own][:, None] != places
        near = _near(positions, height, width)
        wrong = elsewhere[:, :, None] | (is_own[:, :, None] & ~near[:, None])
        wrong &= inner.flatten(1)
        cosines = (torch.cat([asked, true]) @ flat.T).view(wrong.shape)
        cosines = cosines.masked_fill(~wrong, _EXCLUDED).flatten(1)
        if self._triplet:
            hardest = torch.maximum(*cosines.amax(dim=1).view(2, -1))
            return F.relu(_MARGIN + hardest - right).mean()
        scaled, right = self._alpha * cosines, self._alpha * right.repeat(2)
        return (torch.logaddexp(scaled.logsumexp(dim=1), right) - right).mean()

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


def _draw_anchors(
    inner: Tensor, pairs: Sequence[PicturePair], generator: torch.Generator
) -> _Anchors | None:
    """Cells of each pair that lie within both pictures; None where there are none."""
    anchors = min(_MOST_ANCHORS, _ANCHORS * len(inner))
    most = max(2, anchors // max(1, len(pairs)))
    parts: list[tuple[Tensor, Tensor, Tensor, Tensor]] = []
    for pair in pairs:
        there = inner[pair.first].nonzero()
        order = torch.randperm(len(there), generator=generator)
        there = there[order.to(there.device)]
        targets = _moved(there.flip(1), pair.warp)  # [n, 2] column, row in the second picture
        seen = _sampled(inner[pair.second][None].float(), targets)[0] > _WHOLE
        there, targets = there[seen][:most], targets[seen][:most]
        if len(there) < 2:
            continue
        number = there.new_ones(len(there))
        parts.append((number * pair.first, there, number * pair.second, targets))
    if not parts:
        return None
    return _Anchors(*(torch.cat(own) for own in zip(*parts, strict=True)))


def _one_of_each_place(
    pairs: Sequence[PicturePair], places: Tensor, generator: torch.Generator
) -> list[PicturePair]:
    """One pair of each place, any of them."""
    order = torch.randperm(len(pairs), generator=generator).tolist()
    names = places.tolist()
    chosen = {names[pairs[i].first]: pairs[i] for i in order}
    return [chosen[name] for name in sorted(chosen)]


def _moved(cells: Tensor, warp: FloatArray) -> Tensor:
    """[n, 2] column and row of cells of the first picture, in cells of the second.

    Both count from within the border.
    """
    middle = STRIDE / 2 + STRIDE * _BORDER
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


def _sampled_cells(
    flat: Tensor, pictures: Tensor, places: Tensor, height: int, width: int
) -> Tensor:
    """Cells [N * h * w, C] of [n] pictures at [n, 2] column and row within them, bilinear: [n, C].

    The same as `_sampled` for places inside; its gradient touches four cells, not all of them.
    """
    low = places.floor()
    share = places - low
    parts = []
    for down in (0, 1):
        for across in (0, 1):
            col = (low[:, 0].long() + across).clamp(0, width - 1)
            row = (low[:, 1].long() + down).clamp(0, height - 1)
            right = share[:, 0] if across else 1 - share[:, 0]
            below = share[:, 1] if down else 1 - share[:, 1]
            at = (pictures * height + row) * width + col
            parts.append(flat.index_select(0, at) * (right * below)[:, None])
    return torch.stack(parts).sum(dim=0)


def _near(places: Tensor, height: int, width: int) -> Tensor:
    """[n, h * w] bool, cells within `_NEAR` of [n, 2] column and row along both axes."""
    cols = torch.arange(width, device=places.device)
    rows = torch.arange(height, device=places.device)
    across = (cols[None] - places[:, :1]).abs() < _NEAR
    down = (rows[None] - places[:, 1:]).abs() < _NEAR
    return (down[:, :, None] & across[:, None, :]).flatten(1)
