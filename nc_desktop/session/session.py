"""The open project, the threads that work for it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nc_desktop.jobs.match_job import WarmUpJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.session.comparing import Comparing
from nc_desktop.session.correcting import Correcting
from nc_desktop.session.delivering import Delivering
from nc_desktop.session.exporting import Exporting
from nc_desktop.session.georeferencing import Georeferencing
from nc_desktop.session.history import History
from nc_desktop.session.judging import Judging
from nc_desktop.session.keeping import Keeping
from nc_desktop.session.layering import Layering
from nc_desktop.session.match_settings import MatchSettings
from nc_desktop.session.matching import Matching
from nc_desktop.session.opening import Opening
from nc_desktop.session.queue_list import QueueList
from nc_desktop.session.runs import Runs
from nc_desktop.session.tables import Tables
from nc_desktop.session.templating import Templating


class Session(QObject):
    """One thread computes, one handles files, one does what may take long beside them.

    Attributes:
        project: what is open.
        history: the edits of it, which can be undone.
        opening, templating, matching, queue_list, runs, match_settings, exporting, tables,
            delivering, georeferencing, judging, comparing, layering, keeping, correcting: what
            can be done.
        background: runs jobs that may take minutes and that nothing waits for.
        values: reads the pixel under the cursor.
        deliveries: writes reports and deliveries, which nobody wants behind an hour of overviews.
        comparisons: reads what a match is compared by.
        leaves_loading: `close` does not wait while the engine is being loaded, which takes seconds
            and cannot be stopped. Who sets it ends the process without Python's own way out if the
            session is `still_loading` then: nothing may be destroyed under that thread.
    """

    message = Signal(object)
    """A `Message` for the user."""
    withdrawn = Signal(object)
    """A `Message` that is true no more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project(self)
        self.history = History(self.project, self)
        self.compute = JobRunner("compute", self)
        self.files = JobRunner("files", self)
        self.values = JobRunner("values", self)
        self.background = JobRunner("background", self)
        self.projects = JobRunner("projects", self)
        self.deliveries = JobRunner("deliveries", self)
        self.comparisons = JobRunner("comparisons", self)
        self.opening = Opening(self.project, self.files, self)
        self.templating = Templating(self.project, self.files, self.opening, self)
        self.matching = Matching(self.project, self.compute, self)
        self.runs = Runs(self.project, self)
        self.queue_list = QueueList(self.project, self.matching, self)
        self.match_settings = MatchSettings(self.project, self.files, self)
        self.exporting = Exporting(self.project, self.files, self)
        self.delivering = Delivering(self.project, self.deliveries, self)
        self.tables = Tables(self.files, self)
        self.georeferencing = Georeferencing(self.project, self.files, self.opening, self)
        self.judging = Judging(self.project, self.history, self)
        self.comparing = Comparing(self.project, self.comparisons, self.compute, self)
        self.layering = Layering(self.project, self.files, self.background, self)
        self.history.raster_restored.connect(self.layering.place)
        self.keeping = Keeping(self.project, self.history, self.projects, self)
        self.keeping.scene_opened.connect(self.layering.note_scene)
        self.correcting = Correcting(self.project, self)
        self.leaves_loading = False
        self._closed = False
        for part in (
            self.opening,
            self.templating,
            self.matching,
            self.queue_list,
            self.match_settings,
            self.exporting,
            self.delivering,
            self.tables,
            self.georeferencing,
            self.judging,
            self.layering,
            self.keeping,
        ):
            part.message.connect(self.message)
            part.withdrawn.connect(self.withdrawn)
        self.opening.scene_added.connect(self.layering.note_scene)
        self.opening.demo_opened.connect(self.matching.match)
        self.opening.templates_opened.connect(self.matching.match_if_wanted)
        self.templating.pasted.connect(self.matching.match_if_wanted)

    @property
    def busy(self) -> bool:
        """Whether anything that was asked for is not done yet."""
        return self.keeping.maps_wait or any(
            runner.busy
            for runner in (
                self.compute,
                self.files,
                self.background,
                self.projects,
                self.deliveries,
                self.comparisons,
            )
        )

    @property
    def still_loading(self) -> bool:
        """Whether the session was closed and its engine is being loaded all the same."""
        return self._closed and not self.compute.ended

    def stop(self) -> None:
        """Cancel all that runs, before anything waits for an end: `close` comes after it."""
        for runner in (
            self.compute,
            self.files,
            self.values,
            self.background,
            self.projects,
            self.deliveries,
            self.comparisons,
        ):
            runner.stop()

    def close(self) -> None:
        """Cancel what runs, join all threads and close the scenes' files."""
        if self._closed:
            return
        self._closed = True
        self.stop()
        loading = isinstance(self.compute.current, WarmUpJob)
        for runner in (
            self.files,
            self.values,
            self.background,
            self.projects,
            self.deliveries,
            self.comparisons,
        ):
            runner.shutdown()
        if not (self.leaves_loading and loading):
            self.compute.shutdown()
        self.keeping.close()
        for layer in self.project.layers.of_kind(SceneLayer):
            layer.raster.close()
            layer.display.close()
