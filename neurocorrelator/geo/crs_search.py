"""Finding a CRS by words or code, as people know it, in PROJ's database."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pyproj.database import query_crs_info
from pyproj.enums import PJType

CrsKind = Literal["projected", "geographic"]

_AUTHORITIES = ("EPSG", "ESRI", "IGNF", "OGC")  # of the Earth; the others are of other planets
_FIRST = ("EPSG:4326", "EPSG:3857")  # asked for most
_MORE_NAMES = {"EPSG:3857": "web mercator google", "EPSG:4326": "gps"}
_LATIN_NAMES = {  # how Russian users call what PROJ lists in English
    "ск42": "pulkovo 1942",
    "ск63": "pulkovo 1942 cs63",
    "ск95": "pulkovo 1995",
    "гск2011": "gsk 2011",
    "пз90": "pz 90",
    "пулково": "pulkovo",
    "гаусса": "gauss",
    "гаусс": "gauss",
    "крюгера": "kruger",
    "крюгер": "kruger",
    "зона": "zone",
    "утм": "utm",
    "меркатор": "mercator",
    "меркатора": "mercator",
    "россия": "russia",
}
_WORD = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_EXACT, _START, _INSIDE, _IN_AREA = 0, 1, 2, 3  # how a word was found, the best first


@dataclass(frozen=True, slots=True)
class CrsChoice:
    """One CRS to choose.

    Attributes:
        code: `EPSG:32615`, which `parse_crs` takes.
        name: PROJ's.
        area: where it is meant for, in words; empty where PROJ does not say.
        kind: `projected` or `geographic`.
    """

    code: str
    name: str
    area: str
    kind: CrsKind


@dataclass(frozen=True, slots=True)
class _Entry:
    choice: CrsChoice
    number: str
    name: str  # its words between spaces: f" {word} " is a whole word of it
    area: str  # likewise
    bounds: tuple[float, float, float, float] | None
    order: tuple[bool, int, bool]  # what is asked for most, the authority, the datum of GPS


def find_crs(
    text: str, *, near: tuple[float, float] | None = None, limit: int = 50
) -> tuple[CrsChoice, ...]:
    """Search PROJ's projected and geographic CRSs, without deprecated ones.

    All words must be found, in the name, the code or the area of use, in any case and order; a
    number must be a whole one (`gauss 7` is zone 7, not 27). Common Russian names are understood
    (СК-42, Пулково, Гаусс-Крюгер, зона).

    Args:
        text: a code (`28407`, `EPSG:28407`) or words; empty for all.
        near: (longitude, latitude) in degrees of a place; what covers it comes first, the smaller
            area before the larger.
        limit: how many at most.

    Returns:
        The best first: the exact code, then those whose names have the very words.
    """
    words = _query_words(text)
    code = text.strip().upper()
    ranked = []
    for entry in _entries():
        if code in (entry.choice.code, entry.number):
            found = -1
        else:
            levels = [_found(word, entry) for word in words]
            if None in levels:
                continue
            found = sum(level for level in levels if level is not None)
        together = sum(f" {a} {b} " in entry.name for a, b in pairwise(words))
        covers = near is not None and _covers(entry.bounds, near)
        area = _square_degrees(entry.bounds) if covers else 0.0
        rank = (found >= 0, near is not None and not covers, found, -together)
        key = (*rank, *entry.order, area, len(entry.name), len(entry.number), entry.number)
        ranked.append((key, entry.choice))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(choice for _, choice in ranked[: max(0, limit)])


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    kinds: dict[PJType, CrsKind] = {
        PJType.PROJECTED_CRS: "projected",
        PJType.GEOGRAPHIC_2D_CRS: "geographic",
    }
    entries = []
    for info in query_crs_info(pj_types=list(kinds)):
        if info.auth_name not in _AUTHORITIES:
            continue
        use = info.area_of_use
        area = "" if use is None else use.name or ""
        kind = kinds.get(info.type, "geographic")
        code = f"{info.auth_name}:{info.code}"
        order = _AUTHORITIES.index(info.auth_name)
        entries.append(
            _Entry(
                CrsChoice(code, info.name, area, kind),
                info.code.upper(),
                _spaced(f"{info.name} {_MORE_NAMES.get(code, '')} {info.auth_name}"),
                _spaced(area),
                None if use is None else (use.west, use.south, use.east, use.north),
                (code not in _FIRST, order, not info.name.startswith("WGS 84")),
            )
        )
    return tuple(entries)


def _found(word: str, entry: _Entry) -> int | None:
    """How well a word of the query fits; None where it is nowhere."""
    if f" {word} " in entry.name:
        return _EXACT
    if word.isdigit():
        # a part of a code while it is typed; of a name only whole numbers count
        return _INSIDE if len(word) >= 3 and entry.number.startswith(word) else None
    if f" {word}" in entry.name:
        return _START
    if word in entry.name:
        return _INSIDE
    return _IN_AREA if f" {word}" in entry.area else None


def _covers(bounds: tuple[float, float, float, float] | None, near: tuple[float, float]) -> bool:
    if bounds is None:
        return False
    west, south, east, north = bounds
    wide = (east - west) % 360 or 360
    return (near[0] - west) % 360 <= wide and south <= near[1] <= north


def _square_degrees(bounds: tuple[float, float, float, float] | None) -> float:
    if bounds is None:
        return 0.0
    west, south, east, north = bounds
    return ((east - west) % 360 or 360) * (north - south)


def _query_words(text: str) -> tuple[str, ...]:
    words: list[str] = []
    plain = _plain(text)
    for name in ("ск", "гск", "пз"):  # СК-42 and СК 42 as one word
        plain = re.sub(rf"\b{name}[\s-]*(\d+)", rf"{name}\1", plain)
    for part in re.findall(r"[^\s,;/()_:-]+", plain):
        words += _name_words(_LATIN_NAMES.get(part, part))
    return tuple(words)


def _spaced(text: str) -> str:
    return f" {' '.join(_name_words(text))} "


def _name_words(text: str) -> tuple[str, ...]:
    """Letters and numbers apart, `zone 15N` as zone, 15, n; numbers without leading zeros."""
    return tuple(
        word.lstrip("0") or "0" if word.isdigit() else word for word in _WORD.findall(_plain(text))
    )


def _plain(text: str) -> str:
    """Lower case without accents: Krüger is found by kruger; й stays what it is."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0306")
    return unicodedata.normalize("NFC", kept)
