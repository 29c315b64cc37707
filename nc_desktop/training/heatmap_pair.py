"""The heatmap of one held-out template, with the starting weights and with those of now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, Report
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training.run_folder import HEATMAP_BEFORE, HEATMAP_LAST
from nc_desktop.translated_widget import TranslatedWidget

_LONGEST = 1400  # pixels that are kept of a picture


@dataclass(frozen=True, eq=False)
class ReadPicturesJob:
    """Read both pictures of a run."""

    folder: Path
    number: int

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[QImage, QImage]:
        """Empty ones where there are none yet."""
        first, second = (self._read(name) for name in (HEATMAP_BEFORE, HEATMAP_LAST))
        return first, second

    def _read(self, name: str) -> QImage:
        image = QImage()
        with suppress(OSError):
            image.loadFromData((self.folder / name).read_bytes())
        if max(image.width(), image.height()) > _LONGEST:
            mode = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            image = image.scaled(QSize(_LONGEST, _LONGEST), keep, mode)
        return image


class _Picture(QLabel):
    """A picture as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_image(self, image: QImage) -> None:
        """Another picture; an empty one leaves the text."""
        self._pixmap = QPixmap.fromImage(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._pixmap.isNull():
            self.clear()
            return
        keep = Qt.AspectRatioMode.KeepAspectRatio
        mode = Qt.TransformationMode.SmoothTransformation
        self.setPixmap(self._pixmap.scaled(self.size(), keep, mode))


class HeatmapPair(TranslatedWidget):
    """Both side by side; read off the Qt thread when there is a new one."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._number = -1
        self._asked: ReadPicturesJob | None = None
        self._runner = runner
        runner.succeeded.connect(self._on_read)
        self.before, self.now = _Picture(), _Picture()
        self._titles = QLabel(), QLabel()
        self.note = QLabel()
        self.note.setWordWrap(True)
        layout = QGridLayout(self)
        for column, (title, picture) in enumerate(
            zip(self._titles, (self.before, self.now), strict=True)
        ):
            layout.addWidget(title, 0, column)
            layout.addWidget(picture, 1, column)
            layout.setColumnStretch(column, 1)
        layout.addWidget(self.note, 2, 0, 1, 2)
        layout.setRowStretch(1, 1)
        self.retranslate()

    def show_of(self, folder: Path | None, number: int) -> None:
        """Show the pictures of a run; read again when there are more than before."""
        if (folder, number) == (self._folder, self._number):
            return
        if folder != self._folder:
            for picture in (self.before, self.now):
                picture.show_image(QImage())
        self._folder, self._number = folder, number
        if folder is not None and number > 0:
            self._asked = ReadPicturesJob(folder, number)
            self._runner.submit(self._asked)

    def retranslate(self) -> None:
        """Set every text again."""
        for title, text in zip(
            self._titles, (self.tr("Starting weights"), self.tr("Last epoch")), strict=True
        ):
            title.setText(f"<b>{text}</b>")
        self.note.setText(
            self.tr(
                "Where the matcher sees one held-out template, whose true place is in the same"
                " mosaic or scene both times."
            )
        )

    @Slot(object, object)
    def _on_read(self, job: Job, images: tuple[QImage, QImage]) -> None:
        if job is self._asked:
            for picture, image in zip((self.before, self.now), images, strict=True):
                picture.show_image(image)
