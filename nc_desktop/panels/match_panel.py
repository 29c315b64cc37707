"""The panel that starts a match, says what it assumes, and shows how far it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.model.match_options import assumptions
from nc_desktop.model.project import Project
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.panels.translated_widget import TranslatedWidget

_STEPS = 1000  # of the progress bar


class MatchPanel(TranslatedWidget):
    """A few settings, the *Match* button, and the progress with *Cancel*."""

    match_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._running = False
        self._build()
        self._show_options()
        self.score.currentIndexChanged.connect(self._on_edited)
        self.rotations.editTextChanged.connect(self._on_edited)
        self.scales.editTextChanged.connect(self._on_edited)
        self.top.valueChanged.connect(self._on_edited)
        self.match.clicked.connect(self.match_requested)
        self.cancel.clicked.connect(self._on_cancel)
        project.templates.reset.connect(self._refresh)
        project.templates.entry_changed.connect(self._refresh)
        project.scene_changed.connect(self._refresh)
        project.options_changed.connect(self._refresh)
        self.retranslate()
        self.retheme()

    def start(self) -> None:
        """A match runs."""
        self._running = True
        self.progress.setRange(0, 0)  # until the first report nothing is known
        self.stage.setText(self.tr("Starting…"))
        self.cancel.setEnabled(True)
        self._refresh()

    def report(self, progress: nc.Progress) -> None:
        """Show how far the match is."""
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(round(_STEPS * progress.fraction))
        text = self._stage_texts().get(progress.stage, progress.stage)
        if progress.total > 1:
            counted = self.tr("{stage}: {done} of {total}")
            text = counted.format(stage=text, done=progress.done, total=progress.total)
        self.stage.setText(text)

    def end(self) -> None:
        """No match runs any more."""
        self._running = False
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        for label, text in (
            (self._score_label, self.tr("Score")),
            (self._rotations_label, self.tr("Rotations")),
            (self._scales_label, self.tr("Scales")),
            (self._top_label, self.tr("Results per template")),
        ):
            label.setText(text)
        self._set_items(self.score, (self.tr("Aligned"), self.tr("Bag of features")))
        self.score.setToolTip(
            self.tr("Aligned keeps the arrangement of the picture; bag is the score of the paper.")
        )
        self._set_items(
            self.rotations, (self.tr("Heading only"), self.tr("Full circle if unknown"))
        )
        self.rotations.setToolTip(
            self.tr("Or type degrees clockwise: one number, or from:to:step, such as -30:30:15")
        )
        self._set_items(self.scales, (self.tr("GSD only"), self.tr("Range around the GSD")))
        self.scales.setToolTip(
            self.tr("Or type factors: one number, or from:to:count, such as 0.8:1.25:3")
        )
        self.match.setText(self.tr("Match"))
        self.match.setToolTip(self.tr("Look for the checked templates in the scene (Ctrl+Return)"))
        self.cancel.setText(self.tr("Cancel"))
        self._refresh()

    def retheme(self) -> None:
        """Tint the icons."""
        self.match.setIcon(themed_icon("match", self.palette()))
        self.cancel.setIcon(themed_icon("close", self.palette()))

    def _build(self) -> None:
        self.score, self.rotations, self.scales = QComboBox(), QComboBox(), QComboBox()
        self.top = QSpinBox()
        self.top.setRange(1, 1000)
        self.score.addItem("", "aligned")
        self.score.addItem("", "bag")
        for combo in (self.rotations, self.scales):
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.addItem("", "none")
            combo.addItem("", "auto")
        for combo in (self.score, self.rotations, self.scales):
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.setMinimumContentsLength(12)
        labels = [QLabel() for _ in range(4)]
        self._score_label, self._rotations_label, self._scales_label, self._top_label = labels
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields = (self.score, self.rotations, self.scales, self.top)
        for label, field in zip(labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.match = QPushButton()
        self.match.setDefault(True)
        self.match.setMinimumHeight(32)
        self.stage = QLabel()
        self.stage.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.cancel = QPushButton()
        running = QHBoxLayout()
        running.addWidget(self.progress, 1)
        running.addWidget(self.cancel)
        settings = QWidget()  # on a small screen they scroll, and the button stays
        above = QVBoxLayout(settings)
        above.setContentsMargins(0, 0, 0, 0)
        above.addLayout(form)
        above.addWidget(self.hint)
        above.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(scrolled(settings), 1)
        layout.addWidget(self.match)
        layout.addWidget(self.stage)
        layout.addLayout(running)

    def _show_options(self) -> None:
        options = self._project.options
        self.score.setCurrentIndex(self.score.findData(options.score))
        for combo, text in ((self.rotations, options.rotations), (self.scales, options.scales)):
            index = combo.findData(text)
            if index >= 0:
                combo.setCurrentIndex(index)
            else:
                combo.setEditText(text)
        self.top.setValue(options.top)

    def _on_edited(self, *_: object) -> None:
        self._project.set_options(
            replace(
                self._project.options,
                score=self.score.currentData(),
                rotations=_meaning(self.rotations),
                scales=_meaning(self.scales),
                top=self.top.value(),
            )
        )

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.stage.setText(self.tr("Cancelling…"))
        self.cancel_requested.emit()

    def _refresh(self, *_: object) -> None:
        templates = self._project.templates.enabled
        ready = self._project.scene is not None and bool(templates)
        self.match.setVisible(not self._running)
        self.match.setEnabled(ready)
        for widget in (self.stage, self.progress, self.cancel):
            widget.setVisible(self._running)
        self.hint.setText(self._hint_text())
        self.hint.setVisible(bool(self.hint.text()))

    def _hint_text(self) -> str:
        scene, templates = self._project.scene, self._project.templates.enabled
        if scene is None:
            return self.tr("Open a scene to search in.")
        if not len(self._project.templates):
            return self.tr("Add pictures to look for.")
        if not templates:
            return self.tr("Check at least one template.")
        if not scene.georeference.is_geographic:
            return self.tr(
                "The scene has no CRS, so headings and GSDs cannot be used: rotations and scales"
                " are relative to the picture as it is."
            )
        unknown = assumptions(self._project.options, templates, scene)
        lines = []
        if unknown.headings:
            lines.append(
                self.tr(
                    "Heading unknown for %n template(s): only rotation 0° is searched.",
                    "",
                    unknown.headings,
                )
            )
        if unknown.gsds:
            lines.append(
                self.tr(
                    "GSD unknown for %n template(s): only scale 1 is searched.", "", unknown.gsds
                )
            )
        return "\n".join(lines)

    def _stage_texts(self) -> dict[str, str]:
        return {
            "templates": self.tr("Describing the templates"),
            "statistics": self.tr("Measuring the scene"),
            "likelihoods": self.tr("Comparing with the scene"),
            "scores": self.tr("Scoring positions"),
            "candidates": self.tr("Choosing the best positions"),
            "write": self.tr("Writing"),
        }

    @staticmethod
    def _set_items(combo: QComboBox, texts: tuple[str, ...]) -> None:
        index = combo.currentIndex() if _is_item(combo) else -1
        typed = combo.currentText()
        combo.blockSignals(True)
        for i, text in enumerate(texts):
            combo.setItemText(i, text)
        if index >= 0:
            combo.setCurrentIndex(index)
            if combo.isEditable():
                combo.setEditText(texts[index])
        else:
            combo.setEditText(typed)
        combo.blockSignals(False)


def _is_item(combo: QComboBox) -> bool:
    index = combo.currentIndex()
    return index >= 0 and combo.currentText() == combo.itemText(index)


def _meaning(combo: QComboBox) -> str:
    """The value behind an item's text, or what was typed, with decimal commas taken as points."""
    text = combo.currentText().strip()
    for index in range(combo.count()):
        if text == combo.itemText(index):
            return str(combo.itemData(index))
    return text.replace(",", ".")
