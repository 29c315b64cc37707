"""The questions for a file. Static functions of Qt: the system's own dialog where it has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

import neurocorrelator as nc
from nc_desktop.settings import Settings


def ask_scenes(parent: QWidget, settings: Settings) -> list[Path]:
    """Which rasters to open as scenes."""
    title = QCoreApplication.translate("FileDialogs", "Open scene")
    rasters = QCoreApplication.translate("FileDialogs", "Rasters")
    filters = f"{rasters} ({_pictures()});;{all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := remember_folder(settings, name)) is not None]


def ask_templates(parent: QWidget, settings: Settings) -> list[Path]:
    """Which pictures to look for."""
    title = QCoreApplication.translate("FileDialogs", "Add templates")
    pictures = QCoreApplication.translate("FileDialogs", "Pictures")
    filters = f"{pictures} ({_pictures()});;{all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := remember_folder(settings, name)) is not None]


def ask_folder(parent: QWidget, settings: Settings, start: str) -> Path | None:
    """Which folder to write to."""
    title = QCoreApplication.translate("FileDialogs", "Folder for the export")
    name = QFileDialog.getExistingDirectory(parent, title, start or settings.folder)
    if not name:
        return None
    settings.folder = name
    return Path(name)


def ask_picture(parent: QWidget, settings: Settings, stem: str) -> Path | None:
    """Where to save a picture of the map; `.png` is added where no kind is named."""
    title = QCoreApplication.translate("FileDialogs", "Save picture of the map")
    proposal = str(Path(settings.folder) / f"{stem}.png")
    filters = "PNG (*.png);;JPEG (*.jpg *.jpeg);;GeoTIFF (*.tif *.tiff)"
    name, chosen = QFileDialog.getSaveFileName(parent, title, proposal, filters)
    path = remember_folder(settings, name)
    if path is None or path.suffix.lower() in nc.MAP_PICTURE_SUFFIXES:
        return path
    suffix = {"JPEG": ".jpg", "GeoT": ".tif"}.get(chosen[:4], ".png")
    return path.with_name(path.name + suffix)


def ask_project(parent: QWidget, settings: Settings) -> Path | None:
    """Which project to open."""
    title = QCoreApplication.translate("FileDialogs", "Open project")
    filters = f"{_projects()};;{all_files()}"
    name, _ = QFileDialog.getOpenFileName(parent, title, settings.folder, filters)
    return remember_folder(settings, name)


def ask_new_project(parent: QWidget, settings: Settings, proposal: Path) -> Path | None:
    """Where to save a project; `.ncproj` is added where it is missing."""
    title = QCoreApplication.translate("FileDialogs", "Save project")
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposal), _projects())
    path = remember_folder(settings, name)
    if path is None or path.suffix.lower() == ".ncproj":
        return path
    return path.with_name(path.name + ".ncproj")


def _projects() -> str:
    return QCoreApplication.translate("FileDialogs", "Projects") + " (*.ncproj)"


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own program for that."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.absolute())))


def open_file(path: Path) -> None:
    """Show a file in the system's own program for its kind."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def ask_report(parent: QWidget, settings: Settings, proposal: str) -> Path | None:
    """Where to save a report; whether it replaces a file is asked later, with all the rest."""
    title = QCoreApplication.translate("FileDialogs", "Save report")
    options = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, title, proposal, "HTML (*.html)", options=options)
    return remember_folder(settings, name)


def ask_areas(parent: QWidget, settings: Settings) -> list[Path]:
    """Which vector files to open as areas of interest."""
    title = QCoreApplication.translate("FileDialogs", "Open areas of interest")
    kind = QCoreApplication.translate("FileDialogs", "Vector files")
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in nc.VECTOR_SUFFIXES)
    filters = f"{kind} ({patterns});;{all_files()}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder, filters)
    return [path for name in names if (path := remember_folder(settings, name)) is not None]


def output_folder(settings: Settings, scene: nc.Raster) -> str:
    """Where results of a scene are proposed to go: the folder of the last dialog, else the scene's.

    Nobody looks for results inside the program, where the scene of the demo lies.
    """
    beside = scene.path.absolute().parent
    if beside == nc.resource_path("demo"):
        beside = Path.home()
    return settings.folder or str(beside)


def as_file_name(name: str) -> str:
    """The name without what no system takes in a file's name."""
    return "".join("_" if letter in '<>:"/\\|?*' else letter for letter in name).strip(" .") or "1"


def all_files() -> str:
    """The filter that leaves nothing out."""
    return QCoreApplication.translate("FileDialogs", "All files") + " (*)"


def _pictures() -> str:
    """Patterns of all pictures; asked for late, as the library is loaded behind the window."""
    suffixes = (*sorted(nc.PICTURE_SUFFIXES), *sorted(nc.RASTER_SUFFIXES))
    return " ".join(f"*{suffix} *{suffix.upper()}" for suffix in suffixes)


def remember_folder(settings: Settings, name: str) -> Path | None:
    """The file that was chosen, whose folder the next question begins with; None for none."""
    if not name:
        return None
    path = Path(name)
    settings.folder = str(path.parent)
    return path


def ask_table(
    parent: QWidget, settings: Settings, title: str, name: str, write: Callable[[Path], object]
) -> QFileDialog:
    """Ask beside the work where to save a table; the dialog asks before a file is replaced."""
    dialog = QFileDialog(parent, title, settings.folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["CSV (*.csv)"])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)

    def on_selected(chosen: str) -> None:
        path = remember_folder(settings, chosen)
        if path is not None:
            write(path)

    dialog.fileSelected.connect(on_selected)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
