"""The questions for files that a match is made with: settings and weights."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nc_desktop.file_dialogs import all_files, remember_folder
from nc_desktop.settings import Settings


def ask_settings_file(parent: QWidget, settings: Settings) -> Path | None:
    """Which settings of a match to load."""
    title = QCoreApplication.translate("FileDialogs", "Load the settings of a match")
    kind = QCoreApplication.translate("FileDialogs", "Settings")
    filters = f"{kind} (*.yaml *.yml);;{all_files()}"
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, filters)
    return remember_folder(settings, name)


def ask_settings_target(parent: QWidget, settings: Settings) -> Path | None:
    """Where to save the settings of a match; the suffix is added if it was left out."""
    title = QCoreApplication.translate("FileDialogs", "Save the settings of a match")
    kind = QCoreApplication.translate("FileDialogs", "Settings")
    proposal = str(Path(settings.folder) / "match.yaml")
    name, _ = QFileDialog.getSaveFileName(parent, title, proposal, f"{kind} (*.yaml *.yml)")
    path = remember_folder(settings, name)
    return path.with_name(path.name + ".yaml") if path is not None and not path.suffix else path


def ask_weights(parent: QWidget, settings: Settings) -> Path | None:
    """Which file of weights to match with."""
    title = QCoreApplication.translate("FileDialogs", "Choose weights")
    kind = QCoreApplication.translate("FileDialogs", "Weights")
    filters = f"{kind} (*.safetensors *.pth *.pt);;{all_files()}"
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, filters)
    return remember_folder(settings, name)
