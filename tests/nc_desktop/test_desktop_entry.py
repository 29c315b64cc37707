"""The entry in the menu of a Linux desktop."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nc_desktop import desktop_entry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are for Linux")


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "Мои данные"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home


def _fields(entry: Path) -> dict[str, str]:
    first, *lines = entry.read_text("utf-8").splitlines()
    assert first == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines)


def test_the_option_writes_and_removes_entry_and_icon(data_home: Path) -> None:
    def run(option: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "nc_desktop", option],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )

    done = run("--install-desktop-entry")
    assert (done.returncode, done.stderr) == (0, "")
    entry, icon, kind = desktop_entry.places()
    assert entry.parent == data_home / "applications"
    assert str(entry) in done.stdout
    fields = _fields(entry)
    assert fields["Type"] == "Application"
    assert fields["Exec"].endswith(" %F")
    assert "image/tiff;" in fields["MimeType"]
    assert "application/x-neurocorrelator-project;" in fields["MimeType"]
    assert kind.parent == data_home / "mime" / "packages"
    assert 'pattern="*.ncproj"' in kind.read_text("utf-8")
    assert fields["Icon"] == icon.stem
    assert "<svg" in icon.read_text("utf-8")
    assert sorted(path.name for path in entry.parent.iterdir()) in (
        [entry.name],
        [entry.name, "mimeinfo.cache"],
    )
    validator = shutil.which("desktop-file-validate")
    if validator is not None:
        checked = subprocess.run([validator, str(entry)], capture_output=True, check=False)
        assert (checked.returncode, checked.stdout) == (0, b"")
    again = run("--install-desktop-entry")
    assert again.returncode == 0
    removed = run("--remove-desktop-entry")
    assert removed.returncode == 0
    assert not entry.exists()
    assert not icon.exists()
    assert not kind.exists()
    assert run("--remove-desktop-entry").stdout == ""


def test_a_place_that_takes_no_files_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(desktop_entry.DesktopEntryError, match="XDG_DATA_HOME") as caught:
        desktop_entry.install()
    assert "\n" not in str(caught.value)


def test_a_relative_data_home_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert desktop_entry.places()[0].is_relative_to(Path.home())


@pytest.mark.parametrize(
    "program", ["/opt/nc/nc-desktop", "/home/Анна К/.venv/bin/nc", '/a"b/$c`d/100%/e\\f']
)
def test_exec_is_read_back_as_it_was(program: str) -> None:
    (line,) = re.findall("^Exec=(.*)$", desktop_entry.entry_text([program, "-m"]), re.MULTILINE)
    assert _read_exec(line) == [program, "-m", "%F"]


def _read_exec(line: str) -> list[str]:
    """As the specification says: escapes of strings, then quotes, then field codes."""
    text = line.replace("\\\\", "\\")
    found = []
    for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text):
        argument = re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        found.append(argument if argument == "%F" else argument.replace("%%", "%"))
    return found
