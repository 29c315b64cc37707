"""The dialog of a delivery: tables, georeferenced templates and a report in one go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.delivery_dialog import DeliveryDialog
from nc_desktop.file_dialogs import as_file_name, ask_folder, open_folder, output_folder
from nc_desktop.jobs.delivery_job import Delivered, DeliveryRequest
from nc_desktop.jobs.export_job import ExportFormat
from nc_desktop.model.delivery_choices import PARTS, TABLES
from nc_desktop.panels.match_scope_choice import MatchScopeChoice
from nc_desktop.panels.path_line import PathLine
from nc_desktop.panels.report_fields import ReportFields
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.reasons import in_users_language
from nc_desktop.report.request import MOST_MATCHES
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

_TABLE_NAMES = {"csv": "CSV", "geojson": "GeoJSON", "gpkg": "GeoPackage", "kml": "KML"}
_NEED_CRS = ("geojson", "kml")


class DeliverDialog(DeliveryDialog):
    """Writes all that is wanted into a folder, then tells what was written and what was not."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(session, settings, parent)
        self.scopes = MatchScopeChoice(session.project)
        self.parts = {part: QCheckBox() for part in PARTS}
        self.tables = {table: QCheckBox(_TABLE_NAMES[table]) for table in TABLES}
        self.report, self.fields = QCheckBox(), ReportFields()
        self.folder, self.name = PathLine(), QLineEdit()
        self.no_crs = QLabel()
        self.no_crs.setWordWrap(True)
        self.summary, self.open_folder = QPlainTextEdit(), QPushButton()
        self.again = QPushButton()
        self.pages = QStackedWidget()
        self._delivered: tuple[DeliveryRequest, Delivered] | None = None
        self._build()
        self._connect()
        self.assemble()
        hidden = self._inside.sizeHint().height() - self._choices.sizeHint().height()
        self.resize(640, self.sizeHint().height() + max(hidden, 0))

    def open_anew(self) -> None:
        """Show the dialog with what can be handed over now."""
        if not self.isVisible() and not self.running:
            self.show_choices()
        self.present()

    @Slot()
    def show_choices(self) -> None:
        """Leave the summary, and offer what was chosen last."""
        choices, scene = self.choices, self._session.project.scene
        self.pages.setCurrentIndex(0)
        self.scopes.choose(choices.scope)
        for part, box in self.parts.items():
            box.setChecked(part in choices.parts)
        for table, box in self.tables.items():
            box.setChecked(table in choices.tables)
        self.report.setChecked(choices.report)
        self.fields.author.setText(choices.author)
        self.fields.heatmaps.setChecked(choices.heatmaps)
        self.fields.opens.setChecked(choices.opens)
        if scene is not None:
            self.folder.show_path(Path(choices.folder or output_folder(self._settings, scene)))
            self.name.setText(as_file_name(scene.path.stem))
        self.edited()

    def request(self) -> DeliveryRequest | None:
        """All files that are checked and possible."""
        delivering, folder, scope = self._session.delivering, self.folder.path, self.scopes.scope
        result = delivering.result_of(scope)
        if folder is None or result is None:
            return None
        report = None
        if self.report.isChecked():
            report = delivering.report_of(
                scope,
                self.fields.title.text().strip(),
                self.fields.author.text().strip(),
                heatmaps=self.fields.heatmaps.isChecked(),
            )
        choices = replace(
            self.choices,
            scope=scope,
            tables=tuple(table for table, box in self.tables.items() if box.isChecked()),
            parts=tuple(part for part, box in self.parts.items() if box.isChecked()),
            report=self.report.isChecked(),
            folder=str(folder),
            author=self.fields.author.text().strip(),
            heatmaps=self.fields.heatmaps.isChecked(),
            opens=self.fields.opens.isChecked(),
        )
        self._settings.delivery_choices = choices.write()
        return DeliveryRequest(
            result,
            folder,
            self.name.text().strip(),
            cast("tuple[ExportFormat, ...]", self._chosen_tables()),
            self._chosen_parts(),
            report,
            opens=report is not None and choices.opens,
        )

    def problem(self) -> str:
        """Why nothing can be handed over now."""
        if self._session.project.findings is None:
            return self.tr("There is nothing to hand over yet: match first.")
        if not self.scopes.count:
            return self.tr("There are no such matches.")
        return self._problem_of_files() or self._problem_of_place()

    def _problem_of_files(self) -> str:
        if not (self._chosen_parts() or self._chosen_tables() or self.report.isChecked()):
            return self.tr("Choose at least one kind of file.")
        if self.report.isChecked() and self.scopes.count > MOST_MATCHES:
            return self.tr(
                "A report takes up to %n match(es): select fewer, or leave it out.",
                "",
                MOST_MATCHES,
            )
        return ""

    def _problem_of_place(self) -> str:
        if self.folder.path is None:
            return self.tr("Name a folder")
        name = self.name.text().strip()
        if not name or name != as_file_name(name):
            return self.tr("Name the files, without {signs}").format(signs='\\ / : * ? " < > |')
        return ""

    def show_delivered(self, request: DeliveryRequest, made: Delivered) -> None:
        """Tell what was written, and what was not and why."""
        self._delivered = request, made
        self._show_summary()
        self.pages.setCurrentIndex(1)
        self.refresh()
        self.open_folder.setFocus()

    def refresh(self) -> None:
        """Show what can be done now."""
        obstacle = self._session.delivering.obstacle
        for box in self.parts.values():
            box.setEnabled(not obstacle)
        for table in _NEED_CRS:
            self.tables[table].setEnabled(not obstacle)
        self.no_crs.setText(obstacle)
        self.no_crs.setVisible(bool(obstacle))
        self.fields.setEnabled(self.report.isChecked())
        super().refresh()
        choosing = self.pages.currentIndex() == 0
        self.start_button.setVisible(choosing)
        if not choosing:
            self.error.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Deliver"))
        self._what.setTitle(self.tr("Matches"))
        self._which.setTitle(self.tr("Of each match"))
        self._listed.setTitle(self.tr("Table of the matches"))
        self._about.setTitle(self.tr("Report"))
        self._where.setTitle(self.tr("Save to"))
        for part, text in (
            ("raster", self.tr("Its template as a &GeoTIFF, where it was found")),
            ("points", self.tr("Its ground control &points for QGIS (.points, .vrt)")),
            ("table", self.tr("All ground control points in one CSV &file")),
        ):
            self.parts[cast(nc.GeoreferencedPart, part)].setText(text)
        self.report.setText(self.tr("A &report (HTML)"))
        self.fields.title.setPlaceholderText(self.tr("as proposed"))
        self._folder_label.setText(self.tr("Fol&der:"))
        self._name_label.setText(self.tr("&Name of tables and report:"))
        self.start_button.setText(self.tr("&Deliver"))
        self.open_folder.setText(self.tr("Open &folder"))
        self.again.setText(self.tr("&Back"))
        self._show_summary()
        super().retranslate()

    def _build(self) -> None:
        groups = QGroupBox(), QGroupBox(), QGroupBox(), QGroupBox(), QGroupBox()
        self._what, self._which, self._listed, self._about, self._where = groups
        QVBoxLayout(self._what).addWidget(self.scopes)
        which = QVBoxLayout(self._which)
        for box in self.parts.values():
            which.addWidget(box)
        which.addWidget(self.no_crs)
        listed = QHBoxLayout(self._listed)
        for box in self.tables.values():
            listed.addWidget(box)
        listed.addStretch(1)
        about = QVBoxLayout(self._about)
        about.addWidget(self.report)
        about.addWidget(self.fields)
        where = QFormLayout(self._where)
        where.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._folder_label, self._name_label = QLabel(), QLabel()
        where.addRow(self._folder_label, self.folder)
        where.addRow(self._name_label, self.name)
        self._folder_label.setBuddy(self.folder)
        self._name_label.setBuddy(self.name)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        for group in groups:
            column.addWidget(group)
        column.addStretch(1)
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 0, 0, 0)
        self.summary.setReadOnly(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        buttons.addWidget(self.open_folder)
        lines.addWidget(self.summary, 1)
        lines.addLayout(buttons)
        self._inside, self._choices = choices, scrolled(choices)
        self.pages.addWidget(self._choices)
        self.pages.addWidget(told)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        for box in (*self.parts.values(), *self.tables.values(), self.report):
            box.toggled.connect(self.edited)
        for signal in (
            self.scopes.changed,
            self.fields.changed,
            self.folder.changed,
            self.name.textChanged,
            self._session.project.scene_changed,
        ):
            signal.connect(self.edited)
        self.folder.browse_requested.connect(self._browse)
        self.again.clicked.connect(self.show_choices)
        self.open_folder.clicked.connect(self._open_folder)

    def _chosen_parts(self) -> tuple[nc.GeoreferencedPart, ...]:
        return tuple(
            p for p, box in self.parts.items() if box.isChecked() and box.isEnabledTo(self.content)
        )

    def _chosen_tables(self) -> tuple[str, ...]:
        return tuple(
            t for t, box in self.tables.items() if box.isChecked() and box.isEnabledTo(self.content)
        )

    @Slot()
    def _browse(self) -> None:
        folder = ask_folder(self, self._settings, self.folder.line.text())
        if folder is not None:
            self.folder.show_path(folder)

    @Slot()
    def _open_folder(self) -> None:
        if self._delivered is not None:
            open_folder(self._delivered[0].folder)

    def _show_summary(self) -> None:
        if self._delivered is None:
            return
        request, made = self._delivered
        lines = [self.tr("%n file(s) saved to {folder}", "", len(made.paths))]
        lines[0] = lines[0].format(folder=request.folder) + (":" if made.paths else "")
        lines += [f"  {path.name}" for path in made.paths]
        if made.left_out:
            lines += ["", self.tr("Not georeferenced:")]
            lines += [f"  {in_users_language(why)}" for _, why in made.left_out]
        if made.notes:
            lines += ["", self.tr("Good to know:")]
            lines += [f"  {in_users_language(note)}" for note in made.notes]
        self.summary.setPlainText("\n".join(lines))
