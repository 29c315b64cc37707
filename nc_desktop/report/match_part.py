"""What a report tells of one match."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.model.match_facts import MatchFacts
from nc_desktop.report.overview import ink_on
from nc_desktop.report.pictures import Picture, pair
from nc_desktop.report.request import ReportRequest
from nc_desktop.report.words import NO_BREAK, ReportWords

Row = tuple[str, str]
_COLOUR = "#e69f00"  # of a template that the project does not have any more


@dataclass(frozen=True, slots=True)
class MatchPart:
    """A match in words and pictures.

    Attributes:
        number: in the report.
        template: the picture's name.
        colour: `#rrggbb` of its outlines.
        ink: of the number on that colour.
        answer: whether the template is in the scene; empty where nothing is known.
        kind: `found`, `uncertain`, `absent` or `unknown`.
        decision: of the analyst, in words.
        decision_kind: `accepted`, `rejected` or `unknown`.
        comment: of the analyst.
        picture: the template.
        under: the scene in the template's frame; None where the outline is of no use.
        sides: two columns of titles and values.
        meaning: what the confidence says, in a sentence.
        notes: what the reader should know besides.
    """

    number: int
    template: str
    colour: str
    ink: str
    answer: str
    kind: str
    decision: str
    decision_kind: str
    comment: str
    picture: Picture
    under: Picture | None
    sides: tuple[tuple[Row, ...], tuple[Row, ...]]
    meaning: str
    notes: tuple[str, ...]


def match_part(request: ReportRequest, index: int, number: int) -> MatchPart:
    """Gather all that a report tells of a match.

    Args:
        request: of its scene.
        index: of the match in the result.
        number: of the match in the report.

    Raises:
        neurocorrelator.RasterError: the scene cannot be read any more.
    """
    result, words = request.result, request.words
    known = MatchFacts.of(result, index)
    match, answer = known.match, known.answer
    picture, under = pair(result, match)
    colour = request.colours.get(match.template, _COLOUR)
    notes = []
    if index in request.corrected:
        notes.append(words["corrected"])
    if match.origin == "hand":
        notes.append(words["by_hand"])
    if known.damaged:
        notes.append(words["damaged"])
    verdict = None if answer is None else answer.verdict
    elsewhere = verdict == "found" and match.rank > 1
    return MatchPart(
        number=number,
        template=match.template,
        colour=colour,
        ink=ink_on(colour),
        answer=words.answers.get((match.template, match.rank == 1), ""),
        kind="absent" if elsewhere else verdict or "unknown",
        decision=words[f"decision_{match.decision or 'none'}"],
        decision_kind=match.decision or "unknown",
        comment=match.comment,
        picture=picture,
        under=under,
        sides=(tuple(_findings(known, _listed(known, result), words)), tuple(_place(known, words))),
        meaning=words.meaning(match.confidence),
        notes=tuple(notes),
    )


def _listed(known: MatchFacts, result: nc.MatchResult) -> int:
    """How many places of the match's template there are."""
    if known.answer is not None:
        return known.answer.places
    return sum(other.template == known.match.template for other in result.matches)


def _findings(known: MatchFacts, listed: int, words: ReportWords) -> list[Row]:
    match = known.match
    rows = []
    if match.confidence is not None:
        rows.append((words["confidence"], words.percent(match.confidence)))
    if match.inliers is not None:
        rows.append((words["inliers"], str(match.inliers)))
    if match.score is not None:
        rows.append((words["score"], words.number(match.score, 3)))
    rows.append((words["rank"], words["rank_of"].format(rank=match.rank, all=listed)))
    if known.heading_deg is not None:
        rows.append((words["heading"], words.degrees(known.heading_deg)))
    rows.append((words["rotation"], words.degrees(match.rotation_deg)))
    rows.append((words["scale"], words.number(match.scale, 3)))
    if known.gsd_m is not None:
        rows.append((words["gsd"], words.with_unit(known.gsd_m, 3, "m_px")))
    if known.size_m is not None:
        size = " × ".join(words.length(side) for side in known.size_m)
        rows.append((words["ground_size"], size))
    if known.distance_m is not None:
        rows.append((words["distance"], words.length(known.distance_m)))
    return rows


def _place(known: MatchFacts, words: ReportWords) -> list[Row]:
    rows = []
    if known.xy is not None:
        digits, key = (7, "lon_lat") if known.degrees else (2, "x_y")
        x, y = (words.coordinate(value, digits) for value in known.xy)
        rows.append((known.crs_name, words[key].format(x=x, y=y)))
    if known.lonlat is not None:
        rows.append((words["wgs84"], words.latlon(*known.lonlat)))
        rows.append((words["dms"], words.dms(*known.lonlat)))
    col, row = (words.number(value, 1) for value in known.match.centre)
    rows.append((words["pixel"], words["col_row"].format(col=col, row=row)))
    if known.corners_lonlat is not None:
        corners = "\n".join(words.latlon(*corner) for corner in known.corners_lonlat)
        rows.append((words["corners"], corners))
    else:
        texts = (f"{words.number(c, 1)}{NO_BREAK} {words.number(r, 1)}" for c, r in known.corners)
        rows.append((words["corners_px"], "\n".join(texts)))
    return rows


def kind_of(answer: nc.Answer | None) -> str:
    """How an answer is coloured."""
    return "unknown" if answer is None or answer.verdict is None else answer.verdict
