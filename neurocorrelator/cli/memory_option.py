"""`--memory`: how much of the machine's memory a match may take."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from neurocorrelator.rasters.block_cache import limit_block_cache

_LEAST_MIB = 1024
_BASE_MIB = 768  # Python, torch, GDAL, the network and what a tile needs on its way through it
_BLOCK_CACHE_SHARE = 32  # of all that GDAL may keep of decoded blocks
_BLOCK_CACHE_MIB = 32, 512
_HOLDERS = (
    4  # scene features of one and of other resolutions, cells and maps of a batch, maps that wait
)
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


def memory_mib(text: str) -> int:
    """MiB of `4GiB`, `4G`, `4GB` (10^9 bytes), `1500MiB`, `1.5GiB`.

    Raises:
        typer.BadParameter: not of that form, or too little to work with.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None or not found[2]:
        raise typer.BadParameter(f"{text!r} is not a size such as 4GiB, 1500MiB or 8GB")
    decimal = text.strip().lower().endswith("b") and not found[3]
    base = 1000 if decimal else 1024
    amount = float(found[1].replace(",", ".")) * base ** _POWERS[found[2].lower()] / 2**20
    if amount < _LEAST_MIB:
        raise typer.BadParameter(f"{text} is too little; at least {_LEAST_MIB}MiB are needed")
    return int(amount)


MemoryOption = Annotated[
    int | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="Memory that the search may take, such as 4GiB, 1500MiB or 8GB, at least 1GiB: of the"
        " scene's features and maps only so much is kept. Without a limit on the scene's size:"
        " its heatmaps are in memory whole, 1 MiB for 4 megapixels and template.",
        parser=memory_mib,
    ),
]


def limited_to(total_mib: int) -> int:
    """Share the memory out; GDAL takes its part at once.

    Returns:
        `memory_mib` of `MatchConfig`.
    """
    least, most = _BLOCK_CACHE_MIB
    blocks = min(max(total_mib // _BLOCK_CACHE_SHARE, least), most)
    limit_block_cache(blocks)
    return max(64, (total_mib - _BASE_MIB - blocks) // _HOLDERS)
