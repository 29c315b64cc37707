"""The check boxes of an export: which files, and why some cannot be written."""

from __future__ import annotations

from importlib.util import find_spec

from PySide6.QtCore import QLocale, QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

import neurocorrelator as nc
from nc_desktop.model.export_choices import FACTORS, FORMATS, PICTURE_SUFFIXES, ExportChoices
from nc_desktop.translated_widget import TranslatedWidget

_NEED_CRS = ("geojson", "kml")
_KINDS = {".png": "PNG", ".jpg": "JPEG", ".tif": "GeoTIFF"}


class ExportFormats(TranslatedWidget):
    """A line for each format, with what is to be said of it beside its box."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {name: QCheckBox() for name in FORMATS}
        self.notes = {name: QLabel() for name in FORMATS}
        self.heatmap, self.kind, self.factor = QComboBox(), QComboBox(), QComboBox()
        self._has_crs = self._has_heatmap = True
        self._has_gis = find_spec("pyogrio") is not None
        self._templates: tuple[str, ...] = ()
        self._picture_size = QSize()
        for suffix in PICTURE_SUFFIXES:
            self.kind.addItem(_KINDS[suffix], suffix)
        for factor in FACTORS:
            self.factor.addItem("", factor)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(FORMATS):
            note = self.notes[name]
            note.setForegroundRole(note.palette().ColorRole.PlaceholderText)
            beside = QHBoxLayout()
            beside.setSpacing(8)
            for combo in self._combos(name):
                beside.addWidget(combo)
            beside.addWidget(note, 1)
            grid.addWidget(self.boxes[name], row, 0)
            grid.addLayout(beside, row, 1)
            self.boxes[name].toggled.connect(self._on_changed)
        for combo in (self.heatmap, self.kind, self.factor):
            combo.currentIndexChanged.connect(self._on_changed)
        self.heatmap.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.heatmap.setMinimumContentsLength(18)
        self.retranslate()

    @property
    def formats(self) -> tuple[str, ...]:
        """Those that are chosen and can be written."""
        # asked of the boxes alone: all of them are disabled while an export runs
        return tuple(name for name in self.chosen if self.boxes[name].isEnabledTo(self))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Those that are chosen, whether they can be written now or not."""
        return tuple(name for name in FORMATS if self.boxes[name].isChecked())

    @property
    def heatmaps(self) -> tuple[str, ...]:
        """The templates whose heatmaps are wanted."""
        chosen = self.heatmap.currentData()
        return (chosen,) if chosen else self._templates

    @property
    def dialect(self) -> nc.CsvDialect:
        """What Excel expects in the region that the system is set to."""
        comma = QLocale.system().decimalPoint() == ","
        return nc.CsvDialect(";", ",") if comma else nc.CsvDialect(",", ".")

    def show_choices(self, choices: ExportChoices) -> None:
        """Check what was chosen the last time."""
        for name, box in self.boxes.items():
            box.setChecked(name in choices.formats)
        self.kind.setCurrentIndex(self.kind.findData(choices.picture_suffix))
        self.factor.setCurrentIndex(self.factor.findData(choices.factor))

    def show_result(
        self, *, has_crs: bool, heatmaps: tuple[str, ...], shown: str, picture: QSize
    ) -> None:
        """Offer what can be written of a result.

        Args:
            has_crs: whether its scene has a CRS.
            heatmaps: names of the templates that have a score map.
            shown: the one of them that is on the map.
            picture: size of the picture as on the screen.
        """
        self._has_crs, self._has_heatmap = has_crs, bool(heatmaps)
        self._picture_size = picture
        if heatmaps != self._templates:
            self._templates = heatmaps
            self.heatmap.blockSignals(True)
            self.heatmap.clear()
            if len(heatmaps) > 1:
                self.heatmap.addItem("", "")
            for name in heatmaps:
                self.heatmap.addItem(name, name)
            self.heatmap.setCurrentIndex(max(0, self.heatmap.findData(shown)))
            self.heatmap.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        titles = {
            "csv": self.tr("CSV"),
            "excel": self.tr("CSV for Excel"),
            "geojson": "GeoJSON",
            "gpkg": "GeoPackage",
            "kml": "KML",
            "heatmap": self.tr("Heatmap (GeoTIFF)"),
            "picture": self.tr("Picture of the map"),
        }
        for name, title in titles.items():
            self.boxes[name].setText(title)
        if self.heatmap.count() > 1:
            self.heatmap.setItemText(0, self.tr("All templates"))
        for index in range(self.factor.count()):
            factor = self.factor.itemData(index)
            size = self._picture_size * factor
            text = self.tr("{width} × {height} px")
            self.factor.setItemText(index, text.format(width=size.width(), height=size.height()))
        self._refresh()

    def _combos(self, name: str) -> tuple[QComboBox, ...]:
        return {"heatmap": (self.heatmap,), "picture": (self.kind, self.factor)}.get(name, ())

    @Slot()
    def _on_changed(self, *_: object) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        for name, box in self.boxes.items():
            reason = self._why_not(name)
            box.setEnabled(not reason)
            self.notes[name].setText(reason or self._note(name))
            for combo in self._combos(name):
                combo.setEnabled(box.isEnabledTo(self) and box.isChecked())

    def _why_not(self, name: str) -> str:
        if name in _NEED_CRS and not self._has_crs:
            return self.tr("Not without a CRS: it needs longitude and latitude")
        if name == "gpkg" and not self._has_gis:
            return self.tr('Not installed: pip install "neurocorrelator[gis]"')
        if name == "heatmap" and not self._has_heatmap:
            return self.tr("There is no heatmap")
        return ""

    def _note(self, name: str) -> str:
        if name == "csv":
            return self.tr("For programs: decimal point, comma between values")
        if name == "excel":
            if self.dialect.decimal == ",":
                return self.tr("By the system's region: decimal comma, semicolon between values")
            return self.tr("By the system's region: decimal point, comma between values")
        if name in _NEED_CRS:
            return self.tr("Always WGS 84")
        return ""
