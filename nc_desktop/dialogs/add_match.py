"""Making a match by hand: pairs of points in a template's picture and on the map."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.picture_points import PicturePoints
from nc_desktop.dialogs.picture_view import PictureView
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.paste_job import ViewedPicture
from nc_desktop.model.control_points import ControlPoints
from nc_desktop.model.templates import TemplateEntry, TemplateList
from nc_desktop.reasons import in_users_language

_MODELS: tuple[nc.FitModel | None, ...] = (None, "similarity", "affine", "homography")
_COLUMNS = 5
_BELOW_TOOL_BAR = 90  # units of the screen


class AddMatchDialog(TranslatedDialog):
    """Stays open beside the map, where the other part of each pair is clicked.

    Attributes:
        points: what was clicked so far.
    """

    picture_wanted = Signal(object)
    """A `TemplateEntry` whose picture is to be prepared; `show_picture` is to be called then."""
    began = Signal()
    """It is shown, or a point was set in the picture: the map is to take the next."""
    ended = Signal()
    """It was closed."""
    adding = Signal(object, object)
    """A template and its footprint in pixels of the scene: they are to be a match."""

    def __init__(self, templates: TemplateList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._key: int | None = None
        self._ground: nc.Georeference | None = None
        self._following = False
        self.points = ControlPoints(self)
        self.template, self.model = QComboBox(), QComboBox()
        self.view = PictureView(self)
        self.view.set_guest(PicturePoints(self.view, self.points))
        self.table = QTableWidget(0, _COLUMNS)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.delete = QPushButton()
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.add = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._template_label, self._model_label = QLabel(), QLabel()
        self._build()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter is no way to add a match unawares
        self._connect()
        self.retranslate()
        self.resize(QSize(460, 720))

    @property
    def _georeference(self) -> nc.Georeference:
        """Of the scene; one without a CRS before there is a scene."""
        return self._ground or nc.Georeference()

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(self._template_label, self.template)
        form.addRow(self._model_label, self.model)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignTop)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self.table, 1)
        lower.addLayout(row)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([380, 180])
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.buttons)
        self.state.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.template.activated.connect(self._on_template)
        self.model.activated.connect(self._on_model)
        self.points.changed.connect(self._show)
        self.table.itemSelectionChanged.connect(self._on_row)
        self.delete.clicked.connect(self._delete)
        self.add.clicked.connect(self._add)
        self.buttons.rejected.connect(self.close)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        shortcut.activated.connect(self._delete)
        self._templates.reset.connect(self._list_templates)
        self._templates.entry_changed.connect(self._list_templates)

    def begin(self, entry: TemplateEntry, georeference: nc.Georeference) -> None:
        """Show it with a template; with points if it was closed before they became a match.

        Args:
            entry: the template to begin with.
            georeference: of the active scene.
        """
        left = [each for each in self._templates.entries if each.template is self.points.template]
        if self.points.points and left and georeference == self._georeference:
            [entry] = left
        else:
            self.points.clear()
        self._ground = georeference
        self._key = entry.key
        self._list_templates()
        self._begin_with(entry)
        window = self.parentWidget()
        if window is not None and not self.isVisible():  # over the panels, not over the map
            self.move(window.mapToGlobal(QPoint(8, _BELOW_TOOL_BAR)))
        self.present()
        self.began.emit()

    def show_picture(self, picture: ViewedPicture) -> None:
        """The picture is there; one that was left meanwhile is passed over."""
        if picture.key == self._key and self.isVisible():
            self.view.show_image(QPixmap.fromImage(picture.image), picture.reduced)

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Add a match by hand"))
        self._template_label.setText(self.tr("&Template"))
        self._template_label.setBuddy(self.template)
        self._model_label.setText(self.tr("T&ransform"))
        self._model_label.setBuddy(self.model)
        chosen = max(self.model.currentIndex(), 0)
        self.model.clear()
        self.model.addItems(
            [
                self.tr("By the number of points"),
                self.tr("Similarity: turned and scaled (2 points)"),
                self.tr("Affine: stretched and skewed too (3 points)"),
                self.tr("Homography: seen at an angle (4 points)"),
            ]
        )
        self.model.setCurrentIndex(chosen)
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("No."),
                self.tr("Picture"),
                self.tr("Scene"),
                self.tr("Error, px"),
                self.tr("Error, m"),
            ]
        )
        self.delete.setText(self.tr("&Delete point"))
        self.delete.setToolTip(self.tr("Take the selected point away (Delete)"))
        self.add.setText(self.tr("&Add match"))
        self.add.setToolTip(self.tr("Add the outline on the map to the results"))
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """The points are kept, should it have been closed unawares."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._key = None
            self.view.clear()
            self.ended.emit()

    def forget(self) -> None:
        """Points of another scene mean nothing in this one."""
        self.close()
        self.points.clear()

    def _begin_with(self, entry: TemplateEntry) -> None:
        self._key = entry.key
        self.view.clear()
        if self.points.template is not entry.template:
            mirrored = nc.lies_mirrored(self._georeference)
            self.points.begin(entry.template, mirrored=mirrored)
        self.picture_wanted.emit(entry)

    @Slot()
    def _list_templates(self, *_: object) -> None:
        if self._key is None:
            return
        self.template.clear()
        for entry in self._templates.entries:
            self.template.addItem(entry.template.name, entry.key)
        row = self._templates.row_of(self._key)
        if row is None:  # it was removed
            self.close()
        else:
            self.template.setCurrentIndex(row)

    @Slot()
    def _on_template(self, *_: object) -> None:
        row = self._templates.row_of(self.template.currentData())
        if row is not None and self.template.currentData() != self._key:
            self._begin_with(self._templates.entries[row])
            self.began.emit()

    @Slot()
    def _on_model(self, *_: object) -> None:
        self.points.choose_model(_MODELS[self.model.currentIndex()])

    @Slot()
    def _on_row(self) -> None:
        if not self._following:
            rows = self.table.selectionModel().selectedRows()
            self.points.select(rows[0].row() if rows else None)

    @Slot()
    def _delete(self) -> None:
        if self.points.selected is not None:
            self.points.remove(self.points.selected)

    @Slot()
    def _add(self) -> None:
        template, footprint = self.points.template, self.points.footprint
        row = None if self._key is None else self._templates.row_of(self._key)
        if template is None or footprint is None or row is None:
            return
        entry = self._templates.entries[row]
        self.adding.emit(entry.template, footprint)
        self.points.begin(entry.template, mirrored=nc.lies_mirrored(self._georeference))

    @Slot()
    def _show(self) -> None:
        """Write points, errors and what is missing."""
        points = self.points
        self._following = True
        try:
            self.table.setRowCount(len(points.points))
            for row, point in enumerate(points.points):
                texts = (
                    str(row + 1),
                    _pair(point.picture),
                    _pair(point.scene),
                    _number(points.error_of(row), 2),
                    _number(points.error_m_of(row, self._georeference), 2),
                )
                for column, text in enumerate(texts):
                    item = self.table.item(row, column)
                    if item is None:
                        item = QTableWidgetItem()
                        item.setTextAlignment(
                            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                        )
                        self.table.setItem(row, column, item)
                    item.setText(text)
            if points.selected is None:
                self.table.clearSelection()
            else:
                self.table.selectRow(points.selected)
        finally:
            self._following = False
        self.state.setText(self._state())
        self.delete.setEnabled(points.selected is not None)
        self.add.setEnabled(points.footprint is not None)
        self.view.viewport().update()

    def _state(self) -> str:
        points = self.points
        if points.needed:
            return self.tr(
                "Click a place in the picture and the same place on the map. %n more point(s)"
                " needed.",
                "",
                points.needed,
            )
        if points.footprint is None or points.fit is None:
            return in_users_language(points.problem)
        names = {
            "similarity": self.tr("Similarity"),
            "affine": self.tr("Affine"),
            "homography": self.tr("Homography"),
        }
        text = self.tr("{transform}. RMS error {pixels} px").format(
            transform=names[points.fit.model], pixels=_number(points.fit.rmse, 2)
        )
        if self._georeference.is_geographic:
            try:
                metres = points.fit.rmse_m(self._georeference)
                text += self.tr(" ({metres} m)").format(metres=_number(metres, 2))
            except nc.RasterError:  # a point lies beyond what the CRS can express
                pass
        if len(points.fit.errors) == nc.LEAST_POINTS[points.fit.model]:
            text += ". " + self.tr("No more points than needed: the error tells nothing yet.")
        return text


def _pair(place: tuple[float, float] | None) -> str:
    return "–" if place is None else f"{_number(place[0], 1)}  {_number(place[1], 1)}"


def _number(value: float | None, digits: int) -> str:
    if value is None:
        return "–"
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return str(locale.toString(value, "f", digits))
