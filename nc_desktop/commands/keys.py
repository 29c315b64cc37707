"""The keys of all commands: the program's own, and those that the user gave them instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow
from shiboken6.Shiboken import isValid

from nc_desktop.commands.catalogue import commands_of
from nc_desktop.commands.command import Command
from nc_desktop.settings import Settings

Keys = tuple[str, ...]
"""Key sequences as `QKeySequence.toString` writes them in every language."""

_NEEDED = (  # by lists, fields and the map, without a modifier
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Minus,
)
_LOCAL = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


class KeyBindings(QObject):
    """Gives every command of a window its keys, and keeps those that are not the program's own.

    An action that is made later gets its keys at the next `refresh`.
    """

    changed = Signal()
    """Some commands have other keys now."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._defaults: dict[QAction, Keys] = {}
        self._commands: tuple[Command, ...] = ()

    @property
    def commands(self) -> tuple[Command, ...]:
        """All of them, as they were at the last `refresh`, without those that are gone since."""
        return tuple(command for command in self._commands if isValid(command.action))

    def refresh(self) -> None:
        """Gather the commands again, and put their keys in force."""
        self._commands = commands_of(self._window)
        for command in self.commands:
            self._defaults.setdefault(command.action, _keys_of(command.action))
        self._apply()

    def default(self, command: Command) -> Keys:
        """The program's own keys of a command."""
        return self._defaults.get(command.action, ())

    def is_own(self, command: Command) -> bool:
        """Whether a command has the keys that the program gives it."""
        return _keys_of(command.action) == self.default(command)

    def assign(self, command: Command, keys: Keys) -> None:
        """Give a command these keys alone, and take them away from all others.

        Only a command with a name can be changed.
        """
        wanted = dict(self._settings.shortcuts)
        for other in self.rivals(command, keys):
            kept = tuple(key for key in _keys_of(other.action) if not _clash(key, keys))
            self._note(wanted, other, kept)
        self._note(wanted, command, keys)
        self._settings.shortcuts = wanted
        self._apply()

    def reset(self, command: Command) -> None:
        """Give a command its own keys again; who has them loses them."""
        self.assign(command, self.default(command))

    def reset_all(self) -> None:
        """Give all commands their own keys again."""
        self._settings.shortcuts = {}
        self._apply()

    def rivals(self, command: Command, keys: Keys) -> tuple[Command, ...]:
        """The commands that have one of these keys already, so that Qt would do neither."""
        return tuple(
            other
            for other in self.commands
            if other.action is not command.action
            and any(_clash(key, keys) for key in _keys_of(other.action))
            and _meet(command.action, other.action)
        )

    def is_free(self, key: str) -> bool:
        """Whether the lists, fields and the map leave a key to commands."""
        sequence = QKeySequence.fromString(key)
        needed = {QKeySequence(each).toString() for each in _NEEDED}
        if key.split(", ", maxsplit=1)[0] in needed:
            return False
        fixed = {each.key().toString() for each in self._window.findChildren(QShortcut)}
        return sequence.toString() not in fixed

    def _note(self, wanted: dict[str, Keys], command: Command, keys: Keys) -> None:
        if not command.name:
            return
        if keys == self.default(command):
            wanted.pop(command.name, None)
        else:
            wanted[command.name] = keys

    def _apply(self) -> None:
        """Chosen keys come first: a default of a newer program does not take them away."""
        chosen = self._settings.shortcuts
        given: list[tuple[Command, Keys]] = []
        changed = False
        named = [command for command in self.commands if command.name in chosen]
        others = [command for command in self.commands if command.name not in chosen]
        for command in (*named, *others):
            keys = _sensible(chosen, command, self.default(command))
            for other, taken in given if chosen else ():
                if _meet(command.action, other.action):
                    keys = tuple(key for key in keys if not _clash(key, taken))
            if keys:
                given.append((command, keys))
            if _keys_of(command.action) != keys:
                command.action.setShortcuts([QKeySequence.fromString(key) for key in keys])
                changed = True
        if changed:
            self.changed.emit()


def _sensible(chosen: Mapping[str, Keys], command: Command, default: Keys) -> Keys:
    """The keys of the settings; the program's own where somebody wrote nonsense there."""
    keys = chosen.get(command.name)
    if keys is None or any(not QKeySequence.fromString(key).toString() for key in keys):
        return default
    return keys


def _keys_of(action: QAction) -> Keys:
    return tuple(key.toString() for key in action.shortcuts() if not key.isEmpty())


def _clash(key: str, others: Iterable[str]) -> bool:
    """Whether a key is one of the others, or one begins with the other: `Ctrl+K, Ctrl+S`."""
    mine = key.split(", ")
    for other in others:
        theirs: Sequence[str] = other.split(", ")
        length = min(len(mine), len(theirs))
        if mine[:length] == theirs[:length]:
            return True
    return False


def _meet(one: QAction, other: QAction) -> bool:
    """Whether both can be meant by one key: not if each belongs to a list of its own."""
    if one.shortcutContext() in _LOCAL and other.shortcutContext() in _LOCAL:
        return bool(set(one.associatedObjects()) & set(other.associatedObjects()))
    return True
