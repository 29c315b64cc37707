"""The global objective: pooled embeddings of one place lie together, those of others apart."""

from __future__ import annotations

from typing import Any

from pytorch_metric_learning import distances, losses, miners, reducers
from pytorch_metric_learning.utils import loss_and_miner_utils
from torch import Tensor, nn

from neurocorrelator.evaluation.retrieval import Centring
from neurocorrelator.training_config import TrainConfig

_LEAST_DEVIATION = 0.01  # of the mean one: few pictures tell little of a channel that hardly moves


class GlobalObjective(nn.Module):
    """Loss of embeddings with a miner, of pytorch-metric-learning, by cosine distance."""

    def __init__(self, config: TrainConfig) -> None:
        """As the settings tell."""
        super().__init__()
        self._margin = config.margin
        self._distance = distances.CosineSimilarity()
        self._loss = _loss(config)
        self._miner = _miner(config)

    def forward(self, pooled: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Loss, and the share of all triplets that are closer to wrong than the margin allows.

        Args:
            pooled: [N, C], not centred.
            places: [N], the same number for the same place.
        """
        embeddings = Centring.of(pooled, _LEAST_DEVIATION)(pooled)  # as retrieval has them
        chosen = None if self._miner is None else self._miner(embeddings, places)
        loss = self._loss(embeddings, places, chosen)
        return loss, self._active(embeddings.detach(), places)

    def _active(self, embeddings: Tensor, places: Tensor) -> Tensor:
        anchor, near, far = loss_and_miner_utils.get_all_triplets_indices(places)
        if len(anchor) == 0:
            return embeddings.new_zeros(())
        cosine = embeddings @ embeddings.T
        active = cosine[anchor, near] - cosine[anchor, far] < self._margin
        return active.float().mean()


def pooled_cells(cells: Tensor, valid: Tensor) -> Tensor:
    """[N, C, h, w] and [N, h, w] to the mean over the valid cells, [N, C]."""
    weight = valid.to(cells.dtype)[:, None]
    return (cells * weight).sum(dim=(2, 3)) / weight.sum(dim=(2, 3)).clamp_min(1)


def _loss(config: TrainConfig) -> Any:
    cosine = distances.CosineSimilarity()
    if config.loss == "triplet":
        return losses.TripletMarginLoss(
            margin=config.margin, distance=cosine, reducer=reducers.AvgNonZeroReducer()
        )
    if config.loss == "contrastive":
        return losses.ContrastiveLoss(pos_margin=1, neg_margin=1 - config.margin, distance=cosine)
    if config.loss == "ntxent":
        return losses.NTXentLoss(temperature=config.temperature, distance=cosine)
    return losses.MultiSimilarityLoss(distance=cosine)


def _miner(config: TrainConfig) -> Any:
    cosine = distances.CosineSimilarity()
    if config.miner == "none":
        return None
    if config.miner == "multi_similarity":
        return miners.MultiSimilarityMiner(epsilon=0.1, distance=cosine)
    return miners.TripletMarginMiner(
        margin=config.margin, distance=cosine, type_of_triplets=config.miner
    )
