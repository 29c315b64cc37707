"""A form that is made from the schema of the settings: editor, help, unit, limits, reset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.panels.fold import Fold
from nc_desktop.panels.option_editors import Choice, Editor, FileOrName, TypedChoice, Whole
from nc_desktop.reasons import in_users_language
from nc_desktop.theme import is_dark
from nc_desktop.training.setting_texts import group_title, setting_label, unit_text
from nc_desktop.translated_widget import TranslatedWidget
from nc_desktop.weights.shipped_names import shipped_name

HIDDEN = ("preset", "data", "out")  # chosen elsewhere
_MOST_WHOLE = 2**31 - 1
_LABEL_WIDTH = 190
WRONG_INKS = ("#b3261e", "#ff8f8a")  # on a light and on a dark ground


class NumberLine(QLineEdit):
    """A number of any size, as it was typed where it is none."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> float | str:
        """The number, or the text."""
        text = self.text().strip()
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return text

    def set_value(self, value: float | str) -> None:
        """Show it; `edited` is not emitted."""
        shown = value if isinstance(value, str) else f"{value:.12g}"
        if not isinstance(value, str):
            shown = shown.replace(".", QLocale().decimalPoint())
        with QSignalBlocker(self):
            self.setText(shown)


class ListLine(QLineEdit):
    """Several values with semicolons between them, numbers or names; empty for none."""

    edited = Signal()

    def __init__(self, *, numbers: bool) -> None:
        super().__init__()
        self._numbers = numbers
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> tuple[float | str, ...]:
        """The values."""
        split = self.text() if self._numbers else self.text().replace(",", ";")
        parts = [part.strip() for part in split.split(";") if part.strip()]
        return tuple(_number_or_text(part) for part in parts) if self._numbers else tuple(parts)

    def set_value(self, value: tuple[float | str, ...]) -> None:
        """Show them; `edited` is not emitted."""
        shown = "; ".join(
            part if isinstance(part, str) else QLocale().toString(float(part), "g", 6)
            for part in value
        )
        with QSignalBlocker(self):
            self.setText(shown)


class TextLine(QLineEdit):
    """A text."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """It, without blanks around it."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show it; `edited` is not emitted."""
        with QSignalBlocker(self):
            self.setText(value)


class SchemaForm(TranslatedWidget):
    """An editor for each setting of training, those that are advanced below a fold.

    `changed` follows every edit.
    """

    changed = Signal()
    weights_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schema: dict[str, dict[str, Any]] = nc.TrainConfig.model_json_schema()["properties"]
        self._defaults: dict[str, Any] = nc.make_train_config().model_dump()
        self._editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._helps: dict[str, QLabel] = {}
        self._problems: dict[str, QLabel] = {}
        self._resets: dict[str, QToolButton] = {}
        self._titles: dict[tuple[str, bool], QLabel] = {}
        self._general = _problem_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self._general)
        layout.addLayout(self._make_groups(advanced=False))
        folded = QWidget()
        inside = self._make_groups(advanced=True)
        inside.setContentsMargins(0, 0, 0, 0)
        folded.setLayout(inside)
        self.advanced = Fold(folded)
        layout.addWidget(self.advanced)
        layout.addStretch(1)
        self.set_values(self._defaults)
        self.retranslate()
        self.retheme()

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the form, whether it makes sense or not."""
        return {name: editor.value() for name, editor in self._editors.items()}

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by setting; what concerns several of them under the empty name."""
        return self._found

    def editor(self, name: str) -> Editor:
        """Of a setting."""
        return self._editors[name]

    def offer_weights(self, choices: Sequence[tuple[str, str]]) -> None:
        """Names and files of weights to start from, beside those that ship."""
        weights = self._editors["weights"]
        assert isinstance(weights, FileOrName)  # noqa: S101 (made below)
        weights.offer(choices)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show other values."""
        for name, editor in self._editors.items():
            if name in values:
                editor.set_value(values[name])
        self._check()

    def set_defaults(self, values: Mapping[str, Any]) -> None:
        """What a reset goes back to: the values of another preset."""
        self._defaults = dict(values)
        self._check()

    def config(self, **others: Any) -> nc.TrainConfig:
        """The settings.

        Args:
            others: those that are chosen elsewhere.

        Raises:
            neurocorrelator.ConfigurationError: something is wrong; it is said beside the setting.
        """
        config, found = checked(self.values | others)
        if config is None:
            raise nc.ConfigurationError("; ".join(found.values()))
        return config

    def retranslate(self) -> None:
        """Set every text again."""
        for (group, _), title in self._titles.items():
            title.setText(f"<b>{group_title(group)}</b>")
        for name, editor in self._editors.items():
            label, said = setting_label(name), self._help(name)
            self._labels[name].setText(label)
            self._helps[name].setText(said)
            self._resets[name].setToolTip(self.tr("Back to the value of the preset"))
            self._resets[name].setAccessibleName(self.tr("Back to the value of the preset"))
            if isinstance(editor, QWidget):
                editor.setToolTip(said)
                editor.setAccessibleName(label)
            if isinstance(editor, Whole):
                editor.setSuffix(unit_text(self._schema[name].get("unit", "")))
        device, weights = self._editors["device"], self._editors["weights"]
        assert isinstance(device, TypedChoice)  # noqa: S101 (made above)
        assert isinstance(weights, FileOrName)  # noqa: S101
        device.set_texts((self.tr("Automatic"), self.tr("Processor (cpu)"), "cuda", "mps"))
        weights.text.set_texts(tuple(shipped_name(name) for name in nc.shipped_weights()))
        weights.browse.setToolTip(self.tr("Look for a file of weights"))
        self.advanced.set_title(
            self.tr("Advanced"), self.tr("Settings for those who know how networks are trained")
        )
        self._check()

    def retheme(self) -> None:
        """Colour what is wrong, tint the icons, and let the help be pale."""
        wrong = QColor(WRONG_INKS[is_dark(self.palette())])
        for label in (*self._problems.values(), self._general):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, wrong)
            label.setPalette(palette)
        pale = self.palette().color(self.palette().ColorRole.PlaceholderText)
        for label in self._helps.values():
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, pale)
            label.setPalette(palette)
        for reset in self._resets.values():
            reset.setIcon(themed_icon("reset", self.palette()))

    def _make_groups(self, *, advanced: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        groups: dict[str, QFormLayout] = {}
        for name, field in self._schema.items():
            if name in HIDDEN or bool(field.get("advanced")) != advanced:
                continue
            group = str(field.get("group", ""))
            if group not in groups:
                title = QLabel()
                title.setContentsMargins(0, 8, 0, 0)
                self._titles[group, advanced] = title
                form = QFormLayout()
                form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
                form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
                form.setContentsMargins(8, 0, 0, 0)
                groups[group] = form
                column.addWidget(title)
                column.addLayout(form)
            self._add_row(name, field, groups[group])
        return column

    def _add_row(self, name: str, field: dict[str, Any], form: QFormLayout) -> None:
        editor = self._own_editor(name) or _editor_for(field)
        label, said, problem = QLabel(), QLabel(), _problem_label()
        label.setFixedWidth(_LABEL_WIDTH)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        reset = QToolButton()
        reset.setAutoRaise(True)
        keeps_room = reset.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(keeps_room)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        if isinstance(editor, QWidget):
            label.setBuddy(editor)
            editor.setMaximumWidth(320)
            line.addWidget(editor, 1)
        line.addWidget(reset)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(problem)
        column.addWidget(said)
        form.addRow(label, cell)
        self._editors[name], self._labels[name], self._resets[name] = editor, label, reset
        self._helps[name], self._problems[name] = said, problem
        editor.edited.connect(self._on_edited)
        reset.clicked.connect(lambda _=False, name=name: self._reset(name))

    def _own_editor(self, name: str) -> Editor | None:
        """Of settings that have names beside what can be typed."""
        if name == "device":
            return TypedChoice(("auto", "cpu", "cuda", "mps"))
        if name == "weights":
            chooser = FileOrName(tuple(nc.shipped_weights()))
            chooser.browse_requested.connect(self.weights_requested)
            return chooser
        return None

    def _help(self, name: str) -> str:
        """What a setting means, and its limits."""
        field = self._schema[name]
        said = in_users_language(str(field.get("description", "")))
        least, most = field.get("minimum"), field.get("maximum")
        above, below = field.get("exclusiveMinimum"), field.get("exclusiveMaximum")
        numbers = QLocale()
        numbers.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)

        def shown(number: float) -> str:
            return numbers.toString(float(number), "g", 6)

        limits = []
        if above is not None:
            limits.append(self.tr("above {limit}").format(limit=shown(above)))
        elif least is not None:
            limits.append(self.tr("from {limit}").format(limit=shown(least)))
        if below is not None:
            limits.append(self.tr("below {limit}").format(limit=shown(below)))
        elif most is not None and most < 100_000:
            limits.append(self.tr("to {limit}").format(limit=shown(most)))
        if step := field.get("multipleOf"):
            limits.append(self.tr("in steps of {step}").format(step=shown(step)))
        unit = unit_text(str(field.get("unit", "")))
        if limits and unit:
            limits[-1] += unit
        return f"{said} ({' '.join(limits)})" if limits else said

    def _reset(self, name: str) -> None:
        self._editors[name].set_value(self._defaults[name])
        self._on_edited()

    def _on_edited(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        _, self._found = checked(self.values)
        for name, label in self._problems.items():
            label.setText(self._found.get(name, ""))
            label.setVisible(bool(label.text()))
            differs = _plain(self._editors[name].value()) != _plain(self._defaults.get(name))
            self._resets[name].setVisible(differs)
        self._general.setText(self._found.get("", ""))
        self._general.setVisible(bool(self._general.text()))
        if any(self._schema[name].get("advanced") for name in self._found if name in self._schema):
            self.advanced.set_open(True)  # what is wrong must be seen


def checked(values: Mapping[str, Any]) -> tuple[nc.TrainConfig | None, dict[str, str]]:
    """Settings of values, or what is wrong with them by name, in the user's language."""
    make = nc.TrainConfig
    from pydantic import ValidationError

    try:
        return make(**values), {}
    except ValidationError as error:
        found: dict[str, str] = {}
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0]) if detail["loc"] else ""
            said = str(detail["msg"]).removeprefix("Value error, ")
            said = said.replace("Input should be ", "must be ", 1)
            found.setdefault(name, in_users_language(said[:1].lower() + said[1:]))
        return None, found


def _editor_for(field: dict[str, Any]) -> Editor:
    kind = field.get("type")
    if "enum" in field:
        return Choice([str(value) for value in field["enum"]])
    if kind == "integer":
        least = int(field.get("minimum", -_MOST_WHOLE))
        most = min(int(field.get("maximum", _MOST_WHOLE)), _MOST_WHOLE)
        return Whole(least, most, int(field.get("multipleOf", 1)))
    if kind == "number":
        return NumberLine()
    if kind == "array":
        parts = field.get("prefixItems") or [field.get("items") or {}]
        return ListLine(numbers=parts[0].get("type") == "number")
    return TextLine()


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def _number_or_text(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _problem_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label
