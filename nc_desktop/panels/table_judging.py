"""Judging along the table of results: the next match that nobody judged, and comments in place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QInputDialog

from nc_desktop.model.project import Project
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.session.judging import Judging


class TableJudging(QObject):
    """Goes by the order and the filter of the table.

    A match that was judged may be hidden by the filter at once: the next one is that which followed
    it all the same.

    Attributes:
        dialog: that asks for a comment where the table cannot; None while there is none.
    """

    def __init__(
        self, project: Project, judging: Judging, panel: ResultsPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._judging, self._panel = project, judging, panel
        self._last: int | None = None
        self.dialog: QInputDialog | None = None
        project.selection_changed.connect(self._on_selection)
        project.result_changed.connect(self._on_result)

    def go_on(self, *, back: bool = False) -> None:
        """Select the next unjudged match, or the one before, and show it on the map."""
        findings, model = self._project.findings, self._panel.model
        if findings is None:
            return
        order = model.following(self._last)
        if back:
            order = [*order[-2::-1], *order[-1:]] if order[-1:] == [self._last] else order[::-1]
        for index in order:
            if not findings.judgement(index).decision:
                self._project.select(index)
                self._panel.match_chosen.emit()
                return
        if order:
            self._judging.say("info", self.tr("All matches that are shown are judged."))

    def edit_comment(self) -> None:
        """Let the user write beside the match; of several, in a dialog."""
        findings, model, table = self._project.findings, self._panel.model, self._panel.table
        if findings is None or not findings.selected:
            return
        column, row = model.column_of("comment"), model.row_of(findings.selected[-1])
        if (
            len(findings.selected) == 1
            and column is not None
            and row is not None
            and table.isVisible()
            and not table.isColumnHidden(column)
        ):
            index = model.index(row, column)
            table.scrollTo(index)
            table.setCurrentIndex(index)
            table.edit(index)
            return
        self._ask()

    def _ask(self) -> None:
        findings = self._project.findings
        if findings is None:
            return
        said = {findings.judgement(index).comment for index in findings.selected}
        dialog = QInputDialog(self._panel.window())
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setWindowTitle(self.tr("Comment"))
        dialog.setLabelText(self.tr("Comment on %n match(es):", "", len(findings.selected)))
        dialog.setOkButtonText(self.tr("&OK"))
        dialog.setCancelButtonText(self.tr("&Cancel"))
        dialog.setTextValue(said.pop() if len(said) == 1 else "")
        dialog.textValueSelected.connect(self._judging.comment)
        dialog.finished.connect(dialog.deleteLater)
        dialog.resize(420, dialog.sizeHint().height())
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self.dialog = None

    @Slot()
    def _on_selection(self) -> None:
        if self._project.selected is not None:
            self._last = self._project.selected

    @Slot()
    def _on_result(self) -> None:
        self._last = self._project.selected
