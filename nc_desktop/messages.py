"""What the program tells its user beside the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """A line for the message bar.

    Attributes:
        level: `info` goes by itself unless it has a button, the others stay until they are closed.
        text: in the user's language; the sentences of the library inside it are translated when it
            is shown (`reasons`), and stay English in the log.
        details: more, to be copied; may be empty.
        action: text of a button, or empty.
        do: what the button does; the message goes when it is pressed.
        second_action: text of one more button, or empty.
        do_second: what that one does.
        passing: it goes by itself with its buttons, too: what they offer is for just now.
    """

    level: Level
    text: str
    details: str = ""
    action: str = ""
    do: Callable[[], object] | None = field(default=None, compare=False)
    second_action: str = ""
    do_second: Callable[[], object] | None = field(default=None, compare=False)
    passing: bool = False
