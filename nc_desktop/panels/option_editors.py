"""Small editors of one value each: `value`, `set_value`, `edited`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

_NARROWEST = 56


class Editor(Protocol):
    """What all of them are."""

    edited: SignalInstance

    def value(self) -> Any:
        """What the user chose."""

    def set_value(self, value: Any) -> None:
        """Show a value; `edited` is not emitted."""


class _WheelForFocused(QObject):
    """Leaves the wheel to the panel that scrolls, unless the editor has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        wheel = event.type() == QEvent.Type.Wheel
        if wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _tame(widget: QWidget) -> None:
    widget.installEventFilter(_WheelForFocused(widget))
    widget.setMinimumWidth(_NARROWEST)  # less than its longest value would like


class Choice(QComboBox):
    """One of some values."""

    edited = Signal()

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        for value in values:
            self.addItem(value, value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.currentIndexChanged.connect(lambda _index: self.edited.emit())
        _tame(self)

    def value(self) -> str:
        """The one that is chosen."""
        return str(self.currentData())

    def set_value(self, value: str) -> None:
        """Choose one."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def set_texts(self, texts: Sequence[str]) -> None:
        """How the values are called, in order."""
        for index, text in enumerate(texts):
            self.setItemText(index, text)


class TypedChoice(QComboBox):
    """One of some values that have names, or any other that is typed."""

    edited = Signal()

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        for value in values:
            self.addItem(value, value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.editTextChanged.connect(lambda _text: self.edited.emit())
        self.currentIndexChanged.connect(lambda _index: self._show_beginning())
        _tame(self)

    def value(self) -> str:
        """The value behind a name, or the text that was typed."""
        text = self.currentText().strip()
        for index in range(self.count()):
            if text == self.itemText(index):
                return str(self.itemData(index))
        return text

    def set_value(self, value: str) -> None:
        """Show a value by its name, or as it is."""
        with QSignalBlocker(self):
            index = self.findData(value)
            self.setCurrentIndex(index)
            self.setEditText(self.itemText(index) if index >= 0 else value)
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Where a name is too long, its end is cut off."""
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def set_texts(self, texts: Sequence[str]) -> None:
        """How the values are called, in order."""
        shown = self.value()
        with QSignalBlocker(self):
            for index, text in enumerate(texts):
                self.setItemText(index, text)
        self.set_value(shown)

    def offer(self, first: int, choices: Sequence[tuple[str, str]]) -> None:
        """Let the values from an index on be other ones, each with its name."""
        if [(self.itemText(i), self.itemData(i)) for i in range(first, self.count())] == [*choices]:
            return
        shown = self.value()
        with QSignalBlocker(self):
            while self.count() > first:
                self.removeItem(first)
            for name, value in choices:
                self.addItem(name, value)
        self.set_value(shown)


class Switch(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Whether it is checked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Check it or not."""
        with QSignalBlocker(self):
            self.setChecked(value)


class Whole(QSpinBox):
    """A whole number."""

    edited = Signal()

    def __init__(self, least: int, most: int, step: int = 1) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.valueChanged.connect(lambda _value: self.edited.emit())
        _tame(self)

    def set_value(self, value: int) -> None:
        """Show a number."""
        with QSignalBlocker(self):
            self.setValue(value)


class Decimal(QDoubleSpinBox):
    """A number."""

    edited = Signal()

    def __init__(self, least: float, most: float, step: float) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setDecimals(2)
        self._exact = 0.0
        self.valueChanged.connect(lambda _value: self.edited.emit())
        _tame(self)

    def value(self) -> float:
        """The number; one that was set is kept as it is, though fewer digits are shown."""
        shown = super().value()
        hidden = abs(self._exact - shown) <= 0.501 * 10.0 ** -self.decimals()
        return self._exact if hidden else shown

    def set_value(self, value: float) -> None:
        """Show a number."""
        self._exact = value
        with QSignalBlocker(self):
            self.setValue(value)


class OptionalNumber(QLineEdit):
    """A number as text, or nothing."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """What was typed."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        with QSignalBlocker(self):
            self.setText(value)


class TwoDecimals(QWidget):
    """Two numbers, each with its name, one below the other: a panel may be narrow."""

    edited = Signal()

    def __init__(self, least: float, most: float, step: float) -> None:
        super().__init__()
        self.first, self.second = Decimal(least, most, step), Decimal(least, most, step)
        self._names = QLabel(), QLabel()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setColumnStretch(1, 1)
        boxes = self.first, self.second
        for row, (name, box) in enumerate(zip(self._names, boxes, strict=True)):
            name.setBuddy(box)
            layout.addWidget(name, row, 0)
            layout.addWidget(box, row, 1)
            box.edited.connect(self.edited)
        self.setFocusProxy(self.first)

    def value(self) -> tuple[float, float]:
        """Both."""
        return self.first.value(), self.second.value()

    def set_value(self, value: tuple[float, float]) -> None:
        """Show both."""
        self.first.set_value(value[0])
        self.second.set_value(value[1])

    def set_texts(self, first: str, second: str) -> None:
        """How they are called."""
        for label, text in zip(self._names, (first, second), strict=True):
            label.setText(text)


class FileOrName(QWidget):
    """A value that has a name, or a file that is typed or looked for."""

    edited = Signal()
    browse_requested = Signal()

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.text = TypedChoice(values)
        self._names = len(values)
        self.browse = QToolButton()
        self.browse.setText("…")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.browse)
        self.text.edited.connect(self.edited)
        self.browse.clicked.connect(self.browse_requested)
        self.setFocusProxy(self.text)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Files that have a name too, each with its path; they follow the names."""
        self.text.offer(self._names, choices)

    def value(self) -> str:
        """A name's value or a path."""
        return self.text.value()

    def set_value(self, value: str) -> None:
        """Show it."""
        self.text.set_value(value)
