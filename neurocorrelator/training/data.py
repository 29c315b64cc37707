"""The pictures of a run: which places are trained on, and which are held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neurocorrelator.errors import TrainingError
from neurocorrelator.places.tree import PlacePicture, PlaceTree, fingerprint, trainable
from neurocorrelator.training_config import TrainConfig


@dataclass(frozen=True, eq=False)
class TrainingData:
    """The training side of a folder of places.

    Attributes:
        tree: all of the folder.
        trained: names of the places that are trained on.
        held_out: of those that each epoch is measured on.
        prints: of the files, so that a resumed run notices other ones.
    """

    tree: PlaceTree
    trained: tuple[str, ...]
    held_out: tuple[str, ...]
    prints: dict[str, str]

    def of(self, places: Sequence[str], views: Sequence[str]) -> list[PlacePicture]:
        """The pictures of places, of these views or of all where none is named."""
        chosen = set(places)
        return [p for p in self.tree.train if p.place in chosen and (not views or p.view in views)]


def read_data(config: TrainConfig) -> TrainingData:
    """Split the places of the settings; the same seed splits alike.

    Raises:
        PlacesError: the folder cannot be trained on.
        TrainingError: the places are too few to hold one out.
    """
    tree = PlaceTree.open(config.data)
    usable = trainable(tree.train, config.views, tree.root)
    rng = np.random.default_rng([config.seed, 77])
    count = min(max(1, round(config.holdout * len(usable))), len(usable) - 2)
    if count < 1:
        raise TrainingError(
            f"{tree.root}: {len(usable)} places are too few to train on two and measure on another"
        )
    order = rng.permutation(len(usable))
    held_out = sorted(usable[i] for i in order[:count])
    trained = sorted(usable[i] for i in order[count:])
    return TrainingData(tree, tuple(trained), tuple(held_out), fingerprint(tree.train, tree.root))
