"""The questions for a file. Static functions of Qt: the system's own dialog where it has one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

import neurocorrelator as nc
from nc_desktop.settings import Settings


def ask_scenes(parent: QWidget, settings: Settings) -> list[Path]:
    """Which rasters to open as scenes."""
    title = QCoreApplication.translate("FileDialogs", "Open scene")
    rasters = QCoreApplication.translate("FileDialogs", "Rasters")
    filters = f"{rasters} ({_pictures()});;{_all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := _remember(settings, name)) is not None]


def ask_templates(parent: QWidget, settings: Settings) -> list[Path]:
    """Which pictures to look for."""
    title = QCoreApplication.translate("FileDialogs", "Add templates")
    pictures = QCoreApplication.translate("FileDialogs", "Pictures")
    filters = f"{pictures} ({_pictures()});;{_all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := _remember(settings, name)) is not None]


def ask_export(parent: QWidget, settings: Settings, suffix: str, kind: str) -> Path | None:
    """Where to save; the suffix is added if it was left out."""
    title = QCoreApplication.translate("FileDialogs", "Export matches")
    proposal = str(Path(settings.folder) / f"matches{suffix}")
    name, _ = QFileDialog.getSaveFileName(parent, title, proposal, f"{kind} (*{suffix})")
    path = _remember(settings, name)
    return path.with_name(path.name + suffix) if path is not None and not path.suffix else path


def ask_settings_file(parent: QWidget, settings: Settings) -> Path | None:
    """Which settings of a match to load."""
    title = QCoreApplication.translate("FileDialogs", "Load the settings of a match")
    kind = QCoreApplication.translate("FileDialogs", "Settings")
    filters = f"{kind} (*.yaml *.yml);;{_all_files()}"
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, filters)
    return _remember(settings, name)


def ask_settings_target(parent: QWidget, settings: Settings) -> Path | None:
    """Where to save the settings of a match; the suffix is added if it was left out."""
    title = QCoreApplication.translate("FileDialogs", "Save the settings of a match")
    kind = QCoreApplication.translate("FileDialogs", "Settings")
    proposal = str(Path(settings.folder) / "match.yaml")
    name, _ = QFileDialog.getSaveFileName(parent, title, proposal, f"{kind} (*.yaml *.yml)")
    path = _remember(settings, name)
    return path.with_name(path.name + ".yaml") if path is not None and not path.suffix else path


def ask_weights(parent: QWidget, settings: Settings) -> Path | None:
    """Which file of weights to match with."""
    title = QCoreApplication.translate("FileDialogs", "Choose weights")
    kind = QCoreApplication.translate("FileDialogs", "Weights")
    filters = f"{kind} (*.safetensors *.pth *.pt);;{_all_files()}"
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, filters)
    return _remember(settings, name)


def ask_areas(parent: QWidget, settings: Settings) -> list[Path]:
    """Which vector files to open as areas of interest."""
    title = QCoreApplication.translate("FileDialogs", "Open areas of interest")
    kind = QCoreApplication.translate("FileDialogs", "Vector files")
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in nc.VECTOR_SUFFIXES)
    filters = f"{kind} ({patterns});;{_all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := _remember(settings, name)) is not None]


def _all_files() -> str:
    return QCoreApplication.translate("FileDialogs", "All files") + " (*)"


def _pictures() -> str:
    """Patterns of all pictures; asked for late, as the library is loaded behind the window."""
    suffixes = (*sorted(nc.PICTURE_SUFFIXES), *sorted(nc.RASTER_SUFFIXES))
    return " ".join(f"*{suffix} *{suffix.upper()}" for suffix in suffixes)


def _remember(settings: Settings, name: str) -> Path | None:
    if not name:
        return None
    path = Path(name)
    settings.folder = str(path.parent)
    return path
