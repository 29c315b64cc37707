"""Statistics of feature channels that accumulate over tiles, and cells made comparable by them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from neurocorrelator.features.vgg import CHANNELS

NEGLIGIBLE = 1e-6  # a deviation below this share of the typical magnitude counts as zero


@dataclass(frozen=True, eq=False)
class ChannelStatistics:
    """Count, mean and products of deviations of channels, float64, mergeable in any order.

    Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
    variances", 1979.
    """

    count: int
    mean: Tensor
    products: Tensor

    @classmethod
    def empty(cls, channels: int) -> ChannelStatistics:
        """Of no cells at all."""
        zeros = torch.zeros(channels, dtype=torch.float64)
        return cls(0, zeros, zeros.new_zeros((channels, channels)))

    @classmethod
    def of(cls, cells: Tensor) -> ChannelStatistics:
        """Of cells [n, C]."""
        if cells.shape[0] == 0:
            return cls.empty(cells.shape[1])
        mean = cells.mean(dim=0)
        centred = cells - mean  # small numbers, so float32 sums lose nothing that matters
        drift = centred.mean(dim=0).cpu().double()
        products = (centred.T @ centred).cpu().double()
        products -= cells.shape[0] * torch.outer(drift, drift)
        return cls(int(cells.shape[0]), mean.cpu().double() + drift, products)

    def merge(self, other: ChannelStatistics) -> ChannelStatistics:
        """Of both sets of cells together."""
        if self.count == 0 or other.count == 0:
            return other if self.count == 0 else self
        count = self.count + other.count
        delta = other.mean - self.mean
        mean = self.mean + delta * (other.count / count)
        products = torch.outer(delta, delta).mul_(self.count * other.count / count)
        products += self.products
        products += other.products
        return ChannelStatistics(count, mean, products)

    @property
    def m2(self) -> Tensor:
        """[C] sum of squared deviations of each channel."""
        return self.products.diagonal().clamp_min(0)

    @property
    def deviation(self) -> Tensor:
        """[C] standard deviation; 0 where it is negligible beside the channels' magnitude."""
        variance = self.m2 / max(self.count, 1)
        typical = (variance + self.mean.square()).mean().sqrt()
        deviation = variance.sqrt()
        return torch.where(deviation > NEGLIGIBLE * typical, deviation, 0.0)


@dataclass(frozen=True, eq=False)
class Standardiser:
    """Makes cells comparable: each channel by mean and deviation, each cell to unit length.

    Attributes:
        mean: [C] of the channels.
        factor: [C], the root of the layer's weight over the deviation.
    """

    mean: Tensor
    factor: Tensor

    @classmethod
    def of(
        cls,
        statistics: ChannelStatistics,
        layer_weights: tuple[float, float],
        device: torch.device,
    ) -> Standardiser:
        """From the statistics of a scene's valid cells.

        Args:
            statistics: of the valid cells of the whole scene, in the layers of a weight above 0.
            layer_weights: factors on the squared length that conv1_2 and conv3_4 have in a cell.
            device: where the cells are.
        """
        deviation = statistics.deviation
        weight = torch.cat(
            [
                torch.full((n,), w, dtype=torch.float64)
                for n, w in zip(CHANNELS, layer_weights, strict=True)
                if w > 0
            ]
        ).sqrt()
        factor = torch.where(deviation > 0, weight / deviation.clamp_min(1e-300), 0.0)
        return cls(statistics.mean.float().to(device), factor.float().to(device))

    @property
    def is_blind(self) -> bool:
        """True when no channel varies: there is nothing to tell one place from another."""
        return not bool((self.factor > 0).any())

    def __call__(self, cells: Tensor) -> Tensor:
        """Cells [n, C] raw to [n, C] of unit length; a cell without any deviation stays zero."""
        out = (cells - self.mean).mul_(self.factor)
        length = out.norm(dim=1, keepdim=True)
        return out.div_(length.clamp_min(1e-12))
