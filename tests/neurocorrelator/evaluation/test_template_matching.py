"""On real frames that are moved against each other by a known shift."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.cli.evaluation_lines import template_matching_lines
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.methods import Found
from neurocorrelator.evaluation.pairs import read_pairs
from neurocorrelator.evaluation.template_matching import (
    PairItem,
    TemplateMatchingReport,
    _with_present,
    evaluate_template_matching,
)
from tests.neurocorrelator.plain import plain

CARS = (85.4, 40.5, 60.2, 40.3)
FAR = ((500, 240), (520, 252))  # in the other raster


def three_pairs(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    pair_folder.add(2, "ochre", (30, 60, 48, 48))
    pair_folder.add(3, "jogging-1", (70, 50, 64, 56), FAR)


def test_boxes_numbers_and_absent_frames(pair_folder) -> None:
    three_pairs(pair_folder)
    told: list[nc.Progress] = []
    report = evaluate_template_matching(pair_folder.path, plain(), progress=told.append)
    assert [item.name for item in report.items] == ["pair0001", "pair0002", "pair0003"]
    assert [item.video for item in report.items] == ["ochre", "ochre", "jogging-1"]
    pairs, _ = read_pairs(pair_folder.path)
    for item, pair in zip(report.items, pairs, strict=True):
        assert item.box is not None
        assert (item.box.width, item.box.height) == (
            pair.template_box.width,
            pair.template_box.height,
        )
        assert item.box.centre == pytest.approx(pair.truth.centre, abs=1.5)
        assert item.iou == pytest.approx(item.box.iou(pair.truth))
        videos = {item.video, "jogging-1" if "jogging-1" in (item.absent_scene or "") else "ochre"}
        assert len(videos) == 2  # sought in a frame of the other video
        assert item.absent_score is not None
        assert item.score is not None
    assert report.failures == ()
    assert report.n == 3
    ious = [item.iou for item in report.items]
    assert report.mean_iou == pytest.approx(np.mean(ious))
    thresholds = np.arange(20) * 0.05 + 1e-6
    rates = [np.mean([iou >= t for iou in ious]) for t in thresholds]
    assert report.auc20 == pytest.approx(np.mean(rates))
    assert report.sr50 == 1.0
    assert report.roc_auc is not None
    assert report.roc_auc > 0.8
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0, abs=0.01)
    record = report.as_record()
    keys = ["n", "auc20", "mean_iou", "sr50", "verified_auc20", "verified_mean_iou", "roc_auc"]
    keys += ["s_per_template", "intervals", "reliability", "by_size"]
    assert list(record) == keys
    low, high = report.intervals()["mean_iou"] or (0, 0)
    assert min(ious) <= low <= high <= max(ious)


def test_the_truths_size_is_never_used(pair_folder) -> None:
    x, y, width, height = 65, 28, 60, 40  # where the cars are in the second frame
    doubled = (x - width / 2, y - height / 2, 2 * width, 2 * height)
    pair_folder.add(1, "ochre", (85, 40, width, height), truth=doubled)
    report = evaluate_template_matching(pair_folder.path, plain(), negatives=False)
    (item,) = report.items
    assert item.box is not None
    assert (item.box.width, item.box.height) == (width, height)
    assert item.iou == pytest.approx(1 / 4, abs=0.01)
    assert report.roc_auc is None
    assert item.absent_scene is None


def test_a_box_that_overhangs_its_frame_is_found_whole_in_the_other(pair_folder) -> None:
    pair_folder.add(1, "ochre", (-20, 50, 60, 50), ((60, 30), (20, 42)))
    report = evaluate_template_matching(pair_folder.path, plain(), negatives=False)
    (item,) = report.items
    assert item.box is not None
    assert item.box.centre == pytest.approx((-20 + 40 + 30, 50 - 12 + 25), abs=1.5)
    assert (item.box.width, item.box.height) == (60, 50)


def answered(pair, **changes) -> PairItem:
    """What becomes of a pair whose picture is put exactly where the truth is."""
    cut = pair.read_template()
    width, height = cut.template.width, cut.template.height
    left, top = np.array(pair.truth.centre) - cut.offset - (width / 2, height / 2)
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    found = Found(
        centre=(float(left) + width / 2, float(top) + height / 2),
        linear=((1.0, 0.0), (0.0, 1.0)),
        score=1.0,
        confidence=0.97,
        inliers=50,
        footprint=tuple((float(left) + x, float(top) + y) for x, y in corners),
    )
    item = PairItem(pair.name, pair.video, area_px2=1000.0)
    return _with_present(item, pair, cut, replace(found, **changes))


@pytest.mark.parametrize("box", [CARS, (-20.3, 50.2, 60, 50), (10, 10.5, 30, 20.2)])
def test_the_verified_box_is_that_of_the_texts_box_in_the_footprint(box, pair_folder) -> None:
    pair_folder.add(1, "ochre", box)
    (pair,), _ = read_pairs(pair_folder.path)
    item = answered(pair)
    assert (item.confidence, item.inliers) == (0.97, 50)
    assert item.iou == pytest.approx(1.0)
    assert item.verified_iou == pytest.approx(1.0)  # though the cut ends at whole pixels
    line = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    assert answered(pair, footprint=line).verified_iou == 0.0
    assert answered(pair, footprint=None).verified_iou is None


def test_the_verified_box_may_have_another_size(pair_folder) -> None:
    pair_folder.add(1, "ochre", (80, 40, 60, 40), truth=(60, 30, 90, 60))
    (pair,), _ = read_pairs(pair_folder.path)
    larger = ((60.0, 30.0), (150.0, 30.0), (150.0, 90.0), (60.0, 90.0))
    item = answered(pair, footprint=larger)
    assert item.iou == pytest.approx(60 * 40 / (90 * 60))
    assert item.verified_iou == pytest.approx(1.0)


def test_numbers_of_verification_and_reliability() -> None:
    boxes = [Box(0, 0, 10, 10)] * 4
    items = (
        PairItem("a", "v", 100.0, boxes[0], 0.6, 0.9, 1.0, 0.95, 40, "w", 0.1, 0.2, 8),
        PairItem("b", "v", 900.0, boxes[1], 0.2, 0.3, 0.5, 0.5, 12, "w", 0.1, 0.93, 30),
        PairItem("c", "w", 900.0, None, 0.0, 0.0),  # found nowhere
        PairItem("d", "w", failure=nc.TableError("broken")),
    )
    report = TemplateMatchingReport(items, 1.0, seed=0)
    assert report.verified_overlaps == [0.9, 0.3, 0.0]
    assert report.verified_mean_iou == pytest.approx(0.4)
    # of the thresholds 0, .05 ... .95 those up to .85 and up to .25, for .9 and .3 lie just below
    assert report.verified_auc20 == pytest.approx((18 + 6 + 0) / 60)
    assert report.intervals()["verified_auc20"] == pytest.approx((0.0, 24 / 40))  # by two videos
    told = template_matching_lines(report)
    assert any(line.split()[:3] == ["verified_auc20", "0.400", "0.900"] for line in told)
    assert any(line.startswith("false alarms") for line in told)
    trust = report.reliability
    assert trust is not None
    assert (trust.n, trust.present, trust.absent) == (4, 3, 2)
    assert trust.default.precision == 1 / 2
    assert trust.default.recall == 1 / 3
    assert trust.default.false_alarms == 1 / 2
    small, larger = (report.of_size(small=small) for small in (True, False))
    assert (small.n, larger.n) == (1, 2)
    assert small.sr50 == 1.0
    unverified = replace(report, items=(PairItem("a", "v", 100.0, boxes[0], 0.6, 0.6, 1.0),))
    assert unverified.verified_auc20 is None
    assert unverified.reliability is None


def test_rotation_and_scale_are_searched_when_told(pair_folder) -> None:
    pair_folder.add(1, "ochre", (-20, 50, 60, 50), ((60, 30), (20, 42)))
    config = plain(rotations=(0.0, 180.0), scales=(1.0, 1.5))
    report = evaluate_template_matching(pair_folder.path, config, negatives=False)
    assert report.mean_iou is not None
    assert report.mean_iou > 0.85


def test_absent_frames_are_drawn_by_the_seed(pair_folder) -> None:
    for number in range(1, 6):
        pair_folder.add(number, "ochre", (10 * number, 60, 48, 48))
    pair_folder.add(6, "jogging-1", (70, 50, 64, 56), FAR)
    from neurocorrelator.evaluation.template_matching import _draw_absent

    pairs, _ = read_pairs(pair_folder.path)
    drawn = [
        {name: other.name for name, other in _draw_absent(pairs, seed).items()}
        for seed in (0, 0, 1, 2, 3)
    ]
    assert drawn[0] == drawn[1]
    assert all(own[f"pair000{n}"] == "pair0006" for own in drawn for n in range(1, 6))
    assert len({own["pair0006"] for own in drawn}) > 1
    assert _draw_absent(pairs[:5], 0) == {}  # no other video


def test_what_cannot_be_read_does_not_count_and_what_is_not_found_does(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    pair_folder.add(2, "ochre", CARS)
    pair_folder.add(3, "ochre", CARS)
    pair_folder.add(4, "ochre", (10, 10, 2, 2))  # too small to be found
    (pair_folder.path / "pair0002_frm2_ochre_0052.png").write_bytes(b"no picture")
    (pair_folder.path / "pair0003_frm1_ochre_0052.txt").unlink()
    report = evaluate_template_matching(pair_folder.path, plain())
    assert [item.evaluated for item in report.items] == [True, False, False, True]
    assert [item.iou for item in report.items][1:] == [None, None, 0.0]
    assert report.n == 2
    reasons = [str(item.failure) for item in report.failures]
    assert "pair0002_frm2_ochre_0052.png" in reasons[0]
    assert "2 pictures and 1 texts" in reasons[1]
    assert "too small to find" in reasons[2]
    assert report.roc_auc is None  # there is one video only


def test_a_miss_is_least_present(pair_folder) -> None:
    pair_folder.add(1, "ochre", (10, 10, 2, 2))
    pair_folder.add(2, "jogging-1", (70, 50, 64, 56), FAR)
    report = evaluate_template_matching(pair_folder.path, plain())
    assert [item.score is None for item in report.items] == [True, False]
    # present: -inf and s; absent: -inf (too small there as well) and another score
    assert report.roc_auc == pytest.approx((0.5 + 0 + 1 + 1) / 4)


def test_nothing_to_evaluate(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    (pair_folder.path / "pair0001_frm1_ochre_0052.txt").unlink()
    with pytest.raises(nc.TableError, match="2 pictures and 1 texts"):
        evaluate_template_matching(pair_folder.path, plain())


def test_cancelling(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    cancel = nc.CancelToken()
    with pytest.raises(nc.CancelledError):
        evaluate_template_matching(
            pair_folder.path, progress=lambda _: cancel.cancel(), cancel=cancel
        )


def test_baselines_find_the_same_easy_pairs(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    pair_folder.add(2, "jogging-1", (70, 50, 64, 56), FAR)
    report = evaluate_template_matching(pair_folder.path, plain(), baselines=True)
    assert list(report.baselines) == ["grey_ncc", "gradient_ncc", "cosine", "bag"]
    for name, own in report.baselines.items():
        assert own.n == 2
        assert own.roc_auc == 1.0, name
        absent = [item.absent_scene for item in own.items]
        assert absent == [item.absent_scene for item in report.items]
    for name in ("grey_ncc", "gradient_ncc"):  # the frames have the very same pixels
        for item in report.baselines[name].items:
            assert item.score == pytest.approx(1.0, abs=1e-3)
            assert item.iou is not None
            assert item.iou > 0.97
    record = report.as_record()["baselines"]
    assert isinstance(record, dict)
    assert set(record["bag"]) == set(report.as_record()) - {"baselines"}


def test_the_box_is_the_templates_even_where_its_frame_is_smaller(pair_folder) -> None:
    """A frame no larger than the template: the box may overhang it."""
    pair_folder.add(1, "ochre", (0, 0, 200, 160))
    report = evaluate_template_matching(pair_folder.path, plain(), negatives=False)
    (item,) = report.items
    assert item.box is not None
    assert (item.box.width, item.box.height) == (200, 160)
    assert Box(-20, -12, 200, 160).iou(item.box) > 0.9
