"""Which matches are handed over: the accepted, the selected, the shown or all of them."""

from __future__ import annotations

from typing import Literal

from nc_desktop.model.findings import Findings

MatchScope = Literal["accepted", "selected", "shown", "all"]
MATCH_SCOPES: tuple[MatchScope, ...] = ("accepted", "selected", "shown", "all")


def matches_in(findings: Findings | None, scope: MatchScope) -> tuple[int, ...]:
    """Positions in the findings' matches, in the result's order.

    Accepted are those that the user accepted, whether the filter shows them or not: a judgement
    weighs more than a slider. Selected matches are shown ones.
    """
    if findings is None:
        return ()
    matches = findings.result.matches
    if scope == "accepted":
        return tuple(i for i, match in enumerate(matches) if match.decision == "accepted")
    if scope == "selected":
        return tuple(sorted(findings.selected))
    if scope == "shown":
        return findings.shown
    return tuple(range(len(matches)))


def scope_counts(findings: Findings | None) -> dict[MatchScope, int]:
    """How many matches each scope has."""
    return {scope: len(matches_in(findings, scope)) for scope in MATCH_SCOPES}


def best_scope(findings: Findings | None, wanted: MatchScope = "accepted") -> MatchScope:
    """The scope that was wanted if it has matches, else the next that has some.

    Who accepted nothing hands over what is shown, not all: the filter is a judgement, too.
    """
    counts = scope_counts(findings)
    order: tuple[MatchScope, ...] = (wanted, "accepted", "shown", "all")
    return next((scope for scope in order if counts[scope]), "shown")
