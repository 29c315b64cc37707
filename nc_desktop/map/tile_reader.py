"""The thread that reads tiles, most wanted first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

import neurocorrelator as nc
from nc_desktop.map.tile_grid import TileKey
from nc_desktop.map.tile_source import TileSource


@dataclass(frozen=True, slots=True, eq=False)
class TileRequest:
    """One tile of one layer. The smaller `priority`, the sooner.

    A layer whose values change counts its generations, and knows by them what is out of date.
    """

    layer: int
    source: TileSource
    key: TileKey
    generation: int
    priority: float


class TileReader(QThread):
    """Reads what the layers want at the moment.

    A layer states all that it wants at once; what it no longer wants, because it left the view, is
    never read. The signals arrive on the Qt thread.
    """

    tile_read = Signal(int, object, object)
    """Layer, `TileRequest`, `TileValues`."""
    tile_failed = Signal(int, object, str)
    """Layer, `TileRequest`, why there is nothing."""
    tile_damaged = Signal(int, str)
    """Layer, why a tile has holes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tiles")
        self._wake = threading.Condition()
        self._wanted: dict[int, list[TileRequest]] = {}
        self._reading: TileRequest | None = None
        self._stop = False

    def want(self, layer: int, requests: Sequence[TileRequest]) -> None:
        """Replace what a layer wants. Callable from any thread; never waits for a read."""
        with self._wake:
            reading = self._reading
            self._wanted[layer] = [
                request
                for request in requests
                if reading is None or _identity(request) != _identity(reading)
            ]
            self._wake.notify()

    def forget(self, layer: int) -> None:
        """A layer wants nothing any more."""
        with self._wake:
            self._wanted.pop(layer, None)

    def stop(self) -> None:
        """End the thread after the tile in hand, and join it."""
        with self._wake:
            self._stop = True
            self._wanted.clear()
            self._wake.notify()
        self.wait()

    def run(self) -> None:
        """The thread's work; `start` calls it."""
        while (request := self._next()) is not None:
            try:
                tile = request.source.read(request.key)
            except nc.NeurocorrelatorError as error:
                self.tile_failed.emit(request.layer, request, str(error))
            except Exception as error:  # noqa: BLE001 - a tile ends here, and says so
                text = f"{type(error).__name__}: {error}"
                self.tile_failed.emit(request.layer, request, text)
            else:
                if tile.damage:  # before the tile: who waits for that has heard it all
                    self.tile_damaged.emit(request.layer, tile.damage)
                self.tile_read.emit(request.layer, request, tile)

    def _next(self) -> TileRequest | None:
        with self._wake:
            self._reading = None
            while not self._stop:
                waiting = [request for requests in self._wanted.values() for request in requests]
                if waiting:
                    best = min(waiting, key=lambda request: request.priority)
                    self._wanted[best.layer].remove(best)
                    self._reading = best
                    return best
                self._wake.wait()
            return None


def _identity(request: TileRequest) -> tuple[int, TileKey, int]:
    return request.layer, request.key, request.generation
