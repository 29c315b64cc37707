"""`neurocorrelator match` and `demo`: find pictures in a scene and write what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

import neurocorrelator as nc
from neurocorrelator.cli import console
from neurocorrelator.cli.job import Job, running_job
from neurocorrelator.cli.match_table import print_matches
from neurocorrelator.cli.options import (
    AlphaOption,
    ConfigOption,
    DeviceOption,
    JsonOption,
    RotationsOption,
    ScalesOption,
    ScoreOption,
    WeightsOption,
    bearing,
    make_config,
    number,
    positive,
)
from neurocorrelator.rasters.template_table import TemplateRow
from neurocorrelator.results.atomic_files import check_writable
from neurocorrelator.results.geojson_file import require_crs
from neurocorrelator.results.match_result import COLUMNS
from neurocorrelator.results.writers import FORMATS, check_formats, skipped_formats


@dataclass(frozen=True, slots=True)
class _Output:
    """Where the results go, and how they are told."""

    folder: Path
    formats: tuple[str, ...] | None
    as_json: bool


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


def match(
    scene: Annotated[Path, typer.Argument(metavar="SCENE", help="The raster to search in.")],
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
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", help="Matches listed a template; 5.")
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score", metavar="S", help="Drop matches below this score.", parser=number
        ),
    ] = None,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats",
            metavar=",".join(FORMATS),
            help="Formats of the table of matches; all unless told otherwise.",
            callback=_formats,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find where in SCENE each TEMPLATE is; write heatmap, boxes and coordinates to a folder.

    Exit code: 0 done, 1 something could not be done (the rest is), 2 wrong usage, 130 interrupted.
    """
    if not template and templates is None:
        raise typer.BadParameter("name at least one picture, or --templates", param_hint="TEMPLATE")
    flags = {
        "score": None if score is None else score.value,
        "alpha": alpha,
        "rotations": rotations,
        "scales": scales,
        "top": top,
        "min_score": min_score,
        "weights": weights,
        "device": device,
    }
    output = _Output(out, _split(formats), as_json)
    with console.errors_as_exit_codes():
        with running_job() as job:
            settings = make_config(config, flags)
            rows, failures = _name_pictures(template or [], templates)
            with nc.Raster.open(scene) as raster:
                _check_output(raster, output)
                opened = _open_pictures(rows, gsd, heading, failures, job)
                result, files = _run(
                    raster, opened, settings, output=output, failures=failures, job=job
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


def _name_pictures(
    sources: Sequence[str], table: Path | None
) -> tuple[list[TemplateRow], list[nc.TemplateFailure]]:
    """The pictures of table and arguments; one that is in the table is not repeated."""
    rows = [] if table is None else nc.read_template_table(table)
    in_table = {row.path.resolve() for row in rows}
    failures: list[nc.TemplateFailure] = []
    named: dict[Path, None] = {}
    for source in sources:
        try:
            named.update(dict.fromkeys(nc.find_pictures([source])))
        except nc.TemplateError as error:
            failures.append(nc.TemplateFailure(Path(source).name, error))
    rows += [TemplateRow(0, path) for path in named if path.resolve() not in in_table]
    return rows, failures


def _open_pictures(
    rows: Sequence[TemplateRow],
    gsd_m: float | None,
    heading_deg: float | None,
    failures: list[nc.TemplateFailure],
    job: Job,
) -> list[nc.Template]:
    """Those that can be opened; the others go to `failures`. The table overrides the flags."""
    opened = []
    for row in rows:
        job.cancel.raise_if_cancelled()
        known = replace(
            row,
            gsd_m=gsd_m if row.gsd_m is None else row.gsd_m,
            heading_deg=heading_deg if row.heading_deg is None else row.heading_deg,
        )
        try:
            opened.append(known.open())
        except nc.TemplateError as error:
            failures.append(nc.TemplateFailure(row.path.name, error))
    return opened


def _check_output(raster: nc.Raster, output: _Output) -> None:
    """What cannot be written is said before the work, not after it."""
    if "geojson" in (output.formats or ()):
        require_crs(raster)
    check_writable(output.folder)


def _run(
    raster: nc.Raster,
    templates: Sequence[nc.Template],
    config: nc.MatchConfig,
    *,
    output: _Output,
    failures: Sequence[nc.TemplateFailure],
    job: Job,
) -> tuple[nc.MatchResult, list[Path]]:
    """Match and write; those that failed before are failures of the result, too."""
    for failure in failures:
        console.complain(failure.error)
    if not templates:
        raise typer.Exit(console.EXIT_ERROR)
    found = nc.match(raster, templates, config, progress=job.progress, cancel=job.cancel)
    for failure in found.failures:
        console.complain(failure.error)
    result = replace(found, failures=(*failures, *found.failures))
    files = nc.write_results(
        result, output.folder, output.formats, progress=job.progress, cancel=job.cancel
    )
    return result, files


def _tell(result: nc.MatchResult, files: Sequence[Path], output: _Output) -> None:
    skipped = skipped_formats(output.formats, result.scene.georeference)
    warnings = (*result.warnings, *skipped)
    for warning in warnings:
        console.warn(warning)
    if output.as_json:
        console.say_json(_record(result, output.folder, files, warnings))
    else:
        print_matches(result)
        console.say(f"{len(files)} files in {output.folder}")
    if result.failures:
        raise typer.Exit(console.EXIT_ERROR)


def _record(
    result: nc.MatchResult, folder: Path, files: Sequence[Path], warnings: Sequence[str]
) -> dict[str, object]:
    return {
        "scene": result.scene.path,
        "out": folder,
        "files": files,
        "templates": [template.name for template in result.templates],
        "matches": result.table[list(COLUMNS)].to_dict("records"),
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in result.failures
        ],
        "warnings": warnings,
        "run": result.run,
    }
