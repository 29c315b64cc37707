"""Files of scenes: found by names, folders and patterns, and told from what they were before."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rasterio

from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.dataset_handles import check_file, open_dataset
from neurocorrelator.rasters.picture_file import PICTURE_SUFFIXES, RASTER_SUFFIXES

_SUFFIXES = RASTER_SUFFIXES | PICTURE_SUFFIXES


@dataclass(frozen=True, slots=True)
class SceneFileState:
    """What tells one state of a scene's files from another, without a look at its pixels.

    Attributes:
        files: path, bytes and time of change (nanoseconds) of all files that GDAL reads it from:
            world files, masks and overviews beside it, and what a VRT is made of.
        width: columns.
        height: rows.
    """

    files: tuple[tuple[str, int, int], ...]
    width: int
    height: int

    @classmethod
    def of(cls, path: Path) -> SceneFileState:
        """Of a scene as it is now.

        Raises:
            RasterError: it cannot be opened.
        """
        check_file(path)
        with rasterio.Env(), open_dataset(path) as dataset:
            names = sorted({str(path), *dataset.files})
            return cls(
                tuple(_state(name) for name in names), int(dataset.width), int(dataset.height)
            )


def names_many_scenes(source: str | os.PathLike[str]) -> bool:
    """Whether a name stands for a folder or a pattern, not for one file."""
    path = os.fspath(source)
    if os.path.exists(path):  # noqa: PTH110 - raises nothing
        return os.path.isdir(path)  # noqa: PTH112 - likewise
    return glob.has_magic(path)


def find_scenes(source: str | os.PathLike[str]) -> list[Path]:
    """Rasters that a name stands for: a file, those of a folder, or those that match a pattern.

    A folder is not searched below; the pattern `folder/**/*.tif` is. Of files that match a pattern
    those are taken that are rasters by their ending, or all where none is.

    Args:
        source: a path or a glob pattern. A VRT is one scene.

    Raises:
        RasterError: there is no such file, or none in the folder that is a raster by its ending.
    """
    path = Path(source)
    if os.path.isdir(path):  # noqa: PTH112 - raises nothing
        try:
            files = sorted(f for f in path.iterdir() if f.suffix.lower() in _SUFFIXES)
        except OSError as error:
            raise RasterError(f"{path}: cannot be read ({error.strerror})") from error
        files = [f for f in files if f.is_file()]
        if not files:
            endings = ", ".join(sorted(_SUFFIXES))
            raise RasterError(f"{path}: the folder holds no raster ({endings})")
        return files
    if os.path.exists(path):  # noqa: PTH110 - raises nothing
        return [path]
    # Path.glob refuses absolute patterns
    found = sorted(Path(f) for f in glob.glob(str(source), recursive=True))  # noqa: PTH207
    found = [f for f in found if f.is_file()]
    if not found:
        raise RasterError(f"{source}: no such file, and no file matches it as a pattern")
    return [f for f in found if f.suffix.lower() in _SUFFIXES] or found


def distinct_scenes(paths: Iterable[Path], *, without: Iterable[Path] = ()) -> list[Path]:
    """Each file once, in order.

    Args:
        paths: as found.
        without: files that are no scenes, such as templates.
    """
    left_out = {path.resolve() for path in without}
    found: dict[Path, Path] = {}
    for path in paths:
        real = path.resolve()
        if real not in left_out:
            found.setdefault(real, path)
    return list(found.values())


def _state(name: str) -> tuple[str, int, int]:
    try:
        facts = os.stat(name)  # noqa: PTH116 - a name of GDAL's need not be a path
    except OSError:  # within an archive, or gone
        return name, -1, 0
    return os.path.abspath(name), facts.st_size, facts.st_mtime_ns  # noqa: PTH100
