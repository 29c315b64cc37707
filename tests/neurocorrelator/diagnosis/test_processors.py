"""What is said of processors that this machine need not have: answers of probes, judged."""

from __future__ import annotations

import hashlib

import pytest

import neurocorrelator as nc
from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.processors import WEIGHTS_SHA256, check_weights, judge_torch
from neurocorrelator.diagnosis.values import Diagnosis

NO_DRIVER = Answer({"driver": "", "cuda": 0, "gpus": [], "init": 0})
RTX = "NVIDIA GeForce RTX 4070"
DRIVER = Answer({"driver": "581.29", "cuda": 13000, "gpus": [RTX], "init": 0})


def torch_tells(**more: object) -> Answer:
    values: dict[str, object] = {
        "version": "2.15.0",
        "cuda": None,
        "hip": None,
        "threads": 8,
        "mps": False,
        "gpus": [],
        "cuda_error": "",
        "cpu_error": "",
        "weights_error": "",
    }
    return Answer(values | more)


def gpu(error: str = "") -> dict[str, object]:
    memory = {"free": 11 * 2**30, "total": 12 * 2**30}
    return {"name": RTX, "capability": "8.9", "error": error} | memory


def only(found: Diagnosis) -> nc.Problem:
    (problem,) = found.problems
    assert "\n" not in problem.what + problem.fix
    return problem


def test_nothing_is_said_of_a_machine_without_a_gpu() -> None:
    assert judge_torch(torch_tells(), NO_DRIVER).problems == ()
    assert judge_torch(torch_tells(cuda="13.2"), NO_DRIVER).problems == ()
    # cuInit tells 100 where the driver is installed and the device is not: a laptop's dock
    away = Answer({"driver": "581.29", "cuda": 13000, "gpus": [], "init": 100})
    assert judge_torch(torch_tells(cuda="13.2"), away).problems == ()


def test_a_gpu_that_works_is_named() -> None:
    found = judge_torch(torch_tells(cuda="13.0", gpus=[gpu()]), DRIVER)
    assert found.problems == ()
    (value,) = [fact.value for fact in found.facts if fact.name == "cuda:0"]
    assert value == f"{RTX}, 11.0 of 12.0 GiB free, capability 8.9"
    assert any(fact.value == "581.29, knows CUDA up to 13.0" for fact in found.facts)


def test_a_torch_for_the_processor_beside_a_gpu() -> None:
    """What PyPI gives on Windows."""
    problem = only(judge_torch(torch_tells(), DRIVER, platform="win32"))
    assert not problem.hinders
    assert RTX in problem.what
    assert "--torch-backend=auto" in problem.fix


def test_a_driver_older_than_the_build() -> None:
    old = Answer({"driver": "551.61", "cuda": 12040, "gpus": [RTX], "init": 0})
    error = "The NVIDIA driver on your system is too old (found version 12040)."
    problem = only(judge_torch(torch_tells(cuda="13.2", cuda_error=error), old))
    assert not problem.hinders
    assert "CUDA up to 12.4, this torch needs 13.2" in problem.what
    assert problem.fix.startswith("update the driver")


def test_a_driver_older_by_a_minor_version_is_new_enough() -> None:
    """CUDA's minor version compatibility."""
    found = judge_torch(torch_tells(cuda="13.2", gpus=[gpu()]), DRIVER)
    assert found.problems == ()


def test_a_gpu_that_torch_cannot_use() -> None:
    hidden = judge_torch(torch_tells(cuda="13.0", cuda_error="No CUDA GPUs are available"), DRIVER)
    assert "No CUDA GPUs are available" in only(hidden).what
    assert "CUDA_VISIBLE_DEVICES" in only(hidden).fix
    broken = Answer({"driver": "", "cuda": 13000, "gpus": [], "init": 999})
    problem = only(judge_torch(torch_tells(cuda="13.0"), broken))
    assert "error 999" in problem.what
    assert "restart" in problem.fix


def test_a_gpu_that_does_not_compute_hinders() -> None:
    error = "CUDA error: no kernel image is available for execution on the device"
    problem = only(judge_torch(torch_tells(cuda="13.0", gpus=[gpu(error)]), DRIVER))
    assert problem.hinders
    assert problem.fix.startswith("--device cpu")


@pytest.mark.parametrize(
    ("error", "platform", "fix"),
    [
        (
            "OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed."
            ' Error loading "c10.dll" or one of its dependencies.',
            "win32",
            "Visual C++ Redistributable",
        ),
        ("OSError: [WinError 126] fbgemm.dll", "win32", "Visual C++ Redistributable"),
        ("ModuleNotFoundError: No module named 'torch'", "win32", "uv pip install torch"),
        ("ImportError: libcudart.so.13", "linux", "--reinstall torch"),
        ("crashes (exit code -4)", "linux", "--reinstall torch"),
    ],
)
def test_a_torch_that_does_not_load(error: str, platform: str, fix: str) -> None:
    problem = only(judge_torch(Answer({}, error), NO_DRIVER, platform))
    assert problem.hinders
    assert fix in problem.fix


def test_the_shipped_weights_are_the_known_ones() -> None:
    for name, path in nc.shipped_weights().items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == WEIGHTS_SHA256[name]
    assert check_weights(torch_tells()).problems == ()
    problem = only(check_weights(torch_tells(weights_error="WeightsError: damaged")))
    assert problem.hinders


def test_weights_that_were_changed(tmp_path, monkeypatch) -> None:
    changed = tmp_path / "weights.safetensors"
    changed.write_bytes(b"changed")
    place = "neurocorrelator.diagnosis.processors.shipped_weights"
    monkeypatch.setattr(place, lambda: {"imagenet": changed})
    assert "not the file that was shipped" in only(check_weights(torch_tells())).what
    monkeypatch.setattr(place, lambda: {"imagenet": tmp_path / "gone"})
    assert "cannot be read" in only(check_weights(torch_tells())).what
