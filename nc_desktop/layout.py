"""Where the window and its panels are: remembered, restored, and put back as they were at first."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QStyle

from nc_desktop.settings import Settings

_SMALLER = 0.9  # of the screen, when the user makes a maximized window small


class WindowLayout:
    """Layout of one window. Make it when the window is assembled and not restored yet.

    Attributes:
        is_new: nothing was restored, so the panels still want their first sizes.
    """

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        self._window, self._settings = window, settings
        self._first_size = window.size()
        self._first_state: QByteArray = window.saveState()
        self.is_new = True
        self._restored: QByteArray | None = None  # to be restored once more when shown

    def restore(self) -> None:
        """Size and panels as the last run left them, on the screens that are there now."""
        layout = self._settings.layout
        if layout is not None:
            self._window.restoreGeometry(layout[0])
            self.is_new = not self._window.restoreState(layout[1])
            self._restored = None if self.is_new else layout[1]
        self._fit()
        if layout is None:
            self._fill_small_screen()

    def settle(self) -> None:
        """Give restored panels their sizes again, now that the window is shown.

        Before, Qt lays them out by the first sizes of their contents: the left ones came back half
        as wide again, and were remembered so.
        """
        state, self._restored = self._restored, None
        if state is not None:
            self._window.restoreState(state)

    def save(self) -> None:
        """Remember them."""
        self._settings.layout = (self._window.saveGeometry(), self._window.saveState())

    def reset(self) -> None:
        """All panels where they were at the first start; the remembered layout is forgotten.

        Sizes are the window's to give.
        """
        self._settings.forget_layout()
        self._window.restoreState(self._first_state)
        if not self._window.isMaximized() and not self._window.isFullScreen():
            self._window.resize(self._first_size)
        self._fit()

    def _fill_small_screen(self) -> None:
        """Where the first size does not fit, the window gets all of the screen.

        How wide its frame will be is not known before it is shown, so it would hang over the edge.
        """
        window = self._window
        free = window.screen().availableGeometry()
        title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        needed = self._first_size + QSize(0, title)
        if not window.isVisible() and needed != needed.boundedTo(free.size()):
            window.resize((free.size() * _SMALLER).expandedTo(window.minimumSizeHint()))
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)

    def _fit(self) -> None:
        """A window that is larger than its screen, or beside it, cannot be dragged back."""
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return
        free = window.screen().availableGeometry()
        frame = window.frameGeometry().size() - window.size()
        size = window.size().boundedTo(free.size() - frame)
        if size != window.size():
            window.resize(size.expandedTo(window.minimumSizeHint()))
        place = window.frameGeometry()
        if not free.contains(place):
            place.moveRight(min(place.right(), free.right()))
            place.moveBottom(min(place.bottom(), free.bottom()))
            place.moveLeft(max(place.left(), free.left()))
            place.moveTop(max(place.top(), free.top()))
            window.move(place.topLeft())
