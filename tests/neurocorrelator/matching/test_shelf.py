"""Evidence that waits in files is what it was, and one variant takes one file for each map."""

from __future__ import annotations

import numpy as np
import pytest

from neurocorrelator.matching.scores import Evidence
from neurocorrelator.matching.shelf import Shelf


def _evidence(seed: int, shape: tuple[int, int], *, bag: bool) -> Evidence:
    generator = np.random.default_rng(seed)
    quality, cosine, third = generator.random((3, *shape)).astype(np.float32)
    candidates = generator.random(shape) < 0.5
    return Evidence(quality, cosine, third if bag else None, candidates, (1.0, 2.0), 4.0)


@pytest.mark.parametrize("bag", [False, True])
@pytest.mark.parametrize("count", [1, 3])
def test_maps_come_back(count: int, bag: bool) -> None:
    given = [_evidence(seed, (5 + seed, 7), bag=bag) for seed in range(count)]
    with Shelf(0) as shelf:
        kept = shelf.keep(given)
        assert len(kept) == count
        for own, other in zip(given, kept, strict=True):
            assert np.array_equal(own.quality, other.quality)
            assert np.array_equal(own.cosine, other.cosine)
            assert (other.bag is None) is (own.bag is None)
            if own.bag is not None and other.bag is not None:
                assert np.array_equal(own.bag, other.bag)
            assert np.array_equal(own.candidates, other.candidates)
        files = {id(_file_of(own.quality)) for own in kept}
        assert len(files) == 1
    with Shelf(1) as shelf:
        assert shelf.keep(given) is given


def _file_of(values: np.ndarray) -> object:
    base = values
    while isinstance(base.base, np.ndarray):
        base = base.base
    return base.base
