"""Directions of the channels' space: all of them at equal weight, or the leading ones alone."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from neurocorrelator.features.standardise import ChannelStatistics, Standardiser

SHRINKAGE = 0.1  # of the covariance towards the identity: rare directions are mostly noise
POWER = -0.5


@dataclass(frozen=True, eq=False)
class Whitener:
    """Turns standardised cells so that their covariance over the scene is about the identity.

    ZCA with shrinkage (Ledoit and Wolf, "A well-conditioned estimator for large-dimensional
    covariance matrices", 2004, with a fixed intensity).

    Attributes:
        matrix: [C, C] float32, on the cells' device.
    """

    matrix: Tensor

    @classmethod
    def of(cls, statistics: ChannelStatistics, standardiser: Standardiser) -> Whitener:
        """From the statistics of a scene and what its cells are standardised by."""
        covariance = _covariance(statistics, standardiser)
        spread = covariance.diagonal().mean()
        eye = torch.eye(len(covariance), dtype=torch.float64)
        values, vectors = torch.linalg.eigh((1 - SHRINKAGE) * covariance + SHRINKAGE * spread * eye)
        matrix = (vectors * values.clamp_min(1e-12) ** POWER) @ vectors.T
        return cls(matrix.float().to(standardiser.factor.device))

    def __call__(self, cells: Tensor) -> Tensor:
        """Standardised cells [..., C] to whitened ones of unit length; zero stays zero."""
        return _turned(cells, self.matrix)


@dataclass(frozen=True, eq=False)
class Projection:
    """Standardised cells seen in the leading principal directions of the scene only.

    A coarse search compares a fifth of the numbers and ranks places nearly the same.

    Attributes:
        matrix: [C, n] float32, on the cells' device.
    """

    matrix: Tensor

    @classmethod
    def of(
        cls, statistics: ChannelStatistics, standardiser: Standardiser, directions: int
    ) -> Projection:
        """Of the n directions in which a scene's standardised cells vary most."""
        _, vectors = torch.linalg.eigh(_covariance(statistics, standardiser))
        return cls(vectors[:, -directions:].float().to(standardiser.factor.device))

    def __call__(self, cells: Tensor) -> Tensor:
        """Standardised cells [..., C] to [..., n] of unit length; zero stays zero."""
        return _turned(cells, self.matrix)


def _covariance(statistics: ChannelStatistics, standardiser: Standardiser) -> Tensor:
    """[C, C] float64 of a scene's standardised cells."""
    factor = standardiser.factor.cpu().double()
    return statistics.products * torch.outer(factor, factor) / max(statistics.count, 1)


def _turned(cells: Tensor, matrix: Tensor) -> Tensor:
    out = cells @ matrix
    return out.div_(out.norm(dim=-1, keepdim=True).clamp_min(1e-12))
