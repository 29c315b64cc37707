"""Where the window and its panels are: remembered, restored, and put back as they were at first."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QStyle

from nc_desktop.settings import Settings

_SMALLER = 0.9  # of the screen, when the user makes a maximized window small
_GROWN_MS = 1000  # after it is shown a window that fills the screen has its size


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
        self._growing: QByteArray | None = None  # likewise while the window gets its size

    def restore(self) -> None:
        """Size and panels as the last run left them, on the screens that are there now."""
        layout = self._settings.layout
        if layout is not None:
            self._window.restoreGeometry(layout[0])
            self.is_new = False
            self._restored = layout[1]
            if not self._fills_screen:
                self._restore_panels(layout[1])
        self._fit()
        if layout is None:
            self._fill_small_screen()

    def settle(self) -> None:
        """Give restored panels their sizes again, now that the window is shown.

        Before, Qt lays them out by the first sizes of their contents: the left ones came back half
        as wide again, and were remembered so. Panels of a window that fills the screen are restored
        only now: Qt keeps what it restored of a hidden one for later, and that dangles once it is
        restored again. Such a window may get its size a little later still.
        """
        state, self._restored = self._restored, None
        if state is None:
            return
        self._restore_panels(state)
        if self._fills_screen and not self.is_new:
            self._growing = state
            QTimer.singleShot(_GROWN_MS, self._window, self._stop_following)

    def follow(self) -> None:
        """The window has another size; call it at each of them."""
        if self._growing is not None:
            QTimer.singleShot(0, self._window, self._grow)

    def _grow(self) -> None:
        if self._growing is not None:
            self._restore_panels(self._growing)

    def _stop_following(self) -> None:
        self._growing = None

    def _restore_panels(self, state: QByteArray) -> None:
        if not self._window.restoreState(state):
            self.is_new, self._restored = True, None

    @property
    def _fills_screen(self) -> bool:
        return self._window.isMaximized() or self._window.isFullScreen()

    def save(self) -> None:
        """Remember them."""
        self._settings.layout = (self._window.saveGeometry(), self._window.saveState())

    def reset(self) -> None:
        """All panels where they were at the first start; the remembered layout is forgotten.

        Sizes are the window's to give.
        """
        self._settings.forget_layout()
        self._window.restoreState(self._first_state)
        if not self._fills_screen:
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
        if self._fills_screen:
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
