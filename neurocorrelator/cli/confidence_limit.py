"""What `--min-confidence` cannot do."""

from __future__ import annotations


def keeping_unknown(matches: int) -> tuple[str, ...]:
    """What to say of so many matches that have no confidence, and are kept; nothing of none."""
    if not matches:
        return ()
    return (
        f"--min-confidence drops nothing of {matches} matches: they have no confidence, because"
        " none is calibrated for such settings; use --min-score",
    )
