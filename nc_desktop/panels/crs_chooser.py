"""Choosing a CRS by code or words; for dialogs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.jobs.crs_jobs import FindCrsJob
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.translated_widget import TranslatedWidget

_PAUSE_MS = 150  # after a key, before the search
_CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1
_STEERING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class CrsChooser(TranslatedWidget):
    """A line to search in over the list of what fits, and what is chosen in words.

    The search runs as jobs on a runner, so that typing stays smooth.
    """

    chosen = Signal(object)
    """An `nc.CrsChoice`, or None: another one is selected."""
    confirmed = Signal()
    """A double click or Enter on the one that is selected."""

    def __init__(
        self,
        runner: JobRunner,
        *,
        recent: Sequence[str] = (),
        near: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._recent, self._near = runner, tuple(recent), near
        self._job: FindCrsJob | None = None
        self._wanted = ""
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._model = QStandardItemModel(0, 3, self)
        self.list = QTreeView()
        self.list.setModel(self._model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.list.header()
        header.setStretchLastSection(True)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.about = QLabel()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setMinimumHeight(3 * self.about.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.about)
        self.setFocusProxy(self.search)
        self.setMinimumWidth(440)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._submit)
        self.search.textEdited.connect(self._on_typed)
        self.search.textChanged.connect(self._on_text)
        self.search.returnPressed.connect(self._confirm)
        self.list.activated.connect(self._confirm)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        runner.succeeded.connect(self._on_found)
        self._submit()  # before the texts: nothing was looked for yet is not nothing found
        self.retranslate()

    @property
    def choice(self) -> nc.CrsChoice | None:
        """What is selected."""
        rows = self.list.selectionModel().selectedRows()
        return rows[0].data(_CHOICE_ROLE) if rows else None

    @property
    def code(self) -> str:
        """What `nc.parse_crs` takes for the selected one; empty if there is none."""
        choice = self.choice
        return choice.code if choice is not None else ""

    @property
    def searching(self) -> bool:
        """Whether the list is not yet that of what was typed."""
        return self._job is not None or self._pause.isActive()

    def choose(self, code: str) -> None:
        """Search for a code and select it when it is found."""
        self._wanted = code
        self.search.setText(code)
        self._submit()

    def set_near(self, near: tuple[float, float] | None) -> None:
        """List what covers a place (longitude, latitude in degrees) first."""
        self._near = near
        self._submit()

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.setPlaceholderText(self.tr("Name, place or code, for example UTM 15 or 32615"))
        self.search.setAccessibleName(self.tr("Search for a CRS"))
        self._model.setHorizontalHeaderLabels(
            [self.tr("Name"), self.tr("Code"), self.tr("Area of use")]
        )
        self._show_about()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while one types."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _STEERING
        ):
            self.list.setFocus()
            self.list.keyPressEvent(event)
            self.search.setFocus()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_typed(self) -> None:
        self._wanted = ""

    @Slot()
    def _on_text(self) -> None:
        self._pause.start()

    @Slot()
    def _submit(self) -> None:
        self._pause.stop()
        self._job = FindCrsJob(self.search.text(), self._near, self._recent)
        self._runner.submit(self._job)

    @Slot(object, object)
    def _on_found(self, job: Job, found: object) -> None:
        if job is not self._job or not isinstance(found, tuple):
            return  # an answer to what was typed before
        self._job = None
        former = self._wanted or self.code
        self._model.setRowCount(0)
        for choice in found:
            items = [QStandardItem(text) for text in (choice.name, choice.code, choice.area)]
            items[0].setData(choice, _CHOICE_ROLE)
            items[2].setToolTip(choice.area)
            self._model.appendRow(items)
        for column, share in ((0, 0.44), (1, 0.18)):
            self.list.setColumnWidth(column, int(self.list.viewport().width() * share))
        codes = [choice.code for choice in found]
        # what was typed takes its best; an empty line takes nothing by itself
        row = codes.index(former) if former in codes else 0
        if found and (self.search.text().strip() or former in codes):
            self.list.setCurrentIndex(self._model.index(row, 0))
        else:
            self._on_selection()

    @Slot()
    def _confirm(self) -> None:
        if self.searching:  # Enter right after the last key: of what is typed, not of before
            return
        if self.choice is not None:
            self.confirmed.emit()

    @Slot()
    def _on_selection(self, *_: object) -> None:
        self._show_about()
        self.chosen.emit(self.choice)

    def _show_about(self) -> None:
        choice = self.choice
        if choice is None:
            nothing = self._job is None and not self._model.rowCount()
            self.about.setText(
                self.tr("Nothing fits. Try fewer words, or a code.") if nothing else ""
            )
            return
        kind = self.tr("projected") if choice.kind == "projected" else self.tr("geographic")
        text = self.tr("{name} ({code}, {kind})\n{area}")
        area = choice.area if len(choice.area) <= 160 else f"{choice.area[:160]}…"
        code = choice.code if len(choice.code) <= 40 else self.tr("by definition")
        self.about.setText(text.format(name=choice.name, code=code, kind=kind, area=area))
