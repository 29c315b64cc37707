"""Cells of scenes on disk, so that a second search of the same ground skips the network.

A tile's file is named by a hash of all that its cells are made of: the pixels as the network sees
them (bands, stretch and nodata are in them), the weights, the layers and the grid. A raster that
was changed, or another stretch, gives other names: nothing has to be noticed or thrown away.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.features.cache_folder import cache_folder
from neurocorrelator.rasters.image import MaskArray, RgbArray

FORMAT = "cells-1"  # of the files; those of other formats are removed
_SUFFIX = ".npy"
_PART = ".part"
_TAKEN = 0.5  # of what is free at most; the rest of the disk is left to others
_LEFTOVER_S = 3600.0  # a part so old belongs to a program that was killed
_EVICTED_TO = 0.9  # of the limit, so that not every file that comes makes another go

CellArray = NDArray[np.float16]
_Array = NDArray[Any]


def cell_key(identity: str, rgb: RgbArray, mask: MaskArray, place: tuple[int, ...]) -> str:
    """Name of a tile's cells.

    Args:
        identity: of the network: weights and layers.
        rgb: [H, W, 3] uint8, halo included.
        mask: [H, W] bool.
        place: the cells among those of the pixels.
    """
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{FORMAT} {identity} {rgb.shape} {place}".encode())
    digest.update(np.ascontiguousarray(rgb).data)
    digest.update(np.packbits(mask).data)
    return digest.hexdigest()


def statistics_key(cells: str, counted: MaskArray) -> str:
    """Name of the statistics of some of a tile's cells.

    Args:
        cells: the name of the tile's cells.
        counted: [h, w], those that count.
    """
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"statistics {cells} {counted.shape}".encode())
    digest.update(np.packbits(counted).data)
    return digest.hexdigest()


def open_cache(gib: float) -> CellCache | None:
    """The cache in `cache_folder`; None where it may take nothing."""
    return CellCache(cache_folder(), int(gib * 2**30)) if gib > 0 else None


class CellCache:
    """Files of cells in one folder, the least lately used ones going when they are too many.

    Several programs may use one folder: a file appears whole, by a rename, and one that has gone is
    computed again. A disk that is full is no error: `problem` says so, and nothing more is written.

    Attributes:
        folder: of the files.
        limit: bytes that they may take; less once little is free on the disk.
        found: how many tiles it had.
        problem: why nothing is written any more; empty while all is well.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder / FORMAT
        self.limit = limit
        self.found = 0
        self.problem = ""
        self._size: int | None = None  # bytes of the files, when it was last counted, and since

    def get(self, key: str) -> CellArray | None:
        """[h, w, C] float16, mapped into memory; None where they are not there."""
        cells: CellArray | None = self.get_other(key)
        self.found += cells is not None
        return cells

    def get_other(self, key: str) -> _Array | None:
        """What else belongs to a tile, as `put` kept it; None where it is not there."""
        path = self._path(key)
        try:
            kept: _Array = np.load(path, mmap_mode="r", allow_pickle=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError):  # cut short by a crash of the system
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return kept

    def put(self, key: str, kept: _Array) -> None:
        """Keep cells or what else belongs to a tile, if there is room."""
        if self.problem:
            return
        path = self._path(key)
        part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
        try:
            if self._size is None:
                self._begin()
            path.parent.mkdir(parents=True, exist_ok=True)
            if kept.nbytes > self.limit:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            with part.open("wb") as stream:
                np.save(stream, kept, allow_pickle=False)
            os.replace(part, path)  # noqa: PTH105 (as everywhere where files are put in place)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            self.problem = (
                f"{self.folder}: features are not kept for the next search"
                f" ({error.strerror or error}); free some space, or set"
                " NEUROCORRELATOR_CACHE"
            )
            return
        self._size = (self._size or 0) + kept.nbytes
        if self._size > self.limit:
            self._evict()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"

    def _begin(self) -> None:
        """Remove what other formats and killed programs left; count what is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for other in self.folder.parent.glob("cells-*"):
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)
        for part in self.folder.glob(f"*/*{_PART}"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > _LEFTOVER_S:
                    part.unlink()
        self._size = sum(size for _, size, _ in self._files())
        free = shutil.disk_usage(self.folder).free
        self.limit = min(self.limit, self._size + int(_TAKEN * free))
        if self._size > self.limit:
            self._evict()

    def _files(self) -> list[tuple[float, int, Path]]:
        """When each was last used, its bytes, and where it is."""
        found = []
        for path in self.folder.glob(f"*/*{_SUFFIX}"):
            with suppress(OSError):  # another program has just removed it
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        return found

    def _evict(self) -> None:
        files = sorted(self._files())
        size = sum(each for _, each, _ in files)
        for _, each, path in files:
            if size <= self.limit * _EVICTED_TO:
                break
            with suppress(OSError):  # Windows keeps files that are mapped
                path.unlink()
                size -= each
        self._size = size
