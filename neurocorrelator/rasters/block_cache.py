"""GDAL's cache of decoded blocks: a twentieth of the machine's memory unless it is limited."""

from __future__ import annotations

import os


def limit_block_cache(mib: int) -> None:
    """Let GDAL keep no more than so many MiB of decoded blocks, in the whole process.

    It asks once, before it reads its first block; later nothing changes any more.
    """
    os.environ["GDAL_CACHEMAX"] = str(mib)
