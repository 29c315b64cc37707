"""Plain settings, for tests about something else than the search over poses and verification."""

from __future__ import annotations

from typing import Any

import neurocorrelator as nc

TOLD_FLAGS = ("--rotations", "none", "--scales", "none")
"""The told pose alone, verified."""
PLAIN_FLAGS = (*TOLD_FLAGS, "--verify", 0)
"""The same for the command line."""


def plain(**settings: Any) -> nc.MatchConfig:
    """The told pose alone, ranked by the score; `settings` are added."""
    return nc.MatchConfig(**({"rotations": "none", "scales": "none", "verify": 0} | settings))
