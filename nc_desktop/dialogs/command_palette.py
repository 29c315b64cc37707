"""All commands in one list: type some letters of one, press Enter, and it is done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6.Shiboken import isValid

from nc_desktop.commands.command import Command
from nc_desktop.commands.english import english_of
from nc_desktop.commands.fuzzy import fit
from nc_desktop.commands.keys import KeyBindings
from nc_desktop.commands.obstacles import Obstacles
from nc_desktop.languages import LanguageSwitch
from nc_desktop.settings import Settings

_WIDTH, _MOST_HEIGHT = 640, 420
_ENTRY = Qt.ItemDataRole.UserRole
_PADDING, _GAP = 8, 12
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_RUNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_RECENT_BONUS = 0.5  # less than a better kind of fit


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list, as it was when the list was opened: some actions come and go.

    Attributes:
        title, group, keys: as they are written.
        text, purpose: of the action, the access key in the text.
        obstacle: why it cannot be run; empty if it can.
        mark: a check mark in front of what is switched on.
    """

    command: Command
    title: str
    group: str
    keys: str
    text: str
    purpose: str
    obstacle: str
    mark: str


class CommandPalette(QFrame):
    """Lies over the window while it has the keyboard; a click beside it closes it."""

    def __init__(
        self,
        window: QMainWindow,
        keys: KeyBindings,
        obstacles: Obstacles,
        settings: Settings,
        languages: LanguageSwitch,
    ) -> None:
        super().__init__(window)
        self._window, self._keys, self._obstacles = window, keys, obstacles
        self._settings, self._languages = settings, languages
        self._before: QWidget | None = None
        self._entries: tuple[Entry, ...] = ()
        self.setAutoFillBackground(True)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumHeight(30)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.purpose = QLabel()
        self.purpose.setWordWrap(True)
        self.purpose.setTextFormat(Qt.TextFormat.PlainText)
        self.purpose.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 6)
        self.purpose.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.purpose.setContentsMargins(_PADDING, 4, _PADDING, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.purpose)
        self.hide()
        self.field.textChanged.connect(self._show_fitting)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._show_purpose)
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def toggle(self) -> None:
        """Open the list anew, or close it."""
        if self.isVisible():
            self.leave()
            return
        self._before = self._window.focusWidget()
        self._keys.refresh()
        self._gather()
        self.retranslate()
        self.field.clear()
        self._show_fitting()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def leave(self) -> None:
        """Close it, and give the keyboard back."""
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.field.setPlaceholderText(self.tr("What do you want to do? Type some letters of it"))
        self.field.setAccessibleName(self.tr("All commands"))
        self.field.setToolTip(
            self.tr("Enter runs the chosen command, the arrows choose another, Esc closes the list")
        )

    @property
    def shown(self) -> list[Entry]:
        """The rows, from the top."""
        return [self.model.item(row).data(_ENTRY) for row in range(self.model.rowCount())]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an edge that is seen on a dark ground too."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        """A change of language closes the list: its texts are others now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back to who had it."""
        super().hideEvent(event)
        before, self._before = self._before, None
        focus = self._window.focusWidget()
        if before is not None and (focus is None or focus is self or self.isAncestorOf(focus)):
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that choose and run; stay in the middle of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
                event.accept()  # Esc would cancel a match
                return True
            if event.type() == QEvent.Type.KeyPress and self._is_ours(event):
                self._on_key(event)
                return True
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() in (*_MOVES, *_RUNS, Qt.Key.Key_Escape)

    def _on_key(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _RUNS:
            self._run(self.list.currentIndex())
        else:
            rows, row = self.model.rowCount(), self.list.currentIndex().row()
            page = max(self.list.height() // max(self.list.sizeHintForRow(0), 1) - 1, 1)
            steps = dict(zip(_MOVES, (-1, 1, -page, page), strict=True))
            target = row + steps[Qt.Key(key)]
            if abs(steps[Qt.Key(key)]) == 1:  # from the last to the first, and back
                target = target % rows if rows else 0
            self._choose(min(max(target, 0), rows - 1))

    def _gather(self) -> None:
        entries = []
        for command in self._keys.commands:
            if not command.path and not command.name:
                continue
            action = command.action
            mark = "✓ " if action.isCheckable() and action.isChecked() else ""
            entries.append(
                Entry(
                    command,
                    command.title,
                    command.group,
                    command.keys,
                    action.text(),
                    command.purpose,
                    self._obstacles.of(command),
                    mark,
                )
            )
        self._entries = tuple(entries)

    @Slot()
    def _show_fitting(self, *_: object) -> None:
        typed = self.field.text().strip()
        recent = {name: place for place, name in enumerate(self._settings.recent_commands)}
        if typed:
            english = english_of(self._languages.current)
            fits = [(self._fit(typed, entry, english, recent), entry) for entry in self._entries]
            found = [pair for pair in fits if pair[0] > 0]
            found.sort(key=lambda pair: -pair[0])  # stable: the order of the menus
            entries = [entry for _, entry in found]
        else:
            last = len(recent)
            entries = sorted(self._entries, key=lambda e: recent.get(e.command.name, last))
        self.model.clear()
        for entry in entries:
            item = QStandardItem(entry.title)
            item.setData(entry, _ENTRY)
            self.model.appendRow(item)
        self._choose(0)
        self._show_purpose()

    def _fit(
        self, typed: str, entry: Entry, english: dict[str, str], recent: dict[str, int]
    ) -> float:
        name = entry.command.name
        found = fit(
            typed,
            (
                (entry.title, 1.0),
                (english.get(entry.text, ""), 0.95),
                (name.partition(".")[2].replace("_", " "), 0.7),
                (entry.group, 0.6),
                (entry.purpose, 0.35),
            ),
        )
        if not found:
            return 0.0
        if name in recent:
            found += _RECENT_BONUS / (recent[name] + 1)
        return found * (0.9 if entry.obstacle else 1.0)

    def _choose(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    @Slot()
    def _show_purpose(self, *_: object) -> None:
        entry = self.list.currentIndex().data(_ENTRY)
        if isinstance(entry, Entry):
            self.purpose.setText(entry.purpose)
        else:
            self.purpose.setText(self.tr("No command has these letters in its name."))

    @Slot(QModelIndex)
    def _run(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        if not isValid(entry.command.action):  # the list of recent files was made anew meanwhile
            self._keys.refresh()
            self._gather()
            self._show_fitting()
            return
        if not entry.command.action.isEnabled():
            return
        if entry.command.name:
            self._settings.add_recent_command(entry.command.name)
        self.leave()
        QTimer.singleShot(0, entry.command.action, entry.command.action.trigger)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self._before = None
            self.hide()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 40)
        top = window.menuBar().height() + 40
        height = min(_MOST_HEIGHT, window.height() - top - 20)
        self.setGeometry((window.width() - width) // 2, top, width, max(height, 120))


class _EntryDelegate(QStyledItemDelegate):
    """Name, menu in pale letters, keys at the right; below them why it cannot be run."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        entry: Entry = index.data(_ENTRY)
        lines = 2 if entry.obstacle else 1
        return QSize(100, lines * option.fontMetrics.lineSpacing() + _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row."""
        entry: Entry = index.data(_ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette, role = option.palette, QPalette.ColorRole
        state = QPalette.ColorGroup.Disabled if entry.obstacle else QPalette.ColorGroup.Active
        ink = palette.color(state, role.Text)
        pale = palette.color(QPalette.ColorGroup.Active, role.PlaceholderText)
        if chosen:
            painter.fillRect(option.rect, palette.color(role.Highlight))
            ink = pale = palette.color(role.HighlightedText)
        metrics: QFontMetrics = option.fontMetrics
        line = metrics.lineSpacing()
        room: QRect = option.rect.adjusted(_PADDING, _PADDING // 2, -_PADDING, -_PADDING // 2)
        first = QRect(room.left(), room.top(), room.width(), line)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(pale)
        painter.drawText(first, right, entry.keys)
        if entry.keys:
            first.setRight(first.right() - metrics.horizontalAdvance(entry.keys) - _GAP)
        painter.setPen(ink)
        elide = Qt.TextElideMode.ElideRight
        name = metrics.elidedText(entry.mark + entry.title, elide, first.width())
        painter.drawText(first, left, name)
        first.setLeft(first.left() + metrics.horizontalAdvance(name) + _GAP)
        painter.setPen(pale)
        painter.drawText(first, left, metrics.elidedText(entry.group, elide, first.width()))
        if entry.obstacle:
            second = QRect(room.left(), room.top() + line, room.width(), line)
            painter.drawText(second, left, metrics.elidedText(entry.obstacle, elide, room.width()))
