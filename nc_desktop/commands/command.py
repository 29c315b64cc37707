"""One command of the window: an action with its name, place, keys and purpose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

PANEL = "panel."
"""How the name of a command begins that shows and hides a panel."""


@dataclass(frozen=True, slots=True)
class Command:
    """An action as it is listed.

    Attributes:
        name: the same in every language and at every start; empty for an action that comes and
            goes, such as a recent project. Keys are kept under it.
        action: what runs.
        path: titles of the menus that lead to it; empty for an action that is in none.
    """

    name: str
    action: QAction
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is called in the menu."""
        return plain(self.action.text())

    @property
    def group(self) -> str:
        """Title of the outermost menu."""
        return self.path[0] if self.path else ""

    @property
    def title(self) -> str:
        """With the submenu in front, without which *Dark* says little; a panel is called one."""
        if self.name.startswith(PANEL):
            return QCoreApplication.translate("Commands", "Panel: {name}").format(name=self.text)
        return ": ".join((*self.path[1:], self.text))

    @property
    def keys(self) -> str:
        """As the system writes them, several with commas in between."""
        return as_written(self.action.shortcuts())

    @property
    def purpose(self) -> str:
        """The tool tip without the keys; empty if it only repeats the name."""
        tip = self.action.statusTip() or self.action.toolTip()
        return "" if tip.removesuffix(f" ({self.keys})") == self.text else tip


def plain(text: str) -> str:
    """Without the mark of the access key, and the dots of a dialog that comes."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("….")


def as_written(keys: list[QKeySequence]) -> str:
    """Keys as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(key.toString(native) for key in keys if not key.isEmpty())
