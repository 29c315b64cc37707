"""What the last match found, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

import neurocorrelator as nc
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.session.session import Session


class MatchSummary(ElidedLabel):
    """How many matches of how many templates, and in what time; empty in another scene."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted: tuple[int, int, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        session.matching.matched.connect(self._on_matched)
        session.matching.started.connect(self._forget)
        session.project.scene_changed.connect(self._forget)

    def retranslate(self) -> None:
        """Set the text again."""
        if self._counted is None:
            self.setText("")
            return
        matches, templates, seconds = self._counted
        self.setText(
            self.tr("{matches} of {templates} in {seconds} s").format(
                matches=self.tr("%n match(es)", "", matches),
                templates=self.tr("%n template(s)", "", templates),
                seconds=QLocale().toString(seconds, "f", 1),
            )
        )

    @Slot(object, float)
    def _on_matched(self, result: nc.MatchResult, seconds: float) -> None:
        templates = len(result.templates) + len(result.failures)
        self._counted = (len(result.matches), templates, seconds)
        self.retranslate()

    @Slot()
    def _forget(self) -> None:
        self._counted = None
        self.retranslate()
