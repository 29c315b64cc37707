"""pyqtgraph, set up for this program: import `pg` from here and nowhere else."""

from __future__ import annotations

import os

import PySide6.QtCore  # noqa: F401 - pyqtgraph takes the binding that is loaded already

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"  # another binding may be installed beside it

import pyqtgraph as pg

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)

__all__ = ["pg"]
