"""Only what the map needs of pyqtgraph is loaded at the start; the rest is there for who asks."""

from __future__ import annotations

import subprocess
import sys


def test_the_rest_of_pyqtgraph_is_neither_loaded_nor_lost() -> None:
    code = (
        "import sys\n"
        "from nc_desktop.plotting import pg\n"
        "loaded = [m for m in sys.modules if m.startswith('pyqtgraph.')]\n"
        "assert 'pyqtgraph.graphicsItems.ViewBox' in loaded, loaded\n"
        "assert 'pyqtgraph.graphicsItems.PlotItem' not in loaded, loaded\n"
        "assert not [m for m in loaded if type(sys.modules[m]).__name__ == '_Absent']\n"
        "assert pg.ViewBox.__module__ == 'pyqtgraph.graphicsItems.ViewBox.ViewBox'\n"
        "from pyqtgraph.graphicsItems.PlotItem import PlotItem\n"
        "assert issubclass(PlotItem, pg.GraphicsWidget)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
