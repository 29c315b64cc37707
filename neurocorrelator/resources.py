"""Where the files that ship with the program are, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED_WEIGHTS = {
    "imagenet": "weights/vgg19_imagenet_features16.safetensors",
    "aerial": "weights/vgg19_aerial_features16.safetensors",
}


def shipped_weights() -> dict[str, Path]:
    """Names of the weights that ship with the program, the default first, each with its file."""
    return {name: resource_path(file) for name, file in _SHIPPED_WEIGHTS.items()}


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
