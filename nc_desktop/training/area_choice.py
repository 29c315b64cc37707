"""Lines to draw the areas to train and to test on, and to take them back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from nc_desktop.icons import themed_icon
from nc_desktop.model.project import Project
from nc_desktop.training.drawn_areas import COLOURS, SIDES, AreaSide, DrawnAreas
from nc_desktop.translated_widget import TranslatedWidget

_SWATCH = 12
_ICONS = {"rectangle": "area-rectangle", "polygon": "area-polygon", "clear": "remove"}


class AreaChoice(TranslatedWidget):
    """A line a side: its colour on the map, what is drawn, buttons to draw and to clear it."""

    draw_wanted = Signal(str, str)
    """Side, and `rectangle` or `polygon`."""

    def __init__(self, project: Project, areas: DrawnAreas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._areas = project, areas
        self._names: dict[AreaSide, QLabel] = {}
        self._said: dict[AreaSide, QLabel] = {}
        self.buttons: dict[tuple[AreaSide, str], QToolButton] = {}
        self.undo = QToolButton()
        self._obstacle = QLabel()
        self._obstacle.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        for row, side in enumerate(SIDES):
            swatch = QPixmap(QSize(_SWATCH, _SWATCH))
            swatch.fill(QColor(COLOURS[side]))
            colour = QLabel()
            colour.setPixmap(swatch)
            self._names[side], self._said[side] = QLabel(), QLabel()
            grid.addWidget(colour, row, 0)
            grid.addWidget(self._names[side], row, 1)
            for column, what in enumerate(_ICONS):
                button = QToolButton()
                self.buttons[side, what] = button
                grid.addWidget(button, row, 2 + column)
                if what == "clear":
                    button.clicked.connect(lambda _=False, side=side: areas.draw(side, None))
                else:
                    button.clicked.connect(
                        lambda _=False, side=side, what=what: self.draw_wanted.emit(side, what)
                    )
            grid.addWidget(self._said[side], row, 6)
        grid.addWidget(self.undo, 0, 5)
        grid.addWidget(self._obstacle, len(SIDES), 1, 1, 6)
        grid.setColumnStretch(6, 1)
        self.undo.clicked.connect(areas.undo)
        areas.changed.connect(self._show)
        project.scene_changed.connect(self._show)
        self.retranslate()
        self.retheme()

    def retranslate(self) -> None:
        """Set every text again."""
        self._names["test"].setText(self.tr("Area to test on"))
        self._names["train"].setText(self.tr("Area to train on"))
        tips = {
            "rectangle": self.tr("Draw a rectangle on the map"),
            "polygon": self.tr("Draw a polygon on the map"),
            "clear": self.tr("Take the area off the map"),
        }
        for (_, what), button in self.buttons.items():
            button.setToolTip(tips[what])
            button.setAccessibleName(tips[what])
        self.undo.setToolTip(self.tr("Take the last drawing or clearing back"))
        self.undo.setAccessibleName(self.undo.toolTip())
        self._obstacle.setText(self.tr("To draw, activate a scene that has a CRS."))
        self._show()

    def retheme(self) -> None:
        """Tint the icons."""
        for (_, what), button in self.buttons.items():
            button.setIcon(themed_icon(_ICONS[what], self.palette()))
        self.undo.setIcon(themed_icon("undo", self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """A choice that is made elsewhere cannot be undone here while it is not enabled."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show()

    @Slot()
    def _show(self, *_: object) -> None:
        scene = self._project.scene
        drawable = scene is not None and scene.georeference.is_geographic
        self._obstacle.setVisible(not drawable)
        for (side, what), button in self.buttons.items():
            drawn = self._areas.area(side) is not None
            button.setEnabled(drawn if what == "clear" else drawable)
        self.undo.setEnabled(self._areas.can_undo)
        drawn_text = self.tr("drawn")
        self._said["test"].setText(
            drawn_text if self._areas.test is not None else self._default_test()
        )
        self._said["train"].setText(
            drawn_text if self._areas.train is not None else self._default_train()
        )

    def _default_test(self) -> str:
        if self._areas.train is not None:
            return self.tr("not drawn: nothing is tested on")
        return self.tr("not drawn: as chosen above")

    def _default_train(self) -> str:
        if self._areas.test is not None:
            return self.tr("not drawn: all beside the area to test on")
        return self.tr("not drawn: as chosen above")
