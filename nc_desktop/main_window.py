"""The window: puts map and panels together. What they do, they do by themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.actions.correction_actions import CorrectionActions
from nc_desktop.actions.delivery_actions import DeliveryActions
from nc_desktop.actions.edit_actions import EditActions
from nc_desktop.actions.help_actions import HelpActions
from nc_desktop.actions.judge_actions import JudgeActions
from nc_desktop.actions.layer_actions import LayerActions
from nc_desktop.actions.menu_actions import MenuActions
from nc_desktop.actions.project_actions import ProjectActions
from nc_desktop.actions.queue_actions import QueueActions
from nc_desktop.actions.results_actions import ResultsActions
from nc_desktop.actions.run_actions import RunActions
from nc_desktop.actions.search_actions import SearchActions
from nc_desktop.actions.template_actions import TemplateActions
from nc_desktop.actions.training_actions import TrainingActions
from nc_desktop.actions.view_actions import ViewActions
from nc_desktop.commands.keys import KeyBindings
from nc_desktop.dialogs.program_dialogs import ProgramDialogs
from nc_desktop.docks import Docks
from nc_desktop.icons import application_icon
from nc_desktop.languages import LanguageSwitch
from nc_desktop.layout import WindowLayout
from nc_desktop.log_store import LogStore
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.map.heatmap_legend import HeatmapLegend
from nc_desktop.map.map_view import MapView
from nc_desktop.map.match_picking import MatchPicking
from nc_desktop.map.place_showing import PlaceShowing
from nc_desktop.map.preview_badge import PreviewBadge
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.messages import Message
from nc_desktop.panels.activity import Activity
from nc_desktop.panels.comparison_panel import ComparisonPanel
from nc_desktop.panels.coordinate_bar import CoordinateBar
from nc_desktop.panels.device_chip import DeviceChip
from nc_desktop.panels.go_to import GoToBar
from nc_desktop.panels.layers_panel import LayersPanel
from nc_desktop.panels.log_panel import LogPanel
from nc_desktop.panels.match_details import MatchDetails
from nc_desktop.panels.match_panel import MatchPanel
from nc_desktop.panels.match_status import MatchStatus
from nc_desktop.panels.match_summary import MatchSummary
from nc_desktop.panels.message_bar import MessageBar
from nc_desktop.panels.panel_tips import tell_panels
from nc_desktop.panels.queue_panel import QueuePanel
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.panels.start_page import StartPage
from nc_desktop.panels.templates_panel import TemplatesPanel
from nc_desktop.panels.tool_hint import ToolHint
from nc_desktop.recent_scenes import RecentScenes
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.wayfinding import Wayfinding

_SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Map in the middle, templates and search at the left, layers at the right, results below.

    Attributes:
        asks_before_closing: whether unsaved work is asked about; a script's window does not.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        languages: LanguageSwitch,
        log: LogStore | None = None,
    ) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        self.asks_before_closing = False
        self.setWindowIcon(application_icon())
        self.setObjectName("main_window")
        self.resize(_SIZE)

        project = session.project
        self.map = MapView()
        self.project_map = ProjectMap(project, self.map, self)
        self.picking = MatchPicking(project, self.map, self.project_map, self)
        self.recent = RecentScenes(settings, self)
        self.start_page = StartPage(self.recent)
        self.messages = MessageBar()
        self.templates = TemplatesPanel(project.templates)
        self.match_panel = MatchPanel(session, settings)
        self.match_status = MatchStatus(session.matching, self.match_panel.running)
        self.preview_badge = PreviewBadge(self.map, session.matching.preview)
        self.layers = LayersPanel(project, session.layering)
        self.activity = Activity(session)
        self.results = ResultsPanel(project, settings)
        self.details = MatchDetails(project, self.picking)
        self._add_instruments()
        log = log or LogStore(self)
        self.dialogs = ProgramDialogs(self, log, KeyBindings(self, settings), languages)
        self.log_panel = LogPanel(log)
        self.device_chip = DeviceChip(session.compute)
        self.summary = MatchSummary(session)
        self._rejection: Message | None = None

        self._make_actions(languages)
        self._build()
        self.wayfinding = Wayfinding(self, session, settings, languages)
        self._layout = WindowLayout(self, settings)

    @property
    def idle(self) -> bool:
        """Whether all that was asked for is done and drawn."""
        return not self._session.busy and self.map.complete

    def restore_layout(self) -> None:
        """Size and docks as the last run left them."""
        self._layout.restore()

    def retranslate(self) -> None:
        """Set every text again."""
        for name, title in (
            ("templates", self.tr("Templates")),
            ("search", self.tr("Search")),
            ("layers", self.tr("Layers")),
            ("details", self.tr("Match details")),
            ("results", self.tr("Results")),
            ("queue", self.tr("Queue")),
            ("comparison", self.tr("Comparison")),
            ("log", self.tr("Log")),
        ):
            self._docks[name].setWindowTitle(title)
        tell_panels(self._docks.by_name)
        self._tool_bar.setWindowTitle(self.tr("Tool bar"))
        for menu in (*self._menus, self.delivery_actions):
            menu.retranslate()
        self._show_title()
        self.summary.retranslate()

    def retheme(self) -> None:
        """Tint the icons."""
        for menu in self._menus:
            menu.retheme(self.palette())
        self._docks.retheme()

    def showEvent(self, event: QShowEvent) -> None:
        """Size the panels when the window is first shown: before, Qt does as it likes."""
        super().showEvent(event)
        self._layout.settle()
        if self._layout.is_new:
            self._layout.is_new = False
            self._docks.size()
        self._docks.retheme()  # Qt has set the icons of restored docks anew

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Restored panels keep their sizes."""
        super().resizeEvent(event)
        self._layout.follow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.project_map.refresh()
        elif event.type() == QEvent.Type.PaletteChange:
            self.retheme()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work; then cancel what runs, join all threads, remember the layout."""
        if self.asks_before_closing and self.training_actions.ask_before_closing(self.close):
            event.ignore()
            return
        works = self._session.keeping.has_work or self._session.matching.running
        if self.asks_before_closing and works:
            event.ignore()
            self.project_actions.files.before_closing(self._close_unasked)
            return
        if self.isVisible():  # a window that is closed once more has lost the sizes of its panels
            self._layout.save()
            self._settings.save()
        self.hide()  # a tile may take a moment to end
        self.shutdown()
        super().closeEvent(event)

    def close_for_good(self) -> None:
        """The program is told to end: keep what is unsaved for the next start, ask nothing."""
        if self.asks_before_closing:
            self._session.keeping.keep_at_once()
        self._close_unasked()

    def _close_unasked(self) -> None:
        self.asks_before_closing = False
        self.close()

    def shutdown(self) -> None:
        """Cancel what runs and join all threads; called twice, it does nothing more."""
        self._session.stop()  # else overviews are built on while the map waits for a slow tile
        self.map.shutdown()
        self.dialogs.shutdown()
        self.training_actions.shutdown()
        self._session.close()

    def _add_instruments(self) -> None:
        """What lies on the map or speaks of places on it."""
        session, settings = self._session, self._settings
        self.heatmap_legend = HeatmapLegend(session.project, self.map)
        self.coordinates = CoordinateBar(session.project, self.map, session.values, settings)
        self.go_to = GoToBar(session.project, self.map, settings)
        self.tool_hint = ToolHint(self.map)

    def _make_actions(self, languages: LanguageSwitch) -> None:
        """All that can be done from menus, tool bar and keys."""
        session, settings, project = self._session, self._settings, self._session.project
        self.project_actions = ProjectActions(
            self, session, settings, self.recent, map_view=self.map, leave=self.close
        )
        self.edit_actions = EditActions(self, session.history)
        self.view_actions = ViewActions(
            self,
            project=project,
            map_view=self.map,
            project_map=self.project_map,
            settings=settings,
            languages=languages,
        )
        self.layer_actions = LayerActions(self, session, settings, self.layers, self.project_map)
        self.template_actions = TemplateActions(self, session, settings, self.templates, self.map)
        self.search_actions = SearchActions(self, session, self.map)
        self.results_actions = ResultsActions(self, session, settings, self.results)
        self.judge_actions = JudgeActions(self, session, settings, self.results)
        self._add_queue_and_runs()
        self.correction_actions = CorrectionActions(
            self, session, self.results_actions, (self.results, self.templates), self.map
        )
        self.project_actions.add_export(self.results_actions.georeference)
        self.delivery_actions = DeliveryActions(self, session, settings, self.project_actions)
        self.training_actions = TrainingActions(self, session, settings, self.map)
        self.training_actions.name_weights(self.details)
        self.training_actions.offer_weights(self.match_panel.form)
        self.help_actions = HelpActions(self, self.dialogs)
        self._menus: tuple[MenuActions, ...] = (
            self.project_actions,
            self.edit_actions,
            self.view_actions,
            self.layer_actions,
            self.template_actions,
            self.search_actions,
            self.results_actions,
            self.correction_actions,
            self.judge_actions,
            self.training_actions,
            self.help_actions,
        )

    def _add_queue_and_runs(self) -> None:
        """The panel of the queue, the bar of the runs, and their parts of the menus."""
        session = self._session
        self.queue = QueuePanel(session, self.match_panel.running)
        self.place_showing = PlaceShowing(session.project, self.project_map, self.map)
        self.queue_actions = QueueActions(
            self, session, self._settings, panel=self.queue, showing=self.place_showing
        )
        self.search_actions.add_queue(self.queue_actions)
        self.run_actions = RunActions(self, session, self._settings, self.place_showing)
        self.results_actions.add_runs(self.run_actions)
        self.results.add_beside_answers(self.run_actions.bar)

    def _build(self) -> None:
        """Put together what was made."""
        self._drop = FileDrop(self)
        self._assemble()
        self._connect()
        self.retranslate()
        self.retheme()
        self._refresh()

    def _assemble(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.map)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self.go_to)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)

        left, bottom = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.comparison = ComparisonPanel(self._session.comparing, self._settings)
        self._docks = docks = Docks(self)
        docks.add("templates", self.templates, left)
        docks.add("search", self.match_panel, left)
        docks.add("layers", self.layers, Qt.DockWidgetArea.RightDockWidgetArea)
        docks.add("details", self.details, Qt.DockWidgetArea.RightDockWidgetArea)
        docks.add("results", self.results, bottom)
        docks.add("queue", self.queue, bottom)
        docks.add("log", self.log_panel, bottom)
        docks.add("comparison", self.comparison, bottom)
        docks.arrange()
        docks["comparison"].toggleViewAction().setShortcut("V")
        self.judge_actions.add_view(self.comparison, docks["comparison"].toggleViewAction())

        self._tool_bar = QToolBar()
        self._tool_bar.setObjectName("tool_bar")
        self._tool_bar.setIconSize(QSize(22, 22))
        self.addToolBar(self._tool_bar)
        self.view_actions.add_panels([dock.toggleViewAction() for dock in docks])
        self.help_actions.add_log(docks["log"].toggleViewAction())
        for menu in self._menus:
            self.menuBar().addMenu(menu.menu)
            before = len(self._tool_bar.actions())
            menu.fill_tool_bar(self._tool_bar)
            if len(self._tool_bar.actions()) > before:
                self._tool_bar.addSeparator()
        self.statusBar().addWidget(self.summary, 1)
        self.statusBar().addPermanentWidget(self.activity)
        self.statusBar().addPermanentWidget(self.match_status)
        self.statusBar().addPermanentWidget(self.coordinates)
        self.statusBar().addPermanentWidget(self.device_chip)
        self._drop.install(self)

    @Slot()
    def _show_log(self) -> None:
        self._docks.show("log")

    @Slot()
    def _show_queue(self) -> None:
        self._docks.show("queue")

    @Slot()
    def _reset_layout(self) -> None:
        self._layout.reset()
        self._docks.retheme()
        self._docks.size()

    def _connect(self) -> None:
        session, project, matching = self._session, self._session.project, self._session.matching
        for drop in (
            self._drop,
            self.map.drop,
            self.start_page.drop,
            self.templates.drop,
            self.layers.drop,
        ):
            drop.dropped.connect(self.project_actions.files.open_any)
            drop.picture_dropped.connect(session.templating.picture)
            drop.hovering.connect(self._on_hovering)
        self.view_actions.go_to.triggered.connect(self.go_to.open)
        self.project_map.damaged.connect(self._on_damaged)
        self.project_map.lost.connect(session.layering.tell_lost)
        self.coordinates.lost.connect(self.project_map.lose_scene)
        self.map.reader.slowly.connect(self.activity.set_reading)
        self.start_page.open_requested.connect(self.project_actions.ask_scenes)
        self.start_page.demo_requested.connect(session.opening.demo)
        self.start_page.project_requested.connect(self.project_actions.files.ask_open)
        self.start_page.recent_requested.connect(self.project_actions.open_recent)
        session.opening.scene_opened.connect(self.recent.add)
        session.keeping.kept.connect(self.recent.add)
        session.keeping.changed.connect(self._show_title)
        session.keeping.opened.connect(self._show_kept_view)
        session.keeping.visible = self._visible
        self.view_actions.reset_layout.triggered.connect(self._reset_layout)
        self.device_chip.clicked.connect(self.dialogs.show_doctor)
        self.dialogs.message.connect(session.message)
        self.template_actions.add.triggered.connect(self.project_actions.ask_templates)
        self.templates.model.rejected.connect(self._on_rejected)
        self.templates.model.accepted.connect(self._on_accepted)
        self.results.match_chosen.connect(self.project_map.zoom_to_selection)
        self.details.step_requested.connect(self.results.step)
        self.project_actions.assign_crs_requested.connect(self._ask_crs)
        self.match_panel.add_area_actions(self.search_actions.area_actions)
        self.match_panel.several.clicked.connect(self.queue_actions.ask_scenes)
        self.queue_actions.panel_wanted.connect(self._show_queue)
        matching.visible = self._visible
        session.message.connect(self._say)
        session.withdrawn.connect(self.messages.withdraw)
        self.messages.log_requested.connect(self._show_log)
        project.scene_changed.connect(self._refresh)

    @Slot()
    def _ask_crs(self) -> None:
        scene = self._session.project.scene_layer
        if scene is not None:
            self.layer_actions.ask_crs_of(scene)

    def _visible(self) -> tuple[float, float, float, float]:
        """What the map shows, in pixels of the active scene."""
        rect = self.map.view_rect
        return rect.left(), rect.top(), rect.right(), rect.bottom()

    @Slot()
    def _refresh(self) -> None:
        scene = self._session.project.scene
        self._stack.setCurrentWidget(self.map if scene is not None else self.start_page)
        self._show_title()

    @Slot()
    def _show_title(self) -> None:
        keeping, scene = self._session.keeping, self._session.project.scene
        parts = [self.tr("Neurocorrelator")]
        if scene is not None:
            parts.insert(0, scene.name)
        if keeping.path is not None:
            parts.insert(0, f"{keeping.path.stem}[*]")
        self.setWindowTitle(" – ".join(parts))
        self.setWindowModified(keeping.path is not None and keeping.modified)

    @Slot(object)
    def _show_kept_view(self, view: tuple[float, float, float, float] | None) -> None:
        if view is not None:
            left, top, right, bottom = view
            self.map.zoom_to(QRectF(left, top, right - left, bottom - top), span=1.0)

    @Slot(object)
    def _say(self, message: Message) -> None:
        self.messages.show_message(self.dialogs.with_report(message))

    @Slot(str)
    def _on_rejected(self, text: str) -> None:
        self._on_accepted()
        self._rejection = Message("warning", text)
        self._say(self._rejection)

    @Slot()
    def _on_accepted(self) -> None:
        if self._rejection is not None:
            self.messages.withdraw(self._rejection)
            self._rejection = None

    @Slot(bool)
    def _on_hovering(self, hovering: bool) -> None:
        if hovering:
            self.statusBar().showMessage(self.tr("Release to open the files"))
        else:
            self.statusBar().clearMessage()

    @Slot(str)
    def _on_damaged(self, reason: str) -> None:
        text = self.tr("A part of the scene cannot be read and stays empty: {reason}")
        self._say(Message("warning", text.format(reason=reason)))
