"""How the footprints of each template look, so that no two templates look the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

import neurocorrelator as nc

# Colours recur when there are many templates; those that come again are hatched, each time anew.
_HATCHES = (
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
)


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """Colour and hatching of a template's footprints.

    Attributes:
        colour: `#rrggbb`.
        hatch: None for a footprint without a fill.
        verdict: whether it is in the scene; None where nothing is known.
    """

    colour: str
    hatch: Qt.BrushStyle | None = None
    verdict: nc.Verdict | None = None

    @property
    def faint(self) -> bool:
        """Its footprints are drawn faintly: it is not in the scene."""
        return self.verdict == "absent"

    @property
    def uncertain(self) -> bool:
        """Its first place is not drawn as boldly as one that is found."""
        return self.verdict == "uncertain"


def looks_of(names: Sequence[str], colour_of: Callable[[str], str]) -> tuple[TemplateLook, ...]:
    """Looks of the templates of a result, in their order."""
    used: dict[str, int] = {}
    looks = []
    for name in names:
        colour = colour_of(name)
        times = used.get(colour, 0)
        used[colour] = times + 1
        looks.append(TemplateLook(colour, _HATCHES[(times - 1) % len(_HATCHES)] if times else None))
    return tuple(looks)
