"""The menu *Search → Queue*: many matches at once, and what they came to."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.dialogs.match_scenes import MatchScenesDialog
from nc_desktop.dialogs.queue_summary import QueueSummaryDialog
from nc_desktop.map.place_showing import Place, PlaceShowing
from nc_desktop.messages import Message
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.queue_panel import QueuePanel
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class QueueActions(MenuActions):
    """Asks for scenes, pauses, retries, and shows the summary.

    Attributes:
        scenes_dialog, summary_dialog: while they are open.
    """

    panel_wanted = Signal()
    """The panel of the queue is to be seen."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        *,
        panel: QueuePanel,
        showing: PlaceShowing,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self._showing = showing
        self.scenes_dialog: MatchScenesDialog | None = None
        self.summary_dialog: QueueSummaryDialog | None = None
        queue = session.matching.queue
        self.match_scenes = self.action(self.ask_scenes, key="Ctrl+Shift+Return")
        self.pause = self.action(self._on_pause, icon="pause")
        self.retry = self.action(self._on_retry, icon="reset")
        self.summary = self.action(self.show_summary, icon="summary")
        self.menu.addActions([self.pause, self.retry, self.summary])
        project = session.project
        for signal in (
            project.layers.inserted,
            project.layers.removed,
            project.templates.reset,
            project.templates.entry_changed,
            session.queue_list.changed,
        ):
            signal.connect(self._refresh)
        self._queue = queue
        session.queue_list.summary_wanted.connect(self.show_summary)
        panel.summary_wanted.connect(self.show_summary)
        panel.scene_chosen.connect(self._go_to_scene)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Queue"))
        set_texts(
            self.match_scenes,
            self.tr("Match in &several scenes…"),
            self.tr("Look for the checked templates in several of the open scenes"),
        )
        set_texts(
            self.retry,
            self.tr("&Retry what failed"),
            self.tr("Try matches again that failed or were cancelled"),
        )
        set_texts(self.summary, self.tr("&Summary…"), self.tr("Which template is in which scene"))
        self._refresh()

    @Slot()
    def ask_scenes(self) -> None:
        """Ask in which scenes to match."""
        if self.scenes_dialog is None:
            dialog = MatchScenesDialog(self._session, self._window)
            dialog.submitted.connect(self.panel_wanted)
            dialog.finished.connect(self._on_scenes_closed)
            self.scenes_dialog = dialog
        self.scenes_dialog.present()

    @Slot()
    def show_summary(self) -> None:
        """Show what the matches came to."""
        if self.summary_dialog is None:
            dialog = QueueSummaryDialog(self._session, self._settings, self._window)
            dialog.place_chosen.connect(self._go_to)
            dialog.scene_chosen.connect(self._go_to_scene)
            dialog.finished.connect(self._on_summary_closed)
            self.summary_dialog = dialog
        self.summary_dialog.present()

    @Slot(object)
    def _go_to(self, place: Place) -> None:
        if not self._showing.show(place):
            self._tell_gone()

    @Slot(object)
    def _go_to_scene(self, layer: SceneLayer) -> None:
        if not self._showing.show_scene(layer):
            self._tell_gone()

    def _tell_gone(self) -> None:
        text = self.tr("That scene was removed. Open it and match again.")
        self._session.message.emit(Message("warning", text))

    @Slot()
    def _on_pause(self) -> None:
        self._queue.toggle_pause()

    @Slot()
    def _on_retry(self) -> None:
        self._session.queue_list.retry(self._session.queue_list.can_be_retried)

    @Slot(int)
    def _on_scenes_closed(self, _result: int) -> None:
        self.scenes_dialog = None

    @Slot(int)
    def _on_summary_closed(self, _result: int) -> None:
        self.summary_dialog = None

    @Slot()
    def _refresh(self, *_: object) -> None:
        project, known = self._session.project, self._session.queue_list
        scenes = project.layers.of_kind(SceneLayer)
        self.match_scenes.setEnabled(bool(scenes) and project.templates.any_enabled)
        paused = self._queue.paused
        text = self.tr("&Go on") if paused else self.tr("&Pause")
        tip = (
            self.tr("Go on with the match that halts, and with those that wait")
            if paused
            else self.tr("Halt after the tile at hand, and begin no other match")
        )
        set_texts(self.pause, text, tip)
        self.pause.setEnabled(bool(self._queue.runs))
        self.retry.setEnabled(bool(known.can_be_retried))
        self.summary.setEnabled(any(entry.ended for entry in known.entries))
