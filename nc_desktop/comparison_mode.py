"""The ways to compare the picture with the scene."""

from __future__ import annotations

from typing import Literal

ComparisonMode = Literal["side", "swipe", "flicker", "blend"]
COMPARISON_MODES: tuple[ComparisonMode, ...] = ("side", "swipe", "flicker", "blend")
