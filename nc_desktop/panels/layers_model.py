"""The layers as a Qt list: check marks, names, order by drag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette, QPixmap

from nc_desktop.model.layers import Layer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.panels.layer_icons import layer_icon
from nc_desktop.panels.layer_titles import layer_title, raster_facts, why_hidden
from nc_desktop.reasons import in_users_language

ACTIVE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-neurocorrelator-layer"
_ANY_INDEX = QModelIndex()
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_Index = QModelIndex | QPersistentModelIndex


class LayersModel(QAbstractListModel):
    """One row a layer, the topmost first."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._listed: list[Layer] = list(project.layers)
        self._thumbnails: dict[Layer, QPixmap] = {}
        layers = project.layers
        layers.inserted.connect(self._on_inserted)
        layers.removed.connect(self._on_removed)
        layers.moved.connect(self._on_moved)
        project.scene_changed.connect(self.refresh)
        for layer in self._listed:
            layer.changed.connect(self._on_changed)

    def layer(self, index: _Index) -> Layer | None:
        """The layer of a row."""
        inside = index.isValid() and index.row() < len(self._listed)
        return self._listed[index.row()] if inside else None

    def index_of(self, layer: Layer | None) -> QModelIndex:
        """The row of a layer."""
        return self.index(self._listed.index(layer)) if layer in self._listed else QModelIndex()

    def set_thumbnail(self, layer: Layer, thumbnail: QPixmap) -> None:
        """Show a picture of a scene in front of its name."""
        if layer in self._listed:
            self._thumbnails[layer] = thumbnail
            self._tell(layer)

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a layer."""
        return 0 if parent.isValid() else len(self._listed)

    def flags(self, index: Any) -> Qt.ItemFlag:
        """All can be checked, renamed and dragged; between them one can be dropped."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        own = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemIsUserCheckable
        return own | flag.ItemIsEditable | flag.ItemIsDragEnabled

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a row shows."""
        layer = self.layer(index)
        ask = self._answers().get(role)
        return None if layer is None or ask is None else ask(layer)

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a check mark or a name."""
        layer = self.layer(index)
        if layer is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            layer.restyle(visible=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole:
            name = str(value).strip()
            if name != layer_title(layer):
                layer.rename(name)
            return bool(name)
        return False

    def supportedDropActions(self) -> Qt.DropAction:
        """Layers are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Layers of this very list."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[Any]) -> QMimeData:
        """The dragged row."""
        data = QMimeData()
        data.setData(_MIME, QByteArray(f"{id(self)} {indexes[0].row()}".encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Any
    ) -> bool:
        """Put the dragged layer between two others; on top of one means above it."""
        if not data.hasFormat(_MIME) or action == Qt.DropAction.IgnoreAction:
            return False
        owner, source = (int(number) for number in bytes(data.data(_MIME).data()).split())
        if owner != id(self):  # another window of the program
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._listed)
        layer = self._listed[source]
        self._project.layers.move(layer, row - 1 if row > source else row)
        return False  # else the view would remove the row that it thinks it has copied

    def refresh(self) -> None:
        """Texts, fonts and icons of all may be other ones now."""
        if self._listed:
            self.dataChanged.emit(self.index(0), self.index(len(self._listed) - 1))

    def _answers(self) -> dict[int, Callable[[Layer], Any]]:
        roles = Qt.ItemDataRole
        return {
            roles.DisplayRole: layer_title,
            roles.EditRole: layer_title,
            roles.CheckStateRole: lambda layer: (
                Qt.CheckState.Checked if layer.visible else Qt.CheckState.Unchecked
            ),
            roles.DecorationRole: self._picture,
            roles.ToolTipRole: self._tip,
            roles.FontRole: self._font,
            roles.ForegroundRole: self._ink,
            ACTIVE_ROLE: lambda layer: layer is self._project.scene_layer,
        }

    def _picture(self, layer: Layer) -> QPixmap:
        return self._thumbnails.get(layer) or layer_icon(layer, QGuiApplication.palette())

    def _font(self, layer: Layer) -> QFont | None:
        font = QFont()
        font.setBold(layer is self._project.scene_layer)
        return font if font.bold() else None

    def _ink(self, layer: Layer) -> QBrush | None:
        if not why_hidden(layer, self._project):
            return None
        group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text
        return QGuiApplication.palette().brush(group, role)

    def _tip(self, layer: Layer) -> str:
        lines = [layer_title(layer)]
        if isinstance(layer, SceneLayer):
            notes = map(in_users_language, layer.raster.notes)
            lines += [str(layer.raster.path), raster_facts(layer.raster), *notes]
            if layer is self._project.scene_layer:
                lines.append(self.tr("This scene is searched."))
        if reason := why_hidden(layer, self._project):
            lines.append(reason)
        return "\n".join(lines)

    def _on_inserted(self, layer: Layer) -> None:
        row = self._project.layers.index(layer)
        self.beginInsertRows(QModelIndex(), row, row)
        self._listed.insert(row, layer)
        self.endInsertRows()
        layer.changed.connect(self._on_changed)

    def _on_removed(self, layer: Layer) -> None:
        row = self._listed.index(layer)
        self.beginRemoveRows(QModelIndex(), row, row)
        self._listed.pop(row)
        self.endRemoveRows()
        self._thumbnails.pop(layer, None)
        layer.changed.disconnect(self._on_changed)

    def _on_moved(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        layers = [self._listed[index.row()] for index in before]
        self._listed = list(self._project.layers)
        self.changePersistentIndexList(before, [self.index_of(layer) for layer in layers])
        self.layoutChanged.emit()

    def _on_changed(self) -> None:
        layer = self.sender()
        if isinstance(layer, Layer):
            self._tell(layer)

    def _tell(self, layer: Layer) -> None:
        index = self.index_of(layer)
        if index.isValid():
            self.dataChanged.emit(index, index)
