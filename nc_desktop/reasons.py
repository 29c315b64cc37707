"""What the library says of files, settings and places, in the user's language.

The library and its command line speak English only. The window says why something failed and what
helps in the language of the rest: the library's sentences are listed (`library_sentences`,
`setting_sentences`), are found in a text by their words, and are replaced there. What they name
(files, numbers, in brackets what GDAL says seldom) stays as it is, and so does a sentence that is
not listed.

Tests look for each of them in the library, and for each error of the library among them, so that
neither a new sentence nor one that is worded anew is forgotten.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from PySide6.QtCore import QCoreApplication

from nc_desktop.library_sentences import FOREIGN_SENTENCES, LIBRARY_SENTENCES
from nc_desktop.setting_sentences import PYDANTIC_SENTENCES, SETTING_SENTENCES
from nc_desktop.training_sentences import TRAINING_SENTENCES

_CONTEXT = "Reasons"
_FIELD = re.compile(r"\{(\w+)\}")

REASONS: tuple[str, ...] = tuple(
    map(str, (*LIBRARY_SENTENCES, *SETTING_SENTENCES, *TRAINING_SENTENCES))
)
"""What the library says."""
_ALL = (*REASONS, *map(str, (*FOREIGN_SENTENCES, *PYDANTIC_SENTENCES)))


def in_users_language(text: str) -> str:
    """A text with the library's sentences in the language of the program."""
    for sentence, pattern in _patterns():
        if pattern.search(text):
            said = QCoreApplication.translate(_CONTEXT, sentence)
            text = pattern.sub(partial(_filled, said), text)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The longest first: some are a part of others."""
    return tuple((each, _pattern(each)) for each in sorted(_ALL, key=len, reverse=True))


def _pattern(sentence: str) -> re.Pattern[str]:
    """Finds a sentence.

    Of a field at its beginning it takes the last word, and of one at its end nothing: the rest
    stays in the text, in its place.
    """
    parts = _FIELD.split(sentence)
    literals, fields = parts[::2], parts[1::2]
    pattern = re.escape(literals[0])
    for field, literal in zip(fields, literals[1:], strict=True):
        any_text = r"\S+" if not pattern else ".*?"
        pattern += f"(?P<{field}>{any_text}){re.escape(literal)}"
    return re.compile(pattern)


def _filled(said: str, found: re.Match[str]) -> str:
    """A translated sentence with what was named in the one that was found."""
    return _FIELD.sub(lambda field: found.groupdict()[field[1]], said)
