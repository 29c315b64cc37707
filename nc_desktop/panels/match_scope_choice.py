"""Which matches: accepted, selected, shown or all, with how many there are."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from nc_desktop.model.findings import Findings
from nc_desktop.model.match_scope import (
    MATCH_SCOPES,
    MatchScope,
    best_scope,
    findings_of_scenes,
    matches_in,
    scope_counts,
)
from nc_desktop.model.project import Project
from nc_desktop.translated_widget import TranslatedWidget


class MatchScopeChoice(TranslatedWidget):
    """Follows the findings; a scope without matches cannot be chosen.

    Args:
        project: whose current findings are meant.
        allows_none: all matches can be chosen even where there are none.

    Attributes:
        all_scenes: whether the matches of all scenes are meant, not of the active one alone.
    """

    changed = Signal()

    def __init__(
        self, project: Project, *, allows_none: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._project, self._allows_none = project, allows_none
        self.all_scenes = False
        self._group = QButtonGroup(self)
        self.buttons: dict[MatchScope, QRadioButton] = {}
        self.note = QLabel()
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        for number, scope in enumerate(MATCH_SCOPES):
            button = QRadioButton()
            self.buttons[scope] = button
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.note)
        self.buttons["accepted"].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)
        for signal in (
            project.result_changed,
            project.filter_changed,
            project.selection_changed,
            project.judged,
        ):
            signal.connect(self._follow)
        self.retranslate()

    @property
    def scope(self) -> MatchScope:
        """What is chosen."""
        return MATCH_SCOPES[self._group.checkedId()]

    @property
    def count(self) -> int:
        """How many matches that are now."""
        return scope_counts(*self._meant())[self.scope]

    def choose(self, scope: MatchScope) -> None:
        """Choose a scope, or the next that has matches."""
        self.buttons[best_scope(*self._meant(), wanted=scope)].setChecked(True)
        self.refresh()

    def _meant(self) -> tuple[Findings | None, ...]:
        return findings_of_scenes(self._project) if self.all_scenes else (self._project.findings,)

    def retranslate(self) -> None:
        """Set every text again."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what has changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        if self.isVisible():  # a slider that moves need not count for a closed dialog
            self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        counts = scope_counts(*self._meant())
        texts = {
            "accepted": self.tr("A&ccepted ({count})"),
            "selected": self.tr("&Selected ({count})"),
            "shown": self.tr("Sho&wn ({count})"),
            "all": self.tr("&All ({count})"),
        }
        for scope, button in self.buttons.items():
            button.setText(texts[scope].format(count=counts[scope]))
            button.setEnabled(counts[scope] > 0 or (scope == "all" and self._allows_none))
        if not self.buttons[self.scope].isEnabled():
            self.buttons[best_scope(*self._meant())].setChecked(True)
        self._show_note()
        self.changed.emit()

    @Slot()
    def _on_toggled(self, _number: int, checked: bool) -> None:
        if checked:
            self._show_note()
            self.changed.emit()

    def _show_note(self) -> None:
        hidden = 0
        for findings in self._meant() if self.scope == "accepted" else ():
            if findings is not None:
                hidden += len(set(matches_in(findings, "accepted")).difference(findings.shown))
        self.note.setVisible(hidden > 0)
        if hidden:
            text = self.tr(
                "%n of them the filter hides, and is handed over all the same.", "", hidden
            )
            self.note.setText(text)
