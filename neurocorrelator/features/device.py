"""Which processor computes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from neurocorrelator.config import Precision
from neurocorrelator.errors import DeviceError

# as torch, the system, cuDNN and cuBLAS say it
_NO_MEMORY = (
    "out of memory",
    "can't allocate memory",
    "not enough memory",
    "status_alloc_failed",
)
_NAMES = "auto, cpu, cuda, cuda:N or mps"


@dataclass(frozen=True, slots=True)
class ComputeDevice:
    """What computes.

    Attributes:
        kind: `cpu`, `cuda` or `mps`.
        name: of a GPU, as its maker has it; empty for the processor.
        threads: that torch uses on the processor.
    """

    kind: str
    name: str
    threads: int


def find_device(name: str = "auto") -> ComputeDevice:
    """What `match` would compute on with this setting of `device`; loads torch.

    Raises:
        DeviceError: as `resolve_device`, or the GPU does not answer.
    """
    device = resolve_device(name)
    called = ""
    if device.type == "cuda":
        try:
            called = torch.cuda.get_device_name(device)
        except RuntimeError as error:  # all errors of CUDA are
            reason = str(error).partition("\n")[0]
            raise DeviceError(
                f"device {name!r}: {reason}; use cpu, or ask `neurocorrelator doctor` why"
            ) from error
    return ComputeDevice(device.type, called, torch.get_num_threads())


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


def is_half(precision: Precision, device: torch.device) -> bool:
    """Whether a network computes with inputs rounded to float16."""
    return precision == "float16" or (precision == "auto" and device.type == "cuda")


@contextmanager
def product_precision(precision: Precision, device: torch.device) -> Iterator[None]:
    """Matrix products on CUDA with inputs rounded to ten bits (TF32), or with all of float32.

    Sums are float32 either way. On the processor inputs are not rounded.
    """
    if device.type != "cuda":
        yield
        return
    before = torch.backends.cuda.matmul.allow_tf32
    torch.backends.cuda.matmul.allow_tf32 = is_half(precision, device)
    try:
        yield
    finally:
        torch.backends.cuda.matmul.allow_tf32 = before


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error means that something was too large for the memory."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(reason in text for reason in _NO_MEMORY)
