"""Which decisions a match may have to be shown, with how many have them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from nc_desktop.decision_texts import DecisionTexts
from nc_desktop.map.decision_marks import decision_icon
from nc_desktop.model.judgement import DECISIONS, Decision
from nc_desktop.model.project import Project
from nc_desktop.translated_widget import TranslatedWidget

_CHOICES: tuple[frozenset[Decision] | None, ...] = (
    None,
    frozenset({"accepted"}),
    frozenset({""}),
    frozenset({"rejected"}),
    frozenset({"accepted", ""}),
    frozenset({"accepted", "rejected"}),
)


class DecisionChoice(TranslatedWidget):
    """A list to choose from; it changes the filter of the current findings."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._texts = DecisionTexts(self)
        self.list = QComboBox()
        # a click leaves the keys that judge to the table
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.setMinimumContentsLength(16)
        self.list.setMinimumWidth(90)
        for wanted in _CHOICES:
            self.list.addItem(_icon(wanted), "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.list.currentIndexChanged.connect(self._on_chosen)
        for signal in (project.result_changed, project.filter_changed, project.judged):
            signal.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        text = self.tr("Matches with this decision")
        self.list.setAccessibleName(text)
        self.list.setToolTip(text)
        self._show()

    @Slot()
    def _show(self) -> None:
        findings = self._project.findings
        counts = dict.fromkeys(DECISIONS, 0)
        if findings is not None:
            counts = {each: findings.columns.count(each) for each in DECISIONS}
        for number, wanted in enumerate(_CHOICES):
            chosen = DECISIONS if wanted is None else wanted
            count = sum(counts[each] for each in chosen)
            self.list.setItemText(number, f"{self._title(wanted)} ({count})")
        chosen_now = findings.filter.decisions if findings is not None else None
        with QSignalBlocker(self.list):
            self.list.setCurrentIndex(_CHOICES.index(chosen_now) if chosen_now in _CHOICES else 0)

    def _title(self, wanted: frozenset[Decision] | None) -> str:
        if wanted is None:
            return self.tr("Any decision")
        if wanted == {"accepted", ""}:
            return self.tr("Not rejected")
        if wanted == {"accepted", "rejected"}:
            return self.tr("Judged")
        return self._texts.of(next(iter(wanted)))

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        if self._project.findings is not None and number >= 0:
            self._project.findings.set_filter(decisions=_CHOICES[number])


def _icon(wanted: frozenset[Decision] | None) -> QIcon:
    if wanted is not None and len(wanted) == 1:
        [decision] = wanted
        if decision:
            return decision_icon(decision)
    return QIcon()
