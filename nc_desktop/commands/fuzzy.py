"""How well what was typed fits a name: beginnings of words first, then parts, then mere letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_BEGINNING, _PART, _LETTERS = 3.0, 2.0, 1.0
# typed with the other keyboard layout switched on
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_LAYOUT = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)


def fit(typed: str, names: Sequence[tuple[str, float]]) -> float:
    """How well a text fits one of several names.

    Each word that was typed must be found in one of the names: as the beginning of a word, as a
    part of it, or as its letters in order (`zin` in *Zoom in*).

    Args:
        typed: what was typed; in the other of the two keyboard layouts it is understood too.
        names: what may be meant, each with its weight.

    Returns:
        0 if it does not fit; more is better.
    """
    wanted = _folded(typed)
    straight = _fit(wanted, names)
    return straight or _fit(_folded(wanted.translate(_OTHER_LAYOUT)), names) * 0.9


def _fit(wanted: str, names: Sequence[tuple[str, float]]) -> float:
    total = 0.0
    words = wanted.split()
    for word in words:
        best = max((_word_fit(word, _folded(name)) * weight for name, weight in names), default=0.0)
        if best == 0.0:
            return 0.0
        total += best
    return total / len(words) if words else 0.0


def _word_fit(word: str, name: str) -> float:
    """Up to 4: 3 and more for a beginning, 2 for a part, 1 and more for letters in order."""
    parts = _WORD.findall(name)
    for place, part in enumerate(parts):
        if part.startswith(word):
            return _BEGINNING + len(word) / len(part) * 0.6 + 0.4 / (place + 1)
    if word in name:
        return _PART
    if len(word) < 2:
        return 0.0
    beginnings = "".join(part[0] for part in parts)
    if word in beginnings:
        return _LETTERS + 0.8
    return _letters_fit(word, name)


def _letters_fit(word: str, name: str) -> float:
    """All letters in order, near each other and from the beginning of a word on."""
    best = 0.0
    for begin in (found.start() for found in _WORD.finditer(name)):
        if name[begin] != word[0]:
            continue
        at = begin
        for letter in word[1:]:
            at = name.find(letter, at + 1)
            if at < 0:
                break
        else:
            length = at - begin + 1
            if length <= 3 * len(word):  # letters that are strewn about are found everywhere
                best = max(best, _LETTERS * len(word) / length)
    return best


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е").replace("&", "")
