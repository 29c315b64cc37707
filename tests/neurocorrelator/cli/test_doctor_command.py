"""`doctor` as a program: on this machine, and where something is broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.environment import KEEP


@pytest.fixture
def broken(tmp_path: Path):
    """An environment in which packages fail to load."""

    def make(**modules: str) -> dict[str, str]:
        for name, code in modules.items():
            (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        return {**os.environ, "PYTHONPATH": str(tmp_path)}

    return make


def problems(done) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith("problem: ")]


def test_this_machine_is_fit(program) -> None:
    env = {**os.environ, "PROJ_LIB": "/usr/share/postgresql/proj"}
    done = program("doctor", env=env)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("nothing hinders the work\n")
    for words in (nc.__version__, "torch", "GDAL", "weights", "SHA-256"):
        assert words in done.out
    assert "advice: PROJ: PROJ_LIB=/usr/share/postgresql/proj was left behind" in done.out


def test_a_torch_that_does_not_load(program, broken) -> None:
    done = program("doctor", env=broken(torch="raise OSError('[WinError 1114] c10.dll')"))
    assert done.code == 1
    (line,) = problems(done)
    assert "WinError 1114" in line
    assert "; fix: " in line
    assert "GDAL" in done.out  # the other checks went on


def test_nothing_that_the_program_needs_loads(program, broken) -> None:
    names = ("rasterio", "typer", "numpy", "torch", "pyproj", "cv2", "rich", "pydantic", "pandas")
    env = broken(**{name: f"raise ImportError('{name} сломан')" for name in names})
    done = program("doctor", env={**env, "PYTHONIOENCODING": "ascii"})
    assert done.code == 1
    assert "Traceback" not in done.err + done.out
    assert len(problems(done)) >= 7
    assert "pip install --no-index" in done.out  # what to do without a network
    as_json = program("doctor", "--json", env=env)
    assert (as_json.code, as_json.json["fit"]) == (1, False)


def test_other_commands_point_to_the_doctor(program, broken) -> None:
    done = program("info", "scene.tif", env=broken(rasterio="raise ImportError('DLL load failed')"))
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert line.startswith("error: ImportError: DLL load failed")
    assert "neurocorrelator doctor" in line


def test_a_kept_variable_that_does_harm_is_named_and_json_holds_all_of_it(
    program, tmp_path
) -> None:
    env = {**os.environ, "PROJ_DATA": str(tmp_path), KEEP: "1"}
    done = program("doctor", "--json", env=env)
    told = done.json
    assert (done.code, told["fit"]) == (1, False)
    assert done.out.count("\n") == 1
    assert {"software", "machine", "devices", "weights", "GDAL", "PROJ"} <= set(told["facts"])
    for problem in told["problems"]:
        assert set(problem) == {"subject", "what", "fix", "hinders"}
    assert any("unset PROJ_DATA" in problem["fix"] for problem in told["problems"])


def test_the_library_tells_the_same() -> None:
    found = nc.diagnose()
    assert isinstance(found, nc.Diagnosis)
    assert found.fit
    assert {fact.subject for fact in found.facts} >= {"software", "devices", "GDAL", "PROJ"}
