"""Which matches are shown: those that pass a filter of confidence, score, template and words."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nc_desktop.model.judgement import DECISIONS, Decision
from nc_desktop.model.match_columns import ORIGINS, MatchColumns

_CONDITION = re.compile(
    r"(?P<name>[^\W\d]+)(?P<sign><=|>=|<|>|=|≤|≥)(?P<number>[-+]?[\d.,]+)(?P<percent>%?)"
)
_SPACE_AROUND = re.compile(r"\s*(<=|>=|<|>|=|≤|≥)\s*")
_SPACE_BEFORE_PERCENT = re.compile(r"(?<=\d)\s+%")
_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "≤": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "≥": operator.ge,
    "=": operator.eq,
}
_AS_SHOWN = {"rank": 0, "inliers": 0, "score": 3, "confidence": 0, "rotation_deg": 1, "scale": 3}


@dataclass(frozen=True, slots=True)
class Condition:
    """A column, a sign and a number, such as rank ≤ 3.

    Attributes:
        column: its name in `MatchColumns`.
        sign: one of < <= > >= =.
        number: to compare with, 0-100 for a confidence; equal is what looks equal in the table.
    """

    column: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """What a match must have to be shown. An empty one lets all pass.

    Attributes:
        min_score: the least score; None for no limit. Matches made by hand have none and pass.
        min_confidence: the least confidence, 0-1; None for no limit. The same goes for it.
        decisions: what the user may have decided; None for all.
        template: name of the only template that is shown; empty for all.
        words: parts that the template's name must have, whatever the case.
        conditions: what the numbers must be.
        text: what was typed for words and conditions.
    """

    min_score: float | None = None
    min_confidence: float | None = None
    template: str = ""
    words: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    text: str = ""
    decisions: frozenset[Decision] | None = None

    def passing(self, columns: MatchColumns) -> NDArray[np.bool_]:
        """Which matches pass, [N]."""
        passes = np.ones(len(columns), np.bool_)
        by_hand = columns.numbers["origin"] == ORIGINS.index("hand")
        if self.min_score is not None:
            passes &= (columns.numbers["score"] >= self.min_score) | by_hand
        if self.min_confidence is not None:  # those of a search without one do not pass
            passes &= (columns.numbers["confidence"] >= self.min_confidence) | by_hand
        if self.decisions is not None:
            places = [DECISIONS.index(each) for each in self.decisions]
            passes &= np.isin(columns.numbers["decision"], places)
        if self.template or self.words:
            named = [self._takes(name) for name in columns.names]
            passes &= np.array(named, np.bool_)[columns.template]
        for condition in self.conditions:
            values = columns.numbers[condition.column]
            if condition.column == "confidence":  # as the table shows it
                values = 100 * values
            if condition.sign == "=":
                values = np.round(values, _AS_SHOWN.get(condition.column, 1))
            with np.errstate(invalid="ignore"):
                passes &= _SIGNS[condition.sign](values, condition.number)
        return passes

    def _takes(self, name: str) -> bool:
        folded = name.casefold()
        return (not self.template or name == self.template) and all(
            word in folded for word in self.words
        )


def parse_words(
    text: str, columns: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Condition, ...]]:
    """Words and conditions of a line such as `bay rank<=3`.

    A confidence is typed as the table shows it, `confidence>90` or `confidence>90%`, or as files
    have it, `confidence>0.9`: up to 1 without a percent sign it is a share.

    Args:
        text: what was typed. What is no condition is a part of a template's name.
        columns: names that conditions may begin with, lower case, and the columns they mean.
    """
    words, conditions = [], []
    typed = _SPACE_BEFORE_PERCENT.sub("%", _SPACE_AROUND.sub(r"\1", text.casefold()))
    for word in typed.split():
        found = _CONDITION.fullmatch(word)
        number = _number(found["number"]) if found else None
        column = columns.get(found["name"]) if found else None
        if found is None or column is None or number is None:
            words.append(word)
            continue
        if column == "confidence" and number <= 1 and not found["percent"]:
            number *= 100
        conditions.append(Condition(column, found["sign"], number))
    return tuple(words), tuple(conditions)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
