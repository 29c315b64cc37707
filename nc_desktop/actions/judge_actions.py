"""The menu *Judge*: accept, reject, comment, and on to the next match that nobody judged."""

from __future__ import annotations

from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.map.decision_marks import decision_icon
from nc_desktop.model.judgement import Decision
from nc_desktop.panels.comparison_panel import ComparisonPanel
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.panels.table_judging import TableJudging
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class JudgeActions(MenuActions):
    """Judges all selected matches at once, by keys without Ctrl: they are pressed all day."""

    def __init__(
        self, window: QWidget, session: Session, settings: Settings, panel: ResultsPanel
    ) -> None:
        super().__init__(window)
        self._session, self._settings = session, settings
        project = session.project
        self.table = TableJudging(project, session.judging, panel, self)
        self.accept = self.action(lambda: self._decide("accepted"), key="A")
        self.reject = self.action(lambda: self._decide("rejected"), key="R")
        self.clear = self.action(lambda: self._decide(""), icon="unjudge", key="U")
        self.comment = self.action(self._comment, icon="comment", key="C")
        self.next = self.action(self.table.go_on, icon="next-unjudged", key="J")
        self.previous = self.action(lambda: self.table.go_on(back=True), key="Shift+J")
        self.goes_on = QAction(self)
        self.goes_on.setCheckable(True)
        self.goes_on.setChecked(settings.goes_on_after_judging)
        self.goes_on.toggled.connect(self._on_goes_on)
        self.menu.addActions([self.accept, self.reject, self.clear, self.comment])
        self.menu.addSeparator()
        self.menu.addActions([self.next, self.previous, self.goes_on])
        of_rows = QAction(panel)
        of_rows.setSeparator(True)
        panel.extra_actions[:0] = [self.accept, self.reject, self.clear, self.comment, of_rows]
        for signal in (project.result_changed, project.filter_changed, project.selection_changed):
            signal.connect(self._refresh)
        self.retranslate()
        self.retheme(QApplication.palette())
        self._refresh()

    def add_view(self, panel: ComparisonPanel, toggle: QAction) -> None:
        """Offer to compare picture and scene, and to judge there."""
        panel.add_judging([self.accept, self.reject, self.clear, self.next])
        self.menu.addSeparator()
        self.menu.addAction(toggle)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """What is pressed for each match."""
        bar.addActions([self.accept, self.reject, self.next])

    def retheme(self, palette: QPalette) -> None:
        """Tint the icons; the marks of decisions keep their colours."""
        super().retheme(palette)
        self.accept.setIcon(decision_icon("accepted"))
        self.reject.setIcon(decision_icon("rejected"))

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Judge"))
        for action, text, tip in (
            (self.accept, self.tr("&Accept"), self.tr("The selected matches are right")),
            (self.reject, self.tr("&Reject"), self.tr("The selected matches are wrong")),
            (
                self.clear,
                self.tr("Back to &unjudged"),
                self.tr("Take back what was decided of the selected matches"),
            ),
            (
                self.comment,
                self.tr("&Comment…"),
                self.tr("Write a comment on the selected matches"),
            ),
            (
                self.next,
                self.tr("&Next unjudged"),
                self.tr("Select the next match of the table that nobody judged, and go there"),
            ),
            (
                self.previous,
                self.tr("&Previous unjudged"),
                self.tr("Select the unjudged match before it, and go there"),
            ),
            (
                self.goes_on,
                self.tr("&Go on after judging"),
                self.tr("Accepting or rejecting a match selects the next unjudged one"),
            ),
        ):
            set_texts(action, text, tip)

    def _decide(self, decision: Decision) -> None:
        if _is_list_searched():
            return
        findings = self._session.project.findings
        one = findings is not None and len(findings.selected) == 1
        self._session.judging.decide(decision)
        if decision and one and self.goes_on.isChecked():
            self.table.go_on()

    def _comment(self) -> None:
        if not _is_list_searched():
            self.table.edit_comment()

    def _on_goes_on(self, wanted: bool) -> None:
        self._settings.goes_on_after_judging = wanted

    def _refresh(self) -> None:
        findings = self._session.project.findings
        selected = findings is not None and bool(findings.selected)
        for action in (self.accept, self.reject, self.clear, self.comment):
            action.setEnabled(selected)
        for action in (self.next, self.previous):
            action.setEnabled(findings is not None and bool(findings.shown))


def _is_list_searched() -> bool:
    """Whether a letter is meant for a drop-down list: fields that are typed in keep theirs."""
    return isinstance(QApplication.focusWidget(), QComboBox)
