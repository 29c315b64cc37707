"""The list of all commands, keys of one's own, tool tips with the why, the tour and the guide."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6.Shiboken import isValid

import neurocorrelator as nc
from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.commands.command import Command
from nc_desktop.commands.fuzzy import fit
from nc_desktop.dialogs.command_palette import CommandPalette
from nc_desktop.dialogs.guide import GuideDialog
from nc_desktop.dialogs.shortcuts import ShortcutsDialog
from nc_desktop.guide.pages import PAGES, headings_of, page_file
from nc_desktop.languages import LanguageSwitch
from nc_desktop.main_window import MainWindow
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.tour.callout import beside, rect_in
from tests.nc_desktop.driving import App

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def window_of_all(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[MainWindow, Session, Settings, LanguageSwitch]]:
    """One window for the tests that start no job: building it takes longer than most of them."""
    settings = Settings(tmp_path_factory.mktemp("settings") / "desktop.ini")
    languages = LanguageSwitch(qapp)
    languages.use("en")
    session = Session()
    window = MainWindow(session, settings, languages)
    window.show()
    yield window, session, settings, languages
    window.close()
    languages.use("en")
    window.deleteLater()
    session.deleteLater()


@pytest.fixture
def shared(
    window_of_all: tuple[MainWindow, Session, Settings, LanguageSwitch], qtbot: QtBot
) -> Iterator[App]:
    """That window, as it was at first."""
    window, session, settings, languages = window_of_all
    yield App(window, session, settings, languages, qtbot)
    for dialog in (window.dialogs.guide, window.dialogs.shortcuts, window.wayfinding.palette):
        if dialog is not None:
            dialog.close()
    languages.use("en")
    window.dialogs.keys.reset_all()
    qtbot.waitUntil(lambda: window.view_actions.zoom_in.text() == "Zoom &in")


def command(window: MainWindow, name: str) -> Command:
    return next(c for c in window.dialogs.keys.commands if c.name == name)


def open_palette(app: App) -> CommandPalette:
    app.window.activateWindow()
    app.qtbot.waitUntil(app.window.isActiveWindow)
    app.qtbot.keyClick(app.window, Qt.Key.Key_P, CTRL | SHIFT)
    palette = app.window.wayfinding.palette
    assert palette is not None
    assert palette.isVisible()
    return palette


def test_a_command_is_found_by_letters_and_run_by_enter(shared: App) -> None:
    palette = open_palette(shared)
    shared.qtbot.keyClicks(palette.field, "nor arr")
    assert palette.shown[0].title == "North arrow"
    arrow = shared.window.view_actions.instruments[1]
    was = arrow.isChecked()
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    shared.qtbot.waitUntil(lambda: arrow.isChecked() != was)
    assert not palette.isVisible()
    palette = open_palette(shared)  # the last ones come first
    assert palette.shown[0].command.action is arrow
    assert palette.shown[1].title == "New"
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_commands_that_are_gone_since_do_no_harm(shared: App, tmp_path: Path) -> None:
    recent = shared.window.recent
    scene = tmp_path / "gone.tif"
    scene.touch()
    recent.add(scene)
    palette = open_palette(shared)
    shared.qtbot.keyClicks(palette.field, "gone.tif")
    recent.add(tmp_path / "newer.tif")  # makes the entries of the menu anew
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Backspace)
    assert palette.shown[0].title.endswith("gone.tif")
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Return)  # there is another action of that name
    assert palette.isVisible()
    assert isValid(palette.shown[0].command.action)
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    recent.clear()
    assert not open_palette(shared).field.text()
    shared.window.dialogs.keys.reset_all()


def test_a_command_that_cannot_be_run_says_why(shared: App) -> None:
    palette = open_palette(shared)
    said = {entry.command.name: entry.obstacle for entry in palette.shown}
    assert said["ViewActions.zoom_in"] == "Open a scene first"
    assert said["SearchActions.cancel"] == "No match is running"
    assert said["EditActions.undo"] == "There is nothing to undo"
    assert said["ProjectActions.open_scene"] == ""
    disabled = [entry for entry in palette.shown if not entry.command.action.isEnabled()]
    assert all(entry.obstacle for entry in disabled)
    shared.qtbot.keyClicks(palette.field, "undo")
    assert palette.shown[0].command.name == "EditActions.undo"
    shared.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()  # nothing was run, and the reason stays


def test_russian_commands_are_found_by_english_words_and_in_the_other_layout(shared: App) -> None:
    shared.languages.use("ru")
    arrow = shared.window.view_actions.instruments[1]
    shared.qtbot.waitUntil(lambda: arrow.text() == "&Стрелка севера")
    palette = open_palette(shared)
    for typed in ("север", "north arrow", "ctdth"):
        palette.field.setText(typed)
        assert palette.shown[0].command.action is arrow, typed


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("zoom", "Zoom in", "Full extent"),
        ("ope", "Open scene", "Show properties"),
        ("zin", "Zoom in", "Resize window"),
        ("in zo", "Zoom in", "Zoom out"),
    ],
)
def test_beginnings_fit_better_than_parts_and_letters(typed: str, better: str, worse: str) -> None:
    assert fit(typed, [(better, 1.0)]) > fit(typed, [(worse, 1.0)])


def test_an_action_that_is_added_later_is_found_and_gets_its_key(app: App) -> None:
    class Judging(MenuActions):
        """As another part of the program would add it."""

        def __init__(self, window: MainWindow) -> None:
            super().__init__(window)
            self.done: list[bool] = []
            self.accept = self.action(lambda: self.done.append(True), key="A")
            set_texts(self.accept, "&Accept", "Keep the match as a right one")
            self.menu.setTitle("&Judge")
            self.menu.addAction(self.accept)

    app.settings.shortcuts = {"Judging.accept": ("Ctrl+Alt+A",)}
    judging = Judging(app.window)
    app.window.menuBar().addMenu(judging.menu)
    palette = open_palette(app)
    app.qtbot.keyClicks(palette.field, "accept")
    assert palette.shown[0].keys == "Ctrl+Alt+A"
    app.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    app.qtbot.waitUntil(lambda: judging.done == [True])


def open_keys(app: App, name: str) -> ShortcutsDialog:
    app.window.help_actions.shortcuts.trigger()
    dialog = app.window.dialogs.shortcuts
    assert dialog is not None
    dialog.choose(name)
    assert dialog.editor.command is not None
    return dialog


def press(dialog: ShortcutsDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """As the field takes it after a second in which no other key came."""
    QTest.keyClick(dialog.editor.field, key, modifiers)
    dialog.editor.field.editingFinished.emit()


def test_a_key_is_changed_at_once_and_kept(shared: App) -> None:
    dialog = open_keys(shared, "ViewActions.full_extent")
    press(dialog, Qt.Key.Key_F7, SHIFT)
    action = shared.window.view_actions.full_extent
    assert action.shortcut().toString() == "Shift+F7"
    assert "Shift+F7" in action.toolTip()
    assert "Shift+F7" in dialog.as_text
    settings = shared.settings
    another = MainWindow(Session(), settings, shared.languages)  # the next start
    try:
        assert another.view_actions.full_extent.shortcut().toString() == "Shift+F7"
    finally:
        another.shutdown()
        another.deleteLater()
    QTest.mouseClick(dialog.editor.reset, LEFT)
    assert action.shortcut().toString() == "Ctrl+0"
    assert settings.shortcuts == {}


def test_a_key_that_another_command_has_is_taken_away_only_when_asked(shared: App) -> None:
    dialog = open_keys(shared, "ViewActions.full_extent")
    full, cut = shared.window.view_actions.full_extent, shared.window.template_actions.cut_rectangle
    press(dialog, Qt.Key.Key_R, CTRL)
    assert "Cut out a rectangle" in dialog.editor.note.text()
    assert (full.shortcut().toString(), cut.shortcut().toString()) == ("Ctrl+0", "Ctrl+R")
    QTest.mouseClick(dialog.editor.reassign, LEFT)
    assert (full.shortcut().toString(), cut.shortcut().toString()) == ("Ctrl+R", "")
    dialog.choose("TemplateActions.cut_rectangle")
    QTest.mouseClick(dialog.editor.reset, LEFT)  # its own key is another one's now
    QTest.mouseClick(dialog.editor.reassign, LEFT)
    assert (full.shortcut().toString(), cut.shortcut().toString()) == ("", "Ctrl+R")
    QTest.mouseClick(dialog.reset_all, LEFT)
    assert full.shortcut().toString() == "Ctrl+0"
    assert shared.settings.shortcuts == {}


def test_keys_of_lists_and_the_map_are_not_given_away(shared: App) -> None:
    dialog = open_keys(shared, "ViewActions.full_extent")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        press(dialog, key, Qt.KeyboardModifier.NoModifier)
        assert "needed by lists" in dialog.editor.note.text()
    assert shared.window.view_actions.full_extent.shortcut().toString() == "Ctrl+0"


def test_settings_that_were_edited_by_hand_give_no_key_twice(shared: App) -> None:
    shared.settings.shortcuts = {
        "ViewActions.zoom_in": ("Ctrl+R", "Ctrl+K"),
        "ViewActions.zoom_out": ("Ctrl+K",),
        "ViewActions.back": ("no key at all",),
        "Gone.with_a_newer_version": ("F9",),
    }
    shared.window.dialogs.keys.refresh()
    view, cut = shared.window.view_actions, shared.window.template_actions.cut_rectangle
    assert [key.toString() for key in view.zoom_in.shortcuts()] == ["Ctrl+R", "Ctrl+K"]
    assert view.zoom_out.shortcuts() == []
    assert cut.shortcuts() == []
    assert view.back.shortcut().toString() == "Alt+Left"


def _tip_of(widget: QWidget | None) -> str:
    """Its own, or that of the widget around it, which Qt shows as well."""
    while widget is not None and not isinstance(widget, QDockWidget | MainWindow):
        if widget.toolTip():
            return widget.toolTip()
        widget = widget.parentWidget()
    return ""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_action_button_and_setting_says_what_it_is_for(shared: App, language: str) -> None:
    shared.languages.use(language)
    zoom = shared.window.view_actions.zoom_in
    shared.qtbot.waitUntil(lambda: ("Zoom" in zoom.text()) == (language == "en"))
    shared.window.dialogs.keys.refresh()
    commands = shared.window.dialogs.keys.commands
    assert len(commands) > 60
    silent = [c.name or c.text for c in commands if not c.purpose]
    assert silent == []
    unnamed = [c.text for c in commands if not c.name and c.action.shortcuts()]
    assert unnamed == []
    without_keys = [c.name for c in commands if c.keys and c.keys.split(", ")[0] not in tip_of(c)]
    assert without_keys == []
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit)
    widgets = [
        widget
        for kind in kinds
        for widget in shared.window.findChildren(kind)
        if not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QComboBox)
        and not widget.objectName().startswith("qt_")
        and type(widget.parent()).__name__ != "QTabBar"
        and not isinstance(widget.window(), QDialog)
    ]
    assert len(widgets) > 60
    labels = {widget: getattr(widget, "text", str)().replace("&", "") for widget in widgets}
    tips = {widget: _tip_of(widget) for widget in widgets}
    places = {w: (type(w.parent()).__name__, type(w).__name__, labels[w]) for w in widgets}
    assert [places[w] for w in widgets if not tips[w]] == []
    assert [places[w] for w in widgets if tips[w] == labels[w]] == []


def tip_of(command: Command) -> str:
    return command.action.toolTip()


def test_the_tour_opens_the_demo_and_can_be_left(app: App) -> None:
    wayfinding = app.window.wayfinding
    wayfinding.offer_tour()
    tour = wayfinding.tour
    assert tour is not None
    callout = tour.callout

    def at(name: str) -> Callable[[], bool]:
        return lambda: tour.step is not None and tour.step.name == name

    assert at("scene")()
    assert callout.isVisible()
    assert not callout.next.isVisible()  # it waits for a scene
    QTest.mouseClick(callout.do, LEFT)
    app.qtbot.waitUntil(at("templates"), timeout=60_000)
    assert app.session.project.scene is not None
    panel = app.window.templates
    gap = rect_in(panel, app.window).intersected(callout.geometry())
    assert gap.isEmpty()  # it lies beside what it speaks of
    assert tour.frame.geometry().contains(rect_in(panel, app.window).center())
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: callout.title.text().startswith("Шаблоны"))
    app.languages.use("en")
    QTest.mouseClick(callout.do, LEFT)
    app.qtbot.waitUntil(at("match"), timeout=60_000)
    assert len(app.session.project.templates) == 3
    dock = next(d for d in app.window.findChildren(QDockWidget) if d.isAncestorOf(panel))
    dock.setFloating(True)
    QTest.mouseClick(callout.back, LEFT)
    app.qtbot.waitUntil(lambda: tour.frame.window() is dock)
    dock.close()
    app.qtbot.waitUntil(callout.reveal.isVisible)
    assert not tour.frame.isVisible()
    QTest.mouseClick(callout.reveal, LEFT)
    app.qtbot.waitUntil(tour.frame.isVisible)
    QTest.mouseClick(callout.leave, LEFT)
    assert tour.step is None
    assert not callout.isVisible()
    wayfinding.offer_tour()  # it does not come again
    assert tour.step is None
    app.window.help_actions.tour.trigger()
    assert tour.step is not None


def test_a_callout_finds_room_beside_its_target() -> None:
    window, size = QRect(0, 0, 1000, 800), QSize(340, 180)
    for target in (
        QRect(0, 100, 300, 300),
        QRect(700, 100, 300, 300),
        QRect(100, 0, 800, 300),
        QRect(100, 500, 800, 300),
    ):
        place = QRect(beside(target, size, window), size)
        assert window.contains(place)
        assert not place.intersects(target)
    assert window.contains(QRect(beside(QRect(0, 0, 1000, 800), size, window), size))


@pytest.fixture
def guide(shared: App) -> GuideDialog:
    shared.window.activateWindow()
    shared.qtbot.waitUntil(shared.window.isActiveWindow)
    shared.qtbot.keyClick(shared.window, Qt.Key.Key_F1)
    dialog = shared.window.dialogs.guide
    assert dialog is not None
    dialog.search.clear()
    dialog.browser.show_page(page_file("window", "en"))
    return dialog


def test_the_guide_is_read_in_the_language_of_the_window(shared: App, guide: GuideDialog) -> None:
    assert guide.browser.page.name == "window.md"
    assert guide.contents.topLevelItemCount() == len(PAGES)
    shared.languages.use("ru")
    shared.qtbot.waitUntil(lambda: guide.browser.page.name == "window.ru.md")
    assert "Окно программы" in guide.browser.toPlainText()
    top = guide.contents.topLevelItem(1)
    assert top is not None
    assert "на английском" in top.text(0)


def test_links_headings_and_history_of_the_guide_work(guide: GuideDialog) -> None:
    browser = guide.browser
    first = guide.contents.topLevelItem(0)
    assert first is not None
    keys = next(
        first.child(i) for i in range(first.childCount()) if first.child(i).text(0) == "Keys"
    )
    guide.contents.itemClicked.emit(keys, 0)
    assert browser.verticalScrollBar().value() > 1000, browser.source()
    assert guide.contents.currentItem() is keys
    browser.follow(QUrl("method.md"))
    assert browser.toPlainText().startswith("The method")
    browser.follow(QUrl("../configs/match.yaml"))
    assert "min_coverage" in browser.toPlainText()
    assert guide.back.isEnabled()
    QTest.mouseClick(guide.back, LEFT)
    assert browser.toPlainText().startswith("The method")
    QTest.mouseClick(guide.forward, LEFT)
    assert "min_coverage" in browser.toPlainText()


def test_pictures_of_the_guide_fit_its_window(shared: App, guide: GuideDialog) -> None:
    browser = guide.browser
    for width in (700, 1100):
        guide.resize(width, 700)
        wanted = browser.viewport().width()
        shared.qtbot.waitUntil(
            lambda wanted=wanted: wanted - 60 < _picture(browser.document()) <= wanted
        )
    assert browser.horizontalScrollBar().maximum() == 0


def _picture(document: QTextDocument) -> int:
    image = document.resource(QTextDocument.ResourceType.ImageResource, QUrl("images/window.jpg"))
    return int(image.width() / image.devicePixelRatio()) if image is not None else 0


def test_words_are_found_in_the_guide_and_in_its_other_pages(
    shared: App, guide: GuideDialog
) -> None:
    guide.search.setText("footprint")
    shared.qtbot.waitUntil(lambda: guide.found.text().startswith("1 of "))
    total = guide.browser.toPlainText().lower().count("footprint")
    assert guide.found.text() == f"1 of {total}"
    assert len(guide.browser.extraSelections()) == total
    shared.qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.found.text().startswith("2 of ")
    guide.find_previous()
    guide.find_previous()  # from the first to the last
    assert guide.found.text() == f"{total} of {total}"
    guide.search.setText("SoftRank of scene")
    shared.qtbot.waitUntil(lambda: "Not " in guide.found.text())
    guide.search.setText("Chan, Golub")
    shared.qtbot.waitUntil(lambda: "The method" in guide.found.text())
    guide.found.linkActivated.emit("method")
    assert guide.found.text() == "1 of 1"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_the_pages_point_to_ships_with_the_program(language: str) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for name in PAGES:
        file = page_file(name, language)
        assert f"docs/{file.name}" in shipped
        text = file.read_text(encoding="utf-8")
        assert headings_of(text)[0].level == 1
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            if "://" in link:
                continue
            target = (file.parent / link).resolve()
            assert target.exists(), link
            folder = f"docs/{target.parent.name}"
            assert (
                f"docs/{target.name}" in shipped
                or folder in shipped
                or target.parent == nc.config_path("").resolve()
            ), link
