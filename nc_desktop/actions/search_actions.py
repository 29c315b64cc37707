"""The menu *Search*: match, cancel, and where to search."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.queue_actions import QueueActions
from nc_desktop.map.map_view import MapView
from nc_desktop.map.tools.draw_polygon import DrawPolygon
from nc_desktop.map.tools.draw_rectangle import DrawRectangle
from nc_desktop.model.layers import AreaLayer
from nc_desktop.session.session import Session


class SearchActions(MenuActions):
    """Starts and stops matches, and draws the area in which they search."""

    def __init__(self, window: QWidget, session: Session, view: MapView) -> None:
        super().__init__(window)
        self._session, self._map = session, view
        self._queue: QueueActions | None = None
        project, matching = session.project, session.matching
        self.match = self.action(matching.match, icon="match", key="Ctrl+Return")
        self.cancel = self.action(self._cancel, icon="close", key="Esc")
        self.cancel_all = self.action(matching.cancel_all)
        self._rectangle, self._polygon = DrawRectangle(view), DrawPolygon(view)
        self.draw_rectangle = self._drawing(self._rectangle, "area-rectangle")
        self.draw_polygon = self._drawing(self._polygon, "area-polygon")
        self.menu.addActions([self.match, self.cancel, self.cancel_all])
        self.menu.addSeparator()
        self.menu.addActions([self.draw_rectangle, self.draw_polygon])
        for signal in (
            project.scene_changed,
            project.templates.reset,
            project.templates.entry_changed,
            matching.queue.changed,
        ):
            signal.connect(self._refresh)
        view.tool_changed.connect(self._on_tool)
        self.retranslate()
        self._refresh()

    @property
    def area_actions(self) -> tuple[QAction, ...]:
        """Those that draw an area."""
        return self.draw_rectangle, self.draw_polygon

    def add_queue(self, queue: QueueActions) -> None:
        """Show the actions of the queue among these."""
        self._queue = queue
        queue.setParent(self)  # so that its icons are tinted with these
        self.menu.insertAction(self.cancel, queue.match_scenes)
        self.menu.addSeparator()
        self.menu.addMenu(queue.menu)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Match and cancel."""
        bar.addActions([self.match, self.cancel])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Search"))
        if self._queue is not None:
            self._queue.retranslate()
        for action, text, tip in (
            (self.match, self.tr("&Match"), self.tr("Look for the checked templates")),
            (self.cancel, self.tr("&Cancel the match"), self.tr("Stop at the next tile")),
            (
                self.cancel_all,
                self.tr("Cancel &all matches"),
                self.tr("Stop the match that runs, and forget those that wait"),
            ),
            (
                self.draw_rectangle,
                self.tr("Search in a &rectangle"),
                self.tr("Draw a rectangle on the map to search in"),
            ),
            (
                self.draw_polygon,
                self.tr("Search in a &polygon"),
                self.tr("Draw a polygon on the map to search in"),
            ),
        ):
            set_texts(action, text, tip)

    def _drawing(self, tool: DrawRectangle | DrawPolygon, icon: str) -> QAction:
        action = self.action(icon=icon)
        action.setCheckable(True)
        action.triggered.connect(lambda on: self._map.use_tool(tool if on else None))
        tool.drawn.connect(self._on_drawn)
        return action

    def _cancel(self) -> None:
        """Give up a drawing first, if there is one: Esc means what is nearest."""
        if self._map.tool is not None:
            self._map.use_tool(None)
        else:
            self._session.matching.cancel()

    @Slot(list)
    def _on_drawn(self, polygon: list[tuple[float, float]]) -> None:
        taken = {layer.name for layer in self._session.project.layers.of_kind(AreaLayer)}
        number = 1
        while (name := self.tr("Area {number}").format(number=number)) in taken:
            number += 1
        self._session.matching.search_in(polygon, name)

    @Slot()
    def _on_tool(self) -> None:
        self.draw_rectangle.setChecked(self._map.tool is self._rectangle)
        self.draw_polygon.setChecked(self._map.tool is self._polygon)

    def _refresh(self, *_: object) -> None:
        project, matching = self._session.project, self._session.matching
        runs = len(matching.queue.runs)
        self.match.setEnabled(project.scene is not None and bool(project.templates.enabled))
        self.cancel.setEnabled(runs > 0 and not (runs == 1 and matching.queue.cancelling))
        self.cancel_all.setEnabled(runs > 1)
        for action in self.area_actions:
            action.setEnabled(project.scene is not None)
