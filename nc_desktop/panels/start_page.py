"""What is shown while no scene is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.icons import application_icon, themed_icon
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.panels.recent_list import RecentList
from nc_desktop.recent_scenes import RecentScenes
from nc_desktop.translated_widget import TranslatedWidget

_WIDTH = 620


class StartPage(TranslatedWidget):
    """Says what to do first, and does it at the press of a button; accepts dropped files.

    Without `recent` there is no list of recent scenes.
    """

    open_requested = Signal()
    project_requested = Signal()
    demo_requested = Signal()
    recent_requested = Signal(object)
    """The `Path` of a recent project or scene."""

    def __init__(self, recent: RecentScenes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self.drop = FileDrop(self)
        self.drop.install(self)
        centre = Qt.AlignmentFlag.AlignCenter
        self._icon = QLabel()
        self._icon.setPixmap(application_icon().pixmap(QSize(80, 80), self.devicePixelRatioF()))
        self._icon.setAlignment(centre)
        self._title, self._text = QLabel(), QLabel()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._title.setFont(font)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.open, self.project, self.demo = QPushButton(), QPushButton(), QPushButton()
        for button in (self.open, self.project, self.demo):
            button.setMinimumHeight(36)
        self.open.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.open, self.project, self.demo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent_title = QLabel()
        self.recent_list = RecentList()
        self.recent_list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange(buttons)
        self.open.clicked.connect(self.open_requested)
        self.project.clicked.connect(self.project_requested)
        self.demo.clicked.connect(self.demo_requested)
        self.recent_list.requested.connect(self.recent_requested)
        if recent is not None:
            self.recent_list.removed.connect(recent.remove)
            recent.changed.connect(self._show_recent)
        self.retranslate()
        self.retheme()
        self._show_recent()

    def _arrange(self, buttons: QHBoxLayout) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        layout.addSpacing(10)
        layout.addWidget(self._recent_title)
        layout.addWidget(self.recent_list)
        layout.addStretch(3)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(10, 16, 10, 16)
        outer.addStretch(1)
        outer.addWidget(column, 1000)
        outer.addStretch(1)

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
        self.project.setText(self.tr("Open project…"))
        self.demo.setText(self.tr("Open the demo"))
        self.open.setToolTip(self.tr("Choose one or several rasters in which to search"))
        self.project.setToolTip(self.tr("Go on with scenes, templates and results that were saved"))
        self.demo.setToolTip(self.tr("Try the program on a real orthophoto with three photographs"))
        self._recent_title.setText(self.tr("Recent projects and scenes"))
        self.recent_list.retranslate()

    def retheme(self) -> None:
        """Tint the icons."""
        self.open.setIcon(themed_icon("open", self.palette()))
        self.project.setIcon(themed_icon("project", self.palette()))
        self.demo.setIcon(themed_icon("demo", self.palette()))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again which recent scenes are there."""
        super().showEvent(event)
        if self._recent is not None:
            self._recent.look()

    def _show_recent(self) -> None:
        paths = self._recent.paths if self._recent is not None else ()
        missing = self._recent.missing if self._recent is not None else frozenset()
        self.recent_list.show_paths(paths, missing)
        self.recent_list.setVisible(bool(paths))
        self._recent_title.setVisible(bool(paths))
