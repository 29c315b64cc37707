"""How a run was made, and what its user should know of it."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Mapping, Sequence

import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.matching.placement import knows_heading, knows_scale
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.version import VERSION

SMALL_PX = 20.0  # across dates one in seven of this size was found (docs/method.md)


def versions() -> dict[str, str]:
    """Versions of the program and of the packages that its numbers depend on."""
    packages = ("torch", "numpy", "opencv-python-headless", "rasterio", "pyproj")
    found = {"python": platform.python_version(), "neurocorrelator": VERSION}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "unknown"
    return found


def device_name(device: torch.device) -> str:
    """The device as `run.json` names it."""
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    return str(device)


def warnings(raster: Raster, templates: Sequence[Template], config: MatchConfig) -> list[str]:
    """One line for each guess that was made and each thing that was not searched."""
    found = [f"{raster.name}: {note}" for note in raster.notes]
    notes: dict[str, list[str]] = {}
    for template in templates:
        for note in template.notes:
            notes.setdefault(note, []).append(template.name)
    found += [f"{_listed(names)}: {note}" for note, names in notes.items()]
    georeference = raster.georeference
    if not georeference.is_geographic and any(
        t.gsd_m is not None or t.heading_deg is not None for t in templates
    ):
        found.append(
            "GSD and heading say nothing in a scene without a CRS: templates are searched as they"
            " are, or at the rotations and scales to try"
        )
        return found
    headless = [t.name for t in templates if not knows_heading(t, georeference)]
    if headless and config.rotations == "none":
        found.append(
            f"heading unknown, searched at rotation 0 only: {_listed(headless)};"
            " tell the heading, or rotations to try"
        )
    unscaled = [t.name for t in templates if not knows_scale(t, georeference)]
    if unscaled and config.scales == "none":
        found.append(
            f"GSD unknown, searched at one template pixel to a scene pixel: {_listed(unscaled)};"
            " tell the GSD, or scales to try"
        )
    return found


def small_warning(sides: Mapping[str, float]) -> tuple[str, ...]:
    """What to say of templates that are hardly seen in the scene; nothing where there are none.

    Args:
        sides: by template, the shorter side of its largest variant in scene pixels.
    """
    small = {name: side for name, side in sides.items() if side < SMALL_PX}
    if not small:
        return ()
    return (
        f"only {max(small.values()):.0f} px or less wide in the scene, and so small a template is"
        f" mostly found in a wrong place: {_listed(list(small))}; check the GSD, or take a scene of"
        " a finer resolution",
    )


def focus_warning(names: Sequence[str]) -> tuple[str, ...]:
    """What to say of templates of which a large scene showed nothing sure where it was searched.

    Args:
        names: of templates that were not searched finely everywhere.
    """
    if not names:
        return ()
    return (
        "nowhere sure in a large scene, of which only likely places were searched finely:"
        f" {_listed(names)}; name an area, or search exactly, which takes longer",
    )


def damage_warning(raster: Raster, blocks: int) -> tuple[str, ...]:
    """What to say of damaged blocks; nothing where there are none."""
    if not blocks:
        return ()
    what = "1 damaged block was" if blocks == 1 else f"{blocks} damaged blocks were"
    return (f"{raster.name}: {what} not searched; get the file again",)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
