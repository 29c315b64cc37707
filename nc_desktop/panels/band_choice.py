"""Which bands of a raster are shown as red, green and blue."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from nc_desktop.translated_widget import TranslatedWidget

_COLOUR, _GREY = "colour", "grey"
_ORDERS = ((1, 2, 3), (3, 2, 1), (4, 1, 2), (4, 3, 2))  # of satellites and aerial cameras


class BandChoice(TranslatedWidget):
    """A kind (colour, grey, usual orders) over a number for each colour."""

    chosen = Signal(tuple)
    """1-based numbers: three for colour, one for grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[int, ...] = (1, 1, 1)
        self._count = 1
        self.kind = QComboBox()
        self.numbers = [QComboBox() for _ in range(3)]
        row = QHBoxLayout()
        row.setSpacing(4)
        for combo in self.numbers:
            combo.setMinimumContentsLength(2)
            row.addWidget(combo, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.kind)
        layout.addLayout(row)
        self.kind.activated.connect(self._on_kind)
        for combo in self.numbers:
            combo.activated.connect(self._on_number)
        self.retranslate()

    def show_bands(self, bands: tuple[int, ...], count: int, *, enabled: bool) -> None:
        """Show what is chosen among `count` bands; nothing is emitted."""
        self._bands, self._count = tuple(bands), count
        self.setEnabled(enabled and count > 1)
        self._fill()

    def retranslate(self) -> None:
        """Set every text again."""
        for combo, text in zip(
            self.numbers,
            (
                self.tr("Band shown as red"),
                self.tr("Band shown as green"),
                self.tr("Band shown as blue"),
            ),
            strict=True,
        ):
            combo.setToolTip(text)
            combo.setAccessibleName(text)
        self.kind.setToolTip(
            self.tr(
                "Which bands are seen, and searched: other ones may show more than true colours"
            )
        )
        self._fill()

    def _fill(self) -> None:
        grey = len(set(self._bands)) == 1
        self.kind.clear()
        self.kind.addItem(self.tr("Colour"), _COLOUR)
        self.kind.addItem(self.tr("Grey"), _GREY)
        for order in _ORDERS:
            if max(order) <= self._count:
                red, green, blue = order
                text = self.tr("Red {red}, green {green}, blue {blue}")
                self.kind.addItem(text.format(red=red, green=green, blue=blue), order)
        self.kind.setCurrentIndex(1 if grey else 0)
        for combo, band in zip(self.numbers, self._bands, strict=True):
            combo.clear()
            combo.addItems([str(number) for number in range(1, self._count + 1)])
            combo.setCurrentIndex(band - 1)
        for combo in self.numbers[1:]:
            combo.setVisible(not grey)

    @Slot()
    def _on_kind(self, *_: object) -> None:
        kind = self.kind.currentData()
        if kind == _GREY:
            self._choose((self._bands[0],))
        elif kind == _COLOUR:
            three = tuple(min(number, self._count) for number in (1, 2, 3))
            self._choose(three if len(set(self._bands)) == 1 else self._bands)
        else:
            self._choose(tuple(kind))

    @Slot()
    def _on_number(self, *_: object) -> None:
        numbers = tuple(combo.currentIndex() + 1 for combo in self.numbers)
        self._choose(numbers[:1] if self.kind.currentData() == _GREY else numbers)

    def _choose(self, bands: tuple[int, ...]) -> None:
        three = bands if len(bands) == 3 else (*bands, *bands, *bands)
        if three != self._bands:
            self._bands = three
            self.chosen.emit(bands)
        self._fill()
