"""What was found in one of many scenes, without pixels and maps, and its form as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from affine import Affine
from pyproj import CRS

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.verdict import Answer


@dataclass(frozen=True, eq=False)
class SceneRecord:
    """What is kept of the search of one scene.

    Attributes:
        path: the scene as it was named.
        width: columns.
        height: rows.
        bands: numbers of those shown as red, green and blue.
        dtype: type of the pixel values.
        georeference: transform and CRS.
        templates: names of those that were looked for.
        matches: as the scene alone has them, by template, best first.
        answers: by template, whether it is in this scene.
        failures: template and reason, of those that could not be matched here.
        warnings: what the user should know.
        damaged: blocks of the file that could not be read.
        run: how it was made: versions, device, hash of the weights, timings in seconds.
        folder: name of the folder in `scenes` that holds its heatmap and pictures.
        files: what lies there, with `/` between folders.
    """

    path: Path
    width: int
    height: int
    bands: tuple[int, int, int]
    dtype: str
    georeference: Georeference
    templates: tuple[str, ...]
    matches: tuple[Match, ...]
    answers: Mapping[str, Answer]
    failures: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    damaged: int = 0
    run: Mapping[str, Any] = field(default_factory=dict)
    folder: str = ""
    files: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, result: MatchResult, path: Path, folder: str, files: tuple[str, ...]
    ) -> SceneRecord:
        """Of a result whose files are written."""
        scene = result.scene
        return cls(
            path=path,
            width=scene.width,
            height=scene.height,
            bands=scene.bands,
            dtype=scene.dtype,
            georeference=scene.georeference,
            templates=tuple(template.name for template in result.templates),
            matches=result.matches,
            answers=result.answers,
            failures=tuple((own.template, str(own.error)) for own in result.failures),
            warnings=result.warnings,
            damaged=len(result.damaged),
            run=result.run,
            folder=folder,
            files=files,
        )

    def as_json(self) -> dict[str, object]:
        """Plain values, from which `from_json` makes the same record."""
        crs = self.georeference.crs
        return {
            "width": self.width,
            "height": self.height,
            "bands": self.bands,
            "dtype": self.dtype,
            "transform": tuple(self.georeference.transform)[:6],
            "crs": None if crs is None else crs.to_wkt(),
            "templates": self.templates,
            "matches": [asdict(match) for match in self.matches],
            "answers": {name: asdict(answer) for name, answer in self.answers.items()},
            "failures": self.failures,
            "warnings": self.warnings,
            "damaged": self.damaged,
            "run": self.run,
            "files": self.files,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any], path: Path, folder: str) -> SceneRecord:
        """The record of plain values.

        Raises:
            KeyError, TypeError, ValueError: they are not those of a record.
        """
        crs = values["crs"]
        first, second, third = values["bands"]
        return cls(
            path=path,
            width=int(values["width"]),
            height=int(values["height"]),
            bands=(first, second, third),
            dtype=values["dtype"],
            georeference=Georeference(
                Affine(*values["transform"]), None if crs is None else CRS.from_wkt(crs)
            ),
            templates=tuple(values["templates"]),
            matches=tuple(_match(own) for own in values["matches"]),
            answers={name: Answer(**own) for name, own in values["answers"].items()},
            failures=tuple((name, reason) for name, reason in values["failures"]),
            warnings=tuple(values["warnings"]),
            damaged=int(values["damaged"]),
            run=values["run"],
            folder=folder,
            files=tuple(values["files"]),
        )


@dataclass(frozen=True, eq=False)
class SceneOutcome:
    """How one of many scenes went.

    Attributes:
        path: the scene as it was named.
        record: what was found; None where it was skipped.
        reason: why it was skipped, or why it was searched again although it was finished before.
        elsewhere: it was skipped because it lies beside what is to be searched: no error.
        earlier: the record is from an earlier run, and nothing was computed.
    """

    path: Path
    record: SceneRecord | None = None
    reason: str = ""
    elsewhere: bool = False
    earlier: bool = False

    @property
    def failed(self) -> bool:
        """Whether it was skipped for something that is wrong."""
        return self.record is None and not self.elsewhere


def _match(values: Mapping[str, Any]) -> Match:
    footprint = tuple((col, row) for col, row in values["footprint"])
    col, row = values["centre"]
    return Match(**{**values, "footprint": footprint, "centre": (col, row)})
