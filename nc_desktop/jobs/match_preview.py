"""The mean cosine of a match that runs, on its way from the computing thread to the window."""

from __future__ import annotations

import threading
import time

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc

_STRIDE = 4  # scene pixels per cell of a patch
_MOST_CELLS = 1_000_000  # of a map: about a screen, so that a snapshot costs a moment
_MOST_IN_ALL = 16_000_000  # of the maps of all templates
_INTERVAL_S = 0.25

FloatMap = NDArray[np.float32]


class PreviewFeed(QObject):
    """Lives on the Qt thread; the computing thread sends only when the last maps were taken."""

    arrived = Signal(object, object)
    """This feed, and a tuple of `nc.ScoreMap`: those with newer values than were sent before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way = threading.Event()

    @property
    def free(self) -> bool:
        """Whether nothing is under way; from any thread."""
        return not self._under_way.is_set()

    def send(self, maps: tuple[nc.ScoreMap, ...]) -> None:
        """Hand maps to the Qt thread; from any thread."""
        self._under_way.set()
        self.arrived.emit(self, maps)

    def taken(self) -> None:
        """The maps were shown: more may come."""
        self._under_way.clear()


class PreviewMaps:
    """Merges patches into a map a template, and sends copies now and then. One thread only.

    Maps of large scenes are kept coarser, each cell the best of those it stands for.

    Args:
        scene: what is searched.
        templates: how many templates are looked for.
        feed: takes the copies.
    """

    def __init__(self, scene: nc.Raster, templates: int, feed: PreviewFeed) -> None:
        self._feed = feed
        rows, cols = -(-scene.height // _STRIDE), -(-scene.width // _STRIDE)
        most = min(_MOST_CELLS, _MOST_IN_ALL // max(templates, 1))
        self._factor = 1
        while rows * cols > most * self._factor**2:
            self._factor *= 2
        self._shape = -(-rows // self._factor), -(-cols // self._factor)
        self._stride = _STRIDE * self._factor
        self._georeference = scene.georeference.window(0, 0, self._stride)
        self._maps: dict[str, FloatMap] = {}
        self._newer: dict[str, None] = {}
        self._sent = time.monotonic()

    def take(self, patch: nc.PreviewPatch) -> None:
        """Merge a patch: `nc.match` calls it."""
        values = self._maps.get(patch.template)
        if values is None:
            values = np.full(self._shape, np.nan, np.float32)
            self._maps[patch.template] = values
        row, col, part = self._reduced(patch)
        target = values[row : row + part.shape[0], col : col + part.shape[1]]
        np.fmax(target, part[: target.shape[0], : target.shape[1]], out=target)
        self._newer[patch.template] = None
        self.send_if_due()

    def send_if_due(self) -> None:
        """Send what is newer, unless something was sent a moment ago or was not taken yet."""
        now = time.monotonic()
        if not self._newer or now - self._sent < _INTERVAL_S or not self._feed.free:
            return
        self._sent = now
        newer, self._newer = tuple(self._newer), {}
        self._feed.send(tuple(self._copy(name) for name in newer))

    def _copy(self, name: str) -> nc.ScoreMap:
        return nc.ScoreMap(name, self._maps[name].copy(), self._georeference, self._stride)

    def _reduced(self, patch: nc.PreviewPatch) -> tuple[int, int, FloatMap]:
        """First row and column on the coarser grid, and the values there."""
        step, values = self._factor, patch.values
        if step == 1:
            return patch.row, patch.col, values
        above, left = patch.row % step, patch.col % step
        below = -(above + values.shape[0]) % step
        right = -(left + values.shape[1]) % step
        padded = np.pad(values, ((above, below), (left, right)), constant_values=np.nan)
        rows, cols = padded.shape[0] // step, padded.shape[1] // step
        blocks = padded.reshape(rows, step, cols, step)
        coarse = np.fmax.reduce(np.fmax.reduce(blocks, axis=3), axis=1)
        return patch.row // step, patch.col // step, np.asarray(coarse, np.float32)
