"""A part of the session that has something to say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nc_desktop.messages import Level, Message


class Spoken(QObject):
    """Emits messages for the user."""

    message = Signal(object)
    """A `Message` for the user."""
    withdrawn = Signal(object)
    """A `Message` that is true no more."""

    def say(self, level: Level, text: str, details: str = "") -> Message:
        """Tell the user something; returns the message, to be withdrawn later."""
        message = Message(level, text, details)
        self.message.emit(message)
        return message
