"""All keys, gathered from the actions of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key and what it does.

    Attributes:
        group: title of the menu; empty for an action that is in none.
        text: name of the action.
        keys: as the system writes them, several with commas in between.
    """

    group: str
    text: str
    keys: str


def shortcuts_of(window: QMainWindow) -> tuple[Shortcut, ...]:
    """Those of all actions of a window: in the order of its menus, then the others by name."""
    found: list[Shortcut] = []
    seen: set[QAction] = set()

    def take(group: str, action: QAction) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        keys = ", ".join(key.toString(native) for key in action.shortcuts() if not key.isEmpty())
        if action not in seen and keys and action.text():
            found.append(Shortcut(group, _plain(action.text()), keys))
        seen.add(action)

    def walk(group: str, actions: list[QAction]) -> None:
        for action in actions:
            menu = _menu_of(action)
            if menu is not None:
                walk(group or _plain(action.text()), menu.actions())
            else:
                take(group, action)

    walk("", window.menuBar().actions())
    others = window.findChildren(QAction)
    for action in sorted(others, key=lambda action: _plain(action.text())):
        if _menu_of(action) is None:
            take("", action)
    return tuple(found)


def _menu_of(action: QAction) -> QMenu | None:
    """Not `action.menu()`: with PySide6 6.10 the menu is deleted when Python forgets the action."""
    menu = QMenu.menuInAction(action)
    return menu if isinstance(menu, QMenu) else None


def _plain(text: str) -> str:
    """Without the mark of the access key, and the dots of a dialog that comes."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("….")


class ShortcutsDialog(TranslatedDialog):
    """A list to search in, with the gestures of the mouse at its end."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._model = QStandardItemModel(0, 2, self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._model)
        self._filter.setFilterKeyColumn(-1)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setRecursiveFilteringEnabled(True)
        self._filter.setAutoAcceptChildRows(True)
        self.tree = QTreeView()
        self.tree.setModel(self._filter)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.copy = QPushButton()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self._search)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        self.resize(520, 560)
        self.retranslate()

    def retranslate(self) -> None:
        """Gather them again: their names are other ones now."""
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        self.search.setPlaceholderText(self.tr("Search for a command or a key"))
        self.copy.setText(self.tr("Copy the list"))
        QTimer.singleShot(0, self, self.refresh)  # the window's actions may come after this dialog

    def refresh(self) -> None:
        """Gather them again."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Key")])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        groups: dict[str, QStandardItem] = {}
        for shortcut in (*shortcuts_of(self._window), *self._gestures()):
            title = shortcut.group or self.tr("Other")
            if title not in groups:
                groups[title] = QStandardItem(title)
                font = groups[title].font()
                font.setBold(True)
                groups[title].setFont(font)
                self._model.appendRow([groups[title], QStandardItem()])
            groups[title].appendRow([QStandardItem(shortcut.text), QStandardItem(shortcut.keys)])
        self.tree.expandAll()

    @property
    def as_text(self) -> str:
        """The list, one line each, groups with a line of their own."""
        lines: list[str] = []
        for row in range(self._model.rowCount()):
            group = self._model.item(row)
            lines += ["", group.text()]
            lines += [
                f"  {group.child(i, 1).text():<24} {group.child(i, 0).text()}"
                for i in range(group.rowCount())
            ]
        return "\n".join(lines).strip() + "\n"

    def _gestures(self) -> tuple[Shortcut, ...]:
        group = self.tr("Mouse on the map")
        return (
            Shortcut(group, self.tr("Zoom at the cursor"), self.tr("Wheel")),
            Shortcut(group, self.tr("Zoom in small steps"), self.tr("Ctrl + wheel")),
            Shortcut(group, self.tr("Zoom in"), self.tr("Double click")),
            Shortcut(group, self.tr("Zoom to a box"), self.tr("Shift + drag")),
            Shortcut(group, self.tr("Move the map"), self.tr("Drag")),
            Shortcut(
                group,
                self.tr("Move the map in any tool"),
                self.tr("Middle button, or Space + drag"),
            ),
            Shortcut(group, self.tr("Select the matches in a box"), self.tr("Ctrl + drag")),
            Shortcut(group, self.tr("Copy coordinates"), self.tr("Right click")),
            Shortcut(group, self.tr("Back and forward"), self.tr("Side buttons")),
            Shortcut(group, self.tr("Move and zoom"), self.tr("Arrows, +, −, Home")),
            Shortcut(group, self.tr("Open scenes and templates"), self.tr("Drop files")),
            Shortcut(
                self.tr("Comparison of picture and scene"),
                self.tr("See the other picture as long as it is held"),
                self.tr("Space"),
            ),
        )

    @Slot(str)
    def _search(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        self.tree.expandAll()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text)
