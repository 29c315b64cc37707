"""What lies on the map: scenes, heatmaps, matches, areas of interest.

Four concrete kinds. Each is a plain object that holds what is shown and a frozen state of how, and
says when one of them changes. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.findings import Findings
from nc_desktop.model.judgement import DECISIONS
from nc_desktop.model.match_columns import ORIGINS
from nc_desktop.model.score_range import score_range

StretchMode = Literal["auto", "minmax", "percentile", "manual"]
COLOUR_MAPS = ("inferno", "viridis", "magma", "plasma", "cividis")
_keys = count(1)


@dataclass(frozen=True, slots=True)
class SceneStyle:
    """How a scene is drawn.

    Attributes:
        visible: whether it is drawn.
        opacity: 0-1.
        stretch: values that become black and white on the map; None for the raster's own choice.
        gamma: above 1 lightens the middle tones.
        mode: where `stretch` comes from; `auto` where it is None.
    """

    visible: bool = True
    opacity: float = 1.0
    stretch: nc.Stretch | None = None
    gamma: float = 1.0
    mode: StretchMode = "auto"


@dataclass(frozen=True, slots=True)
class HeatmapStyle:
    """How a heatmap is drawn.

    Attributes:
        visible: whether it is drawn.
        opacity: 0-1.
        template: name of the template whose scores are shown.
        colour_map: one of `COLOUR_MAPS`.
        limits: scores at the ends of the colour bar; None for those that its values suggest.
    """

    visible: bool = True
    opacity: float = 0.7
    template: str = ""
    colour_map: str = COLOUR_MAPS[0]
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class MatchesStyle:
    """How matches are drawn.

    Attributes:
        visible: whether they are drawn.
        opacity: 0-1.
        best_only: only rank 1 of each template, what is accepted, what is selected, and what was
            made by hand.
        labels: whether rank and confidence stand beside them.
    """

    visible: bool = True
    opacity: float = 1.0
    best_only: bool = True
    labels: bool = True


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How an area is drawn.

    Attributes:
        visible: whether it is drawn.
        opacity: 0-1.
        colour: `#rrggbb` of the outline.
    """

    visible: bool = True
    opacity: float = 1.0
    colour: str = "#00b8d4"


class Layer(QObject):
    """A name and a style. `changed` follows every change of either. Lives on the Qt thread.

    Attributes:
        key: identifies the layer as long as the program runs.
    """

    changed = Signal()

    def __init__(self, name: str, style: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = next(_keys)
        self._name, self._style = name, style

    @property
    def name(self) -> str:
        """What the user or the file calls it; empty for one that is called by kind and run."""
        return self._name

    @property
    def visible(self) -> bool:
        """Whether it is drawn."""
        return bool(self._style.visible)

    @property
    def opacity(self) -> float:
        """0-1."""
        return float(self._style.opacity)

    def rename(self, name: str) -> None:
        """Give it another name."""
        if name and name != self._name:
            self._name = name
            self.changed.emit()

    def restyle(self, **changes: Any) -> None:
        """Replace fields of the style; says so only if something differs."""
        self.set_look(self._name, replace(self._style, **changes))

    def set_look(self, name: str, style: Any) -> None:
        """Give it a name and a style at once, such as earlier ones; the name may be empty."""
        if (name, style) != (self._name, self._style):
            self._name, self._style = name, style
            self.changed.emit()


class SceneLayer(Layer):
    """A raster on the map.

    Its bands and its own stretch are what a search sees; the style's stretch and gamma are for the
    eye alone.
    """

    raster_changed = Signal()
    """The same file with other bands, another CRS, or opened again."""

    def __init__(
        self, raster: nc.Raster, parent: QObject | None = None, *, told_crs: str = ""
    ) -> None:
        super().__init__(raster.name, SceneStyle(), parent)
        self._raster = raster
        self._display: nc.Raster | None = None
        self._told_crs = told_crs

    @property
    def raster(self) -> nc.Raster:
        """The raster as a search sees it."""
        return self._raster

    @property
    def display(self) -> nc.Raster:
        """The raster as it is drawn: seen in the CRS of the active scene once that is prepared."""
        return self._display or self._raster

    @property
    def rasters(self) -> tuple[nc.Raster, ...]:
        """Those whose files are open: to be closed when they are shown no more."""
        return (self._raster,) if self._display is None else (self._raster, self._display)

    @property
    def told_crs(self) -> str:
        """The CRS that the user assigned, as text that `nc.parse_crs` takes; empty for none."""
        return self._told_crs

    @property
    def contrast(self) -> nc.Stretch | None:
        """Values that are black and white on the map; None where they are 8 bits as they are."""
        return self.style.stretch or self._raster.stretch

    @property
    def style(self) -> SceneStyle:
        """How it is drawn."""
        return self._style  # type: ignore[no-any-return]

    def set_raster(self, raster: nc.Raster, told_crs: str | None = None) -> None:
        """Show the same file as another raster object.

        Args:
            raster: the object.
            told_crs: the CRS that the user assigned; None leaves what is known of that.
        """
        self._raster, self._display = raster, None
        if told_crs is not None:
            self._told_crs = told_crs
        self.raster_changed.emit()

    def set_display(self, display: nc.Raster | None) -> None:
        """Draw the file as seen in another CRS; None draws it as it is."""
        if display is not self._display:
            self._display = display
            self.changed.emit()


class HeatmapLayer(Layer):
    """Score maps of one run over one scene, one of which is shown."""

    maps_changed = Signal()
    """Values came in; the shown template may be another one."""

    def __init__(
        self,
        name: str,
        scene: SceneLayer,
        findings: Findings | None = None,
        parent: QObject | None = None,
    ) -> None:
        maps = () if findings is None else findings.result.score_maps
        first = maps[0].template if maps else ""
        super().__init__(name, HeatmapStyle(template=first), parent)
        self.scene, self.findings = scene, findings
        self._maps: tuple[nc.ScoreMap, ...] = maps
        self._ranges: dict[str, tuple[float, float] | None] = {}

    @property
    def style(self) -> HeatmapStyle:
        """How it is drawn."""
        return self._style  # type: ignore[no-any-return]

    @property
    def preliminary(self) -> bool:
        """Whether the values are those of a match that still runs: its mean cosine so far."""
        return self.findings is None

    @property
    def score_maps(self) -> tuple[nc.ScoreMap, ...]:
        """All of them."""
        return self._maps

    @property
    def shown(self) -> nc.ScoreMap | None:
        """The one that is drawn; None before there is any."""
        found = (m for m in self._maps if m.template == self.style.template)
        return next(found, self._maps[0] if self._maps else None)

    @property
    def limits(self) -> tuple[float, float] | None:
        """Scores at the ends of the colour bar; None if there is nothing to show."""
        shown = self.shown
        if shown is None:
            return None
        if self.style.limits is not None:
            return self.style.limits
        if shown.template not in self._ranges:
            self._ranges[shown.template] = score_range(shown.values)
        return self._ranges[shown.template]

    def set_maps(self, maps: tuple[nc.ScoreMap, ...]) -> None:
        """Show newer values of a match that runs."""
        self._maps = maps
        self._ranges.clear()
        self.maps_changed.emit()


class MatchesLayer(Layer):
    """Footprints of one run."""

    def __init__(self, name: str, findings: Findings, parent: QObject | None = None) -> None:
        super().__init__(name, MatchesStyle(), parent)
        self.findings = findings

    @property
    def style(self) -> MatchesStyle:
        """How they are drawn."""
        return self._style  # type: ignore[no-any-return]

    @property
    def drawn(self) -> NDArray[np.intp]:
        """Indices of the matches that are drawn, in the result's order."""
        return np.union1d(self.drawn_unselected, self.findings.selected).astype(np.intp)

    @property
    def drawn_unselected(self) -> NDArray[np.intp]:
        """Those that are drawn whether they are selected or not."""
        shown: NDArray[np.intp] = np.array(self.findings.shown, np.intp)
        if not self.style.best_only:
            return shown
        numbers = self.findings.columns.numbers
        drawn = (
            (numbers["rank"] == 1)
            | (numbers["origin"] == ORIGINS.index("hand"))
            | (numbers["decision"] == DECISIONS.index("accepted"))
        )
        drawn_of_shown: NDArray[np.intp] = shown[drawn[shown]]
        return drawn_of_shown


class AreaLayer(Layer):
    """An area of interest: drawn, or read from a vector file.

    Attributes:
        scene: the scene in whose pixels the area is given.
        area: polygons in pixels of that scene.
    """

    area_changed = Signal()

    def __init__(
        self, name: str, scene: SceneLayer, area: nc.SearchArea, parent: QObject | None = None
    ) -> None:
        super().__init__(name, AreaStyle(), parent)
        self.scene, self._area = scene, area

    @property
    def area(self) -> nc.SearchArea:
        """Polygons in pixels of `scene`."""
        return self._area

    @property
    def style(self) -> AreaStyle:
        """How it is drawn."""
        return self._style  # type: ignore[no-any-return]

    def set_area(self, area: nc.SearchArea) -> None:
        """Change the polygons."""
        self._area = area
        self.area_changed.emit()


def scene_of(layer: Layer) -> SceneLayer | None:
    """The scene in whose pixels a layer is; itself for a scene."""
    if isinstance(layer, SceneLayer):
        return layer
    if isinstance(layer, HeatmapLayer | AreaLayer):
        return layer.scene
    return layer.findings.scene if isinstance(layer, MatchesLayer) else None
