"""The weights that ship with the program, as the user knows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def shipped_name(value: str) -> str:
    """Shipped weights as the user knows them, by their name in the settings of a match."""
    translate = QCoreApplication.translate
    known = {
        "imagenet": translate("Weights", "Shipped (ImageNet)"),
        "aerial": translate("Weights", "Shipped (aerial photographs)"),
    }
    return known.get(value, value)
