"""The matches that are shown as a Qt table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.decision_texts import DecisionTexts
from nc_desktop.map.decision_marks import decision_icon
from nc_desktop.map.template_looks import TemplateLook, looks_of
from nc_desktop.model.judgement import DECISIONS, Decision
from nc_desktop.model.match_columns import ORIGINS, VERDICTS, MatchColumns
from nc_desktop.model.project import Project
from nc_desktop.percent import percent_text

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_ANY_INDEX = QModelIndex()
_SWATCH_PX = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in `MatchColumns`, digits after the point, None for text."""

    name: str
    digits: int | None


_COMMON = (
    Column("rank", 0),
    Column("template", None),
    Column("decision", None),
    Column("verdict", None),
    Column("confidence", 0),
    Column("inliers", 0),
    Column("score", 3),
    Column("rotation_deg", 1),
    Column("scale", 3),
    Column("origin", None),
    Column("comment", None),
)
_MAYBE = ("confidence", "inliers", "verdict", "origin")  # shown only where they tell something
_OF_THE_SEARCH = ("confidence", "inliers", "score")


class ResultsModel(QAbstractTableModel):
    """One row a match of the current findings that passes their filter.

    It sorts and filters by itself: a proxy of Qt would ask Python for every value that it compares,
    seconds for thousands of matches. A row is an index into `order`; that is `MatchResult.matches`'
    own order until a column is sorted by.
    """

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._values: MatchColumns | None = None
        self._columns: tuple[Column, ...] = ()
        self._order: NDArray[np.intp] = np.zeros(0, np.intp)
        self._rows: NDArray[np.intp] = np.zeros(0, np.intp)  # of each match; -1 if not shown
        self._sorted_by: tuple[str, bool] | None = None
        self._locale = _locale()
        self._swatches: dict[str, QPixmap] = {}
        self._answers = AnswerTexts(self)
        self._decisions = DecisionTexts(self)
        project.result_changed.connect(self._on_result)
        project.scene_changed.connect(self._on_result)
        project.filter_changed.connect(self._on_filter)
        project.judged.connect(self._on_judged)
        project.templates.reset.connect(self._on_colours)
        project.templates.entry_changed.connect(self._on_colours)
        self._on_result()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that hold something."""
        return self._columns

    @property
    def matches(self) -> tuple[int, ...]:
        """Indices of the matches, from the first row to the last."""
        return tuple(self._order.tolist())

    def match_at(self, row: int) -> int:
        """Index of the match in a row."""
        return int(self._order[row])

    def row_of(self, match: int) -> int | None:
        """Row of a match; None if it is not shown."""
        row = int(self._rows[match]) if match < len(self._rows) else -1
        return row if row >= 0 else None

    def rows_of(self, matches: Iterable[int]) -> list[int]:
        """Rows of those of some matches that are shown, from the first row to the last."""
        wanted = np.fromiter(matches, np.intp)
        rows = self._rows[wanted[wanted < len(self._rows)]]
        return sorted(rows[rows >= 0].tolist())

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a match."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """Those columns that hold something."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return self.title(column.name)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.digits is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows, in the numbers of the user's locale."""
        column = self._columns[index.column()]
        if self._values is None:
            return None
        if role == _DISPLAY:
            return self._text(self.match_at(index.row()), column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.digits is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        match = self.match_at(index.row())
        if role == Qt.ItemDataRole.DecorationRole:
            return self._mark(match, column)
        if role == Qt.ItemDataRole.EditRole and column.name == "comment":
            return self._text(match, column)
        return self._tip(match, column) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Any) -> Qt.ItemFlag:
        """A comment can be edited."""
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].name == "comment":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a comment that was typed."""
        findings = self._project.findings
        if findings is None or role != Qt.ItemDataRole.EditRole:
            return False
        findings.judge([self.match_at(index.row())], comment=" ".join(str(value).split()))
        return True

    def column_of(self, name: str) -> int | None:
        """Number of a column; None if it is not there."""
        return next((i for i, each in enumerate(self._columns) if each.name == name), None)

    def following(self, match: int | None) -> list[int]:
        """Matches that are shown, in the order of the table from the one after a match on.

        Args:
            match: that may be hidden: where it would be counts. None for all from the first on.
        """
        findings, values = self._project.findings, self._values
        if findings is None or values is None:
            return []
        order = self._sorted_all(values).tolist()
        if match is not None and match in order:
            place = order.index(match) + 1
            order = [*order[place:], *order[:place]]
        return [index for index in order if self._rows[index] >= 0]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or as the result is for -1."""
        descending = order == Qt.SortOrder.DescendingOrder
        if 0 <= column < len(self._columns):
            self._sorted_by = self._columns[column].name, descending
        else:
            self._sorted_by = None
        self._rearrange()

    def title(self, name: str) -> str:
        """What a column is called."""
        titles: dict[str, Callable[[], str]] = {
            "rank": lambda: self.tr("Rank"),
            "template": lambda: self.tr("Template"),
            "score": lambda: self.tr("Score"),
            "confidence": lambda: self.tr("Confidence"),
            "inliers": lambda: self.tr("Inliers"),
            "decision": lambda: self.tr("Decision"),
            "comment": lambda: self.tr("Comment"),
            "verdict": lambda: self.tr("Verdict"),
            "rotation_deg": lambda: self.tr("Rotation, °"),
            "scale": lambda: self.tr("Scale"),
            "origin": lambda: self.tr("Placed"),
            "x": lambda: self.tr("X"),
            "y": lambda: self.tr("Y"),
            "lat": lambda: self.tr("Latitude"),
            "lon": lambda: self.tr("Longitude"),
            "col": lambda: self.tr("Column"),
            "row": lambda: self.tr("Row"),
        }
        return titles[name]()

    def condition_names(self) -> dict[str, str]:
        """Names that a filter may call columns by, in lower case, and the columns."""
        named: dict[str, str] = {}
        for column in self._columns:
            if column.digits is not None:
                named[column.name.removesuffix("_deg")] = column.name
                named[self.title(column.name).split(",")[0].casefold()] = column.name
        return named

    def retranslate(self) -> None:
        """Titles are in another language and numbers in another notation now."""
        self._locale = _locale()
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def _text(self, match: int, column: Column) -> str:
        values = self._values
        assert values is not None  # noqa: S101 - there are columns
        if column.name in ("template", "comment"):
            name = str(values.names[int(values.template[match])])
            return name if column.name == "template" else values.comments[match]
        value = float(values.numbers[column.name][match])
        if math.isnan(value) or (column.name == "decision" and not self._decision(match)):
            return "–"
        if column.name in ("decision", "verdict", "origin"):
            return self._word(match, column.name, int(value))
        if column.name == "confidence":
            text = percent_text(value, self._locale)
            return f"{text} *" if self._is_corrected(match) else text
        if column.name == "rotation_deg":
            value = round(value, 1) % 360  # 359.97 is 0.0, not 360.0
        return str(self._locale.toString(value, "f", column.digits or 0))

    def _word(self, match: int, column: str, value: int) -> str:
        if column == "decision":
            return self._decisions.of(self._decision(match))
        if column == "verdict":
            return self._answers.verdict(VERDICTS[value])
        hand = ORIGINS[value] == "hand"
        return self.tr("by hand") if hand else self.tr("corrected by hand")

    def _tip(self, match: int, column: Column) -> str | None:
        findings, values = self._project.findings, self._values
        if column.name in ("template", "comment"):
            return self._text(match, column) or None
        if column.name == "verdict" and findings is not None and values is not None:
            name = values.names[int(values.template[match])]
            answer = findings.result.answers.get(name)
            return f"{name}: {self._answers.of(answer)}" if answer is not None else None
        if column.name in _OF_THE_SEARCH and values is not None and self._is_corrected(match):
            return self.tr("Of the place that was found; the match was corrected by hand since")
        return None

    def _is_corrected(self, match: int) -> bool:
        values = self._values
        return values is not None and values.numbers["origin"][match] == ORIGINS.index("corrected")

    def _mark(self, match: int, column: Column) -> QPixmap | QIcon | None:
        if column.name == "template":
            return self._swatch(self._text(match, column))
        decision = self._decision(match) if column.name == "decision" else ""
        return decision_icon(decision) if decision else None

    def _decision(self, match: int) -> Decision:
        values = self._values
        assert values is not None  # noqa: S101 - there are columns
        return DECISIONS[int(values.numbers["decision"][match])]

    def _swatch(self, name: str) -> QPixmap:
        if name not in self._swatches:
            findings = self._project.findings
            names = [t.name for t in findings.result.templates] if findings is not None else []
            colour_of = self._project.templates.colour_of
            looks = looks_of(names, colour_of)
            look = looks[names.index(name)] if name in names else TemplateLook(colour_of(name))
            self._swatches[name] = _draw_swatch(look)
        return self._swatches[name]

    def _on_result(self) -> None:
        findings = self._project.findings
        values = findings.columns if findings is not None else None
        if values is self._values and values is not None:
            return
        self.beginResetModel()
        self._values, self._swatches = values, {}
        self._columns = _choose_columns(self._project, values) if values is not None else ()
        self._arrange()
        self.endResetModel()

    def _on_filter(self) -> None:
        self._rearrange()

    @Slot()
    def _on_judged(self) -> None:
        """Show what is said now; rows change their places once the event is dealt with."""
        findings = self._project.findings
        if findings is None or self._values is None:
            return
        values = findings.columns
        if (
            len(values) != len(self._values)
            or _choose_columns(self._project, values) != self._columns
        ):
            self._on_result()
            return
        self._values = values
        if self.rowCount():
            last = len(self._columns) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))
        if self._sorted_by is not None and self._sorted_by[0] in ("decision", "comment"):
            QTimer.singleShot(0, self, self._rearrange)  # an editor may still be open

    def _on_colours(self, *_: object) -> None:
        self._swatches = {}
        if self.rowCount():
            first, last = self.index(0, 0), self.index(self.rowCount() - 1, len(self._columns) - 1)
            self.dataChanged.emit(first, last, [Qt.ItemDataRole.DecorationRole])

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        findings, values = self._project.findings, self._values
        if findings is None or values is None:
            self._order, self._rows = np.zeros(0, np.intp), np.zeros(0, np.intp)
            return
        passes = np.zeros(len(values), np.bool_)
        passes[list(findings.shown)] = True
        order = self._sorted_all(values)
        self._order = order[passes[order]]
        self._rows = np.full(len(values), -1, np.intp)
        self._rows[self._order] = np.arange(len(self._order))

    def _sorted_all(self, values: MatchColumns) -> NDArray[np.intp]:
        """All matches in the order of the table, those that are hidden too."""
        named = {column.name for column in self._columns}
        if self._sorted_by is None or self._sorted_by[0] not in named:
            return np.arange(len(values), dtype=np.intp)
        name, descending = self._sorted_by
        return values.ordered_by(name, descending=descending)


def _choose_columns(project: Project, values: MatchColumns) -> tuple[Column, ...]:
    columns = [c for c in _COMMON if c.name not in _MAYBE or values.known(c.name)]
    scene = project.findings.scene.raster if project.findings is not None else None
    if scene is not None and scene.georeference.crs is not None:
        digits = 7 if scene.georeference.crs.is_geographic else 2
        columns += [Column("x", digits), Column("y", digits), Column("lat", 7), Column("lon", 7)]
    return (*columns, Column("col", 1), Column("row", 1))


def _draw_swatch(look: TemplateLook) -> QPixmap:
    pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixmap.fill(QColor(look.colour))
    if look.hatch is not None:
        painter = QPainter(pixmap)
        ink = QColor(0, 0, 0) if QColor(look.colour).lightnessF() > 0.4 else QColor(255, 255, 255)
        painter.fillRect(pixmap.rect(), QBrush(ink, look.hatch))
        painter.end()
    return pixmap


def _locale() -> QLocale:
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)  # to be pasted elsewhere
    return locale
