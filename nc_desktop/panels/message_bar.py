"""Messages beside the work: some lines above the map, never a box in front of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.icons import themed_icon, tinted_pixmap
from nc_desktop.messages import Message
from nc_desktop.reasons import in_users_language
from nc_desktop.theme import is_dark
from nc_desktop.translated_widget import TranslatedWidget

_MOST_SHOWN = 3  # more at once hide the map
_MOST_KEPT = 50
_INFO_MS = 8000
_PASSING_MS = 15_000
_HOVERED_MS = 2000  # a row stays while the cursor is on it, and a moment longer

_INK = {"info": "#1a6fc4", "warning": "#b26a00", "error": "#c9302c"}
_PALE = {"info": "#e3f0fd", "warning": "#fff3d6", "error": "#fde4e3"}
_DEEP = {"info": "#1d3550", "warning": "#4a3a12", "error": "#4f2322"}
_DEEP_INK = {"info": "#79b8ff", "warning": "#ffc861", "error": "#ff8f8a"}


class MessageBar(QWidget):
    """A stack of messages, the newest on top; where there are many, the older ones are folded."""

    log_requested = Signal()
    """The user wants to see all that was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(1)
        self.folded = FoldedRow()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(1)
        outer.addLayout(self._layout)
        outer.addWidget(self.folded)
        self.folded.log.clicked.connect(self.log_requested)
        self.folded.close_all.clicked.connect(self.clear)
        self.folded.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def messages(self) -> list[Message]:
        """What is to be read, the newest first, with those that are folded."""
        return [row.message for row in self._rows()]

    @property
    def texts(self) -> list[str]:
        """How it is said: all of it in the user's language."""
        return [row.text for row in self._rows()]

    def show_message(self, message: Message) -> None:
        """Add a message; one that is shown already moves to the top."""
        self.withdraw(message)
        for row in self._rows()[_MOST_KEPT - 1 :]:
            row.dismiss()
        row = MessageRow(message, self)
        row.fit(self.width())
        self._layout.insertWidget(0, row)
        row.dismissed.connect(self._on_dismissed)
        self._fold()
        if message.passing:
            QTimer.singleShot(_PASSING_MS, row, row.fade)
        elif message.level == "info" and not message.action:
            QTimer.singleShot(_INFO_MS, row, row.fade)

    def withdraw(self, message: Message) -> None:
        """Take a message away that is true no more."""
        for row in self._rows():
            if row.message == message:
                row.dismiss()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        for row in self._rows():
            row.fit(self.width())

    def clear(self) -> None:
        """Take all messages away."""
        for row in self._rows():
            row.dismiss()

    @Slot(object)
    def _on_dismissed(self, row: MessageRow) -> None:
        self._layout.removeWidget(row)
        self._fold()

    def _fold(self) -> None:
        """Show the newest; one line stands for the others until there is room for them."""
        rows = self._rows()
        shown = len(rows) if len(rows) <= _MOST_SHOWN else _MOST_SHOWN - 1
        for number, row in enumerate(rows):
            row.setVisible(number < shown)
        self.folded.show_number(len(rows) - shown)

    def _rows(self) -> list[MessageRow]:
        items = (self._layout.itemAt(i) for i in range(self._layout.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, MessageRow)]


class FoldedRow(TranslatedWidget):
    """How many messages there are below those that are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.text, self.log, self.close_all = QLabel(), QPushButton(), QPushButton()
        inner = QHBoxLayout(self)
        inner.setContentsMargins(10, 3, 6, 3)
        inner.setSpacing(8)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.log)
        inner.addWidget(self.close_all)
        self.retranslate()

    def show_number(self, number: int) -> None:
        """Say how many are folded; none hides the line."""
        self._number = number
        self.setVisible(number > 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.text.setText(self.tr("and %n more message(s)", "", self._number))
        self.log.setText(self.tr("Show the log"))
        self.log.setToolTip(self.tr("Read all that was said, also what is no longer shown"))
        self.close_all.setText(self.tr("Close all"))
        self.close_all.setToolTip(self.tr("Take all messages away; the log keeps them"))


class MessageRow(TranslatedWidget):
    """One message with its icon, its buttons and a cross."""

    dismissed = Signal(object)
    """The row itself: it is over."""

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setAutoFillBackground(True)
        self._icon = QLabel()
        self._text = QLabel(in_users_language(message.text))
        self._text.setWordWrap(True)
        self._text.setMinimumSize(120, 1)  # else Qt keeps room for the text at its narrowest
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(message.action)
        self._action.setVisible(bool(message.action))
        self._second = QPushButton(message.second_action)
        self._second.setVisible(bool(message.second_action))
        self._copy = QPushButton()
        self._copy.setVisible(bool(message.details))
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        inner = self._inner = QHBoxLayout(self)
        inner.setContentsMargins(10, 5, 6, 5)
        inner.setSpacing(8)
        inner.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(self._text, 1)
        for button in (self._action, self._second, self._copy, self._close):
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._action.clicked.connect(self._on_action)
        self._second.clicked.connect(self._on_second)
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self.dismiss)
        self.retranslate()
        self.retheme()

    @property
    def text(self) -> str:
        """What is read in the row."""
        return self._text.text()

    def retranslate(self) -> None:
        """The message keeps the language in which it was said; the buttons change."""
        self._copy.setText(self.tr("Copy details"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

    def retheme(self) -> None:
        """Colour of the level, pale on a light ground and deep on a dark one."""
        level, palette = self.message.level, self.palette()
        dark = is_dark(QGuiApplication.palette())
        ground, ink = (_DEEP, _DEEP_INK) if dark else (_PALE, _INK)
        own = QPalette(palette)
        own.setColor(QPalette.ColorRole.Window, QColor(ground[level]))
        if palette.color(QPalette.ColorRole.Window) != own.color(QPalette.ColorRole.Window):
            self.setPalette(own)
        self._icon.setPixmap(tinted_pixmap(level, QColor(ink[level]), 20))
        self._close.setIcon(themed_icon("close", palette))

    def fit(self, width: int) -> None:
        """Be as tall as the text needs at this width.

        A layout keeps the height that a wrapping label would need at its narrowest.
        """
        buttons = (self._action, self._second, self._copy)
        others = [self._icon, *(button for button in buttons if not button.isHidden())]
        others.append(self._close)
        margins = self._inner.contentsMargins()
        taken = sum(widget.sizeHint().width() + self._inner.spacing() for widget in others)
        text = self._text.heightForWidth(width - taken - margins.left() - margins.right())
        tallest = max(text, *(widget.sizeHint().height() for widget in others))
        self.setFixedHeight(tallest + margins.top() + margins.bottom())

    def fade(self) -> None:
        """Go once nobody points at it."""
        if self.underMouse():
            QTimer.singleShot(_HOVERED_MS, self, self.fade)
        else:
            self.dismiss()

    def dismiss(self) -> None:
        """Take this message away."""
        self.hide()
        self.dismissed.emit(self)
        self.deleteLater()

    def _on_action(self) -> None:
        if self.message.do is not None:
            self.message.do()
        self.dismiss()

    def _on_second(self) -> None:
        if self.message.do_second is not None:
            self.message.do_second()
        self.dismiss()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self.message.details}")
