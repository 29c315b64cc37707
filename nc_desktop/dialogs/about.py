"""What this program is, of which versions it is made, and on what terms."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.icons import application_icon
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.versions_job import VersionsJob
from nc_desktop.versions import Version, as_text, known_versions

_ICON = 64


class AboutDialog(TranslatedDialog):
    """Versions that can be copied; GDAL's and PROJ's come in once the libraries are loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.versions: tuple[Version, ...] = ()
        icon = QLabel()
        icon.setPixmap(application_icon().pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        self._title, self._text, self._licences = QLabel(), QLabel(), QLabel()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self._title.setFont(font)
        for label in (self._text, self._licences):
            label.setWordWrap(True)
        self._table = QLabel()
        self._table.setTextFormat(Qt.TextFormat.RichText)
        self._table.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self._table)
        layout.addWidget(self._licences)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        self.resize(540, 480)
        self._show(known_versions())
        self.retranslate()
        self._runner = JobRunner("versions", self)
        self._runner.succeeded.connect(self._on_versions)
        self._runner.submit(VersionsJob())

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("About Neurocorrelator"))
        title = self.tr("Neurocorrelator {version}")
        self._title.setText(title.format(version=nc.__version__))
        self._text.setText(
            self.tr("Finds where in a large georeferenced scene a picture was taken.")
        )
        self._licences.setText(
            self.tr(
                "Made with Qt and PySide6 (LGPL 3), PyTorch and NumPy (BSD), GDAL, PROJ, rasterio"
                " and pyproj (MIT, BSD), OpenCV (Apache 2) and pyqtgraph (MIT). Weights of VGG19:"
                " Visual Geometry Group, University of Oxford (CC BY 4.0). The README has all"
                " attributions."
            )
        )
        self.copy.setText(self.tr("Copy the versions"))

    def shutdown(self) -> None:
        """End the thread that asks the libraries."""
        self._runner.shutdown()

    def _show(self, versions: tuple[Version, ...]) -> None:
        self.versions = versions
        rows = "".join(
            f"<tr><td>{escape(each.name)}&nbsp;&nbsp;&nbsp;</td><td>{escape(each.version)}</td></tr>"
            for each in versions
        )
        self._table.setText(f"<table cellspacing='3'>{rows}</table>")

    @Slot(object, object)
    def _on_versions(self, job: Job, versions: tuple[Version, ...]) -> None:
        self._show(versions)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.versions))
