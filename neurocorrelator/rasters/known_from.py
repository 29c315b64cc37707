"""Where what is known of a template comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["told", "georeference", "EXIF"]


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """Who says a template's GSD, heading and position; None where nobody does.

    "told" is the user (flag, table, field of the window), "georeference" the transform and CRS in
    the template's own file, "EXIF" what the camera wrote beside the pixels (EXIF and XMP).

    Attributes:
        gsd: of the ground sample distance.
        heading: of the heading.
        position: of the position.
    """

    gsd: Source | None = None
    heading: Source | None = None
    position: Source | None = None
