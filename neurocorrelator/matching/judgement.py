"""From a template's candidates to its matches: verified, judged, ranked by how sure they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import FOUND_CONFIDENCE, MatchConfig
from neurocorrelator.errors import BlankSceneError, TemplateError
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.confidence import facts_of, probabilities, shipped_model
from neurocorrelator.matching.locate import Candidate, Located
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.variants import verify_reduce
from neurocorrelator.matching.verification import Place, Verified, Verifier, place_of
from neurocorrelator.progress import Check
from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.working_grid import WorkingGrid
from neurocorrelator.results.match_result import Match, ScoreMap

SAMPLE_PX = 300_000  # working pixels that the channels' statistics of a verified level are of
SAMPLE_TILE_PX = 192
_WINDOW_PX = 240**2  # working pixels that are read around a candidate, about
_SAME_PLACE = 0.25  # of the template's shorter side: nearer candidates became one
_ALIKE_DEG, _ALIKE_SCALE = 5.0, 1.06  # poses nearer than both see the same
_CHANCE = 0.5  # of the most inliers that a candidate of the template has
_NO_DOUBT = 0.5  # of a template's cells are inliers; by chance it is a fifth at most
_REFINED = 3  # candidates that are drawn anew as they fit better
_TOLD_WRONG = 0.2  # of the headings and GSDs that are told; a matter of judgement, not fitted
_LOG_DOUBT = math.log(_TOLD_WRONG / (1 - _TOLD_WRONG))


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

    def poses(self, most: int) -> list[Pose]:
        """Of the surest verified candidates as verification refined them; alike ones once.

        Where one has many inliers, those with few beside it have no chance and are left out.
        """
        seen = [own.verified.evidence for own in self.candidates if own.verified is not None]
        least = _CHANCE * max(seen, default=0)
        found: list[Pose] = []
        for own in self.candidates:
            if own.verified is None or len(found) == most:
                break
            if own.verified.evidence < least:
                continue
            pose = place_of(own.verified.to_scene, self.template).pose
            if not any(pose.is_near(p, turn_deg=_ALIKE_DEG, factor=_ALIKE_SCALE) for p in found):
                found.append(pose)
        return found

    @property
    def confidences(self) -> list[float | None]:
        """Of the candidates: None for those that were not verified."""
        known = [own.log_odds for own in self.candidates if own.verified is not None]
        shares: list[float | None] = list(probabilities(known))
        return shares + [None] * (len(self.candidates) - len(known))

    @property
    def is_sure(self) -> bool:
        """Whether the template is in the scene as surely as what counts as found is right.

        What occurs twice is sure, though neither of its places is.
        """
        return sum(own or 0.0 for own in self.confidences) >= FOUND_CONFIDENCE

    @property
    def is_beyond_doubt(self) -> bool:
        """Whether one of the candidates fits so well that no other place fits better."""
        return _is_beyond_doubt(own.verified for own in self.candidates if own.verified is not None)

    @property
    def places(self) -> list[tuple[float, float]]:
        """Centres (col, row) of the candidates in the scene, the surest first."""
        return [_centre(own) for own in self.candidates]

    def over(self, under: ScoreMap) -> Judged:
        """Itself, its score map filled in from another where it has nothing: in place, for size."""
        there = np.isfinite(self.score_map.values)
        np.copyto(self.score_map.values, under.values, where=~there)
        return self

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
        scored = zip(listed[: config.top], self.candidates, strict=False)
        return [m for m, own in scored if least is None or own.candidate.score >= least]


class Verifiers:
    """A verifier for each working resolution, made when it is needed.

    Attributes:
        reduce: the level of all that a coarse search found; None for the template's own.
        whole: levels that were made of the whole scene.
    """

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
        cache: CellCache | None = None,
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
            cache: of cells on disk.
        """
        self.reduce = config.reduce
        self._memory_mib = config.memory_mib
        self._tile_px = config.tile_px
        self._expected = expected
        self._cache = cache
        self.whole: dict[float, SceneFeatures] = {}
        self._raster = raster
        self._network = network
        self._scenes = scenes
        self._damaged = damaged
        self._check = check
        self._made: dict[float, Verifier | None] = {}

    def may_hold(self, centre: tuple[float, float], areas: Sequence[SearchArea]) -> bool:
        """Whether a match may have its centre here (scene pixels): on the scene, in all areas."""
        col, row = centre
        on_scene = 0 <= col <= self._raster.width and 0 <= row <= self._raster.height
        return on_scene and all(bool(area.mask((1, 1), centre, 1.0)[0, 0]) for area in areas)

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
            if scene.keeps and scene.tile_count:
                self.whole[reduce] = scene
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
                cache=self._cache,
                check=self._check,
            )
            if whole.keeps:
                return whole
        return SceneFeatures(
            grid,
            self._network,
            tile_px=SAMPLE_TILE_PX,
            area=np.zeros(grid.cells, np.bool_),
            sample_px=SAMPLE_PX,
            cache=self._cache,
            check=self._check,
        )


def judge(
    located: Located,
    verifiers: Verifiers,
    count: int,
    *,
    coarse: bool,
    enough: int,
    hypotheses: int,
    contradicts: Callable[[Pose], bool],
    areas: Sequence[SearchArea] = (),
) -> Judged:
    """Verify the best candidates of a template and rank them by how sure they are.

    Args:
        located: candidates, best first.
        verifiers: for each level.
        count: how many to verify; the others keep their order behind them.
        coarse: whether the candidates come from a coarse search.
        enough: as many are verified at once; the others only if none of them is right beyond doubt.
        hypotheses: poses that were looked at: the more, the likelier something fits by chance.
        contradicts: whether a pose is not what the template tells: most of what is told is right.
        areas: where a match has its centre, in all of them.
    """
    template = located.template
    pairs: list[tuple[Candidate, Verified, Verifier]] = []
    rest: list[Candidate] = list(located.candidates[count:])
    for done, candidate in enumerate(located.candidates[:count]):
        if done and done % enough == 0 and _is_beyond_doubt(seen for _, seen, _ in pairs):
            rest = [*located.candidates[done:count], *rest]
            break
        pose = candidate.variant.pose
        reduce = candidate.variant.reduce
        if coarse:
            reduce = verifiers.reduce or verify_reduce(template, pose)
        verifier = verifiers.at(reduce)
        try:
            if verifier is not None:
                seen = verifier.verify(template, _place(candidate))
                if not verifiers.may_hold(seen.centre, areas):
                    seen = _unmoved(seen, candidate, template)
                pairs.append((candidate, seen, verifier))
                continue
        except TemplateError:  # at this resolution nothing is left of it
            pass
        rest.append(candidate)
    first = _judged(pairs, hypotheses, contradicts)
    promising = sorted(range(len(first)), key=lambda i: _order(first[i]))[:_REFINED]
    for i in promising:
        candidate, seen, verifier = pairs[i]
        with suppress(TemplateError):
            refined = verifier.refine(template, _place(candidate), seen)
            if verifiers.may_hold(refined.centre, areas):
                pairs[i] = candidate, refined, verifier
    for _, _, verifier in pairs:
        verifier.forget()
    # two candidates of one place must not be each other's rivals
    shorter = min(template.width, template.height)
    distinct = _distinct(sorted(_judged(pairs, hypotheses, contradicts), key=_order), shorter)
    kept = {id(own.candidate) for own in distinct}
    alone = [pair for pair in pairs if id(pair[0]) in kept]
    ranked = sorted(_judged(alone, hypotheses, contradicts), key=_order)
    ranked += [JudgedCandidate(own, None, {}, -math.inf) for own in rest]
    return Judged(template, located.score_map, tuple(ranked))


def _is_beyond_doubt(verified: Iterable[Verified]) -> bool:
    """Whether so much of the template agrees on one transform that no other place fits better."""
    return any(seen.inliers >= _NO_DOUBT * seen.cells for seen in verified)


def _judged(
    pairs: Sequence[tuple[Candidate, Verified, Verifier]],
    hypotheses: int,
    contradicts: Callable[[Pose], bool],
) -> list[JudgedCandidate]:
    """All verified candidates of a template, in the order given."""
    if not pairs:
        return []
    model = shipped_model()
    facts = facts_of([own for own, _, _ in pairs], [seen for _, seen, _ in pairs], hypotheses)
    return [
        JudgedCandidate(
            candidate,
            verified,
            own,
            model.log_odds(own) + _LOG_DOUBT * contradicts(candidate.variant.pose),
        )
        for (candidate, verified, _), own in zip(pairs, facts, strict=True)
    ]


def _place(candidate: Candidate) -> Place:
    return Place(candidate.col, candidate.row, candidate.variant.pose)


def _to_scene(candidate: Candidate, template: Template) -> NDArray[np.float64]:
    """[3, 3], template pixels to scene pixels as the search placed it."""
    linear = candidate.variant.pose.matrix
    to_scene = np.eye(3)
    to_scene[:2, :2] = linear
    middle = linear @ (template.width / 2, template.height / 2)
    to_scene[:2, 2] = (candidate.col, candidate.row) - middle
    return to_scene


def _unmoved(seen: Verified, candidate: Candidate, template: Template) -> Verified:
    """At the place of the search: verification moved it to where no match may be."""
    return replace(
        seen,
        to_scene=_to_scene(candidate, template),
        model="pose",
        centre=(candidate.col, candidate.row),
    )


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
    to_scene = _to_scene(candidate, template) if verified is None else verified.to_scene
    pose = place_of(to_scene, template).pose
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
