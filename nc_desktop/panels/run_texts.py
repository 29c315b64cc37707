"""Runs and what they were made with, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.model.findings import Findings
from nc_desktop.model.run_comparison import InputsDifference

# the titles that these settings have in the panel Search, where they are translated
_SETTINGS: Mapping[str, str] = {
    "score": "Score",
    "rotations": "Rotations",
    "scales": "Scales",
    "top": "Results per template",
    "verify": "Verified places",
    "exact": "Exact",
    "min_score": "Least score",
    "separation": "Separation",
    "min_coverage": "Coverage",
    "alpha": "Alpha",
    "layer_weights": "Layers",
    "standardisation": "Statistics",
    "blur_cells": "Blur",
    "weights": "Weights",
    "reduce": "Reduction",
    "device": "Device",
    "precision": "Precision",
    "memory_mib": "Memory",
    "tile_px": "Tile",
    "cache_gib": "Cache",
}


class RunTexts(QObject):
    """Words for runs in the language in force."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = AnswerTexts(self)

    def name(self, findings: Findings) -> str:
        """`Run 3 · 28.11.2026 14:02`."""
        number = self.tr("Run {number}").format(number=findings.number)
        return " · ".join(part for part in (number, self.when(findings)) if part)

    def title(self, findings: Findings) -> str:
        """`Run 3 · 28.11.2026 14:02 · 4 found · 2 uncertain`."""
        return f"{self.name(findings)} · {self.counts(findings)}"

    def counts(self, findings: Findings) -> str:
        """How many templates have which answer; of places where no answer is known."""
        counts = self._answers.counts(findings.found.answers)
        return counts or self.tr("%n place(s)", "", len(findings.found.matches))

    def when(self, findings: Findings) -> str:
        """When it was done, in the local time; empty for one that does not tell."""
        said = findings.found.run.get("finished")
        try:
            done = datetime.fromisoformat(str(said)).timestamp()
        except ValueError:
            return ""
        at = QDateTime.fromSecsSinceEpoch(int(done))
        return QLocale().toString(at, QLocale.FormatType.ShortFormat)

    def settings(self, findings: Findings) -> str:
        """Score, rotations, scales and weights in a line."""
        options = findings.made_with.options
        names = ("score", "rotations", "scales", "weights")
        return " · ".join(
            f"{_title(name)}: {_value(name, getattr(options, name))}" for name in names
        )

    def differences(self, between: InputsDifference) -> str:
        """What two runs were made with that differs, as sentences without a full stop."""
        parts = [
            self.tr("{setting}: {first} → {second}").format(
                setting=_title(name), first=_value(name, a), second=_value(name, b)
            )
            for name, a, b in between.options
        ]
        if between.templates:
            parts.append(self.tr("other templates, or other GSDs or headings told"))
        if between.scope:
            parts.append(self.tr("another part of the scene searched"))
        if between.look:
            parts.append(self.tr("other bands, contrast or CRS of the scene"))
        return "; ".join(parts) or self.tr("nothing: the same settings and templates")


def weights_title(weights: str) -> str:
    """Of a name or a path; the best weights of a run are called as the run."""
    path = Path(weights)
    return path.parent.name if path.name == "best.safetensors" and path.parent.name else path.name


def _title(name: str) -> str:
    return QCoreApplication.translate("MatchSettingsForm", _SETTINGS.get(name, name))


def _value(name: str, value: object) -> str:
    if name == "weights" and isinstance(value, str):
        return weights_title(value)
    if isinstance(value, tuple):
        return "; ".join(f"{each:g}" for each in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or "–"
