"""Importing torch while other threads of the program go on, such as a window's."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import sys
from pathlib import Path

# first the one that torch itself loads first: it brings the CUDA libraries of the wheels in order
_LIBRARIES = (
    "libtorch_global_deps.so",
    "libtorch_cpu.so",
    "libtorch_cuda.so",
    "libtorch_python.so",
)


def import_torch() -> None:
    """Import torch, for a thread beside one that must not wait.

    Python's own loading of a shared library holds its lock, as `ctypes.CDLL` does; those of torch
    take a third of a second, in which no other thread runs. On Linux they are loaded before by
    calling the system's `dlopen` as any foreign function, which frees the lock. Where that fails
    the import does it, and says what is wrong.
    """
    if "torch" not in sys.modules and sys.platform.startswith("linux"):
        _load_libraries()
    importlib.import_module("torch")


def _load_libraries() -> None:
    found = importlib.util.find_spec("torch")
    if found is None or found.origin is None:
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    for name in _LIBRARIES:
        path = Path(found.origin).parent / "lib" / name
        if not path.exists():
            continue  # a build for the processor only
        scope = os.RTLD_GLOBAL if name == _LIBRARIES[0] else os.RTLD_LOCAL
        if not dlopen(os.fsencode(path), os.RTLD_NOW | scope):
            return
