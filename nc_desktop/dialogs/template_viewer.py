"""A template's picture, large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nc_desktop.dialogs.picture_view import ZOOM_STEP, PictureView
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.paste_job import ViewedPicture
from nc_desktop.model.templates import TemplateEntry, TemplateList


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
        self.view = PictureView(self)
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
            Qt.Key.Key_Plus: lambda: self.view.zoom(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.view.zoom(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.view.zoom(1 / ZOOM_STEP),
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
