"""What is tried when a GPU has no memory left: less of it at once, then the processor."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass

import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import DeviceError

_LEAST_TILE_PX = 128
_LEAST_MIB = 64


@dataclass(frozen=True, slots=True)
class Sparing:
    """A way to match.

    Attributes:
        config: settings.
        device: where.
        failed: what to say of it if the memory was too little and another way was taken.
    """

    config: MatchConfig
    device: torch.device
    failed: str = ""


def sparing_ways(config: MatchConfig, device: torch.device) -> Iterator[tuple[bool, Sparing]]:
    """Ways to match, the fastest first, and whether each is the last.

    Args:
        config: settings.
        device: as the user wants it.
    """
    if device.type != "cpu":
        yield (
            False,
            Sparing(
                config,
                device,
                f"{device}: not enough memory; searched in smaller tiles, which takes longer",
            ),
        )
        smaller = {
            "tile_px": min(config.tile_px, max(_LEAST_TILE_PX, config.tile_px // 8 * 4)),
            "memory_mib": max(_LEAST_MIB, config.memory_mib // 4),
        }
        yield (
            False,
            Sparing(
                config.model_copy(update=smaller),
                device,
                f"{device}: not enough memory for smaller tiles either; searched on the processor",
            ),
        )
    # for a cluster's workers, too
    on_cpu = config if device.type == "cpu" else config.model_copy(update={"device": "cpu"})
    yield True, Sparing(on_cpu, torch.device("cpu"))


def free_memory(device: torch.device) -> None:
    """Give back to the system what torch keeps for later."""
    if device.type == "cuda":
        gc.collect()  # what was tried may hold itself
        torch.cuda.empty_cache()


def no_memory(device: torch.device) -> DeviceError:
    """The processor's memory is too small as well."""
    return DeviceError(
        f"{device}: not enough memory; search a smaller area, or at a coarser resolution (reduce),"
        " or close other programs"
    )
