"""Evidence of many variants: in memory while it is little, in temporary files when it is much."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import numpy as np

from neurocorrelator.errors import OutputError
from neurocorrelator.matching.scores import Evidence, FloatMap


class Shelf:
    """Keeps evidence; beyond a size its maps move into files that the system reads as needed."""

    def __init__(self, memory_mib: int) -> None:
        self._free = memory_mib * 2**20
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files = 0

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def keep(self, evidence: Evidence) -> Evidence:
        """The same evidence, perhaps with its maps in files.

        Raises:
            OutputError: the temporary files cannot be written.
        """
        maps = [m for m in (evidence.quality, evidence.cosine, evidence.bag) if m is not None]
        self._free -= sum(m.nbytes for m in maps) + evidence.candidates.nbytes
        if self._free >= 0:
            return evidence
        return replace(
            evidence,
            quality=self._to_file(evidence.quality),
            cosine=self._to_file(evidence.cosine),
            bag=None if evidence.bag is None else self._to_file(evidence.bag),
        )

    def _to_file(self, values: FloatMap) -> FloatMap:
        try:
            if self._folder is None:
                # on Windows a mapped file cannot be removed before the map is gone
                self._folder = tempfile.TemporaryDirectory(
                    prefix="neurocorrelator-", ignore_cleanup_errors=True
                )
            self._files += 1
            path = Path(self._folder.name) / f"{self._files}.npy"
            np.save(path, values)
            mapped: FloatMap = np.load(path, mmap_mode="r")
        except OSError as error:
            raise OutputError(
                f"{tempfile.gettempdir()}: temporary files cannot be written"
                f" ({error.strerror or error}); free some space, set TMPDIR, or try fewer rotations"
                " and scales"
            ) from error
        return mapped
