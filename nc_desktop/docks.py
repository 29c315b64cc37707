"""The panels around the map: where they are docked, their sizes, the icons of their frames."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QStyle, QWidget

from nc_desktop.icons import in_ink_of

_COMPARED = 0.42  # of the window's height, for pictures that are compared
_BUTTONS = {  # by the names that Qt gives them
    "qt_dockwidget_floatbutton": QStyle.StandardPixmap.SP_TitleBarNormalButton,
    "qt_dockwidget_closebutton": QStyle.StandardPixmap.SP_TitleBarCloseButton,
}


class Docks(QObject):
    """Panels by name, in the order in which they were added."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}

    def __getitem__(self, name: str) -> QDockWidget:
        """The dock of a panel."""
        return self._docks[name]

    def __iter__(self) -> Iterator[QDockWidget]:
        """All of them."""
        return iter(self._docks.values())

    @property
    def by_name(self) -> dict[str, QDockWidget]:
        """All of them, by the names of their panels."""
        return dict(self._docks)

    def add(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> None:
        """Dock a panel at a side of the window."""
        dock = QDockWidget()
        dock.setObjectName(f"dock_{name}")
        dock.setWidget(panel)
        self._window.addDockWidget(area, dock)
        dock.topLevelChanged.connect(self.retheme)  # Qt sets the icons anew
        dock.toggleViewAction().triggered.connect(  # else it opens behind the tab of another one
            lambda shown: dock.raise_() if shown else None
        )
        self._docks[name] = dock

    def arrange(self) -> None:
        """Put panels beside and behind each other once all are added."""
        docks, window = self._docks, self._window
        # before the tabs: a panel beside a tab would become one
        window.splitDockWidget(docks["results"], docks["comparison"], Qt.Orientation.Horizontal)
        for name in ("queue", "log"):
            window.tabifyDockWidget(docks["results"], docks[name])
            docks[name].hide()
        docks["comparison"].hide()
        docks["comparison"].toggleViewAction().toggled.connect(self._make_room)

    def show(self, name: str) -> None:
        """Bring a panel to the front."""
        self._docks[name].show()
        self._docks[name].raise_()

    def size(self) -> None:
        """Give the panels their first sizes; once all texts are in them, whatever the language."""
        docks, window, layout = self._docks, self._window, self._window.layout()
        if layout is not None:
            layout.activate()  # without it the results get less than is asked for here
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.resizeDocks([docks["templates"], docks["layers"]], [360, 320], across)
        window.resizeDocks([docks["templates"], docks["search"]], [380, 330], down)
        window.resizeDocks([docks["layers"], docks["details"]], [520, 270], down)
        window.resizeDocks([docks["results"]], [236], down)

    @Slot()
    def retheme(self) -> None:
        """Tint the icons of the frames: Fusion's are grey on a dark ground as well."""
        palette, style = self._window.palette(), self._window.style()
        for dock in self:
            for name, kind in _BUTTONS.items():
                button = dock.findChild(QAbstractButton, name)
                if button is not None:
                    button.setIcon(in_ink_of(style.standardIcon(kind), palette))

    @Slot(bool)
    def _make_room(self, shown: bool) -> None:
        """Pictures that are compared want more than a table does."""
        window, dock, beside = self._window, self._docks["comparison"], self._docks["results"]
        least = round(_COMPARED * window.height())  # the height of what was hidden says nothing
        if shown and not dock.isFloating() and beside.isVisible() and beside.height() < least:
            window.resizeDocks([dock], [least], Qt.Orientation.Vertical)
            half = window.width() // 2
            window.resizeDocks([beside, dock], [half, half], Qt.Orientation.Horizontal)
