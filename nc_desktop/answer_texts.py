"""Whether a template is in the scene, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

import neurocorrelator as nc
from nc_desktop.percent import percent_text


class AnswerTexts(QObject):
    """The answers of a match in the user's language."""

    def of(self, answer: nc.Answer) -> str:
        """What is said of a template; empty where nothing is known."""
        if answer.verdict is None:
            return ""
        if answer.confidence is None:
            return self.tr("not in this scene")
        best = percent_text(answer.confidence)
        if answer.verdict == "found":
            return self.tr("found: {confidence}").format(confidence=best)
        if answer.verdict == "uncertain":
            places = self.tr("uncertain: %n place(s), the best {confidence}", "", answer.places)
            return places.format(confidence=best)
        return self.tr("not in this scene (best place: {confidence})").format(confidence=best)

    def counts(self, answers: list[nc.Answer]) -> str:
        """How many templates are found, uncertain and absent; empty where nothing is known."""
        verdicts = [answer.verdict for answer in answers]
        found, uncertain = verdicts.count("found"), verdicts.count("uncertain")
        absent, parts = verdicts.count("absent"), []
        if found:
            parts.append(self.tr("%n found", "", found))
        if uncertain:
            parts.append(self.tr("%n uncertain", "", uncertain))
        if absent:
            parts.append(self.tr("%n not in this scene", "", absent))
        return " · ".join(parts)
