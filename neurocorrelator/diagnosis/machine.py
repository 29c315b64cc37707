"""Processor, memory, disk, and the folders that the program writes to."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

from neurocorrelator.diagnosis.values import Diagnosis, Findings
from neurocorrelator.rasters.cache_folder import cache_folder

LEAST_MEMORY = 2 * 2**30  # a run with the defaults takes about 1.5 GiB
LEAST_DISK = 2**30


def check_memory() -> Diagnosis:
    """Cores and memory."""
    found = Findings("machine")
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    found.fact("cores", f"{usable} of {os.cpu_count()}")
    free = free_memory()
    if free is not None:
        found.fact("memory", f"{free / 2**30:.1f} GiB free")
        if free < LEAST_MEMORY:
            found.advice(
                f"only {free / 2**30:.1f} GiB of memory are free",
                "close other programs, or set memory_mib: 256 and tile_px: 256 in a settings file",
            )
    return found.done()


def free_memory() -> int | None:
    """Bytes that a new process may take; None where the system does not tell."""
    if sys.platform == "win32":
        return _free_windows()
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    told = {
        name: int(rest.split()[0]) * 1024 for name, _, rest in (s.partition(":") for s in lines)
    }
    free = told.get("MemAvailable")
    limit = _container_rest()
    return free if limit is None or free is None else min(free, limit)


def _container_rest() -> int | None:
    """What the limit of a container leaves; None without a limit."""
    folder = Path("/sys/fs/cgroup")
    try:
        limit = (folder / "memory.max").read_text(encoding="ascii").strip()
        used = int((folder / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if limit == "max" else max(0, int(limit) - used)


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("available", ctypes.c_uint64),
        ("total_page_file", ctypes.c_uint64),
        ("available_page_file", ctypes.c_uint64),
        ("total_virtual", ctypes.c_uint64),
        ("available_virtual", ctypes.c_uint64),
        ("available_extended", ctypes.c_uint64),
    )


def _free_windows() -> int | None:
    status = _MemoryStatus()
    status.length = ctypes.sizeof(status)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (not there on other systems)
    return int(status.available) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def check_folders() -> Diagnosis:
    """Folders that must take files, and the space on them."""
    found = Findings("machine")
    try:
        temporary = Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        found.problem(f"no folder takes temporary files: {error}", "set TMPDIR (Windows: TEMP)")
        return found.done()
    _folder(found, "temporary files", temporary, "set TMPDIR (Windows: TEMP) to another folder")
    import platformdirs

    settings = platformdirs.user_config_path("neurocorrelator", appauthor=False)
    _folder(found, "settings", settings, "let your user write to that folder")
    fix = "set NEUROCORRELATOR_CACHE to another folder, or cache_gib: 0 in a settings file"
    _folder(found, "features of scenes", cache_folder(), fix)
    return found.done()


def _folder(found: Findings, name: str, folder: Path, fix: str) -> None:
    """A file is written to the folder, or to the nearest above that exists."""
    there = next((f for f in (folder, *folder.parents) if f.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"neurocorrelator")
            file.flush()
        free = shutil.disk_usage(there).free
    except OSError as error:
        found.problem(f"{folder}: takes no file ({error.strerror or error})", fix)
        return
    found.fact(name, f"{folder}, {free / 2**30:.1f} GiB free")
    if free < LEAST_DISK:
        found.advice(f"{folder}: only {free / 2**20:.0f} MiB are free", "make room on that disk")
