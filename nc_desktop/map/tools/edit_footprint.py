"""Putting the footprint of a match right by handles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, Qt, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent

import neurocorrelator as nc
from nc_desktop.map.tools.footprint_handles import FootprintHandles, Handle
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.model.footprint_edit import (
    is_possible,
    middle,
    moved,
    reshaped,
    scaled,
    turned,
)
from nc_desktop.model.judgement import Footprint
from nc_desktop.model.project import Project

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_CLICK_RADIUS = 4.0  # units of the screen: a press that moves no farther is a click
_LEAST_SIDE = 1.0  # scene pixels
_STEP_DEG = 15.0
_FAR = 10.0  # scene pixels that an arrow key moves with Shift
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_NO_KEYS = Qt.KeyboardModifier.NoModifier


@dataclass
class _Drag:
    """What the left button holds.

    Attributes:
        handle: what it took; None for the map beside the footprint.
        start: where, in scene pixels.
        before: the footprint as it was then.
        keys: that were held then.
        begun: whether it has moved farther than a click.
    """

    handle: Handle | None
    start: QPointF
    before: Footprint
    keys: Qt.KeyboardModifier
    begun: bool = False


class EditFootprint(MapTool):
    """Moves, turns and scales the one match that is selected; a click selects another one.

    A drag inside moves it, the round handle turns it (with Shift by steps of 15°), a corner scales
    it (with Ctrl around its middle) and with Shift goes anywhere by itself. Arrow keys move it by a
    pixel of the scene. Each drag is an edit of its own.
    """

    def __init__(self, view: MapView, project: Project) -> None:
        super().__init__(view)
        self._project = project
        self._handles: FootprintHandles | None = None
        self._drag: _Drag | None = None
        self._now: Footprint | None = None
        self._abandoned = False
        self._cursor = Qt.CursorShape.ArrowCursor

    @property
    def handles(self) -> FootprintHandles | None:
        """What is drawn, while the tool is in use."""
        return self._handles

    @property
    def match(self) -> nc.Match | None:
        """The match that is edited: the one that is selected, if it is one alone."""
        findings = self._project.findings
        if findings is None or len(findings.selected) != 1:
            return None
        return findings.result.matches[findings.selected[0]]

    @property
    def hint(self) -> str:
        """What to do now, or how far the drag is."""
        if self.match is None:
            return self.tr("Select one match: click on its footprint · Esc ends")
        if self._drag is not None and self._drag.begun and self._now is not None:
            return self._progress(self._drag, self._now)
        return self.tr(
            "Drag inside to move, the round handle to turn, a corner to scale (Shift: the corner"
            " alone) · arrow keys move by a pixel · Esc ends"
        )

    @property
    def cursor(self) -> Qt.CursorShape:
        """What the handle under it does."""
        return self._cursor

    def start(self) -> None:
        """Show the handles of the selected match."""
        self._problem, self._drag, self._abandoned = "", None, False
        self._handles = FootprintHandles()
        self._view.add_item(self._handles)
        self._view.view_changed.connect(self._on_view)
        for signal in self._signals():
            signal.connect(self._refresh)
        self._on_view()
        self._refresh()

    def stop(self) -> None:
        """Take the handles off the map; a drag is given up."""
        if self._handles is None:
            return
        self._view.view_changed.disconnect(self._on_view)
        for signal in self._signals():
            signal.disconnect(self._refresh)
        self._view.remove_item(self._handles)
        self._handles = self._drag = self._now = None

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Take what lies there."""
        handles, match = self._handles, self.match
        self._abandoned = False
        if handles is None:
            return
        handle = handles.handle_at(at) if match is not None else None
        before = match.footprint if match is not None else ((0.0, 0.0),) * 4
        self._drag = _Drag(handle, at, before, modifiers)
        self._now = match.footprint if match is not None else None
        self.refuse("")

    def move(self, at: QPointF) -> None:
        """Let the footprint follow."""
        drag, match = self._drag, self.match
        if drag is None:
            self._hover(at)
            return
        away = (at - drag.start).manhattanLength() * self._view.viewpoint.scale
        if not drag.begun and away <= _CLICK_RADIUS:
            return
        drag.begun = True
        if drag.handle is None or match is None or self._handles is None:
            return
        wanted = _dragged(drag, (at.x(), at.y()))
        if is_possible(match, wanted, _LEAST_SIDE):
            self._now = wanted
            self._handles.show_footprint(wanted)
            self.refuse("")
        else:
            self.refuse(self.tr("No picture can lie like this: its corners would change places"))

    def release(self, at: QPointF) -> None:
        """Keep where it is now; a click selects what lies there."""
        drag, self._drag = self._drag, None
        if drag is None or self._abandoned:
            self._abandoned = False
            return
        if drag.begun and drag.handle is not None and self._now is not None:
            self._keep(self._now)
        elif not drag.begun:
            self._view.clicked.emit(at.x(), at.y())
        self.refuse("")
        self._hover(at)

    def right_click(self) -> None:
        """End, as Esc does."""
        self.ended.emit(False)

    def key(self, event: QKeyEvent) -> bool:
        """Esc takes a drag back, then ends; arrows move the footprint."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._give_up()
            return True
        step = _ARROWS.get(Qt.Key(event.key()))
        match, held = self.match, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and match is not None and held in (_SHIFT, _NO_KEYS):
            if self._drag is None:
                by = _FAR if held == _SHIFT else 1.0
                self._keep(moved(match.footprint, (by * step[0], by * step[1])))
            return True
        return super().key(event)

    def _give_up(self) -> None:
        """Show the match where it was before the drag; the button may still be down."""
        self._drag, self._abandoned = None, True
        self.refuse("")
        self._refresh()

    def _keep(self, footprint: Footprint) -> None:
        findings = self._project.findings
        if findings is not None and len(findings.selected) == 1:
            findings.judge(findings.selected, footprint=footprint)

    def _progress(self, drag: _Drag, now: Footprint) -> str:
        locale, ends = QLocale(), self.tr("Esc restores")
        if drag.handle == "inside":
            text = self.tr("Moved by {distance}").format(distance=self._distance(drag.before, now))
        elif drag.handle == "turn":
            a = complex(*drag.before[1]) - complex(*drag.before[0])
            b = complex(*now[1]) - complex(*now[0])
            turn = b / a
            angle = math.degrees(math.atan2(turn.imag, turn.real))
            text = self.tr("Turned by {angle}°").format(angle=locale.toString(angle, "f", 1))
        elif drag.keys & _SHIFT:
            text = self.tr("The corner alone is moved")
        else:
            share = math.dist(now[0], now[2]) / math.dist(drag.before[0], drag.before[2])
            text = self.tr("Scaled by {factor}").format(factor=locale.toString(share, "f", 3))
        return f"{text} · {ends}"

    def _distance(self, before: Footprint, now: Footprint) -> str:
        a, b, ground = middle(before), middle(now), self._view.georeference
        if ground.is_geographic:
            try:
                metres = QLocale().toString(ground.distance_m(a, b), "f", 1)
                return self.tr("{number} m").format(number=metres)
            except nc.RasterError:  # beyond what the CRS can express
                pass
        pixels = QLocale().toString(math.dist(a, b), "f", 1)
        return self.tr("{number} px").format(number=pixels)

    def _hover(self, at: QPointF) -> None:
        if self._handles is None:
            return
        handle = self._handles.handle_at(at)
        self._handles.set_hovered(handle)
        cursor = self._cursor_over(handle)
        if cursor != self._cursor:
            self._cursor = cursor
            self._view.viewport.setCursor(cursor)

    def _cursor_over(self, handle: Handle | None) -> Qt.CursorShape:
        if handle is None or self._handles is None:
            return Qt.CursorShape.ArrowCursor
        if handle == "inside":
            return Qt.CursorShape.SizeAllCursor
        if handle == "turn":
            return Qt.CursorShape.OpenHandCursor
        away = self._handles.place_of(handle) - self._handles.place_of("inside")
        falls = away.x() * away.y() > 0
        return Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor

    def _signals(self) -> tuple[SignalInstance, ...]:
        project = self._project
        return (project.selection_changed, project.result_changed, project.judged)

    @Slot()
    def _refresh(self) -> None:
        """The selected match is another one, or lies elsewhere by now: a drag is given up."""
        if self._handles is None:
            return
        if self._drag is not None:
            self._drag, self._abandoned = None, True
        match = self.match
        self._handles.show_footprint(match.footprint if match is not None else None)
        self.hint_changed.emit()

    @Slot()
    def _on_view(self) -> None:
        if self._handles is not None:
            self._handles.set_scale(self._view.viewpoint.scale)


def _dragged(drag: _Drag, to: tuple[float, float]) -> Footprint:
    start = drag.start.x(), drag.start.y()
    if drag.handle == "inside":
        return moved(drag.before, (to[0] - start[0], to[1] - start[1]))
    if drag.handle == "turn":
        step = _STEP_DEG if drag.keys & _SHIFT else 0.0
        return turned(drag.before, start, to, step_deg=step)
    corner = int(drag.handle or 0)
    # the corner itself follows, not what the press missed it by
    place = drag.before[corner]
    there = place[0] + to[0] - start[0], place[1] + to[1] - start[1]
    if drag.keys & _SHIFT:
        return reshaped(drag.before, corner, there)
    return scaled(drag.before, corner, there, centred=bool(drag.keys & _CTRL))
