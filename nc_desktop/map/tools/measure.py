"""Measuring lengths and areas on the ground."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

import neurocorrelator as nc
from nc_desktop.map.ground import area_text, length_text, pixels_text, square_pixels_text
from nc_desktop.map.tools.drawing_tool import DrawingTool
from nc_desktop.map.tools.outline import area, crosses
from nc_desktop.map.tools.rubber_band import BandLabel

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

Measured = Literal["distance", "area"]

_PAUSE_MS = 30  # between two computations of what is measured, while the cursor moves
_LABEL_FROM = 70.0  # units of the screen that a side must have to bear its length


class MeasureTool(DrawingTool):
    """Geodesic length of a line, or area and perimeter of a polygon, while it is drawn.

    A double click, Enter or a right click ends a measurement, which stays until the next one; Esc
    takes it away, and once more ends the tool. Without a CRS it measures pixels.
    """

    measured = Signal(str)
    """A measurement is done; its result in words."""

    def __init__(self, view: MapView, kind: Measured = "distance") -> None:
        super().__init__(view, closed=kind == "area")
        self.kind = kind
        self._done = False
        self._lengths: list[float | None] = []  # of the sides between corners that are set
        self._result = ""
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.redraw)

    @property
    def hint(self) -> str:
        """What was measured so far, and what to do now."""
        if not self._corners:
            if self.kind == "area":
                return self.tr("Measure an area: click its corners · Esc ends")
            return self.tr("Measure a distance: click along the way · Esc ends")
        copies = QKeySequence(QKeySequence.StandardKey.Copy).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        if self._done:
            return self.tr("{result} · {key} copies it · click for another").format(
                result=self._result, key=copies
            )
        return self.tr("{result} · double click or Enter ends · Backspace goes back").format(
            result=self._result
        )

    @property
    def result(self) -> str:
        """What was measured, in words; empty before the second corner."""
        return self._result

    @property
    def done(self) -> bool:
        """Whether the measurement that is shown was ended."""
        return self._done

    def start(self) -> None:
        """Begin with nothing measured."""
        self._begin()
        super().start()

    def stop(self) -> None:
        """Take the drawing off the map."""
        self._pause.stop()
        super().stop()

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Another corner; the first of another measurement when this one is done."""
        if self._done:
            self._begin()
            self._corners = []
        if self._corners and (at - self._corners[-1]).manhattanLength() <= self.radius:
            return
        if self.kind == "area" and crosses(self._corners, at):
            self.refuse(self.tr("This side would cross another one"))
            return
        if self._corners:
            self._lengths.append(self._length(self._corners[-1], at))
        self._corners.append(at)
        self._problem = ""
        self._cursor_at = at
        self.redraw()

    def move(self, at: QPointF) -> None:
        """The end follows the cursor; the figures follow some times a second."""
        if self._done:
            return
        self._cursor_at = at
        if self._band is not None and self._corners:
            self._band.move_end(at, fixed=len(self._corners))
            if not self._pause.isActive():
                self._pause.start()

    def double_click(self, at: QPointF) -> None:
        """The click before it has set the last corner."""
        self.finish()

    def right_click(self) -> None:
        """End the measurement, or the tool when there is none."""
        if self._corners and not self._done:
            self.finish()
        else:
            self.ended.emit(False)

    def wants_key(self, event: QKeyEvent) -> bool:
        """Copy means the result."""
        return bool(self._result) and event.matches(QKeySequence.StandardKey.Copy)

    def key(self, event: QKeyEvent) -> bool:
        """Enter ends, Backspace takes a corner away, Esc gives up, Copy copies."""
        if event.matches(QKeySequence.StandardKey.Copy) and self._result:
            QGuiApplication.clipboard().setText(self._result)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Backspace and self._corners:
            self._done = False
            self.undo_corner()
        elif event.key() == Qt.Key.Key_Escape and self._corners:
            self._begin()
            self._corners = []
            self.redraw()
        else:
            return super().key(event)
        return True

    def undo_corner(self) -> None:
        """Take the last corner and its side away."""
        if self._lengths:
            self._lengths.pop()
        super().undo_corner()

    def finish(self) -> None:
        """End with the corners that are set."""
        if self._done:
            return
        if len(self._corners) < (3 if self.kind == "area" else 2):
            self.refuse(
                self.tr("An area needs three corners")
                if self.kind == "area"
                else self.tr("A distance needs two points")
            )
            return
        if self.kind == "area" and crosses(self._corners, self._corners[0], closing=True):
            self.refuse(self.tr("This side would cross another one"))
            return
        self._done, self._cursor_at = True, None
        self._problem = ""
        self.redraw()
        self.measured.emit(self._result)

    def redraw(self) -> None:
        """Show the line with its lengths."""
        if self._band is None:
            return
        points, lengths = list(self._corners), list(self._lengths)
        at, valid = self._cursor_at, True
        moved = at is not None and bool(points)
        if moved and at is not None:
            moved = (at - points[-1]).manhattanLength() > self.radius
        if moved and at is not None:
            valid = self.kind == "distance" or not crosses(points, at)
            lengths.append(self._length(points[-1], at))
            points.append(at)
        self._result = self._in_words(points, lengths) if valid else ""
        self._band.set_points(
            points,
            fixed=len(self._corners),
            labels=self._labels(points, lengths),
            valid=valid,
        )
        self.hint_changed.emit()

    def _begin(self) -> None:
        self._done, self._lengths, self._result, self._problem = False, [], "", ""

    def _in_words(self, points: list[QPointF], lengths: list[float | None]) -> str:
        if len(points) < 2:
            return ""
        if self.kind == "distance":
            return self._length_text(lengths)
        if len(points) < 3:
            return ""
        perimeter = self._length_text([*lengths, self._length(points[-1], points[0])])
        return self.tr("{area}, perimeter {length}").format(
            area=self._area_text(points), length=perimeter
        )

    def _labels(self, points: list[QPointF], lengths: list[float | None]) -> list[BandLabel]:
        scale = self._view.viewpoint.scale
        labels = [
            BandLabel((a + b) * 0.5, self._length_text([length]))
            for (a, b), length in zip(pairwise(points), lengths, strict=True)
            if math.hypot(b.x() - a.x(), b.y() - a.y()) * scale >= _LABEL_FROM
        ]
        if len(labels) == 1 and self.kind == "distance" and len(points) == 2:
            labels = []  # the same as the total
        if self._result:
            labels.append(BandLabel(points[-1], self._result, main=True))
        return labels

    def _length(self, a: QPointF, b: QPointF) -> float | None:
        """Metres, or pixels without a CRS; None beyond what the CRS can express."""
        line = [(a.x(), a.y()), (b.x(), b.y())]
        if not self._view.georeference.is_geographic:
            return math.dist(*line)
        try:
            return self._view.georeference.length_m(line)
        except nc.RasterError:
            return None

    def _length_text(self, lengths: list[float | None]) -> str:
        total, locale = 0.0, QLocale()
        for length in lengths:
            if length is None:
                return self.tr("beyond the CRS")
            total += length
        on_ground = self._view.georeference.is_geographic
        return length_text(total, locale) if on_ground else pixels_text(total, locale)

    def _area_text(self, points: list[QPointF]) -> str:
        georeference, locale = self._view.georeference, QLocale()
        if not georeference.is_geographic:
            return square_pixels_text(area(points), locale)
        try:
            return area_text(georeference.area_m2([(p.x(), p.y()) for p in points]), locale)
        except nc.RasterError:
            return self.tr("beyond the CRS")
