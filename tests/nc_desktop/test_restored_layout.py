"""A window that filled the screen opens again as it was, in a process of its own: Qt crashed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RUN = """
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget

from nc_desktop.languages import LanguageSwitch
from nc_desktop.main_window import MainWindow
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


def settle(app):
    for _ in range(20):
        app.processEvents()


app = QApplication(sys.argv)
languages = LanguageSwitch(app)
languages.use("en")
settings = Settings(Path(sys.argv[1]))
for again in (False, True, True):
    session = Session()
    window = MainWindow(session, settings, languages)
    window.restore_layout()
    window.show()
    docks = {d.objectName(): d for d in window.findChildren(QDockWidget)}
    if not again:  # the screen is 800 x 800 px, which the panels do not fit
        settle(app)
        window.setGeometry(0, 0, 2200, 1500)
        settle(app)
        sides = [docks["dock_templates"], docks["dock_layers"]]
        window.resizeDocks(sides, [431, 320], Qt.Orientation.Horizontal)
        window.showMaximized()
    settle(app)
    print(window.isMaximized(), flush=True)
    window.close()
"""


def test_a_maximized_window_opens_again_with_its_panels(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RUN, tmp_path / "desktop.ini"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["True"] * 3
