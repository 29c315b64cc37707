"""A template's cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from neurocorrelator.features.standardise import Standardiser
from neurocorrelator.features.vgg import STRIDE, VggCells, valid_cells
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import MaskArray, RgbArray


@dataclass(frozen=True, eq=False)
class TemplateCells:
    """The valid cells of one variant of a template.

    Attributes:
        cells: [n, C] float32, raw or of unit length.
        offsets: [n, 2] row and column of each on the template's own grid.
        shape: rows and columns of that grid.
    """

    cells: Tensor
    offsets: NDArray[np.int64]
    shape: tuple[int, int]

    @property
    def count(self) -> int:
        """Number of valid cells, N_t."""
        return int(self.cells.shape[0])

    @property
    def mask(self) -> MaskArray:
        """[rows, cols], True at valid cells."""
        mask = np.zeros(self.shape, dtype=np.bool_)
        mask[self.offsets[:, 0], self.offsets[:, 1]] = True
        return mask


def raw_template_cells(
    network: VggCells,
    rgb: RgbArray,
    mask: MaskArray,
    check: Check = unchecked,
) -> TemplateCells:
    """Cells as the network gives them of a picture surrounded by its own reflection.

    Args:
        network: the features.
        rgb: [H + 2 p, W + 2 p, 3] uint8, with p pixels of reflection, mostly `TEMPLATE_PAD_PX`: the
            zero padding of the convolutions then stays away from the template's own border cells.
        mask: [H, W], the template's own pixels; the reflection is not looked for.
        check: as in `VggCells.cells`.
    """
    pad = (rgb.shape[0] - mask.shape[0]) // 2
    everything = np.ones(rgb.shape[:2], dtype=np.bool_)
    raw = network.cells(rgb, everything, check)
    valid = valid_cells(mask)
    first = pad // STRIDE
    raw = raw[:, first : first + valid.shape[0], first : first + valid.shape[1]]
    offsets = np.argwhere(valid)
    chosen = raw.permute(1, 2, 0)[torch.from_numpy(valid).to(raw.device)]
    return TemplateCells(chosen, offsets, (valid.shape[0], valid.shape[1]))


def template_cells(
    network: VggCells, standardiser: Standardiser, rgb: RgbArray, mask: MaskArray
) -> TemplateCells:
    """Cells of unit length, comparable with those of a scene; arguments as `raw_template_cells`.

    Args:
        network: the features.
        standardiser: the scene's.
        rgb: with the reflection.
        mask: without it.
    """
    raw = raw_template_cells(network, rgb, mask)
    return replace(raw, cells=standardiser(raw.cells))
