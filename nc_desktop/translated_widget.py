"""A widget that can change its language while it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class TranslatedWidget(QWidget):
    """Calls `retranslate` when the language and `retheme` when the colours change.

    A subclass calls both itself when it is built.
    """

    def retranslate(self) -> None:
        """Set every text again."""

    def retheme(self) -> None:
        """Draw again what depends on the theme, such as tinted icons."""

    def changeEvent(self, event: QEvent) -> None:
        """Qt says that language or palette are other ones now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.retheme()
