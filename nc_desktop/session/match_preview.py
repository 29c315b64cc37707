"""The preliminary heatmap of the match that runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.match_preview import PreviewFeed
from nc_desktop.model.layers import HeatmapLayer, Layer
from nc_desktop.model.project import Project
from nc_desktop.session.match_queue import MatchQueue, MatchRun


class MatchPreview(QObject):
    """Lays the mean cosine over the scene while its match runs, and takes it away at the end.

    Meanwhile an earlier heatmap of that scene is hidden: two that shine through each other show
    nothing.
    """

    changed = Signal()
    """There is a preliminary heatmap now, there is none any more, or it has newer values."""

    def __init__(self, project: Project, queue: MatchQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._run: MatchRun | None = None
        self._layer: HeatmapLayer | None = None
        self._maps: dict[str, nc.ScoreMap] = {}
        self._followed = ""  # the template that was chosen here, not by the user
        self._hidden: list[HeatmapLayer] = []
        self._dismissed = False
        self.fraction = 0.0
        queue.started.connect(self._on_started)
        queue.progressed.connect(self._on_progressed)
        queue.ended.connect(self._on_ended)
        project.layers.removed.connect(self._on_layer_removed)

    @property
    def layer(self) -> HeatmapLayer | None:
        """The preliminary heatmap, if there is one."""
        return self._layer

    def feed(self) -> PreviewFeed:
        """For a new job."""
        feed = PreviewFeed(self)
        feed.arrived.connect(self._on_arrived)
        return feed

    def clear(self) -> None:
        """Take it away, and show again what it hid."""
        layer, self._layer = self._layer, None
        self._maps, self._followed = {}, ""
        with self._project.unrecorded():
            if layer is not None and layer in self._project.layers:
                self._project.layers.remove(layer)
            for hidden in self._hidden:
                hidden.restyle(visible=True)
        self._hidden = []
        self.changed.emit()

    @Slot(object)
    def _on_started(self, run: MatchRun) -> None:
        self._run, self._dismissed, self.fraction = run, False, 0.0

    @Slot(object, object)
    def _on_progressed(self, run: MatchRun, progress: nc.Progress) -> None:
        self.fraction = progress.fraction
        if self._layer is not None:
            self.changed.emit()

    @Slot(object)
    def _on_ended(self, run: MatchRun) -> None:
        if run is self._run:
            self._run = None
            self.clear()
        if run.job.feed is not None:
            run.job.feed.deleteLater()

    @Slot(object, object)
    def _on_arrived(self, feed: PreviewFeed, maps: tuple[nc.ScoreMap, ...]) -> None:
        feed.taken()
        run = self._run
        if run is None or run.job.feed is not feed or self._dismissed:
            return
        if run.layer in self._project.layers:
            self._maps.update({each.template: each for each in maps})
            layer = self._layer or self._begin(run)
            layer.set_maps(tuple(self._maps.values()))
            self._follow(layer, tuple(each.template for each in maps))
            self.changed.emit()

    def _begin(self, run: MatchRun) -> HeatmapLayer:
        layers = self._project.layers
        heatmaps = layers.of_kind(HeatmapLayer)
        earlier = [heatmap for heatmap in heatmaps if heatmap.scene is run.layer]
        layer = HeatmapLayer("", run.layer)
        if earlier:
            style = earlier[0].style
            layer.restyle(opacity=style.opacity, colour_map=style.colour_map, visible=style.visible)
        self._hidden = [heatmap for heatmap in earlier if heatmap.visible]
        with self._project.unrecorded():
            for heatmap in self._hidden:
                heatmap.restyle(visible=False)
        selected = self._project.selected_match
        if selected is not None:
            self._followed = selected.template
        self._layer = layer
        layers.insert(layer, layers.index(earlier[0] if earlier else run.layer))
        return layer

    def _follow(self, layer: HeatmapLayer, newer: tuple[str, ...]) -> None:
        """Show a template that is being worked on, unless the user chose another one."""
        shown = layer.style.template
        if shown not in ("", self._followed):
            return
        if self._followed not in newer:
            self._followed = newer[0]
        layer.restyle(template=self._followed)

    @Slot(object)
    def _on_layer_removed(self, layer: Layer) -> None:
        if layer is self._layer:
            self._dismissed = True  # the user does not want it
            self._layer = None
            self.clear()
        elif layer in self._hidden:
            self._hidden.remove(layer)
