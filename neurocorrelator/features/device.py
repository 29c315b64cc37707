"""Which processor computes."""

from __future__ import annotations

import torch

from neurocorrelator.errors import DeviceError


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
        raise DeviceError(f"device {name!r} is not auto, cpu, cuda, cuda:N or mps") from None
    if device.type == "cuda":
        count = torch.cuda.device_count() if torch.cuda.is_available() else 0
        if (device.index or 0) >= count:
            found = f"{count} CUDA device(s) found" if count else "no CUDA device found"
            raise DeviceError(f"device {name!r}: {found}; use auto or cpu")
    elif device.type == "mps":
        if not torch.backends.mps.is_available():
            raise DeviceError("device 'mps': not on this machine; use auto or cpu")
    elif device.type != "cpu":
        raise DeviceError(f"device {name!r} is not auto, cpu, cuda, cuda:N or mps")
    return device
