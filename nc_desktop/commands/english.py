"""The English words of what the window says in another language: many know the terms from there."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import lru_cache

import neurocorrelator as nc


@lru_cache(maxsize=4)
def english_of(language: str) -> dict[str, str]:
    """Source of each translated text, as both stand in the program, with the marks of keys.

    Args:
        language: a code; English has nothing to be found.

    Returns:
        The text in English by the text in that language. Two sources that are translated alike are
        joined by a space.
    """
    file = nc.resource_path("translations") / f"neurocorrelator_{language}.ts"
    found: dict[str, str] = {}
    if language == "en" or not file.is_file():
        return found
    for message in ET.parse(file).getroot().iterfind("context/message"):  # noqa: S314 - our own
        source, said = message.findtext("source"), message.findtext("translation")
        if source and said and source not in found.get(said, ""):
            found[said] = f"{found[said]} {source}" if said in found else source
    return found
