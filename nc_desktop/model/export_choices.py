"""What an export is made with, as it is remembered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from nc_desktop.model.match_scope import MatchScope

FORMATS = ("csv", "excel", "geojson", "gpkg", "kml", "heatmap", "picture")
PICTURE_SUFFIXES = (".png", ".jpg", ".tif")
SCOPES: tuple[MatchScope, ...] = ("selected", "shown", "all", "accepted")
FACTORS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """Choices of the export dialog.

    Attributes:
        scope: which matches; one of `SCOPES`.
        formats: of `FORMATS`.
        crs: of tables and GeoPackage, as `nc.parse_crs` takes it; empty for the scene's.
        folder: where to.
        name: what the files' names begin with; empty for a proposal.
        picture_suffix: one of `PICTURE_SUFFIXES`.
        factor: how many times the pixels of the screen the picture has; one of `FACTORS`.
    """

    scope: str = "shown"
    formats: tuple[str, ...] = ("csv",)
    crs: str = ""
    folder: str = ""
    name: str = ""
    picture_suffix: str = ".png"
    factor: int = 1

    @classmethod
    def read(cls, text: str) -> ExportChoices:
        """What `write` wrote; what makes no sense counts as not said."""
        try:
            said: Any = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(said, dict):
            return cls()
        plain = cls()
        formats = said.get("formats")
        listed = formats if isinstance(formats, list) else list(plain.formats)
        return cls(
            scope=_one_of(said.get("scope"), SCOPES, plain.scope),
            formats=tuple(each for each in FORMATS if each in listed),
            crs=_text(said.get("crs")),
            folder=_text(said.get("folder")),
            name=_text(said.get("name")),
            picture_suffix=_one_of(
                said.get("picture_suffix"), PICTURE_SUFFIXES, plain.picture_suffix
            ),
            factor=_one_of(said.get("factor"), FACTORS, plain.factor),
        )

    def write(self) -> str:
        """One line of text for the settings."""
        return json.dumps(asdict(self))


def _one_of(value: Any, known: tuple[Any, ...], otherwise: Any) -> Any:
    return value if value in known else otherwise


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
