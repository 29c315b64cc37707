"""The steps of the tour: what each says, where it points, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from nc_desktop.commands.command import as_written
from nc_desktop.jobs.open_files import DemoPart
from nc_desktop.session.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the tour.

    Attributes:
        name: the same in every language.
        targets: what it points at: the first of them that can be seen.
        do: what the button of the step does; none where there is nothing to be done.
        done: whether what it waits for has happened; then the tour goes on by itself. None where
            the reader goes on.
        busy: whether it is being done.
    """

    name: str
    targets: Callable[[], Sequence[QWidget | None]]
    do: Callable[[], object] | None = None
    done: Callable[[], bool] | None = None
    busy: Callable[[], bool] = lambda: False


class TourSteps(QObject):
    """Makes the steps for one window, and words them in the user's language."""

    def __init__(
        self,
        session: Session,
        *,
        start_page: QWidget,
        menu: QWidget,
        map_view: QWidget,
        templates: QWidget,
        match: QWidget,
        results: QWidget,
        details: QWidget,
        export: Callable[[], QWidget | None],
        judge: Callable[[], QAction | None],
        guide: QAction,
        palette: QAction,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._judge = session, judge
        self._guide, self._palette = guide, palette
        self._opening = False
        session.opening.began.connect(self._on_began)
        session.opening.ended.connect(self._on_ended)
        project, opening, matching = session.project, session.opening, session.matching
        self.changes: tuple[SignalInstance, ...] = (  # after which a step may be done
            project.scene_changed,
            project.templates.reset,
            project.templates.entry_changed,
            project.result_changed,
            matching.queue.changed,
            opening.began,
            opening.ended,
        )
        self.steps: tuple[Step, ...] = (
            Step(
                "scene",
                lambda: (start_page, map_view, menu),
                lambda: self._open("scene"),
                lambda: project.scene is not None,
                lambda: self._opening,
            ),
            Step(
                "templates",
                lambda: (templates,),
                lambda: self._open("templates"),
                lambda: bool(project.templates.enabled),
                lambda: self._opening,
            ),
            Step(
                "match",
                lambda: (match,),
                matching.match,
                lambda: project.findings is not None and not matching.running,
                lambda: matching.running,
            ),
            Step("answer", lambda: (results,)),
            Step("judge", lambda: (details,)),
            Step("export", lambda: (export(), menu)),
        )

    def _open(self, part: DemoPart) -> None:
        self._opening = True
        self._session.opening.demo(part=part)

    @Slot()
    def _on_began(self, *_: object) -> None:
        self._opening = True

    @Slot()
    def _on_ended(self) -> None:
        self._opening = False

    def title(self, step: Step) -> str:
        """A headline of some words."""
        return {
            "scene": self.tr("The scene: where to search"),
            "templates": self.tr("The templates: what to look for"),
            "match": self.tr("The match"),
            "answer": self.tr("The answer"),
            "judge": self.tr("How sure is it?"),
            "export": self.tr("Take it along"),
        }[step.name]

    def text(self, step: Step) -> str:
        """Two or three sentences."""
        scene = self._session.project.scene
        if step.name == "scene" and scene is not None:
            text = self.tr(
                "A scene is a large picture with coordinates, in which pictures are looked for. The"
                " tour goes on with the one that is open: {name}"
            )
            return text.format(name=scene.name)
        if step.name == "judge" and self._judge() is not None:
            return self.tr(
                "The details of the selected match: how sure it is, where it lies and how the"
                " picture was turned. Compare it with the map, then accept or reject it in the menu"
                " Results."
            )
        return {
            "scene": self.tr(
                "New here? In a minute this tour finds where three drone photographs were taken."
                " First the scene: a large picture with coordinates, here an orthophoto of a park."
            ),
            "templates": self.tr(
                "These are the pictures to look for. Your own ones you drop onto the map; the demo"
                " has three photographs, with what is known of their scale and heading."
            ),
            "match": self.tr(
                "Now every checked template is looked for in the scene. The map fills in tile by"
                " tile meanwhile, and nothing blocks: it may be moved, and the match cancelled."
            ),
            "answer": self.tr(
                "Each row is a place, the surest first, with its confidence and coordinates. Click"
                " on one, and the map goes there. A picture that is not in the scene is told as"
                " such."
            ),
            "judge": self.tr(
                "The details of the selected match: how sure it is, where it lies and how the"
                " picture was turned. Compare it with the map before you rely on it."
            ),
            "export": self.tr(
                "Export writes tables, GIS layers and pictures. More is in the menu Help: the guide"
                " ({guide}), and all commands, found by some letters of their names ({commands})."
            ),
        }[step.name].format(guide=_key(self._guide), commands=_key(self._palette))

    def doing(self, step: Step) -> str:
        """The text of the step's button."""
        return {
            "scene": self.tr("Open the scene of the demo"),
            "templates": self.tr("Add the photographs"),
            "match": self.tr("Match"),
        }.get(step.name, "")

    def waiting(self, step: Step) -> str:
        """What is said while it is being done."""
        return {
            "scene": self.tr("Opening…"),
            "templates": self.tr("Opening…"),
            "match": self.tr("Searching… The panel shows how far it is."),
        }.get(step.name, "")


def _key(action: QAction) -> str:
    return as_written(action.shortcuts()) or "–"
