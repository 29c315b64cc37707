"""What the program tells its user beside the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """A line for the message bar.

    Attributes:
        level: `info` goes by itself, the others stay until they are closed.
        text: in the user's language; what the library says stays English inside it.
        details: more, to be copied; may be empty.
        action: text of a button, or empty; the session is told when it is pressed.
        action_id: what the button stands for.
    """

    level: Level
    text: str
    details: str = ""
    action: str = ""
    action_id: str = ""
