"""A line to type coordinates into; the map goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.map.map_view import MapView
from nc_desktop.model.project import Project
from nc_desktop.reasons import in_users_language
from nc_desktop.settings import Settings
from nc_desktop.theme import is_dark
from nc_desktop.translated_widget import TranslatedWidget

_WARNING_LIGHT, _WARNING_DARK = "#b3261e", "#ff8a80"


class GoToBar(TranslatedWidget):
    """Opens above the map. Enter goes to what is typed and lets a mark flash there; Esc closes."""

    gone = Signal(float, float)
    """The map shows this column and row now."""

    def __init__(self, project: Project, view: MapView, settings: Settings) -> None:
        super().__init__()
        self._project, self._view, self._settings = project, view, settings
        self._outside = False
        self.title = QLabel()
        self.entry = QComboBox()
        self.entry.setEditable(True)
        self.entry.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.entry.setMinimumWidth(160)
        self.entry.setMaximumWidth(460)
        self.entry.setCompleter(None)  # type: ignore[arg-type] # no guesses among coordinates
        self.go = QPushButton()
        self.answer = QLabel()
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        for widget, share in ((self.title, 0), (self.entry, 1), (self.go, 0)):
            row.addWidget(widget, share)
        row.addStretch(0)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(row)
        layout.addWidget(self.answer)
        self.title.setBuddy(self.entry)
        self.entry.installEventFilter(self)
        line = self.entry.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        line.installEventFilter(self)
        line.textEdited.connect(self._forget_answer)
        self.entry.activated.connect(self.search)
        self.go.clicked.connect(self.search)
        self.close_button.clicked.connect(self.leave)
        project.scene_changed.connect(self._on_scene)
        self.answer.hide()
        self.hide()
        self.retranslate()
        self.retheme()

    @Slot()
    def open(self) -> None:
        """Show the line with the last entries, ready to type."""
        text = self.entry.currentText()
        self.entry.clear()
        self.entry.addItems(list(self._settings.recent_positions))
        self.entry.setEditText(text)
        self.show()
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line = self.entry.lineEdit()
        if line is not None:
            line.selectAll()

    @Slot()
    def leave(self) -> None:
        """Hide the line; the keys are the map's again."""
        self.hide()
        self._forget_answer()
        self._view.end_flash()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def search(self, *_: object) -> None:
        """Go to what is typed."""
        scene, text = self._project.scene, " ".join(self.entry.currentText().split())
        if scene is None or not text:
            return
        try:
            col, row = nc.parse_position(text, scene.georeference, (scene.width, scene.height))
        except nc.NeurocorrelatorError as error:
            self._answer(in_users_language(str(error)), wrong=True)
            return
        self._settings.add_recent_position(text)
        self._view.centre_on(col, row)
        self._view.start_flash(col, row)
        self._outside = not (0 <= col <= scene.width and 0 <= row <= scene.height)
        self._tell_place()
        self.gone.emit(col, row)

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(self.tr("&Go to"))
        self.go.setText(self.tr("Go"))
        self.go.setToolTip(self.tr("Show this place in the middle of the map (Enter)"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.entry.setAccessibleName(self.tr("Coordinates"))
        line = self.entry.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("44.97, -93.23 or 44°58'12\"N 93°14'W or X Y"))
        self.entry.setToolTip(
            self.tr(
                "Latitude and longitude (decimal or degrees, minutes, seconds), X and Y in the"
                " scene's CRS, or a pixel as “px 100 200”"
            )
        )

    def retheme(self) -> None:
        """Tint the cross."""
        self.close_button.setIcon(themed_icon("close", self.palette()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes, Esc closes: also when they are shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            if entered or event.key() == Qt.Key.Key_Escape:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.search() if entered else self.leave()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_scene(self) -> None:
        self._forget_answer()
        if self._project.scene is None:
            self.hide()

    @Slot()
    def _forget_answer(self, *_: object) -> None:
        self._answer("")

    def _tell_place(self) -> None:
        self._answer(
            self.tr("This place lies outside of the scene") if self._outside else "",
        )

    def _answer(self, text: str, *, wrong: bool = False) -> None:
        palette = QPalette()
        if wrong:
            colour = _WARNING_DARK if is_dark(palette) else _WARNING_LIGHT
            palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.answer.setPalette(palette)
        self.answer.setText(text)
        self.answer.setVisible(bool(text))
