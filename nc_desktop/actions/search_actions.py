"""The menu *Search*: match and cancel."""

from __future__ import annotations

from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.session.session import Session


class SearchActions(MenuActions):
    """Starts and stops matches."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session = session
        project, matching = session.project, session.matching
        self.match = self.action(matching.match, icon="match", key="Ctrl+Return")
        self.cancel = self.action(matching.cancel, icon="close", key="Esc")
        self.menu.addActions([self.match, self.cancel])
        for signal in (
            project.scene_changed,
            project.templates.reset,
            project.templates.entry_changed,
            matching.started,
            matching.ended,
        ):
            signal.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Both."""
        bar.addActions([self.match, self.cancel])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Search"))
        set_texts(self.match, self.tr("&Match"), self.tr("Look for the checked templates"))
        set_texts(self.cancel, self.tr("&Cancel the match"), self.tr("Stop at the next tile"))

    def _refresh(self, *_: object) -> None:
        project, running = self._session.project, self._session.matching.running
        ready = project.scene is not None and bool(project.templates.enabled)
        self.match.setEnabled(ready and not running)
        self.cancel.setEnabled(running)
