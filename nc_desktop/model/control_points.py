"""Pairs of points, one in a picture and one in the scene, that place the picture by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.judgement import Footprint, Point


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A place that both show; one of the two is missing while it is not clicked yet.

    Attributes:
        picture: (x, y) in pixels of the template.
        scene: (col, row) in pixels of the scene.
    """

    picture: Point | None = None
    scene: Point | None = None

    @property
    def whole(self) -> bool:
        """Whether both are there."""
        return self.picture is not None and self.scene is not None


class ControlPoints(QObject):
    """The points of a match that is being made, and the transform that they give.

    Lives on the Qt thread.
    """

    changed = Signal()
    """Other points, another template or transform, or another one is selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._template: nc.Template | None = None
        self._points: list[ControlPoint] = []
        self._model: nc.FitModel | None = None
        self._mirrored = False
        self._selected: int | None = None
        self._fit: nc.ControlPointFit | None = None
        self._footprint: Footprint | None = None
        self._problem = ""

    @property
    def template(self) -> nc.Template | None:
        """The picture."""
        return self._template

    @property
    def points(self) -> tuple[ControlPoint, ...]:
        """All of them, in the order in which they were made."""
        return tuple(self._points)

    @property
    def selected(self) -> int | None:
        """The one that is worked on."""
        return self._selected

    @property
    def model(self) -> nc.FitModel | None:
        """The transform that was chosen; None for the freest that the points determine."""
        return self._model

    @property
    def fit(self) -> nc.ControlPointFit | None:
        """The transform; None while there are too few points, or they give none."""
        return self._fit

    @property
    def footprint(self) -> Footprint | None:
        """Where the picture would lie; None while that is not known, or impossible."""
        return self._footprint

    @property
    def problem(self) -> str:
        """Why there is no footprint though there are points enough, as the library says it."""
        return self._problem

    @property
    def needed(self) -> int:
        """How many whole points are missing for the transform."""
        least = nc.LEAST_POINTS[self._model or "similarity"]
        return max(0, least - sum(point.whole for point in self._points))

    def error_of(self, index: int) -> float | None:
        """How far the transform puts a point from where it was clicked, in scene pixels."""
        place = self._place_in_fit(index)
        return None if self._fit is None or place is None else float(self._fit.errors[place])

    def error_m_of(self, index: int, georeference: nc.Georeference) -> float | None:
        """The same in metres; None without a CRS."""
        place = self._place_in_fit(index)
        if self._fit is None or place is None or not georeference.is_geographic:
            return None
        try:
            return float(self._fit.errors_m(georeference)[place])
        except nc.RasterError:  # beyond what the CRS can express
            return None

    def begin(self, template: nc.Template, *, mirrored: bool) -> None:
        """Another picture, without points.

        Args:
            template: the picture.
            mirrored: whether pictures lie mirrored in the scene.
        """
        self._template, self._mirrored = template, mirrored
        self._points, self._selected = [], None
        self._settle()

    def clear(self) -> None:
        """No points and no picture."""
        self._template, self._points, self._selected = None, [], None
        self._settle()

    def choose_model(self, model: nc.FitModel | None) -> None:
        """Fit this transform; None for the freest that the points determine."""
        if model != self._model:
            self._model = model
            self._settle()

    def select(self, index: int | None) -> None:
        """Work on this one."""
        if index != self._selected:
            self._selected = index
            self.changed.emit()

    def click_picture(self, at: Point) -> None:
        """The picture's part of a point: of one that lacks it, or of a new one."""
        self._click("picture", at)

    def click_scene(self, at: Point) -> None:
        """The scene's part of a point."""
        self._click("scene", at)

    def move_picture(self, index: int, to: Point) -> None:
        """Put the picture's part of a point elsewhere."""
        self._points[index] = replace(self._points[index], picture=to)
        self._settle()

    def move_scene(self, index: int, to: Point) -> None:
        """Put the scene's part of a point elsewhere."""
        self._points[index] = replace(self._points[index], scene=to)
        self._settle()

    def remove(self, index: int) -> None:
        """Take a point away."""
        del self._points[index]
        self._selected = min(index, len(self._points) - 1) if self._points else None
        self._settle()

    def _click(self, part: str, at: Point) -> None:
        for index, point in enumerate(self._points):
            if getattr(point, part) is None:
                self._points[index] = replace(point, **{part: at})
                self._selected = index
                break
        else:
            # one half that was clicked twice before its other is put elsewhere
            pending = [i for i, point in enumerate(self._points) if not point.whole]
            if pending:
                self._points[pending[0]] = replace(self._points[pending[0]], **{part: at})
                self._selected = pending[0]
            else:
                self._points.append(ControlPoint(**{part: at}))
                self._selected = len(self._points) - 1
        self._settle()

    def _place_in_fit(self, index: int) -> int | None:
        if not self._points[index].whole:
            return None
        return sum(point.whole for point in self._points[:index])

    def _settle(self) -> None:
        """Find the transform anew."""
        self._fit = self._footprint = None
        self._problem = ""
        whole = [(p.picture, p.scene) for p in self._points if p.picture and p.scene]
        template = self._template
        if template is not None and not self.needed:
            size = template.width, template.height
            try:
                self._fit = nc.fit_control_points(
                    [picture for picture, _ in whole],
                    [scene for _, scene in whole],
                    self._model,
                    mirrored=self._mirrored,
                )
                footprint = self._fit.footprint(size)
                nc.hand_match(template, footprint, mirrored=self._mirrored)
                self._footprint = footprint
            except nc.PlacementError as error:
                self._problem = str(error)
        self.changed.emit()
