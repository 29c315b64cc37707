"""All that is known of the current match, to be read and copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.decision_texts import DecisionTexts
from nc_desktop.icons import themed_icon
from nc_desktop.map.coordinates import dms_text, lonlat_text
from nc_desktop.map.match_picking import MatchPicking
from nc_desktop.model.match_facts import MatchFacts
from nc_desktop.model.project import Project
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.panels.run_texts import weights_title
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.panels.thumbnails import thumbnail
from nc_desktop.percent import percent_text
from nc_desktop.translated_widget import TranslatedWidget

_PICTURE = QSize(116, 78)
_LEAST_HEIGHT = 90  # picture and title: a panel that is dragged lower would cut them


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the list.

    Attributes:
        title: what it is.
        text: as it is read, in the numbers of the locale; several lines are possible.
        copied: as other programs take it, with a decimal point; empty for `text`.
        tip: more about it.
    """

    title: str
    text: str
    copied: str = ""
    tip: str = ""


class MatchDetails(TranslatedWidget):
    """Picture, confidence, place and size of the match that was selected last."""

    step_requested = Signal(int)
    """Show the match so many rows further in the table."""

    def __init__(
        self, project: Project, picking: MatchPicking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._project, self._picking = project, picking
        self._answers = AnswerTexts(self)
        self._decisions = DecisionTexts(self)
        self._weights_names: Mapping[str, str] = {}
        self.facts: tuple[Fact, ...] = ()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setForegroundRole(self.hint.palette().ColorRole.PlaceholderText)
        self.picture, self.name, self.place = QLabel(), ElidedLabel(), QLabel()
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.previous, self.next, self.copy_all = QToolButton(), QToolButton(), QToolButton()
        self.here = QPushButton()
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._lines: list[tuple[QLabel, QLabel, QToolButton]] = []
        self._stack = QStackedWidget(self)
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._stack)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self._build())
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
        self.here.clicked.connect(self._take_next)
        self.copy_all.clicked.connect(self.copy_facts)
        project.selection_changed.connect(self._show)
        project.scene_changed.connect(self._show)
        project.judged.connect(self._show)
        project.filter_changed.connect(self._show_place)
        project.templates.reset.connect(self._show)
        picking.picked.connect(self._show_place)
        self.retranslate()
        self.retheme()

    def sizeHint(self) -> QSize:
        """Wide enough for coordinates."""
        return QSize(300, 340)

    def name_weights(self, names: Mapping[str, str]) -> None:
        """Call weights so, by their paths; others are called after their files."""
        if names != self._weights_names:
            self._weights_names = names
            self._show()

    def copy_facts(self) -> None:
        """Put all lines on the clipboard: title, tab, value."""
        lines = (f"{fact.title}\t{fact.copied or fact.text}" for fact in self.facts)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        """Set every text again."""
        self.hint.setText(
            self.tr("Click a footprint on the map or a row of the table to see all of a match.")
        )
        for button, text in (
            (self.previous, self.tr("Previous match (Shift+N)")),
            (self.next, self.tr("Next match (N)")),
            (self.copy_all, self.tr("Copy all of this match")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.here.setToolTip(
            self.tr("Several matches lie under the last click on the map; show the next one")
        )
        self._show()

    def retheme(self) -> None:
        """Tint the icons."""
        palette = self.palette()
        self.previous.setIcon(themed_icon("previous", palette))
        self.next.setIcon(themed_icon("next", palette))
        for button in (self.copy_all, *self._table.findChildren(QToolButton)):
            button.setIcon(themed_icon("copy", palette))

    def _build(self) -> QWidget:
        page = QWidget()
        words = QVBoxLayout()
        words.addWidget(self.name)
        words.addWidget(self.place)
        words.addStretch(1)
        buttons = QHBoxLayout()
        for button in (self.previous, self.next, self.copy_all):
            button.setAutoRaise(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.addLayout(buttons)
        head = QHBoxLayout()
        head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.here)
        layout.addWidget(self._table, 1)
        return scrolled(page)  # all of it: a low panel would cut the head

    @Slot()
    def _take_next(self) -> None:
        self._picking.take_next()

    @Slot()
    def _show(self, *_: object) -> None:
        findings, index = self._project.findings, self._project.selected
        if findings is None or index is None:
            self.facts = ()
            self._stack.setCurrentIndex(0)
            return
        known = MatchFacts.of(findings.located, index)
        self._stack.setCurrentIndex(1)
        self.name.setText(known.match.template)
        templates = self._project.templates
        entry = templates.entry_called(known.match.template)
        template = known.template or (entry.template if entry is not None else None)
        if template is None:
            self.picture.clear()
        else:
            colour = templates.colour_of(known.match.template)
            self.picture.setPixmap(thumbnail(template, colour, _PICTURE))
        self.facts = self._written(known)
        self._fill()
        self._show_place()

    @Slot()
    def _show_place(self) -> None:
        findings, index = self._project.findings, self._project.selected
        if findings is None or index is None:
            return
        match = findings.result.matches[index]
        templates = findings.columns.template
        count = int((templates == templates[index]).sum())
        rank = self.tr("Rank {rank} of {all}").format(rank=match.rank, all=count)
        self.place.setText(rank)
        under = self._picking.under
        several = len(under) > 1 and index in under
        self.here.setVisible(several)
        if several:
            text = self.tr("{number} of {all} here – show the next")
            self.here.setText(text.format(number=under.index(index) + 1, all=len(under)))

    def _fill(self) -> None:
        for row, fact in enumerate(self.facts):
            if row == len(self._lines):
                self._add_line(row)
            title, value, copy = self._lines[row]
            title.setText(fact.title)
            value.setText(fact.text)
            title.setToolTip(fact.tip)
            value.setToolTip(fact.tip)
            text = self.tr("Copy: {what}").format(what=fact.title)
            copy.setToolTip(text)
            copy.setAccessibleName(text)
        for row, line in enumerate(self._lines):
            for widget in line:
                widget.setVisible(row < len(self.facts))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(self.facts), 1)

    def _add_line(self, row: int) -> None:
        """Widgets of another line; they stay, and get other texts as keys go through matches."""
        title, value, copy = QLabel(), QLabel(), QToolButton()
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setWordWrap(True)
        title.setForegroundRole(title.palette().ColorRole.PlaceholderText)
        copy.setIcon(themed_icon("copy", self.palette()))
        copy.setIconSize(QSize(14, 14))
        copy.setFixedSize(20, 18)
        copy.setAutoRaise(True)
        copy.clicked.connect(lambda: self._copy(row))
        for column, widget in enumerate((title, value, copy)):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self._lines.append((title, value, copy))

    def _copy(self, row: int) -> None:
        fact = self.facts[row]
        QGuiApplication.clipboard().setText(fact.copied or fact.text)

    def _written(self, known: MatchFacts) -> tuple[Fact, ...]:
        match = known.match
        facts = self._of_judgement(known) + self._of_origin(match) + self._of_confidence(known)
        if match.score is not None:
            facts.append(self._of_search(match, self._number(self.tr("Score"), match.score, 3)))
        facts += [
            self._number(self.tr("Rotation"), round(match.rotation_deg, 1) % 360, 1, "°"),
            self._number(self.tr("Scale"), match.scale, 3),
        ]
        facts += self._of_ground(known)
        facts += self._of_place(known)
        facts += self._of_weights(known)
        if known.damaged:
            text = self.tr("A part of the scene here cannot be read")
            facts.append(Fact(self.tr("Damaged"), text))
        return tuple(facts)

    def _of_weights(self, known: MatchFacts) -> list[Fact]:
        """Which weights found it: as the run calls them, and by their hash."""
        findings = self._project.findings
        if known.match.origin == "hand" or findings is None:
            return []
        told = findings.found.run.get("weights")
        if not isinstance(told, Mapping) or not told.get("sha256"):
            return []
        weights = findings.made_with.options.weights.strip() or str(told.get("name"))
        name = self._weights_names.get(weights) or weights_title(weights)
        tip = self.tr("The weights that the search was made with; SHA-256 {hash}")
        digest = str(told["sha256"])
        return [Fact(self.tr("Weights"), name, f"{name} {digest}", tip.format(hash=digest))]

    def _of_origin(self, match: nc.Match) -> list[Fact]:
        if match.origin == "hand":
            tip = self.tr("Nobody knows how sure it is: the search did not find it")
            return [Fact(self.tr("Placed"), self.tr("by hand"), tip=tip)]
        if match.origin == "corrected":
            tip = self.tr(
                "Confidence, inliers and score, marked with a star, are of the place that was found"
            )
            return [Fact(self.tr("Placed"), self.tr("corrected by hand"), tip=tip)]
        return []

    def _of_search(self, match: nc.Match, fact: Fact) -> Fact:
        """With a star where it is of another place than the match is now."""
        if match.origin != "corrected":
            return fact
        tip = self.tr("Of the place that was found; the match was corrected by hand since")
        return Fact(fact.title, f"{fact.text} *", fact.copied or fact.text, tip)

    def _of_confidence(self, known: MatchFacts) -> list[Fact]:
        match, facts = known.match, []
        told = known.answer
        answer = self._answers.of(told, match.rank) if told is not None else ""
        if answer:
            tip = self.tr("Whether the picture is in this scene, by all of its places")
            facts.append(Fact(self.tr("Verdict"), answer, tip=tip))
        if match.confidence is not None:
            text, copied = percent_text(match.confidence), f"{match.confidence:.4f}"
            tip = self.tr("How probable it is that this place is the right one")
            fact = Fact(self.tr("Confidence"), text, copied, tip)
            facts.append(self._of_search(match, fact))
        if match.inliers is not None:
            tip = self.tr("Parts of the picture that lie where they must on the ground")
            fact = Fact(self.tr("Inliers"), str(match.inliers), tip=tip)
            facts.append(self._of_search(match, fact))
        return facts

    def _of_judgement(self, known: MatchFacts) -> list[Fact]:
        match, facts = known.match, []
        if match.decision:
            facts.append(Fact(self.tr("Decision"), self._decisions.of(match.decision)))
        if match.comment:
            facts.append(Fact(self.tr("Comment"), match.comment))
        return facts

    def _of_ground(self, known: MatchFacts) -> list[Fact]:
        facts, metre = [], self.tr("m")
        if known.heading_deg is not None:
            fact = self._number(self.tr("Heading"), round(known.heading_deg, 1) % 360, 1, "°")
            tip = self.tr("True bearing of the picture's upper edge, as it was found")
            facts.append(Fact(fact.title, fact.text, fact.copied, tip))
        if known.gsd_m is not None:
            unit = self.tr("m/px")
            fact = self._number(self.tr("GSD of the picture"), known.gsd_m, 3, f" {unit}")
            facts.append(fact)
        if known.size_m is not None:
            width, height = (_number(value, 1) for value in known.size_m)
            copied = f"{known.size_m[0]:.2f} x {known.size_m[1]:.2f}"
            facts.append(Fact(self.tr("Size"), f"{width} × {height} {metre}", copied))
        if known.distance_m is not None:
            title = self.tr("From the EXIF position")
            fact = self._number(title, known.distance_m, 1, f" {metre}")
            tip = self.tr(
                "The camera's position; of an oblique picture the ground is elsewhere. The search"
                " does not use it."
            )
            facts.append(Fact(fact.title, fact.text, fact.copied, tip))
        return facts

    def _of_place(self, known: MatchFacts) -> list[Fact]:
        locale = QLocale()
        col, row = known.match.centre
        facts = [
            Fact(
                self.tr("Centre, pixels"),
                f"{_number(col, 1)}  {_number(row, 1)}",
                f"{col:.2f} {row:.2f}",
                self.tr("Column and row of the scene"),
            )
        ]
        if known.xy is not None:
            digits = 7 if known.degrees else 2
            x, y = known.xy
            text = f"{_number(x, digits)}  {_number(y, digits)}"
            facts.append(Fact(known.crs_name, text, f"{x:.{digits}f} {y:.{digits}f}"))
        if known.lonlat is not None:
            lon, lat = known.lonlat
            facts += [
                Fact("WGS 84", lonlat_text(lon, lat, locale), f"{lat:.7f}, {lon:.7f}"),
                Fact(self.tr("Degrees, minutes"), dms_text(lon, lat, locale)),
            ]
        facts.append(self._corners(known))
        return facts

    def _corners(self, known: MatchFacts) -> Fact:
        tip = self.tr("From the picture's upper left corner on, clockwise")
        if known.corners_lonlat is not None:
            points = [(lat, lon) for lon, lat in known.corners_lonlat]
            title, digits = self.tr("Corners (lat, lon)"), 6
        else:
            points, title, digits = list(known.corners), self.tr("Corners, pixels"), 1
        shown = "\n".join(f"{_number(a, digits)}  {_number(b, digits)}" for a, b in points)
        copied = "\n".join(f"{a:.{digits + 1}f}, {b:.{digits + 1}f}" for a, b in points)
        return Fact(title, shown, copied, tip)

    def _number(self, title: str, value: float, digits: int, unit: str = "") -> Fact:
        return Fact(title, f"{_number(value, digits)}{unit}", f"{value:.{digits}f}")


def _number(value: float, digits: int) -> str:
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return str(locale.toString(float(value), "f", digits))
