"""Cells whose channels are made independent: what neighbouring channels say twice counts once."""

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
        factor = standardiser.factor.cpu().double()
        covariance = statistics.products * torch.outer(factor, factor) / max(statistics.count, 1)
        spread = covariance.diagonal().mean()
        eye = torch.eye(len(factor), dtype=torch.float64)
        values, vectors = torch.linalg.eigh((1 - SHRINKAGE) * covariance + SHRINKAGE * spread * eye)
        matrix = (vectors * values.clamp_min(1e-12) ** POWER) @ vectors.T
        return cls(matrix.float().to(standardiser.factor.device))

    def __call__(self, cells: Tensor) -> Tensor:
        """Standardised cells [..., C] to whitened ones of unit length; zero stays zero."""
        out = cells @ self.matrix
        return out.div_(out.norm(dim=-1, keepdim=True).clamp_min(1e-12))
