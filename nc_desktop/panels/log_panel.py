"""The program's log, for the curious and for reports."""

from __future__ import annotations

import logging

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFontDatabase,
    QGuiApplication,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.log_store import LogRecord, LogStore
from nc_desktop.theme import is_dark
from nc_desktop.translated_widget import TranslatedWidget

_LEVELS = (logging.INFO, logging.WARNING, logging.ERROR)
_INKS = {  # on a light and on a dark ground
    logging.WARNING: ("#8a5200", "#ffc861"),
    logging.ERROR: ("#b3211d", "#ff8f8a"),
}
_LINES = 5000
_INTERVAL_MS = 150  # many records at once are shown together


class LogPanel(TranslatedWidget):
    """The last records, from a level on; to be copied, cleared, or looked up in their file."""

    def __init__(self, store: LogStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._waiting: list[LogRecord] = []
        self.level = QComboBox()
        self._level_label = QLabel()
        self._level_label.setBuddy(self.level)
        for level in _LEVELS:
            self.level.addItem("", level)
        self.copy, self.clear, self.folder = QPushButton(), QPushButton(), QPushButton()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(_LINES)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 0)
        for widget in (self._level_label, self.level):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.copy, self.clear, self.folder):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._flush)
        store.added.connect(self._on_added, Qt.ConnectionType.QueuedConnection)
        store.cleared.connect(self._fill)
        self.level.currentIndexChanged.connect(self._fill)
        self.copy.clicked.connect(self._copy)
        self.clear.clicked.connect(store.clear)
        self.folder.clicked.connect(self._open_folder)
        self.retranslate()
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """What was said last is what the user looks for."""
        super().showEvent(event)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def retranslate(self) -> None:
        """Set every text again; the records stay as they were written."""
        self._level_label.setText(self.tr("Show"))
        names = (self.tr("Everything"), self.tr("Warnings and errors"), self.tr("Errors"))
        with QSignalBlocker(self.level):
            for index, name in enumerate(names):
                self.level.setItemText(index, name)
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy what is selected, or everything that is shown"))
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(
            self.tr("Empty the panel, to see what comes next; the file keeps all")
        )
        self.folder.setText(self.tr("Open the log folder"))
        self.folder.setToolTip(self.tr("There are the logs of the last runs, to send one along"))
        self.level.setToolTip(self.tr("Hide what is no trouble, where something went wrong"))
        self.text.setPlaceholderText(self.tr("Nothing was logged yet."))

    def retheme(self) -> None:
        """Colour the records again."""
        self._fill()

    @Slot(object)
    def _on_added(self, record: LogRecord) -> None:
        self._waiting.append(record)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._append(waiting)

    @Slot()
    def _fill(self, *_: object) -> None:
        self._timer.stop()
        self._waiting.clear()
        self.text.clear()
        self._append(self._store.records)
        self.folder.setEnabled(self._store.file is not None)

    def _append(self, records: tuple[LogRecord, ...] | list[LogRecord]) -> None:
        least = self.level.currentData()
        shown = [record for record in records if record.level >= least]
        if not shown:
            return
        bar = self.text.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 1
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for record in shown:
            if not self.text.document().isEmpty():
                cursor.insertBlock()
            cursor.insertText(str(record), self._format(record.level))
        cursor.endEditBlock()
        if at_end:
            bar.setValue(bar.maximum())

    def _format(self, level: int) -> QTextCharFormat:
        ink = QTextCharFormat()
        named = logging.ERROR if level >= logging.ERROR else level
        if named in _INKS:
            ink.setForeground(QColor(_INKS[named][is_dark(self.palette())]))
        return ink

    @Slot()
    def _copy(self) -> None:
        chosen = self.text.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(chosen or self.text.toPlainText())

    @Slot()
    def _open_folder(self) -> None:
        if self._store.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._store.file.parent)))
