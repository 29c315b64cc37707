"""The panel of layers: what lies over what, and how the selected one is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QImage, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, Layer, MatchesLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.panels.area_style import AreaStylePanel
from nc_desktop.panels.layer_icons import ICON, thumbnail
from nc_desktop.panels.layer_list_view import LayerListView
from nc_desktop.panels.layers_model import LayersModel
from nc_desktop.panels.result_styles import HeatmapStylePanel, MatchesStylePanel
from nc_desktop.panels.scene_style import SceneStylePanel
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.session.layering import Layering
from nc_desktop.translated_widget import TranslatedWidget

_LIST_HEIGHTS = 92, 150  # at first: three layers, some more
_PROPERTIES_HEIGHT = 330  # of a scene, with its histogram


class LayersPanel(TranslatedWidget):
    """A list over the properties of the layer that is selected in it."""

    current_changed = Signal()
    """Another layer is selected, or none."""
    menu_requested = Signal(QPoint)
    """A right click in the list, in screen coordinates."""

    def __init__(self, project: Project, layering: Layering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._layering = project, layering
        self._shown: Layer | None = None
        self._active = project.scene_layer
        self._divided = False
        self._list_height: int | None = None  # that the user gave it
        self.drop = FileDrop(self)
        self.model = LayersModel(project, self)
        self.list = LayerListView()
        self.list.setModel(self.model)
        self.list.setIconSize(ICON)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self._opacity_label, self._opacity_value = QLabel(), QLabel()
        self._opacity_value.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self._opacity_value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.scene_style = SceneStylePanel(layering)
        self.heatmap_style = HeatmapStylePanel()
        self.matches_style = MatchesStylePanel()
        self.area_style = AreaStylePanel(layering)
        self._lay_out()
        self.drop.install(self.list.viewport())
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.opacity.valueChanged.connect(self._on_opacity)
        project.layers.inserted.connect(self._on_inserted)
        project.layers.removed.connect(self._on_removed)
        project.scene_changed.connect(self._on_scene)
        layering.thumbnail_read.connect(self._on_thumbnail)
        self.retranslate()
        self._show_current()

    @property
    def current(self) -> Layer | None:
        """The layer that is selected."""
        return self.model.layer(self.list.currentIndex())

    def select(self, layer: Layer) -> None:
        """Select a layer."""
        self.list.setCurrentIndex(self.model.index_of(layer))

    def rename(self) -> None:
        """Let the user type another name for the selected layer."""
        if self.list.currentIndex().isValid():
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())

    def shift(self, step: int) -> None:
        """Move the selected layer up (negative) or down."""
        layer, layers = self.current, self._project.layers
        if layer is not None:
            layers.move(layer, max(0, min(len(layers) - 1, layers.index(layer) + step)))
            self.list.scrollTo(self.list.currentIndex())

    def add_actions(self, actions: list[QAction]) -> None:
        """Keys that act while the list has the focus."""
        self.list.addActions(actions)

    def retranslate(self) -> None:
        """Set every text again."""
        self._opacity_label.setText(self.tr("Opacity"))
        self.opacity.setToolTip(self.tr("Lower it to see what lies below the layer"))
        self.opacity.setAccessibleName(self.tr("Opacity"))
        self.list.setAccessibleName(self.tr("Layers"))
        self.list.set_hint(
            self.tr("Scenes, heatmaps, matches and areas of interest will be listed here.")
        )
        self.list.set_mark_tip(self.tr("This scene is searched"))
        self.model.refresh()

    def retheme(self) -> None:
        """The icons have colours of the theme."""
        self.model.refresh()

    def _lay_out(self) -> None:
        opacity = QHBoxLayout()
        opacity.addWidget(self._opacity_label)
        opacity.addWidget(self.opacity, 1)
        opacity.addWidget(self._opacity_value)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 4, 6, 4)
        column.addLayout(opacity)
        self._styles = (self.scene_style, self.heatmap_style, self.matches_style, self.area_style)
        for style in self._styles:  # hidden ones take no room, as pages of a stack would
            column.addWidget(style)
        column.addStretch(1)
        splitter = self._splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        self._frame = scrolled(inner)
        splitter.addWidget(self._frame)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(splitter)
        self.setMinimumWidth(220)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def showEvent(self, event: QShowEvent) -> None:
        """At first the list has room for some layers, and the properties have the rest."""
        super().showEvent(event)
        if not self._divided and not self._frame.isHidden():
            self._divide()

    def _divide(self) -> None:
        """Give the list the height that it had, or one that leaves room for the properties."""
        self._divided = True
        least, most = _LIST_HEIGHTS
        height = max(least, min(most, self._splitter.height() - _PROPERTIES_HEIGHT))
        if self._list_height is not None:
            height = self._list_height
        self._splitter.setSizes([height, max(1, self._splitter.height() - height)])

    def _show_properties(self, *, shown: bool) -> None:
        """Where there is no layer, the list has all the room for its hint."""
        if shown != self._frame.isHidden():
            return
        if not shown and self._divided:
            self._list_height = self._splitter.sizes()[0]
        self._frame.setVisible(shown)
        self._divided = False
        if shown and self.isVisible():
            self._divide()

    @Slot()
    def _on_current(self, *_: object) -> None:
        self._show_current()
        self.current_changed.emit()

    def _show_current(self) -> None:
        layer = self.current
        if self._shown is not None:
            self._shown.changed.disconnect(self._show_opacity)
        self._shown = layer
        if layer is not None:
            layer.changed.connect(self._show_opacity)
        self.scene_style.set_layer(layer if isinstance(layer, SceneLayer) else None)
        self.heatmap_style.set_layer(layer if isinstance(layer, HeatmapLayer) else None)
        self.matches_style.set_layer(layer if isinstance(layer, MatchesLayer) else None)
        self.area_style.set_layer(layer if isinstance(layer, AreaLayer) else None)
        kinds = (SceneLayer, HeatmapLayer, MatchesLayer, AreaLayer)
        for style, kind in zip(self._styles, kinds, strict=True):
            style.setVisible(isinstance(layer, kind))
        self._show_properties(shown=layer is not None)
        self._show_opacity()

    @Slot()
    def _show_opacity(self) -> None:
        layer = self.current
        if layer is not None:
            percent = round(layer.opacity * 100)
            self.opacity.blockSignals(True)
            self.opacity.setValue(percent)
            self.opacity.blockSignals(False)
            self._opacity_value.setText(f"{percent} %")

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        if self.current is not None:
            self.current.restyle(opacity=percent / 100)

    @Slot(object)
    def _on_inserted(self, layer: Layer) -> None:
        if isinstance(layer, SceneLayer):
            self._layering.picture(layer)
            layer.raster_changed.connect(self._on_raster_changed)
        # a new area is what the user deals with now; results are looked at on the map
        if self.current is None or isinstance(layer, AreaLayer):
            self.select(layer)

    @Slot()
    def _on_scene(self) -> None:
        active = self._project.scene_layer
        if active is not self._active and active is not None:
            self.select(active)
        self._active = active

    @Slot(object)
    def _on_removed(self, layer: Layer) -> None:
        if isinstance(layer, SceneLayer):
            layer.raster_changed.disconnect(self._on_raster_changed)
        self._on_current()

    @Slot()
    def _on_raster_changed(self) -> None:
        layer = self.sender()
        if isinstance(layer, SceneLayer):
            self._layering.picture(layer)
            self.model.refresh()

    @Slot(object, object)
    def _on_thumbnail(self, layer: SceneLayer, image: nc.Image) -> None:
        rgba = np.dstack([image.rgb, image.mask.astype(np.uint8) * 255])
        picture = QImage(
            np.ascontiguousarray(rgba).data,
            image.width,
            image.height,
            4 * image.width,
            QImage.Format.Format_RGBA8888,
        )
        self.model.set_thumbnail(layer, thumbnail(picture.copy()))

    @Slot(QPoint)
    def _on_menu(self, position: QPoint) -> None:
        index = self.list.indexAt(position)
        if index.isValid():
            self.list.setCurrentIndex(index)
        self.menu_requested.emit(self.list.viewport().mapToGlobal(position))
