"""Colours that tell templates apart on the map and in the tables."""

from __future__ import annotations

# The very values of PALETTE in neurocorrelator/results/drawing.py: window and picture look alike.
# Neighbours differ for colour-blind eyes too (Okabe and Ito); after the last the first comes again.
TEMPLATE_COLOURS = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#d55e00",
    "#cc79a7",
    "#0072b2",
)


def template_colour(index: int) -> str:
    """`#rrggbb` of the template at a position of the list."""
    return TEMPLATE_COLOURS[index % len(TEMPLATE_COLOURS)]
