"""Retrieval on the test side of a folder of places, in both directions."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neurocorrelator.errors import PlacesError
from neurocorrelator.evaluation.retrieval import (
    Centring,
    Embedded,
    RetrievalScores,
    embed,
    retrieve,
)
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.weights import load_weights
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import PlacePicture, PlaceTree
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.results.whole_file import write_whole

ITEM_COLUMNS = ("direction", "query", "place", "group", "first_right", "r@1", "r@5", "r@10")


@dataclass(frozen=True)
class RetrievalReport:
    """Scores of both directions.

    Attributes:
        directions: by name, such as `drone->satellite`.
        swapped: those whose own folders are missing: query and gallery of the other, swapped.
        queries: of each direction, in the order of its scores.
        centred_on: training pictures that the centring was learnt on; 0 for none.
        unreadable: pictures that were left out, with the reason.
        weights: name and hash.
    """

    directions: Mapping[str, RetrievalScores]
    swapped: frozenset[str]
    queries: Mapping[str, tuple[PlacePicture, ...]]
    centred_on: int
    unreadable: Mapping[Path, str]
    weights: tuple[str, str]

    def as_record(self, seed: int = 0) -> dict[str, Any]:
        """Plain values, for JSON."""
        record: dict[str, Any] = {
            name: scores.as_record(seed) | {"swapped": name in self.swapped}
            for name, scores in self.directions.items()
        }
        return record | {
            "centred_on": self.centred_on,
            "unreadable": len(self.unreadable),
            "weights": self.weights[0],
            "weights_sha256": self.weights[1],
        }

    def write_items(self, path: Path) -> None:
        """Write what became of every query; the group is the place.

        Raises:
            OutputError: it cannot be written.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(ITEM_COLUMNS)
        for name, scores in self.directions.items():
            for picture, rank in zip(self.queries[name], scores.first, strict=True):
                hits = [int(0 <= rank < k) for k in (1, 5, 10)]
                place = picture.place
                writer.writerow([name, picture.path.name, place, place, rank, *hits])
        data = text.getvalue().encode("utf-8", "surrogateescape")
        write_whole(path, lambda stream: stream.write(data))


def evaluate_retrieval(
    root: str | os.PathLike[str],
    weights: str = "imagenet",
    *,
    size_px: int = 96,
    centring: bool = True,
    queries: str = "drone",
    gallery: str = "satellite",
    device: str = "auto",
    check: Check = unchecked,
) -> RetrievalReport:
    """Seek the places of one view among those of another, and back.

    Args:
        root: folder of places.
        weights: by name or file.
        size_px: side that the network sees.
        centring: by mean and deviation of the training side's pictures.
        queries: the view that is sought.
        gallery: the view that it is sought in.
        device: as the setting of `match`.
        check: called between batches; may raise to stop.

    Raises:
        PlacesError: the folders of neither direction are there, or no training side for the
            centring.
        WeightsError: the weights cannot be loaded.
    """
    tree = PlaceTree.open(root)
    if centring and not tree.train:
        raise PlacesError(
            f"{tree.root}: has no training side to learn the centring on; add train/VIEW/PLACE, or"
            " leave the centring out (--no-centring)"
        )
    sides = {
        (role, view): [p for p in own if p.view == view]
        for role, own in (("query", tree.queries), ("gallery", tree.gallery))
        for view in (queries, gallery)
    }
    loaded = load_weights(weights, check)
    store = PictureStore(size_px * 4)
    where = resolve_device(device)
    cache: dict[tuple[str, str], Embedded] = {}

    def embedded(role: str, view: str) -> Embedded:
        if (role, view) not in cache:
            cache[role, view] = embed(
                loaded, sides[role, view], store, size_px, device=where, check=check
            )
        return cache[role, view]

    learnt = Centring.none(256)
    count = 0
    if centring:
        train = embed(loaded, tree.train, store, size_px, device=where, check=check)
        learnt, count = Centring.of(train.pooled), len(train.pictures)
    directions: dict[str, RetrievalScores] = {}
    swapped: set[str] = set()
    asked: dict[str, tuple[PlacePicture, ...]] = {}
    for first, second in ((queries, gallery), (gallery, queries)):
        name = f"{first}->{second}"
        if sides["query", first] and sides["gallery", second]:
            own = embedded("query", first), embedded("gallery", second)
        elif sides["gallery", first] and sides["query", second]:
            own = embedded("gallery", first), embedded("query", second)
            swapped.add(name)
        else:
            raise PlacesError(
                f"{tree.root}: has neither test/query_{first} with test/gallery_{second} nor the"
                " two swapped; name the views (--queries, --gallery)"
            )
        directions[name] = retrieve(*own, learnt)
        asked[name] = own[0].pictures
    return RetrievalReport(
        directions,
        frozenset(swapped),
        asked,
        count,
        dict(store.damaged),
        (loaded.name, loaded.sha256),
    )
