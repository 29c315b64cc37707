"""Gathers the commands of a window from its menus and from those that own actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from nc_desktop.commands.command import PANEL, Command, plain


def commands_of(window: QMainWindow) -> tuple[Command, ...]:
    """All actions of a window: in the order of its menus, then the named others by their texts.

    An action is named by its object name, or else by the attribute in which its parent holds it,
    such as `ViewActions.zoom_in`: a new action of a menu is here without being told.
    """
    actions = window.findChildren(QAction)
    name_all(actions)
    found: list[Command] = []
    seen: set[QAction] = set()

    def walk(path: tuple[str, ...], inside: list[QAction]) -> None:
        for action in inside:
            menu = menu_of(action)
            if menu is not None:
                menu.aboutToShow.emit()  # some are filled when they are opened
                walk((*path, plain(action.text())), menu.actions())
            elif action not in seen and action.text() and not action.isSeparator():
                seen.add(action)
                found.append(Command(action.objectName(), action, path))

    walk((), window.menuBar().actions())
    others = [
        Command(action.objectName(), action, ())
        for action in actions
        if action not in seen
        and plain(action.text())
        and menu_of(action) is None
        and (action.objectName() or action.shortcuts())
        and not isinstance(action.parent(), QDockWidget)
        and not action.objectName().startswith("_q_")  # Qt's own
    ]
    return (*found, *sorted(others, key=lambda command: command.text))


def name_all(actions: list[QAction]) -> None:
    """Give a name to each action that has none, where its parent knows one."""
    owners = {action.parent() for action in actions} - {None}
    for owner in owners:
        if isinstance(owner, QDockWidget):
            _name(owner.toggleViewAction(), f"{PANEL}{owner.objectName()}")
            continue
        if type(owner).__module__.startswith("pyqtgraph."):
            continue
        held = vars(owner).items()  # an action before the group that it is in as well
        for attribute, value in sorted(held, key=lambda item: not isinstance(item[1], QAction)):
            for suffix, action in _actions_in(value):
                if action.parent() is owner:
                    _name(action, f"{type(owner).__name__}.{attribute.lstrip('_')}{suffix}")


def menu_of(action: QAction) -> QMenu | None:
    """Not `action.menu()`: with PySide6 6.10 the menu is deleted when Python forgets the action."""
    menu: QObject | None = QMenu.menuInAction(action)
    return menu if isinstance(menu, QMenu) else None


def _actions_in(value: object) -> Iterator[tuple[str, QAction]]:
    """The actions of an attribute, with what tells several apart."""
    if isinstance(value, QAction):
        yield "", value
    elif isinstance(value, QActionGroup):
        for number, action in enumerate(value.actions()):
            data = action.data()
            yield f".{data if isinstance(data, str) and data else number}", action
    elif isinstance(value, Mapping):
        for key, action in value.items():
            if isinstance(action, QAction):
                yield f".{key}", action
    elif isinstance(value, tuple | list):
        for number, action in enumerate(value):
            if isinstance(action, QAction):
                yield f".{number}", action


def _name(action: QAction, name: str) -> None:
    if not action.objectName():
        action.setObjectName(name)
