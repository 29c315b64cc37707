"""The comparison of small templates with and without enlarging, on two pairs."""

from __future__ import annotations

from benchmarks.small_templates import compare


def test_small_templates_are_enlarged_and_compared_with_plain_ones(pair_folder) -> None:
    pair_folder.add(1, "ochre", (50, 40, 20, 18))
    pair_folder.add(2, "jogging-1", (60, 50, 22, 24), ((500, 400), (520, 412)))
    pair_folder.add(3, "ochre", (30, 30, 80, 70))  # not among the smaller ones
    found = compare(pair_folder.path, 2 / 3)
    assert found["pairs"] == 2
    assert found["enlarged"] == 2
    assert found["auc20"] >= 0.75
    assert found["cost_ratio"] > 0  # how much dearer it is, a busy machine may turn around
