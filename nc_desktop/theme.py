"""Light and dark: the system's choice, or the user's."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_TEXT_CONTRAST = 4.5  # WCAG 2 AA
_WITH_BOXES = ("QCheckBox", "QRadioButton", "QTableView", "QListView")
_IN_THEM = ("QHeaderView", "QScrollBar", "QAbstractScrollAreaScrollBarContainer")
_DISABLED_CONTRAST = 3.0  # WCAG asks for none; readable, and clearly not enabled


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put a theme in force in the whole program, and keep it in step with the system.

    Where the platform knows colour schemes (Windows, macOS, desktops with a portal) it does all the
    work; elsewhere a bare X server shows what it likes, and a palette of ours stands in. What the
    system's palette makes illegible (Fusion's text of disabled widgets has a contrast of 1.6) is
    mended.
    """
    follower = app.findChild(_Follower)
    if follower is None:
        follower = _Follower(app)
    follower.use(theme)


class _Follower(QObject):
    """Mends the palette again each time that the system changes between light and dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._theme: Theme = "system"
        self._changing = False
        self._later = QTimer(self)  # the palette comes after the signal
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._apply)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def use(self, theme: Theme) -> None:
        self._theme = theme
        self._changing = True
        try:
            QGuiApplication.styleHints().setColorScheme(_SCHEMES[theme])
        finally:
            self._changing = False
        self._apply()

    def _on_scheme(self) -> None:
        if not self._changing:
            self._later.start()

    def _apply(self) -> None:
        app, theme = self._app, self._theme
        app.setPalette(QPalette())  # back to the style's own
        dark_now = is_dark(app.palette())
        if theme == "dark" and not dark_now:
            app.setPalette(_palette("#2b2d30", "#1f2123", "#dfe1e5", "#3a3d41", "#92979d"))
        elif theme == "light" and dark_now:
            app.setPalette(_palette("#f0f0f0", "#ffffff", "#1c1c1c", "#e6e6e6", "#6b6b6b"))
        else:
            app.setPalette(_mended(app.palette()))
        if is_dark(app.palette()):
            _outline_boxes(app)
        else:  # said for each kind: some widgets kept the former theme's palette otherwise
            for kind in (*_WITH_BOXES, *_IN_THEM):
                app.setPalette(app.palette(), kind)  # type: ignore[arg-type]  # bytes in the stub
        tips = QPalette(app.palette())
        QToolTip.setPalette(tips)


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def contrast(a: QColor, b: QColor) -> float:
    """WCAG 2's contrast ratio of two opaque colours, 1 to 21."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _mended(palette: QPalette) -> QPalette:
    """Only the roles that must be other ones than in the palette; Qt takes the rest from it."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    mended = QPalette()
    text = palette.color(group.Active, role.Text)
    for name, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
    ):
        behind = palette.color(group.Disabled, ground)
        if contrast(palette.color(group.Disabled, name), behind) < _DISABLED_CONTRAST:
            mended.setColor(group.Disabled, name, _faded(text, behind, _DISABLED_CONTRAST))
    hint = palette.color(group.Active, role.PlaceholderText)
    grounds = [palette.color(group.Active, ground) for ground in (role.Base, role.Window)]
    harder = min(grounds, key=lambda ground: contrast(text, ground))
    seen = _mixed(hint, harder, hint.alphaF())
    # illegible, or it looks like a text that was typed
    if contrast(seen, harder) < _TEXT_CONTRAST or contrast(seen, text) < 1.5:
        mended.setColor(role.PlaceholderText, _faded(text, harder, _TEXT_CONTRAST))
    chosen = palette.color(group.Active, role.HighlightedText)
    highlight = palette.color(group.Active, role.Highlight)
    while contrast(chosen, highlight) < _TEXT_CONTRAST and 8 < highlight.lightness() < 247:
        highlight = highlight.darker(104) if chosen.lightness() > 127 else highlight.lighter(104)
    for state in (group.Active, group.Inactive):
        mended.setColor(state, role.Highlight, highlight)
        mended.setColor(state, role.HighlightedText, chosen)
    return mended


def _faded(text: QColor, ground: QColor, least: float) -> QColor:
    """The palest mixture of text and ground that still has a contrast."""
    for percent in range(30, 100, 5):
        mixed = _mixed(text, ground, percent / 100)
        if contrast(mixed, ground) >= least:
            return mixed
    return text


def _outline_boxes(app: QApplication) -> None:
    """Give boxes to be checked an edge: Fusion draws it darker than the window, so unseen.

    It takes the edge from the window's colour, of which these widgets paint nothing else. An
    application's new palette takes these back.
    """
    boxes = QPalette(app.palette())
    text, window = boxes.color(QPalette.ColorRole.Text), boxes.color(QPalette.ColorRole.Window)
    edge = _mixed(text, window, 0.65)
    boxes.setColor(QPalette.ColorRole.Window, edge)
    for kind in _WITH_BOXES:
        app.setPalette(boxes, kind)  # type: ignore[arg-type]  # bytes in the stub only
    boxes.setColor(QPalette.ColorRole.Window, window)
    for kind in _IN_THEM:
        app.setPalette(boxes, kind)  # type: ignore[arg-type]  # bytes in the stub only


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """What is seen of a colour that covers its ground by a share, opaque."""
    return QColor.fromRgbF(
        colour.redF() * share + ground.redF() * (1 - share),
        colour.greenF() * share + ground.greenF() * (1 - share),
        colour.blueF() * share + ground.blueF() * (1 - share),
    )


def _palette(window: str, base: str, text: str, button: str, disabled: str) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette(QColor(button), QColor(window))
    for name, colour in (
        (role.Window, window),
        (role.WindowText, text),
        (role.Base, base),
        (role.AlternateBase, window),
        (role.Text, text),
        (role.Button, button),
        (role.ButtonText, text),
        (role.ToolTipBase, button),
        (role.ToolTipText, text),
        (role.PlaceholderText, disabled),
        (role.Highlight, "#2f6fc4"),
        (role.HighlightedText, "#ffffff"),
        (role.Accent, "#3d84e0"),
        (role.Link, "#5a9cf0" if QColor(window).lightness() < 128 else "#1a5fb4"),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(disabled))
    return palette
