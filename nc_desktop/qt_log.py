"""Qt's own messages in Python's log."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

# The offscreen platform says this for windows with a size hint, for dialogs that come to the front
# and for menus that pop up; it means nothing.
HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)

_log = logging.getLogger("nc_desktop.qt")


def log_qt_messages() -> None:
    """Send what Qt has to say to the log, without what is known to be harmless."""
    qInstallMessageHandler(_handle)


def _handle(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if text not in HARMLESS:
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
