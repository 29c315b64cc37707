"""The dialog of a report: of which matches, where to, title and author."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGroupBox, QLabel, QVBoxLayout, QWidget

from nc_desktop.dialogs.delivery_dialog import DeliveryDialog
from nc_desktop.file_dialogs import as_file_name, ask_report, output_folder
from nc_desktop.jobs.delivery_job import DeliveryRequest
from nc_desktop.model.match_scope import findings_of_scenes
from nc_desktop.panels.match_scope_choice import MatchScopeChoice
from nc_desktop.panels.path_line import PathLine
from nc_desktop.panels.report_fields import ReportFields
from nc_desktop.report.request import MOST_MATCHES
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class ReportDialog(DeliveryDialog):
    """Writes one HTML file."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(session, settings, parent)
        self.scopes = MatchScopeChoice(session.project, allows_none=True)
        self.fields, self.file = ReportFields(), PathLine()
        self.all_scenes = QCheckBox()
        self._proposed = ""
        groups = QGroupBox(), QGroupBox(), QGroupBox()
        self._what, self._about, self._where = groups
        self._file_label = QLabel()
        what = QVBoxLayout(self._what)
        what.addWidget(self.scopes)
        what.addWidget(self.all_scenes)
        QVBoxLayout(self._about).addWidget(self.fields)
        where = QFormLayout(self._where)
        where.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        where.addRow(self._file_label, self.file)
        self._file_label.setBuddy(self.file)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        for group in groups:
            column.addWidget(group)
        column.addStretch(1)
        self.scopes.changed.connect(self.edited)
        self.all_scenes.toggled.connect(self._on_all_scenes)
        self.fields.changed.connect(self.edited)
        self.file.changed.connect(self.edited)
        self.file.browse_requested.connect(self._browse)
        self.assemble()
        self.resize(620, self.sizeHint().height())

    def open_anew(self) -> None:
        """Show the dialog with what can be told now."""
        if not self.isVisible() and not self.running:
            choices, project = self.choices, self._session.project
            several = len(findings_of_scenes(project)) > 1
            self.all_scenes.setVisible(several)
            self.all_scenes.setChecked(several and choices.all_scenes)
            self.scopes.choose(choices.scope)
            self.fields.author.setText(choices.author)
            self.fields.heatmaps.setChecked(choices.heatmaps)
            self.fields.opens.setChecked(choices.opens)
            self._propose_title()
            if project.scene is not None:
                folder = Path(choices.folder or output_folder(self._settings, project.scene))
                kind = self.tr("report")  # lupdate sees nothing inside of an f-string
                name = as_file_name(f"{project.scene.path.stem} – {kind}")
                self.file.show_path(folder / f"{name}.html")
            self.edited()
        self.present()

    def _propose_title(self) -> None:
        findings = findings_of_scenes(self._session.project)
        if findings and self.fields.title.text() in ("", self._proposed):
            meant = findings if self.all_scenes.isChecked() else findings[:1]
            texts = self._session.delivering.texts
            self._proposed = texts.title(*(each.result for each in meant))
            self.fields.title.setText(self._proposed)

    @Slot(bool)
    def _on_all_scenes(self, wanted: bool) -> None:
        self.scopes.all_scenes = wanted
        self.scopes.refresh()
        self._propose_title()

    def request(self) -> DeliveryRequest | None:
        """One file, beside which nothing is written."""
        path, scope, fields = self.file.path, self.scopes.scope, self.fields
        report = self._session.delivering.report_of(
            scope,
            fields.title.text().strip(),
            fields.author.text().strip(),
            heatmaps=fields.heatmaps.isChecked(),
            all_scenes=self.all_scenes.isChecked(),
        )
        if path is None or report is None:
            return None
        choices = replace(
            self.choices,
            scope=scope,
            folder=str(path.parent),
            author=report.author,
            heatmaps=report.heatmaps,
            opens=fields.opens.isChecked(),
        )
        if self.all_scenes.isVisible():
            choices = replace(choices, all_scenes=self.all_scenes.isChecked())
        self._settings.delivery_choices = choices.write()
        name = path.stem if path.suffix.lower() in (".html", ".htm") else path.name
        return DeliveryRequest(report.result, path.parent, name, report=report, opens=choices.opens)

    def problem(self) -> str:
        """Why there cannot be a report now."""
        if self._session.project.findings is None:
            return self.tr("There is nothing to report yet: match first.")
        if self.scopes.count > MOST_MATCHES:
            return self.tr(
                "A report takes up to %n match(es): select fewer, or filter them.", "", MOST_MATCHES
            )
        path = self.file.path
        if path is None or not path.name:
            return self.tr("Name a file")
        return ""

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Report"))
        self._what.setTitle(self.tr("Matches"))
        self._about.setTitle(self.tr("Report"))
        self._where.setTitle(self.tr("Save to"))
        self.all_scenes.setText(self.tr("Of all scenes, a chapter &each"))
        self.all_scenes.setToolTip(
            self.tr("Of each scene the matches that the map shows; else of the active one alone")
        )
        self._file_label.setText(self.tr("&File:"))
        self.start_button.setText(self.tr("&Write the report"))
        super().retranslate()

    @Slot()
    def _browse(self) -> None:
        path = ask_report(self, self._settings, self.file.line.text())
        if path is not None:
            self.file.show_path(path if path.suffix else path.with_name(f"{path.name}.html"))
