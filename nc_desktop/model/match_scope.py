"""Which matches are handed over: the accepted, the selected, the shown or all of them."""

from __future__ import annotations

from typing import Literal

from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import MatchesLayer, SceneLayer
from nc_desktop.model.project import Project

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


def findings_of_scenes(project: Project) -> tuple[Findings, ...]:
    """What is shown of each scene, the current findings first; of a scene with several the top."""
    current, layers = project.findings, project.layers.of_kind(MatchesLayer)
    listed = [] if current is None else [current]
    for scene in project.layers.of_kind(SceneLayer):
        if current is None or scene is not current.scene:
            listed += [each.findings for each in layers if each.findings.scene is scene][:1]
    return tuple(listed)


def scope_counts(*findings: Findings | None) -> dict[MatchScope, int]:
    """How many matches each scope has, in all of these together."""
    return {scope: sum(len(matches_in(each, scope)) for each in findings) for scope in MATCH_SCOPES}


def best_scope(*findings: Findings | None, wanted: MatchScope = "accepted") -> MatchScope:
    """The scope that was wanted if it has matches, else the next that has some.

    Who accepted nothing hands over what is shown, not all: the filter is a judgement, too.
    """
    counts = scope_counts(*findings)
    order: tuple[MatchScope, ...] = (wanted, "accepted", "shown", "all")
    return next((scope for scope in order if counts[scope]), "shown")
