"""What is shown while no scene is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nc_desktop.icons import application_icon, themed_icon
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.panels.translated_widget import TranslatedWidget


class StartPage(TranslatedWidget):
    """Says what to do first, and does it at the press of a button; accepts dropped files."""

    open_requested = Signal()
    demo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = FileDrop(self)
        self.drop.install(self)
        centre = Qt.AlignmentFlag.AlignCenter
        self._icon = QLabel()
        self._icon.setPixmap(application_icon().pixmap(QSize(88, 88)))
        self._icon.setAlignment(centre)
        self._title, self._text = QLabel(), QLabel()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._title.setFont(font)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.open, self.demo = QPushButton(), QPushButton()
        for button in (self.open, self.demo):
            button.setMinimumSize(180, 36)
        self.open.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.open)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(14)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self.open.clicked.connect(self.open_requested)
        self.demo.clicked.connect(self.demo_requested)
        self.retranslate()
        self.retheme()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Where was this picture taken?"))
        self._text.setText(
            self.tr(
                "Open or drop a scene: an orthophoto or a satellite image, GeoTIFF with a CRS at"
                " best. Then drop the pictures to look for in it."
            )
        )
        self.open.setText(self.tr("Open scene…"))
        self.demo.setText(self.tr("Open the demo"))

    def retheme(self) -> None:
        """Tint the icons."""
        self.open.setIcon(themed_icon("open", self.palette()))
        self.demo.setIcon(themed_icon("demo", self.palette()))
