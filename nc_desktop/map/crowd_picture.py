"""A picture of many footprints, so that a map that moves draws one image instead of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTransform

from nc_desktop.map.footprints_painting import FootprintsPainting, Written

_MARGIN = 0.25  # of the view, drawn on each side of it: the way that a map can be moved
_LABEL_ROOM = 160.0  # units of the screen by which a label may reach beyond its footprint
_MOST_PIXELS = 16_000_000  # of a picture; without a margin beyond


@dataclass(frozen=True, eq=False)
class CrowdPicture:
    """Footprints as they were drawn at one scale.

    Attributes:
        image: transparent where there are none.
        to_screen: from scene units to the screen when it was made.
        corner: of the image on that screen.
        covers: the part of the map that it shows all of, in scene units.
        bounds: around all footprints, in scene units.
        written: the labels in it.
    """

    image: QImage
    to_screen: QTransform
    corner: QPointF
    covers: QRectF
    bounds: QRectF
    written: Written

    @classmethod
    def of(
        cls,
        painting: FootprintsPainting,
        bounds: QRectF,
        view: QRectF,
        screen: tuple[QTransform, QFont, float],
    ) -> CrowdPicture:
        """Draw what is in view and somewhat beyond.

        Args:
            painting: what to draw, onto nothing.
            bounds: around all footprints, in scene units.
            view: the part of the map that is shown, in scene units.
            screen: from scene units to the screen, its font, and device pixels in its unit.
        """
        to_screen, font, ratio = screen
        margins = _MARGIN * view.width(), _MARGIN * view.height()
        covers = view.adjusted(-margins[0], -margins[1], *margins)
        place = _place(covers, bounds, to_screen)
        if place.width() * place.height() * ratio**2 > _MOST_PIXELS:
            covers = view
            place = _place(covers, bounds, to_screen)
        size = (place.size() * ratio).toSize()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        written: Written = ()
        if not image.isNull():
            painter = QPainter(image)
            painter.setFont(font)
            painter.translate(-place.topLeft())
            # not the painter's transform: outlines come in units of the screen
            written = painting.paint(painter, to_screen, painting.seen(covers))
            painter.end()
        return cls(image, to_screen, place.topLeft(), covers, bounds, written)

    def fits(self, view: QRectF, to_screen: QTransform) -> bool:
        """Whether it shows what would be drawn now: at this scale, and all of it."""
        now, then = to_screen, self.to_screen
        tolerance = 1e-9 * abs(now.m11())
        same_scale = all(
            abs(a - b) <= tolerance
            for a, b in (
                (now.m11(), then.m11()),
                (now.m12(), then.m12()),
                (now.m21(), then.m21()),
                (now.m22(), then.m22()),
            )
        )
        return same_scale and (self.covers.contains(self.bounds) or self.covers.contains(view))

    def draw(self, painter: QPainter, to_screen: QTransform, *, exactly: bool) -> None:
        """Draw it where its part of the map is now.

        Args:
            painter: in units of the screen.
            to_screen: from scene units now.
            exactly: it fits: pixel on pixel. Otherwise it stands in for another scale.
        """
        back, _ = self.to_screen.inverted()
        moved = back * to_screen
        if exactly:
            ratio = self.image.devicePixelRatio()
            corner = moved.map(self.corner)
            x, y = round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio
            painter.drawImage(QPointF(x, y), self.image)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setWorldTransform(moved)
        painter.drawImage(self.corner, self.image)
        painter.restore()


def _place(covers: QRectF, bounds: QRectF, to_screen: QTransform) -> QRectF:
    """Where on the screen there may be something to draw, on whole units."""
    room = _LABEL_ROOM
    drawn = to_screen.mapRect(bounds).adjusted(-room, -room, room, room)
    rect = to_screen.mapRect(covers).intersected(drawn)
    left, top = math.floor(rect.left()), math.floor(rect.top())
    return QRectF(left, top, math.ceil(rect.right()) - left, math.ceil(rect.bottom()) - top)
