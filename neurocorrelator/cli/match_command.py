"""`neurocorrelator match` and `demo`: find pictures in a scene and write what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from pyproj import CRS

import neurocorrelator as nc
from neurocorrelator.cli import console
from neurocorrelator.cli.area_options import (
    AoiOption,
    AreaFlags,
    ExtentOption,
    NearExifOption,
    NearOption,
)
from neurocorrelator.cli.cluster_option import ClusterOption, opened, processes
from neurocorrelator.cli.confidence_limit import keeping_unknown
from neurocorrelator.cli.job import Job, running_job
from neurocorrelator.cli.match_pictures import name_pictures, open_pictures
from neurocorrelator.cli.match_record import matches_record
from neurocorrelator.cli.match_scenes import ScenesAsked, match_many
from neurocorrelator.cli.match_table import answer_lines, print_matches
from neurocorrelator.cli.memory_option import MemoryOption, limited_to, size_warning
from neurocorrelator.cli.options import (
    AlphaOption,
    BandsOption,
    ConfigOption,
    DeviceOption,
    ExactOption,
    JsonOption,
    RotationsOption,
    ScalesOption,
    ScoreOption,
    StretchOption,
    VerifyOption,
    WeightsOption,
    bearing,
    make_config,
    number,
    positive,
)
from neurocorrelator.geo.crs_change import CrsChange
from neurocorrelator.rasters.scene_files import names_many_scenes
from neurocorrelator.rasters.template import with_unique_names
from neurocorrelator.results.atomic_files import check_writable
from neurocorrelator.results.writers import (
    DEFAULT_FORMATS,
    FORMATS,
    check_formats,
    check_possible,
    writing_warnings,
)


@dataclass(frozen=True, slots=True)
class _Output:
    """Which matches are told, where the results go, and how."""

    folder: Path
    formats: tuple[str, ...] | None
    as_json: bool
    out_crs: CRS | None = None
    min_confidence: float | None = None
    georeference: bool = False


def _formats(value: str | None) -> str | None:
    names = _split(value)
    if names == ():
        raise typer.BadParameter(f"names no format; there are {', '.join(FORMATS)}")
    try:
        check_formats(names)
    except nc.ConfigurationError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def _split(value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))


def _share(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= 1:  # not true of NaN either
        raise typer.BadParameter("must be between 0 and 1")
    return value


def _crs(text: str | None) -> CRS | None:
    if text is None:
        return None
    try:
        return nc.parse_crs(text)
    except nc.ConfigurationError as error:
        raise typer.BadParameter(str(error), param_hint="--out-crs") from None


def match(
    scene: Annotated[
        Path,
        typer.Argument(
            metavar="SCENE",
            help="The raster to search in; or many: a folder, or a pattern in quotes ('*.tif').",
        ),
    ],
    template: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEMPLATE", help="Pictures to look for: files, folders or patterns."
        ),
    ] = None,
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")
    ] = Path("results"),
    scenes: Annotated[
        list[str] | None,
        typer.Option(
            "--scene",
            metavar="SCENE",
            help="A further scene, folder or pattern; may be given several times.",
        ),
    ] = None,
    restart: Annotated[
        bool,
        typer.Option(
            "--restart",
            metavar="",
            help="Of many scenes, search also those anew that an earlier run into --out finished.",
        ),
    ] = False,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            metavar="TABLE.csv",
            help="Table of pictures: template, gsd, heading, mask, min_score; overrides the flags.",
        ),
    ] = None,
    config: ConfigOption = None,
    score: ScoreOption = None,
    alpha: AlphaOption = None,
    rotations: RotationsOption = None,
    scales: ScalesOption = None,
    exact: ExactOption = False,
    verify: VerifyOption = None,
    gsd: Annotated[
        float | None,
        typer.Option(
            "--gsd",
            metavar="M",
            help="Ground sample distance of the templates, metres per pixel.",
            parser=number,
            callback=positive,
        ),
    ] = None,
    heading: Annotated[
        float | None,
        typer.Option(
            "--heading",
            metavar="DEG",
            help="True-north bearing of the templates' up direction.",
            parser=number,
            callback=bearing,
        ),
    ] = None,
    bands: BandsOption = None,
    stretch: StretchOption = "auto",
    extent: ExtentOption = None,
    aoi: AoiOption = None,
    near: NearOption = None,
    near_exif: NearExifOption = None,
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", help="Matches listed a template; 5.")
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score", metavar="S", help="Drop matches below this score.", parser=number
        ),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="P",
            help="Drop matches whose confidence is known and below this probability, 0 to 1.",
            parser=number,
            callback=_share,
        ),
    ] = None,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    memory: MemoryOption = None,
    cluster: ClusterOption = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats",
            metavar=",".join(FORMATS),
            help=f"Formats of the table of matches; {','.join(DEFAULT_FORMATS)} unless told"
            " otherwise. gpkg needs the extra gis.",
            callback=_formats,
        ),
    ] = None,
    out_crs: Annotated[
        str | None,
        typer.Option(
            "--out-crs",
            metavar="CRS",
            help="CRS of x, y and footprint: EPSG:28407, PROJ text or WKT; the scene's unless told"
            " otherwise, of many scenes WGS 84. GeoJSON and KML stay in WGS 84.",
        ),
    ] = None,
    georeference: Annotated[
        bool,
        typer.Option(
            "--georeference",
            metavar="",  # else some versions of typer show <bool>
            help="Write each template that is found as a GeoTIFF, warped by its footprint, with"
            " ground control points, into the folder templates of --out.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find where in SCENE each TEMPLATE is; write heatmap, boxes and coordinates to a folder.

    Of many scenes there is one table, in which what two scenes show of one place counts once. A
    run that was stopped goes on where it stood when it is started again.

    Exit code: 0 done, 1 something could not be done (the rest is), 2 wrong usage, 130 interrupted.
    """
    if not template and templates is None:
        raise typer.BadParameter("name at least one picture, or --templates", param_hint="TEMPLATE")
    flags = {
        "score": None if score is None else score.value,
        "alpha": alpha,
        "rotations": rotations,
        "scales": scales,
        "exact": exact or None,  # not given: as the settings' file has it
        "verify": verify,
        "top": top,
        "min_score": min_score,
        "weights": weights,
        "device": device,
        "memory_mib": None if memory is None else limited_to(memory, processes(cluster)),
    }
    if extent is not None and aoi is not None:
        raise typer.BadParameter("goes with --extent no more than once", param_hint="--aoi")
    output = _Output(out, _split(formats), as_json, _crs(out_crs), min_confidence, georeference)
    areas = AreaFlags(extent, aoi, near, near_exif)
    if scenes or names_many_scenes(scene):
        asked = ScenesAsked(
            sources=(str(scene), *(scenes or ())),
            out=out,
            formats=output.formats,
            as_json=as_json,
            out_crs=output.out_crs,
            min_confidence=min_confidence,
            georeference=georeference,
            restart=restart,
            bands=bands,
            stretch=stretch,
            gsd_m=gsd,
            heading_deg=heading,
            areas=areas,
            cluster=cluster,
        )
        match_many(
            asked,
            lambda: make_config(config, flags),
            lambda: name_pictures(template or [], templates),
        )
        return
    with console.errors_as_exit_codes():
        with running_job() as job:
            settings = make_config(config, flags)
            rows, failures = name_pictures(template or [], templates)
            with nc.Raster.open(scene, bands=bands, stretch=stretch) as raster:
                _check_output(raster, output)
                area = areas.area(raster)
                pictures = open_pictures(rows, gsd, heading, failures, job)
                if memory is not None:
                    from neurocorrelator.matching.plan import maps_bytes  # takes torch

                    maps = maps_bytes(raster, pictures, settings, area)
                    for warning in size_warning(maps, memory):
                        console.warn(warning)
                with opened(cluster, job) as workers:
                    result, files = _run(
                        raster,
                        pictures,
                        settings,
                        output=output,
                        failures=failures,
                        job=job,
                        area=area,
                        areas=areas,
                        cluster=workers,
                    )
        _tell(result, files, output)


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")
    ] = Path("demo-results"),
    device: DeviceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Match three real drone photographs with a real orthophoto that ship with the program."""
    output = _Output(out, None, as_json)
    with console.errors_as_exit_codes():
        with running_job() as job:
            settings = make_config(None, {"device": device})
            scene, templates = nc.demo_inputs()
            with nc.Raster.open(scene) as raster:
                _check_output(raster, output)
                result, files = _run(
                    raster, templates, settings, output=output, failures=[], job=job
                )
        _tell(result, files, output)


def _check_output(raster: nc.Raster, output: _Output) -> None:
    """What cannot be written is said before the work, not after it."""
    check_possible(raster, output.formats)
    if output.out_crs is not None:
        CrsChange.plan(raster.georeference, (raster.width, raster.height), output.out_crs)
    check_writable(output.folder)


def _run(
    raster: nc.Raster,
    templates: Sequence[nc.Template],
    config: nc.MatchConfig,
    *,
    output: _Output,
    failures: Sequence[nc.TemplateFailure],
    job: Job,
    area: nc.SearchArea | None = None,
    areas: AreaFlags | None = None,
    cluster: nc.Cluster | None = None,
) -> tuple[nc.MatchResult, list[Path]]:
    """Match and write; those that failed before are failures of the result, too."""
    named = with_unique_names(templates)
    own_areas, elsewhere, warnings = (areas or AreaFlags()).around_positions(raster, named)
    before = [*failures, *elsewhere]
    for failure in before:
        console.complain(failure.error)
    lost = {failure.template for failure in elsewhere}
    named = [template for template in named if template.name not in lost]
    if not named:
        raise typer.Exit(console.EXIT_ERROR)
    found = nc.match(
        raster,
        named,
        config,
        area=area,
        areas=own_areas,
        progress=job.progress,
        cancel=job.cancel,
        cluster=cluster,
    )
    for failure in found.failures:
        console.complain(failure.error)
    matches, said = _confident(found.matches, output.min_confidence)
    result = replace(
        found,
        matches=matches,
        failures=(*before, *found.failures),
        warnings=(*found.warnings, *warnings, *said),
        out_crs=output.out_crs,
    )
    files = nc.write_results(
        result,
        output.folder,
        output.formats,
        georeference=output.georeference,
        progress=job.progress,
        cancel=job.cancel,
    )
    return result, files


def _confident(
    matches: tuple[nc.Match, ...], least: float | None
) -> tuple[tuple[nc.Match, ...], list[str]]:
    """The matches that are sure enough; one without a confidence is kept, and that is said."""
    if least is None:
        return matches, []
    unknown = sum(match.confidence is None for match in matches)
    kept = tuple(m for m in matches if m.confidence is None or m.confidence >= least)
    return kept, [*keeping_unknown(unknown)]


def _tell(result: nc.MatchResult, files: Sequence[Path], output: _Output) -> None:
    said = writing_warnings(result, output.formats, georeference=output.georeference)
    warnings = (*result.warnings, *said)
    for warning in warnings:
        console.warn(warning)
    if output.as_json:
        console.say_json(matches_record(result, output.folder, files, warnings))
    else:
        print_matches(result)
        for line in answer_lines(result):
            console.say(line)
        console.say(f"{len(files)} files in {output.folder}")
    if result.failures:
        raise typer.Exit(console.EXIT_ERROR)
