"""The table of a result as a Qt table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QPixmap

from nc_desktop.model.project import Project

if TYPE_CHECKING:
    import pandas as pd  # takes long to load, and there is no table before a match

SORT_ROLE: Final = Qt.ItemDataRole.UserRole
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_ANY_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the library's table, digits after the point, None for text."""

    name: str
    digits: int | None


_COMMON = (
    Column("rank", 0),
    Column("template", None),
    Column("score", 3),
    Column("confidence", 2),
    Column("inliers", 0),
    Column("rotation_deg", 1),
    Column("scale", 3),
)
_MAYBE = ("confidence", "inliers")  # shown only where the library could say something


class ResultsModel(QAbstractTableModel):
    """One row a match, in the order of `MatchResult.matches`; a proxy sorts."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._table: pd.DataFrame | None = None
        self._columns: tuple[Column, ...] = ()
        project.result_changed.connect(self._on_result)
        self._on_result()

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a match."""
        return 0 if parent.isValid() or self._table is None else len(self._table)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """Those columns that hold something."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[self._columns[section].name]
        return None

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows, in the numbers of the user's locale; `SORT_ROLE` is the bare value."""
        column = self._columns[index.column()]
        if self._table is None:
            return None
        cells = self._table[column.name]
        value: Any = cells.iat[index.row()]
        known = bool(cells.notna().iat[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(value, column) if known else "–"
        if role == SORT_ROLE:
            return _sortable(value, column) if known else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.digits is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and column.name == "template":
            pixmap = QPixmap(10, 10)
            pixmap.fill(QColor(self._project.templates.colour_of(str(value))))
            return pixmap
        return None

    def retranslate(self) -> None:
        """Titles are in another language and numbers in another notation now."""
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def _on_result(self) -> None:
        self.beginResetModel()
        result = self._project.result
        self._table = result.table if result is not None else None
        self._columns = _choose_columns(self._project) if result is not None else ()
        self.endResetModel()

    def _titles(self) -> dict[str, str]:
        return {
            "rank": self.tr("Rank"),
            "template": self.tr("Template"),
            "score": self.tr("Score"),
            "confidence": self.tr("Confidence"),
            "inliers": self.tr("Inliers"),
            "rotation_deg": self.tr("Rotation, °"),
            "scale": self.tr("Scale"),
            "x": self.tr("X"),
            "y": self.tr("Y"),
            "lat": self.tr("Latitude"),
            "lon": self.tr("Longitude"),
            "col": self.tr("Column"),
            "row": self.tr("Row"),
        }


def _choose_columns(project: Project) -> tuple[Column, ...]:
    result = project.result
    if result is None:
        return ()
    table, georeference = result.table, result.scene.georeference
    columns = [c for c in _COMMON if c.name not in _MAYBE or table[c.name].notna().any()]
    if georeference.crs is not None:
        digits = 7 if georeference.crs.is_geographic else 2
        columns += [Column("x", digits), Column("y", digits), Column("lat", 7), Column("lon", 7)]
    return (*columns, Column("col", 1), Column("row", 1))


def _shown(value: Any, column: Column) -> str:
    if column.digits is None:
        return str(value)
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", column.digits)


def _sortable(value: Any, column: Column) -> object:
    convert: Callable[[Any], object] = str if column.digits is None else float
    return convert(value)
