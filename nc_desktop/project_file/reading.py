"""Files become a project again, or a list of those that are not where they were."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import neurocorrelator as nc
from nc_desktop.model.findings import MatchInputs
from nc_desktop.model.hand_made import HandMade
from nc_desktop.model.judgement import Judgement, judged_match
from nc_desktop.model.kept_project import (
    KeptArea,
    KeptHeatmap,
    KeptMatches,
    KeptProject,
    KeptRun,
    KeptScene,
)
from nc_desktop.model.layers import AreaStyle, HeatmapStyle, MatchesStyle, SceneStyle
from nc_desktop.model.match_filter import Condition, MatchFilter
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.templates import TemplateEntry
from nc_desktop.project_file import georeferences, picture_files, run_file, schema
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import fingerprint
from nc_desktop.project_file.values import (
    area_of,
    from_json,
    polygons_of,
    stretch_of,
    weights_from,
)

_LARGEST = 1 << 30  # bytes of JSON; what is larger is no project
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file that a project refers to and that cannot be opened.

    Attributes:
        id: of the file in the project.
        path: where it was.
        reason: of one that is there but cannot be read; empty for one that is not there.
        digest: of its content; empty if it is not known.
    """

    id: str
    path: Path
    reason: str = ""
    digest: str = ""


@dataclass(frozen=True, eq=False)
class ReadProject:
    """What became of a project file.

    Attributes:
        project: what is in it; None while files are lost of which nothing is decided.
        lost: these files.
        changed: files whose content is another one than when the project was saved.
        problems: why parts of it are left out that the project keeps itself.
        original: of a file for recovery, the project that it is a later state of.
    """

    project: KeptProject | None
    lost: tuple[LostFile, ...] = ()
    changed: tuple[Path, ...] = ()
    problems: tuple[ProjectFileError, ...] = ()
    original: Path | None = None


def read_project(
    path: Path,
    found: Mapping[str, Path | None] | None = None,
    *,
    progress: Progress | None = None,
    cancel: nc.CancelToken | None = None,
) -> ReadProject:
    """Read a project and open the files that it refers to.

    Args:
        path: the project.
        found: by id of a file, where it is now; None leaves it out, with all that needs it.
        progress: called with how much is done, 0-1.
        cancel: checked between files.

    Raises:
        ProjectFileError: it cannot be read, or makes no sense.
        neurocorrelator.CancelledError: the token was set.
    """
    with _uncollected():
        record = schema.parse(_bytes_of(path), path)
        reader = _Reader(path, record, found or {}, progress, cancel or nc.CancelToken())
        try:
            read = reader.read()
        except BaseException:
            reader.close()
            raise
    if read.project is None:
        reader.close()
    return read


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no objects be looked through for garbage while many are made that all stay.

    Of twenty thousand matches that took a third of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ProjectFileError("not_project", path)
        if path.stat().st_size > _LARGEST:
            raise ProjectFileError("not_project", path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ProjectFileError("missing", path) from error
    except OSError as error:
        raise ProjectFileError("unreadable", path, error.strerror or str(error)) from error


class _Reader:
    def __init__(
        self,
        path: Path,
        record: schema.ProjectRecord,
        found: Mapping[str, Path | None],
        progress: Progress | None,
        cancel: nc.CancelToken,
    ) -> None:
        self._path, self._record, self._found = path, record, found
        self._folder = path.absolute().parent
        self._progress, self._cancel = progress, cancel
        self._left_out = {name for name, place in found.items() if place is None}
        self._lost: dict[str, LostFile] = {}
        self._changed: list[Path] = []
        self._problems: list[ProjectFileError] = []
        self._rasters: dict[int, nc.Raster] = {}
        self._pixels: dict[str, tuple[picture_files.RgbArray, picture_files.MaskArray]] = {}
        self._other_uids: dict[str, str] = {}  # of runs that lose some of their matches
        self._matches: dict[str, tuple[nc.Match, ...]] = {}
        self._templates: dict[tuple[object, ...], nc.Template] = {}
        self._paths: dict[str, Path] = {}

    def close(self) -> None:
        for raster in self._rasters.values():
            raster.close()

    def read(self) -> ReadProject:
        record = self._record
        self._check_references()
        self._look_at_files()
        if not self._lost:
            self._open_scenes()
            self._open_pictures()
        if self._lost:
            return ReadProject(None, tuple(self._lost.values()))
        with _told(self._path, "project"):
            scenes = [self._scene(each) for each in record.scenes if each.key in self._rasters]
            areas = [self._area(each) for each in record.areas if each.scene in self._rasters]
            read = [self._run(each) for each in record.runs if each.scene in self._rasters]
            runs = [run for run in read if run is not None]
            entries = [self._entry(each) for each in record.templates if self._has(each.template)]
            options = self._options(record.options)
        project = KeptProject(
            tuple(scenes),
            tuple(areas),
            tuple(runs),
            tuple(record.order),
            tuple(entries),
            {name: (each.key, each.colour) for name, each in record.former_names.items()},
            self._active(),
            self._other_uids.get(record.current, record.current),
            options,
            (record.scope.kind, record.scope.area),
            record.keeps_results,
            record.view,
        )
        if project.scope[1] not in {None, *(area.key for area in areas)}:
            project = replace(project, scope=("scene", None))
        return ReadProject(
            project,
            changed=tuple(self._changed),
            problems=tuple(self._problems),
            original=None if record.original is None else Path(record.original),
        )

    def _active(self) -> int | None:
        active = self._record.active
        if active in self._rasters:
            return active
        return next(iter(self._rasters), None)

    def _check_references(self) -> None:
        """What names something else names something that is there, and keys are unique."""
        record = self._record
        keys = [each.key for each in record.scenes] + [each.key for each in record.areas]
        for run in record.runs:
            keys += [layer.key for layer in (run.heatmap, run.matches) if layer is not None]
        scenes = {each.key for each in record.scenes}
        templates = [each.template for each in record.templates]
        templates += [each.found for each in record.templates if each.found is not None]
        templates += [each for run in record.runs for each in run.templates]
        templates += [own.template for run in record.runs for own in run.added]
        names = [each.template.name for each in record.templates]
        sound = {
            "order": sorted(keys) == sorted(record.order) and len(set(keys)) == len(keys),
            "scenes": all(each.file in record.files for each in record.scenes),
            "areas": all(each.scene in scenes for each in record.areas),
            "runs": all(run.scene in scenes for run in record.runs)
            and len({run.uid for run in record.runs}) == len(record.runs),
            "templates": all(each.picture in record.pictures for each in templates)
            and len(set(names)) == len(names)
            and len({each.key for each in record.templates}) == len(names),
            "pictures": all(
                (each.stored is not None) != (each.file in record.files)
                for each in record.pictures.values()
            ),
            "scope": record.scope.area is None
            or record.scope.area in {area.key for area in record.areas},
        }
        for part, holds in sound.items():
            if not holds:
                raise ProjectFileError("damaged", self._path, part)

    def _look_at_files(self) -> None:
        for name, file in self._record.files.items():
            self._cancel.raise_if_cancelled()
            if name in self._left_out:
                continue
            path = self._file(name)
            try:
                digest = fingerprint(path)
            except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
                gone = isinstance(error, FileNotFoundError | NotADirectoryError)
                reason = "" if gone else getattr(error, "strerror", None) or str(error)
                self._lose(name, reason)
                continue
            if file.digest and digest != file.digest:
                self._changed.append(path)

    def _file(self, name: str) -> Path:
        if name not in self._paths:
            moved = self._found.get(name)
            path = moved if moved is not None else self._resolved(self._record.files[name].path)
            self._paths[name] = path
        return self._paths[name]

    def _resolved(self, path: str) -> Path:
        return Path(os.path.normpath(os.path.join(self._folder, path)))  # noqa: PTH118 - quicker

    def _lose(self, name: str, reason: str = "") -> None:
        file = self._record.files[name]
        self._lost[name] = LostFile(name, self._file(name), reason, file.digest)

    def _open_scenes(self) -> None:
        for each in self._record.scenes:
            self._cancel.raise_if_cancelled()
            if each.file in self._left_out:
                continue
            try:
                with _told(self._path, f"scenes.{each.key}"):
                    stretch = stretch_of(each.stretch)
                self._rasters[each.key] = nc.Raster.open(
                    self._file(each.file),
                    bands=each.bands,
                    stretch=stretch or "auto",
                    crs=each.told_crs or None,
                )
            except ProjectFileError:
                raise
            except nc.NeurocorrelatorError as error:
                self._lose(each.file, str(error))

    def _open_pictures(self) -> None:
        """Decode all pictures, several at once, which takes the longest; read matches meanwhile."""
        pictures = {
            name: each
            for name, each in self._record.pictures.items()
            if each.file not in self._left_out
        }
        done = 0
        with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
            decoded = pool.map(self._picture, pictures.values())
            self._read_matches()
            for name, pixels in zip(pictures, decoded, strict=True):
                done += 1
                if self._progress is not None:
                    self._progress(done / len(pictures))
                if pixels is not None:
                    self._pixels[name] = pixels

    def _read_matches(self) -> None:
        for run in self._record.runs:
            self._cancel.raise_if_cancelled()
            if run.scene in self._rasters:
                try:
                    self._matches[run.uid] = run_file.read_matches(self._resolved(run.file))
                except ProjectFileError as error:
                    self._problems.append(error)

    def _picture(
        self, kept: schema.PictureRecord
    ) -> tuple[picture_files.RgbArray, picture_files.MaskArray] | None:
        self._cancel.raise_if_cancelled()
        if kept.stored is not None:
            try:
                return picture_files.read_picture(self._resolved(kept.stored))
            except ProjectFileError as error:
                self._problems.append(error)
                return None
        assert kept.file is not None  # noqa: S101 - the references were checked
        try:
            template = self._opened(kept)
        except nc.TemplateError as error:
            self._lose(kept.file, str(error))
            return None
        mask = template.mask
        if kept.mask is not None:
            try:
                drawn = picture_files.read_mask(self._resolved(kept.mask))
            except ProjectFileError as error:
                self._problems.append(error)
            else:  # another shape is of another picture, and that was told
                mask = drawn if drawn.shape == mask.shape else mask
        return template.rgb, mask

    def _opened(self, kept: schema.PictureRecord) -> nc.Template:
        path = self._file(str(kept.file))
        template = nc.Template.open(path, metadata=kept.squared)
        if (template.width, template.height) != kept.size:
            other = nc.Template.open(path, metadata=not kept.squared)
            if (other.width, other.height) == kept.size:
                return other
        return template

    def _has(self, template: schema.TemplateRecord) -> bool:
        return template.picture in self._pixels

    def _template(self, kept: schema.TemplateRecord) -> nc.Template:
        """The template; one object for all records that say the same."""
        key = kept.name, kept.picture, kept.gsd_m, kept.heading_deg, kept.min_score, kept.position
        whole = (*key, kept.known_from, *kept.notes)
        if whole not in self._templates:
            rgb, mask = self._pixels[kept.picture]
            file = self._record.pictures[kept.picture].file
            self._templates[whole] = nc.Template(
                kept.name,
                rgb,
                mask,
                None if file is None else self._file(file),
                kept.gsd_m,
                kept.heading_deg,
                kept.min_score,
                kept.position,
                nc.KnownFrom(**kept.known_from.model_dump()),
                tuple(kept.notes),
            )
        return self._templates[whole]

    def _entry(self, kept: schema.EntryRecord) -> TemplateEntry:
        template = self._template(kept.template)
        ground = kept.georeference
        return TemplateEntry(
            kept.key,
            template,
            kept.colour,
            template if kept.found is None else self._template(kept.found),
            None if ground is None else georeferences.restored(ground),
            kept.enabled,
            polygons_of(kept.polygons),
        )

    def _scene(self, kept: schema.SceneRecord) -> KeptScene:
        style = from_json(SceneStyle, kept.style)
        return KeptScene(kept.key, kept.name, style, self._rasters[kept.key], kept.told_crs)

    def _area(self, kept: schema.AreaRecord) -> KeptArea:
        style = from_json(AreaStyle, kept.style)
        return KeptArea(kept.key, kept.name, style, kept.scene, area_of(kept.parts))

    def _run(self, kept: schema.RunRecord) -> KeptRun | None:
        if kept.uid not in self._matches:
            return None
        matches = self._matches[kept.uid]
        count = len(matches)
        if any(not 0 <= index < count + len(kept.added) for index in kept.judgements):
            raise ValueError(f"runs.{kept.uid}.judgements: there is no such match")
        judgements = {
            index: Judgement(each.decision, each.comment, each.footprint)
            for index, each in kept.judgements.items()
        }
        uid = kept.uid
        present = {each.name for each in kept.templates if self._has(each)}
        places = [i for i, match in enumerate(matches) if match.template in present]
        places += [i for i, own in enumerate(kept.added, start=count) if self._has(own.template)]
        if len(places) < count + len(kept.added):  # with a file that was left out go its matches
            # another run: its file must not be taken for that of all matches
            uid = uuid4().hex
            self._other_uids[kept.uid] = uid
            matches = tuple(matches[i] for i in places if i < count)
            judgements = {
                now: judgements[before] for now, before in enumerate(places) if before in judgements
            }
        added = tuple(self._hand_made(own) for own in kept.added if self._has(own.template))
        _check_places((*matches, *(own.match for own in added)), judgements, kept.uid)
        raster = self._rasters[kept.scene]
        result = nc.MatchResult(
            scene=raster,
            templates=tuple(self._template(each) for each in kept.templates if self._has(each)),
            matches=matches,
            score_maps=(),
            config=nc.MatchConfig.model_validate(kept.config),
            run=dict(kept.run),
            failures=tuple(
                nc.TemplateFailure(name, nc.TemplateError(error)) for name, error in kept.failures
            ),
            warnings=tuple(kept.warnings),
            damaged=tuple(nc.Window(*window) for window in kept.damaged),
            area=None if kept.area is None else area_of(kept.area),
            areas={name: area_of(area) for name, area in kept.areas.items()},
            answers={
                name: nc.Answer(**answer.model_dump()) for name, answer in kept.answers.items()
            },
        )
        return KeptRun(
            uid,
            kept.number,
            kept.scene,
            result,
            self._inputs(kept.made_with),
            judgements,
            _filter(kept.filter),
            None
            if kept.heatmap is None
            else KeptHeatmap(
                kept.heatmap.key, kept.heatmap.name, from_json(HeatmapStyle, kept.heatmap.style)
            ),
            None
            if kept.matches is None
            else KeptMatches(
                kept.matches.key, kept.matches.name, from_json(MatchesStyle, kept.matches.style)
            ),
            self._resolved(kept.file),
            added,
        )

    def _hand_made(self, kept: schema.HandMatchRecord) -> HandMade:
        template = self._template(kept.template)
        mirrored = nc.is_mirrored(kept.footprint)
        try:
            match = nc.hand_match(template, kept.footprint, mirrored=mirrored, rank=kept.rank)
        except nc.PlacementError as error:
            raise ValueError(f"runs.added: {error}") from error
        return HandMade(match, template)

    def _inputs(self, kept: schema.InputsRecord) -> MatchInputs:
        look: tuple[object, ...] = ()
        if kept.bands is not None:
            ground = kept.georeference
            look = (
                kept.bands,
                stretch_of(kept.stretch),
                nc.Georeference() if ground is None else georeferences.restored(ground),
            )
        options = self._options(kept.options)
        masks = tuple((key, polygons_of(drawn)) for key, drawn in kept.masks)
        return MatchInputs(options, tuple(kept.templates), kept.scope, look, masks)

    def _options(self, kept: dict[str, object]) -> MatchOptions:
        return weights_from(self._folder, from_json(MatchOptions, kept))


def _filter(kept: schema.FilterRecord) -> MatchFilter:
    return MatchFilter(
        kept.min_score,
        kept.min_confidence,
        kept.template,
        tuple(kept.words),
        tuple(Condition(each.column, each.sign, each.number) for each in kept.conditions),
        kept.text,
        None if kept.decisions is None else frozenset(kept.decisions),
    )


def _check_places(
    matches: Sequence[nc.Match], judgements: Mapping[int, Judgement], uid: str
) -> None:
    """Pictures can lie where the user put them.

    Raises:
        ValueError: one cannot.
    """
    for index, said in judgements.items():
        if said.footprint is None:
            continue
        try:
            judged_match(matches[index], said)
        except nc.PlacementError as error:
            raise ValueError(f"runs.{uid}.judgements.{index}: {error}") from error


class _told:  # noqa: N801 - reads as a word of the language
    """Turns what a value makes no sense of into an error that names the file."""

    def __init__(self, path: Path, part: str) -> None:
        self._path, self._part = path, part

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError | KeyError | TypeError | nc.TemplateError):
            text = " ".join(str(error).split())[:160]
            raise ProjectFileError("damaged", self._path, f"{self._part}: {text}") from error
