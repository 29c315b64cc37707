"""What a batch holds: balanced views, known warps, nothing that depends on the order of calls."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import cv2
import numpy as np

from neurocorrelator.places.batches import BatchPlan, warp_between
from neurocorrelator.places.make import make_places
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.plan import PlacesPlan
from neurocorrelator.places.sheet import draw_triplets, sheet_picture
from neurocorrelator.places.tree import PlaceTree, trainable
from tests.neurocorrelator.training.conftest import tiny_config


def plan_of(tree: Path, **other: object) -> tuple[BatchPlan, PictureStore]:
    config = tiny_config(tree, tree / "run", **other)
    opened = PlaceTree.open(tree)
    store = PictureStore(500)
    return BatchPlan(opened.train, trainable(opened.train, (), tree), config, store), store


def test_a_batch_depends_on_seed_epoch_and_number_alone(made_tree: Path) -> None:
    first, _ = plan_of(made_tree)
    second, _ = plan_of(made_tree)
    first.draw(0, 0)
    first.draw(3, 1)
    again = first.draw(1, 1), second.draw(1, 1)
    for a, b in zip(*again, strict=True):
        assert a.source == b.source
        assert np.array_equal(a.rgb, b.rgb)
    other, _ = plan_of(made_tree, seed=1)
    assert any(
        not np.array_equal(a.rgb, b.rgb) for a, b in zip(again[0], other.draw(1, 1), strict=True)
    )


def test_each_place_comes_with_both_views(made_tree: Path) -> None:
    plan, _ = plan_of(made_tree)
    drawn = plan.draw(0, 0)
    assert len(drawn) == 6
    for own in (drawn[:2], drawn[2:4], drawn[4:]):
        assert {p.source.view for p in own} == {"satellite", "drone"}
        assert len({p.source.place for p in own}) == 1


def test_places_of_a_batch_do_not_show_the_same_ground(
    two_dates: list[tuple[str, Path]], tmp_path: Path
) -> None:
    make_places(two_dates, tmp_path / "dense", PlacesPlan(size_px=64, overlap=0.75, nodata=0.05))
    plan, _ = plan_of(tmp_path / "dense")
    for number in range(20):
        poses = [drawn.source.pose for drawn in plan.draw(0, number)[::2]]
        for one, other in itertools.combinations(poses, 2):
            assert one is not None
            assert other is not None
            assert math.hypot(one.east - other.east, one.north - other.north) > one.side_m / 2


def test_where_all_places_overlap_the_batch_is_filled_all_the_same(tree: Path) -> None:
    table = tree / "places.csv"
    lines = table.read_text("utf-8").splitlines()
    columns = lines[0].split(",")
    rows = [dict(zip(columns, line.split(","), strict=True)) for line in lines[1:]]
    own = [row | {"centre_e": "0", "centre_n": "0"} for row in rows]  # each in a plane of its own
    text = [lines[0], *(",".join(row[c] for c in columns) for row in own)]
    table.write_text("\n".join(text), "utf-8")
    plan, _ = plan_of(tree)
    assert len({drawn.source.place for drawn in plan.draw(0, 0)}) == 3


def test_the_warp_between_two_pictures_lays_them_over_each_other(made_tree: Path) -> None:
    """OpenCV warps the second onto the first: only by the true warp do they agree."""
    plan, _ = plan_of(made_tree, colour=0, global_weight=0)
    right, moved = [], []
    for number in range(4):
        drawn = plan.draw(0, number)
        for first, second in zip(drawn[::2], drawn[1::2], strict=True):
            warp = warp_between(first, second)
            for shift, into in ((0.0, right), (5.0, moved)):
                centred = warp.copy()
                centred[:, 2] += warp[:, :2] @ (0.5, 0.5) - 0.5 + shift
                flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
                seen = cv2.warpAffine(second.rgb, centred, (48, 48), flags=flags)
                valid = cv2.warpAffine(
                    second.mask.astype(np.uint8), centred, (48, 48), flags=cv2.WARP_INVERSE_MAP
                )
                both = first.mask & (valid > 0)
                a, b = first.rgb.mean(axis=2)[both], seen.mean(axis=2)[both]
                into.append(np.corrcoef(a, b)[0, 1])
    assert np.mean(right) > 0.85
    assert np.mean(right) > np.mean(moved) + 0.2


def test_pictures_without_a_pose_are_paired_with_themselves(tree: Path) -> None:
    (tree / "places.csv").unlink()
    plan, _ = plan_of(tree)
    drawn = plan.draw(0, 0)
    planes = [p.plane for p in drawn]
    assert len(drawn) == 9  # two views and the first one once more
    assert all(planes.count(plane) <= 2 for plane in planes)
    twins = [p for p in drawn if planes.count(p.plane) == 2]
    assert twins[0].source == twins[1].source


def test_damaged_pictures_are_passed_over(tree: Path) -> None:
    for path in sorted((tree / "train/drone").glob("*/*.png"))[::2]:
        path.write_bytes(b"damaged")
    plan, store = plan_of(tree)
    drawn = [p for number in range(4) for p in plan.draw(0, number)]
    assert store.damaged
    assert not {p.source.path for p in drawn} & set(store.damaged)
    assert all(len(p.rgb) == 48 for p in drawn)


def test_the_sheet_shows_anchor_same_place_and_another(made_tree: Path) -> None:
    triplets = draw_triplets(tiny_config(made_tree, made_tree / "run"), 4)
    for anchor, same, other in triplets:
        assert anchor.source.place == same.source.place != other.source.place
    height, width, _ = sheet_picture(triplets).shape
    assert height > 4 * 48  # a line for each
    assert width > 3 * 48
