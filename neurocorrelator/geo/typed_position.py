"""A position as people type and paste it, in pixels of the scene; and degrees as they read them.

What is understood (letters in any case, English or Russian, decimal points or commas):

    44.9703, -93.2348              latitude, longitude: the order of web maps
    44,9703; -93,2348
    44°58'12.3"N 93°14'05"W        also 44 58 12.3 N, N44 58.2 W93 14.1, 93°14'W 44°58'N
    55°45'20" с.ш. 37°37'03" в.д.   also С Ю В З
    lon -93.2348 lat 44.9703       also долгота, широта
    475123.4 4980012               x and y of the scene's CRS, where they cannot be degrees
    x=475123.4 y=4980012           the same, whatever the numbers; also 475123 E 4980012 N
    px 100 200                     column and row; in a scene without a CRS also 100 200

Latitude and longitude are WGS 84.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from neurocorrelator.errors import ConfigurationError, RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.polygons import full_turn

_LARGEST = 1e12  # of numbers; no CRS has larger ones
_BACK_DEG = 1e-7  # about a centimetre: a place that comes back elsewhere is beyond the CRS


class _Kind(Enum):
    NUMBER = "number"
    DEGREES = "degrees"
    MINUTES = "minutes"
    SECONDS = "seconds"
    BREAK = "break"
    METRES = "metres"
    NORTH = "north"
    SOUTH = "south"
    EAST = "east"
    WEST = "west"
    LAT = "lat"
    LON = "lon"
    X = "x"
    Y = "y"
    PIXELS = "pixels"
    COL = "col"
    ROW = "row"


_LATITUDES = {_Kind.NORTH, _Kind.SOUTH, _Kind.LAT}
_LONGITUDES = {_Kind.EAST, _Kind.WEST, _Kind.LON}
_NEGATIVE = {_Kind.SOUTH, _Kind.WEST}
_LETTERS = {_Kind.NORTH, _Kind.SOUTH, _Kind.EAST, _Kind.WEST}
_LABELS = {_Kind.X, _Kind.Y, _Kind.COL, _Kind.ROW}

_END = r"(?![a-zа-яё])"  # of a word
_IS = r"\s*[=:]?"
_WORDS = (
    (_Kind.NUMBER, r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    (_Kind.DEGREES, rf"°|(?:degrees|degree|deg|d|градус(?:а|ов)?|град|гр){_END}\.?"),
    (_Kind.SECONDS, rf"\"|(?:sec|сек){_END}\.?"),
    (_Kind.MINUTES, rf"'|(?:min|мин){_END}\.?"),
    (_Kind.BREAK, r";"),
    (_Kind.LAT, rf"(?:latitude|lat|широта|шир){_END}\.?{_IS}"),
    (_Kind.LON, rf"(?:longitude|long|lon|lng|долгота|долг){_END}\.?{_IS}"),
    (_Kind.PIXELS, rf"(?:pixels|pixel|px|пиксель|пиксели|пикселей|пикс){_END}\.?{_IS}"),
    (_Kind.COL, rf"(?:column|col|столбец){_END}\.?{_IS}"),
    (_Kind.ROW, rf"(?:row|line|строка){_END}{_IS}"),
    (_Kind.NORTH, rf"(?:north|n|с\.?\s*ш|с){_END}\.?"),
    (_Kind.SOUTH, rf"(?:south|s|ю\.?\s*ш|ю){_END}\.?"),
    (_Kind.EAST, rf"(?:east|e|в\.?\s*д|в){_END}\.?"),
    (_Kind.WEST, rf"(?:west|w|з\.?\s*д|з){_END}\.?"),
    (_Kind.X, rf"[xх]{_END}{_IS}"),  # Latin and Cyrillic look the same
    (_Kind.Y, rf"[yу]{_END}{_IS}"),
    (_Kind.METRES, rf"[mм](?=[en]?{_END})"),
)
_WORD = re.compile("|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in _WORDS))
_PIXELS = re.compile(dict(_WORDS)[_Kind.PIXELS])
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013\u2014\u2010\u2011", "-"),
        **dict.fromkeys("\u00ba\u02da\u2070", "°"),
        **dict.fromkeys("\u2032\u2019\u2018\u00b4`\u02b9", "'"),
        **dict.fromkeys("\u2033\u201d\u201c\u02ba", '"'),
        **dict.fromkeys("\u00a0\u202f\u2009\t\n\r", " "),
        **dict.fromkeys("|/", ";"),
    }
)


@dataclass(frozen=True, slots=True)
class _Word:
    kind: _Kind
    text: str = ""

    @property
    def value(self) -> float:
        return float(self.text)


@dataclass(frozen=True, slots=True)
class _Angle:
    """One of the two values of a position.

    Attributes:
        value: in degrees, or the bare number.
        axis: what it was marked as; None if it was not.
        bare: a number without any mark of degrees.
    """

    value: float
    axis: _Kind | None
    bare: bool


class _NotUnderstoodError(Exception):
    """Holds why, for the message."""


def parse_position(
    text: str, georeference: Georeference, size: tuple[int, int]
) -> tuple[float, float]:
    """Where in a scene a typed or pasted position is; see the top of this module for the forms.

    Args:
        text: one position.
        georeference: the scene's.
        size: its width and height in pixels; longitudes are taken on its side of the Earth.

    Returns:
        (col, row) in corner coordinates; may lie beside the scene.

    Raises:
        ConfigurationError: it means nothing, means two things, is no place on the Earth, needs a
            CRS that the scene does not have, or lies outside of what its CRS can express.
    """
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    try:
        return _placed(_words(text), georeference, size)
    except _NotUnderstoodError as error:
        reason = f": {error}" if str(error) else ""
        raise ConfigurationError(
            f"no position {shown!r}{reason}; type {_examples(georeference)}"
        ) from error


def dms(lon: float, lat: float) -> str:
    """Degrees, minutes and seconds, latitude first: `44°58'12.34"N 93°14'05.10"W`.

    Two decimals of a second are about 30 cm.

    Args:
        lon: degrees; any turn of the Earth.
        lat: degrees.
    """
    lon = lon if abs(lon) <= 180 else (lon + 180) % 360 - 180
    return f"{_sexagesimal(lat, 'NS')} {_sexagesimal(lon, 'EW')}"


def _sexagesimal(degrees: float, letters: str) -> str:
    hundredths = round(abs(degrees) * 360_000)
    seconds, hundredths_left = divmod(hundredths, 100)
    minutes, seconds_left = divmod(seconds, 60)
    whole, minutes_left = divmod(minutes, 60)
    letter = letters[degrees < 0 and hundredths > 0]
    return f"{whole}°{minutes_left:02}'{seconds_left:02}.{hundredths_left:02}\"{letter}"


def _examples(georeference: Georeference) -> str:
    if georeference.crs is None:
        return "px 100 200 (column and row): the scene has no CRS"
    return (
        "44.97, -93.23 (latitude, longitude), 44°58'12\"N 93°14'05\"W,"
        f" x=… y=… ({georeference.crs_name}) or px 100 200"
    )


def _words(text: str) -> list[_Word]:
    clean = text.translate(_SAME).lower().replace("''", '"').strip().removeprefix("geo:")
    clean = clean.lstrip(" ([{").rstrip(" )]}.,;")
    clean = re.sub(r"([+-])\s+(?=[\d.])", r"\1", _points(clean))
    words, at = [], 0
    while at < len(clean):
        if clean[at].isspace():
            at += 1
            continue
        found = _WORD.match(clean, at)
        if found is None or found.lastgroup is None:
            raise _NotUnderstoodError
        words.append(_Word(_Kind(found.lastgroup), found.group()))
        if words[-1].kind is _Kind.NUMBER and abs(words[-1].value) > _LARGEST:
            raise _NotUnderstoodError("the numbers are too large")
        at = found.end()
    return words


def _points(text: str) -> str:
    """The text with points for decimal commas, and semicolons for commas that separate."""
    commas = [found.start() for found in re.finditer(",", text)]
    if not commas:
        return text
    inside = [at for at in commas if re.match(r"\d,\d", text[at - 1 : at + 2])]
    apart = [at for at in commas if at not in inside]
    if ";" not in text and not apart:
        decimal_points = re.search(r"\d\.\d", text) is not None
        one_word = re.fullmatch(r"[+-]?\d+,\d+", _PIXELS.sub("", text).strip()) is not None
        if len(inside) == 1 and (decimal_points or one_word):
            apart = inside
        elif len(inside) == 3:
            apart = inside[1:2]
    elif ";" in text and apart:
        raise _NotUnderstoodError("separated by both ; and a comma")
    decimals = set(inside) - set(apart)
    if decimals and re.search(r"\d\.\d", text):
        raise _NotUnderstoodError("decimals with both a point and a comma")
    signs = {**dict.fromkeys(decimals, "."), **dict.fromkeys(apart, ";")}
    return "".join(signs.get(at, sign) for at, sign in enumerate(text))


def _placed(
    words: list[_Word], georeference: Georeference, size: tuple[int, int]
) -> tuple[float, float]:
    kinds = {word.kind for word in words}
    if kinds & {_Kind.PIXELS, _Kind.COL, _Kind.ROW}:
        return _labelled([w for w in words if w.kind is not _Kind.PIXELS], _Kind.COL, _Kind.ROW)
    if kinds & {_Kind.X, _Kind.Y}:
        return _from_xy(*_labelled(words, _Kind.X, _Kind.Y), georeference, size)
    metres = _Kind.METRES in kinds
    first, second = (_angle(group) for group in _groups(words))
    lat, lon, marked = _in_order(first, second)
    bare = first.bare and second.bare
    if georeference.crs is None:
        if bare and not marked and not metres:
            return first.value, second.value
        raise _NotUnderstoodError("needs a CRS")
    if bare and georeference.crs.is_projected:
        if not marked and (metres or not _fits_degrees(lat, lon)):
            return _from_xy(first.value, second.value, georeference, size)
        negative = any(angle.axis in _NEGATIVE for angle in (first, second))
        if marked and not negative and (metres or abs(lon) > 360):  # easting and northing
            return _from_xy(lon, lat, georeference, size)
    if metres:
        raise _NotUnderstoodError(f"the scene's CRS {georeference.crs_name} has no metres")
    if not (abs(lat) <= 90 and abs(lon) <= 360):
        wrong = f"latitude {lat:g}" if abs(lat) > 90 else f"longitude {lon:g}"
        order = "" if marked else ", and latitude comes first"
        raise _NotUnderstoodError(f"there is no {wrong}{order}")
    return _from_lonlat(lon, lat, georeference)


def _fits_degrees(lat: float, lon: float) -> bool:
    return abs(lat) <= 90 and abs(lon) <= 180


def _labelled(words: list[_Word], first: _Kind, second: _Kind) -> tuple[float, float]:
    """Two numbers after labels, in either order; or without them, or with but one."""
    words = [word for word in words if word.kind not in (_Kind.BREAK, _Kind.METRES)]
    labels = [word.kind for word in words if word.kind is not _Kind.NUMBER]
    numbers = [word.value for word in words if word.kind is _Kind.NUMBER]
    if len(numbers) != 2:
        raise _NotUnderstoodError(f"two numbers belong there, not {len(numbers)}")
    shape = [word.kind is _Kind.NUMBER for word in words]
    if not labels or (labels == [first, second] and shape == [False, True, False, True]):
        return numbers[0], numbers[1]
    if labels == [second, first] and shape == [False, True, False, True]:
        return numbers[1], numbers[0]
    raise _NotUnderstoodError


def _groups(words: list[_Word]) -> tuple[list[_Word], list[_Word]]:
    """The words of the first and of the second value."""
    words = [word for word in words if word.kind is not _Kind.METRES]
    breaks = _places_of(words, {_Kind.BREAK})
    axes = _places_of(words, _LATITUDES | _LONGITUDES)
    degrees = _places_of(words, {_Kind.DEGREES})
    numbers = _places_of(words, {_Kind.NUMBER})
    if len(numbers) < 2:
        raise _NotUnderstoodError("it has one value, not two" if numbers else "")
    if len(breaks) == 1:
        return words[: breaks[0]], words[breaks[0] + 1 :]
    if breaks:
        raise _NotUnderstoodError("it has more than two values")
    if len(axes) == 2:
        at = axes[1] if axes[0] == 0 else axes[0] + 1
    elif axes and not degrees:
        raise _NotUnderstoodError("it has one letter; separate the values by a semicolon")
    elif len(degrees) == 2:
        at = degrees[1] - 1
    elif len(numbers) == len(words) and len(numbers) in (2, 4, 6):
        at = len(numbers) // 2
    elif len(numbers) == len(words):
        raise _NotUnderstoodError(f"two values belong there, not {len(numbers)}")
    else:
        raise _NotUnderstoodError
    return words[:at], words[at:]


def _places_of(words: list[_Word], kinds: set[_Kind]) -> list[int]:
    return [place for place, word in enumerate(words) if word.kind in kinds]


def _angle(words: list[_Word]) -> _Angle:
    """Degrees, or degrees and minutes, or all three; with at most one mark of the axis."""
    axes = [word.kind for word in words if word.kind in _LATITUDES | _LONGITUDES]
    if len(axes) > 1 or (axes and axes[0] not in (words[0].kind, words[-1].kind)):
        raise _NotUnderstoodError
    axis = axes[0] if axes else None
    words = [word for word in words if word.kind not in _LATITUDES | _LONGITUDES]
    parts: list[_Word] = []
    marks = (_Kind.DEGREES, _Kind.MINUTES, _Kind.SECONDS)
    marked = -1  # the part that the last mark belongs to
    for word in words:
        if word.kind is _Kind.NUMBER and len(parts) < 3:
            parts.append(word)
        elif parts and len(parts) - 1 > marked and word.kind is marks[len(parts) - 1]:
            marked = len(parts) - 1
        else:
            raise _NotUnderstoodError
    if not parts:
        raise _NotUnderstoodError("it has one value, not two")
    for part, limit in zip(parts[1:], (60, 60.0000001), strict=False):  # 60" comes of rounding
        if part.text[0] in "+-" or part.value >= limit:
            raise _NotUnderstoodError(f"{part.text} is no part of a degree")
    if any("." in part.text for part in parts[:-1]):
        raise _NotUnderstoodError("only the last of degrees, minutes and seconds has decimals")
    size = sum(abs(part.value) / 60**power for power, part in enumerate(parts))
    minus = parts[0].text.startswith("-")
    if minus and axis in _LETTERS:
        raise _NotUnderstoodError("a minus and a letter contradict each other")
    negative = minus or axis in _NEGATIVE
    return _Angle(-size if negative else size, axis, len(parts) == 1 and marked < 0)


def _in_order(first: _Angle, second: _Angle) -> tuple[float, float, bool]:
    """Latitude, longitude, and whether the text says which is which."""
    swapped = first.axis in _LONGITUDES or second.axis in _LATITUDES
    lat, lon = (second, first) if swapped else (first, second)
    if lat.axis in _LONGITUDES or lon.axis in _LATITUDES:
        both = "latitudes" if lon.axis in _LATITUDES else "longitudes"
        raise _NotUnderstoodError(f"it has two {both}")
    return lat.value, lon.value, first.axis is not None or second.axis is not None


def _from_xy(
    x: float, y: float, georeference: Georeference, size: tuple[int, int]
) -> tuple[float, float]:
    """Coordinates of the scene's CRS; without one those of its world file."""
    turn = full_turn(georeference.crs)
    if turn is not None:
        middle = float(georeference.xy(size[0] / 2, size[1] / 2)[0])
        if abs(x) <= turn:
            x += turn * round((middle - x) / turn)
    col, row = (float(v) for v in georeference.colrow(x, y))
    if georeference.crs is not None:
        try:
            _, lat = georeference.lonlat(col, row)
        except RasterError as error:
            raise _outside(georeference) from error
        if not abs(float(lat)) <= 90:  # PROJ leaves degrees as they are
            raise _outside(georeference)
    return col, row


def _from_lonlat(lon: float, lat: float, georeference: Georeference) -> tuple[float, float]:
    try:
        col, row = (float(v) for v in georeference.colrow_from_lonlat(lon, lat))
        back_lon, back_lat = (float(v) for v in georeference.lonlat(col, row))
    except RasterError as error:
        raise _outside(georeference) from error
    turned = abs((back_lon - lon + 180) % 360 - 180) if abs(lat) < 90 else 0.0
    if turned > _BACK_DEG or abs(back_lat - lat) > _BACK_DEG:
        raise _outside(georeference)
    return col, row


def _outside(georeference: Georeference) -> ConfigurationError:
    return ConfigurationError(
        f"the position lies outside of what {georeference.crs_name} can express; check the numbers"
    )
