"""The scenes that were opened last."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

import neurocorrelator as nc
from nc_desktop.settings import Settings


class RecentScenes(QObject):
    """The list in the settings, the newest first, and which of its files are not there now."""

    changed = Signal()
    _looked = Signal(object, object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._missing: frozenset[Path] = frozenset()
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The newest first."""
        return self._settings.recent_scenes

    @property
    def missing(self) -> frozenset[Path]:
        """Those that were not there when it was last looked for them."""
        return self._missing

    def add(self, path: Path) -> None:
        """A scene was opened. The demo has a button of its own and is not listed."""
        if path.absolute().is_relative_to(nc.resource_path("demo")):
            return
        self._settings.add_recent_scene(path)
        self._missing -= {path.absolute()}
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """The user does not want to see it any more."""
        self._settings.remove_recent_scene(path)
        self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        self._settings.clear_recent_scenes()
        self.changed.emit()

    def look(self) -> None:
        """Find out which files are there; `changed` comes when that is known.

        A drive of a network that is gone answers after a minute or never. So this is done by a
        thread that nothing waits for, not even the end of the program.
        """
        if paths := self.paths:
            threading.Thread(target=self._look, args=(paths,), daemon=True).start()

    def _look(self, paths: Iterable[Path]) -> None:
        gone = frozenset(path for path in paths if not _is_there(path))
        try:
            self._looked.emit(paths, gone)
        except RuntimeError:  # the window was closed in the meantime
            return

    @Slot(object, object)
    def _on_looked(self, paths: tuple[Path, ...], gone: frozenset[Path]) -> None:
        missing = gone | (self._missing - frozenset(paths))
        if missing != self._missing:
            self._missing = missing
            self.changed.emit()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # not allowed to look, so not to open either
        return False
