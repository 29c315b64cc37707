"""The list of templates is ordered, renamed, edited in bulk, emptied and brought back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialogButtonBox, QLineEdit
from PySide6.QtWidgets import QPushButton as Button

import neurocorrelator as nc
from nc_desktop.model.templates import TemplateList
from nc_desktop.panels.templates_model import GSD, HEADING, NAME
from tests.nc_desktop.driving import App

LEFT = Qt.MouseButton.LeftButton


def _template(name: str, gsd_m: float | None = None, seed: int = 1) -> nc.Template:
    rgb = np.random.default_rng(seed).integers(0, 255, (48, 64, 3), np.uint8)
    told = nc.KnownFrom(gsd="EXIF" if gsd_m else None)
    return nc.Template(name, rgb, np.ones((48, 64), np.bool_), gsd_m=gsd_m, known_from=told)


@pytest.fixture
def listed(app: App) -> App:
    templates = app.session.project.templates
    templates.add([_template("b 10", 0.3), _template("b 9", 0.1), _template("a")])
    return app


def _double_click(app: App, at: QPoint) -> None:
    viewport = app.window.templates.table.viewport()
    QTest.mouseClick(viewport, LEFT, pos=at)
    QTest.mouseDClick(viewport, LEFT, pos=at)


def _commit(app: App) -> None:
    """Press Return; the table takes the text a moment later."""
    QTest.keyClick(_editor(app), Qt.Key.Key_Return)
    table = app.window.templates.table
    app.qtbot.waitUntil(lambda: table.state() == QAbstractItemView.State.NoState)


def _names(app: App) -> list[str]:
    return [entry.template.name for entry in app.session.project.templates.entries]


def _cell(app: App, row: int, column: int) -> QPoint:
    rect = app.window.templates.table.visualRect(app.window.templates.model.index(row, column))
    return rect.center()


def _select(app: App, *rows: int) -> None:
    viewport = app.window.templates.table.viewport()
    modifier = Qt.KeyboardModifier.NoModifier
    for row in rows:
        QTest.mouseClick(viewport, LEFT, modifier, _cell(app, row, GSD))
        modifier = Qt.KeyboardModifier.ControlModifier


def _editor(app: App) -> QLineEdit:
    editors = app.window.templates.table.viewport().findChildren(QLineEdit)
    return next(e for e in editors if e.isVisible())  # a former one may not be deleted yet


def test_f2_renames_and_what_was_found_keeps_its_colour(listed: App) -> None:
    templates = listed.session.project.templates
    colours = {name: templates.colour_of(name) for name in ("b 10", "b 9", "a")}
    assert len(set(colours.values())) == 3
    panel = listed.window.templates
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=_cell(listed, 0, NAME))
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    editor = _editor(listed)
    editor.selectAll()
    editor.insert("дом")  # QTest has no keys of Cyrillic letters
    _commit(listed)
    assert _names(listed) == ["дом", "b 9", "a"]
    assert templates.colour_of("дом") == templates.colour_of("b 10") == colours["b 10"]
    # nobody else takes a name under which something may have been found
    assert templates.rename(2, "b 10") == "b 10 (2)"
    assert templates.colour_of("b 10") == colours["b 10"]
    assert templates.rename(0, "b 10") == "b 10"
    former = templates.entry_called("дом")
    assert former is templates.entries[0]
    assert templates.rename(1, "  ") == "b 9"


def test_a_removed_template_that_comes_again_has_its_colour(listed: App) -> None:
    templates = listed.session.project.templates
    colour = templates.colour_of("b 9")
    templates.remove([1])
    assert templates.colour_of("b 9") == colour
    templates.add([_template("b 9")])
    assert templates.entries[-1].colour == colour


def test_letters_do_not_rename_but_digits_begin_a_number(listed: App) -> None:
    table = listed.window.templates.table
    QTest.mouseClick(table.viewport(), LEFT, pos=_cell(listed, 0, NAME))
    QTest.keyClick(table, Qt.Key.Key_A)
    assert table.state() != QAbstractItemView.State.EditingState
    assert table.currentIndex().row() == 2  # the row that begins with this letter
    QTest.mouseClick(table.viewport(), LEFT, pos=_cell(listed, 2, GSD))
    QTest.keyClicks(table, "7")
    assert table.state() == QAbstractItemView.State.EditingState
    _commit(listed)
    assert listed.session.project.templates.entries[2].template.gsd_m == 7


def test_the_space_bar_checks_and_the_count_follows(listed: App) -> None:
    panel = listed.window.templates
    assert panel.counted.text() == "3 of 3 checked"
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=_cell(listed, 1, NAME))
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert [e.enabled for e in listed.session.project.templates.entries] == [True, False, True]
    assert panel.counted.text() == "2 of 3 checked"
    actions = listed.window.template_actions
    actions.uncheck_all.trigger()
    assert panel.counted.text() == "0 of 3 checked"
    assert not actions.uncheck_all.isEnabled()
    actions.check_all.trigger()
    assert panel.counted.text() == "3 of 3 checked"
    _select(listed, 0, 2)
    actions.check_selected.trigger()
    assert [e.enabled for e in listed.session.project.templates.entries] == [True, False, True]


def test_a_header_sorts_and_sorts_back(listed: App) -> None:
    header = listed.window.templates.table.horizontalHeader()

    def click(column: int) -> None:
        at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), LEFT, pos=at)

    _select(listed, 0)
    click(NAME)
    assert _names(listed) == ["a", "b 9", "b 10"]
    assert header.isSortIndicatorShown()
    assert [e.template.name for e in listed.window.templates.selected] == ["b 10"]
    click(NAME)
    assert _names(listed) == ["b 10", "b 9", "a"]
    click(GSD)
    assert _names(listed) == ["b 9", "b 10", "a"]
    click(GSD)
    assert _names(listed) == ["b 10", "b 9", "a"]  # what is unknown stays last
    listed.session.project.templates.move([0], 3)
    assert not header.isSortIndicatorShown()


def test_rows_are_dragged_and_moved_by_keys(listed: App) -> None:
    panel = listed.window.templates
    table, viewport = panel.table, panel.table.viewport()
    _select(listed, 0)
    mime = panel.model.mimeData(table.selectedIndexes())
    rect = table.visualRect(panel.model.index(2, NAME))
    at = QPointF(rect.center().x(), rect.bottom() - 1)
    arguments = (mime, LEFT, Qt.KeyboardModifier.NoModifier)
    move = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at.toPoint(), move, *arguments)
    QApplication.sendEvent(viewport, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(viewport, QDragMoveEvent(at.toPoint(), move, *arguments))
    QApplication.sendEvent(viewport, QDropEvent(at, move, *arguments))
    assert _names(listed) == ["b 9", "a", "b 10"]
    assert [e.template.name for e in panel.selected] == ["b 10"]
    table.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(table, Qt.Key.Key_Up, alt)
    QTest.keyClick(table, Qt.Key.Key_Up, alt)
    QTest.keyClick(table, Qt.Key.Key_Up, alt)  # it is the first already
    assert _names(listed) == ["b 10", "b 9", "a"]
    QTest.keyClick(table, Qt.Key.Key_Down, alt)
    assert _names(listed) == ["b 9", "b 10", "a"]


def test_delete_takes_away_and_undo_brings_back(listed: App) -> None:
    panel = listed.window.templates
    _select(listed, 0, 2)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert _names(listed) == ["b 9"]
    undo = next(b for b in listed.window.findChildren(Button) if b.text() == "Undo")
    assert "removed" in listed.texts[0]
    QTest.mouseClick(undo, LEFT)
    assert _names(listed) == ["b 10", "b 9", "a"]
    assert listed.texts == []
    assert [e.template.name for e in panel.selected] == ["b 10", "a"]


def test_facts_are_typed_for_several_at_once_and_reset(listed: App) -> None:
    actions = listed.window.template_actions
    _select(listed, 0, 1)
    assert not actions.reset_facts.isEnabled()
    actions.edit_facts.trigger()
    dialog = actions.facts
    assert dialog.isVisible()
    assert dialog.gsd.placeholderText() == "different"
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for wrong in ("-1", "x"):
        dialog.gsd.selectAll()
        QTest.keyClicks(dialog.gsd, wrong)
        QTest.mouseClick(ok, LEFT)
        assert dialog.isVisible()
        assert dialog.problem.isVisible()
    dialog.gsd.clear()
    QTest.keyClicks(dialog.gsd, "0,25")
    QTest.mouseClick(ok, LEFT)
    assert not dialog.isVisible()
    templates = listed.session.project.templates
    assert [e.template.gsd_m for e in templates.entries] == [0.25, 0.25, None]
    # the heading was not touched
    assert [e.template.known_from.heading for e in templates.entries] == [None] * 3
    actions.reset_facts.trigger()
    assert [e.template.gsd_m for e in templates.entries] == [0.3, 0.1, None]
    assert templates.entries[0].template.known_from.gsd == "EXIF"


def test_a_number_that_is_looked_at_keeps_its_source(listed: App) -> None:
    templates = listed.session.project.templates
    templates.add([_template("c", 0.123456789)])
    _double_click(listed, _cell(listed, 3, GSD))
    _commit(listed)
    template = templates.entries[3].template
    assert (template.gsd_m, template.known_from.gsd) == (0.123456789, "EXIF")


def test_a_double_click_on_the_picture_shows_it(listed: App) -> None:
    table, viewer = listed.window.templates.table, listed.window.template_actions.viewer
    rect = table.visualRect(listed.window.templates.model.index(1, NAME))
    _double_click(listed, QPoint(rect.left() + 50, rect.center().y()))
    listed.wait_idle()
    assert viewer.isVisible()
    assert viewer.windowTitle() == "b 9"
    assert "64 × 48" in viewer.about
    colour = viewer.view.grab().toImage().pixelColor(viewer.view.rect().center())
    assert colour != QColor(Qt.GlobalColor.white)
    QTest.keyClick(viewer, Qt.Key.Key_1)
    assert viewer.view.scale_now == pytest.approx(1 / viewer.devicePixelRatioF())
    QTest.mouseClick(viewer.previous, LEFT)
    assert viewer.windowTitle() == "b 10"
    assert not viewer.previous.isEnabled()
    listed.session.project.templates.rename(0, "roof")
    assert viewer.windowTitle() == "roof"
    listed.session.project.templates.remove([0])
    assert not viewer.isVisible()


def test_a_double_click_on_the_name_edits_it(listed: App) -> None:
    table = listed.window.templates.table
    rect = table.visualRect(listed.window.templates.model.index(0, NAME))
    at = QPoint(rect.left() + 110, rect.center().y())
    _double_click(listed, at)
    assert _editor(listed).text() == "b 10"
    assert not listed.window.template_actions.viewer.isVisible()


def test_masked_parts_are_not_drawn_in_the_thumbnail(app: App) -> None:
    template = _template("half")
    mask = template.mask.copy()
    mask[:, 32:] = False
    masked = nc.Template("half", template.rgb, mask)
    app.session.project.templates.add([masked])
    pixmap = app.window.templates.model.index(0, NAME).data(Qt.ItemDataRole.DecorationRole)
    image = pixmap.toImage()
    row = image.height() // 2
    assert image.pixelColor(image.width() // 3, row).alpha() == 255
    assert image.pixelColor(image.width() - 8, row).alpha() == 0


def test_many_are_changed_with_one_signal(app: App) -> None:
    templates = app.session.project.templates
    templates.add([_template(str(number)) for number in range(30)])
    _select(app, 0)
    with (
        app.qtbot.waitSignal(templates.reset),
        app.qtbot.assertNotEmitted(templates.entry_changed),
    ):
        app.window.template_actions.uncheck_all.trigger()
    assert templates.enabled == ()
    assert app.window.templates.counted.text() == "0 of 30 checked"
    assert [e.template.name for e in app.window.templates.selected] == ["0"]


def test_unknown_numbers_sort_last_both_ways() -> None:
    templates = TemplateList()
    templates.add([_template("x"), _template("y", 2.0), _template("z", 1.0)])
    for descending, order in ((False, ["z", "y", "x"]), (True, ["y", "z", "x"])):
        templates.sort("gsd", descending=descending)
        assert [e.template.name for e in templates.entries] == order


def test_the_heading_column_is_editable_too(listed: App) -> None:
    _double_click(listed, _cell(listed, 0, HEADING))
    editor = _editor(listed)
    QTest.keyClicks(editor, "-10")
    _commit(listed)
    assert listed.session.project.templates.entries[0].template.heading_deg == 350


def test_a_file_that_is_in_the_list_is_known_by_its_path(app: App, picture_file: Path) -> None:
    app.open(picture_file)
    templates = app.session.project.templates
    assert templates.holds(picture_file)
    assert not templates.holds(picture_file.with_name("else.png"))
