"""What a decision is called."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nc_desktop.model.judgement import Decision


class DecisionTexts(QObject):
    """Names in the language in force."""

    def of(self, decision: Decision) -> str:
        """The name of one."""
        if decision == "accepted":
            return self.tr("Accepted")
        return self.tr("Rejected") if decision == "rejected" else self.tr("Unjudged")
