"""What lies under the cursor, at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.pixel_values_job import PixelValuesJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.map.coordinates import describe
from nc_desktop.map.map_view import MapView
from nc_desktop.model.project import Project
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.panels.position_menu import PositionMenu
from nc_desktop.panels.scale_box import ScaleBox
from nc_desktop.settings import Settings
from nc_desktop.translated_widget import TranslatedWidget

_GAP = 20  # between two texts
_LEFT = 8
_PAUSE_MS = 40  # between two readings of values
_SLOW_MS = 300  # a reading that takes longer is told to go on
_MOST_BANDS = 8  # whose values are written


class CoordinateBar(TranslatedWidget):
    """Values, pixel, scene CRS and WGS 84 of the place under the cursor, and the map's scale.

    They stay when the cursor leaves the map, so that a right click can copy them.
    """

    lost = Signal(str)
    """Why no values can be read any more, the scene's file being gone or changed."""

    def __init__(
        self,
        project: Project,
        view: MapView,
        reader: JobRunner,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._project, self._view, self._reader, self._settings = project, view, reader, settings
        self._place: tuple[float, float] | None = None
        self._written = ""  # the values, as they are shown
        self._wanted_width = 0
        self._wanted: PixelValuesJob | None = None
        self._running: PixelValuesJob | None = None
        self.values, self.pixel = ElidedLabel(), ElidedLabel()
        self.crs, self.wgs84 = ElidedLabel(), ElidedLabel()
        self.scale_title = QLabel()
        self.scale = ScaleBox(view)
        self.menu = PositionMenu(project, settings, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_LEFT, 0, 0, 0)
        layout.setSpacing(_GAP)
        for label in (self.values, self.pixel, self.crs, self.wgs84):
            layout.addWidget(label)
            label.installEventFilter(self)
        self._scale_part = QWidget()
        scale = QHBoxLayout(self._scale_part)
        scale.setContentsMargins(0, 0, 0, 0)
        scale.setSpacing(4)
        scale.addWidget(self.scale_title)
        scale.addWidget(self.scale)
        self._scale_part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._scale_part)
        self.scale_title.setBuddy(self.scale)
        self.scale.chosen.connect(view.setFocus)
        self.menu.style_changed.connect(self._write)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._read)
        self._slow = QTimer(self, interval=_SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._on_slow)
        self._fit = QTimer(self, interval=0, singleShot=True)  # after Qt has laid out
        self._fit.timeout.connect(self._leave_out)
        view.cursor_moved.connect(self.show_position)
        view.context_requested.connect(self.menu.popup)
        project.scene_changed.connect(self.clear)
        reader.succeeded.connect(self._on_values)
        reader.failed.connect(self._on_failed)
        reader.finished.connect(self._on_finished)
        self.retranslate()

    @property
    def place(self) -> tuple[float, float] | None:
        """Column and row that are written now."""
        return self._place

    @property
    def fitting(self) -> bool:
        """Whether it is still to be seen which texts there is room for."""
        return self._fit.isActive()

    @Slot(float, float)
    def show_position(self, col: float, row: float) -> None:
        """Write where the cursor is."""
        if self._project.scene is None:
            return
        self._place = (col, row)
        self._write()
        if not self._pause.isActive():
            self._pause.start()

    @Slot()
    def clear(self) -> None:
        """Another scene: nothing is known of the cursor."""
        self._place = self._wanted = None
        self._written = ""
        self._slow.stop()
        for label in (self.values, self.pixel, self.crs, self.wgs84):
            label.clear()
            label.forget_width()
        self._show_scale()

    def retranslate(self) -> None:
        """Set every text again."""
        self.scale_title.setText(self.tr("Scale"))
        self.scale.setToolTip(
            self.tr("Scale in the middle of the map; type another one, such as 1:5000 or 5000")
        )
        self.scale.setAccessibleName(self.tr("Scale"))
        for label in (self.pixel, self.crs, self.wgs84):
            label.set_tip(self.tr("A right click copies it"))
        self.values.set_tip(self.tr("Values of the bands under the cursor"))
        self.scale.refresh()
        self._show_scale()
        self._show_values(self._written)
        self._write()

    def sizeHint(self) -> QSize:
        """Room for all texts, also for those that are left out now."""
        hint = super().sizeHint()
        return QSize(self._needed(self._by_weight()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A right click on a text copies it."""
        if isinstance(event, QContextMenuEvent) and self._place is not None:
            first = {self.pixel: "pixel", self.crs: "crs"}.get(watched, "decimal")  # type: ignore[call-overload]
            self.menu.popup(*self._place, event.globalPos(), first)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _write(self) -> None:
        scene = self._project.scene
        if scene is None or self._place is None:
            return
        texts = describe(*self._place, scene.georeference, QLocale(), self._settings.degree_style)
        self.pixel.setText(texts.pixel)
        self.crs.setText(texts.crs)
        self.wgs84.setText(texts.wgs84)
        self._make_room()

    def _show_scale(self) -> None:
        self._scale_part.setVisible(self._project.scene is not None)

    def _by_weight(self) -> list[ElidedLabel]:
        """Those with a text: what a person looks for first, first."""
        labels = (self.wgs84, self.crs, self.values, self.pixel)
        return [label for label in labels if label.text()]

    def _needed(self, labels: list[ElidedLabel]) -> int:
        widths = [label.sizeHint().width() for label in labels]
        scale = self._scale_part.sizeHint().width()
        return _LEFT + sum(widths) + _GAP * len(widths) + scale

    def _make_room(self) -> None:
        """Ask for what all texts need now; Qt would not ask for those that are left out."""
        wanted = self._needed(self._by_weight())
        if wanted != self._wanted_width:
            self._wanted_width = wanted
            self.updateGeometry()
            self._fit.start()

    @Slot()
    def _leave_out(self) -> None:
        """Rather some of the texts than the beginnings of all."""
        kept = self._by_weight()
        while len(kept) > 1 and self._needed(kept) > self.width():
            kept.pop()
        for label in (self.wgs84, self.crs, self.values, self.pixel):
            label.setVisible(label in kept)

    @Slot()
    def _read(self) -> None:
        """Ask for the values of the latest place; one reading at a time."""
        scene = self._project.scene
        if scene is None or self._place is None:
            return
        if self._running is not None:
            self._wanted = PixelValuesJob(scene, *self._place)
            return
        self._running, self._wanted = PixelValuesJob(scene, *self._place), None
        self._slow.start()
        self._reader.submit(self._running)

    @Slot(object, object)
    def _on_values(self, job: Job, values: object) -> None:
        if job is self._running and self._is_true(job):
            self._slow.stop()
            if isinstance(values, tuple):
                self._show_values(values_text(values, QLocale()))
            else:
                self._show_values("–")  # that the file is damaged there is said by the map's tiles

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if job is self._running and self._is_true(job):
            self._slow.stop()
            self._show_values("–")
            if not error.details:  # else not the file's fault
                self.lost.emit(error.message)

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        if job is self._running:
            self._running = None
            if self._wanted is not None:
                self._read()

    @Slot()
    def _on_slow(self) -> None:
        self._show_values("…")

    def _show_values(self, written: str) -> None:
        self._written = written
        text = self.tr("Values {values}")
        self.values.setText(text.format(values=written) if written else "")
        self._make_room()

    def _is_true(self, job: Job) -> bool:
        """Whether the answer is of the place that is written; else a newer one is under way."""
        scene = self._project.scene
        if not isinstance(job, PixelValuesJob) or scene is None or self._place is None:
            return False
        col, row = self._place
        same = (int(job.col // 1), int(job.row // 1)) == (int(col // 1), int(row // 1))
        return job.raster is scene and (same or self._wanted is None)


def values_text(values: tuple[float | None, ...], locale: QLocale) -> str:
    """The values of the bands of a pixel; a dash for nodata, nothing outside of the scene."""
    written = [_value(value, locale) for value in values[:_MOST_BANDS]]
    if len(values) > _MOST_BANDS:
        written.append("…")
    return "  ".join(written)


def _value(value: float | None, locale: QLocale) -> str:
    if value is None:
        return "–"
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    if float(value).is_integer() and abs(value) < 1e9:
        return plain.toString(int(value))
    return plain.toString(float(value), "g", 6)
