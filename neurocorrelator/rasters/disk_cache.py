"""Files between runs in one folder, the least lately used ones going when they are too many."""

from __future__ import annotations

import errno
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.rasters.cache_folder import cache_folder

FORMAT = "cells-1"  # of the files; those of other formats are removed
_SUFFIX = ".npy"
_PART = ".part"
_TAKEN = 0.5  # of what is free at most; the rest of the disk is left to others
_LEFTOVER_S = 3600.0  # a part so old belongs to a program that was killed
_EVICTED_TO = 0.9  # of the limit, so that not every file that comes makes another go

Array = NDArray[Any]


class DiskCache:
    """Arrays by name, each in a file, the least lately used ones going when they are too many.

    Several programs may use one folder: a file appears whole, by a rename, and one that has gone is
    made again. A disk that is full is no error: `problem` says so, and nothing more is written.

    Attributes:
        folder: of the files.
        limit: bytes that they may take; less once little is free on the disk.
        problem: why nothing is written any more; empty while all is well.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder / FORMAT
        self.limit = limit
        self.problem = ""
        self._size: int | None = None  # bytes of the files, when it was last counted, and since

    @classmethod
    def opened(cls, gib: float) -> Self | None:
        """The one in `cache_folder`, of so many GiB; None where it may take nothing."""
        return cls(cache_folder(), int(gib * 2**30)) if gib > 0 else None

    def get(self, key: str) -> Array | None:
        """What `put` kept by a name, mapped into memory; None where it is not there."""
        path = self._path(key)
        try:
            kept: Array = np.load(path, mmap_mode="r", allow_pickle=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError):  # cut short by a crash of the system
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return kept

    def put(self, key: str, kept: Array) -> None:
        """Keep an array by a name, if there is room."""
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
