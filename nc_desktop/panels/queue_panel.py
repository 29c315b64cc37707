"""The panel of the queue: all matches that were asked for, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.icons import themed_icon
from nc_desktop.model.queue_pace import Spent, remaining_s
from nc_desktop.panels.durations import clock
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.panels.hinted_table import HintedTable
from nc_desktop.panels.match_progress import MatchProgress
from nc_desktop.panels.queue_model import CAME_TO, SCENE, ProgressDelegate, QueueModel
from nc_desktop.session.queue_list import QueueEntry
from nc_desktop.session.session import Session
from nc_desktop.translated_widget import TranslatedWidget


class QueuePanel(TranslatedWidget):
    """Buttons, a line about the whole, and a table with a row a match."""

    summary_wanted = Signal()
    scene_chosen = Signal(object)
    """The `SceneLayer` of a row that was double clicked."""

    def __init__(
        self, session: Session, progress: MatchProgress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._list, self._queue = session.queue_list, session.matching.queue
        self._matching, self._progress = session.matching, progress
        self._kept: set[object] = set()  # runs of the selected rows
        self.model = QueueModel(session, progress, self)
        self.table = HintedTable(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(CAME_TO, ProgressDelegate(self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.whole = ElidedLabel(self)
        self._buttons: list[tuple[QToolButton, str]] = []
        self.pause = self._button(self._on_pause, "pause")
        self.cancel = self._button(self._on_cancel, "close")
        self.retry = self._button(self._on_retry, "reset")
        self.up = self._button(lambda: self._move(-1), "up")
        self.down = self._button(lambda: self._move(1), "down")
        self.remove = self._button(self._on_remove, "remove")
        self.summary = self._button(self.summary_wanted.emit, "summary")
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for button, _ in self._buttons:
            bar.addWidget(button)
        bar.addSpacing(8)
        bar.addWidget(self.whole, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove)
        self.model.refilled.connect(self._on_refilled)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_click)
        progress.changed.connect(self._show_whole)
        self.retranslate()
        self.retheme()
        self._fit()

    @property
    def selected(self) -> tuple[QueueEntry, ...]:
        """Entries of the selected rows."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.model.entries[row] for row in rows)

    def retranslate(self) -> None:
        """Set every text again."""
        self.table.set_hint(
            self.tr(
                "Matches that run, wait or are done will be listed here. Search → Match in several"
                " scenes asks for many at once."
            )
        )
        for button, text, tip in (
            (
                self.cancel,
                self.tr("Cancel"),
                self.tr("Cancel the selected matches; without a selection, all of them"),
            ),
            (
                self.retry,
                self.tr("Retry"),
                self.tr(
                    "Try the selected matches again that failed or were cancelled; without a"
                    " selection, all of these"
                ),
            ),
            (self.up, self.tr("Earlier"), self.tr("Let the selected match run earlier")),
            (self.down, self.tr("Later"), self.tr("Let the selected match run later")),
            (
                self.remove,
                self.tr("Remove"),
                self.tr(
                    "Take the selected matches off the list; without a selection, all that are"
                    " over. Results stay."
                ),
            ),
            (
                self.summary,
                self.tr("Summary…"),
                self.tr("Which template is in which scene"),
            ),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self.model.fill()

    def retheme(self) -> None:
        """Tint the icons."""
        for button, icon in self._buttons:
            button.setIcon(themed_icon(icon, self.palette()))
        self._refresh()

    def _button(self, do: Callable[[], object], icon: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _=False: do())
        self._buttons.append((button, icon))
        return button

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        for column, width in enumerate((220, 90, 100, 420, 70)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(CAME_TO, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SCENE, QHeaderView.ResizeMode.Interactive)

    @Slot()
    def _on_pause(self) -> None:
        self._queue.toggle_pause()

    @Slot()
    def _on_cancel(self) -> None:
        chosen = [entry for entry in self.selected if not entry.ended]
        if not self.selected:
            self._matching.cancel_all()
        for entry in reversed(chosen):
            self._queue.cancel(entry.run)

    @Slot()
    def _on_retry(self) -> None:
        self._list.retry(self.selected or self._list.can_be_retried)

    @Slot()
    def _on_remove(self) -> None:
        if self.selected:
            self._list.remove(self.selected)
        else:
            self._list.remove_ended()

    def _move(self, places: int) -> None:
        for entry in self.selected[::-places]:
            self._queue.move(entry.run, places)

    @Slot()
    def _on_selection(self, *_: object) -> None:
        self._kept = {entry.run for entry in self.selected}
        self._refresh()

    @Slot()
    def _on_refilled(self) -> None:
        selection, kept = self.table.selectionModel(), self._kept
        flags = QItemSelectionModel.SelectionFlag
        for row, entry in enumerate(self.model.entries):
            if entry.run in kept:
                selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
        self._kept = {entry.run for entry in self.selected}
        self._refresh()

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        self.scene_chosen.emit(self.model.entries[index.row()].run.layer)

    def _refresh(self) -> None:
        entries, selected = self.model.entries, self.selected
        going = [entry for entry in entries if not entry.ended]
        waiting = [entry for entry in selected if entry.state == "waiting"]
        paused = self._queue.paused
        self.pause.setEnabled(bool(going))
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Go on with the match that halts, and with those that wait")
            if paused
            else self.tr("Halt after the tile at hand, and begin no other match")
        )
        self.pause.setIcon(themed_icon("resume" if paused else "pause", self.palette()))
        self.cancel.setEnabled(bool(going) and (not selected or any(not e.ended for e in selected)))
        retryable = self._list.can_be_retried
        self.retry.setEnabled(any(e in retryable for e in selected or retryable))
        self.up.setEnabled(bool(waiting))
        self.down.setEnabled(bool(waiting))
        self.remove.setEnabled(bool(selected) or any(entry.ended for entry in entries))
        self.summary.setEnabled(any(entry.ended for entry in entries))
        self._show_whole()

    @Slot()
    def _show_whole(self) -> None:
        """How far all of them are."""
        entries = self.model.entries
        going = [entry for entry in entries if not entry.ended]
        if not entries:
            self.whole.setText("")
            return
        done = sum(entry.state == "done" for entry in entries)
        parts = [self.tr("{done} of %n done", "", len(entries)).format(done=done)]
        failed = sum(entry.state == "failed" for entry in entries)
        if failed:
            parts.append(self.tr("%n failed", "", failed))
        left = self._remaining_s(going)
        if self._queue.paused:
            parts.append(self.tr("paused"))
        elif left is not None:
            parts.append(self.tr("about {time} left in all").format(time=clock(left)))
        self.whole.setText(" · ".join(parts))

    def _remaining_s(self, going: list[QueueEntry]) -> float | None:
        if not going:
            return None
        running = next((entry for entry in going if entry.state == "running"), None)
        current = None if running is None else Spent(running.work, self._progress.elapsed_s)
        done = [Spent(e.work, e.seconds) for e in self.model.entries if e.state == "done"]
        waiting = [entry.work for entry in going if entry is not running]
        return remaining_s(current, self._progress.remaining_s, done, waiting)
