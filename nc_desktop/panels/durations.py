"""Durations as a person reads them."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """`0:42`, `12:05`, `1:02:03`: the same in all languages."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
