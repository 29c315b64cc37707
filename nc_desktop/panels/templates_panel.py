"""The panel of templates: what to look for, and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.icons import themed_icon
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.model.templates import TemplateList
from nc_desktop.panels.hinted_table import HintedTable
from nc_desktop.panels.templates_model import GSD, HEADING, NAME, THUMBNAIL, TemplatesModel
from nc_desktop.panels.translated_widget import TranslatedWidget


class TemplatesPanel(TranslatedWidget):
    """A table of templates with buttons to add and remove; accepts dropped pictures."""

    add_requested = Signal()

    def __init__(self, templates: TemplateList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self.drop = FileDrop(self)
        self.model = TemplatesModel(templates, self)
        self.table = HintedTable(self)
        self.table.setModel(self.model)
        self.table.setIconSize(THUMBNAIL)
        self.table.verticalHeader().setDefaultSectionSize(THUMBNAIL.height() + 6)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (GSD, HEADING):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._add = QPushButton()
        self._remove = QPushButton()
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.table)
        layout.addLayout(buttons)

        for widget in (self, self.table.viewport()):
            self.drop.install(widget)
        self._add.clicked.connect(self.add_requested)
        self._remove.clicked.connect(self.remove_selected)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_selected)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_selection_changed)
        self._on_selection_changed()
        self.retranslate()
        self.retheme()

    def remove_selected(self) -> None:
        """Take the selected templates out of the list."""
        self._templates.remove({i.row() for i in self.table.selectionModel().selectedRows()})

    def retranslate(self) -> None:
        """Set every text again."""
        self._add.setText(self.tr("Add…"))
        self._add.setToolTip(self.tr("Add pictures to look for"))
        self._remove.setText(self.tr("Remove"))
        self._remove.setToolTip(self.tr("Take the selected templates out of the list (Delete)"))
        self.table.set_hint(
            self.tr("Drop pictures here or onto the map: photographs, old images, crops of maps.")
        )
        self.model.retranslate()

    def retheme(self) -> None:
        """Tint the icons."""
        self._add.setIcon(themed_icon("add", self.palette()))
        self._remove.setIcon(themed_icon("remove", self.palette()))

    def _on_selection_changed(self, *_: object) -> None:
        self._remove.setEnabled(self.table.selectionModel().hasSelection())
