"""Where to search: the scene, what the map shows, or an area."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from nc_desktop.model.layers import AreaLayer, Layer
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import SearchScope
from nc_desktop.translated_widget import TranslatedWidget

_FIXED = 2  # items that are always there


class ScopeChoice(TranslatedWidget):
    """A list with the whole scene, the view and each area, and the buttons that draw an area."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._areas: list[AreaLayer] = []
        self.list = QComboBox()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setMinimumContentsLength(12)
        self.list.setMinimumWidth(56)  # as narrow as the settings below it
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.activated.connect(self._on_chosen)
        project.layers.inserted.connect(self._on_layers)
        project.layers.removed.connect(self._on_layers)
        project.layers.moved.connect(self._fill)
        project.options_changed.connect(self._show)
        self.retranslate()

    def add_actions(self, actions: tuple[QAction, ...]) -> None:
        """Put a button for each behind the list: those that draw an area."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            self._layout.addWidget(button)

    def retranslate(self) -> None:
        """Set every text again."""
        self._fill()
        tip = self.tr(
            "The part of the scene in which matches may lie. What the map shows is taken when the"
            " match starts."
        )
        self.list.setToolTip(tip)
        self.list.setAccessibleName(self.tr("Search in"))

    @Slot(object)
    def _on_layers(self, layer: Layer) -> None:
        if isinstance(layer, AreaLayer):
            self._fill()

    @Slot()
    def _fill(self) -> None:
        for area in self._areas:
            area.changed.disconnect(self._fill)
        self._areas = self._project.layers.of_kind(AreaLayer)
        for area in self._areas:
            area.changed.connect(self._fill)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItem(self.tr("Whole scene"))
            self.list.addItem(self.tr("What the map shows"))
            for area in self._areas:
                self.list.addItem(area.name)
        self._show()

    @Slot()
    def _show(self) -> None:
        scope = self._project.scope
        if scope.kind == "area" and scope.area in self._areas:
            index = _FIXED + self._areas.index(scope.area)
        else:
            index = 1 if scope.kind == "view" else 0
        with QSignalBlocker(self.list):
            self.list.setCurrentIndex(index)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        if index >= _FIXED:
            self._project.set_scope(SearchScope("area", self._areas[index - _FIXED]))
        else:
            self._project.set_scope(SearchScope("view" if index == 1 else "scene"))
