"""All weights that the program knows of, and what can be done with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.project import Project
from nc_desktop.settings import Settings
from nc_desktop.training.model_card import ExportWeightsJob
from nc_desktop.weights.known_weights import SHIPPED, KnownWeights
from nc_desktop.weights.shipped_names import shipped_name
from nc_desktop.weights.weights_jobs import (
    DeleteWeightsJob,
    FindWeightsJob,
    HashJob,
    ImportWeightsJob,
    RenameWeightsJob,
)


class WeightsStore(QObject):
    """Lists, imports, renames, deletes and exports weights; all file work is done on a thread.

    `shutdown` must be called before it goes.

    Attributes:
        known: what was found last.
    """

    changed = Signal()
    """Other weights are known, or something else is known of them."""
    told = Signal(str)
    """A line for the user: what was done, or why it was not."""
    imported = Signal(object)
    """`Path` of weights that were imported."""

    def __init__(self, project: Project, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._settings = project, settings
        self._runner = JobRunner("weights", self)
        self._hashes: dict[KnownWeights, str] = {}
        self._hashing: list[KnownWeights] = []
        self.known: tuple[KnownWeights, ...] = ()
        self._runner.succeeded.connect(self._on_done)
        self._runner.failed.connect(self._on_failed)
        project.options_changed.connect(self._on_options)
        self._take_default()

    @property
    def busy(self) -> bool:
        """Whether anything that was asked for is not done yet."""
        return self._runner.busy

    @property
    def default(self) -> str:
        """What new projects match with, as the settings of a match call it."""
        return self._settings.default_weights

    def is_used(self, weights: KnownWeights) -> bool:
        """Whether the next match of the open project is made with them."""
        return (self._project.options.weights.strip() or SHIPPED) == weights.value

    def is_default(self, weights: KnownWeights) -> bool:
        """Whether new projects match with them."""
        return self.default == weights.value

    def name_of(self, weights: KnownWeights) -> str:
        """As the user knows them."""
        if weights.kind == "shipped":
            return shipped_name(weights.name)
        return weights.name

    def choices(self) -> list[tuple[str, str]]:
        """Names and values of all but the shipped ones, each name once."""
        found: dict[str, str] = {}
        for weights in self.known:
            if weights.kind == "shipped":
                continue
            name, number = weights.name, 1
            while name in found:
                number += 1
                name = f"{weights.name} ({number})"
            found[name] = weights.value
        return list(found.items())

    def refresh(self) -> None:
        """Look again which there are."""
        if not any(isinstance(job, FindWeightsJob) for job in self._runner.waiting):
            self._runner.submit(FindWeightsJob(self._settings.training_folder))

    def use(self, weights: KnownWeights) -> None:
        """Match with these weights from now on."""
        self._project.set_options(replace(self._project.options, weights=weights.value))
        text = self.tr("Matches are made with the weights of {name} from now on.")
        self.told.emit(text.format(name=self.name_of(weights)))

    def set_default(self, weights: KnownWeights) -> None:
        """Let new projects match with these weights."""
        self._settings.default_weights = weights.value
        self._settings.save()
        self._take_default()
        text = self.tr("New projects match with {name}; open ones keep theirs.")
        self.told.emit(text.format(name=self.name_of(weights)))
        self.changed.emit()

    def import_file(self, path: Path) -> None:
        """Copy a file to the others, if it is weights of this network."""
        self._then_refresh(ImportWeightsJob(path, self._settings.training_folder))

    def rename(self, weights: KnownWeights, name: str) -> None:
        """Call weights otherwise."""
        self._then_refresh(RenameWeightsJob(weights.path, name))

    def delete(self, weights: KnownWeights) -> None:
        """Remove weights for good; who used them uses the shipped ones then."""
        self._then_refresh(DeleteWeightsJob(weights))

    def export(self, weights: KnownWeights, target: Path) -> None:
        """Write weights and a card elsewhere."""
        self._runner.submit(ExportWeightsJob(weights.path, target))

    def hash_of(self, weights: KnownWeights) -> str:
        """SHA-256; empty while it is computed, `changed` tells when it is there."""
        if weights not in self._hashes and weights not in self._hashing:
            self._hashing.append(weights)
            self._runner.submit(HashJob(weights))
        return self._hashes.get(weights, "")

    def shutdown(self) -> None:
        """Join the thread."""
        self._runner.shutdown()

    def _then_refresh(self, job: Job) -> None:
        self._runner.submit(job)
        self._runner.submit(FindWeightsJob(self._settings.training_folder))

    def _take_default(self) -> None:
        self._project.default_options = replace(self._project.default_options, weights=self.default)

    @Slot()
    def _on_options(self) -> None:
        if not any(self.is_used(weights) for weights in self.known):
            self.refresh()  # a run may have made them since
        self.changed.emit()

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if isinstance(job, FindWeightsJob) and isinstance(result, tuple):
            if result != self.known:
                self.known = result
                self.changed.emit()
        elif isinstance(job, HashJob):
            self._hashing.remove(job.weights)
            self._hashes[job.weights] = str(result)
            self.changed.emit()
        elif isinstance(job, ImportWeightsJob) and isinstance(result, Path):
            self.told.emit(self.tr("Imported: {name}").format(name=result.name))
            self.imported.emit(result)
        elif isinstance(job, DeleteWeightsJob):
            self._forget(job.weights)
        elif isinstance(job, ExportWeightsJob):
            text = self.tr("Written: {path}, and a card beside it.")
            self.told.emit(text.format(path=job.target))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, HashJob):
            self._hashing.remove(job.weights)
            self._hashes[job.weights] = "–"  # not asked for again
        elif not isinstance(job, FindWeightsJob):
            self.told.emit(error.message)

    def _forget(self, weights: KnownWeights) -> None:
        if self.is_default(weights):
            self._settings.default_weights = SHIPPED
            self._settings.save()
            self._take_default()
        if self.is_used(weights):
            self._project.set_options(replace(self._project.options, weights=SHIPPED))
        self.told.emit(self.tr("Deleted: {name}").format(name=self.name_of(weights)))
