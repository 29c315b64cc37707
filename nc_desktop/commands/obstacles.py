"""Why a command cannot be run now, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from nc_desktop.commands.command import Command
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.layers_panel import LayersPanel
from nc_desktop.panels.templates_panel import TemplatesPanel
from nc_desktop.session.session import Session

_NEEDS: dict[str, tuple[str, ...]] = {  # in the order in which a person would provide them
    "ProjectActions.save": ("something", "unsaved"),
    "ProjectActions.save_as": ("something",),
    "ProjectActions.export": ("scene", "matches"),
    "ProjectActions.save_picture": ("scene",),
    "EditActions.undo": ("undone",),
    "EditActions.redo": ("redone",),
    "ViewActions.zoom_selection": ("scene", "matches", "match"),
    "ViewActions.back": ("scene", "earlier view"),
    "ViewActions.forward": ("scene", "later view"),
    "ViewActions": ("scene",),
    "LayerActions.open_area": ("scene",),
    "LayerActions.activate": ("scene", "layer", "another scene"),
    "LayerActions.up": ("scene", "layer", "layer below"),
    "LayerActions.down": ("scene", "layer", "layer above"),
    "LayerActions.build_overviews": ("scene", "scene layer", "no overviews"),
    "LayerActions.folder": ("scene", "scene layer"),
    "LayerActions.assign_crs": ("scene", "scene layer"),
    "LayerActions.reload": ("scene", "scene layer"),
    "LayerActions": ("scene", "layer"),
    "TemplateActions.cut_rectangle": ("scene",),
    "TemplateActions.cut_polygon": ("scene",),
    "TemplateActions.check_all": ("templates", "unchecked"),
    "TemplateActions.uncheck_all": ("templates", "checked"),
    "TemplateActions.show_picture": ("templates", "template", "one template"),
    "TemplateActions.rename": ("templates", "template", "one template"),
    "TemplateActions.save_as": ("templates", "template", "one template"),
    "TemplateActions.reset_facts": ("templates", "template", "typed"),
    "TemplateActions.zoom_to_position": ("scene", "templates", "template", "position"),
    "TemplateActions": ("templates", "template"),
    "SearchActions.match": ("scene", "templates", "checked"),
    "SearchActions.cancel": ("run",),
    "SearchActions.cancel_all": ("run", "several runs"),
    "SearchActions": ("scene",),
    "ResultsActions.copy_geojson": ("scene", "matches", "match", "crs"),
    "ResultsActions.next": ("scene", "matches"),
    "ResultsActions.previous": ("scene", "matches"),
    "ResultsActions.select_all": ("scene", "matches"),
    "ResultsActions": ("scene", "matches", "match", "crs"),
    "JudgeActions.next": ("scene", "matches"),
    "JudgeActions.previous": ("scene", "matches"),
    "JudgeActions": ("scene", "matches", "match"),
    "CorrectionActions.add_match": ("scene", "templates"),
    "CorrectionActions": ("scene", "matches", "match"),
    "DeliveryActions": ("scene", "matches"),
    "QueueActions.match_scenes": ("scene", "templates", "checked"),
    "QueueActions.pause": ("run",),
    "RunActions": ("scene", "matches"),
}
_USUAL = ("scene", "templates", "matches", "match")


class Obstacles(QObject):
    """Tells what a disabled command waits for.

    A command that is not listed may say it by itself, in the property `obstacle` of its action; of
    another one it is guessed by the menu that it is in.
    """

    def __init__(
        self,
        session: Session,
        templates: TemplatesPanel,
        layers: LayersPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._templates, self._layers = session, templates, layers
        project, queue = session.project, session.matching.queue
        self._met: dict[str, Callable[[], bool]] = {
            "something": lambda: bool(len(project.layers) or len(project.templates)),
            "scene": lambda: project.scene is not None,
            "crs": lambda: project.scene is not None and project.scene.georeference.is_geographic,
            "templates": lambda: len(project.templates) > 0,
            "checked": lambda: bool(project.templates.enabled),
            "template": lambda: bool(templates.selected),
            "one template": lambda: len(templates.selected) == 1,
            "layer": lambda: layers.current is not None,
            "scene layer": lambda: isinstance(layers.current, SceneLayer),
            "matches": lambda: project.findings is not None and bool(project.findings.shown),
            "match": lambda: project.selected is not None,
            "run": lambda: bool(queue.runs),
        }

    def of(self, command: Command) -> str:
        """Why a command cannot be run, in the user's language; empty if it can."""
        if command.action.isEnabled():
            return ""
        told = command.action.property("obstacle")
        if isinstance(told, str) and told:
            return told
        if command.name == "ResultsActions.georeference":
            return self._session.georeferencing.obstacle
        owner = command.name.partition(".")[0]
        needs = _NEEDS.get(command.name) or _NEEDS.get(owner) or _USUAL
        unmet = next((need for need in needs if not self._is_met(need)), "")
        return self._sentence(unmet)

    def _is_met(self, need: str) -> bool:
        """What cannot be asked for is the reason, if all before it is met."""
        return self._met[need]() if need in self._met else False

    def _sentence(self, need: str) -> str:
        sentences = {
            "something": self.tr("There is nothing to save yet"),
            "unsaved": self.tr("All is saved"),
            "scene": self.tr("Open a scene first"),
            "crs": self.tr("The scene has no CRS: assign one first"),
            "templates": self.tr("Add templates first"),
            "checked": self.tr("Check a template first"),
            "unchecked": self.tr("All templates are checked"),
            "template": self.tr("Select a template in the list first"),
            "one template": self.tr("Select one template only"),
            "typed": self.tr("Nothing was typed over what the file says"),
            "position": self.tr("The file of the template tells no position"),
            "layer": self.tr("Select a layer first"),
            "scene layer": self.tr("Select a scene in the list of layers first"),
            "another scene": self.tr("This scene is searched already"),
            "layer above": self.tr("The layer is the lowest already"),
            "layer below": self.tr("The layer is the topmost already"),
            "no overviews": self.tr("The scene needs no overviews, or they are being built"),
            "matches": self.tr("There are no matches yet: match first"),
            "match": self.tr("Select a match first"),
            "run": self.tr("No match is running"),
            "several runs": self.tr("Only one match is running"),
            "undone": self.tr("There is nothing to undo"),
            "redone": self.tr("Nothing was undone"),
            "earlier view": self.tr("The map has shown nothing else before"),
            "later view": self.tr("You did not go back"),
        }
        return sentences.get(need, self.tr("Not possible with what is open and selected now"))
