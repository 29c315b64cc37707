"""`neurocorrelator match` with many scenes: one answer of all of them, and a run that goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from pyproj import CRS

import neurocorrelator as nc
from neurocorrelator.cli import console
from neurocorrelator.cli.area_options import AreaFlags
from neurocorrelator.cli.cluster_option import opened
from neurocorrelator.cli.confidence_limit import keeping_unknown
from neurocorrelator.cli.job import Job, running_job
from neurocorrelator.cli.match_pictures import open_pictures
from neurocorrelator.cli.scenes_answer import print_scenes, scenes_record
from neurocorrelator.cluster.address import ClusterAddress
from neurocorrelator.rasters.scene_files import distinct_scenes, find_scenes
from neurocorrelator.rasters.template import with_unique_names
from neurocorrelator.rasters.template_table import TemplateRow
from neurocorrelator.results.atomic_files import check_writable
from neurocorrelator.results.geopackage_file import require_pyogrio
from neurocorrelator.results.run_file import written_by_runs
from neurocorrelator.results.scene_record import SceneOutcome
from neurocorrelator.results.scene_set_files import check_scene, scene_counts, writing_notes


@dataclass(frozen=True, slots=True)
class ScenesAsked:
    """What was asked for.

    Attributes:
        sources: files, folders and patterns of scenes.
        out: folder of the results.
        formats: of the table; None for the usual ones.
        as_json: print one object.
        out_crs: of the coordinates; None for WGS 84.
        min_confidence: less sure matches are not told.
        georeference: write the templates that are found as GeoTIFFs.
        restart: search anew what is finished.
        bands: of the scenes.
        stretch: of the scenes.
        gsd_m: of the templates, where their table says none.
        heading_deg: likewise.
        areas: where to search.
        cluster: workers that each scene is divided among; None for this process.
    """

    sources: tuple[str, ...]
    out: Path
    formats: tuple[str, ...] | None
    as_json: bool
    out_crs: CRS | None
    min_confidence: float | None
    georeference: bool
    restart: bool
    bands: Sequence[int] | None
    stretch: nc.StretchName
    gsd_m: float | None
    heading_deg: float | None
    areas: AreaFlags
    cluster: ClusterAddress | None


def match_many(
    asked: ScenesAsked,
    make_config: Callable[[], nc.MatchConfig],
    name_pictures: Callable[[], tuple[list[TemplateRow], list[nc.TemplateFailure]]],
) -> None:
    """Search all scenes, and tell and write what was found in them together.

    Exit code: 0 done, 1 something could not be done, 130 interrupted; what is finished by then is
    not searched again by the same command.

    Args:
        asked: what was asked for.
        make_config: gives the settings.
        name_pictures: gives the pictures, and those that do not exist.
    """
    outcomes: list[SceneOutcome] = []
    with console.errors_as_exit_codes():
        try:
            with running_job() as job:
                found, files = _run(asked, make_config(), name_pictures(), outcomes, job)
        except nc.CancelledError:
            if not any(outcome.record is not None for outcome in outcomes):
                raise
            done = sum(outcome.record is not None for outcome in outcomes)
            console.note(
                f"interrupted; {_scenes(done)} finished, the same command goes on with the others"
            )
            raise typer.Exit(console.EXIT_INTERRUPTED) from None
        _tell(found, files, asked)


def _run(
    asked: ScenesAsked,
    config: nc.MatchConfig,
    named: tuple[list[TemplateRow], list[nc.TemplateFailure]],
    outcomes: list[SceneOutcome],
    job: Job,
) -> tuple[nc.SceneSet, list[Path]]:
    rows, failures = named
    scenes, missing = _find(asked, [row.path for row in rows])
    if not scenes:
        if missing:
            raise missing[0][1]
        raise nc.RasterError(f"{asked.sources[0]}: holds no scene besides templates and results")
    check_writable(asked.out)
    if "gpkg" in (asked.formats or ()):
        require_pyogrio()
    templates = with_unique_names(
        open_pictures(rows, asked.gsd_m, asked.heading_deg, failures, job)
    )
    for failure in failures:
        console.complain(failure.error)
    if not templates:
        raise typer.Exit(console.EXIT_ERROR)
    outcomes += [_missed(Path(source), error) for source, error in missing]
    job.part = f"scene 1 of {len(scenes)}"
    with opened(asked.cluster, job) as workers:
        searched = nc.match_scenes(
            scenes,
            templates,
            config,
            out=asked.out,
            bands=asked.bands,
            stretch=asked.stretch,
            area=asked.areas,
            check=check_scene(asked.formats, asked.out_crs),
            georeference=asked.georeference,
            restart=asked.restart,
            progress=job.progress,
            cancel=job.cancel,
            cluster=workers,
        )
        for done, outcome in enumerate(searched, start=1):
            job.part = f"scene {min(done + 1, len(scenes))} of {len(scenes)}"
            outcomes.append(outcome)
            _say(outcome)
    job.part = ""
    if not any(outcome.record is not None for outcome in outcomes):
        _none_searched(outcomes)
    found = nc.SceneSet.of(outcomes, templates, config, crs=asked.out_crs, failures=failures)
    if asked.min_confidence is not None:
        found = found.above(asked.min_confidence)
        unknown = sum(own.match.confidence is None for own in found.matches)
        found = replace(found, warnings=keeping_unknown(unknown))
    return found, nc.write_scenes(found, asked.out, asked.formats)


def _find(
    asked: ScenesAsked, pictures: Iterable[Path]
) -> tuple[list[Path], list[tuple[str, nc.RasterError]]]:
    """All scenes, each once, and what stands for none."""
    found: list[Path] = []
    missing: list[tuple[str, nc.RasterError]] = []
    for source in asked.sources:
        try:
            found += find_scenes(source)
        except nc.RasterError as error:
            missing.append((source, error))
    return distinct_scenes(found, without=[*pictures, *written_by_runs(found)]), missing


def _missed(source: Path, error: nc.RasterError) -> SceneOutcome:
    console.complain(error)
    return SceneOutcome(source, reason=str(error))


def _say(outcome: SceneOutcome) -> None:
    """What the user should know of a scene as soon as it is done."""
    record = outcome.record
    if outcome.failed:
        console.complain(f"scene skipped: {outcome.reason}")
    elif record is None:
        console.note(f"not searched: {outcome.reason}")
    else:
        if outcome.reason:
            console.note(f"{outcome.path}: searched again, {outcome.reason}")
        for _, reason in record.failures:
            console.complain(f"{outcome.path}: {reason}")


def _none_searched(outcomes: Sequence[SceneOutcome]) -> None:
    """Nothing to write; beside the area is an answer, and was said."""
    failed = any(outcome.failed for outcome in outcomes)
    console.complain("no scene could be searched" if failed else "no scene lies in the area")
    raise typer.Exit(console.EXIT_ERROR)


def _tell(found: nc.SceneSet, files: Sequence[Path], asked: ScenesAsked) -> None:
    warnings = [
        *dict.fromkeys(warning for record in found.records for warning in record.warnings),
        *writing_notes(found, asked.formats),
    ]
    for warning in warnings:
        console.warn(warning)
    counts = scene_counts(found)
    if asked.as_json:
        console.say_json(scenes_record(found, asked.out, files, warnings))
    else:
        print_scenes(found)
        console.say(
            f"{_scenes(counts['scenes'])}: {counts['searched']} searched now,"
            f" {counts['from_before']} taken from before, {counts['skipped']} skipped"
        )
        kept = sum(len(record.files) for record in found.records)
        console.say(f"{len(files)} files in {asked.out}, {kept} in {asked.out / 'scenes'}")
    failed = any(outcome.failed for outcome in found.outcomes)
    if failed or found.failures or any(record.failures for record in found.records):
        raise typer.Exit(console.EXIT_ERROR)


def _scenes(count: int) -> str:
    return "1 scene" if count == 1 else f"{count} scenes"
