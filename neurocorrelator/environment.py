"""Variables that another program left behind: they make PROJ and GDAL read that program's files."""

from __future__ import annotations

import os

INHERITED = ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH")
KEEP = "NEUROCORRELATOR_KEEP_GDAL_ENV"

dropped: dict[str, str] = {}  # what was taken away, so that `doctor` can tell


def drop_inherited() -> None:
    """Take the variables away, before pyproj or rasterio read them; with `KEEP` set they stay.

    A GIS or a database sets them for its own PROJ and GDAL. The wheels bring their own data, and a
    database of another version gives wrong coordinates or none.
    """
    if os.environ.get(KEEP, "0") not in {"", "0"}:
        return
    for variable in INHERITED:
        value = os.environ.pop(variable, None)
        if value is not None:
            dropped[variable] = value
