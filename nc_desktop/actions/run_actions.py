"""The part of the menu *Results* about several runs of a scene."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.dialogs.compare_runs import CompareRunsDialog
from nc_desktop.map.place_showing import PlaceShowing
from nc_desktop.panels.run_bar import RunBar
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class RunActions(MenuActions):
    """Compares runs, and forgets those that are not shown.

    Attributes:
        bar: lists the runs of the active scene.
        dialog: compares, while it is open.
    """

    def __init__(
        self, window: QWidget, session: Session, settings: Settings, showing: PlaceShowing
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self._showing = showing
        self.dialog: CompareRunsDialog | None = None
        self.bar = RunBar(session)
        self.bar.compare_wanted.connect(self.show_comparison)
        self.compare = self.action(self.show_comparison)
        self.forget = self.action(self._forget)
        session.runs.changed.connect(self._refresh)
        session.project.scene_changed.connect(self._refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        set_texts(
            self.compare,
            self.tr("Compare r&uns…"),
            self.tr("Compare two runs over a scene, template by template"),
        )
        set_texts(
            self.forget,
            self.tr("&Forget the other runs"),
            self.tr("Keep only the run that is shown of this scene; cannot be undone"),
        )
        self._refresh()

    @Slot()
    def show_comparison(self) -> None:
        """Show what differs between two runs."""
        if self.dialog is None:
            dialog = CompareRunsDialog(self._session, self._settings, self._window)
            dialog.place_chosen.connect(self._showing.show)
            dialog.finished.connect(self._on_closed)
            self.dialog = dialog
        self.dialog.present()

    @Slot()
    def _forget(self) -> None:
        scene = self._session.project.scene_layer
        if scene is not None:
            for findings in self._session.project.former.of(scene):
                self._session.runs.forget(findings)

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        self.dialog = None

    @Slot()
    def _refresh(self) -> None:
        scene = self._session.project.scene_layer
        self.compare.setEnabled(bool(self._session.runs.scenes()))
        former = self._session.project.former.of(scene) if scene is not None else ()
        self.forget.setEnabled(bool(former))
