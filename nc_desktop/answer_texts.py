"""Whether a template is in the scene, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

import neurocorrelator as nc
from nc_desktop.percent import percent_text

_MOST_BY_NAME = 4  # in a line; of more only the counts are said
_MOST_TOLD = 3  # in a message


class AnswerTexts(QObject):
    """The answers of a match in the user's language."""

    def verdict(self, verdict: nc.Verdict) -> str:
        """What is said in a word or few."""
        texts: dict[nc.Verdict, str] = {
            "found": self.tr("found"),
            "uncertain": self.tr("uncertain"),
            "absent": self.tr("not in this scene"),
        }
        return texts[verdict]

    def of(self, answer: nc.Answer, rank: int = 1) -> str:
        """What is said of a template beside one of its places; empty where nothing is known.

        Args:
            answer: for the template.
            rank: of the place; a found template is at its first place and not at the others.
        """
        if answer.verdict is None:
            return ""
        if answer.confidence is None:
            return self.tr("not in this scene")
        best = percent_text(answer.confidence)
        if answer.verdict == "found" and rank > 1:
            return self.tr("found at another place: {confidence}").format(confidence=best)
        if answer.verdict == "found":
            return self.tr("found: {confidence}").format(confidence=best)
        if answer.verdict == "uncertain":
            places = self.tr("uncertain: %n place(s), the best {confidence}", "", answer.places)
            return places.format(confidence=best)
        return self.tr("not in this scene (best place: {confidence})").format(confidence=best)

    def line(self, answers: Mapping[str, nc.Answer]) -> str:
        """All answers in a line: of each template, or the counts where there are many.

        Args:
            answers: by template; those of which nothing is known are left out.

        Returns:
            `bay.jpg: found · pier.jpg: not in this scene`, or `8 found · 2 uncertain`; empty where
            nothing is known at all.
        """
        known = {name: a.verdict for name, a in answers.items() if a.verdict is not None}
        if len(known) <= _MOST_BY_NAME:
            each = (f"{name}: {self.verdict(verdict)}" for name, verdict in known.items())
            return " · ".join(each)
        return self.counts(answers)

    def counts(self, answers: Mapping[str, nc.Answer]) -> str:
        """How many templates have which answer: `8 found · 2 uncertain`; empty if none is known."""
        verdicts = [each.verdict for each in answers.values()]
        found, uncertain = verdicts.count("found"), verdicts.count("uncertain")
        absent, parts = verdicts.count("absent"), []
        if found:
            parts.append(self.tr("%n found", "", found))
        if uncertain:
            parts.append(self.tr("%n uncertain", "", uncertain))
        if absent:
            parts.append(self.tr("%n not in this scene", "", absent))
        return " · ".join(parts)

    def lines(self, answers: Mapping[str, nc.Answer]) -> list[str]:
        """A line for each template of which something is known."""
        said = ((name, self.of(answer)) for name, answer in answers.items())
        return [f"{name}: {text}" for name, text in said if text]

    def advice(self, result: nc.MatchResult) -> str:
        """What to do about templates that are not found; empty where there are none."""
        absent, uncertain = (
            [name for name, verdict in result.verdicts.items() if verdict == wanted]
            for wanted in ("absent", "uncertain")
        )
        scene, lines = result.scene.name, []
        if absent:
            text = self.tr("Not in {scene}: {templates}.")
            said = text.format(scene=scene, templates=self._few(absent))
            lines.append(f"{said} {self._about_absent(result)}")
        if uncertain:
            text = self.tr("Uncertain in {scene}: {templates}.")
            said = text.format(scene=scene, templates=self._few(uncertain))
            advice = self.tr(
                "Compare the places with the picture, and tell GSD and heading if known."
            )
            lines.append(f"{said} {advice}")
        return "\n".join(lines)

    def _about_absent(self, result: nc.MatchResult) -> str:
        if "none" in (result.config.rotations, result.config.scales):
            return self.tr("Let rotations and scales be automatic, or check GSD and heading.")
        if result.area is not None:
            return self.tr("Search the whole scene, or check GSD and heading.")
        return self.tr("Check GSD and heading, or search another scene.")

    def _few(self, names: Sequence[str]) -> str:
        few = ", ".join(names[:_MOST_TOLD])
        if len(names) <= _MOST_TOLD:
            return few
        return self.tr("{names} and %n more", "", len(names) - _MOST_TOLD).format(names=few)
