"""What became of one picture of a known place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from neurocorrelator.errors import NeurocorrelatorError


@dataclass(frozen=True, slots=True)
class LocalisationItem:
    """One picture of a known place, sought in one scene.

    Attributes:
        line: number of the line in the table.
        scene: the raster to search in.
        template: the picture.
        present: False where it is known not to be in the scene.
        error_m: metres between the truth and the first candidate; infinite where nothing was found,
            None for absent ones and for those that were not evaluated.
        score: what present and absent are told apart by; None where nothing was found.
        lon: longitude of the first candidate, degrees.
        lat: latitude of the first candidate, degrees.
        failure: why it was not matched; None when it was.
        evaluated: False where scene or picture cannot be read or used: that says nothing of how
            well pictures are found, so it does not count.
        group: what it belongs to in the bootstrap; None where the table does not tell.
        confidence: probability of being right; None where the method gives none.
        inliers: cells that verification confirmed; None where it was not verified.
        right: present, and put where it is, see `localisation.evaluate_localisation`.
        error_px: the error in pixels of the scene; infinite and None as `error_m`.
        rotation_error_deg: angle between the found and the true up direction, 0 to 180; infinite
            where nothing was found, None where the truth is unknown.
        scale_error: found GSD over true GSD, or the reverse if that is larger; likewise.
        footprint_iou: overlap of the found with the true outline; 0 where nothing was found, None
            where the truth is unknown.
        turn_deg: how far the picture was turned clockwise before it was matched.
        heading_error_deg: angle between the told and the true heading; None where untold or
            unknown.
        scale_factor: told GSD over true GSD; None where untold or unknown.
    """

    line: int
    scene: Path
    template: Path
    present: bool
    error_m: float | None
    score: float | None = None
    lon: float | None = None
    lat: float | None = None
    failure: NeurocorrelatorError | None = None
    evaluated: bool = True
    group: str | None = None
    confidence: float | None = None
    inliers: int | None = None
    right: bool = False
    error_px: float | None = None
    rotation_error_deg: float | None = None
    scale_error: float | None = None
    footprint_iou: float | None = None
    turn_deg: float = 0.0
    heading_error_deg: float | None = None
    scale_factor: float | None = None

    @property
    def drawn_with(self) -> str:
        """What the bootstrap draws it together with; its line where the table has no groups."""
        return self.group or f"line {self.line}"
