"""What is asked of each library, in a process of its own: plain values that fit into JSON."""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

PACKAGES = (
    *("affine", "numpy", "pandas", "PIL", "platformdirs", "pydantic", "rich", "safetensors"),
    *("typer", "yaml"),
)
PLACE_LONLAT = -92.0, 46.8  # a place in UTM zone 15, and what PROJ makes of it in EPSG:32615
PLACE_UTM = 576308.566, 5183424.683
DRIVERS = ("GTiff", "COG", "JP2OpenJPEG", "VRT", "PNG", "JPEG")


def packages() -> dict[str, Any]:
    """Which of the packages that need no check of their own cannot be loaded, and why."""
    failed = {}
    for name in PACKAGES:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 (a damaged package raises anything)
            failed[name] = _name(error)
    return {"failed": failed}


def torch() -> dict[str, Any]:
    """What torch is, the devices it sees, whether each of them computes, and the weights."""
    import torch

    def compute(device: str) -> str:
        try:
            ones = torch.ones(1, 3, 8, 8, device=device)
            torch.nn.functional.conv2d(ones, torch.ones(4, 3, 3, 3, device=device)).sum().item()
        except RuntimeError as error:
            return str(error).splitlines()[0]
        return ""

    values: dict[str, Any] = {
        "version": torch.__version__,
        "cuda": torch.version.cuda,
        "hip": torch.version.hip,
        "threads": torch.get_num_threads(),
        "mps": bool(torch.backends.mps.is_available()),
        "gpus": [],
        "cuda_error": "",
        "cpu_error": compute("cpu"),
        "weights_error": _weights_error(),
    }
    if torch.cuda.is_available():
        for index in range(torch.cuda.device_count()):
            about = torch.cuda.get_device_properties(index)
            free, total = torch.cuda.mem_get_info(index)
            values["gpus"].append(
                {
                    "name": about.name,
                    "capability": f"{about.major}.{about.minor}",
                    "free": free,
                    "total": total,
                    "error": compute(f"cuda:{index}"),
                }
            )
    elif torch.version.cuda:
        try:
            torch.cuda.init()  # type: ignore[no-untyped-call]
        except (RuntimeError, AssertionError) as error:
            values["cuda_error"] = str(error).splitlines()[0]
    return values


def _weights_error() -> str:
    try:
        from neurocorrelator.features.weights import load_weights
        from neurocorrelator.resources import shipped_weights

        for name in shipped_weights():
            load_weights(name)
    except Exception as error:  # noqa: BLE001 (whatever it is, the diagnosis names it)
        return _name(error)
    return ""


def nvidia() -> dict[str, Any]:
    """NVIDIA's driver and devices as the driver itself tells them, without torch."""
    values: dict[str, Any] = {"driver": _driver_version(), "cuda": 0, "gpus": [], "init": 0}
    try:
        library = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return values
    number = ctypes.c_int()
    if library.cuDriverGetVersion(ctypes.byref(number)) == 0:
        values["cuda"] = number.value
    values["init"] = library.cuInit(0)
    if values["init"] == 0 and library.cuDeviceGetCount(ctypes.byref(number)) == 0:
        for index in range(number.value):
            device, name = ctypes.c_int(), ctypes.create_string_buffer(100)
            library.cuDeviceGet(ctypes.byref(device), index)
            library.cuDeviceGetName(name, len(name), device)
            values["gpus"].append(name.value.decode("utf-8", "replace"))
    return values


def _driver_version() -> str:
    """Of `nvidia-smi`; empty where there is none."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return ""
    done = subprocess.run(  # noqa: S603 (NVIDIA's own program)
        [program, "--query-gpu=driver_version", "--format=csv,noheader"],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=30,
        check=False,
    )
    lines = done.stdout.split()
    return lines[0] if done.returncode == 0 and lines else ""


def rasterio() -> dict[str, Any]:
    """Versions, data and drivers of GDAL and its PROJ, and whether they work."""
    import rasterio
    from rasterio.env import GDALDataFinder, PROJDataFinder

    with rasterio.Env() as env:
        drivers = env.drivers()
    values: dict[str, Any] = {
        "gdal": rasterio.__gdal_version__,
        "proj": rasterio.__proj_version__,
        "gdal_data": GDALDataFinder().search() or os.environ.get("GDAL_DATA", ""),
        "missing_drivers": [name for name in DRIVERS if name not in drivers],
        "file_error": _file_error(),
        "crs_error": "",
        "place": None,
    }
    folder = os.environ.get("PROJ_DATA") or os.environ.get("PROJ_LIB") or PROJDataFinder().search()
    values |= _database(folder)
    try:
        from rasterio.crs import CRS
        from rasterio.warp import transform

        lon, lat = PLACE_LONLAT
        x, y = transform(CRS.from_epsg(4326), CRS.from_epsg(32615), [lon], [lat])
        values["place"] = [x[0], y[0]]
    except Exception as error:  # noqa: BLE001 (as above)
        values["crs_error"] = _name(error)
    return values


def _file_error() -> str:
    import numpy as np
    from rasterio.io import MemoryFile

    pixels = np.arange(192, dtype=np.uint8).reshape(3, 8, 8)
    profile = {"driver": "GTiff", "width": 8, "height": 8, "count": 3, "dtype": "uint8"}
    try:
        with MemoryFile() as memory:
            with memory.open(**profile) as dataset:
                dataset.write(pixels)
            with memory.open() as dataset:
                same = bool((dataset.read() == pixels).all())
    except Exception as error:  # noqa: BLE001 (as above)
        return _name(error)
    return "" if same else "the pixels came back changed"


def pyproj() -> dict[str, Any]:
    """Version, data and network setting of pyproj's PROJ, and whether it works."""
    import pyproj
    from pyproj import datadir, network

    values: dict[str, Any] = {
        "proj": pyproj.proj_version_str,
        "network": bool(network.is_network_enabled()),  # type: ignore[attr-defined]
        "crs_error": "",
        "place": None,
    }
    try:
        folders = datadir.get_data_dir().split(os.pathsep)
        values |= _database(folders[0])
        user = datadir.get_user_data_dir()  # type: ignore[attr-defined]
        places = [*map(Path, folders), Path(user)]
        values["grids"] = sum(len([*place.glob("*.tif")]) for place in places if place.is_dir())
        to_utm = pyproj.Transformer.from_crs(4326, 32615, always_xy=True)
        values["place"] = [*to_utm.transform(*PLACE_LONLAT)]
    except Exception as error:  # noqa: BLE001 (as above)
        values["crs_error"] = _name(error)
    return values


def _database(folder: str | None) -> dict[str, str]:
    """Where proj.db is, and the versions that it names."""
    path = Path(folder or "") / "proj.db"
    found = {"database": str(path) if folder else "", "database_version": "", "epsg": ""}
    if folder and path.is_file():
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
                told = dict(opened.execute("SELECT key, value FROM metadata"))
        except sqlite3.Error:
            return found
        found["database_version"] = str(told.get("PROJ.VERSION", ""))
        found["epsg"] = str(told.get("EPSG.VERSION", ""))
    return found


def opencv() -> dict[str, Any]:
    """OpenCV's version, and whether it brings a Qt of its own."""
    before = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    import cv2

    after = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    own_qt = (Path(str(cv2.__file__)).parent / "qt").is_dir() or before != after
    return {"version": cv2.__version__, "own_qt": own_qt}


def qt() -> dict[str, Any]:
    """Whether a window can be made, on no screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # the library never imports Qt; this asks by name, in a process that ends afterwards
    core = importlib.import_module("PySide6.QtCore")
    widgets = importlib.import_module("PySide6.QtWidgets")
    application = widgets.QApplication([])
    drawn = widgets.QLabel("Qt").grab().width() > 0
    pyqtgraph = importlib.import_module("pyqtgraph")
    del application
    return {"qt": str(core.qVersion()), "pyqtgraph": str(pyqtgraph.__version__), "drawn": drawn}


PROBES: dict[str, Callable[[], dict[str, Any]]] = {
    function.__name__: function
    for function in (packages, torch, nvidia, rasterio, pyproj, opencv, qt)
}


def main(name: str) -> None:
    """Print what a probe tells as the last line and quit without the libraries' own farewells."""
    try:
        values = PROBES[name]()
    except BaseException as error:  # noqa: BLE001 (the asker shows it)
        values = {"error": _name(error)}
    sys.stdout.write("\n" + json.dumps(values) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _name(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
