"""Pictures a second in training, beside a bare forward-backward loop of the same network.

    uv run dvc pull
    uv run python benchmarks/training_throughput.py

The bare loop passes random tensors of the same shape through the same layers, with the same parts
frozen, takes the mean square as its loss and steps the same optimiser: nothing is read, drawn,
mined or logged. Both run in turn in one process; the medians of the rounds are compared.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence

import torch

from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.weights import load_weights
from neurocorrelator.places.batches import BatchPlan
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import PlaceTree, trainable
from neurocorrelator.training.batches_loader import batch_of
from neurocorrelator.training.lightning_module import FineTuning
from neurocorrelator.training_config import make_train_config

TARGET = 0.8


def main(arguments: Sequence[str] | None = None) -> None:
    """Print pictures a second of both loops and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=4, help="batches a round")
    parser.add_argument("settings", nargs="*", metavar="KEY=VALUE")
    given = parser.parse_args(arguments)
    config = make_train_config(None, given.settings)
    device = resolve_device(config.device)
    tree = PlaceTree.open(config.data)
    places = trainable(tree.train, config.views, tree.root)
    plan = BatchPlan(tree.train, places, config, PictureStore(3 * config.size_px))
    module = FineTuning(load_weights(config.weights), config, 1000).to(device)
    optimizer = module.configure_optimizers()["optimizer"]
    dense = config.dense_weight > 0 and config.layers != "head"
    number = 0

    def trained() -> int:
        nonlocal number
        batch = batch_of(plan.draw(0, number), dense, number).to(device)
        number += 1
        loss = module.training_step(batch, 0)
        optimizer.zero_grad()
        loss.backward()
        module.on_before_optimizer_step(optimizer)
        torch.nn.utils.clip_grad_norm_(module.network.trained(), config.clip)
        optimizer.step()
        return len(batch.pictures)

    count = trained()
    pictures = torch.randn(count, 3, config.size_px, config.size_px, device=device)

    def bare() -> int:
        loss = module.network(pictures).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return count

    bare()
    rates: dict[str, list[float]] = {"bare loop": [], "training": []}
    for _ in range(given.rounds):
        for name, step in (("bare loop", bare), ("training", trained)):
            started = time.perf_counter()
            done = sum(step() for _ in range(given.steps))
            rates[name].append(done / (time.perf_counter() - started))
    medians = {name: statistics.median(own) for name, own in rates.items()}
    for name, rate in medians.items():
        print(f"{name:12}{rate:8.2f} pictures/s")
    ratio = medians["training"] / medians["bare loop"]
    print(f"{'ratio':12}{ratio:8.2f} (target: at least {TARGET})")


if __name__ == "__main__":
    main()
