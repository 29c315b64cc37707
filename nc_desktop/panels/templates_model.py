"""The list of templates as a Qt table."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

import neurocorrelator as nc
from nc_desktop.model.templates import TemplateEntry, TemplateList

NAME, GSD, HEADING = range(3)
THUMBNAIL = QSize(60, 40)

_ANY_INDEX = QModelIndex()
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole


class TemplatesModel(QAbstractTableModel):
    """Columns: picture and name with a check box, GSD, heading. The last two can be edited."""

    rejected = Signal(str)
    """Why what was typed cannot be taken."""
    accepted = Signal()
    """What was typed was taken."""

    def __init__(self, templates: TemplateList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._thumbnails: dict[int, QPixmap] = {}
        templates.reset.connect(self._on_reset)
        templates.entry_changed.connect(self._on_entry_changed)

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a template."""
        return 0 if parent.isValid() else len(self._templates)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """Name, GSD, heading."""
        return 0 if parent.isValid() else 3

    def flags(self, index: Any) -> Qt.ItemFlag:
        """The check box stands in the first column; the others can be edited."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == NAME:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Template"), self.tr("GSD, m/px"), self.tr("Heading, °"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("Picture to look for; unchecked ones are left out"),
                self.tr("Ground sample distance: metres on the ground per pixel. Empty: unknown"),
                self.tr("True bearing of the picture's upper edge, clockwise. Empty: unknown"),
            )[section]
        return None

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        entry = self._templates.entries[index.row()]
        if index.column() == NAME:
            return self._name_data(entry, role)
        template = entry.template
        if role == Qt.ItemDataRole.ToolTipRole:
            known = template.known_from
            return self._source(known.gsd if index.column() == GSD else known.heading)
        value = template.gsd_m if index.column() == GSD else template.heading_deg
        return self._number_data(value, index.column(), role)

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a check mark, or a number that was typed; empty is unknown."""
        row = index.row()
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            self._templates.set_enabled(row, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or index.column() == NAME:
            return False
        try:
            number = parse_number(str(value))
            if index.column() == GSD:
                self._templates.set_gsd(row, number)
            else:
                self._templates.set_heading(row, number)
        except ValueError:
            text = self.tr("“{text}” is not a number. Leave the field empty if it is unknown.")
            self.rejected.emit(text.format(text=value))
            return False
        except nc.TemplateError:
            self.rejected.emit(self.tr("The GSD must be above 0. Leave it empty if it is unknown."))
            return False
        self.accepted.emit()
        return True

    def retranslate(self) -> None:
        """Titles and texts are in another language now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 2))

    def _name_data(self, entry: TemplateEntry, role: int) -> Any:
        template = entry.template
        if role == Qt.ItemDataRole.DisplayRole:
            return template.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if entry.enabled else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            size = self.tr("{width} × {height} px").format(
                width=template.width, height=template.height
            )
            return "\n".join((str(template.path or template.name), size, *template.notes))
        return None

    def _source(self, source: str | None) -> str | None:
        """Where a number comes from; what was typed needs no words."""
        if source == "EXIF":
            return self.tr("From the camera's EXIF and XMP. Type another value to replace it")
        if source == "georeference":
            return self.tr("From the file's georeference. Type another value to replace it")
        return None

    def _number_data(self, value: float | None, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return "" if value is None else _shown(value, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("unknown") if value is None else _shown(value, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and value is None:
            font = QFont()
            font.setItalic(True)
            return font
        return None

    def _thumbnail(self, entry: TemplateEntry) -> QPixmap:
        pixmap = self._thumbnails.get(entry.key)
        if pixmap is None:
            pixmap = self._thumbnails[entry.key] = _thumbnail(entry.template, entry.colour)
        return pixmap

    def _on_reset(self) -> None:
        self.beginResetModel()
        keys = {entry.key for entry in self._templates.entries}
        self._thumbnails = {k: v for k, v in self._thumbnails.items() if k in keys}
        self.endResetModel()

    def _on_entry_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, 2))


def parse_number(text: str) -> float | None:
    """A number with a decimal point or comma; None for an empty text.

    Raises:
        ValueError: it is not a finite number.
    """
    cleaned = text.strip().replace("\u00a0", "").replace(",", ".").removesuffix("°").strip()
    if not cleaned:
        return None
    number = float(cleaned)
    if not np.isfinite(number):
        raise ValueError("not finite")
    return number


def _shown(value: float, column: int) -> str:
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(value, "g", 4) if column == GSD else locale.toString(value, "f", 1)


def _thumbnail(template: nc.Template, colour: str) -> QPixmap:
    step = max(
        1, min(template.width // THUMBNAIL.width(), template.height // THUMBNAIL.height()) // 2
    )
    rgb = np.ascontiguousarray(template.rgb[::step, ::step])
    image = QImage(
        rgb.data, rgb.shape[1], rgb.shape[0], rgb.strides[0], QImage.Format.Format_RGB888
    )
    room = QSize(THUMBNAIL.width() - 8, THUMBNAIL.height())
    scaled = image.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixmap = QPixmap(THUMBNAIL)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(0, 0, 5, THUMBNAIL.height(), QColor(colour))
    left = 8 + (room.width() - scaled.width()) // 2
    painter.drawImage(left, (room.height() - scaled.height()) // 2, scaled)
    painter.end()
    return pixmap
