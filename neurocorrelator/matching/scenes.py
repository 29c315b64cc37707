"""Many scenes, one after the other: each is searched once, however often the run is started."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import (
    AreaElsewhereError,
    AreaError,
    DeviceError,
    NeurocorrelatorError,
    RasterError,
    TemplateError,
)
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.weights import load_weights
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.match import match
from neurocorrelator.matching.passes import Workers
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.scene_files import SceneFileState
from neurocorrelator.rasters.stretch import Stretch, StretchName
from neurocorrelator.rasters.template import Template, with_unique_names
from neurocorrelator.results.kept_scenes import KeptScenes, Key
from neurocorrelator.results.match_result import TemplateFailure
from neurocorrelator.results.scene_record import SceneOutcome, SceneRecord
from neurocorrelator.version import VERSION

# how, not what, is computed: the answer is the same
_NO_MATTER = {"device", "memory_mib", "cache_gib", "weights"}
# what is wrong with one scene; all else is wrong with the run
_OF_A_SCENE = (RasterError, AreaError, TemplateError, DeviceError)

SceneCheck = Callable[[Georeference, tuple[int, int]], None]
"""Raises a NeurocorrelatorError where a scene of this georeference and size has no use."""


class ScenesArea(Protocol):
    """Where to search, in whatever scene."""

    @property
    def identity(self) -> object:
        """Plain values that are others when the area is another."""

    def area(self, scene: Raster) -> SearchArea | None:
        """In this scene, for all templates; None for all of it.

        Raises:
            AreaError: there is no such area; AreaElsewhereError where it is beside the scene.
        """

    def around_positions(
        self, scene: Raster, templates: Sequence[Template]
    ) -> tuple[dict[str, SearchArea], list[TemplateFailure], list[str]]:
        """By template, where to search for it; those that lie elsewhere; warnings."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """One scene of the run."""

    path: Path
    key: Key
    pixels: int
    record: SceneRecord | None
    reason: str


def match_scenes(
    scenes: Sequence[str | os.PathLike[str]],
    templates: Sequence[Template],
    config: MatchConfig | None = None,
    *,
    out: str | os.PathLike[str],
    bands: Sequence[int] | None = None,
    stretch: StretchName | Stretch = "auto",
    area: ScenesArea | None = None,
    check: SceneCheck | None = None,
    georeference: bool = False,
    restart: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    cluster: Workers | None = None,
) -> Iterator[SceneOutcome]:
    """Find where in each of many scenes each template is; one scene is open at a time.

    Heatmap and pictures of each scene go to a folder of its own in `scenes` of `out`, and at last,
    by one rename, what was found. A scene that was finished by an earlier call is not searched
    again, unless its file or what decides the result has changed since: so a run that was killed
    goes on where it stood. `SceneSet` makes one answer of all outcomes.

    Args:
        scenes: files of scenes, each once; see `find_scenes`.
        templates: what to look for; renamed where two have the same name.
        config: settings; the defaults if None.
        out: folder of results; one program at a time may write there.
        bands: as in `Raster.open`.
        stretch: as in `Raster.open`.
        area: where to search.
        check: what each scene must have; one that it refuses is skipped.
        georeference: as in `write_results`.
        restart: forget what is finished.
        progress: called on this thread with how far all scenes together are.
        cancel: checked several times a second; what is finished stays finished.
        cluster: as in `match`; one serves all scenes.

    Yields:
        How each scene went, in order, when it is finished. A scene that cannot be searched is
        skipped with the reason, and the others go on.

    Raises:
        NeurocorrelatorError: what is wrong with all scenes: no template, the weights, the device,
            a folder of results that cannot be written.
        CancelledError: `cancel` was set.
    """
    settings = config or MatchConfig()
    named = with_unique_names(templates)
    if not named:
        raise TemplateError("no template was given; name at least one picture")
    resolve_device(settings.device)
    kept = KeptScenes(Path(out))
    if restart:
        kept.forget()
    shared = {
        "program": VERSION,
        "weights": load_weights(settings.weights).sha256,
        "settings": {
            name: value
            for name, value in settings.model_dump(mode="json").items()
            if name not in _NO_MATTER
        },
        "bands and stretch": [bands, stretch if isinstance(stretch, str) else repr(stretch)],
        "area": None if area is None else area.identity,
        "templates": [_identity(template) for template in named],
        "georeference": georeference,
    }
    plans = [_planned(Path(path), shared, kept, cancel) for path in scenes]
    whole = sum(plan.pixels for plan in plans if plan.record is None)
    before = 0
    for plan in plans:
        if cancel is not None:
            cancel.raise_if_cancelled()
        if plan.record is not None:
            yield _taken(plan.path, plan.record, check)
            continue
        told = None
        if progress is not None:
            told = _part_of(progress, before / max(whole, 1), plan.pixels / max(whole, 1))
        before += plan.pixels
        try:
            record = _search(
                plan,
                named,
                settings,
                kept=kept,
                look=(bands, stretch),
                area=area,
                check=check,
                georeference=georeference,
                progress=told,
                cancel=cancel,
                cluster=cluster,
            )
        except AreaElsewhereError as error:
            yield SceneOutcome(plan.path, reason=str(error), elsewhere=True)
        except _OF_A_SCENE as error:
            yield SceneOutcome(plan.path, reason=_about(plan.path, error))
        else:
            yield SceneOutcome(plan.path, record, plan.reason)


def _planned(path: Path, shared: Key, kept: KeptScenes, cancel: CancelToken | None) -> _Plan:
    """What is to do; a file that cannot be opened tells why when it is its turn."""
    if cancel is not None:
        cancel.raise_if_cancelled()
    state = None
    with suppress(RasterError):
        state = SceneFileState.of(path)
    if state is None:
        return _Plan(path, shared, 0, None, "")
    key = {**shared, "scene": state.files}
    record, reason = kept.find(path, key)
    return _Plan(path, key, state.width * state.height, record, reason)


def _taken(path: Path, record: SceneRecord, check: SceneCheck | None) -> SceneOutcome:
    try:
        if check is not None:
            check(record.georeference, (record.width, record.height))
    except NeurocorrelatorError as error:
        return SceneOutcome(path, reason=_about(path, error))
    return SceneOutcome(path, record, earlier=True)


def _search(
    plan: _Plan,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    kept: KeptScenes,
    look: tuple[Sequence[int] | None, StretchName | Stretch],
    area: ScenesArea | None,
    check: SceneCheck | None,
    georeference: bool,
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
    cluster: Workers | None,
) -> SceneRecord:
    with Raster.open(plan.path, bands=look[0], stretch=look[1]) as raster:
        if check is not None:
            try:
                check(raster.georeference, (raster.width, raster.height))
            except NeurocorrelatorError as error:
                raise RasterError(str(error)) from error
        limit = None if area is None else area.area(raster)
        own: dict[str, SearchArea] = {}
        warnings: list[str] = []
        wanted = list(templates)
        if area is not None:
            own, elsewhere, warnings = area.around_positions(raster, wanted)
            lost = {failure.template for failure in elsewhere}
            wanted = [template for template in wanted if template.name not in lost]
            if not wanted:
                raise AreaElsewhereError(
                    f"{raster.path}: no template's own position is near this scene"
                )
        found = match(
            raster,
            wanted,
            config,
            area=limit,
            areas=own,
            progress=progress,
            cancel=cancel,
            cluster=cluster,
        )
        result = replace(found, warnings=(*found.warnings, *warnings))
        return kept.put(result, plan.path, plan.key, georeference=georeference, cancel=cancel)


def _part_of(progress: ProgressCallback, first: float, share: float) -> ProgressCallback:
    def tell(own: Progress) -> None:
        progress(replace(own, fraction=min(first + share * own.fraction, 1.0)))

    return tell


def _identity(template: Template) -> dict[str, object]:
    """What of a template decides what is found, and how it is told."""
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{template.rgb.shape}".encode())
    digest.update(template.rgb.tobytes())
    digest.update(template.mask.tobytes())
    return {
        "name": template.name,
        "pixels": digest.hexdigest(),
        "gsd_m": template.gsd_m,
        "heading_deg": template.heading_deg,
        "min_score": template.min_score,
        "position": template.position,
    }


def _about(path: Path, error: NeurocorrelatorError) -> str:
    """The reason, with the scene's name where it says none."""
    text = str(error)
    return text if str(path) in text or path.name in text else f"{path}: {text}"
