"""From a template's candidates to its matches: verified, judged, ranked by how sure they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from neurocorrelator.config import FOUND_CONFIDENCE, MatchConfig
from neurocorrelator.errors import BlankSceneError, TemplateError
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.matching.confidence import facts_of, probabilities, shipped_model
from neurocorrelator.matching.locate import Candidate, Located
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.plan import Search
from neurocorrelator.matching.robust_fit import jacobian
from neurocorrelator.matching.variants import verify_reduce
from neurocorrelator.matching.verification import Place, Verified, Verifier
from neurocorrelator.progress import Check
from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.working_grid import WorkingGrid
from neurocorrelator.results.match_result import Match, ScoreMap

_SAMPLE_PX = 300_000  # working pixels that the channels' statistics of a verified level are of
_SAMPLE_TILE_PX = 192
_WINDOW_PX = 240**2  # working pixels that are read around a candidate, about
_SAME_PLACE = 0.25  # of the template's shorter side: nearer candidates became one
_REFINED = 3  # candidates that are drawn anew as they fit better
_COST = 4e8  # rough operations of one verification, beside those of `match`


@dataclass(frozen=True, eq=False)
class JudgedCandidate:
    """A candidate with what verification and calibration say of it.

    Attributes:
        candidate: as it was located.
        verified: None where it was not verified.
        facts: what it was judged by; empty where it was not verified.
        log_odds: of being right; -infinity where it was not verified.
    """

    candidate: Candidate
    verified: Verified | None
    facts: dict[str, float]
    log_odds: float


@dataclass(frozen=True, eq=False)
class Judged:
    """What is found of one template: its score map and its judged candidates, the surest first."""

    template: Template
    score_map: ScoreMap
    candidates: tuple[JudgedCandidate, ...]

    @property
    def confidences(self) -> list[float | None]:
        """Of the candidates: None for those that were not verified."""
        known = [own.log_odds for own in self.candidates if own.verified is not None]
        shares: list[float | None] = list(probabilities(known))
        return shares + [None] * (len(self.candidates) - len(known))

    @property
    def is_sure(self) -> bool:
        """Whether the first candidate counts as found."""
        first = self.confidences[0] if self.candidates else None
        return first is not None and first >= FOUND_CONFIDENCE

    def beside(self, other: Judged) -> Judged:
        """Both searches of a template together: candidates at one place count once."""
        shorter = min(self.template.width, self.template.height)
        merged = _distinct(sorted([*self.candidates, *other.candidates], key=_order), shorter)
        values = np.fmax(self.score_map.values, other.score_map.values)
        return Judged(self.template, replace(self.score_map, values=values), tuple(merged))

    def matches(self, config: MatchConfig) -> list[Match]:
        """The matches that are listed."""
        listed = [
            _match(self.template, own, rank, confidence)
            for rank, (own, confidence) in enumerate(
                zip(self.candidates, self.confidences, strict=True), start=1
            )
        ]
        least = self.template.min_score
        least = config.min_score if least is None else least
        return [m for m in listed[: config.top] if least is None or m.score >= least]


class Verifiers:
    """A verifier for each working resolution, made when it is needed."""

    def __init__(
        self,
        raster: Raster,
        network: VggCells,
        scenes: dict[float, SceneFeatures],
        damaged: dict[Window, None],
        check: Check,
        *,
        config: MatchConfig,
        expected: int,
    ) -> None:
        """Nothing is read yet.

        Args:
            raster: the scene.
            network: the features.
            scenes: the levels whose cells are there already.
            damaged: damaged blocks are added as they come.
            check: may raise to stop.
            config: settings.
            expected: candidates that will be verified.
        """
        self.reduce = config.reduce
        self._memory_mib = config.memory_mib
        self._tile_px = config.tile_px
        self._expected = expected
        self._raster = raster
        self._network = network
        self._scenes = scenes
        self._damaged = damaged
        self._check = check
        self._made: dict[float, Verifier | None] = {}

    def at(self, reduce: float) -> Verifier | None:
        """The one of a level; None where that holds nothing but nodata or one colour."""
        if reduce not in self._made:
            self._made[reduce] = self._make(reduce)
        return self._made[reduce]

    def _make(self, reduce: float) -> Verifier | None:
        scene = self._scenes.get(reduce)
        if scene is None:
            scene = self._features(WorkingGrid(self._raster, reduce))
            try:
                scene.prepare()
            except BlankSceneError:
                return None
            finally:
                self._damaged.update(dict.fromkeys(scene.damaged))
        return Verifier(scene, self._network, check=self._check)

    def _features(self, grid: WorkingGrid) -> SceneFeatures:
        """Of the whole scene where the candidates' surroundings are more; else a sample."""
        pixels = grid.width * grid.height
        if self._expected * _WINDOW_PX >= pixels:
            whole = SceneFeatures(
                grid,
                self._network,
                tile_px=self._tile_px,
                memory_mib=self._memory_mib,
                check=self._check,
            )
            if whole.keeps:
                return whole
        return SceneFeatures(
            grid,
            self._network,
            tile_px=_SAMPLE_TILE_PX,
            area=np.zeros(grid.cells, np.bool_),
            sample_px=_SAMPLE_PX,
            check=self._check,
        )


def verification_cost(searches: Sequence[Search], candidates: int) -> float:
    """Rough operations, so that progress moves evenly."""
    return _COST * candidates * len(searches)


def judge(located: Located, verifiers: Verifiers, count: int, *, coarse: bool) -> Judged:
    """Verify the best candidates of a template and rank them by how sure they are.

    Args:
        located: candidates, best first.
        verifiers: for each level.
        count: how many to verify; the others keep their order behind them.
        coarse: whether the candidates come from a coarse search.
    """
    template = located.template
    pairs: list[tuple[Candidate, Verified, Verifier]] = []
    rest: list[Candidate] = list(located.candidates[count:])
    for candidate in located.candidates[:count]:
        pose = candidate.variant.pose
        reduce = candidate.variant.reduce
        if coarse:
            reduce = verifiers.reduce or verify_reduce(template, pose)
        verifier = verifiers.at(reduce)
        try:
            if verifier is not None:
                seen = verifier.verify(template, _place(candidate))
                pairs.append((candidate, seen, verifier))
                continue
        except TemplateError:  # at this resolution nothing is left of it
            pass
        rest.append(candidate)
    first = _judged(pairs)
    promising = sorted(range(len(first)), key=lambda i: _order(first[i]))[:_REFINED]
    for i in promising:
        candidate, seen, verifier = pairs[i]
        with suppress(TemplateError):
            pairs[i] = candidate, verifier.refine(template, _place(candidate), seen), verifier
    for _, _, verifier in pairs:
        verifier.forget()
    # two candidates of one place must not be each other's rivals
    shorter = min(template.width, template.height)
    distinct = _distinct(sorted(_judged(pairs), key=_order), shorter)
    kept = {id(own.candidate) for own in distinct}
    ranked = sorted(_judged([pair for pair in pairs if id(pair[0]) in kept]), key=_order)
    ranked += [JudgedCandidate(own, None, {}, -math.inf) for own in rest]
    return Judged(template, located.score_map, tuple(ranked))


def _judged(pairs: Sequence[tuple[Candidate, Verified, Verifier]]) -> list[JudgedCandidate]:
    """All verified candidates of a template, in the order given."""
    if not pairs:
        return []
    model = shipped_model()
    facts = facts_of([own for own, _, _ in pairs], [seen for _, seen, _ in pairs])
    return [
        JudgedCandidate(candidate, verified, own, model.log_odds(own))
        for (candidate, verified, _), own in zip(pairs, facts, strict=True)
    ]


def _place(candidate: Candidate) -> Place:
    return Place(candidate.col, candidate.row, candidate.variant.pose)


def _order(own: JudgedCandidate) -> float:
    return -own.log_odds


def _distinct(ranked: Sequence[JudgedCandidate], shorter: int) -> list[JudgedCandidate]:
    """Without candidates that verification moved to the place of a surer one."""
    kept: list[JudgedCandidate] = []
    for own in ranked:
        col, row = _centre(own)
        near = _SAME_PLACE * shorter * own.candidate.variant.pose.scale
        if all(math.dist((col, row), _centre(other)) >= near for other in kept):
            kept.append(own)
    return kept


def _centre(own: JudgedCandidate) -> tuple[float, float]:
    if own.verified is None:
        return own.candidate.col, own.candidate.row
    return own.verified.centre


def _match(template: Template, own: JudgedCandidate, rank: int, confidence: float | None) -> Match:
    candidate, verified = own.candidate, own.verified
    width, height = template.width, template.height
    if verified is None:
        to_scene = np.eye(3)
        to_scene[:2, :2] = candidate.variant.pose.matrix
        middle = candidate.variant.pose.matrix @ (width / 2, height / 2)
        to_scene[:2, 2] = (candidate.col, candidate.row) - middle
    else:
        to_scene = verified.to_scene
    (a, b), (d, e) = jacobian(to_scene, np.array([width / 2, height / 2])).tolist()
    pose = Pose(((a, b), (d, e)))
    places = np.array(
        [[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1], [width / 2, height / 2, 1]]
    )
    points = places @ to_scene.T
    corners = [(float(x / w), float(y / w)) for x, y, w in points]
    return Match(
        rank=rank,
        template=template.name,
        score=candidate.score,
        size_corrected_score=candidate.log_quality,
        confidence=confidence,
        inliers=None if verified is None else verified.inliers,
        rotation_deg=pose.rotation_deg,
        scale=pose.scale,
        footprint=(corners[0], corners[1], corners[2], corners[3]),
        centre=corners[4],
        facts=own.facts,
    )
