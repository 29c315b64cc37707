"""Footprints of matches with their labels, drawn in one item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.map.decision_marks import decision_pixmap
from nc_desktop.map.label_room import LabelRoom
from nc_desktop.map.match_outlines import MatchOutlines
from nc_desktop.map.template_looks import TemplateLook
from nc_desktop.plotting import pg

_HALO = QColor(0, 0, 0, 150)  # keeps a bright outline legible on bright ground
_FAINT_HALO = QColor(0, 0, 0, 70)  # a dark one would fill the gaps of a dashed line
_WHITE = QColor(255, 255, 255)
_LABEL_PADDING = 4.0
_LABEL_BELOW = 11.0  # the centre, where the mark of a template with a position lies
_DOT = 6.0  # units of the screen; smaller footprints are dots of this size
_LEAST_LABELLED = 10.0  # footprints that are smaller on the screen have no label of their own
# More in view are drawn more simply, but for the best: nobody could tell them apart, and wide lines
# of thousands take seconds.
_MOST_STYLED = 150
_MOST_OUTLINES = 2000
_MOST_LABELS = 300
_AT_ONCE = 8  # outlines in one path: Qt's time for wide lines grows faster than the path
_SELECTED_ALPHA, _HOVERED_ALPHA, _HATCH_ALPHA = 55, 30, 140
_REJECTED_OPACITY = 0.55
_MARK = 16  # side of the mark of a decision, units of the screen
_FAINT_ALPHA, _FAINT_OPACITY = 150, 0.6  # of templates that are not in the scene

_SHORT, _LONG = (5.0, 3.0), (14.0, 6.0)  # dashes and gaps, units of the screen

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Line:
    """An outline: its width and dashes in units of the screen, and what is drawn below it."""

    width: float
    dashes: tuple[float, ...] = ()
    halo: QColor | None = None


_LINES = (  # the least important first
    _Line(1.0, _SHORT),  # of a template that is not in the scene
    _Line(1.5, _SHORT, _FAINT_HALO),  # another place than the first
    _Line(2.0, _LONG, _FAINT_HALO),  # the first place of a template that is uncertain
    _Line(2.0, (), _HALO),  # where a template is found, or its first place if nobody judges
)


class FootprintsLayer(QGraphicsObject):
    """Outlines with a thick upper edge, and labels that make room for each other.

    Those of one look are drawn at once, and only those in view: thousands stay quick. Which are
    drawn is told by their indices, so that a filter or a selection costs nothing else.
    """

    def __init__(self) -> None:
        super().__init__()
        self._outlines = MatchOutlines.none()
        self._drawn: Indices = np.zeros(0, np.intp)
        self._selected: tuple[int, ...] = ()
        self._is_selected: set[int] = set()
        self._hovered: int | None = None
        self._labelled = True
        self._bounds = QRectF()
        self._written: tuple[tuple[int, str], ...] = ()

    @property
    def outlines(self) -> MatchOutlines:
        """Where all matches of the result lie."""
        return self._outlines

    @property
    def drawn(self) -> tuple[int, ...]:
        """Indices of the matches that are drawn, in the result's order."""
        return tuple(self._drawn.tolist())

    @property
    def selected(self) -> tuple[int, ...]:
        """Indices of the matches that are highlighted."""
        return self._selected

    @property
    def hovered(self) -> int | None:
        """Index of the match under the cursor."""
        return self._hovered

    @property
    def labels(self) -> tuple[tuple[int, str], ...]:
        """Index and text of the labels for which the last paint had room."""
        return self._written

    @property
    def outlines_rect(self) -> QRectF:
        """The rectangle around all outlines, in scene units."""
        return self._outlines.rect(self._drawn)

    def rect_of(self, indices: Iterable[int]) -> QRectF:
        """The rectangle around the outlines of some matches, in scene units."""
        wanted = np.fromiter(indices, np.intp)
        return self._outlines.rect(np.intersect1d(wanted, self._drawn))

    def set_matches(
        self,
        outlines: MatchOutlines,
        drawn: Sequence[int],
        selected: Sequence[int],
        *,
        labelled: bool,
    ) -> None:
        """Draw matches.

        Args:
            outlines: where all matches of a result lie on the map.
            drawn: indices of those that are drawn.
            selected: indices of those that are highlighted, the current one last.
            labelled: whether rank and confidence stand beside them.
        """
        self.prepareGeometryChange()
        self._outlines, self._labelled = outlines, labelled
        self._drawn = np.array(drawn, np.intp)
        self._selected = tuple(selected)
        self._is_selected = set(selected)
        if self._hovered is not None and self._hovered not in self._drawn:
            self._hovered = None
        bounds = self.outlines_rect
        # labels reach beyond the outlines by an amount that depends on the zoom
        margin = max(bounds.width(), bounds.height(), 1.0)
        empty = not len(self._drawn)
        self._bounds = QRectF() if empty else bounds.adjusted(-margin, -margin, margin, margin)
        self.update()

    def set_hovered(self, index: int | None) -> None:
        """Highlight the match under the cursor."""
        if index != self._hovered:
            self._hovered = index
            self.update()

    def indices_at(self, col: float, row: float) -> list[int]:
        """Matches whose footprint holds a position, the smallest first."""
        return [int(i) for i in self._outlines.at(self._drawn, col, row)]

    def indices_in(self, rect: QRectF) -> list[int]:
        """Matches whose footprint touches a rectangle, in the result's order."""
        return [int(i) for i in self._outlines.touching(self._drawn, rect)]

    def boundingRect(self) -> QRectF:
        """Room for all outlines and their labels."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw in units of the screen, so that lines and letters keep their size."""
        to_screen = painter.worldTransform()
        view = self._view()
        seen = self._outlines.touching(self._drawn, view)
        if not len(seen):
            self._written = ()
            return
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = _mapped(self._outlines.corners[seen], to_screen)
        order, outlined = self._choose(seen, corners)
        place = {int(index): position for position, index in enumerate(seen)}
        chosen = [place[index] for index in self._chosen() if index in place]
        simply = np.zeros(len(seen), np.bool_)
        simply[chosen[:-_MOST_STYLED]] = True
        standing_out = chosen[-_MOST_STYLED:]
        plain = order[~np.isin(order, standing_out)]
        lined, dots = plain[outlined[plain]], plain[~outlined[plain]]
        thin, styled = lined[:-_MOST_STYLED], lined[-_MOST_STYLED:]
        for look, members in self._by_look(seen, dots):
            _draw_dots(painter, corners[members].mean(axis=1), look)
        for look, members in self._by_look(seen, thin):
            _draw_thin(painter, corners[members], _ink(look))
        lines = self._lines(seen[styled])
        rejected = self._outlines.decided(seen[styled], "rejected")
        for number, line in enumerate(_LINES):
            for faded in (True, False):  # what is rejected lies below
                painter.setOpacity(_REJECTED_OPACITY if faded else 1.0)
                chosen_lines = (lines == number) & (rejected == faded)
                for look, members in self._by_look(seen, styled[chosen_lines]):
                    _draw_outlines(painter, corners[members], look, line)
        _draw_thin(painter, corners[simply], _WHITE)
        for position in standing_out:
            self._draw_chosen(painter, int(seen[position]), corners[position])
        self._draw_decisions(painter, seen, corners, lined)
        self._draw_labels(painter, seen, (order, standing_out), corners)
        painter.restore()

    def _view(self) -> QRectF:
        """The part of the map that is shown, in scene units."""
        scene = self.scene()
        views = scene.views() if scene is not None else []
        if not views:
            return self._bounds
        shown = views[0].mapToScene(views[0].viewport().rect()).boundingRect()
        return self.mapRectFromScene(shown)

    def _chosen(self) -> list[int]:
        """What stands out: the selected ones, then the one under the cursor, which lies on top."""
        others = [index for index in self._selected if index != self._hovered]
        return others if self._hovered is None else [*others, self._hovered]

    def _choose(self, seen: Indices, corners: NDArray[np.float64]) -> tuple[Indices, Indices]:
        """The order of importance, the least first, and which are more than dots."""
        sizes = np.ptp(corners, axis=1).max(axis=1)
        ranks = self._outlines.ranks[seen]
        order = np.lexsort((-seen, -ranks))  # the best are drawn last, on top of the others
        outlined = sizes >= _DOT
        if outlined.sum() > _MOST_OUTLINES:
            large = order[outlined[order]]
            outlined[large[:-_MOST_OUTLINES]] = False
        return order, outlined

    def _by_look(self, seen: Indices, members: Indices) -> Iterator[tuple[TemplateLook, Indices]]:
        of_look = self._outlines.templates[seen[members]]
        for number, look in enumerate(self._outlines.looks):
            chosen = members[of_look == number]
            if len(chosen):
                yield look, chosen

    def _lines(self, indices: Indices) -> Indices:
        """The line of each, by its number in `_LINES`."""
        looks, outlines = self._outlines.looks, self._outlines
        faint = np.array([look.faint for look in looks], np.bool_)[outlines.templates[indices]]
        first = outlines.ranks[indices] == 1
        cases = [faint, outlines.is_uncertain(indices), first]
        lines: Indices = np.select(cases, [0, 2, 3], 1)
        return lines

    def _draw_chosen(self, painter: QPainter, index: int, corners: NDArray[np.float64]) -> None:
        selected, hovered = index in self._is_selected, index == self._hovered
        look = self._outlines.looks[self._outlines.templates[index]]
        colour = QColor(look.colour)
        fill = QColor(colour)
        fill.setAlpha(_SELECTED_ALPHA if selected else _HOVERED_ALPHA)
        path = _closed(corners[None])
        width = 3.0 if selected else 2.5
        painter.fillPath(path, fill)
        _stroke(painter, path, _WHITE, width + (3.0 if hovered and selected else 2.0))
        [unsure] = self._outlines.is_uncertain(np.array([index]))
        dashes = _SHORT if look.faint else _LONG if unsure else ()
        _stroke(painter, path, colour, width, dashes)
        _stroke(painter, _upper_edges(corners[None]), colour, width + 2.5)

    def _draw_decisions(
        self, painter: QPainter, seen: Indices, corners: NDArray[np.float64], lined: Indices
    ) -> None:
        """A mark at the uppermost right corner of each match that was judged."""
        members = np.concatenate([lined, self._standing_out(seen)])
        sizes = np.ptp(corners[members], axis=1).max(axis=1)
        members = members[sizes >= _LEAST_LABELLED]
        ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        for decision in ("rejected", "accepted"):
            mark = decision_pixmap(decision, _MARK, ratio)
            for position in members[self._outlines.decided(seen[members], decision)]:
                own = corners[position]
                x, y = own[np.argmax(own[:, 0] - own[:, 1])]
                painter.drawPixmap(QPointF(x - _MARK / 2, y - _MARK / 2), mark)

    def _standing_out(self, seen: Indices) -> Indices:
        """Positions, among those in view, of what is selected or under the cursor."""
        return np.flatnonzero(np.isin(seen, self._chosen())).astype(np.intp)

    def _draw_labels(
        self,
        painter: QPainter,
        seen: Indices,
        order: tuple[Indices, list[int]],
        corners: NDArray[np.float64],
    ) -> None:
        """Write what there is room for: first the match under the cursor, then the selected ones.

        Args:
            painter: in units of the screen.
            seen: indices of the matches in view.
            order: their positions by importance, the least first; and of those that stand out.
            corners: of those in view, on the screen.
        """
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        metrics, locale, room = QFontMetricsF(font), QLocale(), LabelRoom()
        sizes = np.ptp(corners, axis=1).max(axis=1)
        by_importance, standing_out = order
        wanted = by_importance[sizes[by_importance] >= _LEAST_LABELLED][::-1][:_MOST_LABELS]
        current = self._selected[-1] if self._selected else None
        written = []
        for position in dict.fromkeys([*reversed(standing_out), *wanted.tolist()]):
            index = int(seen[position])
            if not (self._labelled or index == self._hovered):
                continue
            text = self._outlines.label(index, locale, named=index == self._hovered)
            width = metrics.horizontalAdvance(text) + 2 * _LABEL_PADDING
            box = QRectF(0, 0, width, metrics.height() + _LABEL_PADDING)
            box.moveCenter(QPointF(*corners[position].mean(axis=0)))
            box.translate(0, box.height() / 2 + _LABEL_BELOW)
            if room.take(box) or index in (self._hovered, current):
                written.append((index, text, box))
        for index, text, box in reversed(written):  # the most important on top
            self._draw_label(painter, index, text, box)
        self._written = tuple((index, text) for index, text, _ in written)

    def _draw_label(self, painter: QPainter, index: int, text: str, box: QRectF) -> None:
        look = self._outlines.looks[self._outlines.templates[index]]
        colour = QColor(look.colour)
        dark_text = colour.lightnessF() > 0.42
        stands_out = index in self._is_selected or index == self._hovered
        painter.setOpacity(_FAINT_OPACITY if look.faint and not stands_out else 1.0)
        edge = _WHITE if stands_out else _HALO
        painter.setPen(_pen(edge, 1.5))
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(0, 0, 0) if dark_text else _WHITE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setOpacity(1.0)


def _draw_outlines(
    painter: QPainter, corners: NDArray[np.float64], look: TemplateLook, line: _Line
) -> None:
    colour, ink = _ink(look), QColor(look.colour)
    ink.setAlpha(_HATCH_ALPHA)
    for first in range(0, len(corners), _AT_ONCE):
        part = corners[first : first + _AT_ONCE]
        path = _closed(part)
        if look.hatch is not None:
            path.setFillRule(Qt.FillRule.WindingFill)
            painter.fillPath(path, QBrush(ink, look.hatch))
        if line.halo is not None:
            _stroke(painter, path, line.halo, line.width + 2.0)
        _stroke(painter, path, colour, line.width, line.dashes)
        _stroke(painter, _upper_edges(part), colour, line.width + 2.5)


def _ink(look: TemplateLook) -> QColor:
    colour = QColor(look.colour)
    if look.faint:
        colour.setAlpha(_FAINT_ALPHA)
    return colour


def _draw_thin(painter: QPainter, corners: NDArray[np.float64], colour: QColor) -> None:
    """Of a crowd only the lines: those of one pixel are a hundred times quicker than others."""
    if len(corners):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 0))
        painter.drawPath(_closed(corners))


def _draw_dots(painter: QPainter, centres: NDArray[np.float64], look: TemplateLook) -> None:
    """Those that would lie on each other are drawn once."""
    cells = np.round(centres / _DOT).astype(np.int64)
    _, first = np.unique(cells[:, 0] * (1 << 32) + cells[:, 1], return_index=True)
    places = cells[first] * _DOT
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for colour, size in ((_HALO, _DOT), (QColor(look.colour), _DOT - 2.0)):
        painter.setBrush(colour)
        corner = places - size / 2
        painter.drawRects([QRectF(x, y, size, size) for x, y in corner.tolist()])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _stroke(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    width: float,
    dashes: tuple[float, ...] = (),
) -> None:
    painter.strokePath(path, _pen(colour, width, dashes))


def _closed(corners: NDArray[np.float64]) -> QPainterPath:
    """[N, 4, 2] as N closed outlines."""
    ring = np.concatenate([corners, corners[:, :2]], axis=1)  # over the first edge: no open corner
    joined = np.ones(ring.shape[:2], np.bool_)
    joined[:, -1] = False
    return _path(ring.reshape(-1, 2), joined.ravel())


def _upper_edges(corners: NDArray[np.float64]) -> QPainterPath:
    """Which way is up in the pictures."""
    joined = np.tile([True, False], len(corners))
    return _path(corners[:, :2].reshape(-1, 2), joined)


def _path(points: NDArray[np.float64], joined: NDArray[np.bool_]) -> QPainterPath:
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    path: QPainterPath = pg.arrayToQPath(x, y, connect=joined.astype(np.int32), finiteCheck=False)
    return path


def _mapped(corners: NDArray[np.float64], t: QTransform) -> NDArray[np.float64]:
    linear = np.array([[t.m11(), t.m12()], [t.m21(), t.m22()]])
    mapped: NDArray[np.float64] = corners @ linear + np.array([t.dx(), t.dy()])
    return mapped


def _pen(colour: QColor, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    pen = QPen(colour, width)
    if dashes:
        pen.setDashPattern([part / width for part in dashes])  # Qt counts in widths
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
