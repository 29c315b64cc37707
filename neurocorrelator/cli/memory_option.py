"""`--memory`: how much of the machine's memory a match may take."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from neurocorrelator.rasters.block_cache import limit_block_cache

_LEAST_MIB = 1536
_BASE_MIB = 1024  # Python, torch and GDAL 650; the network, and a tile on its way through it
_BLOCK_CACHE_SHARE = 32  # of all that GDAL may keep of decoded blocks
_BLOCK_CACHE_MIB = 32, 512
_HOLDERS = 4  # features of one and of other resolutions, cells and maps of a batch, waiting maps
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


def memory_mib(text: str) -> int:
    """MiB of `4GiB`, `4G`, `4GB` (10^9 bytes), `1600MiB`, `1.5GiB`.

    Raises:
        typer.BadParameter: not of that form, or too little to work with.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None or not found[2]:
        raise typer.BadParameter(f"{text!r} is not a size such as 4GiB, 1600MiB or 8GB")
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
        help="Memory that the search may take, such as 4GiB, 1600MiB or 8GB, at least 1.5GiB: it is"
        " shared out to the scene's features and maps between the passes, and to GDAL's blocks."
        " The maps that are being made have the size of the scene all the same; a warning says"
        " where they may be too large.",
        parser=memory_mib,
    ),
]


def limited_to(total_mib: int, processes: int = 1) -> int:
    """Share the memory out; GDAL takes its part at once.

    Args:
        total_mib: of all processes together.
        processes: of this machine that do the work: each needs as much before it keeps anything.

    Returns:
        `memory_mib` of `MatchConfig`.

    Raises:
        typer.BadParameter: too little for so many.
    """
    needed = _LEAST_MIB + (processes - 1) * _BASE_MIB
    if total_mib < needed:
        raise typer.BadParameter(
            f"too little for {processes - 1} workers beside this process; {needed}MiB are needed,"
            " or fewer workers",
            param_hint="--memory",
        )
    least, most = _BLOCK_CACHE_MIB
    blocks = min(max(total_mib // processes // _BLOCK_CACHE_SHARE, least), most)
    limit_block_cache(blocks)
    return max(64, (total_mib - processes * (_BASE_MIB + blocks)) // _HOLDERS)


def size_warning(maps: int, total_mib: int) -> list[str]:
    """What to say where maps alone may be more than was allowed; mostly nothing.

    Args:
        maps: their bytes, see `maps_bytes`.
        total_mib: what was allowed.
    """
    if maps / 2**20 <= total_mib - _BASE_MIB:
        return []
    return [
        f"the maps of this search may take {maps / 2**30:.1f} GiB beside"
        f" {_BASE_MIB / 1024:g} GiB for the program, more than --memory allows; search an area"
        " (--extent, --aoi, --near), at a coarser resolution (reduce in --config), or fewer"
        " templates at a time"
    ]
