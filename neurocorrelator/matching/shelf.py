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

    def keep(self, evidence: list[Evidence]) -> list[Evidence]:
        """The same evidence of one variant, perhaps with its maps in files, one for each kind.

        Raises:
            OutputError: the temporary files cannot be written.
        """
        maps = [m for own in evidence for m in (own.quality, own.cosine, own.bag) if m is not None]
        self._free -= sum(m.nbytes for m in maps) + sum(own.candidates.nbytes for own in evidence)
        if self._free >= 0:
            return evidence
        quality = self._to_file([own.quality for own in evidence])
        cosine = self._to_file([own.cosine for own in evidence])
        bags = [own.bag for own in evidence if own.bag is not None]
        bag = self._to_file(bags) if bags else [None] * len(evidence)
        return [
            replace(own, quality=q, cosine=c, bag=b)
            for own, q, c, b in zip(evidence, quality, cosine, bag, strict=True)
        ]

    def _to_file(self, maps: list[FloatMap]) -> list[FloatMap]:
        """Maps in one file: each open one counts for the system."""
        try:
            if self._folder is None:
                # on Windows a mapped file cannot be removed before the map is gone
                self._folder = tempfile.TemporaryDirectory(
                    prefix="neurocorrelator-", ignore_cleanup_errors=True
                )
            self._files += 1
            path = Path(self._folder.name) / f"{self._files}.npy"
            flat = [own.ravel() for own in maps]
            np.save(path, flat[0] if len(flat) == 1 else np.concatenate(flat))
            mapped: FloatMap = np.load(path, mmap_mode="r")
        except OSError as error:
            raise OutputError(
                f"{tempfile.gettempdir()}: temporary files cannot be written"
                f" ({error.strerror or error}); free some space, set TMPDIR, or try fewer rotations"
                " and scales"
            ) from error
        ends = np.cumsum([own.size for own in maps])[:-1]
        parts = np.split(mapped, ends)
        return [part.reshape(own.shape) for part, own in zip(parts, maps, strict=True)]
