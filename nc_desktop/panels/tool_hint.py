"""What the tool of the map waits for, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette

from nc_desktop.map.map_view import MapView
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.panels.elided_label import ElidedLabel

_WARNING_LIGHT, _WARNING_DARK = "#b3261e", "#ff8a80"


class ToolHint(ElidedLabel):
    """The hint of the tool in use, or why it refused the last step; hidden without a tool."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._view = view
        self._tool: MapTool | None = None
        view.tool_changed.connect(self._on_tool)
        self._on_tool()

    def changeEvent(self, event: object) -> None:
        """Write again in another language and other colours."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if event.type() in (  # type: ignore[attr-defined]
            event.Type.LanguageChange,  # type: ignore[attr-defined]
            event.Type.ApplicationPaletteChange,  # type: ignore[attr-defined]
        ):
            self._refresh()

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
            self.forget_width()
            self.hide()
            return
        palette = QPalette()
        if tool.problem:
            dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
            palette.setColor(
                QPalette.ColorRole.WindowText, _WARNING_DARK if dark else _WARNING_LIGHT
            )
        self.setPalette(palette)
        self.setText(tool.problem or tool.hint)
        self.show()
