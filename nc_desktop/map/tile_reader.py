"""The threads that read tiles, most wanted first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

import neurocorrelator as nc
from nc_desktop.map.tile_grid import TileKey
from nc_desktop.map.tile_source import TileSource, TileValues


@dataclass(frozen=True, slots=True, eq=False)
class TileRequest:
    """One tile of one layer. The smaller `priority`, the sooner.

    A layer whose values change counts its generations, and knows by them what is out of date. One
    that is `slow` is read beside the others.
    """

    layer: int
    source: TileSource
    key: TileKey
    generation: int
    priority: float
    slow: bool = False


@dataclass(slots=True, eq=False)
class _Lane:
    """What one thread reads now, and whether anybody still wants it."""

    slow: bool
    reading: TileRequest | None = None
    given_up: bool = False


class TileReader(QThread):
    """Reads what the layers want at the moment.

    A layer states all that it wants at once; what it no longer wants, because it left the view, is
    never read, and a slow one is left off. Slow tiles, whose files have no reduced copies, have a
    thread of their own, so that quick ones never wait for them. The signals arrive on the Qt
    thread.
    """

    tile_read = Signal(int, object, object)
    """Layer, `TileRequest`, `TileValues`."""
    tile_begun = Signal(int, object, object)
    """Layer, `TileRequest`, `TileValues`: a slow tile as far as it is read."""
    tile_failed = Signal(int, object, str)
    """Layer, `TileRequest`, why there is nothing."""
    tile_damaged = Signal(int, str)
    """Layer, why a tile has holes."""
    slowly = Signal(bool)
    """A slow tile is being read, or no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tiles")
        self._wake = threading.Condition()
        self._wanted: dict[int, list[TileRequest]] = {}
        self._quick_lane, self._slow_lane = _Lane(slow=False), _Lane(slow=True)
        self._slow_thread = _SlowThread(lambda: self._serve(self._slow_lane), self)
        self._stop = False

    def want(self, layer: int, requests: Sequence[TileRequest]) -> None:
        """Replace what a layer wants. Belongs to the Qt thread; never waits for a read."""
        with self._wake:
            in_hand = set()
            wanted = {_identity(request) for request in requests}
            for lane in (self._quick_lane, self._slow_lane):
                reading = lane.reading
                if reading is None:
                    continue
                if _identity(reading) in wanted and not lane.given_up:
                    in_hand.add(_identity(reading))
                elif reading.layer == layer:
                    lane.given_up = True
            self._wanted[layer] = [r for r in requests if _identity(r) not in in_hand]
            slow = any(request.slow for request in requests)
            self._wake.notify_all()
        if slow and not self._stop and not self._slow_thread.isRunning():
            self._slow_thread.start()

    def forget(self, layer: int) -> None:
        """A layer wants nothing any more."""
        with self._wake:
            self._wanted.pop(layer, None)
            for lane in (self._quick_lane, self._slow_lane):
                if lane.reading is not None and lane.reading.layer == layer:
                    lane.given_up = True

    def stop(self) -> None:
        """End the threads after what they have in hand, and join them."""
        with self._wake:
            self._stop = True
            self._wanted.clear()
            self._quick_lane.given_up = self._slow_lane.given_up = True
            self._wake.notify_all()
        self.wait()
        self._slow_thread.wait()

    def run(self) -> None:
        """The thread's work; `start` calls it."""
        self._serve(self._quick_lane)

    def _serve(self, lane: _Lane) -> None:
        while (request := self._next(lane)) is not None:
            if lane.slow:
                self.slowly.emit(True)
            try:
                self._read(lane, request)
            finally:
                if lane.slow:
                    self.slowly.emit(False)

    def _read(self, lane: _Lane, request: TileRequest) -> None:
        def hand_over(part: TileValues) -> None:
            if lane.given_up:
                raise nc.CancelledError
            self.tile_begun.emit(request.layer, request, part)

        try:
            tile = request.source.read(request.key, hand_over if lane.slow else None)
        except nc.CancelledError:
            return
        except nc.NeurocorrelatorError as error:
            self.tile_failed.emit(request.layer, request, str(error))
        except Exception as error:  # noqa: BLE001 - a tile ends here, and says so
            text = f"{type(error).__name__}: {error}"
            self.tile_failed.emit(request.layer, request, text)
        else:
            if tile.damage:  # before the tile: who waits for that has heard it all
                self.tile_damaged.emit(request.layer, tile.damage)
            self.tile_read.emit(request.layer, request, tile)

    def _next(self, lane: _Lane) -> TileRequest | None:
        with self._wake:
            lane.reading = None
            while not self._stop:
                waiting = [
                    request
                    for requests in self._wanted.values()
                    for request in requests
                    if request.slow == lane.slow
                ]
                if waiting:
                    best = min(waiting, key=lambda request: request.priority)
                    self._wanted[best.layer].remove(best)
                    lane.reading, lane.given_up = best, False
                    return best
                self._wake.wait()
            return None


class _SlowThread(QThread):
    def __init__(self, serve: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("slow tiles")
        self._serve = serve

    def run(self) -> None:
        self._serve()


def _identity(request: TileRequest) -> tuple[int, TileKey, int]:
    return request.layer, request.key, request.generation
