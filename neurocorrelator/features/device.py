"""Which processor computes."""

from __future__ import annotations

import torch

from neurocorrelator.errors import DeviceError

_NAMES = "auto, cpu, cuda, cuda:N or mps"


def resolve_device(name: str) -> torch.device:
    """The device named `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.

    Raises:
        DeviceError: no such name, or this machine has no such device.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise DeviceError(f"device {name!r} is not {_NAMES}") from None
    if device.type == "cuda":
        _check_cuda(name, device.index or 0)
    elif device.type == "mps":
        if not torch.backends.mps.is_available():
            raise DeviceError("device 'mps': not on this machine; use auto or cpu")
    elif device.type != "cpu":
        raise DeviceError(f"device {name!r} is not {_NAMES}")
    return device


def _check_cuda(name: str, index: int) -> None:
    """The three reasons why a CUDA device is not there need three ways out."""
    if not torch.cuda.is_available():
        built = torch.version.cuda or torch.version.hip
        reason = "no CUDA device found" if built else "this torch computes on the processor only"
        raise DeviceError(
            f"device {name!r}: {reason}; use auto or cpu, or ask `neurocorrelator doctor` why"
        )
    count = torch.cuda.device_count()
    if index >= count:
        there = ", ".join(f"cuda:{i} {torch.cuda.get_device_name(i)}" for i in range(count))
        raise DeviceError(f"device {name!r}: there is only {there}; use one of these, auto or cpu")
