"""Colours that tell templates apart on the map and in the tables."""

from __future__ import annotations

# The first seven are the very values of PALETTE in neurocorrelator/results/drawing.py (Okabe and
# Ito): window and result picture look alike. The others are each as far as possible from all before
# it, in CIELAB, for normal eyes and for protanopes, deuteranopes and tritanopes (simulated after
# Machado et al. 2009); no two of the twenty are nearer than 15 (10 for tritanopes).
TEMPLATE_COLOURS = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#d55e00",
    "#cc79a7",
    "#0072b2",
    "#7700ff",
    "#00ff99",
    "#bb0033",
    "#3333bb",
    "#773355",
    "#99ddbb",
    "#9977ff",
    "#bb9955",
    "#553377",
    "#00dddd",
    "#7755ff",
    "#3355bb",
    "#ff5577",
)


def template_colour(index: int) -> str:
    """`#rrggbb` of the template that was added as number `index`; they recur after twenty."""
    return TEMPLATE_COLOURS[index % len(TEMPLATE_COLOURS)]


_AREA_COLOURS = ("#00b8d4", "#ff9100", "#d500f9", "#76ff03", "#ff1744", "#ffea00")


def area_colour(index: int) -> str:
    """`#rrggbb` of the area of interest that is added to as many others; they recur after six."""
    return _AREA_COLOURS[index % len(_AREA_COLOURS)]
