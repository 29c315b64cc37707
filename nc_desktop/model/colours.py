"""Colours that tell templates apart on the map and in the tables."""

from __future__ import annotations

# Bright enough for an aerial photograph, dark enough for a white table, and neighbours differ for
# colour-blind eyes too; after the last the first comes again.
TEMPLATE_COLOURS = (
    "#ff7f0e",
    "#17a7e0",
    "#e5399e",
    "#2fb344",
    "#f2c500",
    "#9467ed",
    "#e03131",
    "#12b8a6",
    "#b5651d",
    "#6c8ebf",
    "#c0ca33",
    "#ff8fab",
)


def template_colour(index: int) -> str:
    """`#rrggbb` of the template at a position of the list."""
    return TEMPLATE_COLOURS[index % len(TEMPLATE_COLOURS)]
