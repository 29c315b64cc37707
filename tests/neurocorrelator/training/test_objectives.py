"""The objectives: low where right is right, high where it is wrong, and they teach."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.places.batches import BatchPlan
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import PlaceTree, trainable
from neurocorrelator.training.batches_loader import TrainingBatch, batch_of
from neurocorrelator.training.dense_objective import (
    DenseObjective,
    PicturePair,
    _sampled,
    _sampled_cells,
)
from neurocorrelator.training.global_objective import GlobalObjective
from neurocorrelator.training.network import TrainedFeatures
from neurocorrelator.training_config import config_of
from tests.neurocorrelator.training.conftest import tiny_config


def draw_batch(tree: Path, **other: object) -> TrainingBatch:
    config = tiny_config(tree, tree / "run", size_px=64, **other)
    opened = PlaceTree.open(tree)
    plan = BatchPlan(opened.train, trainable(opened.train, (), tree), config, PictureStore(500))
    return batch_of(plan.draw(0, 0), True, 0)


@pytest.mark.parametrize("kind", ["softrank", "triplet"])
def test_the_true_warp_has_the_lower_loss(made_tree: Path, kind: str) -> None:
    batch = draw_batch(made_tree, global_weight=0, colour=0.1)
    cells = TrainedFeatures(load_weights("imagenet"), "conv3")(batch.pictures).detach()
    objective = DenseObjective(config_of({"dense_loss": kind}))
    assert batch.pairs
    wrong = []
    for pair in batch.pairs:
        warp = pair.warp.copy()
        warp[:, 2] += 12
        wrong.append(PicturePair(pair.first, pair.second, warp))
    losses = [
        float(
            objective(cells, batch.valid, batch.places, pairs, torch.Generator().manual_seed(0))[0]
        )
        for pairs in (batch.pairs, wrong)
    ]
    assert losses[0] < losses[1]


def test_cells_between_cells_are_those_of_grid_sample() -> None:
    torch.manual_seed(0)
    planes = torch.randn(2, 5, 7, 9)
    places = torch.rand(40, 2) * torch.tensor([8.0, 6.0])
    places[0], places[1] = torch.tensor([8.0, 6.0]), torch.zeros(2)  # the outermost cells
    pictures = torch.arange(40) % 2
    found = _sampled_cells(planes.permute(0, 2, 3, 1).reshape(-1, 5), pictures, places, 7, 9)
    for number in (0, 1):
        own = pictures == number
        assert torch.allclose(found[own], _sampled(planes[number], places[own]).T, atol=1e-5)


def test_each_pair_of_pictures_counts_once(made_tree: Path) -> None:
    batch = draw_batch(made_tree, views_per_place=2)
    assert len(batch.pairs) == 3  # of three places
    assert all(pair.first < pair.second for pair in batch.pairs)
    assert all(batch.places[pair.first] == batch.places[pair.second] for pair in batch.pairs)


def test_the_active_share_counts_triplets_within_the_margin() -> None:
    objective = GlobalObjective(config_of({"margin": 0.2}))
    places = torch.tensor([0, 0, 1, 1])
    apart = torch.tensor([[1.0, 1.1], [1.0, 0.9], [-1.0, -0.9], [-1.0, -1.1]])
    mixed = apart[[0, 2, 1, 3]]
    assert float(objective(apart, places)[1]) == 0
    assert float(objective(mixed, places)[1]) == 1


def test_a_channel_counts_by_its_deviation_as_in_retrieval() -> None:
    objective = GlobalObjective(config_of({"loss": "ntxent", "miner": "none"}))
    places = torch.tensor([0, 0, 1, 1])
    pooled = torch.tensor([[1.0, 0.1, 3], [1.0, -0.1, 3], [-1.0, 0.1, 3], [-1.0, -0.1, 3]])
    told = [float(objective(pooled * torch.tensor([1, by, 1]), places)[0]) for by in (1, 30)]
    assert abs(told[0] - told[1]) < 0.3  # else the second channel would decide alone


@pytest.mark.parametrize(("layers", "moved"), [("conv3_4", {"16"}), ("all", None)])
def test_what_is_trained_is_a_setting(made_tree: Path, layers: str, moved: set[str] | None) -> None:
    network = TrainedFeatures(load_weights("imagenet"), layers)  # type: ignore[arg-type]
    before = {name: value.clone() for name, value in network.state_dict().items()}
    network(draw_batch(made_tree).pictures).square().mean().backward()
    torch.optim.SGD(network.trained(), lr=0.1).step()
    after = network.state_dict()
    changed = {n.split(".")[1] for n, value in before.items() if not torch.equal(value, after[n])}
    assert changed == (moved or {n.split(".")[1] for n in before})


def test_only_the_block_is_trained_and_a_step_makes_the_loss_smaller(made_tree: Path) -> None:
    batch = draw_batch(made_tree, global_weight=0)
    network = TrainedFeatures(load_weights("imagenet"), "conv3")
    objective = DenseObjective(config_of({}))
    optimizer = torch.optim.SGD(network.trained(), lr=2e-3)

    def loss() -> torch.Tensor:
        generator = torch.Generator().manual_seed(0)
        cells = network(batch.pictures)
        return objective(cells, batch.valid, batch.places, batch.pairs, generator)[0]

    before = loss()
    before.backward()
    frozen = {n for n, p in network.named_parameters() if p.grad is None}
    assert frozen == {f"features.{i}.{k}" for i in (0, 2, 5, 7) for k in ("weight", "bias")}
    optimizer.step()
    assert float(loss().detach()) < float(before.detach())


def test_in_training_the_network_is_the_matchers(made_tree: Path) -> None:
    weights = load_weights("imagenet")
    batch = draw_batch(made_tree)
    trained = TrainedFeatures(weights, "all")(batch.pictures).detach()
    matcher = VggCells(weights, torch.device("cpu"), (0.0, 1.0))
    with torch.no_grad():
        own = matcher(batch.pictures[:1].contiguous(memory_format=torch.channels_last))
    assert torch.allclose(trained[0], own, atol=1e-4)


def test_half_kept_lies_half_way() -> None:
    weights = load_weights("imagenet")
    network = TrainedFeatures(weights, "conv3")
    with torch.no_grad():
        network.features[16].bias += 2.0
    kept = network.exported(0.5)["features.16.bias"].float()
    assert torch.allclose(kept, weights.tensors["features.16.bias"] + 1.0, atol=2e-3)
    assert float(network.distance_from_start()) == pytest.approx(4.0 * 256, rel=1e-5)
