"""The panel of templates: what to look for, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from nc_desktop.map.file_drop import FileDrop
from nc_desktop.model.templates import TemplateEntry, TemplateList
from nc_desktop.panels.templates_model import SORT_KEYS, TemplatesModel
from nc_desktop.panels.templates_table import TemplatesTable
from nc_desktop.translated_widget import TranslatedWidget


class TemplatesPanel(TranslatedWidget):
    """A table of templates with the frequent actions below it; accepts dropped pictures."""

    removed = Signal(object)
    """`RemovedTemplates` that the user took out of the list."""
    selection_changed = Signal()
    picture_asked = Signal(int)
    """Key of the entry whose picture is to be shown."""

    def __init__(self, templates: TemplateList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._selected: tuple[int, ...] = ()
        self._order: tuple[int, ...] = ()
        self._sorting = False
        self.drop = FileDrop(self)
        self.model = TemplatesModel(templates, self)
        self.table = TemplatesTable(self.model, self)
        self.context_menu = QMenu(self)
        self.counted = QLabel()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.table)
        layout.addLayout(self._buttons)

        for widget in (self, self.table.viewport()):
            self.drop.install(widget)
        self._key(QKeySequence.StandardKey.Delete, self.remove_selected)
        self._key("Alt+Up", lambda: self._shift(-1))
        self._key("Alt+Down", lambda: self._shift(1))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_context_menu)
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.picture_activated.connect(
            lambda row: self.picture_asked.emit(self._templates.entries[row].key)
        )
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_model_reset)
        templates.added.connect(self._on_added)
        templates.restored.connect(self.select_keys)
        templates.entry_changed.connect(self._show_count)
        self.retranslate()
        self.retheme()

    @property
    def selected(self) -> tuple[TemplateEntry, ...]:
        """The entries that are selected, in the list's order."""
        chosen = set(self._selected)
        return tuple(entry for entry in self._templates.entries if entry.key in chosen)

    @property
    def selected_rows(self) -> list[int]:
        """Their rows."""
        chosen = set(self._selected)
        return [row for row, e in enumerate(self._templates.entries) if e.key in chosen]

    def set_actions(self, buttons: Sequence[Sequence[QAction]], menu: Iterable[QAction]) -> None:
        """Offer actions.

        Args:
            buttons: groups of actions below the table.
            menu: what a right click offers.
        """
        place = 0
        for group in buttons:
            if place:
                self._buttons.insertSpacing(place, 6)
                place += 1
            for action in group:
                button = QToolButton()
                button.setDefaultAction(action)
                button.setAutoRaise(True)
                button.setIconSize(QSize(20, 20))
                self._buttons.insertWidget(place, button)
                place += 1
        self.context_menu.addActions(list(menu))

    def select_keys(self, keys: Sequence[int]) -> None:
        """Select the entries with these keys, and show the first of them."""
        rows = [row for key in keys if (row := self._templates.row_of(key)) is not None]
        selection = QItemSelection()
        for first, last in _runs(rows):  # Qt is slow with many ranges
            selection.select(self.model.index(first, 0), self.model.index(last, 2))
        self.table.selectionModel().select(
            selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if rows:
            self.table.selectionModel().setCurrentIndex(
                self.model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self._scroll_to(keys)

    def _scroll_to(self, keys: Sequence[int]) -> None:
        """Bring as many of these entries into view as there is room for, the first in any case."""
        rows = [row for key in keys if (row := self._templates.row_of(key)) is not None]
        for row in (*rows[-1:], *rows[:1]):
            self.table.scrollTo(self.model.index(row, 0))

    def _on_added(self, keys: Sequence[int]) -> None:
        """Select what was cut or pasted; a whole list of selected rows would only shout."""
        if len(keys) == 1:
            self.select_keys(keys)
        else:
            self.table.selectionModel().clearSelection()
            self._scroll_to(keys)

    def remove_selected(self) -> None:
        """Take the selected templates out of the list."""
        rows = self.selected_rows
        if rows:
            removed = self._templates.remove(rows)
            if len(self._templates):  # the next Delete takes the next one
                row = min(rows[0], len(self._templates) - 1)
                self.table.setCurrentIndex(self.model.index(row, 0))
            self.removed.emit(removed)

    def rename_selected(self) -> None:
        """Begin to edit the name of the first that is selected."""
        rows = self.selected_rows
        if rows:
            index = self.model.index(rows[0], 0)
            self.table.setFocus()
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def retranslate(self) -> None:
        """Set every text again."""
        self.table.set_hint(
            self.tr(
                "Drop pictures here or onto the map, paste them, or cut them out of the map:"
                " photographs, old images, crops of maps."
            )
        )
        self.table.setAccessibleName(self.tr("Templates"))
        self.model.retranslate()
        self._show_count()

    def retheme(self) -> None:
        """Tint the icons."""
        self.model.retheme(self.palette())

    def _key(self, key: QKeySequence.StandardKey | str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    def _shift(self, step: int) -> None:
        """Move the selected rows up or down together."""
        rows = self.selected_rows
        if not rows or (step < 0 and rows[0] == 0):
            return
        self._templates.move(rows, rows[0] - 1 if step < 0 else rows[-1] + 2)

    def _on_sort_asked(self, column: int, descending: bool) -> None:
        self._sorting = True
        self._templates.sort(SORT_KEYS[column], descending=descending)
        self._sorting = False

    def _on_model_reset(self) -> None:
        """Rows came, went or moved: the same entries stay selected."""
        order = tuple(entry.key for entry in self._templates.entries)
        if not self._sorting and order != self._order:
            self.table.forget_sorting()
        self._order = order
        self.select_keys(self._selected)
        self._on_selection_changed()
        self._show_count()

    def _on_selection_changed(self, *_: object) -> None:
        entries = self._templates.entries
        rows = sorted(i.row() for i in self.table.selectionModel().selectedRows())
        selected = tuple(entries[row].key for row in rows)
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()

    def _on_context_menu(self, at: QPoint) -> None:
        if self.context_menu.actions():
            self.context_menu.popup(self.table.viewport().mapToGlobal(at))

    def _show_count(self, *_: object) -> None:
        entries = self._templates.entries
        checked = sum(entry.enabled for entry in entries)
        self.counted.setVisible(bool(entries))
        self.counted.setText(
            self.tr("{checked} of {all} checked").format(checked=checked, all=len(entries))
        )
        self.counted.setToolTip(self.tr("How many the next match looks for"))


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of rows that follow each other."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
