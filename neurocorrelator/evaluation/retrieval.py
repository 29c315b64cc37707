"""Retrieval of places: pictures of one view sought among those of another.

Zheng, Wei and Yang, "University-1652: a multi-view multi-source benchmark for drone-based
geo-localization", ACM Multimedia 2020, whose protocol this follows. The embedding is the mean over
a picture's conv3_4 cells, made comparable by mean and deviation over training pictures (the
centring), of unit length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (the name that everybody uses)

from neurocorrelator.errors import PlacesError
from neurocorrelator.evaluation.measures import bootstrap_interval
from neurocorrelator.features.vgg import DEVIATION, MEAN, VggCells
from neurocorrelator.features.weights import Weights
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.squares import square_picture
from neurocorrelator.places.tree import PlacePicture
from neurocorrelator.progress import Check, unchecked

RANKS = (1, 5, 10)
_PIXELS_AT_ONCE = 600_000


@dataclass(frozen=True, eq=False)
class Embedded:
    """Pooled cells of pictures.

    Attributes:
        pooled: [N, C] float32, not centred.
        places: of each.
        pictures: those that could be read, in the order given.
    """

    pooled: Tensor
    places: tuple[str, ...]
    pictures: tuple[PlacePicture, ...]

    def only(self, which: Sequence[int]) -> Embedded:
        """Some of the pictures."""
        pictures = tuple(self.pictures[i] for i in which)
        return Embedded(self.pooled[list(which)], tuple(p.place for p in pictures), pictures)


@dataclass(frozen=True, eq=False)
class Centring:
    """Mean and deviation of pooled cells over training pictures."""

    mean: Tensor
    deviation: Tensor

    @classmethod
    def of(cls, pooled: Tensor, least: float = 1e-3) -> Centring:
        """Learnt on pooled cells [N, C].

        Args:
            pooled: the cells.
            least: share of the mean deviation that every one is raised by.
        """
        deviation = pooled.std(dim=0, correction=0)
        return cls(pooled.mean(dim=0), deviation + least * deviation.mean() + 1e-12)

    @classmethod
    def none(cls, channels: int) -> Centring:
        """That changes nothing."""
        return cls(torch.zeros(channels), torch.ones(channels))

    def __call__(self, pooled: Tensor) -> Tensor:
        """Embeddings of unit length."""
        return F.normalize((pooled - self.mean) / self.deviation, dim=1)


@dataclass(frozen=True)
class RetrievalScores:
    """How well queries find their place in a gallery.

    Attributes:
        n: queries.
        gallery: pictures that are sought in.
        recall: R@k by k: the place is among the first k pictures.
        recall_1pct: the same for the first 1 % of the gallery and one more, as the protocol has it.
        ap: mean average precision, by trapezoids.
        first: of each query, the rank of the first right picture, from 0; -1 where there is none.
        places: of each query.
    """

    n: int
    gallery: int
    recall: dict[int, float]
    recall_1pct: float
    ap: float
    first: tuple[int, ...]
    places: tuple[str, ...]

    def interval(self, seed: int = 0) -> tuple[float, float] | None:
        """95 % interval of R@1 by a bootstrap that draws places."""
        hits = [float(rank == 0) for rank in self.first]
        return bootstrap_interval(hits, seed, groups=self.places)

    def as_record(self, seed: int = 0) -> dict[str, Any]:
        """Plain values by the names of the protocol."""
        record: dict[str, Any] = {"n": self.n, "gallery": self.gallery}
        record |= {f"r@{k}": share for k, share in self.recall.items()}
        record |= {"r@1%": self.recall_1pct, "ap": self.ap}
        record["r@1_interval"] = self.interval(seed)
        return record


def embed(
    weights: Weights,
    pictures: Sequence[PlacePicture],
    store: PictureStore,
    size_px: int,
    *,
    device: torch.device | None = None,
    check: Check = unchecked,
    each: Callable[[int], None] = lambda _: None,
) -> Embedded:
    """Pooled cells of pictures, each made square and of one size; unreadable ones are left out.

    Args:
        weights: of the network; the head that they may bring is applied.
        pictures: to read.
        store: reads them.
        size_px: side that the network sees.
        device: where it computes; the processor if None.
        check: called between batches; may raise to stop.
        each: called with the number of pictures done.

    Raises:
        PlacesError: none of the pictures can be read.
    """
    where = device or torch.device("cpu")
    network = VggCells(weights, where, (0.0, 1.0)).features
    head = weights.head
    mean = torch.tensor(MEAN, device=where)[:, None, None]
    deviation = torch.tensor(DEVIATION, device=where)[:, None, None]
    pooled: list[Tensor] = []
    seen: list[PlacePicture] = []
    for done, batch in _batches(pictures, store, size_px):
        check()
        squares = torch.from_numpy(np.stack([rgb for _, rgb in batch])).to(where)
        planes = (squares.permute(0, 3, 1, 2).float() / 255 - mean) / deviation
        planes = planes.contiguous(memory_format=torch.channels_last)
        with torch.no_grad(), torch.backends.cudnn.flags(allow_tf32=False):
            for layer in network:
                planes = layer(planes)
            means = planes.mean(dim=(2, 3)).cpu()
        pooled.append(means if head is None else means @ head.T)
        seen += [picture for picture, _ in batch]
        each(done)
    if not seen:
        raise PlacesError("none of the pictures can be read; check the folder of places")
    return Embedded(torch.cat(pooled), tuple(p.place for p in seen), tuple(seen))


def retrieve(queries: Embedded, gallery: Embedded, centring: Centring) -> RetrievalScores:
    """Rank the gallery for each query by cosine and score it by University-1652's protocol.

    Raises:
        PlacesError: there is nothing to seek, or nothing to seek in.
    """
    if not queries.places or not gallery.places:
        raise PlacesError("retrieval needs pictures to seek and pictures to seek in")
    cosine = (centring(queries.pooled) @ centring(gallery.pooled).T).double().numpy()
    labels = np.asarray(gallery.places)
    matched = np.zeros(len(labels))
    precision = 0.0
    first: list[int] = []
    for row, place in zip(cosine, queries.places, strict=True):
        order = np.argsort(-row, kind="stable")
        right = np.flatnonzero(labels[order] == place)
        if not len(right):
            first.append(-1)
            continue
        first.append(int(right[0]))
        matched[right[0] :] += 1
        precision += _average_precision(right)
    curve = matched / len(queries.places)
    last = len(curve) - 1
    return RetrievalScores(
        len(queries.places),
        len(labels),
        {k: float(curve[min(k - 1, last)]) for k in RANKS},
        float(curve[min(round(len(labels) * 0.01), last)]),
        precision / len(queries.places),
        tuple(first),
        queries.places,
    )


def _average_precision(right: NDArray[np.int64]) -> float:
    """The protocol's: the mean of the precision at and before each right one, over all of them."""
    count = np.arange(len(right))
    at = (count + 1) / (right + 1)
    before = np.where(right > 0, count / np.maximum(right, 1), 1.0)
    return float(((at + before) / 2).mean())


def _batches(
    pictures: Sequence[PlacePicture], store: PictureStore, size_px: int
) -> Iterator[tuple[int, list[tuple[PlacePicture, NDArray[np.uint8]]]]]:
    most = max(1, _PIXELS_AT_ONCE // size_px**2)
    batch: list[tuple[PlacePicture, NDArray[np.uint8]]] = []
    for done, picture in enumerate(pictures, start=1):
        read = store.read(picture.path)
        if read is not None:
            batch.append((picture, square_picture(*read, size_px)))
        if batch and (len(batch) == most or done == len(pictures)):
            yield done, batch
            batch = []
