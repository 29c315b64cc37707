"""What tells a file from another one of the same name."""

from __future__ import annotations

import hashlib
from pathlib import Path

_BLOCK = 64 * 1024
_BLOCKS = 64  # that are read of a large file: 4 MiB


def fingerprint(path: Path) -> str:
    """A digest of a file's size and content.

    All of a file up to 4 MiB is read, of a larger one 64 blocks that lie evenly in it, the first
    and the last among them: scenes may have hundreds of gigabytes.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = file.seek(0, 2)
        digest.update(str(size).encode())
        if size <= _BLOCK * _BLOCKS:
            file.seek(0)
            digest.update(file.read())
        else:
            for number in range(_BLOCKS):
                file.seek(number * (size - _BLOCK) // (_BLOCKS - 1))
                digest.update(file.read(_BLOCK))
    return digest.hexdigest()


class Fingerprints:
    """Digests of files that were not changed since they were read last; for one thread."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}

    def of(self, path: Path) -> str:
        """The digest; empty for a file that cannot be read now.

        A file that is open in a project may be gone: that must not keep the project from being
        saved.
        """
        try:
            stat = path.stat()
            stamp = stat.st_size, stat.st_mtime_ns
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = self._known[path] = stamp, fingerprint(path)
        except OSError:
            known = self._known.get(path)
        return known[1] if known is not None else ""
