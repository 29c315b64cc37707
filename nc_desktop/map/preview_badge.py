"""The label on the map that says: this heatmap is not the result yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Slot
from PySide6.QtWidgets import QLabel

from nc_desktop.map.map_view import MapView
from nc_desktop.session.match_preview import MatchPreview


class PreviewBadge(QLabel):
    """Lies in a corner of the map while a preliminary heatmap is drawn there."""

    def __init__(self, view: MapView, preview: MatchPreview) -> None:
        super().__init__()
        self._preview = preview
        self.setObjectName("preview_badge")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # over any picture, in both themes
        self.setStyleSheet(
            "QLabel { background: rgba(20, 22, 24, 205); color: #ffffff; border-radius: 4px;"
            " padding: 4px 8px; }"
        )
        view.add_overlay(self, Qt.Corner.TopLeftCorner)
        preview.changed.connect(self._show)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    @Slot()
    def _show(self) -> None:
        layer = self._preview.layer
        if layer is None or not layer.visible or not layer.score_maps:
            self.hide()
            return
        percent = QLocale().toString(int(100 * self._preview.fraction))
        text = self.tr("Preliminary: mean cosine, {percent} %").format(percent=percent)
        if text != self.text():
            self.setText(text)
            self.adjustSize()
        self.show()
