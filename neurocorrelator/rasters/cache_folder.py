"""Where features of scenes are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "NEUROCORRELATOR_CACHE"


def cache_folder() -> Path:
    """What `NEUROCORRELATOR_CACHE` names, else a folder in the platform's place for caches."""
    told = os.environ.get(FOLDER_VARIABLE)
    if told:
        return Path(told)
    import platformdirs

    return Path(platformdirs.user_cache_path("neurocorrelator", appauthor=False)) / "features"
