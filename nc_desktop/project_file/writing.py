"""A project becomes files: what does not change beside it first, itself last."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import numpy as np

import neurocorrelator as nc
from nc_desktop.model.findings import MatchInputs
from nc_desktop.model.kept_project import KeptHeatmap, KeptMatches, KeptProject, KeptRun
from nc_desktop.model.match_filter import MatchFilter
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.templates import TemplateEntry
from nc_desktop.project_file import georeferences, picture_files, run_file, schema
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.values import (
    area_record,
    as_json,
    polygon_records,
    stretch_record,
    weights_from,
)
from nc_desktop.project_file.whole_file import put_whole

_OWN = re.compile(r"((run|matches)-[0-9a-f]{32}\.npz|(picture|mask)-[0-9a-f]{32}\.png)")


def files_folder(path: Path) -> Path:
    """Where a project keeps what is no JSON: beside it, with its name."""
    return path.with_name(f"{path.stem}_files")


def write_project(
    kept: KeptProject,
    path: Path,
    prints: Fingerprints,
    *,
    moving: bool = True,
    original: Path | None = None,
) -> None:
    """Write a project.

    At every moment, also if the program is killed, `path` is whole: the former project or this
    one, and all files that it names are there.

    Args:
        kept: the project.
        path: the file.
        prints: digests of files that were read before.
        moving: name files by their way from the project's folder, so that both can be moved
            together; False names them absolutely.
        original: of a file for recovery, the project that it is a later state of.

    Raises:
        ProjectFileError: it cannot be written. The former file is as it was.
    """
    nc.remove_leftovers(path.parent)
    writer = _Writer(path, prints, moving=moving)
    record = writer.record(kept, original)
    put_whole(path, lambda stream: stream.write(record.model_dump_json(indent=1).encode()))
    writer.remove_unnamed()


class _Writer:
    def __init__(self, path: Path, prints: Fingerprints, *, moving: bool) -> None:
        self._folder, self._side = path.parent.absolute(), files_folder(path).absolute()
        self._prints, self._moving = prints, moving
        self._files: dict[Path, str] = {}
        self._pictures: dict[tuple[int, int], tuple[str, schema.PictureRecord]] = {}
        self._founds: dict[int, nc.Template] = {}  # templates as they were opened, by their pixels
        self._named: set[str] = set()

    def record(self, kept: KeptProject, original: Path | None) -> schema.ProjectRecord:
        self._founds = {
            id(rgb): entry.found
            for entry in kept.templates
            for rgb in (entry.found.rgb, entry.template.rgb)  # two copies in an opened project
        }
        scenes = [
            schema.SceneRecord(
                key=each.key,
                file=self._file(each.raster.path),
                name=each.name,
                bands=each.raster.bands,
                stretch=stretch_record(each.raster.stretch),
                told_crs=each.told_crs,
                style=as_json(each.style),
            )
            for each in kept.scenes
        ]
        areas = [
            schema.AreaRecord(
                key=each.key,
                name=each.name,
                style=as_json(each.style),
                scene=each.scene,
                parts=area_record(each.area),
            )
            for each in kept.areas
        ]
        runs = [self._run(run) for run in kept.runs]
        templates = [self._entry(entry) for entry in kept.templates]
        return schema.ProjectRecord(
            format=schema.FORMAT,
            version=schema.VERSION,
            program=nc.__version__,
            saved=datetime.now(UTC).isoformat(timespec="seconds"),
            files={
                name: schema.FileRecord(path=self._path(file), digest=self._prints.of(file))
                for file, name in self._files.items()
            },
            pictures=dict(self._pictures.values()),
            scenes=scenes,
            areas=areas,
            runs=runs,
            order=list(kept.order),
            templates=templates,
            former_names={
                name: schema.FormerNameRecord(key=key, colour=colour)
                for name, (key, colour) in (kept.former_names or {}).items()
            },
            active=kept.active,
            current=kept.current,
            options=self._options(kept.options),
            scope=schema.ScopeRecord(kind=kept.scope[0], area=kept.scope[1]),
            keeps_results=kept.keeps_results,
            view=kept.view,
            original=None if original is None else str(original.absolute()),
        )

    def remove_unnamed(self) -> None:
        """Remove files of former states, which nothing names any more."""
        with suppress(OSError):
            for path in self._side.iterdir():
                if _OWN.fullmatch(path.name) and path.name not in self._named:
                    with suppress(OSError):  # Windows keeps what another program reads
                        path.unlink()
            nc.remove_leftovers(self._side)
            self._side.rmdir()  # only if it is empty

    def _file(self, path: Path) -> str:
        return self._files.setdefault(path.absolute(), f"f{len(self._files) + 1}")

    def _path(self, path: Path) -> str:
        if not self._moving:
            return str(path)
        try:
            return Path(os.path.relpath(path, self._folder)).as_posix()
        except ValueError:  # another drive of Windows
            return str(path)

    def _put(self, name: str, write: Callable[[IO[bytes]], object]) -> str:
        """Write a file beside the project if it is not there; returns how the project names it."""
        target = self._side / name
        self._named.add(name)
        if not target.is_file():
            put_whole(target, write)
        return f"{self._side.name}/{name}"  # it is moved with the project in any case

    def _run(self, run: KeptRun) -> schema.RunRecord:
        found, inputs = run.found, run.made_with
        bands, stretch, ground = _look(inputs)
        return schema.RunRecord(
            uid=run.uid,
            number=run.number,
            scene=run.scene,
            file=self._put(_run_file(run), functools.partial(_put_run, run)),
            made_with=schema.InputsRecord(
                options=self._options(inputs.options),
                templates=list(inputs.templates),
                scope=inputs.scope,
                bands=bands,
                stretch=stretch_record(stretch),
                georeference=None if ground is None else georeferences.record(ground),
                masks=[(key, polygon_records(drawn)) for key, drawn in inputs.masks],
            ),
            templates=[self._template(each, None) for each in found.templates],
            config=found.config.model_dump(mode="json"),
            run=_plain(found.run),
            answers={
                name: schema.AnswerRecord(
                    verdict=each.verdict,
                    confidence=each.confidence,
                    inliers=each.inliers,
                    presence=each.presence,
                    places=each.places,
                )
                for name, each in found.answers.items()
            },
            failures=[(each.template, str(each.error)) for each in found.failures],
            warnings=list(found.warnings),
            damaged=[(w.col_off, w.row_off, w.width, w.height) for w in found.damaged],
            area=None if found.area is None else area_record(found.area),
            areas={name: area_record(area) for name, area in found.areas.items()},
            judgements={
                index: schema.JudgementRecord(
                    decision=each.decision, comment=each.comment, footprint=each.footprint
                )
                for index, each in run.judgements.items()
            },
            added=[
                schema.HandMatchRecord(
                    template=self._template(own.template, None),
                    rank=own.match.rank,
                    footprint=own.match.footprint,
                )
                for own in run.added
            ],
            filter=_filter(run.filter),
            heatmap=_layer(run.heatmap),
            matches=_layer(run.matches),
        )

    def _options(self, options: MatchOptions) -> dict[str, object]:
        named = weights_from(Path.cwd(), options)
        if named is not options:
            named = replace(named, weights=self._path(Path(named.weights)))
        return as_json(named)

    def _entry(self, entry: TemplateEntry) -> schema.EntryRecord:
        template = self._template(entry.template, entry.found)
        found = self._template(entry.found, entry.found)
        return schema.EntryRecord(
            key=entry.key,
            template=template,
            found=None if found == template else found,
            colour=entry.colour,
            georeference=None
            if entry.georeference is None
            else georeferences.record(entry.georeference),
            enabled=entry.enabled,
            polygons=polygon_records(entry.polygons),
        )

    def _template(self, template: nc.Template, found: nc.Template | None) -> schema.TemplateRecord:
        return schema.TemplateRecord(
            name=template.name,
            picture=self._picture(template, found or self._founds.get(id(template.rgb))),
            gsd_m=template.gsd_m,
            heading_deg=template.heading_deg,
            min_score=template.min_score,
            position=template.position,
            known_from=schema.KnownFromRecord(**asdict(template.known_from)),
            notes=list(template.notes),
        )

    def _picture(self, template: nc.Template, found: nc.Template | None) -> str:
        key = id(template.rgb), id(template.mask)
        if key not in self._pictures:
            name = f"p{len(self._pictures) + 1}"
            self._pictures[key] = name, self._pixels(template, found)
        return self._pictures[key][0]

    def _pixels(self, template: nc.Template, found: nc.Template | None) -> schema.PictureRecord:
        """What a picture is made of again; `found` is it as its file has it, if that is known."""
        size = template.width, template.height
        if template.path is None:
            name = f"picture-{picture_files.digest(template.rgb, template.mask)}.png"
            write = functools.partial(picture_files.put_picture, template.rgb, template.mask)
            return schema.PictureRecord(size=size, stored=self._put(name, write))
        mask = None
        drawn = not template.mask.all() if found is None else template.mask is not found.mask
        if drawn:
            name = f"mask-{picture_files.digest(template.mask)}.png"
            mask = self._put(name, functools.partial(picture_files.put_mask, template.mask))
        return schema.PictureRecord(
            size=size,
            file=self._file(template.path),
            squared=(found or template).known_from.gsd == "georeference",
            mask=mask,
        )


def _look(
    inputs: MatchInputs,
) -> tuple[tuple[int, int, int] | None, nc.Stretch | None, nc.Georeference | None]:
    """Bands, stretch and georeference by which the scene was searched."""
    if not inputs.look:
        return None, None, None
    bands, stretch, ground = inputs.look
    return (
        cast("tuple[int, int, int]", bands),
        cast("nc.Stretch | None", stretch),
        cast("nc.Georeference", ground),
    )


def _filter(wanted: MatchFilter) -> schema.FilterRecord:
    decisions = wanted.decisions
    return schema.FilterRecord(
        min_score=wanted.min_score,
        min_confidence=wanted.min_confidence,
        template=wanted.template,
        words=list(wanted.words),
        conditions=[schema.ConditionRecord(**asdict(each)) for each in wanted.conditions],
        text=wanted.text,
        decisions=None if decisions is None else sorted(decisions),
    )


def _layer(layer: KeptHeatmap | KeptMatches | None) -> schema.LayerRecord | None:
    if layer is None:
        return None
    return schema.LayerRecord(key=layer.key, name=layer.name, style=as_json(layer.style))


def _run_file(run: KeptRun) -> str:
    """Another name once the score maps of a former run are forgotten: files are never changed."""
    pending = run.maps_file is not None and not run.maps_file.name.startswith("matches-")
    bare = run.is_former and not run.found.score_maps and not pending
    return f"{'matches' if bare else 'run'}-{run.uid}.npz"


def _put_run(run: KeptRun, stream: IO[bytes]) -> None:
    found = run.found
    if run.maps_file is not None:  # they were not read yet: it is another project's folder now
        found = replace(found, score_maps=run_file.read_maps(run.maps_file))
    run_file.put_run(found, stream)


def _plain(value: object) -> dict[str, object]:
    """What a run says of itself, without types of NumPy."""

    def plain(each: object) -> object:
        if isinstance(each, Mapping):
            return {str(key): plain(item) for key, item in each.items()}
        if isinstance(each, list | tuple):
            return [plain(item) for item in each]
        if isinstance(each, np.generic):
            each = each.item()
        if isinstance(each, float) and not np.isfinite(each):
            return None
        return each if each is None or isinstance(each, bool | int | float | str) else str(each)

    found = plain(value)
    if not isinstance(found, dict):
        raise ProjectFileError("damaged", Path(), "run")
    return found
