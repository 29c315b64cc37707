from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.comparison import compare_items
from neurocorrelator.evaluation.items_file import write_localisation_items, write_pair_items
from neurocorrelator.evaluation.localisation_item import LocalisationItem
from neurocorrelator.evaluation.template_matching import PairItem


def pairs(path: Path, ious: list[float | None], videos: str) -> Path:
    items = [
        PairItem(f"pair{n:04d}", video, box=Box(1, 2, 3, 4), iou=iou, score=1.0)
        for n, (iou, video) in enumerate(zip(ious, videos, strict=True))
    ]
    return write_pair_items(items, path)


def places(path: Path, errors: list[float | None], *, folder: str = "data") -> Path:
    items = [
        LocalisationItem(
            line=n + 2,
            scene=Path(folder) / f"scene{n % 2}.tif",
            template=Path(folder) / f"crop{n}.png",
            present=error is not None,
            error_m=error,
            group="ab"[n % 2],
        )
        for n, error in enumerate(errors)
    ]
    return write_localisation_items(items, path)


def test_pairs_by_hand(tmp_path) -> None:
    first = pairs(tmp_path / "первый.csv", [1.0, 0.5, 0.3, 0.0, None], "aabbb")
    second = pairs(tmp_path / "второй.csv", [1.0, 0.3, 0.5, 0.0, 0.9], "aabbb")
    found = compare_items(first, second)
    assert (found.metric, found.n, found.left_out) == ("auc20", 4, 1)
    # thresholds passed: 20, 10, 6, 0 against 20, 6, 10, 0
    assert (found.first, found.second) == (pytest.approx(36 / 80), pytest.approx(36 / 80))
    assert found.difference == pytest.approx(0)
    assert (found.wins, found.losses, found.ties) == (1, 1, 2)
    assert found.groups == 2
    # a video's mean difference is +.1 or -.1: these are the draws of both alike
    assert found.interval == pytest.approx((-0.1, 0.1))
    by_iou = compare_items(first, second, metric="mean_iou")
    assert by_iou.first == pytest.approx(0.45)
    by_success = compare_items(second, first, metric="sr50")
    assert (by_success.first, by_success.wins) == (0.25, 0)  # .5 is no success at .5


def test_the_sign_is_of_the_first(tmp_path) -> None:
    better = pairs(tmp_path / "a.csv", [0.9, 0.8], "ab")
    worse = pairs(tmp_path / "b.csv", [0.4, 0.3], "ab")
    found = compare_items(better, worse, metric="mean_iou")
    assert found.difference == pytest.approx(0.5)
    assert found.interval == pytest.approx((0.5, 0.5))
    assert found.wins == 2
    back = compare_items(worse, better, metric="mean_iou")
    assert (back.difference, back.losses) == (pytest.approx(-0.5), 2)


def test_places_by_hand(tmp_path) -> None:
    inf = float("inf")  # found nowhere
    first = places(tmp_path / "a.csv", [3.0, 39.0, inf, None, 100.0], folder="one/data")
    second = places(tmp_path / "b.csv", [3.0, 41.0, 10.0, None, inf], folder="C:\\other")
    found = compare_items(first, second)
    assert (found.metric, found.n, found.left_out) == ("hit@40m", 4, 1)
    assert (found.first, found.second) == (2 / 4, 2 / 4)
    assert (found.wins, found.losses, found.ties) == (1, 1, 2)
    near = compare_items(first, second, metric="hit@2.5m")
    assert (near.first, near.second, near.ties) == (0, 0, 4)
    by_scene = compare_items(first, second, group="scene")
    assert by_scene.groups == 2
    single = compare_items(first, second, group="present")
    assert single.groups == 4  # one value only: single items are drawn


def test_queries_by_hand(tmp_path) -> None:
    def write(name: str, rows: Sequence[tuple[str, str, int, int]]) -> Path:
        lines = ["direction,query,place,group,first_right,r@1,r@5,r@10"]
        lines += [f"{way},{p}{n}.jpg,{p},{p},0,{hit},{hit},1" for way, p, n, hit in rows]
        path = tmp_path / name
        path.write_text("\n".join(lines), "utf-8")
        return path

    queries = [("drone->satellite", place, n) for place in "ab" for n in range(2)]
    back = [("satellite->drone", place, 0) for place in "ab"]
    first = write(
        "a.csv", [(*q, hit) for q, hit in zip(queries + back, [1, 1, 1, 0, 0, 1], strict=True)]
    )
    second = write(
        "b.csv", [(*q, hit) for q, hit in zip(queries + back, [1, 0, 0, 0, 1, 1], strict=True)]
    )
    found = compare_items(first, second)
    assert (found.metric, found.n, found.left_out, found.groups) == ("r@1", 4, 0, 2)
    assert (found.first, found.second, found.wins, found.losses) == (0.75, 0.25, 2, 0)
    other = compare_items(first, second, metric="back_r@1")
    assert (other.n, other.wins, other.losses) == (2, 0, 1)
    with pytest.raises(ValueError, match="r@10"):
        compare_items(first, second, metric="auc20")


def test_right_places_and_footprints_by_hand(tmp_path) -> None:
    def write(name: str, truths: Sequence[tuple[bool, float | None]]) -> Path:
        items = [
            LocalisationItem(
                n, Path("s.tif"), Path(f"{n}.png"), True, 1.0, right=right, footprint_iou=iou
            )
            for n, (right, iou) in enumerate(truths)
        ]
        return write_localisation_items(items, tmp_path / name)

    first = write("a.csv", [(True, 0.9), (True, 0.5), (False, None)])
    second = write("b.csv", [(True, 0.7), (False, 0.1), (False, 0.2)])
    right = compare_items(first, second, metric="right")
    assert (right.n, right.wins, right.losses) == (3, 1, 0)
    footprints = compare_items(first, second, metric="footprint_iou")
    assert (footprints.n, footprints.left_out) == (2, 1)  # of one the true outline is unknown
    assert footprints.difference == pytest.approx(0.3)


def test_pairing_is_narrower_than_either_run(tmp_path) -> None:
    generator = np.random.default_rng(0)
    ious = generator.uniform(0, 1, 60)
    videos = "".join(chr(97 + n // 3) for n in range(60))
    first = pairs(tmp_path / "a.csv", np.clip(ious + 0.05, 0, 1).tolist(), videos)
    second = pairs(tmp_path / "b.csv", ious.tolist(), videos)
    low, high = compare_items(first, second, metric="mean_iou").interval
    assert 0.03 < low < high < 0.055
    assert compare_items(first, second, seed=1).interval == pytest.approx(
        compare_items(first, second, seed=2).interval, abs=0.01
    )


def test_a_table_that_a_spreadsheet_saved_again(tmp_path) -> None:
    first = pairs(tmp_path / "a.csv", [0.5, 0.25], "ab")
    with first.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    second = tmp_path / "b.csv"
    text = "\r\n".join(";".join(c.replace(".", ",") for c in row) for row in reversed(rows[1:]))
    second.write_text(";".join(rows[0]) + "\r\n" + text, encoding="utf-8-sig")
    assert compare_items(first, second, metric="mean_iou").difference == 0


def test_files_that_do_not_belong_together(tmp_path) -> None:
    first = pairs(tmp_path / "a.csv", [0.5, 0.5, 0.5], "aab")
    fewer = pairs(tmp_path / "b.csv", [0.5, 0.5], "aa")
    for one, other in ((first, fewer), (fewer, first)):
        with pytest.raises(nc.TableError, match=r"b\.csv: does not belong .* such as pair0002"):
            compare_items(one, other)
    with pytest.raises(nc.TableError, match=r"pairs of frames, .* holds pictures of known"):
        compare_items(first, places(tmp_path / "c.csv", [1.0]))
    other_set = pairs(tmp_path / "d.csv", [0.5, 0.5, 0.5], "xyz")
    with pytest.raises(nc.TableError, match=r"does not belong .* pair0000 is of x there"):
        compare_items(first, other_set)
    table = tmp_path / "table.csv"
    table.write_text("scene,template,x,y\na,b,1,2\n")
    with pytest.raises(nc.TableError, match="is no table of items; make one with --items"):
        compare_items(first, table)
    with pytest.raises(nc.TableError, match="has no column video to group by"):
        compare_items(first, first, group="video")
    nothing = pairs(tmp_path / "e.csv", [None, None, None], "aab")
    with pytest.raises(nc.TableError, match="no item was evaluated in both"):
        compare_items(first, nothing)
    twice = tmp_path / "f.csv"
    lines = first.read_text(encoding="utf-8").splitlines()
    twice.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(nc.TableError, match="line 5: pair0000 is there twice"):
        compare_items(first, twice)
    with pytest.raises(ValueError, match="'hit@40m' is no metric of pairs of frames; choose auc20"):
        compare_items(first, first, metric="hit@40m")
    with pytest.raises(nc.TableError, match="no such file"):
        compare_items(first, tmp_path / "none.csv")
