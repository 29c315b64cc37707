"""What the tour says, in a box beside what it points at, and a frame around that."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nc_desktop.theme import contrast
from nc_desktop.translated_widget import TranslatedWidget

_WIDTH = 340
_DISTANCE = 14  # between the box and what it points at
_EDGE = 12  # kept free at the edge of the window
_LINE = 3
_INKS = ("#1a5fb4", "#62a0ea")  # of the frame, on a light and on a dark ground


class Callout(TranslatedWidget):
    """A box with a headline, a text and buttons. It takes no key and covers nothing that matters.

    It lies in the window, not in front of it: what is beside it can be used meanwhile.
    """

    left = Signal()
    back_wanted = Signal()
    next_wanted = Signal()
    do_wanted = Signal()
    reveal_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.count, self.text, self.note = QLabel(), QLabel(), QLabel(), QLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.text, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.leave, self.back, self.next = QPushButton(), QPushButton(), QPushButton()
        self.do, self.reveal = QPushButton(), QPushButton()
        above, row = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addWidget(self.count)
        row.addWidget(self.leave)
        row.addStretch(1)
        for button in (self.back, self.next):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self.text)
        layout.addWidget(self.note)
        layout.addWidget(self.reveal)
        layout.addWidget(self.do)
        layout.addLayout(row)
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.do.clicked.connect(self.do_wanted)
        self.reveal.clicked.connect(self.reveal_wanted)
        self.setFixedWidth(_WIDTH)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts that are the same in each step."""
        self.leave.setText(self.tr("Leave the tour"))
        self.leave.setToolTip(self.tr("It does not come again; Help has it"))
        self.back.setText(self.tr("Back"))
        self.back.setToolTip(self.tr("Read the step before once more"))
        self.reveal.setText(self.tr("Show the panel"))
        self.reveal.setToolTip(self.tr("What this step is about is closed or behind another panel"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ground and an edge that stand out from any panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(QPen(_ink(self.palette()), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def place(self, target: QRect | None) -> None:
        """Go beside what is pointed at, in coordinates of the window, or to the lower right."""
        layout, window = self.layout(), self.parentWidget()
        if layout is None or window is None:
            return
        layout.activate()
        size = QSize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        place = beside(target, size, window.rect())
        if self.geometry() != QRect(place, size):
            self.setGeometry(QRect(place, size))
        self.raise_()


class TargetFrame(QWidget):
    """A line around a widget, which still gets all clicks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, target: QWidget) -> None:
        """Go around a widget, into its window."""
        window = target.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rect = rect_in(target, window).adjusted(-_LINE, -_LINE, _LINE, _LINE)
        rect = rect.intersected(window.rect())
        if self.geometry() != rect:
            self.setGeometry(rect)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_ink(self.palette()), _LINE))
        half = _LINE / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)


def rect_in(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is in a window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def beside(target: QRect | None, size: QSize, window: QRect) -> QPoint:
    """The corner of a box that lies beside what it points at, and inside the window.

    Where nothing is pointed at, or it leaves no room, the lower right is taken.
    """
    room = window.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    corner = QPoint(room.right() - size.width(), room.bottom() - size.height() - _EDGE)
    if target is None:
        return corner
    width, height = size.width(), size.height()
    for x, y in (
        (target.right() + _DISTANCE, target.top()),
        (target.left() - _DISTANCE - width, target.top()),
        (target.left(), target.bottom() + _DISTANCE),
        (target.left(), target.top() - _DISTANCE - height),
    ):
        inside_x = min(max(x, room.left()), room.right() - width)
        inside_y = min(max(y, room.top()), room.bottom() - height)
        if not QRect(QPoint(inside_x, inside_y), size).intersects(target):
            return QPoint(inside_x, inside_y)
    return corner


def _ink(palette: QPalette) -> QColor:
    ground = palette.color(QPalette.ColorRole.Window)
    return max((QColor(ink) for ink in _INKS), key=lambda ink: contrast(ink, ground))
