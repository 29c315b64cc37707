"""A match that the user made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import neurocorrelator as nc


@dataclass(frozen=True, eq=False)
class HandMade:
    """A match that no search found, and what it is a match of.

    Attributes:
        match: with `origin` `hand`.
        template: the picture; the run may not have looked for it.
    """

    match: nc.Match
    template: nc.Template


def next_rank(template: str, matches: Iterable[nc.Match]) -> int:
    """The number after those that a template's matches have."""
    return 1 + max((match.rank for match in matches if match.template == template), default=0)


def ranked_after(found: Sequence[nc.Match], added: Iterable[HandMade]) -> tuple[HandMade, ...]:
    """Matches made by hand with the numbers that follow those of other matches."""
    listed, ranked = list(found), []
    for own in added:
        match = replace(own.match, rank=next_rank(own.match.template, listed))
        listed.append(match)
        ranked.append(HandMade(match, own.template))
    return tuple(ranked)
