"""How far each template cell's likeness lies from where the pose expects it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (the name that everybody uses)

_COLUMNS = 16  # of the template, compared at once


@dataclass(frozen=True, eq=False)
class CostVolume:
    """Likeness of template cells with the scene cells around their own places.

    Attributes:
        values: [n, n, h, w] float32, n = 2 reach + 1: at [dy, dx, i, j] the cosine of template cell
            (i, j) with the scene cell displaced by (dy - reach, dx - reach) from its place.
        valid: [n, n, h, w] bool, where both cells are.
        reach: largest displacement in cells.
    """

    values: Tensor
    valid: Tensor
    reach: int

    @classmethod
    def of(cls, template: Tensor, mask: Tensor, scene: Tensor, there: Tensor) -> CostVolume:
        """Compare a template with a window of the scene.

        Args:
            template: [h, w, C] of unit length.
            mask: [h, w] bool, the template's valid cells.
            scene: [h + 2 reach, w + 2 reach, C]: the template's cells and `reach` around them.
            there: [h + 2 reach, w + 2 reach] bool, the scene's valid cells.
        """
        height, width, _ = template.shape
        reach = (scene.shape[0] - height) // 2
        side = 2 * reach + 1
        values = torch.empty((side, height, width, side), device=template.device)
        for left in range(0, width, _COLUMNS):
            columns = template[:, left : left + _COLUMNS]
            own = columns.shape[1]
            wide = own + 2 * reach
            beside = scene[:, left : left + wide].transpose(1, 2)
            for dy in range(side):
                # each cell with all of its row beside these columns; only a band of it is wanted
                rows = torch.bmm(columns, beside[dy : dy + height])
                band = rows.as_strided((height, own, side), (own * wide, wide + 1, 1))
                values[dy, :, left : left + own] = band
        pairs = there.unfold(0, height, 1).unfold(1, width, 1) & mask
        return cls(values.permute(0, 3, 1, 2).contiguous(), pairs, reach)

    def smoothed(self, side: int) -> CostVolume:
        """Means over squares of `side` template cells at one displacement: patches, not cells.

        A patch is valid where at least half of its cells are.
        """
        shape = self.values.shape
        planes = self.values.flatten(0, 1)[:, None]
        full = _box_sum(torch.ones_like(planes[:1]), side)
        if bool(self.valid.all()):
            return CostVolume((_box_sum(planes, side) / full).view(shape), self.valid, self.reach)
        pairs = self.valid.float().flatten(0, 1)[:, None]
        count = _box_sum(pairs, side)
        values = (_box_sum(planes * pairs, side) / count.clamp_min(1)).view(shape)
        return CostVolume(values, (count * 2 >= full).view(shape) & self.valid, self.reach)

    def best(self, reach: int) -> tuple[Tensor, Tensor]:
        """The likeness at each cell's best displacement up to `reach`, and where there is one.

        Returns:
            [h, w] float32 and [h, w] bool.
        """
        near = self._near(reach)
        values = self.values[near, near].masked_fill(~self.valid[near, near], -1.0)
        return values.amax(dim=(0, 1)), self.valid[near, near].any(dim=0).any(dim=0)

    def rigid(self) -> tuple[Tensor, Tensor]:
        """Mean likeness of the whole template by displacement, and the share of valid pairs.

        Returns:
            [n, n] float32 each.
        """
        count = self.valid.sum(dim=(2, 3))
        total = (self.values * self.valid).sum(dim=(2, 3))
        most = max(int(count.max()), 1)
        return total / count.clamp_min(1), count / most

    def flow(self) -> tuple[Tensor, Tensor]:
        """Each cell's best displacement, refined by a parabola along each axis.

        Returns:
            [h, w, 2] float32, (rows, columns) in cells, and [h, w] bool, where it is known.
        """
        side = 2 * self.reach + 1
        height, width = self.values.shape[2:]
        values = self.values.masked_fill(~self.valid, -1.0)
        index = values.view(side * side, height, width).argmax(dim=0)
        row, col = index // side, index % side
        shift = torch.stack(
            [
                row + self._vertex(values, row, col, down=True),
                col + self._vertex(values, row, col, down=False),
            ],
            dim=-1,
        )
        return shift - self.reach, self.valid.any(dim=0).any(dim=0)

    def _near(self, reach: int) -> slice:
        reach = min(reach, self.reach)
        return slice(self.reach - reach, self.reach + reach + 1)

    def _vertex(self, values: Tensor, row: Tensor, col: Tensor, *, down: bool) -> Tensor:
        """[h, w] offset of the parabola's vertex through the maximum and its neighbours."""
        height, width = values.shape[2:]
        i = torch.arange(height, device=values.device)[:, None]
        j = torch.arange(width, device=values.device)[None, :]
        last = 2 * self.reach
        at = row if down else col
        inside = (at > 0) & (at < last)
        step = inside.long()
        if down:
            before, behind = values[row - step, col, i, j], values[row + step, col, i, j]
        else:
            before, behind = values[row, col - step, i, j], values[row, col + step, i, j]
        here = values[row, col, i, j]
        curvature = before - 2 * here + behind
        known = inside & (before > -1) & (behind > -1) & (curvature < -1e-6)
        vertex = (before - behind) / (2 * curvature).clamp_max(-1e-6)
        return torch.where(known, vertex.clamp(-0.5, 0.5), 0.0)


def _box_sum(planes: Tensor, side: int) -> Tensor:
    """Sums over squares of [n, 1, h, w]; beyond the border is nothing."""
    return F.avg_pool2d(planes, side, 1, side // 2, divisor_override=1)
