"""Retrieval's numbers against those that the protocol's own formulas give by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from neurocorrelator.errors import PlacesError
from neurocorrelator.evaluation.retrieval import Centring, Embedded, retrieve
from neurocorrelator.evaluation.retrieval_report import evaluate_retrieval
from neurocorrelator.places.tree import PlacePicture

PLAIN = Centring.none(2)


def embedded(vectors: list[list[float]], places: str) -> Embedded:
    pictures = tuple(PlacePicture(Path(p), p, "view") for p in places)
    return Embedded(torch.tensor(vectors), tuple(places), pictures)


def test_ranks_and_precision_by_hand() -> None:
    gallery = embedded([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [-1.0, 0.0]], "abab")
    queries = embedded([[1.0, 0.0], [0.9, 0.12]], "bb")
    scores = retrieve(queries, gallery, PLAIN)
    # the first query ranks a b a b, the second b a a b
    assert scores.first == (1, 0)
    assert scores.recall == {1: 0.5, 5: 1.0, 10: 1.0}
    first = (0 / 1 + 1 / 2) / 2 / 2 + (1 / 3 + 2 / 4) / 2 / 2
    second = (1 + 1) / 2 / 2 + (1 / 3 + 2 / 4) / 2 / 2
    assert scores.ap == pytest.approx((first + second) / 2)


def test_queries_without_a_place_in_the_gallery_count_as_missed() -> None:
    scores = retrieve(embedded([[1.0, 0.0], [1.0, 0.0]], "ax"), embedded([[1.0, 0.0]], "a"), PLAIN)
    assert scores.recall[1] == 0.5
    assert scores.first == (0, -1)


def test_one_percent_is_of_the_gallery_and_one_more() -> None:
    vectors = [[1.0, i / 1000] for i in range(200)]
    gallery = embedded(vectors, "a" * 2 + "b" + "a" * 197)
    scores = retrieve(embedded([[1.0, 0.0]], "b"), gallery, PLAIN)
    assert scores.recall[1] == 0
    assert scores.recall_1pct == 1  # 200 pictures: the first three


def test_centring_takes_away_what_all_pictures_have_in_common() -> None:
    pooled = torch.tensor([[10.0, 1.0], [10.0, -1.0], [10.0, 4.0]])
    vectors = Centring.of(pooled)(pooled)
    assert torch.allclose(vectors.norm(dim=1), torch.ones(3))
    assert float(vectors[0] @ vectors[1]) == pytest.approx(-1 if vectors[0][1] > 0 else 1, abs=1e-3)


def test_a_folder_without_the_views_says_which_it_needs(tmp_path: Path) -> None:
    (tmp_path / "test/query_drone/1").mkdir(parents=True)
    (tmp_path / "test/query_drone/1/a.png").write_bytes(b"")
    with pytest.raises(PlacesError, match="no training side"):
        evaluate_retrieval(tmp_path)
    with pytest.raises(PlacesError, match="test/gallery_satellite"):
        evaluate_retrieval(tmp_path, centring=False)
