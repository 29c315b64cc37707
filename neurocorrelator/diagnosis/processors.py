"""Torch, the processors that it can use, and the weights."""

from __future__ import annotations

import hashlib
import sys

from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.values import Diagnosis, Findings
from neurocorrelator.resources import shipped_weights

WEIGHTS_SHA256 = {
    "imagenet": "f5fe76626caf9635220c1ddd7bb0fc256ef8c595d180c5e18cd474b14328683c",
    "aerial": "314c33e31e0e0eb40903c5ad6d0d5517896a5019dcae691ebe17e4385793b308",
}
RIGHT_BUILD = (
    "uv pip install --reinstall torch --torch-backend=auto"
    " (in a checkout start the program with `uv run --no-sync` from then on)"
)
_VISUAL_C = (
    "install the newest Microsoft Visual C++ Redistributable for x64 and start again; if that does"
    " not help: uv pip install --reinstall torch"
)
_DLL_CODES = ("WinError 1114", "WinError 126", "WinError 127", "DLL load failed")


def judge_torch(answer: Answer, nvidia: Answer, platform: str = sys.platform) -> Diagnosis:
    """What computes.

    Args:
        answer: of the probe `torch`.
        nvidia: of the probe `nvidia`.
        platform: as `sys.platform` tells it.
    """
    found = Findings("devices")
    if answer.error:
        windows = platform == "win32" and any(code in answer.error for code in _DLL_CODES)
        missing = answer.error.startswith("ModuleNotFoundError: No module named 'torch'")
        found.problem(
            "torch is not installed" if missing else f"torch does not load: {answer.error}",
            _VISUAL_C if windows else f"uv pip install {'' if missing else '--reinstall '}torch",
        )
        _name_driver(found, nvidia)
        return found.done()
    values = answer.values
    backend = f"CUDA {values['cuda']}" if values["cuda"] else ""
    backend = backend or (f"ROCm {values['hip']}" if values["hip"] else "the processor only")
    found.fact("torch", f"{values['version']}, built for {backend}")
    found.fact("cpu", f"{values['threads']} threads")
    if values["cpu_error"]:
        found.problem(
            f"torch does not compute: {values['cpu_error']}", "uv pip install --reinstall torch"
        )
    for index, gpu in enumerate(values["gpus"]):
        free, total = (gpu[key] / 2**30 for key in ("free", "total"))
        found.fact(
            f"cuda:{index}",
            f"{gpu['name']}, {free:.1f} of {total:.1f} GiB free, capability {gpu['capability']}",
        )
        if gpu["error"]:
            found.problem(
                f"cuda:{index} ({gpu['name']}) does not compute: {gpu['error']}",
                f"--device cpu for now; {RIGHT_BUILD}",
            )
    if values["mps"]:
        found.fact("mps", "there")
    _name_driver(found, nvidia)
    if not values["gpus"] and not values["hip"]:
        _unused_gpu(found, answer, nvidia)
    return found.done()


def _name_driver(found: Findings, nvidia: Answer) -> None:
    driver, cuda = nvidia.values.get("driver"), nvidia.values.get("cuda", 0)
    if driver or cuda:
        known = f", knows CUDA up to {_cuda(cuda)}" if cuda else ""
        found.fact("NVIDIA driver", f"{driver or 'version unknown'}{known}")


def _unused_gpu(found: Findings, answer: Answer, nvidia: Answer) -> None:
    """A device that the driver sees and torch does not."""
    names, known = nvidia.values.get("gpus", []), nvidia.values.get("cuda", 0)
    build, error = answer.values["cuda"], answer.values["cuda_error"]
    if names and not build:
        found.advice(
            f"this torch computes on the processor only, though there is {_listed(names)}",
            RIGHT_BUILD,
        )
    elif build and known and known // 1000 < int(build.split(".")[0]):
        found.advice(
            f"the NVIDIA driver knows CUDA up to {_cuda(known)}, this torch needs {build}",
            f"update the driver, or {RIGHT_BUILD}",
        )
    elif names:
        found.advice(
            f"torch cannot use {_listed(names)}: {error or 'CUDA is not available'}",
            "check that CUDA_VISIBLE_DEVICES is not empty; restart the machine; update the driver",
        )
    elif nvidia.values.get("init", 0) not in {0, 100}:  # 100: no device, which is no fault
        found.advice(
            f"the NVIDIA driver does not start (error {nvidia.values['init']})",
            "restart the machine; update the driver",
        )


def _cuda(number: int) -> str:
    """12040 as 12.4."""
    return f"{number // 1000}.{number % 1000 // 10}"


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def check_weights(answer: Answer) -> Diagnosis:
    """The shipped weights: there, whole, and loadable where torch is."""
    found = Findings("weights")
    again = "install the program again: its files are damaged"
    try:
        for name, path in shipped_weights().items():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.fact(name, path)
            found.fact("SHA-256", digest)
            if digest != WEIGHTS_SHA256[name]:
                found.problem(f"{path}: is not the file that was shipped", again)
    except OSError as error:
        found.problem(f"the shipped weights cannot be read: {error}", again)
    if not found.done().problems and answer.values.get("weights_error"):
        found.problem(f"the weights do not load: {answer.values['weights_error']}", again)
    return found.done()
