"""Where the next match searches: the whole scene, what the map shows, or an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import neurocorrelator as nc
from nc_desktop.model.layers import AreaLayer

ScopeKind = Literal["scene", "view", "area"]


@dataclass(frozen=True, eq=False)
class SearchScope:
    """The user's choice.

    Attributes:
        kind: the whole scene, the extent that the map shows when the match starts, or an area.
        area: the layer, for `area`.
    """

    kind: ScopeKind = "scene"
    area: AreaLayer | None = None


@dataclass(frozen=True, eq=False)
class ResolvedScope:
    """What it means at the start of a match.

    Attributes:
        area: the part of the scene to search; None for all of it.
        key: equal for equal scopes.
    """

    area: nc.SearchArea | None
    key: str
