"""The command line of the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import neurocorrelator as nc
from nc_desktop.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for on the command line.

    Attributes:
        paths: files to open.
        demo: open the demo and match it.
        screenshot: save the window here when all is done, and quit.
        language: code of the language for this run; empty for the one in the settings.
        desktop_entry: `install` or `remove` the program's entry in the desktop's menu and quit;
            empty to show the window.
    """

    paths: tuple[Path, ...]
    demo: bool
    screenshot: Path | None
    language: str
    desktop_entry: Literal["", "install", "remove"] = ""


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Read the command line; on wrong usage or `--help` it leaves with `SystemExit`."""
    parser = argparse.ArgumentParser(
        prog="nc-desktop",
        description="Find where in a georeferenced scene a picture was taken, in a window.",
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="the first georeferenced raster (else the first GeoTIFF, JPEG 2000 or VRT) becomes the"
        " scene, all other pictures become templates",
    )
    parser.add_argument(
        "--demo", action="store_true", help="open the demo that ships with the program and match it"
    )
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="save a picture of the window when all that was asked for is done, then quit",
    )
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="", help="for this run")
    entry = parser.add_mutually_exclusive_group()
    entry.add_argument(
        "--install-desktop-entry",
        dest="desktop_entry",
        action="store_const",
        const="install",
        default="",
        help="put the program into the menu of a Linux desktop, for this user, then quit",
    )
    entry.add_argument(
        "--remove-desktop-entry",
        dest="desktop_entry",
        action="store_const",
        const="remove",
        help="take it out of the menu again, then quit",
    )
    parser.add_argument("--version", action="store_true", help="say the version, then quit")
    given = parser.parse_args(argv)
    if given.version:  # only now: to find it out takes a while, and the window waits
        sys.stdout.write(f"{parser.prog} {nc.__version__}\n")
        parser.exit()
    return Arguments(
        tuple(given.files), given.demo, given.screenshot, given.language, given.desktop_entry
    )
