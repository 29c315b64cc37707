"""The line over the table of results: which matches are shown, and how many."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from nc_desktop.model.match_filter import parse_words
from nc_desktop.model.project import Project
from nc_desktop.panels.decision_choice import DecisionChoice
from nc_desktop.panels.results_model import ResultsModel
from nc_desktop.panels.threshold_slider import ThresholdSlider
from nc_desktop.translated_widget import TranslatedWidget

_ONE_LINE = 820  # width from which on all is in one line, units of the screen


class MatchFilterBar(TranslatedWidget):
    """Words, template and least confidence; they hide matches in table, map and exports.

    Nothing is computed again: the filter belongs to the findings.
    """

    def __init__(
        self, project: Project, model: ResultsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._project, self._model = project, model
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(90)
        self.template = QComboBox()
        self.template.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.template.setMinimumContentsLength(14)
        self.template.setMinimumWidth(90)  # else the bar makes the window wider than a small screen
        self.decision = DecisionChoice(project)
        self.threshold = ThresholdSlider()
        self.counts = QLabel()
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for line in (self._upper, self._lower):
            line.setSpacing(10)
        self._upper.addWidget(self.words, 2)
        self._upper.addWidget(self.template)
        self._upper.addWidget(self.decision)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._upper)
        layout.addLayout(self._lower)
        self._fold(narrow=False)
        self.words.textChanged.connect(self._on_words)
        self.template.currentIndexChanged.connect(self._on_template)
        self.threshold.moved.connect(self._on_threshold)
        project.result_changed.connect(self._on_result)
        project.filter_changed.connect(self._on_filter)
        project.selection_changed.connect(self._count)
        self.retranslate()
        self._on_result()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider one of two lines."""
        parts = (self.words, self.template, self.decision), (self.threshold, self.counts)
        widths = [
            sum(each.minimumSizeHint().width() for each in line) + 10 * (len(line) - 1)
            for line in parts
        ]
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is room for it, or else two."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ONE_LINE
        if narrow != (self._lower.count() > 0):
            self._fold(narrow=narrow)

    def _fold(self, *, narrow: bool) -> None:
        line, other = (self._lower, self._upper) if narrow else (self._upper, self._lower)
        for widget, stretch in ((self.threshold, 3), (self.counts, 0)):
            other.removeWidget(widget)
            line.addWidget(widget, stretch)

    def retranslate(self) -> None:
        """Set every text again."""
        self.words.setPlaceholderText(self.tr("Filter: part of a name, rank<=3"))
        self.words.setAccessibleName(self.tr("Filter the matches"))
        self.words.setToolTip(
            self.tr(
                "Parts of a template's name, and conditions on columns:"
                " rank<=3 confidence>0.9 rotation<90"
            )
        )
        self.template.setAccessibleName(self.tr("Matches of this template"))
        self.template.setToolTip(self.tr("List and draw the matches of one template alone"))
        if self.template.count():
            self.template.setItemText(0, self.tr("All templates"))
        self._count()

    @Slot()
    def _on_result(self) -> None:
        findings = self._project.findings
        self.setEnabled(findings is not None and bool(findings.result.matches))
        with QSignalBlocker(self.template):
            self.template.clear()
            self.template.addItem(self.tr("All templates"), "")
            for name in findings.columns.names if findings is not None else ():
                self.template.addItem(name, name)
        numbers = findings.columns.numbers if findings is not None else {}
        sure = findings is None or findings.columns.known("confidence")
        values = numbers.get("confidence" if sure else "score", ())
        self.threshold.set_values(values, confidences=sure)
        self._on_filter()

    @Slot()
    def _on_filter(self) -> None:
        findings = self._project.findings
        if findings is not None:
            chosen = findings.filter
            with QSignalBlocker(self.template), QSignalBlocker(self.words):
                self.template.setCurrentIndex(max(0, self.template.findData(chosen.template)))
                if self.words.text() != chosen.text:
                    self.words.setText(chosen.text)
            sure = self.threshold.of_confidence
            least = chosen.min_confidence if sure else chosen.min_score
            if self.threshold.threshold != least:
                self.threshold.show_threshold(least)
        self._count()

    @Slot()
    def _count(self) -> None:
        findings = self._project.findings
        if findings is None:
            self.counts.clear()
            return
        total, shown = len(findings.result.matches), len(findings.shown)
        text = self.tr("%n match(es)", "", total)
        if shown != total:
            text = self.tr("{shown} of {all}").format(shown=shown, all=text)
        if len(findings.selected) > 1:
            text += " · " + self.tr("%n selected", "", len(findings.selected))
        self.counts.setText(text)

    @Slot(str)
    def _on_words(self, text: str) -> None:
        words, conditions = parse_words(text, self._model.condition_names())
        if self._project.findings is not None:
            self._project.findings.set_filter(words=words, conditions=conditions, text=text)

    @Slot()
    def _on_template(self, *_: object) -> None:
        if self._project.findings is not None:
            self._project.findings.set_filter(template=self.template.currentData() or "")

    @Slot(object)
    def _on_threshold(self, least: float | None) -> None:
        findings = self._project.findings
        if findings is not None and self.threshold.of_confidence:
            findings.set_min_confidence(least)
        elif findings is not None:
            findings.set_min_score(least)
