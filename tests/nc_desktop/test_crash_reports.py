"""A crash is told by the next start, once; runs that live or ended well are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nc_desktop.crash_reports import compose, find_crashes, without_home

CRASH = """
import sys, faulthandler
from PySide6.QtCore import QTimer
from nc_desktop.dialogs.program_dialogs import ProgramDialogs
def crash(self, runs):
    QTimer.singleShot(0, faulthandler._sigsegv)
ProgramDialogs.look_for_crashes = crash
from nc_desktop.__main__ import main
sys.argv = ['nc-desktop']
main()
"""

TELL = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from nc_desktop.dialogs.program_dialogs import ProgramDialogs
told = ProgramDialogs._on_crashes
def then_read(self, job, crashes):
    told(self, job, crashes)
    window = self._window
    for message in window.messages.messages:
        print(message.text)
        for button in window.messages.findChildren(QPushButton):
            if button.text() == message.action:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                print(self.report.text.toPlainText())
    print('end of messages')
    QTimer.singleShot(0, window.close)
ProgramDialogs._on_crashes = then_read
from nc_desktop.__main__ import main
sys.argv = ['nc-desktop', '--language', 'en']
sys.exit(main())
"""

HOLD = """
import sys
from pathlib import Path
from nc_desktop.crash_reports import RunTrace
trace = RunTrace.begin(Path(sys.argv[1]))
print('running', flush=True)
ending = sys.stdin.readline().strip()
if ending == 'well':
    trace.close()
elif ending == 'badly':
    with trace:
        raise ValueError('сломано')
"""


def _environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "HOME": str(tmp_path / "дом"),
    }


def _start(code: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals and XDG folders")
def test_the_start_after_a_crash_offers_its_report_and_the_next_is_silent(tmp_path: Path) -> None:
    (tmp_path / "дом").mkdir()
    crashed = _start(CRASH, tmp_path)
    assert crashed.returncode == -11, crashed.stderr

    told = _start(TELL, tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("The program ended unexpectedly last time (")
    assert "Fatal Python error: Segmentation fault" in told.stdout
    assert "Current thread" in told.stdout
    assert "PySide6" in told.stdout
    assert "INFO nc_desktop [MainThread] started" in told.stdout  # the log of the run that crashed

    silent = _start(TELL, tmp_path)
    assert (silent.returncode, silent.stdout) == (0, "end of messages\n")
    assert list((tmp_path / "state" / "neurocorrelator" / "desktop-runs").iterdir()) == []


def _hold(runs: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(runs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def test_several_instances_do_not_take_each_other_for_crashes(tmp_path: Path) -> None:
    runs = tmp_path / "прогоны"
    with _hold(runs) as first, _hold(runs) as second, _hold(runs) as third:
        try:
            assert find_crashes(runs) == ()
            first.kill()
            first.wait()
            (crash,) = find_crashes(runs)
            assert "ended from outside" in crash.report
            assert find_crashes(runs) == ()  # it is held by who tells of it
            crash.forget()
            assert find_crashes(runs) == ()
            second.communicate("well\n")
            assert find_crashes(runs) == ()
            third.communicate("badly\n")
            (raised,) = find_crashes(runs)
            assert "ValueError: сломано" in raised.report
            raised.forget()
            assert list(runs.iterdir()) == []
        finally:
            for process in (first, second, third):
                process.kill()


def test_a_folder_that_cannot_be_read_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert find_crashes(tmp_path / "missing") == ()
    assert find_crashes(tmp_path / "file") == ()


def test_a_report_does_not_name_the_user() -> None:
    home = str(Path.home())
    text = compose("Ended.", f"Python {home}/bin", f"File '{home}/a.py'", f"{home}/log")
    assert home not in text
    assert text.count("~") == 3
    windows = "C:\\Users\\Анна"
    line = f"{windows}\\a.tif C:/Users/Анна/b.tif 'C:\\\\Users\\\\Анна\\\\c.tif'"
    assert without_home(line, windows) == "~\\a.tif ~/b.tif '~\\\\c.tif'"
    assert without_home("/etc/passwd", "/") == "/etc/passwd"
