"""Pixels of templates that no file has: pasted ones, cut ones, and masks that were drawn."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from nc_desktop.project_file.errors import ProjectFileError

RgbArray = NDArray[np.uint8]
MaskArray = NDArray[np.bool_]


def digest(*arrays: NDArray[np.generic]) -> str:
    """What tells the pixels of a template from others, 32 hexadecimal digits."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(str((array.shape, array.dtype)).encode())
        found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()[:32]


def put_picture(rgb: RgbArray, mask: MaskArray, stream: IO[bytes]) -> None:
    """Write a PNG with alpha; the colours of masked pixels are kept too."""
    alpha = mask.astype(np.uint8) * np.uint8(255)
    picture = PIL.Image.fromarray(np.dstack([rgb, alpha]), "RGBA")
    picture.save(stream, "PNG", compress_level=3)


def put_mask(mask: MaskArray, stream: IO[bytes]) -> None:
    """Write a PNG that is white where there is something to look for."""
    picture = PIL.Image.fromarray(mask.astype(np.uint8) * np.uint8(255), "L")
    picture.save(stream, "PNG", compress_level=3)


def read_picture(path: Path) -> tuple[RgbArray, MaskArray]:
    """Pixels [H, W, 3] and mask [H, W] of what `put_picture` wrote.

    Raises:
        ProjectFileError: missing or damaged.
    """
    rgba = _read(path, "RGBA")
    return np.ascontiguousarray(rgba[:, :, :3]), rgba[:, :, 3] > 127


def read_mask(path: Path) -> MaskArray:
    """The mask [H, W] that `put_mask` wrote.

    Raises:
        ProjectFileError: missing or damaged.
    """
    return _read(path, "L") > 127


def _read(path: Path, mode: str) -> NDArray[np.uint8]:
    try:
        with PIL.Image.open(path) as picture:
            return np.asarray(picture.convert(mode))
    except FileNotFoundError as error:
        raise ProjectFileError("missing", path) from error
    except (OSError, ValueError, SyntaxError) as error:  # Pillow raises all three for damage
        raise ProjectFileError("damaged", path) from error
