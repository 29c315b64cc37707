"""Footprints of matches with their labels, drawn in one item."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QRectF, QTimer, Slot
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.map.crowd_picture import CrowdPicture
from nc_desktop.map.footprints_painting import FootprintsPainting, Written
from nc_desktop.map.match_outlines import MatchOutlines

_FEW = 12  # footprints that are drawn each time, as quickly as an image of them
_REST_MS = 90  # without a movement: then what stands in for another scale is drawn anew
_LONGEST_S = 0.5  # of a movement without a rest
_APART_S = 0.03  # pictures of several layers are made one after the other, with time between


class FootprintsLayer(QGraphicsObject):
    """Outlines with a thick upper edge, and labels that make room for each other.

    Those of one look are drawn at once, and only those in view. More than a few are drawn into a
    picture that follows the map while it moves: thousands stay quick. A few that are selected are
    drawn over that picture, which need not be made anew when others are. Which are drawn is told
    by their indices, so that a filter or a selection costs nothing else.
    """

    _made_at: ClassVar[float] = 0.0  # when a picture of any layer was due last

    def __init__(self) -> None:
        super().__init__()
        self._painting = FootprintsPainting(MatchOutlines.none(), np.zeros(0, np.intp))
        self._crowd = self._painting
        self._hovered: int | None = None
        self._bounds = QRectF()
        self._written: Written = ()
        self._picture: CrowdPicture | None = None
        self._made_of: tuple[object, ...] = ()
        self._moves_since: float | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rest)

    @property
    def outlines(self) -> MatchOutlines:
        """Where all matches of the result lie."""
        return self._painting.outlines

    @property
    def drawn(self) -> tuple[int, ...]:
        """Indices of the matches that are drawn, in the result's order."""
        return tuple(self._painting.drawn.tolist())

    @property
    def selected(self) -> tuple[int, ...]:
        """Indices of the matches that are highlighted."""
        return self._painting.selected

    @property
    def hovered(self) -> int | None:
        """Index of the match under the cursor."""
        return self._hovered

    @property
    def labels(self) -> Written:
        """Index and text of the labels for which the last paint had room."""
        return self._written

    @property
    def outlines_rect(self) -> QRectF:
        """The rectangle around all outlines, in scene units."""
        chosen = np.array(self._painting.selected, np.intp)
        return self._crowd.bounds.united(self.outlines.rect(chosen))

    @property
    def settled(self) -> bool:
        """Whether what is shown was drawn for the scale of the map, and stands in for nothing."""
        return not self._rest.isActive()

    def rect_of(self, indices: Iterable[int]) -> QRectF:
        """The rectangle around the outlines of some matches, in scene units."""
        wanted = np.fromiter(indices, np.intp)
        return self.outlines.rect(wanted[np.isin(wanted, self._painting.drawn)])

    def set_matches(
        self,
        outlines: MatchOutlines,
        drawn: Sequence[int] | NDArray[np.intp],
        selected: Sequence[int],
        *,
        labelled: bool,
    ) -> None:
        """Draw matches.

        Args:
            outlines: where all matches of a result lie on the map.
            drawn: indices of those that are drawn, whether they are selected or not.
            selected: indices of those that are highlighted, the current one last; they are drawn.
            labelled: whether rank and confidence stand beside them.
        """
        crowd, chosen = np.array(drawn, np.intp), tuple(selected)
        wanted = np.union1d(crowd, chosen).astype(np.intp)
        same_crowd = self._set_crowd(
            FootprintsPainting(
                outlines,
                crowd if len(chosen) <= _FEW else wanted,
                () if len(chosen) <= _FEW else chosen,
                labelled,
                onto_nothing=True,
            )
        )
        former = self._painting
        if same_crowd and chosen == former.selected and np.array_equal(wanted, former.drawn):
            self.update()
            return
        self.prepareGeometryChange()
        self._painting = FootprintsPainting(outlines, wanted, chosen, labelled)
        if self._hovered is not None and self._hovered not in wanted:
            self._hovered = None
        bounds = self.outlines_rect
        # labels reach beyond the outlines by an amount that depends on the zoom
        margin = max(bounds.width(), bounds.height(), 1.0)
        empty = not len(wanted)
        self._bounds = QRectF() if empty else bounds.adjusted(-margin, -margin, margin, margin)
        self.update()

    def _set_crowd(self, crowd: FootprintsPainting) -> bool:
        """Say what the picture is made of; it is made anew unless that is the same."""
        former = self._crowd
        if (
            crowd.outlines is former.outlines
            and (crowd.selected, crowd.labelled) == (former.selected, former.labelled)
            and np.array_equal(crowd.drawn, former.drawn)
        ):
            return True
        self._crowd, self._picture = crowd, None
        return False

    def set_hovered(self, index: int | None) -> None:
        """Highlight the match under the cursor."""
        if index != self._hovered:
            self._hovered = index
            self.update()

    def indices_at(self, col: float, row: float) -> list[int]:
        """Matches whose footprint holds a position, the smallest first."""
        return [int(i) for i in self.outlines.at(self._painting.drawn, col, row)]

    def indices_in(self, rect: QRectF) -> list[int]:
        """Matches whose footprint touches a rectangle, in the result's order."""
        return [int(i) for i in self.outlines.touching(self._painting.drawn, rect)]

    def boundingRect(self) -> QRectF:
        """Room for all outlines and their labels."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw in units of the screen, so that lines and letters keep their size.

        Args:
            painter: as Qt has it.
            option: as Qt has it.
            widget: the map's viewport; None for a picture of the map, which has its own pixels.
        """
        to_screen, view = painter.worldTransform(), self._view()
        painter.save()
        painter.setWorldTransform(QTransform())
        if widget is not None and self._follows(painter, to_screen, view):
            written = self._paint_selected(painter, to_screen, view)
        else:
            seen = self._painting.seen(view)
            if widget is not None and len(seen) > _FEW:
                self._make_picture(painter, to_screen, view)
                written = self._paint_selected(painter, to_screen, view)
            else:
                written = self._painting.paint(painter, to_screen, seen)
        if self._hovered is not None:
            others = tuple(each for each in written if each[0] != self._hovered)
            painter.setFont(widget.font() if widget is not None else painter.font())
            written = self._painting.paint_hovered(painter, to_screen, self._hovered) + others
        painter.restore()
        self._written = written

    def _follows(self, painter: QPainter, to_screen: QTransform, view: QRectF) -> bool:
        """Draw the picture that there is; False if there is none of what is to be drawn."""
        picture = self._picture
        if picture is None or self._made_of != _circumstances(painter):
            return False
        exactly = picture.fits(view, to_screen)
        picture.draw(painter, to_screen, exactly=exactly)
        if exactly:
            self._moves_since = None
            self._rest.stop()
        else:
            now = time.monotonic()
            if self._moves_since is None:
                self._moves_since = now
            if now - self._moves_since < _LONGEST_S or not self._rest.isActive():
                self._rest.start(_REST_MS)
        return True

    def _make_picture(self, painter: QPainter, to_screen: QTransform, view: QRectF) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        crowd, screen = self._crowd, (to_screen, painter.font(), ratio)
        self._picture = CrowdPicture.of(crowd, crowd.bounds, view, screen)
        self._made_of = _circumstances(painter)
        self._moves_since = None
        self._rest.stop()
        self._picture.draw(painter, to_screen, exactly=True)

    def _paint_selected(self, painter: QPainter, to_screen: QTransform, view: QRectF) -> Written:
        """Draw over the picture what is selected and not in it; returns all that is written."""
        assert self._picture is not None  # noqa: S101 - it was drawn
        if self._crowd.selected or not self._painting.selected:
            return self._picture.written
        own, painted = self._painting, set(self._painting.selected)
        seen = own.outlines.touching(np.array(sorted(painted), np.intp), view)
        written = own.paint(painter, to_screen, seen)
        return written + tuple(each for each in self._picture.written if each[0] not in painted)

    @Slot()
    def _on_rest(self) -> None:
        """Nothing has moved for a moment: draw for the scale that the map has now."""
        now = time.monotonic()
        if now - FootprintsLayer._made_at < _APART_S:
            self._rest.start(round(1000 * _APART_S))
            return
        FootprintsLayer._made_at = now
        self._picture = None
        self.update()

    def _view(self) -> QRectF:
        """The part of the map that is shown, in scene units."""
        scene = self.scene()
        views = scene.views() if scene is not None else []
        if not views:
            return self._bounds
        shown = views[0].mapToScene(views[0].viewport().rect()).boundingRect()
        return self.mapRectFromScene(shown)


def _circumstances(painter: QPainter) -> tuple[object, ...]:
    """What a picture depends on beside the map: font, numbers of the language, density."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    return painter.font().key(), QLocale().name(), ratio
