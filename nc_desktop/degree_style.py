"""How latitude and longitude are written."""

from __future__ import annotations

from typing import Literal

DegreeStyle = Literal["decimal", "dms"]
DEGREE_STYLES: tuple[DegreeStyle, ...] = ("decimal", "dms")
