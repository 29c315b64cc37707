"""What the tool of the map waits for, over the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel

from nc_desktop.map.map_view import MapView
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.theme import is_dark

_WARNING_LIGHT, _WARNING_DARK = "#b3261e", "#ff8a80"
_ALPHA = 235
_PADDING = QSize(12, 5)
_TOP = 10
_SIDES = 78  # kept free for the corners of the map


class ToolHint(QLabel):
    """The hint of the tool in use, or why it refused the last step; hidden without a tool.

    It lies over the map, at the top: in a status bar there is no room for a sentence.
    """

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._tool: MapTool | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.tool_changed.connect(self._on_tool)
        view.installEventFilter(self)
        self._on_tool()

    def changeEvent(self, event: QEvent) -> None:
        """Write again in another language and other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.ApplicationPaletteChange):
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the map."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ground that any picture may lie below, and the text on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.palette().color(QPalette.ColorRole.Window)
        ground.setAlpha(_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.end()
        super().paintEvent(event)

    @Slot()
    def _on_tool(self) -> None:
        if self._tool is not None:
            self._tool.hint_changed.disconnect(self._refresh)
        self._tool = self._view.tool
        if self._tool is not None:
            self._tool.hint_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        tool = self._tool
        if tool is None:
            self.clear()
            self.hide()
            return
        palette = QPalette()
        if tool.problem:
            colour = _WARNING_DARK if is_dark(palette) else _WARNING_LIGHT
            palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)
        self.setText(tool.problem or tool.hint)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        widest = max(self._view.width() - 2 * _SIDES, 120) - 2 * _PADDING.width()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
        needed = self.fontMetrics().boundingRect(QRect(0, 0, widest, 1000), flags, self.text())
        self.resize(needed.width() + 2 * _PADDING.width(), needed.height() + 2 * _PADDING.height())
        self.move(QPoint((self._view.width() - self.width()) // 2, _TOP))
