"""Light and dark: the system's choice, or the user's."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put a theme in force in the whole program.

    Where the platform knows colour schemes (Windows, macOS, desktops with a portal) it does all the
    work; elsewhere a bare X server shows what it likes, and a palette of ours stands in.
    """
    app.setPalette(QPalette())  # back to the style's own
    QGuiApplication.styleHints().setColorScheme(_SCHEMES[theme])
    dark_now = is_dark(app.palette())
    if theme == "dark" and not dark_now:
        app.setPalette(_palette("#2b2d30", "#1f2123", "#dfe1e5", "#3a3d41", "#7d8187"))
    elif theme == "light" and dark_now:
        app.setPalette(_palette("#f0f0f0", "#ffffff", "#1c1c1c", "#e6e6e6", "#9a9a9a"))


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


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
