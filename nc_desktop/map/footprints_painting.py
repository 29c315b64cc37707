"""How the footprints of matches and their labels are drawn, in units of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF, Qt
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
_NARROWEST_LABEL = 36.0
_DOT = 6.0  # units of the screen; smaller footprints are dots of this size
_LEAST_LABELLED = 10.0  # footprints that are smaller on the screen have no label of their own
# More in view are drawn more simply, but for the best: nobody could tell them apart.
_MOST_STYLED = 120
_MOST_OUTLINES = 1000
_MOST_LABELS = 200
_SELECTED_ALPHA, _HOVERED_ALPHA, _HATCH_ALPHA = 55, 30, 140
_REJECTED_OPACITY = 0.55
_MARK = 16  # side of the mark of a decision, units of the screen
_FAINT_ALPHA, _FAINT_OPACITY = 150, 0.6  # of templates that are not in the scene

_SHORT, _LONG = (5.0, 3.0), (14.0, 6.0)  # dashes and gaps, units of the screen

Indices = NDArray[np.intp]
Corners = NDArray[np.float64]
Written = tuple[tuple[int, str], ...]
"""Index and text of each label."""


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


@dataclass(frozen=True, eq=False)
class FootprintsPainting:
    """What is drawn of some matches.

    Attributes:
        outlines: where all matches of a result lie on the map.
        drawn: indices of those that are drawn, in the result's order.
        selected: indices of those that are highlighted, the current one last.
        labelled: whether rank and confidence stand beside them.
        onto_nothing: the ground is transparent. There a halo that replaces what lies beneath looks
            the same as one that is blended with it, and takes a tenth of the time.
    """

    outlines: MatchOutlines
    drawn: Indices
    selected: tuple[int, ...] = ()
    labelled: bool = True
    onto_nothing: bool = False
    _is_selected: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_is_selected", frozenset(self.selected))

    @cached_property
    def bounds(self) -> QRectF:
        """The rectangle around all that are drawn, in scene units."""
        return self.outlines.rect(self.drawn)

    def seen(self, view: QRectF) -> Indices:
        """Indices of the matches that touch a part of the map, in scene units."""
        return self.outlines.touching(self.drawn, view)

    def paint(self, painter: QPainter, to_screen: QTransform, seen: Indices) -> Written:
        """Draw some matches and the labels that there is room for.

        Args:
            painter: in units of the screen.
            to_screen: from scene units.
            seen: indices of the matches.

        Returns:
            What was written.
        """
        if not len(seen):
            return ()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = _mapped(self.outlines.corners[seen], to_screen)
        order, outlined = self._choose(seen, corners)
        place = {int(index): position for position, index in enumerate(seen)}
        chosen = [place[index] for index in self.selected if index in place]
        simply = np.zeros(len(seen), np.bool_)
        simply[chosen[:-_MOST_STYLED]] = True
        standing_out = chosen[-_MOST_STYLED:]
        plain = order[~np.isin(order, standing_out)]
        lined, dots = plain[outlined[plain]], plain[~outlined[plain]]
        thin, styled = lined[:-_MOST_STYLED], lined[-_MOST_STYLED:]
        for look, members in self._by_colour(seen, dots):
            _draw_dots(painter, corners[members].mean(axis=1), look)
        for look, members in self._by_colour(seen, thin):
            _draw_thin(painter, corners[members], _ink(look))
        lines = self._lines(seen[styled])
        rejected = self.outlines.decided(seen[styled], "rejected")
        hatched = not len(thin)  # in a crowd nobody could tell templates apart by it
        for number, line in enumerate(_LINES):
            for faded in (True, False):  # what is rejected lies below
                painter.setOpacity(_REJECTED_OPACITY if faded else 1.0)
                members = styled[(lines == number) & (rejected == faded)]
                if hatched:
                    self._draw_hatchings(painter, seen, members, corners)
                self._draw_styled(painter, seen, members, corners, line)
        _draw_thin(painter, corners[simply], _WHITE)
        for position in standing_out:
            self._draw_chosen(painter, int(seen[position]), corners[position])
        judged = np.concatenate([lined, np.array(standing_out, np.intp)])
        self._draw_decisions(painter, seen[judged], corners[judged])
        return self._draw_labels(painter, seen, (order, standing_out), corners)

    def paint_hovered(self, painter: QPainter, to_screen: QTransform, index: int) -> Written:
        """Draw the match under the cursor over all others, with its label."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = _mapped(self.outlines.corners[[index]], to_screen)[0]
        self._draw_chosen(painter, index, corners, hovered=True)
        self._draw_decisions(painter, np.array([index]), corners[None])
        text = self.outlines.label(index, QLocale(), named=True)
        metrics = _bold(painter)
        box = _label_box(metrics, text, corners.mean(axis=0))
        self._draw_label(painter, index, text, box, hovered=True)
        return ((index, text),)

    def _choose(self, seen: Indices, corners: Corners) -> tuple[Indices, NDArray[np.bool_]]:
        """The order of importance, the least first, and which are more than dots."""
        sizes = np.ptp(corners, axis=1).max(axis=1)
        ranks = self.outlines.ranks[seen]
        order = np.lexsort((-seen, -ranks))  # the best are drawn last, on top of the others
        outlined: NDArray[np.bool_] = sizes >= _DOT
        if outlined.sum() > _MOST_OUTLINES:
            large = order[outlined[order]]
            outlined[large[:-_MOST_OUTLINES]] = False
        return order, outlined

    def _by_look(self, seen: Indices, members: Indices) -> Iterator[tuple[TemplateLook, Indices]]:
        of_look = self.outlines.templates[seen[members]]
        for number in np.unique(of_look):
            yield self.outlines.looks[number], members[of_look == number]

    def _by_colour(self, seen: Indices, members: Indices) -> Iterator[tuple[TemplateLook, Indices]]:
        """Of a crowd: a few colours, however many templates have them."""
        outlines = self.outlines
        of_colour = outlines.same_ink[outlines.templates[seen[members]]]
        for number in sorted(set(of_colour.tolist())):
            yield outlines.looks[number], members[of_colour == number]

    def _lines(self, indices: Indices) -> Indices:
        """The line of each, by its number in `_LINES`."""
        looks, outlines = self.outlines.looks, self.outlines
        faint = np.array([look.faint for look in looks], np.bool_)[outlines.templates[indices]]
        first = outlines.ranks[indices] == 1
        cases = [faint, outlines.is_uncertain(indices), first]
        lines: Indices = np.select(cases, [0, 2, 3], 1)
        return lines

    def _draw_hatchings(
        self, painter: QPainter, seen: Indices, members: Indices, corners: Corners
    ) -> None:
        for look, own in self._by_look(seen, members):
            if look.hatch is not None:
                _draw_hatching(painter, corners[own], look)

    def _draw_styled(
        self, painter: QPainter, seen: Indices, members: Indices, corners: Corners, line: _Line
    ) -> None:
        if line.halo is not None and len(members):
            self._draw_halos(painter, corners[members], line.halo, line.width + 2.0)
        for look, own in self._by_colour(seen, members):
            colour, edges = _ink(look), _edges(corners[own])
            painter.setPen(_pen(colour, line.width, line.dashes))
            painter.drawLines(edges)
            painter.setPen(_pen(colour, line.width + 2.5))
            painter.drawLines(edges[: len(own)])  # the upper ones: which way is up in the pictures

    def _draw_halos(
        self, painter: QPainter, corners: Corners, colour: QColor, width: float
    ) -> None:
        pen = _pen(colour, width)
        if self.onto_nothing:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.setPen(pen)
            painter.drawLines(_edges(corners))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        else:  # one by one: Qt's time for wide lines grows faster than the path
            for each in corners:
                painter.strokePath(_closed(each[None]), pen)

    def _draw_chosen(
        self, painter: QPainter, index: int, corners: Corners, *, hovered: bool = False
    ) -> None:
        selected = index in self._is_selected
        look = self.outlines.looks[self.outlines.templates[index]]
        colour = QColor(look.colour)
        fill = QColor(colour)
        fill.setAlpha(_SELECTED_ALPHA if selected else _HOVERED_ALPHA)
        path = _closed(corners[None])
        width = 3.0 if selected else 2.5
        if not (hovered and selected):  # it is filled already
            painter.fillPath(path, fill)
        painter.strokePath(path, _pen(_WHITE, width + (3.0 if hovered and selected else 2.0)))
        [unsure] = self.outlines.is_uncertain(np.array([index]))
        dashes = _SHORT if look.faint else _LONG if unsure else ()
        painter.strokePath(path, _pen(colour, width, dashes))
        painter.setPen(_pen(colour, width + 2.5))
        painter.drawLines(_edges(corners[None])[:1])

    def _draw_decisions(self, painter: QPainter, indices: Indices, corners: Corners) -> None:
        """A mark at the uppermost right corner of each match that was judged."""
        large = np.ptp(corners, axis=1).max(axis=1) >= _LEAST_LABELLED
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        for decision in ("rejected", "accepted"):
            mark = decision_pixmap(decision, _MARK, ratio)
            for own in corners[large & self.outlines.decided(indices, decision)]:
                x, y = own[np.argmax(own[:, 0] - own[:, 1])]
                painter.drawPixmap(QPointF(x - _MARK / 2, y - _MARK / 2), mark)

    def _draw_labels(
        self,
        painter: QPainter,
        seen: Indices,
        order: tuple[Indices, list[int]],
        corners: Corners,
    ) -> Written:
        """Write what there is room for, the selected ones first.

        Args:
            painter: in units of the screen.
            seen: indices of the matches in view.
            order: their positions by importance, the least first; and of those that stand out.
            corners: of those in view, on the screen.
        """
        if not self.labelled:
            return ()
        metrics, locale, room = _bold(painter), QLocale(), LabelRoom()
        centres = corners.mean(axis=1)
        sizes = np.ptp(corners, axis=1).max(axis=1)
        by_importance, standing_out = order
        wanted = by_importance[sizes[by_importance] >= _LEAST_LABELLED][::-1][:_MOST_LABELS]
        current = self.selected[-1] if self.selected else None
        least = QRectF(0, 0, _NARROWEST_LABEL, metrics.height() + _LABEL_PADDING)
        written = []
        for position in dict.fromkeys([*reversed(standing_out), *wanted.tolist()]):
            index = int(seen[position])
            if index != current and not room.is_free(_beneath(least, centres[position])):
                continue
            text = self.outlines.label(index, locale, named=False)
            box = _label_box(metrics, text, centres[position])
            if room.take(box) or index == current:
                written.append((index, text, box))
        for index, text, box in reversed(written):  # the most important on top
            self._draw_label(painter, index, text, box)
        return tuple((index, text) for index, text, _ in written)

    def _draw_label(
        self, painter: QPainter, index: int, text: str, box: QRectF, *, hovered: bool = False
    ) -> None:
        look = self.outlines.looks[self.outlines.templates[index]]
        colour = QColor(look.colour)
        dark_text = colour.lightnessF() > 0.42
        stands_out = index in self._is_selected or hovered
        painter.setOpacity(_FAINT_OPACITY if look.faint and not stands_out else 1.0)
        edge = _WHITE if stands_out else _HALO
        painter.setPen(_pen(edge, 1.5))
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(0, 0, 0) if dark_text else _WHITE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setOpacity(1.0)


def _bold(painter: QPainter) -> QFontMetricsF:
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    return QFontMetricsF(font)


def _label_box(metrics: QFontMetricsF, text: str, centre: NDArray[np.float64]) -> QRectF:
    width = metrics.horizontalAdvance(text) + 2 * _LABEL_PADDING
    return _beneath(QRectF(0, 0, width, metrics.height() + _LABEL_PADDING), centre)


def _beneath(box: QRectF, centre: NDArray[np.float64]) -> QRectF:
    """A box of that size beneath the middle of a footprint."""
    width, height = box.width(), box.height()
    return QRectF(centre[0] - width / 2, centre[1] + _LABEL_BELOW, width, height)


def _draw_hatching(painter: QPainter, corners: Corners, look: TemplateLook) -> None:
    ink = QColor(look.colour)
    ink.setAlpha(_HATCH_ALPHA)
    # with smooth edges, which the outlines cover, it takes ten times as long
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    path = _closed(corners)
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.fillPath(path, QBrush(ink, look.hatch or Qt.BrushStyle.NoBrush))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _ink(look: TemplateLook) -> QColor:
    colour = QColor(look.colour)
    if look.faint:
        colour.setAlpha(_FAINT_ALPHA)
    return colour


def _draw_thin(painter: QPainter, corners: Corners, colour: QColor) -> None:
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


def _edges(corners: Corners) -> list[QLineF]:
    """[N, 4, 2] as 4 N lines, the upper edges first. Qt draws lines quicker than outlines."""
    ends = np.concatenate([corners, np.roll(corners, -1, axis=1)], axis=2)
    return [QLineF(*each) for each in ends.transpose(1, 0, 2).reshape(-1, 4).tolist()]


def _closed(corners: Corners) -> QPainterPath:
    """[N, 4, 2] as N closed outlines."""
    ring = np.concatenate([corners, corners[:, :2]], axis=1)  # over the first edge: no open corner
    joined = np.ones(ring.shape[:2], np.bool_)
    joined[:, -1] = False
    points = ring.reshape(-1, 2)
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    connect = joined.ravel().astype(np.int32)
    path: QPainterPath = pg.arrayToQPath(x, y, connect=connect, finiteCheck=False)
    return path


def _mapped(corners: Corners, t: QTransform) -> Corners:
    linear = np.array([[t.m11(), t.m12()], [t.m21(), t.m22()]])
    mapped: Corners = corners @ linear + np.array([t.dx(), t.dy()])
    return mapped


def _pen(colour: QColor, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    pen = QPen(colour, width)
    if dashes:
        pen.setDashPattern([part / width for part in dashes])  # Qt counts in widths
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
