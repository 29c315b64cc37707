"""A template's picture, large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.paste_job import ViewedPicture
from nc_desktop.model.templates import TemplateEntry, TemplateList

_STEP = 1.25
_CLOSEST = 32.0  # screen pixels a template pixel
_SQUARE = 8  # of the chequered ground under what is masked


class TemplateViewer(TranslatedDialog):
    """Not modal; wheel and keys zoom, a drag moves, PgUp and PgDown show the neighbours.

    What is masked is transparent: a chequered ground shows through.
    """

    wanted = Signal(object)
    """A `TemplateEntry` whose picture is to be prepared; `show_picture` is to be called then."""

    def __init__(self, templates: TemplateList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._key: int | None = None
        self._entry: TemplateEntry | None = None
        self.view = _PictureView(self)
        self._about = QLabel()
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self.fit, self.actual = QPushButton(), QPushButton()
        self.previous, self.next = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.addWidget(self._about, 1)
        for button in (self.previous, self.next, self.fit, self.actual):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        self.resize(QSize(820, 640))
        self.fit.clicked.connect(self.view.fit)
        self.actual.clicked.connect(self.view.actual)
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        for key, do in (
            (Qt.Key.Key_PageUp, lambda: self._step(-1)),
            (Qt.Key.Key_PageDown, lambda: self._step(1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        templates.reset.connect(self._on_list)
        templates.entry_changed.connect(self._on_list)
        self.retranslate()

    @property
    def about(self) -> str:
        """What is said of the picture."""
        return self._about.text()

    def show_entry(self, entry: TemplateEntry) -> None:
        """Ask for an entry's picture, and show the window."""
        self._key, self._entry = entry.key, entry
        self.view.clear()
        self.retranslate()
        self.present()
        self.wanted.emit(entry)

    def show_picture(self, picture: ViewedPicture) -> None:
        """The picture is there; one that was left meanwhile is passed over."""
        if picture.key == self._key:
            self.view.show_image(QPixmap.fromImage(picture.image), picture.reduced)

    def retranslate(self) -> None:
        """Set every text again."""
        self.fit.setText(self.tr("&Fit"))
        self.fit.setToolTip(self.tr("Show the whole picture (0)"))
        self.actual.setText(self.tr("&1:1"))
        self.actual.setToolTip(self.tr("One pixel of the picture on one of the screen (1)"))
        self.previous.setText(self.tr("&Previous"))
        self.previous.setToolTip(self.tr("The template above (PgUp)"))
        self.next.setText(self.tr("&Next"))
        self.next.setToolTip(self.tr("The template below (PgDown)"))
        entry = self._entry
        self.setWindowTitle(entry.template.name if entry is not None else self.tr("Template"))
        self._about.setText(self._said_of(entry) if entry is not None else "")
        row = self._row()
        self.previous.setEnabled(row is not None and row > 0)
        self.next.setEnabled(row is not None and row + 1 < len(self._templates))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """0 fits, 1 shows pixel by pixel, + and - zoom."""
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_0: self.view.fit,
            Qt.Key.Key_1: self.view.actual,
            Qt.Key.Key_Plus: lambda: self.view.zoom(_STEP),
            Qt.Key.Key_Equal: lambda: self.view.zoom(_STEP),
            Qt.Key.Key_Minus: lambda: self.view.zoom(1 / _STEP),
        }
        do = keys.get(Qt.Key(event.key()))
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    def _said_of(self, entry: TemplateEntry) -> str:
        template = entry.template
        size = self.tr("{width} × {height} px").format(width=template.width, height=template.height)
        said = [size]
        seen = template.mask.mean()
        if seen < 1:
            said.append(self.tr("{percent} % masked").format(percent=f"{100 * (1 - seen):.0f}"))
        if template.path is not None:
            said.append(str(template.path))
        return " · ".join(said)

    def _row(self) -> int | None:
        return None if self._key is None else self._templates.row_of(self._key)

    def _step(self, by: int) -> None:
        row = self._row()
        if row is not None and 0 <= row + by < len(self._templates):
            self.show_entry(self._templates.entries[row + by])

    def _on_list(self, *_: object) -> None:
        """The template is called otherwise, or is gone."""
        row = self._row()
        if row is None:
            self._key = self._entry = None  # its pixels are no longer needed
            self.view.clear()
            self.close()
            return
        self._entry = self._templates.entries[row]
        self.retranslate()


class _PictureView(QGraphicsView):
    """One pixmap with zoom at the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self._fits = True

    @property
    def scale_now(self) -> float:
        """Screen units per template pixel."""
        return float(self.transform().m11())

    def clear(self) -> None:
        """Show nothing until the picture is there."""
        self._item.setPixmap(QPixmap())

    def show_image(self, pixmap: QPixmap, reduced: int) -> None:
        """Show a picture whose pixels are `reduced` template pixels wide."""
        self._item.setPixmap(pixmap)
        self._item.setScale(reduced)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        self.fit()

    def fit(self) -> None:
        """Show the whole picture; a small one pixel by pixel, or larger by whole pixels."""
        self._fits = True
        rect = self._scene.sceneRect()
        if not rect.isEmpty():
            self.fitInView(rect, Qt.AspectRatioMode.KeepAspectRatio)
            self._sharpen()

    def actual(self) -> None:
        """A pixel of the picture is one of the screen."""
        self._fits = False
        self.resetTransform()
        self.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        self._sharpen()

    def zoom(self, factor: float) -> None:
        """Zoom in (above 1) or out."""
        wanted = self.scale_now * factor
        if self._item.pixmap().isNull() or not 0.01 <= wanted <= _CLOSEST:
            return
        self._fits = False
        self.scale(factor, factor)
        self._sharpen()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        if event.angleDelta().y():
            self.zoom(_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay whole."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """A plain ground, and chequers under the picture."""
        painter.save()
        painter.resetTransform()
        base = self.palette().color(QPalette.ColorRole.Window).darker(108)
        painter.fillRect(self.viewport().rect(), base)
        picture = self.mapFromScene(self._scene.sceneRect()).boundingRect()
        dark = base.lightnessF() < 0.5
        painter.fillRect(picture, QColor("#4a4d52" if dark else "#ffffff"))
        painter.fillRect(picture, QBrush(_chequers(QColor("#3c3f43" if dark else "#d9d9d9"))))
        painter.restore()

    def _sharpen(self) -> None:
        """Large pixels are shown as the squares they are."""
        smooth = self.scale_now * self._item.scale() < 3
        self._item.setTransformationMode(
            Qt.TransformationMode.SmoothTransformation
            if smooth
            else Qt.TransformationMode.FastTransformation
        )


def _chequers(colour: QColor) -> QPixmap:
    tile = QPixmap(2 * _SQUARE, 2 * _SQUARE)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.fillRect(0, 0, _SQUARE, _SQUARE, colour)
    painter.fillRect(_SQUARE, _SQUARE, _SQUARE, _SQUARE, colour)
    painter.end()
    return tile
