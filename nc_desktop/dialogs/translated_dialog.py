"""A dialog that stays open beside the work and can change its language while it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QStyle, QWidget


class TranslatedDialog(QDialog):
    """Not modal; calls `retranslate` when the language and `retheme` when the colours change.

    A subclass calls both itself when it is built.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    def retranslate(self) -> None:
        """Set every text again."""

    def retheme(self) -> None:
        """Draw again what depends on the theme, such as tinted icons."""

    def present(self) -> None:
        """Show it, in front if it is open already, and no larger than the screen."""
        if not self.isVisible():
            title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            free = self.screen().availableGeometry().size() - QSize(0, title)
            size = self.size().boundedTo(free)
            if size != self.size():  # its buttons would be below the edge
                self.resize(size.expandedTo(self.minimumSizeHint()))
        for buttons in self.findChildren(QDialogButtonBox):
            for button in buttons.buttons():
                button.setIcon(QIcon())  # Qt's own are black, in the dark theme too
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Qt says that language or palette are other ones now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.retheme()
