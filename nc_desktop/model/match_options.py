"""What the user chose in the match panel, and what it means for the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import neurocorrelator as nc

Score = Literal["aligned", "bag", "cosine"]
Standardisation = Literal["scene", "joint"]
Precision = Literal["auto", "float32", "float16"]


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """Settings of a match as the user typed them; those that are text may mean nothing.

    Attributes:
        score: `aligned`, `bag` or `cosine`.
        rotations: `none`, `auto`, a number, A:B:STEP or a list `a; b; c` in degrees.
        scales: `none`, `auto`, a number, A:B:N or a list `a; b; c`.
        exact: whether every rotation and scale is searched at the full working resolution.
        verify: places of a template that are verified; 0 gives no confidence.
        top: matches listed for each template.
        min_score: a number; empty lists all.
        alpha: a number; empty takes the default of the score.
        layer_weights: of the network's texture and shape layer, at least 0.
        standardisation: over the scene, or jointly over scene and template.
        blur_cells: an odd number of cells.
        min_coverage: 0-1.
        separation: 0-1.
        reduce: scene pixels per working pixel; empty goes by the template's size.
        tile_px: side of a tile in working pixels.
        memory_mib: MiB.
        cache_gib: GiB on disk.
        weights: a name of `shipped_weights` or a path.
        device: `auto`, `cpu`, `cuda`, `cuda:1` or `mps`.
        precision: `auto`, `float32` or `float16`.
    """

    score: Score = "aligned"
    rotations: str = "auto"
    scales: str = "auto"
    exact: bool = False
    verify: int = 8
    top: int = 5
    min_score: str = ""
    alpha: str = ""
    layer_weights: tuple[float, float] = (0.0, 1.0)
    standardisation: Standardisation = "scene"
    blur_cells: int = 3
    min_coverage: float = 0.35
    separation: float = 0.5
    reduce: str = ""
    tile_px: int = 512
    memory_mib: int = 1024
    cache_gib: float = 10.0
    weights: str = "imagenet"
    device: str = "auto"
    precision: Precision = "auto"

    @classmethod
    def from_config(cls, config: nc.MatchConfig) -> MatchOptions:
        """The settings of a file, as a user would have typed them."""
        return cls(
            score=config.score,
            rotations=_sweep_text(config.rotations),
            scales=_sweep_text(config.scales),
            exact=config.exact,
            verify=config.verify,
            top=config.top,
            min_score=_optional_text(config.min_score),
            alpha=_optional_text(config.alpha),
            layer_weights=config.layer_weights,
            standardisation=config.standardisation,
            blur_cells=config.blur_cells,
            min_coverage=config.min_coverage,
            separation=config.separation,
            reduce=_optional_text(config.reduce),
            tile_px=config.tile_px,
            memory_mib=config.memory_mib,
            cache_gib=config.cache_gib,
            weights=config.weights,
            device=config.device,
            precision=config.precision,
        )

    @property
    def verifies(self) -> bool:
        """Whether places are verified: only those of the aligned score over a scene's statistics.

        Without it there is no confidence, and a told heading or GSD is never doubted.
        """
        # as MatchConfig.effective_verify, which would load pydantic before the window is seen
        return self.verify > 0 and self.score == "aligned" and self.standardisation == "scene"

    @property
    def problems(self) -> dict[str, str]:
        """What means nothing: by field, in the words of the library."""
        if replace(self, weights="imagenet") == MatchOptions():
            return {}  # so that a start need not load pydantic
        return self._checked()[1]

    def config(self) -> nc.MatchConfig:
        """The library's settings.

        Raises:
            neurocorrelator.ConfigurationError: a text that means nothing, with what would.
        """
        config, problems = self._checked()
        if config is None:
            raise nc.ConfigurationError("; ".join(problems.values()))
        return config

    def _checked(self) -> tuple[nc.MatchConfig | None, dict[str, str]]:
        make = nc.MatchConfig  # loads pydantic, guarded against another thread that does so
        from pydantic import ValidationError

        problems: dict[str, str] = {}
        values: dict[str, Any] = {
            "score": self.score,
            "exact": self.exact,
            "verify": self.verify,
            "top": self.top,
            "layer_weights": self.layer_weights,
            "standardisation": self.standardisation,
            "blur_cells": self.blur_cells,
            "min_coverage": self.min_coverage,
            "separation": self.separation,
            "tile_px": self.tile_px,
            "memory_mib": self.memory_mib,
            "cache_gib": self.cache_gib,
            "weights": self.weights.strip() or "imagenet",
            "device": self.device.strip() or "auto",
            "precision": self.precision,
        }
        for name, text in (
            ("min_score", self.min_score),
            ("alpha", self.alpha),
            ("reduce", self.reduce),
        ):
            try:
                values[name] = float(text.replace(",", ".")) if text.strip() else None
            except ValueError:
                problems[name] = f"{name}: must be a number, not {text.strip()!r}"
        for name, text, parse in (
            ("rotations", self.rotations, nc.parse_rotations),
            ("scales", self.scales, nc.parse_scales),
        ):
            try:
                values[name] = _sweep(text, parse)
            except ValueError as error:
                problems[name] = str(error)
        try:
            config = make(**values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                name = str(detail["loc"][0])
                reason = str(detail["msg"]).removeprefix("Value error, ")
                problems.setdefault(name, f"{name}: {reason}")
            return None, problems
        return (None if problems else config), problems


def _sweep(text: str, parse: Callable[[str], Any]) -> Any:
    text = text.strip()
    if ";" not in text and ":" not in text and (", " in text or text.count(",") > 1):
        text = text.replace(",", ";")  # no comma of a decimal: a list as English writes it
    if ";" not in text:
        return parse(text.replace(",", "."))
    values = [parse(part.strip().replace(",", ".")) for part in text.split(";") if part.strip()]
    if not all(isinstance(value, tuple) and len(value) == 1 for value in values):
        raise ValueError(f"a list holds numbers, such as 0; 15; 40, not {text!r}")
    return tuple(value[0] for value in values)


def _sweep_text(value: str | tuple[float, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(f"{number:.12g}" for number in value)


def _optional_text(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Of how many templates a heading or GSD is not known, or says nothing in the scene.

    Attributes:
        headings: templates without a heading.
        gsds: templates without a GSD.
    """

    headings: int
    gsds: int


def unknowns(templates: Iterable[nc.Template], scene: nc.Raster | None) -> Unknowns:
    """Count them.

    A heading or GSD helps only on a scene that has a CRS: otherwise north and metres are unknown.
    """
    located = scene is not None and scene.georeference.is_geographic
    listed = list(templates)
    return Unknowns(
        sum(t.heading_deg is None or not located for t in listed),
        sum(t.gsd_m is None or not located for t in listed),
    )
