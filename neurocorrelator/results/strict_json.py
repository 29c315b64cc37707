"""JSON that every reader takes: no NaN, no Infinity, no types of NumPy or pandas."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np


def dumps(value: object, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Text of a value; what is not a number or unknown (NaN, pandas.NA) becomes null.

    Args:
        value: mappings, sequences, numbers, texts, paths.
        ascii_only: escape all other letters, for consoles of any encoding.
        indent: spaces a level; None for a single line.
    """
    return json.dumps(
        _plain(value), ensure_ascii=ascii_only, indent=indent, allow_nan=False, sort_keys=False
    )


def put(value: object, place: Path, *, indent: int | None = None) -> None:
    """Write a value as UTF-8 to a place that is already safe, see `atomic_files`."""
    # A name that is not Unicode becomes \udcXX, which JSON takes as an escape.
    text = dumps(value, indent=indent) + "\n"
    place.write_bytes(text.encode("utf-8", errors="backslashreplace"))


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    # pandas.NA, without loading pandas for it
    return None if type(value).__name__ == "NAType" else str(value)
