"""Which documents there are, in which languages, and what they contain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc

PAGES = ("window", "method", "offline")
"""Names of the documents, without language and suffix."""

_HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$")
_MARKUP = re.compile(r"[*`]|\[([^\]]*)\]\([^)]*\)")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document.

    Attributes:
        level: 1 for the title.
        text: without markup.
        anchor: as web sites of repositories make it from the text.
    """

    level: int
    text: str
    anchor: str


def page_file(name: str, language: str) -> Path:
    """The file of a document in a language, or in English where there is none in it."""
    translated = nc.document_path(f"{name}.{language}.md")
    return translated if translated.is_file() else nc.document_path(f"{name}.md")


def is_page(path: Path) -> bool:
    """Whether a file is one of the documents, in whatever language."""
    return path.name.split(".")[0] in PAGES and path.suffix == ".md"


def headings_of(markdown: str) -> tuple[Heading, ...]:
    """The headings of a document down to the third level, in order."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading is None:
            continue
        text = _MARKUP.sub(lambda mark: mark[1] or "", heading[2])
        anchor = _NOT_IN_ANCHORS.sub("", text.lower()).replace(" ", "-")
        again = taken.get(anchor, 0)
        taken[anchor] = again + 1
        found.append(Heading(len(heading[1]), text, f"{anchor}-{again}" if again else anchor))
    return tuple(found)
