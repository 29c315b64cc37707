"""How well templates are found in another frame of their video: AUC20, mean IoU, SR@.5, ROC-AUC.

The box that is compared with the truth has the template's size; the truth's size is never used.
Beside it stands the upright box of what verification made of the template's outline.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import CancelledError, NeurocorrelatorError, TemplateError
from neurocorrelator.evaluation import measures
from neurocorrelator.evaluation.baselines import BASELINES
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.footprints import Projection
from neurocorrelator.evaluation.methods import Answer, Found, Method, by_match
from neurocorrelator.evaluation.pairs import Cut, Pair, VideoSet, read_pairs
from neurocorrelator.evaluation.part_progress import part_of
from neurocorrelator.evaluation.reliability import Judged, Reliability, reliability
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster

Interval = tuple[float, float]

RIGHT_IOU = 0.5
SMALL_PX2 = 400.0  # a template below has next to no texture; such ones are reported apart


@dataclass(frozen=True, slots=True)
class PairItem:
    """What became of one pair.

    Attributes:
        name: `pairNNNN`.
        video: what the frames are of; the group of the bootstrap.
        area_px2: of the template's box; None where the pair is broken.
        box: where the template was put, with the template's size; None where it was not found.
        iou: of that box with the truth; 0 where nothing was found, None where not evaluated.
        verified_iou: of the upright box of the match's footprint with the truth; 0 where nothing
            was found, None where not evaluated or where the method has no footprints.
        score: presence score of the template in its own video's frame.
        confidence: of its match there, if calibrated.
        inliers: of its match there, if verified.
        absent_scene: name of the other video's frame in which it was sought too.
        absent_score: its presence score there; None where none was sought or nothing found.
        absent_confidence: of its match there, if calibrated.
        absent_inliers: of its match there, if verified.
        failure: why it was not found or not evaluated.
    """

    name: str
    video: str
    area_px2: float | None = None
    box: Box | None = None
    iou: float | None = None
    verified_iou: float | None = None
    score: float | None = None
    confidence: float | None = None
    inliers: int | None = None
    absent_scene: str | None = None
    absent_score: float | None = None
    absent_confidence: float | None = None
    absent_inliers: int | None = None
    failure: NeurocorrelatorError | None = None

    @property
    def evaluated(self) -> bool:
        """False where something of the pair is missing or cannot be read: it does not count."""
        return self.iou is not None

    @property
    def right(self) -> bool:
        """The template's box lies where it should: an IoU of 0.5."""
        return self.iou is not None and measures.is_success(self.iou, RIGHT_IOU)

    @property
    def small(self) -> bool:
        """The template is among the small ones, which are much harder."""
        return self.area_px2 is not None and self.area_px2 < SMALL_PX2


@dataclass(frozen=True, eq=False)
class TemplateMatchingReport:
    """What an evaluation found.

    Attributes:
        items: every pair, by name.
        s_per_template: seconds for one template in one frame.
        seed: of the bootstrap and of the absent scenes.
        baselines: reports of other methods on the same pairs, by name.
    """

    items: tuple[PairItem, ...]
    s_per_template: float | None
    seed: int
    baselines: Mapping[str, TemplateMatchingReport] = field(default_factory=dict)

    @property
    def overlaps(self) -> list[float]:
        """The IoU of every pair that was evaluated."""
        return [item.iou for item in self.items if item.iou is not None]

    @property
    def n(self) -> int:
        """Number of pairs that were evaluated."""
        return len(self.overlaps)

    @property
    def auc20(self) -> float | None:
        """Mean success rate at the 20 IoU thresholds."""
        return measures.auc20(self.overlaps)

    @property
    def mean_iou(self) -> float | None:
        """Mean IoU."""
        return measures.mean(self.overlaps)

    @property
    def sr50(self) -> float | None:
        """Success rate at IoU 0.5."""
        return measures.mean([measures.is_success(iou, RIGHT_IOU) for iou in self.overlaps])

    @property
    def verified_overlaps(self) -> list[float]:
        """The IoU of the boxes from footprints; empty while no match was verified at all."""
        if all(item.inliers is None for item in self.items):
            return []
        return [item.verified_iou for item in self.items if item.verified_iou is not None]

    @property
    def verified_auc20(self) -> float | None:
        """AUC20 of the boxes from verification; None without verification."""
        return measures.auc20(self.verified_overlaps)

    @property
    def verified_mean_iou(self) -> float | None:
        """Mean IoU of the boxes from verification; None without verification."""
        return measures.mean(self.verified_overlaps)

    @cached_property
    def reliability(self) -> Reliability | None:
        """How far the confidences can be believed; None while there are none.

        Right are matches with an IoU of 0.5; a template in another video's frame is absent.
        """
        judged = [
            Judged(item.confidence, right=item.right, present=True, group=item.video)
            for item in self.items
            if item.evaluated
        ]
        judged += [
            Judged(item.absent_confidence, right=False, present=False, group=item.video)
            for item in self.items
            if item.evaluated and item.absent_scene is not None
        ]
        return reliability(judged, self.seed)

    def of_size(self, *, small: bool) -> TemplateMatchingReport:
        """The same of the small templates only, or of the others."""
        return replace(
            self, items=tuple(item for item in self.items if item.small is small), baselines={}
        )

    @property
    def roc_auc(self) -> float | None:
        """How well present and absent are told apart; None without absent ones."""
        sought = [item for item in self.items if item.evaluated and item.absent_scene is not None]
        present = [item.score for item in self.items if item.evaluated]
        absent = [item.absent_score for item in sought]
        return measures.roc_auc(_or_least(present), _or_least(absent))

    @property
    def failures(self) -> tuple[PairItem, ...]:
        """Pairs that were not found, and those that were not evaluated."""
        return tuple(item for item in self.items if item.failure is not None)

    def intervals(self) -> dict[str, Interval | None]:
        """95 % bootstrap intervals by video of AUC20 (of both boxes), mean IoU and SR@.5."""
        videos = [item.video for item in self.items if item.evaluated]
        values: dict[str, Sequence[float]] = {
            "auc20": [measures.thresholds_passed(iou) for iou in self.overlaps],
            "mean_iou": self.overlaps,
            "sr50": [measures.is_success(iou, RIGHT_IOU) for iou in self.overlaps],
        }
        verified = self.verified_overlaps
        if len(verified) == len(videos):
            values["verified_auc20"] = [measures.thresholds_passed(iou) for iou in verified]
        return {
            name: measures.bootstrap_interval(own, self.seed, groups=videos)
            for name, own in values.items()
        }

    def as_record(self) -> dict[str, object]:
        """The numbers with the keys of `evaluate template-matching --json`."""
        trust = self.reliability
        record: dict[str, object] = {
            "n": self.n,
            "auc20": self.auc20,
            "mean_iou": self.mean_iou,
            "sr50": self.sr50,
            "verified_auc20": self.verified_auc20,
            "verified_mean_iou": self.verified_mean_iou,
            "roc_auc": self.roc_auc,
            "s_per_template": self.s_per_template,
            "intervals": self.intervals(),
            "reliability": None if trust is None else trust.as_record(),
            "by_size": {
                name: {
                    "n": own.n,
                    "auc20": own.auc20,
                    "mean_iou": own.mean_iou,
                    "sr50": own.sr50,
                    "verified_auc20": own.verified_auc20,
                    "verified_mean_iou": own.verified_mean_iou,
                }
                for name, own in (
                    ("small", self.of_size(small=True)),
                    ("larger", self.of_size(small=False)),
                )
            },
        }
        if self.baselines:
            record["baselines"] = {name: own.as_record() for name, own in self.baselines.items()}
        return record


@dataclass(frozen=True, slots=True)
class _Task:
    """One frame, and the templates that are sought in it: (pair, its cut, is it present)."""

    frame: Pair
    sought: tuple[tuple[Pair, Cut, bool], ...]


def evaluate_template_matching(
    folder: str | os.PathLike[str],
    config: MatchConfig | None = None,
    *,
    videos: VideoSet = VideoSet.ALL,
    negatives: bool = True,
    baselines: bool = False,
    seed: int = 0,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> TemplateMatchingReport:
    """Find each pair's template in its other frame, and in a frame of another video.

    Args:
        folder: of pairs, see `pairs`.
        config: settings; `min_score` has no effect here. If None rotation 0 and scale 1 are
            searched, for frames of a video are not turned.
        videos: which of them.
        negatives: seek each template in a frame of another video too, drawn by the seed.
        baselines: locate with the baselines as well.
        seed: of that draw and of the bootstrap.
        progress: told how far the work is over all frames and methods.
        cancel: checked once a tile.

    Raises:
        TableError: the folder holds no pair.
        NeurocorrelatorError: no pair could be evaluated; the first reason.
        CancelledError: `cancel` was set.
    """
    settings = config or MatchConfig(rotations="none", scales="none")
    pairs, broken = read_pairs(folder, videos)
    items = {pair.name: PairItem(pair.name, pair.video, failure=pair.error) for pair in broken}
    cuts: dict[str, Cut] = {}
    for pair in pairs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        box = pair.template_box
        items[pair.name] = PairItem(pair.name, pair.video, area_px2=box.width * box.height)
        try:
            cuts[pair.name] = pair.read_template()
        except NeurocorrelatorError as error:
            items[pair.name] = replace(items[pair.name], failure=error)
    usable = [pair for pair in pairs if pair.name in cuts]
    tasks = _tasks(usable, cuts, _draw_absent(usable, seed) if negatives else {})
    methods: dict[str, Method] = {"": by_match} | (dict(BASELINES) if baselines else {})
    found = {name: dict(items) for name in methods}
    seconds = dict.fromkeys(methods, 0.0)
    for index, task in enumerate(tasks):
        for step, (name, method) in enumerate(methods.items()):
            part = part_of(progress, index * len(methods) + step, len(tasks) * len(methods))
            started = time.perf_counter()
            _run(task, method, settings, found[name], progress=part, cancel=cancel)
            seconds[name] += time.perf_counter() - started
    count = sum(len(task.sought) for task in tasks)
    reports = {
        name: TemplateMatchingReport(
            tuple(own[key] for key in sorted(own)), seconds[name] / count if count else None, seed
        )
        for name, own in found.items()
    }
    report = replace(reports.pop(""), baselines=reports)
    if report.n == 0:
        raise next(item.failure for item in report.items if item.failure is not None)
    return report


def _draw_absent(pairs: Sequence[Pair], seed: int) -> dict[str, Pair]:
    """For each pair by name one whose frame shows another video; none where there is no other."""
    generator = np.random.default_rng(seed)
    drawn: dict[str, Pair] = {}
    for pair in pairs:
        others = [other for other in pairs if other.video != pair.video]
        if others:
            drawn[pair.name] = others[int(generator.integers(len(others)))]
    return drawn


def _tasks(
    pairs: Sequence[Pair], cuts: Mapping[str, Cut], absent: Mapping[str, Pair]
) -> list[_Task]:
    """A task for each frame, so that its features are computed once for all its templates."""
    guests: dict[str, list[tuple[Pair, Cut, bool]]] = defaultdict(list)
    for pair in pairs:
        if pair.name in absent:
            guests[absent[pair.name].name].append((pair, cuts[pair.name], False))
    return [_Task(pair, ((pair, cuts[pair.name], True), *guests[pair.name])) for pair in pairs]


def _run(
    task: _Task,
    method: Method,
    config: MatchConfig,
    items: dict[str, PairItem],
    *,
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
) -> None:
    """Fill in what is found in one frame."""
    names = [pair.name if present else f"{pair.name} (absent)" for pair, _, present in task.sought]
    templates = [
        replace(cut.template, name=name)
        for name, (_, cut, _) in zip(names, task.sought, strict=True)
    ]
    answers: dict[str, Answer]
    try:
        with Raster.open(task.frame.scene_picture) as raster:
            answers = method(raster, templates, config, progress=progress, cancel=cancel)
    except CancelledError:
        raise
    except NeurocorrelatorError as error:
        answers = dict.fromkeys(names, error)
    for name, (pair, cut, present) in zip(names, task.sought, strict=True):
        answer = answers[name]
        if present:
            items[pair.name] = _with_present(items[pair.name], pair, cut, answer)
        else:
            scene = task.frame.scene_picture.name
            items[pair.name] = _with_absent(items[pair.name], scene, answer)


def _with_present(item: PairItem, pair: Pair, cut: Cut, answer: Answer) -> PairItem:
    if isinstance(answer, TemplateError):
        # it was sought and not found: a miss
        return replace(item, iou=0.0, verified_iou=0.0, failure=answer)
    if not isinstance(answer, Found):
        return replace(item, failure=answer)
    # the middle of the text's box, which the cut pixels may miss by a part of a pixel
    shift = np.array(answer.linear) @ cut.offset
    box = pair.template_box.centred_at(*(np.array(answer.centre) + shift).tolist())
    return replace(
        item,
        box=box,
        iou=box.iou(pair.truth),
        verified_iou=_footprint_iou(pair, cut, answer),
        score=answer.score,
        confidence=answer.confidence,
        inliers=answer.inliers,
    )


def _footprint_iou(pair: Pair, cut: Cut, answer: Found) -> float | None:
    """IoU of the truth with the upright box of the text's box as the match's footprint shows it."""
    if answer.footprint is None:
        return None
    try:
        shown = Projection.of(cut.template.width, cut.template.height, answer.footprint)
    except ValueError:
        return 0.0  # no picture of anything
    (left, top), (right, bottom) = (
        edge(shown.places(cut.corners(pair.template_box)), axis=0).tolist()
        for edge in (np.min, np.max)
    )
    return Box(left, top, right - left, bottom - top).iou(pair.truth)


def _with_absent(item: PairItem, scene: str, answer: Answer) -> PairItem:
    if isinstance(answer, Found):
        return replace(
            item,
            absent_scene=scene,
            absent_score=answer.score,
            absent_confidence=answer.confidence,
            absent_inliers=answer.inliers,
        )
    if isinstance(answer, TemplateError):
        return replace(item, absent_scene=scene)  # found nowhere, as it should be
    return item


def _or_least(scores: Sequence[float | None]) -> list[float]:
    """What was not found at all is the least present."""
    return [float("-inf") if score is None else score for score in scores]
