"""Where templates say that they were taken, as marks on the map."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

import neurocorrelator as nc
from nc_desktop.map.map_view import MapView
from nc_desktop.model.project import Project
from nc_desktop.model.templates import TemplateEntry

_Z = 10_000.0  # above all layers
_RADIUS = 6.0  # of the dot, in units of a screen of usual density, as all lengths here
_WEDGE = 30.0
_HALF_WEDGE_DEG = 24.0
_NEAR = 10.0  # a click so close hits a mark
_MOST_LABELS = 30  # with more marks, or beside the labels of matches, only those selected have one
_LONGEST_LABEL = 24
_LEAST_VIEW_PX = 256.0  # scene pixels that a zoom to a mark shows at least
_OFF_EARTH = 1e9  # pixels; a position so far away is none

_Place = tuple[QPointF, float | None]


class TemplateMark(QGraphicsObject):
    """A dot, a wedge towards where the picture's upper edge looks, and a name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(_Z)
        self._colour, self._label = QColor(), ""
        self._direction: float | None = None
        self._selected = False

    @property
    def label(self) -> str:
        """The name beside it; empty for none."""
        return self._label

    @property
    def direction_deg(self) -> float | None:
        """Of the wedge, clockwise from up; None where the heading is not known."""
        return self._direction

    def show_entry(
        self, entry: TemplateEntry, direction: float | None, *, label: bool, selected: bool
    ) -> None:
        """Draw a template's mark.

        Args:
            entry: the template.
            direction: of its upper edge on the map, degrees clockwise from up; None for unknown.
            label: whether its name stands beside it.
            selected: whether it is highlighted.
        """
        self.prepareGeometryChange()
        self._colour, self._direction = QColor(entry.colour), direction
        self._label = _shortened(entry.template.name) if label or selected else ""
        self._selected = selected
        self.setZValue(_Z + selected)
        self.setToolTip(_tip(entry))
        self.update()

    def boundingRect(self) -> QRectF:
        """Dot, wedge and name, in units of the screen."""
        reach = _WEDGE + 3
        rect = QRectF(-reach, -reach, 2 * reach, 2 * reach)
        return rect.united(self._label_box()) if self._label else rect

    def shape(self) -> QPainterPath:
        """The dot: only there a tool tip appears."""
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), _RADIUS + 2, _RADIUS + 2)
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw on any ground: each line has a dark and a bright edge."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark, bright = QColor(0, 0, 0, 170), QColor(255, 255, 255)
        if self._direction is not None:
            fill = QColor(self._colour)
            fill.setAlpha(150)
            painter.setPen(QPen(dark, 1.0))
            painter.setBrush(fill)
            box = QRectF(-_WEDGE, -_WEDGE, 2 * _WEDGE, 2 * _WEDGE)
            start = 90.0 - self._direction - _HALF_WEDGE_DEG  # Qt turns from the right, upwards
            painter.drawPie(box, round(start * 16), round(2 * _HALF_WEDGE_DEG * 16))
        radius = _RADIUS + (1.5 if self._selected else 0)
        painter.setPen(QPen(dark, 1.0))
        painter.setBrush(bright)
        painter.drawEllipse(QPointF(0, 0), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QPointF(0, 0), radius - 2, radius - 2)
        if self._label:
            self._paint_label(painter, dark, bright)

    def _paint_label(self, painter: QPainter, dark: QColor, bright: QColor) -> None:
        box = self._label_box()
        painter.setFont(_font(bold=self._selected))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dark)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(bright)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._label)

    def _label_box(self) -> QRectF:
        metrics = QFontMetricsF(_font(bold=self._selected))
        height = metrics.height() + 2
        width = metrics.horizontalAdvance(self._label) + 8
        return QRectF(_RADIUS + 5, -height / 2, width, height)


class TemplateMarks(QObject):
    """Keeps a mark for each template whose position is known, in pixels of the active scene."""

    chosen = Signal(int)
    """Key of the entry whose mark was clicked."""

    def __init__(self, project: Project, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._view = project, view
        self._marks: dict[int, TemplateMark] = {}
        self._shown = True
        self._selected: frozenset[int] = frozenset()
        self._frame: nc.Georeference | None = None
        self._places: dict[tuple[float, float], _Place | None] = {}
        project.scene_changed.connect(self.refresh)
        project.result_changed.connect(self.refresh)
        project.templates.reset.connect(self.refresh)
        project.templates.entry_changed.connect(self._on_entry_changed)
        view.clicked.connect(self._on_clicked)

    @property
    def shown(self) -> bool:
        """Whether marks are drawn."""
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Draw the marks, or do not."""
        self._shown = shown
        self.refresh()

    def highlight(self, keys: frozenset[int]) -> None:
        """Make the marks of some entries larger."""
        changed, self._selected = keys ^ self._selected, keys
        for entry in self._project.templates.entries:
            if entry.key in changed and entry.key in self._marks:
                self._show(self._marks[entry.key], entry)

    def mark_of(self, key: int) -> TemplateMark | None:
        """The mark of an entry; None if it has none."""
        return self._marks.get(key)

    def place_of(self, entry: TemplateEntry) -> QPointF | None:
        """Where a template says it was taken, in pixels of the active scene.

        None where the template or the scene knows no place on the Earth, or that of the template
        is beyond what the CRS of the scene can express.
        """
        place = self._placed(entry)
        return None if place is None else QPointF(place[0])

    def zoom_to(self, entry: TemplateEntry) -> None:
        """Show the surroundings of a template's position."""
        place, scene = self.place_of(entry), self._project.scene
        if place is None or scene is None:
            return
        side = _LEAST_VIEW_PX
        if entry.template.gsd_m is not None:
            try:
                across = scene.georeference.gsd_m(place.x(), place.y())[0]
            except nc.RasterError:
                across = entry.template.gsd_m
            longest = max(entry.template.width, entry.template.height)
            side = max(side, 2 * longest * entry.template.gsd_m / across)
        side = min(side, 4.0 * max(scene.width, scene.height))
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(place)
        self._view.zoom_to(rect, span=1.0)

    @Slot()
    def refresh(self, *_: object) -> None:
        """Draw again what the project says."""
        places: dict[int, tuple[TemplateEntry, QPointF]] = {}
        if self._shown:
            for entry in self._project.templates.entries:
                place = self.place_of(entry)
                if place is not None:
                    places[entry.key] = (entry, place)
        for key in [key for key in self._marks if key not in places]:
            self._view.remove_item(self._marks.pop(key))
        for key, (_entry, place) in places.items():
            if key not in self._marks:
                self._marks[key] = TemplateMark()
                self._view.add_item(self._marks[key])
            self._marks[key].setPos(place)
        for key, (entry, _place) in places.items():
            self._show(self._marks[key], entry)

    @Slot(int)
    def _on_entry_changed(self, row: int) -> None:
        """Name or heading of one template; its position stays."""
        entry = self._project.templates.entries[row]
        if entry.key in self._marks:
            self._show(self._marks[entry.key], entry)

    def _show(self, mark: TemplateMark, entry: TemplateEntry) -> None:
        mark.show_entry(
            entry,
            self._direction(entry),
            label=len(self._marks) <= _MOST_LABELS and not self._project.result,
            selected=entry.key in self._selected,
        )

    def _direction(self, entry: TemplateEntry) -> float | None:
        """Of the upper edge on the map: the heading, turned by where north is there."""
        place, heading = self._placed(entry), entry.template.heading_deg
        if place is None or place[1] is None or heading is None:
            return None
        return place[1] + heading

    def _placed(self, entry: TemplateEntry) -> _Place | None:
        """Place and direction of north there; worked out once for a position and a scene."""
        scene, position = self._project.scene, entry.template.position
        if scene is None or position is None or not scene.georeference.is_geographic:
            return None
        if scene.georeference is not self._frame:
            self._frame = scene.georeference
            self._places.clear()
        if position not in self._places:
            self._places[position] = _place(position, self._frame)
        return self._places[position]

    @Slot(float, float)
    def _on_clicked(self, col: float, row: float) -> None:
        at = self._view.point_of(col, row)
        nearest, key_of_it = _NEAR, None
        for key, mark in self._marks.items():
            offset = self._view.point_of(mark.x(), mark.y()) - at
            distance = math.hypot(offset.x(), offset.y())
            if distance <= nearest:
                nearest, key_of_it = distance, key
        if key_of_it is not None:
            self.chosen.emit(key_of_it)


def _place(position: tuple[float, float], georeference: nc.Georeference) -> _Place | None:
    """Pixel under a longitude and latitude, and where north is there, clockwise from up."""
    try:
        col, row = georeference.colrow_from_lonlat(*position)
    except nc.RasterError:
        return None
    far = max(abs(float(col)), abs(float(row)))
    if not (math.isfinite(far) and far < _OFF_EARTH):
        return None
    try:
        north = georeference.north_deg(float(col), float(row))
    except nc.RasterError:
        return QPointF(float(col), float(row)), None
    return QPointF(float(col), float(row)), north


def _font(*, bold: bool) -> QFont:
    font = QFont()
    font.setBold(bold)
    return font


def _shortened(name: str) -> str:
    """The name without its middle if it is long: marks stand close together."""
    return name if len(name) <= _LONGEST_LABEL else f"{name[:12]}…{name[-9:]}"


def _tip(entry: TemplateEntry) -> str:
    template = entry.template
    lines = [template.name]
    if template.position is not None:
        lines.append(nc.dms(*template.position))
    return "\n".join(lines)
