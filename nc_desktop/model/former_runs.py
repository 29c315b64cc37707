"""Results that a newer match, or an earlier run that is looked at, took the place of."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import SceneLayer

MOST_PER_SCENE = 10
MOST_MATCHES = 20_000


class FormerRuns(QObject):
    """Findings that are shown neither on the map nor in the table. Lives on the Qt thread.

    They are few: of each scene the latest `MOST_PER_SCENE`, and of all together as many as have
    `MOST_MATCHES` matches; the latest of each scene stays in any case. The oldest go first, those
    on which the user said something after all others. Score maps, which are large, are kept of the
    latest run of a scene alone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Findings] = []
        self._mapless: set[str] = set()

    def __contains__(self, findings: object) -> bool:
        return findings in self._runs

    @property
    def all(self) -> tuple[Findings, ...]:
        """Those of all scenes, also of scenes that are removed and may come back."""
        return tuple(self._runs)

    def of(self, scene: SceneLayer) -> tuple[Findings, ...]:
        """Those of a scene, the earliest first."""
        return tuple(sorted((r for r in self._runs if r.scene is scene), key=_number))

    def keeps_maps(self, findings: Findings) -> bool:
        """Whether the score maps of a run are wanted, now or when they are read."""
        return findings.uid not in self._mapless

    def add(self, runs: Iterable[Findings]) -> None:
        """Keep runs that are shown no more."""
        known = {each.uid for each in self._runs}
        self._runs += [each for each in runs if each.uid not in known]
        self._drop_the_oldest()
        self.changed.emit()

    def drop_maps(self, scene: SceneLayer) -> None:
        """Forget the score maps of a scene's runs: a newer one has its own."""
        for each in self.of(scene):
            self.note_mapless(each)
            each.take_maps(())

    def note_mapless(self, findings: Findings) -> None:
        """The score maps of a run are forgotten for good."""
        self._mapless.add(findings.uid)

    def take(self, findings: Findings) -> None:
        """Let go of a run: it is shown again, or wanted no more."""
        if findings in self._runs:
            self._runs.remove(findings)
            self.changed.emit()

    def forget(self, scene: SceneLayer | None = None) -> None:
        """Let go of all runs of a scene; of all scenes without one."""
        self._runs = [each for each in self._runs if scene is not None and each.scene is not scene]
        if scene is None:
            self._mapless.clear()
        self.changed.emit()

    def _drop_the_oldest(self) -> None:
        for scene in {each.scene for each in self._runs}:
            own = self.of(scene)
            for each in _first_to_go(own)[: max(0, len(own) - MOST_PER_SCENE)]:
                self._runs.remove(each)
        latest = {self.of(each.scene)[-1].uid for each in self._runs}
        count = sum(len(each.found.matches) for each in self._runs)
        for each in _first_to_go(self._runs):
            if count <= MOST_MATCHES:
                return
            if each.uid not in latest:
                self._runs.remove(each)
                count -= len(each.found.matches)


def _first_to_go(runs: Iterable[Findings]) -> list[Findings]:
    return sorted(runs, key=lambda each: (bool(each.judgements or each.added), each.number))


def _number(findings: Findings) -> int:
    return findings.number
