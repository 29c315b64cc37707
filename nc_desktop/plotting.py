"""pyqtgraph, set up for this program: import `pg` from here and nowhere else.

Its package loads some seventy plots and widgets, of which the map uses two: half a second of the
start. While it is imported, the others count as loaded; whoever wants one later gets the real one.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import PySide6.QtCore  # noqa: F401 - pyqtgraph takes the binding that is loaded already

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"  # another binding may be installed beside it

_PACKAGE = "pyqtgraph"
_NEEDED = frozenset(
    {
        "graphicsItems.GraphicsItem",
        "graphicsItems.GraphicsObject",
        "graphicsItems.GraphicsWidget",
        "graphicsItems.ItemGroup",
        "graphicsItems.ViewBox",
        "widgets.GraphicsView",
    }
)


class _Absent(ModuleType):
    """Stands for a module while the package is imported; any name is in it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def _only_what_is_needed() -> Iterator[None]:
    """Let the plots and widgets of pyqtgraph, and NVIDIA's bindings that one loads, be absent."""
    modules: dict[str, Any] = sys.modules
    hidden: dict[str, Any] = {"cuda.bindings": None, f"{_PACKAGE}.imageview": _Absent("imageview")}
    spec = importlib.util.find_spec(_PACKAGE)
    for root in map(Path, (spec and spec.submodule_search_locations) or ()):
        for folder in ("graphicsItems", "widgets"):
            for path in (root / folder).iterdir():
                name = f"{folder}.{path.stem}"
                if name not in _NEEDED and not path.name.startswith("_"):
                    hidden[f"{_PACKAGE}.{name}"] = _Absent(name)
    hidden = {name: module for name, module in hidden.items() if name not in modules}
    modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            modules.pop(name, None)


def _load() -> Any:
    try:
        with _only_what_is_needed():
            import pyqtgraph as lean
        if all(hasattr(lean, name) for name in ("ViewBox", "GraphicsView", "arrayToQPath")):
            return lean
    except (ImportError, AttributeError, TypeError):
        pass  # another version is built differently: all of it, then
    for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
        del sys.modules[name]
    import pyqtgraph as whole

    return whole


pg: Any = _load()
pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)

from pyqtgraph.util.garbage_collector import GarbageCollector  # noqa: E402 - after the above

__all__ = ["GarbageCollector", "pg"]
