"""What stands in a project file: JSON, checked by pydantic, of one version.

Loads pydantic: import it on a job's thread, not for the window.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import neurocorrelator as nc
from nc_desktop.project_file.errors import Problem, ProjectFileError

_ = nc.MatchConfig  # loads pydantic, guarded against another thread that does so
from pydantic import BaseModel, ConfigDict, Field, ValidationError  # noqa: E402

FORMAT: Final = "neurocorrelator project"
VERSION = 3

Point = tuple[float, float]
Triple = tuple[float, float, float]
Look = dict[str, Any]
Uid = str


class Record(BaseModel):
    """A part of the file: no value of another type, no key that means nothing."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class FileRecord(Record):
    """A file that the project refers to, by its path from the project's folder."""

    path: str = Field(min_length=1)
    digest: str = ""


class GeoreferenceRecord(Record):
    """Transform (a, b, c, d, e, f) and CRS as WKT."""

    transform: tuple[float, float, float, float, float, float]
    crs: str | None = None


class StretchRecord(Record):
    """Values that are black and white."""

    low: Triple
    high: Triple


class SceneRecord(Record):
    """A layer of a scene."""

    key: int
    file: str
    name: str
    bands: tuple[int, int, int]
    stretch: StretchRecord | None = None
    told_crs: str = ""
    style: Look


class AreaPartRecord(Record):
    """Polygons, each an outline and its holes."""

    polygons: list[list[list[Point]]]
    description: str


class AreaRecord(Record):
    """A layer of an area."""

    key: int
    name: str
    style: Look
    scene: int
    parts: list[AreaPartRecord]


class PictureRecord(Record):
    """Pixels of templates: of a file, or of one that the project keeps itself."""

    size: tuple[int, int]
    file: str | None = None
    squared: bool = False
    stored: str | None = None
    mask: str | None = None


class KnownFromRecord(Record):
    """Where GSD, heading and position come from."""

    gsd: Literal["told", "georeference", "EXIF"] | None = None
    heading: Literal["told", "georeference", "EXIF"] | None = None
    position: Literal["told", "georeference", "EXIF"] | None = None


class TemplateRecord(Record):
    """A template: its pixels and what is known of it."""

    name: str = Field(min_length=1)
    picture: str
    gsd_m: float | None = Field(default=None, gt=0)
    heading_deg: float | None = None
    min_score: float | None = None
    position: Point | None = None
    known_from: KnownFromRecord = KnownFromRecord()
    notes: list[str] = []


class MaskPolygonRecord(Record):
    """An outline on a template's picture."""

    include: bool
    corners: list[Point] = Field(min_length=3)


class EntryRecord(Record):
    """A row of the list of templates."""

    key: int
    template: TemplateRecord
    found: TemplateRecord | None = None
    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    georeference: GeoreferenceRecord | None = None
    enabled: bool = True
    polygons: list[MaskPolygonRecord] = []


class FormerNameRecord(Record):
    """A name that a template has or had."""

    key: int
    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")


class LayerRecord(Record):
    """A layer of a run."""

    key: int
    name: str
    style: Look


class JudgementRecord(Record):
    """What the user says of a match."""

    decision: Literal["", "accepted", "rejected"] = ""
    comment: str = ""
    footprint: tuple[Point, Point, Point, Point] | None = None


class HandMatchRecord(Record):
    """A match that was made by hand; `judgements` count it after those that were found."""

    template: TemplateRecord
    rank: int = Field(ge=1)
    footprint: tuple[Point, Point, Point, Point]


class ConditionRecord(Record):
    """A condition on a column of the table."""

    column: Literal["rank", "confidence", "inliers", "score", "rotation_deg", "scale"]
    sign: Literal["<", "<=", "≤", ">", ">=", "≥", "="]
    number: float


class FilterRecord(Record):
    """Which matches are shown."""

    min_score: float | None = None
    min_confidence: float | None = None
    template: str = ""
    words: list[str] = []
    conditions: list[ConditionRecord] = []
    text: str = ""
    decisions: list[Literal["", "accepted", "rejected"]] | None = None


class AnswerRecord(Record):
    """Whether a template is in the scene."""

    verdict: Literal["found", "uncertain", "absent"] | None = None
    confidence: float | None = None
    inliers: int | None = None
    presence: float | None = None
    places: int = 0


class InputsRecord(Record):
    """What a run was made with."""

    options: Look
    templates: list[tuple[int, float | None, float | None]]
    scope: str
    bands: tuple[int, int, int] | None = None
    stretch: StretchRecord | None = None
    georeference: GeoreferenceRecord | None = None
    masks: list[tuple[int, list[MaskPolygonRecord]]] = []


class RunRecord(Record):
    """What a run found; its matches and score maps are in a file of their own."""

    uid: Uid = Field(pattern=r"^[0-9a-f]{32}$")
    number: int
    scene: int
    file: str
    made_with: InputsRecord
    templates: list[TemplateRecord]
    config: Look
    run: dict[str, Any]
    answers: dict[str, AnswerRecord]
    failures: list[tuple[str, str]] = []
    warnings: list[str] = []
    damaged: list[tuple[int, int, int, int]] = []
    area: list[AreaPartRecord] | None = None
    areas: dict[str, list[AreaPartRecord]] = {}
    judgements: dict[int, JudgementRecord] = {}
    added: list[HandMatchRecord] = []
    filter: FilterRecord = FilterRecord()
    heatmap: LayerRecord | None = None
    matches: LayerRecord | None = None


class ScopeRecord(Record):
    """Where the next match searches."""

    kind: Literal["scene", "view", "area"] = "scene"
    area: int | None = None


class ProjectRecord(Record):
    """The whole file."""

    format: Literal["neurocorrelator project"]
    version: int
    program: str
    saved: str
    files: dict[str, FileRecord]
    pictures: dict[str, PictureRecord]
    scenes: list[SceneRecord]
    areas: list[AreaRecord]
    runs: list[RunRecord]
    order: list[int]
    templates: list[EntryRecord]
    former_names: dict[str, FormerNameRecord]
    active: int | None = None
    current: str = ""
    options: Look
    scope: ScopeRecord = ScopeRecord()
    keeps_results: bool = False
    view: tuple[float, float, float, float] | None = None
    original: str | None = None
    """Of a file for recovery: the project that it is a later state of."""


def _with_hand_work(said: dict[str, Any]) -> dict[str, Any]:
    """Version 2 has matches that were made by hand and polygons of masks; version 1 had none."""
    return {**said, "version": 2}


def _with_whole_filters(said: dict[str, Any]) -> dict[str, Any]:
    """Version 3 has words, conditions and decisions of filters; version 2 did not keep them."""
    return {**said, "version": 3}


_MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _with_hand_work,
    2: _with_whole_filters,
}
"""By version: makes the next one of it."""


def parse(data: bytes, path: Path) -> ProjectRecord:
    """Check what was read; older versions are brought up to date.

    Args:
        data: the content of the file.
        path: to be named in errors.

    Raises:
        ProjectFileError: not a project, damaged, edited into nonsense, or of a newer version.
    """
    try:
        said = json.loads(data)
    except ValueError as error:  # a decoding error is one too
        problem: Problem = "damaged" if FORMAT.encode() in data[:200] else "not_project"
        raise ProjectFileError(problem, path, _json_place(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ProjectFileError("not_project", path)
    version = said.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ProjectFileError("damaged", path, "version")
    if version > VERSION:
        program = said.get("program")
        raise ProjectFileError("newer", path, program if isinstance(program, str) else "")
    if version < VERSION:
        try:
            while version < VERSION:
                said = _MIGRATIONS[version](said)
                version += 1
        except (KeyError, TypeError, AttributeError) as error:
            raise ProjectFileError("damaged", path, str(error)[:120]) from error
        data = json.dumps(said).encode()
    try:
        return ProjectRecord.model_validate_json(data)
    except ValidationError as error:
        raise ProjectFileError("damaged", path, place_of(error)) from error


def _json_place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}: {error.msg}"
    return "not UTF-8"


def place_of(error: ValidationError) -> str:
    """Where the first mistake is, and what it is, in a line."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "JSON"
    return f"{where}: {first['msg']}"
