"""The picture and the scene at the match that is looked at: read while somebody compares them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.comparison_job import ComparedPictures, ComparisonJob, Limits
from nc_desktop.jobs.inliers_job import Finders, InliersJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.project import Project

_PAUSE_MS = 60  # a selection that goes on with the arrow key reads nothing on its way
_MARGIN = 0.15  # of the footprint's sides, around it
_FIRST_PIXELS = 1200.0  # on the longer side of the first pictures
_MOST_PIXELS = 2400.0  # of a detail
_SHARPER = 1.3  # a detail must have so many times the pixels of what is there


@dataclass(frozen=True, eq=False)
class Compared:
    """A match that is compared.

    Attributes:
        findings: what it is one of.
        index: its place there.
        match: as the user has it.
        scene: as it is searched.
    """

    findings: Findings
    index: int
    match: nc.Match
    scene: nc.Raster

    @property
    def limits(self) -> Limits:
        """The footprint with its surroundings."""
        left, top, right, bottom = self.match.box
        beside = _MARGIN * max(right - left, bottom - top, 1.0)
        return left - beside, top - beside, right + beside, bottom + beside

    def is_same(self, other: Compared | None) -> bool:
        """Whether the pictures of the other one serve for this."""
        return (
            other is not None
            and self.findings is other.findings
            and self.index == other.index
            and self.match.footprint == other.match.footprint
            and self.scene is other.scene
        )


class Comparing(QObject):
    """Follows the selection while it is wanted; what is under way for another match is cancelled.

    Lives on the Qt thread. `runner` reads, `compute` finds the inliers.
    """

    changed = Signal()
    """Another match is compared, or something of it has come."""

    def __init__(
        self,
        project: Project,
        runner: JobRunner,
        compute: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._runner, self._compute = project, runner, compute
        self._wanted = self._wants_lines = False
        self._finders = Finders()
        self._job: ComparisonJob | None = None
        self._lines_job: InliersJob | None = None
        self.compared: Compared | None = None
        self.pictures: ComparedPictures | None = None
        self.detail: ComparedPictures | None = None
        self.pairs: nc.PatchPairs | None = None
        self.problem = self.lines_problem = ""
        self.lines_fraction = 0.0
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._follow)
        for signal in (
            project.selection_changed,
            project.result_changed,
            project.scene_changed,
            project.judged,
        ):
            signal.connect(self._soon)
        for each in (runner, compute):
            each.succeeded.connect(self._on_succeeded)
            each.failed.connect(self._on_failed)
        compute.progressed.connect(self._on_progressed)

    @property
    def reading(self) -> bool:
        """Whether pictures are under way."""
        return self._job is not None

    @property
    def finding(self) -> bool:
        """Whether inliers are under way, or wait for a match that runs."""
        return self._lines_job is not None

    @property
    def layer(self) -> SceneLayer | None:
        """The scene's layer, whose look the pictures have."""
        return None if self.compared is None else self.compared.findings.scene

    def set_wanted(self, wanted: bool) -> None:
        """Whether somebody looks."""
        self._wanted = wanted
        if wanted:
            self._follow()
        else:
            self._timer.stop()
            self._stop()

    def set_lines(self, wanted: bool) -> None:
        """Whether inliers are wanted of what is compared."""
        self._wants_lines = wanted
        self.lines_problem = ""
        if wanted:
            self._find()
        else:
            self._cancel_lines()
        self.changed.emit()

    def look_at(self, limits: Limits, scale: float) -> None:
        """Somebody looks closely at a part: read it again if that shows more.

        Args:
            limits: what is looked at.
            scale: pixels of the screen in a pixel of the scene.
        """
        compared, pictures = self.compared, self.pictures
        if compared is None or pictures is None or not self._wanted:
            return
        scale = min(scale, _finest(compared))
        longest = max(limits[2] - limits[0], limits[3] - limits[1])
        scale = min(scale, _MOST_PIXELS / max(longest, 1e-9))
        best = self.detail if _covers(self.detail, limits) else None
        if best is None and _covers(pictures, limits):
            best = pictures
        asked = self._job
        if asked is not None and (asked.limits, asked.scale) == (limits, scale):
            return
        if best is None or scale > _SHARPER * best.scale:
            self._submit(compared, limits, scale)

    @Slot()
    def _soon(self) -> None:
        if self._wanted:
            self._timer.start()

    @Slot()
    def _follow(self) -> None:
        now = self._now()
        if now is not None and now.is_same(self.compared):
            if self.pictures is None and not self.reading and not self.problem:
                self._begin(now)
            self.compared = now
            self.changed.emit()
            return
        self._stop()
        self.compared = now
        self.pictures = self.detail = self.pairs = None
        self.problem = self.lines_problem = ""
        if now is not None:
            self._begin(now)
        self.changed.emit()

    def _begin(self, now: Compared) -> None:
        left, top, right, bottom = now.limits
        scale = min(_FIRST_PIXELS / max(right - left, bottom - top), _finest(now))
        self._submit(now, now.limits, scale)
        if self._wants_lines:
            self._find()

    def _now(self) -> Compared | None:
        findings = self._project.findings
        if findings is None or findings.current is None:
            return None
        match = findings.result.matches[findings.current]
        return Compared(findings, findings.current, match, findings.scene.raster)

    def _submit(self, compared: Compared, limits: Limits, scale: float) -> None:
        if self._job is not None:
            self._runner.cancel(self._job)
        result = compared.findings.result
        self._job = ComparisonJob(compared.scene, result, compared.match, limits, scale)
        self._runner.submit(self._job)

    def _find(self) -> None:
        compared = self.compared
        if compared is None or not self._wanted or self.finding or self.pairs is not None:
            return
        result = compared.findings.result
        self.lines_fraction = 0.0
        self._lines_job = InliersJob(self._finders, compared.scene, result, compared.match)
        self._compute.submit(self._lines_job)

    def _stop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            self._runner.cancel(job)
        self._cancel_lines()

    def _cancel_lines(self) -> None:
        if self._lines_job is not None:
            job, self._lines_job = self._lines_job, None
            self._compute.cancel(job)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, found: object) -> None:
        if job is self._job and isinstance(found, ComparedPictures):
            self._job = None
            if self.pictures is None:
                self.pictures = found
            else:
                self.detail = found
        elif job is self._lines_job and isinstance(found, nc.PatchPairs):
            self._lines_job, self.pairs = None, found
        else:
            return
        self.changed.emit()

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if job is self._job:
            self._job, self.problem = None, error.message
        elif job is self._lines_job:
            self._lines_job, self.lines_problem = None, error.message
        else:
            return
        self.changed.emit()

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if job is self._lines_job:
            self.lines_fraction = progress.fraction
            self.changed.emit()


def _finest(compared: Compared) -> float:
    """Pixels in a pixel of the scene that the finer one of both pictures has."""
    result = compared.findings.result
    template = next(t for t in result.templates if t.name == compared.match.template)
    left, top, right, bottom = compared.match.box
    sides = max(right - left, bottom - top, 1e-9)
    return max(1.0, 1.2 * math.hypot(template.width, template.height) / sides)


def _covers(pictures: ComparedPictures | None, limits: Limits) -> bool:
    if pictures is None:
        return False
    left, top, right, bottom = pictures.limits
    return left <= limits[0] and top <= limits[1] and right >= limits[2] and bottom >= limits[3]
