"""A template's picture, large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nc_desktop.dialogs.mask_bar import MaskBar
from nc_desktop.dialogs.mask_editor import MaskEditor
from nc_desktop.dialogs.picture_view import ZOOM_STEP, PictureView
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.paste_job import ViewedPicture
from nc_desktop.model.templates import TemplateEntry, TemplateList
from nc_desktop.reasons import in_users_language


class TemplateViewer(TranslatedDialog):
    """Not modal; wheel and keys zoom, a drag moves, PgUp and PgDown show the neighbours.

    What is masked is transparent: a chequered ground shows through.
    """

    wanted = Signal(object)
    """A `TemplateEntry` whose picture is to be prepared; `show_picture` is to be called then."""
    mask_wanted = Signal(int, object)
    """Key of an entry and the polygons that are to mask it; `end_mask` or `refuse_mask` follows."""

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
        self.editor = MaskEditor(self.view)
        self.mask_bar = MaskBar(self.editor)
        self.mask_bar.hide()
        self.edit_mask = QPushButton()
        self._editing = False
        self.fit, self.actual = QPushButton(), QPushButton()
        self.previous, self.next = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.addWidget(self._about, 1)
        for button in (self.edit_mask, self.previous, self.next, self.fit, self.actual):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.mask_bar)
        layout.addLayout(row)
        self.resize(QSize(820, 640))
        self.edit_mask.clicked.connect(self.begin_mask)
        self.editor.changed.connect(self.view.viewport().update)
        self.mask_bar.applied.connect(self._apply_mask)
        self.mask_bar.discarded.connect(self._leave_mask)
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
        """Ask for an entry's picture, and show the window; a mask that is drawn goes first."""
        if self.editing:
            if entry.key == self._key or not self._may_leave():
                self.present()
                return
            self._leave_mask()
        self._key, self._entry = entry.key, entry
        self.view.clear()
        self.retranslate()
        self.present()
        self.wanted.emit(entry)

    def show_picture(self, picture: ViewedPicture) -> None:
        """The picture is there; one that was left meanwhile is passed over."""
        if picture.key == self._key:
            self.view.show_image(QPixmap.fromImage(picture.image), picture.reduced)

    @property
    def editing(self) -> bool:
        """Whether polygons of the mask are drawn."""
        return self._editing

    @Slot()
    def begin_mask(self) -> None:
        """Draw polygons on the picture, which is shown without what they mask."""
        entry = self._entry
        if entry is None or self._editing:
            return
        self._editing = True
        self.editor.begin(entry.polygons, (entry.template.width, entry.template.height))
        self.mask_bar.show()
        self.view.set_guest(self.editor)
        self.view.setFocus()
        bare = replace(entry.template, mask=entry.found.mask)
        self.wanted.emit(replace(entry, template=bare))
        self.retranslate()

    def end_mask(self, key: int) -> None:
        """The template has the mask that was drawn."""
        if key == self._key and self.editing:
            self._leave_mask()

    def refuse_mask(self, key: int, reason: str) -> None:
        """The template keeps the mask that it has."""
        if key == self._key and self.editing:
            self.mask_bar.say(in_users_language(reason))

    def reject(self) -> None:
        """Esc gives up what is drawn first; polygons that were not applied hold the window."""
        if self.editing and self.editor.give_up():
            return
        if self._may_leave():
            self._leave_mask()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same for the window's own button."""
        if self._may_leave():
            self._leave_mask()
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        """Whether nothing is lost by it; says so otherwise."""
        if not self.editing or not self.editor.altered:
            return True
        self.mask_bar.say(self.tr("The mask is not applied yet: apply it or discard it first."))
        return False

    def _apply_mask(self) -> None:
        if self._key is not None and self.editor.altered:
            self.mask_wanted.emit(self._key, self.editor.polygons)

    def _leave_mask(self) -> None:
        """Show the picture as it is masked now."""
        if not self._editing:
            return
        self._editing = False
        self.mask_bar.hide()
        self.view.set_guest(None)
        if self._entry is not None:
            self.wanted.emit(self._entry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.edit_mask.setText(self.tr("Edit &mask"))
        self.edit_mask.setToolTip(self.tr("Draw polygons that say what of the picture to look for"))
        self.edit_mask.setEnabled(self._entry is not None and not self._editing)
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
        free = row is not None and not self.editing
        self.previous.setEnabled(free and row is not None and row > 0)
        self.next.setEnabled(free and row is not None and row + 1 < len(self._templates))

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
        if not self.editing and row is not None and 0 <= row + by < len(self._templates):
            self.show_entry(self._templates.entries[row + by])

    def _on_list(self, *_: object) -> None:
        """The template is called otherwise, or is gone."""
        row = self._row()
        if row is None:
            self.editor.begin((), (1, 1))
            self._key = self._entry = None  # its pixels are no longer needed
            self._leave_mask()
            self.view.clear()
            self.close()
            return
        former, self._entry = self._entry, self._templates.entries[row]
        now = self._entry
        if former is not None and former.template.mask is not now.template.mask:
            if self.editing:  # undone, or drawn anew
                self.editor.begin(now.polygons, (now.template.width, now.template.height))
            elif self.isVisible():
                self.wanted.emit(now)
        self.retranslate()
