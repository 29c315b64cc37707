"""What the user says of the selected matches."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from nc_desktop.messages import Message
from nc_desktop.model.findings import Findings
from nc_desktop.model.judgement import Decision
from nc_desktop.model.layers import MatchesLayer
from nc_desktop.model.project import Project
from nc_desktop.session.history import History
from nc_desktop.session.spoken import Spoken


class Judging(Spoken):
    """Accepts, rejects and comments, each a step that can be undone.

    Tells what became of judgements when a new run took the place of the one they are of.
    """

    def __init__(self, project: Project, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._history = project, history
        self._told: dict[Findings, Message] = {}
        project.kept_for_judgements.connect(self._on_kept)
        project.layers.removed.connect(self._on_removed)

    def decide(self, decision: Decision) -> None:
        """Decide on the selected matches; an empty decision takes back what was decided."""
        self._judge(decision=decision)

    def comment(self, text: str) -> None:
        """Say something of the selected matches; an empty text takes back what was said."""
        self._judge(comment=" ".join(text.split()))

    def _judge(self, **changes: Any) -> None:
        findings = self._project.findings
        if findings is not None and findings.selected:
            self._history.settle()  # what was edited before is a step of its own
            findings.judge(findings.selected, **changes)
            self._history.settle()

    @Slot(object, int)
    def _on_kept(self, findings: Findings, missing: int) -> None:
        layer = self._layer_of(findings)
        if layer is None:
            return
        self._withdraw(findings)
        text = self.tr(
            "%n judged match(es) of run {run} were not found again. They stay as a layer of"
            " their own.",
            "",
            missing,
        )
        message = Message(
            "info",
            text.format(run=findings.number),
            action=self.tr("Show them"),
            do=lambda: self._project.set_current(findings),
            second_action=self.tr("Remove the layer"),
            do_second=lambda: self._remove(findings),
        )
        self._told[findings] = message
        self.message.emit(message)

    def _remove(self, findings: Findings) -> None:
        """The user wants them no more; it is a step like any other."""
        layer = self._layer_of(findings)
        if layer is not None:
            self._project.layers.remove(layer)

    @Slot(object)
    def _on_removed(self, layer: object) -> None:
        if isinstance(layer, MatchesLayer):
            self._withdraw(layer.findings)

    def _withdraw(self, findings: Findings) -> None:
        message = self._told.pop(findings, None)
        if message is not None:
            self.withdrawn.emit(message)

    def _layer_of(self, findings: Findings) -> MatchesLayer | None:
        layers = self._project.layers.of_kind(MatchesLayer)
        return next((layer for layer in layers if layer.findings is findings), None)
