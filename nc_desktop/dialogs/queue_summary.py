"""What the matches of the queue came to: which template is in which scene."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.file_dialogs import ask_table
from nc_desktop.map.place_showing import Place
from nc_desktop.model.scene_outcome import TemplateOutcome
from nc_desktop.panels.durations import clock
from nc_desktop.panels.lines_table import Cell, Line, LinesTable
from nc_desktop.percent import percent_text
from nc_desktop.reasons import in_users_language
from nc_desktop.session.queue_list import QueueEntry
from nc_desktop.session.queue_table import queue_table
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class QueueSummaryDialog(TranslatedDialog):
    """Two tables: by template and by scene. They follow the queue; a click goes to the match."""

    place_chosen = Signal(object)
    """A `Place` to go to."""
    scene_chosen = Signal(object)
    """A `SceneLayer` to go to."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._settings = session, settings
        self._answers = AnswerTexts(self)
        self.save_dialog: QFileDialog | None = None
        self.counts = QLabel()
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.counts.setWordWrap(True)
        self.templates, self.scenes = LinesTable(), LinesTable()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.templates, "")
        self.tabs.addTab(self.scenes, "")
        self.copy, self.save, self.close_button = QPushButton(), QPushButton(), QPushButton()
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        buttons.addButton(self.copy, roles.ActionRole)
        buttons.addButton(self.save, roles.ActionRole)
        buttons.addButton(self.close_button, roles.RejectRole)
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.counts)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.templates.chosen.connect(lambda place, _column: self.place_chosen.emit(place))
        self.scenes.chosen.connect(lambda layer, _column: self.scene_chosen.emit(layer))
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        session.queue_list.changed.connect(self._fill)
        self.resize(900, 460)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Summary of the queue"))
        self.tabs.setTabText(0, self.tr("By template"))
        self.tabs.setTabText(1, self.tr("By scene"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(
            self.tr("Copy the selected lines, or all, with the titles, for a spreadsheet")
        )
        self.save.setText(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the answer for each template in each scene"))
        self.close_button.setText(self.tr("Close"))
        self._fill()

    @property
    def entries(self) -> tuple[QueueEntry, ...]:
        """Matches that are over."""
        return tuple(entry for entry in self._session.queue_list.entries if entry.ended)

    @Slot()
    def _fill(self) -> None:
        entries = self.entries
        self.templates.set_hint(self.tr("No match is done yet."))
        self.scenes.set_hint(self.tr("No match is done yet."))
        self.templates.show_lines(
            (
                self.tr("Template"),
                self.tr("Scene"),
                self.tr("Answer"),
                self.tr("Confidence"),
                self.tr("Inliers"),
                self.tr("Latitude"),
                self.tr("Longitude"),
                self.tr("Column"),
                self.tr("Row"),
            ),
            self._template_lines(entries),
        )
        self.scenes.show_lines(
            (
                self.tr("Scene"),
                self.tr("State"),
                self.tr("Found"),
                self.tr("Uncertain"),
                self.tr("Not here"),
                self.tr("Places"),
                self.tr("Time"),
                self.tr("Note"),
            ),
            [self._scene_line(entry) for entry in entries],
        )
        self.counts.setText(self._counts(entries))
        self.copy.setEnabled(bool(entries))
        self.save.setEnabled(bool(entries))

    def _counts(self, entries: tuple[QueueEntry, ...]) -> str:
        done = [entry.outcome for entry in entries if entry.outcome is not None]
        names = {each.template for outcome in done for each in outcome.templates}
        found = {t.template for o in done for t in o.templates if t.answer.verdict == "found"}
        waiting = sum(not entry.ended for entry in self._session.queue_list.entries)
        parts = [
            self.tr("{scenes} of %n scene(s) matched", "", len(entries) + waiting).format(
                scenes=len(done)
            ),
            self.tr("{found} of %n template(s) found", "", len(names)).format(found=len(found)),
        ]
        failed = sum(entry.state == "failed" for entry in entries)
        if failed:
            parts.append(self.tr("%n scene(s) failed", "", failed))
        return " · ".join(parts)

    def _template_lines(self, entries: tuple[QueueEntry, ...]) -> list[Line]:
        """Where each template is; a line that says so for one that is nowhere."""
        places: dict[str, list[tuple[QueueEntry, TemplateOutcome]]] = {}
        for entry in entries:
            for each in entry.outcome.templates if entry.outcome is not None else ():
                places.setdefault(each.template, []).append((entry, each))
        lines = []
        for name, own in places.items():
            told = [pair for pair in own if pair[1].failure or pair[1].answer.verdict != "absent"]
            told.sort(key=lambda pair: -(pair[1].answer.confidence or 0.0))
            lines += [self._place_line(entry, each) for entry, each in told]
            if not told:
                text = self.tr("in none of %n scene(s)", "", len(own))
                cells = (Cell(name), Cell("–"), Cell(text))
                lines.append(Line((*cells, *(Cell(is_number=True) for _ in range(6)))))
        return lines

    def _place_line(self, entry: QueueEntry, own: TemplateOutcome) -> Line:
        answer, scene = own.answer, entry.run.layer
        if own.failure:
            said = self.tr("not matched: {reason}").format(reason=in_users_language(own.failure))
        elif answer.verdict is not None:
            said = self._answers.verdict(answer.verdict)
        else:
            said = self.tr("not verified") if answer.places else self.tr("no place")
        lon, lat = own.lonlat or (None, None)
        col, row = own.centre or (None, None)
        confidence = "" if answer.confidence is None else percent_text(answer.confidence)
        cells = (
            Cell(own.template),
            Cell(scene.name, tip=str(entry.run.job.scene.path)),
            Cell(said),
            Cell(confidence, answer.confidence, is_number=True),
            _number(answer.inliers, 0),
            _number(lat, 6),
            _number(lon, 6),
            _number(col, 1),
            _number(row, 1),
        )
        if own.index is None or own.footprint is None or entry.outcome is None:
            return Line(cells)
        return Line(cells, Place(scene, entry.outcome.uid, own.index, own.footprint))

    def _scene_line(self, entry: QueueEntry) -> Line:
        states = {
            "done": self.tr("done"),
            "failed": self.tr("failed"),
            "cancelled": self.tr("cancelled"),
        }
        outcome, note = entry.outcome, in_users_language(entry.reason)
        counts: list[int | None] = [None, None, None, None]
        if outcome is not None:
            verdicts: list[int | None] = [
                outcome.count("found"),
                outcome.count("uncertain"),
                outcome.count("absent"),
            ]
            if all(each.verdict is None for each in outcome.answers.values()):
                verdicts = [None, None, None]
            counts = [*verdicts, outcome.matches]
            if outcome.damaged:
                note = self.tr("%n part(s) of the scene not readable", "", outcome.damaged)
        cells = (
            Cell(entry.run.layer.name, tip=str(entry.run.job.scene.path)),
            Cell(states.get(entry.state, "")),
            *(_number(count, 0) for count in counts),
            Cell(clock(entry.seconds) if entry.seconds else "", entry.seconds, is_number=True),
            Cell(note),
        )
        return Line(cells, entry.run.layer)

    @Slot()
    def _on_copy(self) -> None:
        table = self.tabs.currentWidget()
        if isinstance(table, LinesTable):
            table.copy()

    @Slot()
    def _on_save(self) -> None:
        def write(path: Path) -> None:
            self._session.tables.save(queue_table(self.entries), path)

        title = self.tr("Save the summary")
        self.save_dialog = ask_table(self, self._settings, title, "summary.csv", write)


def _number(value: float | None, digits: int) -> Cell:
    if value is None:
        return Cell(is_number=True)
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)  # to be pasted elsewhere
    return Cell(locale.toString(float(value), "f", digits), float(value), is_number=True)
