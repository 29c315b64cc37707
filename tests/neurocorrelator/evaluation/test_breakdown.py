from __future__ import annotations

from pathlib import Path

from neurocorrelator.evaluation.breakdown import breakdown
from neurocorrelator.evaluation.localisation_item import LocalisationItem


def item(error_m: float | None, *, right: bool, **more) -> LocalisationItem:
    present = more.pop("present", True)
    scene, template = Path("s.tif"), Path("a.png")
    return LocalisationItem(2, scene, template, present, error_m, right=right, **more)


def test_parts_by_hand() -> None:
    nowhere = float("inf")
    items = [
        item(1.0, right=True, turn_deg=10, scale_factor=0.5, rotation_error_deg=2),
        item(3.0, right=True, turn_deg=90, scale_factor=1.0, rotation_error_deg=5),
        item(90.0, right=False, turn_deg=90.1, scale_factor=1.9, rotation_error_deg=178),
        item(nowhere, right=False, turn_deg=359, rotation_error_deg=nowhere),
        item(2.0, right=True, heading_error_deg=50),
        item(None, right=False, present=False, turn_deg=5, scale_factor=1),
        item(None, right=False, evaluated=False, turn_deg=5, scale_factor=1),
    ]
    made = breakdown(items)
    turns = made["turn_deg"]
    assert [(part.bin, part.n, part.right) for part in turns] == [
        ("0 to 90", 2, 1.0),
        ("90 to 180", 1, 0.0),
        ("270 to 360", 1, 0.0),
    ]
    assert [part.median_m for part in turns] == [2.0, 90.0, None]
    assert [(part.bin, part.n) for part in made["heading_error_deg"]] == [
        ("45 to 90", 1),
        ("untold", 4),
    ]
    assert [(part.bin, part.n) for part in made["scale_factor"]] == [
        ("0 to 0.67", 1),
        ("0.95 to 1.05", 1),
        ("above 1.5", 1),
        ("untold", 2),
    ]
    assert [(part.bin, part.n, part.right) for part in made["rotation_error_deg"]] == [
        ("0 to 5", 2, 1.0),
        ("90 to 180", 1, 0.0),
        ("not found", 1, 0.0),
    ]
