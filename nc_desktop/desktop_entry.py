"""The program in the menu of a Linux desktop: `nc-desktop --install-desktop-entry`.

Follows the Desktop Entry Specification 1.5, the shared MIME-info database and the icon theme's
`hicolor`, in the user's own folders, so that no rights are needed. With it a double click on a
project file opens it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import neurocorrelator as nc

NAME = "neurocorrelator"  # of both files; the window has it as its desktop file name too
_PROJECT = "application/x-neurocorrelator-project"
_MIME_TYPES = (_PROJECT, "image/tiff", "image/jp2")  # not every photograph: others show those
_MIME_PACKAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{_PROJECT}">
    <comment>Neurocorrelator project</comment>
    <comment xml:lang="ru">Проект Neurocorrelator</comment>
    <icon name="{NAME}"/>
    <glob pattern="*.ncproj"/>
  </mime-type>
</mime-info>
"""
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")  # an argument with one of these must be quoted


class DesktopEntryError(Exception):
    """The files cannot be written or removed; one line with the way out."""


def install() -> tuple[Path, ...]:
    """Write the entry, the icon and the type of project files; earlier ones are replaced.

    Returns:
        The files.

    Raises:
        DesktopEntryError: another system, or a folder that takes no files.
    """
    _check_system()
    entry, icon, kind = places()
    picture = nc.resource_path("icons/neurocorrelator.svg").read_bytes()
    try:
        _write(icon, picture)
        _write(kind, _MIME_PACKAGE.encode())
        _write(entry, entry_text(command()).encode())
    except OSError as error:
        raise _described(error) from error
    _tell_desktop(entry, kind)
    return entry, icon, kind


def remove() -> tuple[Path, ...]:
    """Remove what `install` wrote.

    Returns:
        The files that were there.

    Raises:
        DesktopEntryError: another system, or a file that cannot be removed.
    """
    _check_system()
    there = tuple(path for path in places() if path.is_file())
    try:
        for path in there:
            path.unlink()
    except OSError as error:
        raise _described(error) from error
    if there:
        entry, _, kind = places()
        _tell_desktop(entry, kind)
    return there


def places() -> tuple[Path, Path, Path]:
    """Where the entry, the icon and the type of project files go."""
    given = os.environ.get("XDG_DATA_HOME", "")
    # the specification wants relative paths to be ignored
    data = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"
    icons = data / "icons" / "hicolor" / "scalable" / "apps"
    kinds = data / "mime" / "packages"
    return data / "applications" / f"{NAME}.desktop", icons / f"{NAME}.svg", kinds / f"{NAME}.xml"


def command() -> list[str]:
    """What starts the program that runs now: its script, else its Python."""
    script = Path(sys.executable).with_name("nc-desktop")
    if os.access(script, os.X_OK):
        return [str(script)]
    return [sys.executable, "-m", "nc_desktop"]


def entry_text(argv: list[str]) -> str:
    """The desktop entry.

    Args:
        argv: the command without files.
    """
    exec_line = " ".join(_quoted(argument) for argument in argv)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        "Name=Neurocorrelator",
        "GenericName=Picture locator",
        "GenericName[ru]=Поиск места снимка",
        "Comment=Find where in a georeferenced scene a picture was taken",
        "Comment[ru]=Где на снимке с привязкой находится то, что на фотографии",
        f"Exec={exec_line} %F",
        f"Icon={NAME}",
        "Terminal=false",
        "StartupNotify=true",
        f"StartupWMClass={NAME}",
        "Categories=Science;Education;Geography;Geoscience;",
        "Keywords=georeferencing;template matching;orthophoto;satellite;GeoTIFF;",
        "Keywords[ru]=привязка;ортофотоплан;спутниковый снимок;сопоставление;GeoTIFF;",
        f"MimeType={';'.join(_MIME_TYPES)};",
    )
    return "".join(f"{line}\n" for line in lines)


def _quoted(argument: str) -> str:
    """An argument of `Exec`: first its own quoting, then the escapes of any string value."""
    if not argument or _RESERVED & set(argument):
        for character in '\\"`$':
            argument = argument.replace(character, "\\" + character)
        argument = f'"{argument}"'
    return argument.replace("%", "%%").replace("\\", "\\\\")


def _check_system() -> None:
    if sys.platform != "linux":
        raise DesktopEntryError(
            "desktop entries are for Linux; on this system make a shortcut to nc-desktop"
        )


def _write(path: Path, data: bytes) -> None:
    """The file appears whole or not at all."""
    try:
        nc.write_whole(path, lambda stream: stream.write(data))
    except nc.OutputError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        raise
    path.chmod(0o644)  # the menu may run as another user


def _tell_desktop(entry: Path, kind: Path) -> None:
    """Let the desktop read its lists again; most do so by themselves."""
    for name, folder in (
        ("update-mime-database", kind.parents[1]),
        ("update-desktop-database", entry.parent),
    ):
        program = shutil.which(name)
        if program is not None and folder.is_dir():
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(  # noqa: S603 (the desktop's own program)
                    [program, str(folder)], capture_output=True, timeout=30, check=False
                )


def _described(error: OSError) -> DesktopEntryError:
    where = os.fsdecode(error.filename) if error.filename else "a file"
    return DesktopEntryError(
        f"{where}: {error.strerror or error}; set XDG_DATA_HOME to a folder that takes files"
    )
