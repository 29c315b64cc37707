"""All footprints of a result in one graphics item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

_HALO = QColor(0, 0, 0, 150)  # keeps a bright outline legible on bright ground
_FAINT_HALO = QColor(0, 0, 0, 70)  # a dark one would fill the gaps of a dashed line
_LABEL_PADDING = 4.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """What is drawn for one match.

    Attributes:
        index: position of the match in the result.
        corners: (col, row): upper left, upper right, lower right, lower left of the template.
        centre: (col, row) of the template's centre.
        label: rank and score; empty for none.
        colour: `#rrggbb` of the template.
        best: rank 1, drawn with a full line.
    """

    index: int
    corners: tuple[tuple[float, float], ...]
    centre: tuple[float, float]
    label: str
    colour: str
    best: bool

    @property
    def polygon(self) -> QPolygonF:
        """The outline in scene units."""
        return QPolygonF([QPointF(col, row) for col, row in self.corners])


class FootprintsLayer(QGraphicsObject):
    """Outlines with a thick upper edge, and labels that make room for each other."""

    def __init__(self) -> None:
        super().__init__()
        self._footprints: tuple[Footprint, ...] = ()
        self._polygons: dict[int, QPolygonF] = {}
        self._selected: tuple[int, ...] = ()
        self._bounds = QRectF()

    @property
    def footprints(self) -> tuple[Footprint, ...]:
        """What is drawn, later ones on top."""
        return self._footprints

    @property
    def selected(self) -> tuple[int, ...]:
        """Indices of the matches that are highlighted."""
        return self._selected

    @property
    def outlines_rect(self) -> QRectF:
        """The rectangle around all outlines, in scene units."""
        return self.rect_of(self._polygons)

    def rect_of(self, indices: Iterable[int]) -> QRectF:
        """The rectangle around the outlines of some matches, in scene units."""
        rect = QRectF()
        for index in indices:
            if index in self._polygons:
                rect = rect.united(self._polygons[index].boundingRect())
        return rect

    def set_footprints(self, footprints: Sequence[Footprint], selected: Sequence[int]) -> None:
        """Draw these and highlight some of them."""
        self.prepareGeometryChange()
        # the best and the selected lie on top of the others
        order = sorted(footprints, key=lambda f: (f.index in selected, f.best, -f.index))
        self._footprints = tuple(order)
        self._polygons = {f.index: f.polygon for f in order}
        self._selected = tuple(selected)
        bounds = self.outlines_rect
        # labels reach beyond the outlines by an amount that depends on the zoom
        margin = max(bounds.width(), bounds.height(), 1.0)
        self._bounds = bounds.adjusted(-margin, -margin, margin, margin) if order else QRectF()
        self.update()

    def indices_at(self, col: float, row: float) -> list[int]:
        """Matches whose footprint holds a position, the smallest first."""
        point = QPointF(col, row)
        fill = Qt.FillRule.WindingFill
        hits = [i for i, polygon in self._polygons.items() if polygon.containsPoint(point, fill)]
        return sorted(hits, key=lambda i: _area(self._polygons[i]))

    def boundingRect(self) -> QRectF:
        """Room for all outlines and their labels."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw in pixels of the screen, so that lines and letters keep their size."""
        to_screen = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for footprint in self._footprints:
            self._draw_outline(painter, footprint, to_screen)
        self._draw_labels(painter, to_screen)
        painter.restore()

    def _draw_outline(self, painter: QPainter, footprint: Footprint, to_screen: QTransform) -> None:
        polygon = to_screen.map(self._polygons[footprint.index])
        selected = footprint.index in self._selected
        colour = QColor(footprint.colour)
        fill = QColor(colour)
        fill.setAlpha(55 if selected else 0)
        painter.setBrush(fill)
        width = 3.0 if selected else 2.0 if footprint.best else 1.5
        style = Qt.PenStyle.SolidLine if footprint.best or selected else Qt.PenStyle.DashLine
        halo = QColor(255, 255, 255) if selected else _HALO if footprint.best else _FAINT_HALO
        painter.setPen(_pen(halo, width + 2.0, Qt.PenStyle.SolidLine))
        painter.drawPolygon(polygon)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(colour, width, style))
        painter.drawPolygon(polygon)
        painter.setPen(_pen(colour, width + 2.5, Qt.PenStyle.SolidLine))
        painter.drawLine(polygon.at(0), polygon.at(1))  # which way is up in the picture

    def _draw_labels(self, painter: QPainter, to_screen: QTransform) -> None:
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for footprint in reversed(self._footprints):  # the topmost first: they keep their label
            anchor = to_screen.map(QPointF(*footprint.centre))
            box = QRectF(
                0,
                0,
                metrics.horizontalAdvance(footprint.label) + 2 * _LABEL_PADDING,
                metrics.height() + _LABEL_PADDING,
            )
            box.moveCenter(anchor)
            if not footprint.label:
                continue
            if footprint.index not in self._selected and any(box.intersects(t) for t in taken):
                continue
            taken.append(box)
            self._draw_label(painter, footprint, box)

    def _draw_label(self, painter: QPainter, footprint: Footprint, box: QRectF) -> None:
        colour = QColor(footprint.colour)
        dark_text = colour.lightnessF() > 0.42
        edge = QColor(255, 255, 255) if footprint.index in self._selected else _HALO
        painter.setPen(_pen(edge, 1.5, Qt.PenStyle.SolidLine))
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(0, 0, 0) if dark_text else QColor(255, 255, 255))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, footprint.label)


def _pen(colour: QColor, width: float, style: Qt.PenStyle) -> QPen:
    pen = QPen(colour, width, style)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _area(polygon: QPolygonF) -> float:
    points = [polygon.at(i) for i in range(polygon.size())]
    following = points[1:] + points[:1]
    return (
        abs(sum(a.x() * b.y() - b.x() * a.y() for a, b in zip(points, following, strict=True))) / 2
    )
