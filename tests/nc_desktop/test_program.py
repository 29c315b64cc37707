"""The program as a whole, in processes of its own."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import PIL.Image
import pytest

import nc_desktop

PACKAGE = Path(nc_desktop.__file__).parent
PATIENCE_S = 120


def _run(arguments: list[str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PYTHONFAULTHANDLER": "1",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_start_open_match_save_the_window_and_quit(
    tmp_path: Path, scene_file: Path, picture_file: Path
) -> None:
    """`--screenshot` with a job: the shortest whole life of the program."""
    picture = tmp_path / "window.png"
    code = (
        "import sys\n"
        "import nc_desktop.session.session as s\n"
        "init = s.Session.__init__\n"
        "def then_match(self):\n"
        "    init(self)\n"
        "    self.opening.templates_opened.connect(self.matching.match)\n"
        "s.Session.__init__ = then_match\n"
        "from nc_desktop.__main__ import main\n"
        f"sys.argv = ['nc-desktop', {str(scene_file)!r}, {str(picture_file)!r},"
        f" '--screenshot', {str(picture)!r}]\n"
        "sys.exit(main())\n"
    )
    done = _run(["-c", code], tmp_path)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    with PIL.Image.open(picture) as image:
        assert image.width >= 1200
        pixels = image.convert("RGB")
        colours = pixels.resize((300, 200)).getcolors(60_000)
    assert colours is not None
    assert len(colours) > 2000  # a photograph is in it, not an empty window
    orange = (230, 159, 0)  # the outline of the first template
    assert orange in {colour for _, colour in pixels.getcolors(10_000_000) or []}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_argument_that_cannot_be_read_is_one_line_and_exit_code_1(
    tmp_path: Path, language: str
) -> None:
    picture = tmp_path / "window.png"
    arguments = ["nope.tif", "--screenshot", str(picture), "--language", language]
    done = _run(["-m", "nc_desktop", *arguments], tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "nope.tif" in line
    assert ("Cannot be opened" if language == "en" else "Не удалось открыть") in line


def test_a_screenshot_that_cannot_be_written_is_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = _run(["-m", "nc_desktop", "--screenshot", str(tmp_path / "file" / "a.png")], tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_screenshot_that_cannot_be_written_is_told_before_the_match(tmp_path: Path) -> None:
    code = (
        "import sys, nc_desktop.session.opening as o\n"
        "o.Opening.demo = lambda *_, **__: sys.stderr.write('the demo was opened')\n"
        "from nc_desktop.__main__ import main\n"
        f"sys.argv = ['nc-desktop', '--demo', '--screenshot', {str(tmp_path)!r}]\n"
        "sys.exit(main())\n"
    )
    done = _run(["-c", code], tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path}: is a folder; name a file in it\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("work", ["nothing", "match"])
def test_ctrl_c_closes_the_window(
    tmp_path: Path, number: signal.Signals, code: int, work: str
) -> None:
    program = (
        "import faulthandler, os, sys\n"
        f"faulthandler.dump_traceback_later({PATIENCE_S - 10}, exit=True)\n"
        "from PySide6.QtCore import QTimer\n"
        "import nc_desktop.main_window as m\n"
        "close = m.MainWindow.closeEvent\n"
        "def told(self, event):\n"
        "    close(self, event); print('closed', flush=True)\n"
        "m.MainWindow.closeEvent = told\n"
        "connect = m.MainWindow._connect\n"
        "def then_kill(self):\n"
        "    connect(self)\n"
        "    progressed = self._session.matching.progressed\n"
        "    def kill(*_):\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        f"        if {work == 'match'}:\n"
        "            progressed.disconnect(kill)\n"  # a second one ends the process at once
        f"    if {work == 'match'}:\n"
        "        progressed.connect(kill)\n"
        "    else:\n"
        "        QTimer.singleShot(300, kill)\n"
        "m.MainWindow._connect = then_kill\n"
        "from nc_desktop.__main__ import main\n"
        f"sys.argv = ['nc-desktop'] + ['--demo'] * {work == 'match'}\n"
        "sys.exit(main())\n"
    )
    done = _run(["-c", program], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (code, "closed\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="torch is loaded before the window there")
def test_closing_does_not_wait_for_the_engine_that_is_being_loaded(tmp_path: Path) -> None:
    """From a slow disk torch takes as long as it likes; nothing can stop its constructors."""
    program = (
        "import sys, time\n"
        "from PySide6.QtCore import QTimer\n"
        "import neurocorrelator as nc\n"
        "import nc_desktop.main_window as m\n"
        "def slow_disk():\n"
        "    QTimer.singleShot(0, windows[0], windows[0].close)\n"
        "    time.sleep(600)\n"
        "nc.import_torch = slow_disk\n"
        "windows, init = [], m.MainWindow.__init__\n"
        "def noted(self, *arguments):\n"
        "    init(self, *arguments); windows.append(self)\n"
        "m.MainWindow.__init__ = noted\n"
        "from nc_desktop.__main__ import main\n"
        "sys.argv = ['nc-desktop']\n"
        "print('on its way', end='')\n"
        "sys.exit(main())\n"
    )
    done = _run(["-c", program], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "on its way", "")
    settings = (tmp_path / "config" / "neurocorrelator" / "desktop.ini").read_text("utf-8")
    assert "geometry=" in settings
    runs = tmp_path / "state" / "neurocorrelator" / "desktop-runs"
    assert list(runs.iterdir()) == []  # it is no crash for the next start to tell of


def test_wrong_usage_is_exit_code_2(tmp_path: Path) -> None:
    assert _run(["-m", "nc_desktop", "--no-such-option"], tmp_path).returncode == 2
    assert "--screenshot" in _run(["-m", "nc_desktop", "--help"], tmp_path).stdout


def test_twenty_thousand_signals_do_no_harm(tmp_path: Path) -> None:
    """PySide6 6.12.0 on Python 3.11 aborts after some hundred (bool_dealloc)."""
    code = (
        "from PySide6.QtCore import QCoreApplication, QObject, Signal\n"
        "class Source(QObject):\n"
        "    changed = Signal(bool, object)\n"
        "app = QCoreApplication([])\n"
        "source, seen = Source(), []\n"
        "source.changed.connect(lambda on, what: seen.append(on))\n"
        "for i in range(20_000):\n"
        "    source.changed.emit(i % 2 == 0, i)\n"
        "assert len(seen) == 20_000\n"
    )
    done = _run(["-c", code], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def _imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("folder", ["model", "jobs", "session"])
def test_model_and_jobs_know_no_widget(folder: str) -> None:
    for file in (PACKAGE / folder).glob("*.py"):
        forbidden = ("PySide6.QtWidgets", "pyqtgraph", "nc_desktop.panels", "nc_desktop.map")
        assert not [n for n in _imports(file) if n.startswith(forbidden)], file.name


def test_the_window_is_there_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    heavy = ("torch", "pandas", "rasterio", "pyproj", "cv2", "pydantic", "PIL", "cuda")
    code = (
        "import sys, os\n"
        "import nc_desktop.first_paint as f\n"
        "told = f._Watch._on_painted\n"
        "def then_tell(self):\n"
        f"    print([name for name in {heavy} if name in sys.modules]); told(self)\n"
        "f._Watch._on_painted = then_tell\n"
        "os.environ[f.VARIABLE] = '1'\n"
        "from nc_desktop.__main__ import main\n"
        "sys.argv = ['nc-desktop']\n"
        "sys.exit(main())\n"
    )
    done = _run(["-c", code], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    loaded, moment = done.stdout.splitlines()
    assert loaded == "[]"
    assert float(moment) > 0
