"""The window: puts map and panels together and connects them to the session."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.actions import Actions
from nc_desktop.file_dialogs import ask_export, ask_scene, ask_templates
from nc_desktop.icons import application_icon, in_ink_of
from nc_desktop.languages import LanguageSwitch
from nc_desktop.map.file_drop import FileDrop
from nc_desktop.map.map_view import MapView
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.messages import Message
from nc_desktop.panels.coordinate_bar import CoordinateBar
from nc_desktop.panels.display_panel import DisplayPanel
from nc_desktop.panels.match_panel import MatchPanel
from nc_desktop.panels.message_bar import MessageBar
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.panels.start_page import StartPage
from nc_desktop.panels.templates_panel import TemplatesPanel
from nc_desktop.session import Session
from nc_desktop.settings import Settings
from nc_desktop.theme import apply_theme

_SIZE = QSize(1440, 900)
_DOCK_BUTTONS = {  # by the names that Qt gives them
    "qt_dockwidget_floatbutton": QStyle.StandardPixmap.SP_TitleBarNormalButton,
    "qt_dockwidget_closebutton": QStyle.StandardPixmap.SP_TitleBarCloseButton,
}


class MainWindow(QMainWindow):
    """Map in the middle, templates, search and display at the left, results below."""

    def __init__(self, session: Session, settings: Settings, languages: LanguageSwitch) -> None:
        super().__init__()
        self._session, self._settings, self._languages = session, settings, languages
        self.setWindowIcon(application_icon())
        self.setObjectName("main_window")
        self.resize(_SIZE)

        project = session.project
        self.map = MapView()
        self.project_map = ProjectMap(project, self.map, self)
        self.start_page = StartPage()
        self.messages = MessageBar()
        self.templates = TemplatesPanel(project.templates)
        self.match_panel = MatchPanel(project)
        self.display = DisplayPanel(project)
        self.results = ResultsPanel(project)
        self.coordinates = CoordinateBar(project)
        self.summary = QLabel()
        self._counted: tuple[int, int, float] | None = None
        self._rejection: Message | None = None
        self.actions_ = Actions(self)
        self._drop = FileDrop(self)
        self._assemble()
        self._connect_actions()
        self._connect_views()
        self.retranslate()
        self.retheme()
        self._refresh()

    @property
    def idle(self) -> bool:
        """Whether all that was asked for is done and drawn."""
        return not self._session.busy and self.map.complete

    def restore_layout(self) -> None:
        """Size and docks as the last run left them."""
        layout = self._settings.layout
        if layout is not None:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1])

    def retranslate(self) -> None:
        """Set every text again."""
        for dock, title in zip(
            self._docks,
            (self.tr("Templates"), self.tr("Search"), self.tr("Display"), self.tr("Results")),
            strict=True,
        ):
            dock.setWindowTitle(title)
        self._tool_bar.setWindowTitle(self.tr("Tool bar"))
        self.actions_.retranslate()
        self._show_title()
        self._show_summary()

    def retheme(self) -> None:
        """Tint the icons, those of the docks too: Fusion's are grey on a dark ground as well."""
        palette = self.palette()
        self.actions_.retheme(palette)
        for dock in self._docks:
            for name, kind in _DOCK_BUTTONS.items():
                button = dock.findChild(QAbstractButton, name)
                if button is not None:
                    button.setIcon(in_ink_of(self.style().standardIcon(kind), palette))

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.project_map.refresh()
        elif event.type() == QEvent.Type.PaletteChange:
            self.retheme()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs, join all threads, remember the layout."""
        self._settings.layout = (self.saveGeometry(), self.saveState())
        self._settings.save()
        self.hide()  # a tile may take a moment to end
        self.map.shutdown()
        self._session.close()
        super().closeEvent(event)

    def _assemble(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.map)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)

        left, bottom = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        panels = (
            ("templates", self.templates, left),
            ("search", self.match_panel, left),
            ("display", scrolled(self.display), left),
            ("results", self.results, bottom),
        )
        self._docks = [self._dock(*panel) for panel in panels]
        self.resizeDocks([self._docks[0]], [380], Qt.Orientation.Horizontal)
        vertical = Qt.Orientation.Vertical
        self.resizeDocks(self._docks[:3], [280, 250, 215], vertical)
        self.resizeDocks([self._docks[3]], [210], vertical)

        self._tool_bar = QToolBar()
        self._tool_bar.setObjectName("tool_bar")
        self._tool_bar.setIconSize(QSize(22, 22))
        self.addToolBar(self._tool_bar)
        toggles: list[QAction] = [dock.toggleViewAction() for dock in self._docks]
        self.actions_.fill_menu_bar(self.menuBar(), toggles)
        self.actions_.fill_tool_bar(self._tool_bar)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.statusBar().addWidget(self.summary, 1)
        self.statusBar().addPermanentWidget(self.coordinates)
        self._drop.install(self)

    def _dock(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(f"dock_{name}")
        dock.setWidget(panel)
        self.addDockWidget(area, dock)
        dock.topLevelChanged.connect(self.retheme)  # Qt sets the icons anew
        return dock

    def _connect_actions(self) -> None:
        actions, session = self.actions_, self._session
        for action, slot in (
            (actions.open_scene, self._ask_scene),
            (actions.add_templates, self._ask_templates),
            (actions.open_demo, session.open_demo),
            (actions.export_csv, self._ask_csv),
            (actions.export_geojson, self._ask_geojson),
            (actions.quit, self.close),
            (actions.match, session.match),
            (actions.cancel, session.cancel_match),
            (actions.zoom_in, lambda: self.map.zoom_by(1.5)),
            (actions.zoom_out, lambda: self.map.zoom_by(1 / 1.5)),
            (actions.full_extent, self.map.zoom_to_extent),
            (actions.zoom_selection, self.project_map.zoom_to_selection),
            (actions.about, self._show_about),
        ):
            action.triggered.connect(lambda _=False, do=slot: do())
        actions.languages.triggered.connect(self._choose_language)
        actions.themes.triggered.connect(self._choose_theme)
        for group, value in (
            (actions.languages, self._languages.current),
            (actions.themes, self._settings.theme),
        ):
            for action in group.actions():
                action.setChecked(action.data() == value)

    def _connect_views(self) -> None:
        session, project = self._session, self._session.project
        for drop in (self._drop, self.map.drop, self.start_page.drop, self.templates.drop):
            drop.dropped.connect(session.open_files)
            drop.hovering.connect(self._on_hovering)
        self.map.cursor_moved.connect(self.coordinates.show_position)
        self.map.cursor_left.connect(self.coordinates.clear)
        self.map.scene_layer.damaged.connect(self._on_damaged)
        self.start_page.open_requested.connect(self._ask_scene)
        self.start_page.demo_requested.connect(session.open_demo)
        self.templates.add_requested.connect(self._ask_templates)
        self.templates.model.rejected.connect(self._on_rejected)
        self.templates.model.accepted.connect(self._on_accepted)
        self.results.match_chosen.connect(self.project_map.zoom_to_selection)
        self.match_panel.match_requested.connect(session.match)
        self.match_panel.cancel_requested.connect(session.cancel_match)
        self.messages.action_pressed.connect(session.act)
        session.message.connect(self._say)
        session.withdrawn.connect(self.messages.withdraw)
        session.matched.connect(self._on_matched)
        session.match_started.connect(self._forget_summary)
        project.scene_changed.connect(self._forget_summary)
        session.match_started.connect(self.match_panel.start)
        session.match_progressed.connect(self.match_panel.report)
        session.match_ended.connect(self.match_panel.end)
        for signal in (
            project.scene_changed,
            project.result_changed,
            project.selection_changed,
            project.templates.reset,
            project.templates.entry_changed,
            session.match_started,
            session.match_ended,
        ):
            signal.connect(self._refresh)

    @Slot()
    def _refresh(self, *_: object) -> None:
        project = self._session.project
        scene, result = project.scene, project.result
        self._stack.setCurrentWidget(self.map if scene is not None else self.start_page)
        self.actions_.enable(
            scene=scene is not None,
            ready=scene is not None and bool(project.templates.enabled),
            running=self._session.matching,
            matches=result is not None and bool(result.matches),
            crs=scene is not None and scene.georeference.is_geographic,
        )
        self.actions_.zoom_selection.setEnabled(project.selected is not None)
        self._show_title()

    def _show_title(self) -> None:
        scene = self._session.project.scene
        name = self.tr("Neurocorrelator")
        self.setWindowTitle(name if scene is None else f"{scene.name} – {name}")

    @Slot(object)
    def _say(self, message: Message) -> None:
        self.messages.show_message(message)

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

    @Slot(object, float)
    def _on_matched(self, result: nc.MatchResult, seconds: float) -> None:
        templates = len(result.templates) + len(result.failures)
        self._counted = (len(result.matches), templates, seconds)
        self._show_summary()

    @Slot()
    def _forget_summary(self) -> None:
        self._counted = None
        self._show_summary()

    def _show_summary(self) -> None:
        if self._counted is None:
            self.summary.clear()
            return
        matches, templates, seconds = self._counted
        self.summary.setText(
            self.tr("{matches} of {templates} in {seconds} s").format(
                matches=self.tr("%n match(es)", "", matches),
                templates=self.tr("%n template(s)", "", templates),
                seconds=QLocale().toString(seconds, "f", 1),
            )
        )

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

    @Slot()
    def _ask_scene(self) -> None:
        path = ask_scene(self, self._settings)
        if path is not None:
            self._session.open_scene(path)

    @Slot()
    def _ask_templates(self) -> None:
        self._session.open_templates(ask_templates(self, self._settings))

    def _ask_csv(self) -> None:
        path = ask_export(self, self._settings, ".csv", "CSV")
        if path is not None:
            self._session.export(path, "csv")

    def _ask_geojson(self) -> None:
        path = ask_export(self, self._settings, ".geojson", "GeoJSON")
        if path is not None:
            self._session.export(path, "geojson")

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self._settings.language = str(action.data())
        self._languages.use(self._settings.language)

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._settings.theme)

    def _show_about(self) -> None:
        text = self.tr(
            "Neurocorrelator {version}\n\nFinds where in a large georeferenced scene a"
            " picture was taken."
        ).format(version=nc.__version__)
        QMessageBox.about(self, self.tr("About Neurocorrelator"), text)
