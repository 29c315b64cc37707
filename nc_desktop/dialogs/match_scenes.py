"""In which scenes shall the templates be looked for?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.layer_titles import raster_facts
from nc_desktop.session.session import Session


class MatchScenesDialog(TranslatedDialog):
    """A list of the open scenes, each with a check mark. Stays open beside the work."""

    submitted = Signal()
    """The matches are in the queue."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._project = session, session.project
        self._unchecked: set[SceneLayer] = set()
        self._explanation, self._facts = QLabel(), QLabel()
        for label in (self._explanation, self._facts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setSpacing(1)
        self.all, self.visible, self.none = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button in (self.all, self.visible, self.none):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons = QDialogButtonBox()
        self.add, self.close_button = QPushButton(), QPushButton()
        self.buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.add.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._explanation)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._facts)
        layout.addWidget(self.buttons)
        self.all.clicked.connect(lambda: self._check(lambda _layer: True))
        self.visible.clicked.connect(lambda: self._check(lambda layer: layer.visible))
        self.none.clicked.connect(lambda: self._check(lambda _layer: False))
        self.list.itemChanged.connect(self._on_item)
        self.buttons.accepted.connect(self._on_add)
        self.buttons.rejected.connect(self.reject)
        project = self._project
        for signal in (
            project.layers.inserted,
            project.layers.removed,
            project.layers.moved,
            project.options_changed,
            project.scene_changed,
            project.templates.reset,
            project.templates.entry_changed,
        ):
            signal.connect(self._fill)
        self.resize(560, 420)
        self.retranslate()

    @property
    def chosen(self) -> tuple[SceneLayer, ...]:
        """The scenes that are checked, in their order in the layers."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsEnabled
            and item.checkState() == Qt.CheckState.Checked
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Match in several scenes"))
        self._explanation.setText(
            self.tr(
                "Each checked scene becomes a match in the queue, with the templates that are"
                " checked in the list and the settings of the panel Search as they are now."
            )
        )
        self.all.setText(self.tr("All"))
        self.visible.setText(self.tr("Visible"))
        self.visible.setToolTip(self.tr("Check the scenes that are checked in the panel Layers"))
        self.none.setText(self.tr("None"))
        self.add.setText(self.tr("Add to the queue"))
        self.close_button.setText(self.tr("Close"))
        self._fill()

    def _check(self, wanted: Callable[[SceneLayer], bool]) -> None:
        scenes = self._project.layers.of_kind(SceneLayer)
        self._unchecked = {layer for layer in scenes if not wanted(layer)}
        self._fill()

    @Slot()
    def _fill(self, *_: object) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for layer in self._project.layers.of_kind(SceneLayer):
            problem = self._session.matching.why_not_in(layer)
            item = QListWidgetItem(f"{layer.name}\n{problem or raster_facts(layer.raster)}")
            item.setData(Qt.ItemDataRole.UserRole, layer)
            item.setToolTip(str(layer.raster.path))
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags if problem else flags | Qt.ItemFlag.ItemIsEnabled)
            checked = layer not in self._unchecked and not problem
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._refresh()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        layer = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self._unchecked.discard(layer)
        else:
            self._unchecked.add(layer)
        self._refresh()

    def _refresh(self) -> None:
        templates, scenes = len(self._project.templates.enabled), len(self.chosen)
        if not templates:
            text = self.tr("Check at least one template in the list.")
        else:
            text = self.tr("{templates} in {scenes}, {where}.").format(
                templates=self.tr("%n template(s)", "", templates),
                scenes=self.tr("%n scene(s)", "", scenes),
                where=self._where(),
            )
        self._facts.setText(text)
        self.add.setEnabled(bool(templates and scenes))

    def _where(self) -> str:
        scope = self._project.scope
        if scope.kind == "view":
            return self.tr("where the map shows them now")
        if scope.kind == "area" and scope.area is not None:
            return self.tr("within {area}").format(area=scope.area.name)
        return self.tr("each searched as a whole")

    @Slot()
    def _on_add(self) -> None:
        chosen = self.chosen
        self._session.matching.match_in(chosen)
        if self._session.matching.running:
            self.submitted.emit()
            self.accept()
