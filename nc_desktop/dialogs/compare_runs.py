"""What differs between two runs over one scene."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.file_dialogs import ask_table
from nc_desktop.map.place_showing import Place
from nc_desktop.model.findings import Findings
from nc_desktop.model.run_comparison import (
    Difference,
    Side,
    TemplateComparison,
    compare_inputs,
    compare_runs,
)
from nc_desktop.panels.lines_table import Cell, Line, LinesTable
from nc_desktop.panels.run_texts import RunTexts
from nc_desktop.percent import percent_text
from nc_desktop.session.comparison_table import comparison_table
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

_OF_A = (2, 4)  # columns of the first run: a click on them goes to its place


class CompareRunsDialog(TranslatedDialog):
    """Two runs, chosen by name, and a table with a line a template. Stays open beside the work."""

    place_chosen = Signal(object)
    """A `Place` to go to."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._settings = session, settings
        self._project, self._runs = session.project, session.runs
        self._answers, self._texts = AnswerTexts(self), RunTexts(self)
        self._compared: tuple[TemplateComparison, ...] = ()
        self.save_dialog: QFileDialog | None = None
        self.scene, self.first, self.second = QComboBox(), QComboBox(), QComboBox()
        for box in (self.scene, self.first, self.second):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._scene_label, self._first_label, self._second_label = QLabel(), QLabel(), QLabel()
        self.settings_text, self.counts = QLabel(), QLabel()
        for label in (self.settings_text, self.counts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.only_differences = QCheckBox()
        self.table = LinesTable()
        self.copy, self.save, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self.scene.activated.connect(self._on_scene)
        self.first.activated.connect(self._compare)
        self.second.activated.connect(self._compare)
        self.only_differences.toggled.connect(self._show)
        self.table.chosen.connect(self._on_chosen)
        self.copy.clicked.connect(self.table.copy)
        self.save.clicked.connect(self._on_save)
        self._runs.changed.connect(self._fill)
        self.resize(960, 520)
        self.retranslate()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._scene_label, self.scene)
        form.addRow(self._first_label, self.first)
        form.addRow(self._second_label, self.second)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        buttons.addButton(self.copy, roles.ActionRole)
        buttons.addButton(self.save, roles.ActionRole)
        buttons.addButton(self.close_button, roles.RejectRole)
        buttons.rejected.connect(self.reject)
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.settings_text)
        layout.addWidget(self.counts)
        layout.addWidget(self.only_differences)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    @property
    def chosen_runs(self) -> tuple[Findings, Findings] | None:
        """The runs that are compared."""
        a = self._runs.find(str(self.first.currentData()))
        b = self._runs.find(str(self.second.currentData()))
        return None if a is None or b is None else (a, b)

    @property
    def compared(self) -> tuple[TemplateComparison, ...]:
        """All templates, whether they are shown or not."""
        return self._compared

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Compare runs"))
        self._scene_label.setText(self.tr("Scene"))
        self._first_label.setText(self.tr("Run A"))
        self._second_label.setText(self.tr("Run B"))
        self.only_differences.setText(self.tr("Differences only"))
        self.only_differences.setToolTip(
            self.tr("Hide templates that both runs answer alike, at the same place")
        )
        self.table.set_hint(self.tr("The runs do not differ."))
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(
            self.tr("Copy the selected lines, or all, with the titles, for a spreadsheet")
        )
        self.save.setText(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the comparison of all templates"))
        self.close_button.setText(self.tr("Close"))
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """Offer the scenes and runs of now, and keep what is chosen."""
        scenes = self._runs.scenes()
        chosen = self.scene.currentData()
        if chosen not in scenes:
            active = self._project.scene_layer
            chosen = active if active in scenes else next(iter(scenes), None)
        with QSignalBlocker(self.scene):
            self.scene.clear()
            for layer in scenes:
                self.scene.addItem(layer.name, layer)
                if layer is chosen:
                    self.scene.setCurrentIndex(self.scene.count() - 1)
        self._fill_runs()

    @Slot()
    def _on_scene(self, *_: object) -> None:
        self._fill_runs()

    def _fill_runs(self) -> None:
        scene = self.scene.currentData()
        runs = self._runs.of(scene) if scene is not None else ()
        usual = [run.uid for run in runs[-2:]]  # the last run against the one before
        kept = str(self.first.currentData()), str(self.second.currentData())
        uids = {run.uid for run in runs}
        wanted = kept if set(kept) <= uids else tuple(usual)
        for box, uid in zip((self.first, self.second), wanted or ("", ""), strict=False):
            with QSignalBlocker(box):
                box.clear()
                for run in reversed(runs):
                    box.addItem(self._texts.title(run), run.uid)
                    tip = self._texts.settings(run)
                    box.setItemData(box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
                    if run.uid == uid:
                        box.setCurrentIndex(box.count() - 1)
        self._compare()

    @Slot()
    def _compare(self, *_: object) -> None:
        runs = self.chosen_runs
        if runs is None:
            self._compared = ()
            self.settings_text.setText("")
            self.counts.setText(self.tr("Match a scene twice to compare its runs."))
        else:
            a, b = runs
            self._compared = compare_runs(a.found, b.found, a.scene.raster.georeference)
            between = self._texts.differences(compare_inputs(a.made_with, b.made_with))
            self.settings_text.setText(
                self.tr("What differs in the settings: {differences}.").format(differences=between)
            )
            self.counts.setText(self._counts())
        self.copy.setEnabled(runs is not None)
        self.save.setEnabled(runs is not None)
        self._show()

    def _counts(self) -> str:
        counted = Counter(each.difference for each in self._compared)
        parts = [self.tr("%n template(s)", "", len(self._compared))]
        order: tuple[Difference, ...] = (
            "same",
            "moved",
            "answer",
            "only_a",
            "only_b",
            "not_in_a",
            "not_in_b",
        )
        parts += [f"{self._word(kind)}: {counted[kind]}" for kind in order if counted[kind]]
        return " · ".join(parts)

    def _word(self, difference: Difference) -> str:
        words: dict[Difference, str] = {
            "same": self.tr("same"),
            "moved": self.tr("moved"),
            "answer": self.tr("another answer"),
            "only_a": self.tr("found in A only"),
            "only_b": self.tr("found in B only"),
            "not_in_a": self.tr("not looked for in A"),
            "not_in_b": self.tr("not looked for in B"),
        }
        return words[difference]

    @Slot()
    def _show(self, *_: object) -> None:
        shown = self._compared
        if self.only_differences.isChecked():
            shown = tuple(each for each in shown if each.difference != "same")
        metres = any(each.distance_m is not None for each in self._compared)
        titles = [
            self.tr("Template"),
            self.tr("Difference"),
            self.tr("Answer A"),
            self.tr("Answer B"),
            self.tr("Confidence A"),
            self.tr("Confidence B"),
            self.tr("Change"),
            self.tr("Distance, px"),
        ]
        if metres:
            titles.append(self.tr("Distance, m"))
        self.table.show_lines(titles, [self._line(each, metres=metres) for each in shown])

    def _line(self, each: TemplateComparison, *, metres: bool) -> Line:
        change = each.confidence_change
        (answer_a, sure_a), (answer_b, sure_b) = self._side(each.a), self._side(each.b)
        cells = [
            Cell(each.template),
            Cell(self._word(each.difference)),
            answer_a,
            answer_b,
            sure_a,
            sure_b,
            Cell(_points(change), change, is_number=True, tip=self.tr("B less A, in per cent")),
            _number(each.distance_px, 1),
        ]
        if metres:
            cells.append(_number(each.distance_m, 1))
        return Line(tuple(cells), each)

    def _side(self, side: Side | None) -> tuple[Cell, Cell]:
        if side is None:
            return Cell("–"), Cell(is_number=True)
        verdict, confidence = side.answer.verdict, side.answer.confidence
        if verdict is not None:
            said = self._answers.verdict(verdict)
        else:
            said = self.tr("not verified") if side.index is not None else self.tr("no place")
        text = "" if confidence is None else percent_text(confidence)
        return Cell(said), Cell(text, confidence, is_number=True)

    @Slot(object, int)
    def _on_chosen(self, each: TemplateComparison, column: int) -> None:
        """Go to the place in B; to that in A by a click on its columns, or where B has none."""
        runs = self.chosen_runs
        if runs is None:
            return
        sides = [(runs[1], each.b), (runs[0], each.a)]
        if column in _OF_A:
            sides.reverse()
        for run, side in sides:
            if side is not None and side.index is not None and side.footprint is not None:
                self.place_chosen.emit(Place(run.scene, run.uid, side.index, side.footprint))
                return

    @Slot()
    def _on_save(self) -> None:
        def write(path: Path) -> None:
            self._session.tables.save(comparison_table(self._compared), path)

        title = self.tr("Save the comparison")
        self.save_dialog = ask_table(self, self._settings, title, "comparison.csv", write)


def _points(change: float | None) -> str:
    if change is None:
        return ""
    points = round(100 * change)
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{QLocale().toString(abs(points))} %"


def _number(value: float | None, digits: int) -> Cell:
    if value is None:
        return Cell(is_number=True)
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)  # to be pasted elsewhere
    return Cell(locale.toString(value, "f", digits), value, is_number=True)
