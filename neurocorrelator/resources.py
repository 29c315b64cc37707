"""Where the files that ship with the program are, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(relative: str) -> Path:
    """Path of a file or folder of `resources/`: weights, demo, icons, translations, styles."""
    return _find("resources", relative)


def config_path(relative: str) -> Path:
    """Path of a file of `configs/`."""
    return _find("configs", relative)


def document_path(relative: str) -> Path:
    """Path of a file of `docs/` that ships with the program: guides and their pictures."""
    return _find("docs", relative)


def _find(folder: str, relative: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it beside the package.
    for root in (_PACKAGE / f"_{folder}", _PACKAGE.parent / folder):
        if root.is_dir():
            return root / relative
    raise FileNotFoundError(f"{folder}/ was not installed with the program; install it again")
