"""Devices that are there, and what is said of those that are not."""

from __future__ import annotations

import pytest
import torch

import neurocorrelator as nc
from neurocorrelator.features.device import resolve_device


def test_devices_that_are_there() -> None:
    assert resolve_device("cpu") == torch.device("cpu")
    assert resolve_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


@pytest.mark.parametrize(
    "name", ["gpu", "видеокарта", "", "cuda:x", "cuda:-1", "meta", "xpu", "vulkan"]
)
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(nc.DeviceError, match="is not auto, cpu, cuda, cuda:N or mps"):
        resolve_device(name)


@pytest.mark.skipif(torch.cuda.is_available(), reason="a machine without CUDA")
@pytest.mark.parametrize("name", ["cuda", "cuda:0", "cuda:7"])
def test_cuda_on_a_machine_without(name: str) -> None:
    with pytest.raises(nc.DeviceError) as caught:
        resolve_device(name)
    message = str(caught.value)
    assert "\n" not in message
    assert ("no CUDA device found" in message) == bool(torch.version.cuda)
    assert message.endswith("use auto or cpu, or ask `neurocorrelator doctor` why")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="a machine with CUDA")
def test_one_cuda_device_too_many() -> None:
    with pytest.raises(nc.DeviceError, match="there is only cuda:0 "):
        resolve_device(f"cuda:{torch.cuda.device_count()}")


@pytest.mark.skipif(torch.backends.mps.is_available(), reason="a machine without MPS")
def test_mps_elsewhere() -> None:
    with pytest.raises(nc.DeviceError, match="not on this machine"):
        resolve_device("mps")


def test_a_device_says_what_it_is() -> None:
    found = nc.find_device("cpu")
    assert (found.kind, found.name, found.threads) == ("cpu", "", torch.get_num_threads())
    auto = nc.find_device()
    if torch.cuda.is_available():
        assert (auto.kind, auto.name) == ("cuda", torch.cuda.get_device_name(0))
    else:
        assert auto == found
        with pytest.raises(nc.DeviceError, match="cuda"):
            nc.find_device("cuda")
