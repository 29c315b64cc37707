"""All keys, gathered from the actions of the window, and the place where they are changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSortFilterProxyModel, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from nc_desktop.commands.command import Command
from nc_desktop.commands.keys import KeyBindings
from nc_desktop.dialogs.key_editor import KeyEditor
from nc_desktop.dialogs.translated_dialog import TranslatedDialog

_COMMAND = Qt.ItemDataRole.UserRole


class ShortcutsDialog(TranslatedDialog):
    """A list to search in, with the gestures of the mouse at its end, and an editor below it."""

    def __init__(self, window: QMainWindow, keys: KeyBindings) -> None:
        super().__init__(window)
        self._keys = keys
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
        self.tree.setAlternatingRowColors(True)
        self.editor = KeyEditor(keys)
        self.copy, self.reset_all = QPushButton(), QPushButton()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.reset_all, QDialogButtonBox.ButtonRole.ResetRole)
        for button in (self.copy, self.reset_all, *buttons.buttons()):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter in the search would close or reset
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.editor)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self._search)
        self.copy.clicked.connect(self._copy)
        self.reset_all.clicked.connect(keys.reset_all)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(self._on_activated)
        keys.changed.connect(self._fill)
        buttons.rejected.connect(self.close)
        self.resize(560, 620)
        self.retranslate()

    def retranslate(self) -> None:
        """Gather them again: their names are other ones now."""
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        self.search.setPlaceholderText(self.tr("Search for a command or a key"))
        self.search.setToolTip(
            self.tr("Type a part of a command or of a key, to see what has it: Ctrl+Shift")
        )
        self.copy.setText(self.tr("Copy the list"))
        self.copy.setToolTip(self.tr("Take all keys along as text, to print or to learn them"))
        self.reset_all.setText(self.tr("Reset all"))
        self.reset_all.setToolTip(self.tr("Give every command the keys of the first start again"))
        QTimer.singleShot(0, self, self.refresh)  # the window's actions may come after this dialog

    def refresh(self) -> None:
        """Gather them again."""
        self._keys.refresh()
        self._fill()

    @Slot()
    def _fill(self) -> None:
        chosen = self.editor.command
        with QSignalBlocker(self.tree.selectionModel()):
            self._model.clear()
        self._model.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Key")])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        groups: dict[str, QStandardItem] = {}

        def add(group: str, text: str, keys: str, command: Command | None = None) -> None:
            if group not in groups:
                groups[group] = QStandardItem(group)
                font = groups[group].font()
                font.setBold(True)
                groups[group].setFont(font)
                self._model.appendRow([groups[group], QStandardItem()])
            row = [QStandardItem(text), QStandardItem(keys)]
            if command is not None:
                row[0].setData(command, _COMMAND)
                row[0].setToolTip(command.purpose)
                if not self._keys.is_own(command):  # what the user changed stands out
                    font = row[1].font()
                    font.setBold(True)
                    row[1].setFont(font)
            groups[group].appendRow(row)

        for command in self._keys.commands:
            if command.name or command.keys:
                add(command.group or self.tr("Other"), command.title, command.keys, command)
        for text, gesture in self._gestures():
            add(self.tr("Mouse on the map"), text, gesture)
        self.tree.expandAll()
        self._select(chosen)

    @property
    def as_text(self) -> str:
        """What has a key or a gesture, one line each, groups with a line of their own."""
        lines: list[str] = []
        for row in range(self._model.rowCount()):
            group = self._model.item(row)
            inside = [
                f"  {group.child(i, 1).text():<24} {group.child(i, 0).text()}"
                for i in range(group.rowCount())
                if group.child(i, 1).text()
            ]
            if inside:
                lines += ["", group.text(), *inside]
        return "\n".join(lines).strip() + "\n"

    def command_at(self, index: QModelIndex) -> Command | None:
        """The command of a row of the tree; none for a group or a gesture."""
        command = index.siblingAtColumn(0).data(_COMMAND)
        return command if isinstance(command, Command) else None

    def choose(self, name: str) -> None:
        """Select a command by its name, to be given a key."""
        for command in self._keys.commands:
            if command.name == name:
                self._select(command)

    def _select(self, chosen: Command | None) -> None:
        wanted = chosen.action if chosen is not None else None
        for row in range(self._model.rowCount()):
            group = self._model.item(row)
            for i in range(group.rowCount()):
                command = group.child(i, 0).data(_COMMAND)
                if not isinstance(command, Command) or command.action is not wanted:
                    continue
                index = self._filter.mapFromSource(group.child(i, 0).index())
                if index.isValid():
                    self.tree.setCurrentIndex(index)
                    self.tree.scrollTo(index)
                self.editor.edit(command)  # also where the search hides it
                return
        self.editor.edit(None)

    def _gestures(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Zoom at the cursor"), self.tr("Wheel")),
            (self.tr("Zoom in small steps"), self.tr("Ctrl + wheel")),
            (self.tr("Zoom in"), self.tr("Double click")),
            (self.tr("Zoom to a box"), self.tr("Shift + drag")),
            (self.tr("Move the map"), self.tr("Drag")),
            (self.tr("Move the map in any tool"), self.tr("Middle button, or Space + drag")),
            (self.tr("Select the matches in a box"), self.tr("Ctrl + drag")),
            (self.tr("Copy coordinates"), self.tr("Right click")),
            (self.tr("Back and forward"), self.tr("Side buttons")),
            (self.tr("Move and zoom"), self.tr("Arrows, +, −, Home")),
            (self.tr("Open scenes and templates"), self.tr("Drop files")),
            (self.tr("Comparison: see the other picture while it is held"), self.tr("Space")),
        )

    @Slot(str)
    def _search(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        self.tree.expandAll()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.editor.edit(self.command_at(index))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self.command_at(index) is not None:
            self.editor.field.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text)
