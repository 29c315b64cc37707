"""What each panel is for, said where it is opened and closed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDockWidget


def tell_panels(docks: Mapping[str, QDockWidget]) -> None:
    """Set the tool tips of the actions and the title buttons of panels, by their names.

    A panel that is not known here says that it is shown and hidden.
    """
    purposes = {
        "templates": QCoreApplication.translate(
            "Panels", "The pictures to look for, with their GSD and heading"
        ),
        "search": QCoreApplication.translate(
            "Panels", "Where and how to search, and how far a match is"
        ),
        "layers": QCoreApplication.translate(
            "Panels", "What the map shows, in which order, and how each layer looks"
        ),
        "details": QCoreApplication.translate(
            "Panels", "All that is known of the match that is selected"
        ),
        "results": QCoreApplication.translate(
            "Panels", "The places that were found, to be sorted and filtered"
        ),
        "comparison": QCoreApplication.translate(
            "Panels", "The picture laid over the scene, to see whether a match is right"
        ),
        "queue": QCoreApplication.translate(
            "Panels", "The searches that run and wait, to be paused, moved and repeated"
        ),
        "log": QCoreApplication.translate(
            "Panels", "What the program did and what went wrong, to be sent along"
        ),
    }
    for name, dock in docks.items():
        tip = purposes.get(name, "")
        if not tip:
            tip = QCoreApplication.translate("Panels", "Show or hide the panel {name}").format(
                name=dock.windowTitle()
            )
        action = dock.toggleViewAction()
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({key})" if key else tip)
        action.setStatusTip(tip)
        for button, text in (
            (
                "qt_dockwidget_floatbutton",
                QCoreApplication.translate("Panels", "Detach the panel, or put it back"),
            ),
            (
                "qt_dockwidget_closebutton",
                QCoreApplication.translate("Panels", "Close the panel; View opens it again"),
            ),
        ):
            found = dock.findChild(QAbstractButton, button)
            if found is not None:
                found.setToolTip(text)
