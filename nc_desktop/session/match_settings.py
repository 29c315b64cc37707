"""Settings of a match from and to files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.settings_file_jobs import ReadSettingsJob, WriteSettingsJob
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken


class MatchSettings(Spoken):
    """Loads, saves and resets what the next match is made with."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def load(self, path: Path) -> None:
        """Take the settings of a file such as `configs/match.yaml`."""
        self._runner.submit(ReadSettingsJob(path))

    def save(self, path: Path) -> None:
        """Write the settings to a file that `neurocorrelator match --config` takes too."""
        try:
            config = self._project.options.config()
        except nc.ConfigurationError as error:
            text = self.tr("The settings cannot be saved: {reason}")
            self.say("error", text.format(reason=error))
            return
        self._runner.submit(WriteSettingsJob(config, path))

    def reset(self) -> None:
        """Take the defaults."""
        self._project.set_options(self._project.default_options)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if isinstance(job, ReadSettingsJob) and isinstance(result, nc.MatchConfig):
            self._project.set_options(MatchOptions.from_config(result))
            self.say("info", self.tr("Settings loaded from {path}").format(path=job.path))
        elif isinstance(job, WriteSettingsJob):
            self.say("info", self.tr("Settings saved to {path}").format(path=job.path))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, ReadSettingsJob):
            text = self.tr("The settings cannot be loaded: {reason}")
        elif isinstance(job, WriteSettingsJob):
            text = self.tr("The settings cannot be saved: {reason}")
        else:
            return
        self.say("error", text.format(reason=error.message), error.details)
