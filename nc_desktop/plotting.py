"""pyqtgraph, set up for this program: import `pg` from here and nowhere else."""

from __future__ import annotations

import os
import sys
from typing import Any

import PySide6.QtCore  # noqa: F401 - pyqtgraph takes the binding that is loaded already

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"  # another binding may be installed beside it

# A widget of pyqtgraph that is not used here loads NVIDIA's bindings where torch brought them, a
# sixth of the start; while it is imported they count as not installed.
_modules: dict[str, Any] = sys.modules
_hidden = "cuda.bindings" not in _modules
if _hidden:
    _modules["cuda.bindings"] = None
try:
    import pyqtgraph as pg
finally:
    if _hidden:
        del _modules["cuda.bindings"]

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)

__all__ = ["pg"]
