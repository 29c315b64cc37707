"""The third page: how to train."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.file_dialogs import all_files, remember_folder
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.settings_file_jobs import ReadTrainingSettingsJob, WriteTrainingSettingsJob
from nc_desktop.match_file_dialogs import ask_weights
from nc_desktop.panels.option_editors import Choice
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.reasons import in_users_language
from nc_desktop.settings import Settings
from nc_desktop.training.schema_form import SchemaForm
from nc_desktop.training.setting_texts import preset_text, setting_label
from nc_desktop.translated_widget import TranslatedWidget

PRESETS = ("quick", "normal", "thorough")


class SettingsPage(TranslatedWidget):
    """A preset, the form of all settings, and files of them."""

    changed = Signal()

    def __init__(
        self, settings: Settings, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._runner = settings, runner
        self._told = ""
        self.preset = Choice(PRESETS)
        self.preset.setMinimumWidth(330)
        self._preset_label = QLabel()
        self._preset_label.setBuddy(self.preset)
        self.form = SchemaForm()
        self.reset, self.load, self.save = QPushButton(), QPushButton(), QPushButton()
        self.told = QLabel()
        self.told.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self._preset_label)
        line.addWidget(self.preset, 1)
        line.addStretch(1)
        for button in (self.reset, self.load, self.save):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(self.told)
        layout.addWidget(scrolled(self.form), 1)
        self.preset.edited.connect(self._on_preset)
        self.form.changed.connect(self._on_edited)
        self.form.weights_requested.connect(self._ask_weights)
        self.reset.clicked.connect(self._on_preset)
        self.load.clicked.connect(self._ask_load)
        self.save.clicked.connect(self._ask_save)
        runner.succeeded.connect(self._on_done)
        runner.failed.connect(self._on_failed)
        self._on_preset()
        self.retranslate()

    @property
    def problem(self) -> str:
        """Why it cannot go on; empty if it can."""
        found = self.form.problems
        return "; ".join(f"{setting_label(n)}: {why}" if n else why for n, why in found.items())

    def config(self, data: Path, out: Path) -> nc.TrainConfig:
        """The settings for places and the folder of a run.

        Raises:
            neurocorrelator.ConfigurationError: something is wrong.
        """
        return self.form.config(preset=self.preset.value(), data=str(data), out=str(out))

    def config_or_none(self, data: Path) -> nc.TrainConfig | None:
        """The settings for places as they are now; None where something is wrong with them."""
        try:
            return self.form.config(preset=self.preset.value(), data=str(data))
        except nc.ConfigurationError:
            return None

    def show_config(self, config: nc.TrainConfig) -> None:
        """Show other settings."""
        self.preset.set_value(config.preset)
        self.form.set_defaults(_of_preset(config.preset))
        self.form.set_values(config.model_dump())
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every text again."""
        self._preset_label.setText(setting_label("preset"))
        self.preset.set_texts([preset_text(name) for name in PRESETS])
        self.reset.setText(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Set all settings to those of the preset"))
        self.load.setText(self.tr("Import…"))
        self.load.setToolTip(self.tr("Take the settings of a YAML file, as configs/train.yaml"))
        self.save.setText(self.tr("Save…"))
        self.save.setToolTip(
            self.tr("Write the settings to a YAML file, for neurocorrelator train --config too")
        )
        self._tell(self._told)

    @Slot()
    def _on_preset(self) -> None:
        values = _of_preset(self.preset.value())
        self.form.set_defaults(values)
        self.form.set_values(values)
        self._tell("")
        self.changed.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.changed.emit()

    @Slot()
    def _ask_weights(self) -> None:
        path = ask_weights(self, self._settings)
        if path is not None:
            self.form.editor("weights").set_value(str(path))
            self._on_edited()

    @Slot()
    def _ask_load(self) -> None:
        title = QCoreApplication.translate("FileDialogs", "Import settings of training")
        kind = QCoreApplication.translate("FileDialogs", "Settings")
        filters = f"{kind} (*.yaml *.yml);;{all_files()}"
        name, _ = QFileDialog.getOpenFileName(self, title, self._settings.folder, filters)
        path = remember_folder(self._settings, name)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Take the settings of a file."""
        self._runner.submit(ReadTrainingSettingsJob(path))

    @Slot()
    def _ask_save(self) -> None:
        title = QCoreApplication.translate("FileDialogs", "Save settings of training")
        kind = QCoreApplication.translate("FileDialogs", "Settings")
        proposal = str(Path(self._settings.folder) / "train.yaml")
        name, _ = QFileDialog.getSaveFileName(self, title, proposal, f"{kind} (*.yaml *.yml)")
        path = remember_folder(self._settings, name)
        if path is not None:
            self.save_file(path if path.suffix else path.with_name(path.name + ".yaml"))

    def save_file(self, path: Path) -> None:
        """Write the settings to a file."""
        try:
            config = self.form.config(preset=self.preset.value())
        except nc.ConfigurationError:
            self._tell(self.problem)
            return
        self._runner.submit(WriteTrainingSettingsJob(config, path))

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if isinstance(job, ReadTrainingSettingsJob) and isinstance(result, nc.TrainConfig):
            self.show_config(result)
            self._tell(self.tr("Settings taken from {path}").format(path=job.path))
        elif isinstance(job, WriteTrainingSettingsJob):
            self._tell(self.tr("Settings saved to {path}").format(path=job.path))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, ReadTrainingSettingsJob | WriteTrainingSettingsJob):
            self._tell(error.message)

    def _tell(self, text: str) -> None:
        self._told = text
        self.told.setText(in_users_language(text))
        self.told.setVisible(bool(text))


def _of_preset(name: str) -> dict[str, Any]:
    return nc.make_train_config(None, (f"preset={name}",)).model_dump()
