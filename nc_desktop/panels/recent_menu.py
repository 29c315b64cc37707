"""The submenu of the scenes that were opened last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QWidget

from nc_desktop.recent_scenes import RecentScenes


class RecentMenu(QMenu):
    """One entry a scene, and one that forgets them all."""

    requested = Signal(object)
    """A `Path` to open."""

    def __init__(self, recent: RecentScenes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(recent.look)
        recent.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Make the entries again, in the language in force."""
        self.setTitle(self.tr("&Recent projects and scenes"))
        self.clear()
        paths, missing = self._recent.paths, self._recent.missing
        self.menuAction().setEnabled(bool(paths))
        for number, path in enumerate(paths, 1):
            name = path.name.replace("&", "&&")
            key = f"&{number % 10}  " if number <= 10 else ""  # as keys go: 1 to 9, then 0
            text = self.tr("{name} – not found") if path in missing else "{name}"
            action = self.addAction(key + text.format(name=name))
            action.setToolTip(str(path))
            action.setEnabled(path not in missing)
            action.triggered.connect(lambda _=False, chosen=path: self.requested.emit(chosen))
        if paths:
            self.addSeparator()
            clear = self.addAction(self.tr("&Clear this list"))
            clear.setToolTip(self.tr("Forget what was opened; the files stay"))
            clear.triggered.connect(self._recent.clear)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
