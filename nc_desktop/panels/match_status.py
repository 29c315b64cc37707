"""The progress of a match in the status bar, where it is seen with every panel closed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from nc_desktop.icons import themed_icon
from nc_desktop.panels.match_progress import MatchProgress
from nc_desktop.session.matching import Matching
from nc_desktop.translated_widget import TranslatedWidget

_BAR = QSize(120, 12)


class MatchStatus(TranslatedWidget):
    """A small bar, a few words and *Cancel*; hidden while nothing runs."""

    def __init__(
        self, matching: Matching, progress: MatchProgress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._progress = progress
        self._matching = matching
        self.bar = QProgressBar()
        self.bar.setFixedSize(_BAR)
        self.bar.setTextVisible(False)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel = QToolButton()
        self.cancel.setAutoRaise(True)
        self.cancel.setIconSize(QSize(16, 16))
        self.cancel.clicked.connect(matching.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(self.text)
        layout.addWidget(self.cancel)
        progress.changed.connect(self._show)
        self.retranslate()
        self.retheme()

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel.setToolTip(self.tr("Cancel the match (Esc)"))
        self.cancel.setAccessibleName(self.tr("Cancel the match"))
        self._show()

    def retheme(self) -> None:
        """Tint the icon."""
        self.cancel.setIcon(themed_icon("close", self.palette()))

    @Slot()
    def _show(self) -> None:
        queue = self._matching.queue
        self.setVisible(bool(queue.runs))
        text = self._progress.summary
        waiting = len(queue.runs) - (queue.current is not None)
        if text and queue.current is not None and waiting:
            text += " · " + self.tr("%n waiting", "", waiting)
        self.text.setText(text)
        self.bar.setRange(0, self._progress.bar.maximum())
        self.bar.setValue(self._progress.bar.value())
        self.cancel.setEnabled(not queue.cancelling)
