"""What a report says, in one language, and how numbers are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import neurocorrelator as nc

NO_BREAK = "\u00a0"
_MINUS = "\u2212"


@dataclass(frozen=True, eq=False)
class ReportWords:
    """All words of a report, gathered before its job runs: the language may change meanwhile.

    Attributes:
        language: its code, for the document.
        decimal_point: between whole numbers and decimals.
        texts: by key; some have places for values in braces.
        answers: what is said of each template, by its name and whether of its first place.
        counts: sentences with numbers that have plurals, by key.
        notes: what the run says of itself, a line each.
        failures: templates that could not be searched, and why.
    """

    language: str
    decimal_point: str
    texts: Mapping[str, str]
    answers: Mapping[tuple[str, bool], str]
    counts: Mapping[str, str]
    notes: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, key: str) -> str:
        """A text of the report."""
        return self.texts[key]

    def number(self, value: float, digits: int) -> str:
        """Without a separator of thousands: many numbers are copied from a report."""
        text = f"{value:.{digits}f}"
        if float(text) == 0:
            text = text.lstrip("-")
        return text.replace(".", self.decimal_point).replace("-", _MINUS)

    def coordinate(self, value: float, digits: int) -> str:
        """With a plain minus sign, as every program reads it when it is pasted."""
        return f"{value:.{digits}f}".replace(".", self.decimal_point)

    def with_unit(self, value: float, digits: int, unit: str) -> str:
        """A number and its unit, which stay on one line; `unit` is a key of the texts."""
        return f"{self.number(value, digits)}{NO_BREAK}{self[unit]}"

    def degrees(self, value: float) -> str:
        """An angle of 0 to 360."""
        return f"{self.number(round(value, 1) % 360, 1)}°"

    def length(self, metres: float, digits: int = 1) -> str:
        """In the unit that suits it."""
        if metres >= 1000:
            return self.with_unit(metres / 1000, max(digits, 2) if metres < 1e5 else 0, "km")
        return self.with_unit(metres, digits, "m")

    def round_length(self, metres: float) -> str:
        """A length of one significant digit, such as that of a scale bar."""
        value, unit = (metres / 1000, "km") if metres >= 1000 else (metres, "m")
        if metres < 1:
            value, unit = metres * 100, "cm"
        return f"{value:g}".replace(".", self.decimal_point) + NO_BREAK + self[unit]

    def percent(self, confidence: float) -> str:
        """`97 %`; `<1 %` and `>99 %` where rounding would claim certainty."""
        if 0.0 < confidence < 0.01:
            return f"<1{NO_BREAK}%"
        if 0.99 < confidence < 1.0:
            return f">99{NO_BREAK}%"
        return f"{round(100 * confidence)}{NO_BREAK}%"

    def latlon(self, lon: float, lat: float) -> str:
        """Latitude, then longitude, decimal degrees with signs."""
        apart = "; " if self.decimal_point == "," else ", "
        return f"{self.coordinate(lat, 6)}{apart}{self.coordinate(lon, 6)}"

    def dms(self, lon: float, lat: float) -> str:
        """Degrees, minutes and seconds with the letters of the language."""
        parts = []
        for part in nc.dms(lon, lat).split():
            letter = self[{"N": "north", "S": "south", "E": "east", "W": "west"}[part[-1]]]
            marks = part[:-1].replace("'", "′").replace('"', "″").replace(".", self.decimal_point)
            parts.append(f"{marks}{NO_BREAK}{letter}")
        return ", ".join(parts)

    def size(self, count: int) -> str:
        """Of a file."""
        if count >= 1 << 30:
            return self.with_unit(count / (1 << 30), 1, "gib")
        if count >= 1 << 20:
            return self.with_unit(count / (1 << 20), 1, "mib")
        return self.with_unit(count / (1 << 10), 0, "kib")

    def meaning(self, confidence: float | None) -> str:
        """What a confidence tells, in a plain sentence."""
        if confidence is None:
            return self["meaning_none"]
        key = "meaning"
        number = str(round(100 * confidence))
        if confidence < 0.01:
            key = "meaning_low"
        elif confidence > 0.99:
            key = "meaning_high"
        return self[key].format(number=number)
