"""The matches that were asked for as a Qt table."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
)

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.panels.durations import clock
from nc_desktop.panels.match_progress import MatchProgress
from nc_desktop.reasons import in_users_language
from nc_desktop.session.queue_list import QueueEntry, QueueList
from nc_desktop.session.session import Session

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_ANY_INDEX = QModelIndex()
SCENE, TEMPLATES, STATE, CAME_TO, TIME = range(5)
FRACTION_ROLE = Qt.ItemDataRole.UserRole + 1


class QueueModel(QAbstractTableModel):
    """A row a match: scene, how many templates, state, what it came to, time."""

    refilled = Signal()
    """Other rows, or other states; selections are gone."""

    def __init__(
        self, session: Session, progress: MatchProgress, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._list: QueueList = session.queue_list
        self._queue, self._progress = session.matching.queue, progress
        self._entries = self._list.entries
        self._answers = AnswerTexts(self)
        self._list.changed.connect(self.fill)
        progress.changed.connect(self._on_progress)

    @property
    def entries(self) -> tuple[QueueEntry, ...]:
        """From the first row to the last."""
        return self._entries

    @Slot()
    def fill(self) -> None:
        """Show the entries of now."""
        self.beginResetModel()
        self._entries = self._list.entries
        self.endResetModel()
        self.refilled.emit()

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a match."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """All columns."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        titles = (
            self.tr("Scene"),
            self.tr("Templates"),
            self.tr("State"),
            self.tr("Result"),
            self.tr("Time"),
        )
        return titles[section]

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        entry, column = self._entries[index.row()], index.column()
        if role == _DISPLAY:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(entry, column)
        if role == FRACTION_ROLE and column == CAME_TO and entry.state == "running":
            return self._progress.fraction
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (TEMPLATES, TIME):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _tip(self, entry: QueueEntry, column: int) -> str:
        if column == SCENE:
            return str(entry.run.job.scene.path)
        if column == TEMPLATES:
            return "\n".join(each.name for each in entry.run.job.templates[:20])
        return self._text(entry, column)

    def _text(self, entry: QueueEntry, column: int) -> str:
        if column == SCENE:
            return entry.run.layer.name
        if column == TEMPLATES:
            return str(len(entry.run.job.templates))
        if column == STATE:
            return self.state_text(entry)
        if column == TIME:
            seconds = entry.seconds or (
                self._progress.elapsed_s if entry.state == "running" else 0.0
            )
            return clock(seconds) if seconds else ""
        return self._came_to(entry)

    def state_text(self, entry: QueueEntry) -> str:
        """Its state in a word or two."""
        if entry.state == "running":
            if self._queue.cancelling:
                return self.tr("cancelling…")
            if self._queue.paused:
                return self.tr("paused") if self._queue.halted else self.tr("pausing…")
        return {
            "waiting": self.tr("waits"),
            "running": self.tr("runs"),
            "done": self.tr("done"),
            "failed": self.tr("failed"),
            "cancelled": self.tr("cancelled"),
        }[entry.state]

    def _came_to(self, entry: QueueEntry) -> str:
        if entry.reason:
            return in_users_language(entry.reason)
        outcome = entry.outcome
        if outcome is None:
            return self._progress.stage.text() if entry.state == "running" else ""
        line = self._answers.counts(outcome.answers)
        parts = [line or self.tr("%n place(s)", "", outcome.matches)]
        failed = sum(bool(each.failure) for each in outcome.templates)
        if failed:
            parts.append(self.tr("%n template(s) not matched", "", failed))
        if outcome.damaged:
            parts.append(self.tr("%n part(s) of the scene not readable", "", outcome.damaged))
        return " · ".join(parts)

    @Slot()
    def _on_progress(self) -> None:
        for row, entry in enumerate(self._entries):
            if entry.state == "running":
                self.dataChanged.emit(self.index(row, STATE), self.index(row, TIME))


class ProgressDelegate(QStyledItemDelegate):
    """Draws a bar in the row of the match that runs."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The bar with percent and stage, or the text alone."""
        fraction = index.data(FRACTION_ROLE)
        if fraction is None:
            super().paint(painter, option, index)
            return
        bar = QStyleOptionProgressBar()
        bar.rect = option.rect.adjusted(4, 3, -4, -3)
        bar.palette = option.palette
        bar.minimum, bar.maximum = 0, 1000
        bar.progress = round(1000 * fraction)
        bar.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Horizontal
        bar.text = f"{int(100 * fraction)} % · {index.data()}"
        bar.textVisible = True
        bar.textAlignment = Qt.AlignmentFlag.AlignCenter
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter)
