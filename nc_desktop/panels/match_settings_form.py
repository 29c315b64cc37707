"""The settings of a match: four that everybody needs, and the others below a fold."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.project import Project
from nc_desktop.panels.fold import Fold
from nc_desktop.panels.option_editors import (
    Choice,
    Decimal,
    Editor,
    FileOrName,
    OptionalNumber,
    Switch,
    TwoDecimals,
    TypedChoice,
    Whole,
)
from nc_desktop.theme import is_dark
from nc_desktop.translated_widget import TranslatedWidget
from nc_desktop.weights.shipped_names import shipped_name

_BASIC = ("score", "rotations", "scales", "top")
_WIDEST_LABEL = 130  # longer ones take two lines
_WRONG_INKS = ("#b3261e", "#ff8f8a")  # on a light and on a dark ground


class MatchSettingsForm(TranslatedWidget):
    """An editor for each field of `MatchOptions`, with what is wrong with it beside it."""

    load_requested = Signal()
    save_requested = Signal()
    reset_requested = Signal()
    weights_requested = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._build_editors()
        self._labels: dict[str, QLabel] = {}
        self._problems: dict[str, QLabel] = {}
        self._followers: list[QLabel] = []
        basic, advanced = QFormLayout(), QFormLayout()
        for name in self._editors:
            self._add_row(name, basic if name in _BASIC else advanced)
        self.reset, self.load, self.save = QPushButton(), QPushButton(), QPushButton()
        files = QHBoxLayout()
        for button in (self.reset, self.load, self.save):
            files.addWidget(button)
        files.addStretch(1)
        folded = QWidget()
        inside = QVBoxLayout(folded)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(advanced)
        inside.addLayout(files)
        self._inside = inside
        self.advanced = Fold(folded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(basic)
        layout.addWidget(self.advanced)
        for form in (basic, advanced):
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.load.clicked.connect(self.load_requested)
        self.save.clicked.connect(self.save_requested)
        self.reset.clicked.connect(self.reset_requested)
        self.weights.browse_requested.connect(self.weights_requested)
        project.options_changed.connect(self._show_options)
        self.retranslate()
        self._show_options()

    def add_to_advanced(self, widget: QWidget) -> None:
        """Put something else above the buttons of the fold."""
        self._inside.insertWidget(self._inside.count() - 1, widget)

    def problem_of(self, name: str) -> str:
        """What is said beside a field; empty if nothing is wrong."""
        return self._problems[name].text()

    def retranslate(self) -> None:
        """Set every text again."""
        for name, (label, tip) in self._texts().items():
            self._labels[name].setText(label)
            self._labels[name].setToolTip(tip)
            editor = self._editors[name]
            if isinstance(editor, QWidget):
                editor.setToolTip(tip)
                editor.setAccessibleName(label)
        self.score.set_texts(
            (self.tr("Aligned"), self.tr("Bag of features"), self.tr("Mean cosine"))
        )
        self.rotations.set_texts((self.tr("Automatic"), self.tr("Heading only")))
        self.scales.set_texts((self.tr("Automatic"), self.tr("GSD only")))
        self.exact.setText(self.tr("All in full detail"))
        self.verify.setSpecialValueText(self.tr("none"))
        self.standardisation.set_texts((self.tr("Scene"), self.tr("Scene and template")))
        self.device.set_texts((self.tr("Automatic"), self.tr("Processor (cpu)"), "cuda", "mps"))
        self.precision.set_texts((self.tr("Automatic"), "float32", "float16"))
        self.weights.text.set_texts(tuple(shipped_name(name) for name in nc.shipped_weights()))
        self.weights.browse.setToolTip(self.tr("Look for a file of weights"))
        self.layer_weights.set_texts(self.tr("Texture"), self.tr("Shape"))
        automatic = self.tr("automatic")
        self.alpha.setPlaceholderText(automatic)
        self.reduce.setPlaceholderText(automatic)
        self.min_score.setPlaceholderText(self.tr("none"))
        self.blur_cells.setSuffix(self.tr(" cells"))
        self.tile_px.setSuffix(self.tr(" px"))
        self.memory_mib.setSuffix(self.tr(" MiB"))
        self.cache_gib.setSuffix(self.tr(" GiB"))
        self.cache_gib.setSpecialValueText(self.tr("none"))
        self.advanced.set_title(
            self.tr("Advanced"),
            self.tr(
                "Settings that are seldom needed: for hard pictures, little memory, comparisons"
            ),
        )
        self.reset.setText(self.tr("Defaults"))
        self.reset.setToolTip(self.tr("Set all settings of the match back to their defaults"))
        self.load.setText(self.tr("Load…"))
        self.load.setToolTip(self.tr("Take the settings of a YAML file"))
        self.save.setText(self.tr("Save…"))
        self.save.setToolTip(
            self.tr("Write the settings to a YAML file, for the command line too (--config)")
        )
        self._show_problems()
        self._align()

    def align_with(self, label: QLabel) -> None:
        """Give a label of another form the width of those here."""
        if label not in self._followers:
            self._followers.append(label)
        self._align()

    def retheme(self) -> None:
        """Colour what is wrong."""
        colour = QColor(_WRONG_INKS[is_dark(self.palette())])
        for label in self._problems.values():
            palette = label.palette()
            if palette.color(palette.ColorRole.WindowText) != colour:
                palette.setColor(palette.ColorRole.WindowText, colour)
                label.setPalette(palette)

    def _build_editors(self) -> None:
        self.score = Choice(("aligned", "bag", "cosine"))
        self.rotations = TypedChoice(("auto", "none"))
        self.scales = TypedChoice(("auto", "none"))
        self.top = Whole(1, 10_000)
        self.verify = Whole(0, 100)
        self.exact = Switch()
        self.min_score = OptionalNumber()
        self.separation = Decimal(0.01, 1.0, 0.05)
        self.min_coverage = Decimal(0.01, 1.0, 0.05)
        self.alpha = OptionalNumber()
        self.layer_weights = TwoDecimals(0.0, 99.0, 0.25)
        self.standardisation = Choice(("scene", "joint"))
        self.blur_cells = Whole(1, 15, 2)
        self.reduce = OptionalNumber()
        self.device = TypedChoice(("auto", "cpu", "cuda", "mps"))
        self.precision = Choice(("auto", "float32", "float16"))
        self.memory_mib = Whole(64, 1_048_576, 256)
        self.cache_gib = Decimal(0, 10_000, 1)
        self.tile_px = Whole(64, 8192, 64)
        self.weights = FileOrName(tuple(nc.shipped_weights()))
        self._editors: dict[str, Editor] = {
            "score": self.score,
            "rotations": self.rotations,
            "scales": self.scales,
            "top": self.top,
            "verify": self.verify,
            "exact": self.exact,
            "min_score": self.min_score,
            "separation": self.separation,
            "min_coverage": self.min_coverage,
            "alpha": self.alpha,
            "layer_weights": self.layer_weights,
            "standardisation": self.standardisation,
            "blur_cells": self.blur_cells,
            "weights": self.weights,
            "reduce": self.reduce,
            "device": self.device,
            "precision": self.precision,
            "memory_mib": self.memory_mib,
            "cache_gib": self.cache_gib,
            "tile_px": self.tile_px,
        }

    def _add_row(self, name: str, form: QFormLayout) -> None:
        editor = self._editors[name]
        label, problem = QLabel(), QLabel()
        problem.setWordWrap(True)
        problem.setTextFormat(Qt.TextFormat.PlainText)
        problem.hide()
        cell = QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if isinstance(editor, QWidget):
            label.setBuddy(editor)
            layout.addWidget(editor)
        layout.addWidget(problem)
        form.addRow(label, cell)
        self._labels[name], self._problems[name] = label, problem
        editor.edited.connect(self._on_edited)

    def _align(self) -> None:
        """One column of editors, above and below the fold."""
        labels = [*self._labels.values(), *self._followers]
        widest = max(label.fontMetrics().horizontalAdvance(label.text()) for label in labels)
        for label in labels:
            label.setWordWrap(True)
            label.setFixedWidth(min(widest + 4, _WIDEST_LABEL))

    def _show_options(self) -> None:
        options = self._project.options
        for name, editor in self._editors.items():
            value = getattr(options, name)
            if editor.value() != value:
                editor.set_value(value)
        # other scores have no confidence, so there is nothing to choose
        self.verify.setEnabled(replace(options, verify=1).verifies)
        self.exact.setEnabled("auto" in (options.rotations.strip(), options.scales.strip()))
        self._show_problems()

    def _on_edited(self) -> None:
        values = {name: editor.value() for name, editor in self._editors.items()}
        self._project.set_options(replace(MatchOptions(), **values))

    def _show_problems(self) -> None:
        wrong, rules = self._project.options.problems, self._rules()
        for name, label in self._problems.items():
            label.setText(rules.get(name, wrong[name]) if name in wrong else "")
            label.setVisible(name in wrong)
        self.retheme()
        if wrong.keys() - set(_BASIC):
            self.advanced.set_open(True)  # what is wrong must be seen

    def _rules(self) -> dict[str, str]:
        """What a field takes, for one that has something else."""
        return {
            "rotations": self.tr("Degrees: one number, from:to:step such as -30:30:15, or a; b; c"),
            "scales": self.tr("Factors: one number, from:to:count such as 0.8:1.25:3, or a; b; c"),
            "min_score": self.tr("A number, or nothing"),
            "alpha": self.tr("A number above 0 and up to 40, or nothing"),
            "layer_weights": self.tr("One of the two must be above 0"),
            "blur_cells": self.tr("An odd number"),
            "reduce": self.tr("0.5, a whole number up to 64, or nothing"),
            "tile_px": self.tr("A multiple of 4"),
        }

    def _texts(self) -> dict[str, tuple[str, str]]:
        """Label and tool tip of each field."""
        return {
            "score": (
                self.tr("Score"),
                self.tr(
                    "Aligned keeps the arrangement of the picture; bag is the score of the paper;"
                    " mean cosine is a baseline to compare with."
                ),
            ),
            "rotations": (
                self.tr("Rotations"),
                self.tr(
                    "Automatic turns the picture where its heading is unknown, or where nothing"
                    " sure is found at it. Or type degrees clockwise: one number, from:to:step such"
                    " as -30:30:15, or a list such as 0; 15; 40"
                ),
            ),
            "scales": (
                self.tr("Scales"),
                self.tr(
                    "Automatic tries other sizes where a GSD is unknown, or where nothing sure is"
                    " found at it. Or type factors: one number, from:to:count such as 0.8:1.25:3,"
                    " or a list such as 0.9; 1; 1.2"
                ),
            ),
            "top": (
                self.tr("Results per template"),
                self.tr("How many places are listed for each template, the best first."),
            ),
            "verify": (
                self.tr("Verified places"),
                self.tr(
                    "How many places of each template are compared with the picture in detail,"
                    " which gives the confidence; the surest comes first. Only with the aligned"
                    " score. None is faster, but nobody tells then what is not in the scene."
                ),
            ),
            "exact": (
                self.tr("Exact"),
                self.tr(
                    "Search all automatic rotations and scales, and all of a large scene, at the"
                    " full working resolution, which takes many times as long, instead of first at"
                    " a coarse one."
                ),
            ),
            "min_score": (
                self.tr("Least score"),
                self.tr("Places below this score are not listed. Empty lists them all."),
            ),
            "separation": (
                self.tr("Separation"),
                self.tr(
                    "Least distance of two places of a template, in units of its shorter side."
                ),
            ),
            "min_coverage": (
                self.tr("Coverage"),
                self.tr(
                    "Share of the template that must lie on valid pixels of the scene, 0 to 1."
                    " Lower it to find pictures at the edge."
                ),
            ),
            "alpha": (
                self.tr("Alpha"),
                self.tr(
                    "Temperature of the soft ranking, up to 40: higher trusts the best cells more."
                    " Empty takes 10 for aligned and 25 for bag."
                ),
            ),
            "layer_weights": (
                self.tr("Layers"),
                self.tr(
                    "How much the network's early layer (texture) and late layer (shape) count."
                    " The paper has 1 and 1."
                ),
            ),
            "standardisation": (
                self.tr("Statistics"),
                self.tr(
                    "What the features are measured against: the scene, or scene and template"
                    " together as in the paper, which is much slower."
                ),
            ),
            "blur_cells": (
                self.tr("Blur"),
                self.tr("Tolerance to deformation, in cells of 4 pixels; an odd number."),
            ),
            "weights": (
                self.tr("Weights"),
                self.tr(
                    "Of the network: those that are shipped, or a file (.safetensors, .pth)."
                    " It is checked when the match starts."
                ),
            ),
            "reduce": (
                self.tr("Reduction"),
                self.tr(
                    "Scene pixels per working pixel: 2 works at half the resolution, four times"
                    " as fast; 0.5 enlarges. Empty goes by the template's size."
                ),
            ),
            "device": (
                self.tr("Device"),
                self.tr(
                    "What computes: automatic takes a graphics card if there is one."
                    " cuda:1 is the second card."
                ),
            ),
            "precision": (
                self.tr("Precision"),
                self.tr(
                    "Of the numbers that the network computes with. float16 is meant for graphics"
                    " cards and slower on the processor; automatic takes it on cuda."
                ),
            ),
            "memory_mib": (
                self.tr("Memory"),
                self.tr(
                    "What scene features, template cells and score maps may each take. Scenes that"
                    " need more are computed in every pass, which is slower."
                ),
            ),
            "cache_gib": (
                self.tr("Cache"),
                self.tr(
                    "What features of scenes may take on the disk. The next search of the same"
                    " scene on the processor is several times as fast with them."
                ),
            ),
            "tile_px": (
                self.tr("Tile"),
                self.tr(
                    "Side of a tile in working pixels, a multiple of 4. Smaller tiles need less"
                    " memory."
                ),
            ),
        }
