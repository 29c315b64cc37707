"""The list of templates as a Qt table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon, QPalette, QPixmap

import neurocorrelator as nc
from nc_desktop.icons import tinted_pixmap
from nc_desktop.model.templates import SortKey, TemplateEntry, TemplateList
from nc_desktop.panels.thumbnails import THUMBNAIL, thumbnail
from nc_desktop.reasons import in_users_language

NAME, GSD, HEADING = range(3)
SORT_KEYS: Final[dict[int, SortKey]] = {NAME: "name", GSD: "gsd", HEADING: "heading"}
ROWS_FORMAT = "application/x-neurocorrelator-template-rows"

_SOURCE_PX = 14  # a side; in units of a screen of usual density
_ANY_INDEX = QModelIndex()
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_SOURCE_ICONS = {"EXIF": "source-exif", "georeference": "source-ground", "told": "source-told"}


class TemplatesModel(QAbstractTableModel):
    """Columns: picture and name with a check box, GSD, heading. All can be edited."""

    rejected = Signal(str)
    """Why what was typed cannot be taken."""
    accepted = Signal()
    """What was typed was taken."""

    def __init__(self, templates: TemplateList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._thumbnails: dict[int, QPixmap] = {}
        self._icons: dict[str, QIcon] = {}
        templates.reset.connect(self._on_reset)
        templates.entry_changed.connect(self._on_entry_changed)

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a template."""
        return 0 if parent.isValid() else len(self._templates)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """Name, GSD, heading."""
        return 0 if parent.isValid() else 3

    def flags(self, index: Any) -> Qt.ItemFlag:
        """The check box stands in the first column; rows are dropped between rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Template"), self.tr("GSD, m/px"), self.tr("Heading, °"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = (
                self.tr("Picture to look for; unchecked ones are left out"),
                self.tr("Ground sample distance: metres on the ground per pixel. Empty: unknown"),
                self.tr("True bearing of the picture's upper edge, clockwise. Empty: unknown"),
            )[section]
            return tip + "\n" + self.tr("A click sorts the list")
        return None

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        entry = self._templates.entry(index.row())
        if index.column() == NAME:
            return self._name_data(entry, role)
        template = entry.template
        known = template.known_from
        source = known.gsd if index.column() == GSD else known.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._source(source)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(_SOURCE_ICONS.get(source or "", ""))
        value = template.gsd_m if index.column() == GSD else template.heading_deg
        return self._number_data(value, index.column(), role)

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a check mark, a name, or a number that was typed; empty is unknown."""
        row = index.row()
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            self._templates.set_enabled(row, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or str(value) == index.data(role):
            return False  # nothing was typed: the value stays EXIF's, with all its digits
        if index.column() == NAME:
            self._templates.rename(row, str(value))
            return True
        return self._take_number(row, index.column(), str(value))

    def supportedDragActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Rows of this very list."""
        return [ROWS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The rows that are dragged, by the keys of their entries."""
        entries = self._templates.entries
        rows = sorted({index.row() for index in indexes})
        mime = QMimeData()
        mime.setData(ROWS_FORMAT, " ".join(str(entries[row].key) for row in rows).encode())
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Any
    ) -> bool:
        """Put dragged rows elsewhere.

        Returns:
            False: the view must not take the rows away, as they have moved already.
        """
        if data.hasFormat(ROWS_FORMAT):
            keys = [int(key) for key in bytes(data.data(ROWS_FORMAT).data()).split()]
            rows = [self._templates.row_of(key) for key in keys]
            target = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
            self._templates.move([r for r in rows if r is not None], target)
        return False

    def retranslate(self) -> None:
        """Titles and texts are in another language now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        self._refresh()

    def retheme(self, palette: QPalette) -> None:
        """Tint the icons."""
        roles = QPalette.ColorRole
        colours = {
            QIcon.Mode.Normal: palette.color(roles.PlaceholderText),
            QIcon.Mode.Selected: palette.color(roles.HighlightedText),
        }
        for name in _SOURCE_ICONS.values():
            self._icons[name] = icon = QIcon()
            for mode, colour in colours.items():
                for ratio in (1, 2):  # screens of usual and of double density
                    pixmap = QPixmap(tinted_pixmap(name, colour, ratio * _SOURCE_PX))
                    pixmap.setDevicePixelRatio(ratio)
                    icon.addPixmap(pixmap, mode)
        self._refresh()

    def _refresh(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 2))

    def _take_number(self, row: int, column: int, text: str) -> bool:
        take = self._templates.set_gsd if column == GSD else self._templates.set_heading
        try:
            take(row, parse_number(text))
        except ValueError:
            reason = self.tr("“{text}” is not a number. Leave the field empty if it is unknown.")
            self.rejected.emit(reason.format(text=text))
            return False
        except nc.TemplateError:
            self.rejected.emit(self.tr("The GSD must be above 0. Leave it empty if it is unknown."))
            return False
        self.accepted.emit()
        return True

    def _name_data(self, entry: TemplateEntry, role: int) -> Any:
        template = entry.template
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return template.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if entry.enabled else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._facts(entry))
        return None

    def _facts(self, entry: TemplateEntry) -> list[str]:
        template = entry.template
        size = self.tr("{width} × {height} px").format(width=template.width, height=template.height)
        facts = [str(template.path or template.name), size]
        if template.position is not None:
            place = nc.dms(*template.position)
            if template.known_from.position == "EXIF":
                facts.append(self.tr("Camera at {place} (EXIF)").format(place=place))
            else:
                facts.append(self.tr("Centre at {place}").format(place=place))
        return [*facts, *map(in_users_language, template.notes)]

    def _source(self, source: str | None) -> str | None:
        """Where a number comes from."""
        if source == "EXIF":
            return self.tr("From the camera's EXIF and XMP. Type another value to replace it")
        if source == "georeference":
            return self.tr("From the file's georeference. Type another value to replace it")
        if source == "told":
            return self.tr("Typed")
        return None

    def _number_data(self, value: float | None, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return "" if value is None else shown_number(value, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("unknown") if value is None else shown_number(value, column)
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
            pixmap = self._thumbnails[entry.key] = thumbnail(
                entry.template, entry.colour, THUMBNAIL
            )
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


def shown_number(value: float, column: int) -> str:
    """A GSD or heading as the table shows it, in the numbers of the language in force."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    number = float(value)  # Qt takes no whole number here
    return locale.toString(number, "g", 4) if column == GSD else locale.toString(number, "f", 1)
