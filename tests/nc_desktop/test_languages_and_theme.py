"""Both languages are complete and change at once; both themes are legible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStyle,
    QToolTip,
)

from nc_desktop.icons import in_ink_of, themed_icon
from nc_desktop.main_window import MainWindow
from nc_desktop.panels.fold import Fold
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.theme import apply_theme, contrast, is_dark
from tests.nc_desktop import update_translations
from tests.nc_desktop.driving import App

# OK is so in Qt's Russian; the last is of a menu of pyqtgraph that the map never opens
NAMES_THAT_STAY = {"English", "OK", "Export..."}


def _messages(file: Path) -> dict[tuple[str, str, str], ET.Element]:
    """By context, source and what tells equal sources apart."""
    root = ET.parse(file).getroot()  # noqa: S314 - our own file
    return {
        (
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("comment", ""),
        ): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", update_translations.LANGUAGES)
def test_every_string_of_the_program_is_translated(language: str, tmp_path: Path) -> None:
    name = f"neurocorrelator_{language}"
    for file in update_translations.FOLDER.glob("*.ts"):
        shutil.copy(file, tmp_path)
    update_translations.collect(tmp_path)
    committed = _messages(update_translations.FOLDER / f"{name}.ts")
    fresh = _messages(tmp_path / f"{name}.ts")
    assert set(committed) == set(fresh), "run tests/nc_desktop/update_translations.py"
    for key, message in fresh.items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{key} is unfinished"
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        assert all(forms), f"{key} is empty"
        for form in forms:
            for field in ("{reason}", "{name}", "{path}", "{version}", "%n"):
                assert (field in key[1]) == (field in (form or "")), f"{key} loses {field}"

    loaded = QTranslator()
    assert loaded.load(name, str(update_translations.FOLDER))
    for (context, source, apart), message in fresh.items():
        if message.get("numerus") == "yes":
            for number in (1, 2, 5, 21):
                assert loaded.translate(context, source, apart, number)
        else:
            text = message.findtext("translation")
            assert loaded.translate(context, source, apart) == text, f"{name}.qm is out of date"


def test_the_window_changes_its_language_while_it_is_open(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    russian = next(a for a in app.window.view_actions.languages.actions() if a.data() == "ru")
    russian.trigger()
    assert app.settings.language == "ru"
    app.qtbot.waitUntil(lambda: app.window.match_panel.match.text() == "Найти")
    texts = [w.text() for w in app.window.findChildren(QPushButton) if w.text()]
    texts += [w.text() for w in app.window.findChildren(QLabel) if w.text()]
    texts += [a.text() for a in app.window.findChildren(type(russian)) if a.text()]
    assert "&Открыть сцену…" in texts
    for text in texts:
        latin_only = text.isascii() and any(ch.isalpha() for ch in text)
        assert not latin_only or text in NAMES_THAT_STAY, f"{text!r} is not translated"
    assert "Азимут неизвестен у 1 шаблона" in app.window.match_panel.hint.text()
    next(a for a in app.window.view_actions.languages.actions() if a.data() == "en").trigger()
    app.qtbot.waitUntil(lambda: app.window.match_panel.match.text() == "Match")
    assert "Heading unknown for 1 template:" in app.window.match_panel.hint.text()


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "у 1 шаблона"), (2, "у 2 шаблонов"), (11, "у 11 шаблонов"), (21, "у 21 шаблона")],
)
def test_russian_plurals(app: App, number: int, text: str) -> None:
    app.languages.use("ru")
    source = "Heading unknown for %n template(s): only rotation 0° is searched."
    assert text in app.window.match_panel.tr(source, "", number)


def test_qts_own_strings_are_russian_too(app: App) -> None:
    app.languages.use("ru")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    standard = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(standard.Close | standard.Save | standard.Yes)
    app.qtbot.addWidget(buttons)
    texts = {button.text().replace("&", "") for button in buttons.buttons()}
    assert texts == {"Закрыть", "Сохранить", "Да"}
    line = QLineEdit("текст")
    app.qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text().partition("\t")[0].replace("&", "") for action in menu.actions()]
    menu.deleteLater()
    assert {"Копировать", "Вставить"} <= set(words)
    box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Discard)
    app.qtbot.addWidget(box)
    assert not box.buttons()[0].text().isascii()
    app.languages.use("en")
    app.qtbot.waitUntil(lambda: "Close" in {b.text() for b in buttons.buttons()})


def test_a_typed_setting_survives_a_change_of_language(app: App) -> None:
    panel = app.window.match_panel
    panel.rotations.setEditText("15")
    panel.scales.setCurrentIndex(1)
    assert panel.scales.currentText() == "GSD only"
    app.languages.use("ru")
    assert panel.rotations.currentText() == "15"
    assert app.session.project.options.rotations == "15"
    assert app.session.project.options.scales == "none"
    app.qtbot.waitUntil(lambda: panel.scales.currentText() == "Только по GSD")
    app.languages.use("en")
    app.qtbot.waitUntil(lambda: panel.scales.currentText() == "GSD only")


def test_numbers_in_fields_are_written_anew(app: App) -> None:
    boxes = app.window.match_panel.findChildren(QDoubleSpinBox)
    texts = [box.text() for box in boxes]
    assert any("." in text for text in texts)
    app.languages.use("ru")
    assert [box.text() for box in boxes] == [text.replace(".", ",") for text in texts]
    app.languages.use("en")
    assert [box.text() for box in boxes] == texts


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_and_icons_stand_out_in_both_themes(app: App, qapp: QApplication, theme: str) -> None:
    try:
        apply_theme(qapp, theme)  # type: ignore[arg-type]
        palette = qapp.palette()
        assert is_dark(palette) == (theme == "dark")
        role = QPalette.ColorRole
        for text, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight),
            (role.Link, role.Window),
            (role.Link, role.Base),
            (role.PlaceholderText, role.Window),
            (role.PlaceholderText, role.Base),
        ):
            assert palette.color(text).alpha() == 255, text
            assert contrast(palette.color(text), palette.color(ground)) >= 4.5, (text, ground)
            if text not in (role.Link, role.HighlightedText, role.PlaceholderText):
                disabled = QPalette.ColorGroup.Disabled
                pale = palette.color(disabled, text)
                assert contrast(pale, palette.color(disabled, ground)) >= 2.9, (text, ground)
                assert pale != palette.color(text)
        tips = QToolTip.palette()
        assert contrast(tips.color(role.ToolTipText), tips.color(role.ToolTipBase)) >= 4.5
        assert is_dark(tips) == (theme == "dark")
        image = themed_icon("match", palette).pixmap(32).toImage()
        ink = next(
            image.pixelColor(x, y)
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() == 255
        )
        assert contrast(ink, palette.color(role.Window)) >= 4.5
    finally:
        apply_theme(qapp, "system")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_box_that_is_not_checked_is_seen(app: App, qapp: QApplication, theme: str) -> None:
    try:
        apply_theme(qapp, "dark")
        apply_theme(qapp, theme)  # type: ignore[arg-type]
        qapp.processEvents()
        box = app.window.match_panel.at_once
        assert not box.isChecked()
        image = box.grab().toImage()
        ground = qapp.palette().color(QPalette.ColorRole.Window)
        row = image.height() // 2
        edge = max(contrast(image.pixelColor(x, row), ground) for x in range(6))
        assert edge >= 1.5 if theme == "light" else edge >= 2.9
        results = app.window.results.table.horizontalHeader().viewport()
        app.qtbot.waitUntil(lambda: results.palette().color(QPalette.ColorRole.Window) == ground)
    finally:
        apply_theme(qapp, "system")


def test_the_theme_stays_legible_when_the_system_changes_it(app: App, qapp: QApplication) -> None:
    try:
        apply_theme(qapp, "system")
        before = qapp.palette()
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
        qapp.processEvents()
        role, disabled = QPalette.ColorRole, QPalette.ColorGroup.Disabled
        palette = qapp.palette()
        assert palette.color(disabled, role.Text) == before.color(disabled, role.Text)
        assert contrast(palette.color(disabled, role.Text), palette.color(role.Base)) >= 2.9
    finally:
        apply_theme(qapp, "system")


def test_icons_are_sharp_on_a_screen_of_high_density() -> None:
    code = (
        "from PySide6.QtCore import QSize\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from nc_desktop.icons import _pixmap, themed_icon\n"
        "palette = app.palette()\n"
        "ink = palette.buttonText().color().name()\n"
        "for size in (16, 20, 22, 24, 32):\n"
        "    shown = themed_icon('match', palette).pixmap(QSize(size, size), 1.5)\n"
        "    drawn = _pixmap('match', ink, round(size * 1.5))\n"
        "    assert shown.toImage() == drawn.toImage(), size\n"
        "print(app.primaryScreen().devicePixelRatio())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("1.5\n", "")


def test_settings_are_kept_and_nonsense_in_the_file_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "desktop.ini"
    settings = Settings(file)
    settings.language, settings.theme = "ru", "dark"
    settings.save()
    again = Settings(file)
    assert (again.language, again.theme, again.layout) == ("ru", "dark", None)
    file.write_text("[General]\ntheme=pink\ngeometry=17\nlanguage=@Invalid()\n")
    broken = Settings(file)
    assert (broken.language, broken.theme, broken.layout) == ("", "system", None)


def test_the_layout_comes_back(app: App, settings: Settings) -> None:
    app.window.resize(app.window.minimumSizeHint().width(), 640)  # fits the offscreen screen
    size = app.window.size()
    app.window.close()
    assert settings.layout is not None
    app.window.resize(app.window.width() + 50, 700)
    app.window.restore_layout()
    assert app.window.size() == size


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_panels_come_back_as_wide_as_they_were(
    app: App, settings: Settings, language: str
) -> None:
    app.languages.use(language)

    def docks(window: MainWindow) -> dict[str, int]:
        found = {dock.objectName(): dock for dock in window.findChildren(QDockWidget)}
        return {name: found[f"dock_{name}"].width() for name in ("templates", "layers")}

    app.window.resize(1440, 900)
    app.window.resizeDocks(
        [d for d in app.window.findChildren(QDockWidget) if d.objectName() == "dock_templates"],
        [360],
        Qt.Orientation.Horizontal,
    )
    app.qtbot.wait(50)
    before = docks(app.window)
    settings.layout = (app.window.saveGeometry(), app.window.saveState())
    session = Session()
    again = MainWindow(session, settings, app.languages)
    again.setMinimumWidth(1440)  # the offscreen screen is narrower
    again.restore_layout()
    again.show()
    app.qtbot.waitExposed(again)
    app.qtbot.wait(50)
    try:
        assert docks(again) == before
    finally:
        again.close()
        again.deleteLater()
        session.deleteLater()


def test_the_layout_of_a_window_that_was_closed_before_is_not_kept(
    app: App, settings: Settings
) -> None:
    app.window.close()
    assert settings.layout is not None
    settings.forget_layout()
    app.window.closeEvent(QCloseEvent())  # the program closes it once more at its end
    assert settings.layout is None


def test_the_icons_of_docks_are_in_ink_after_the_layout_came_back(app: App) -> None:
    window = app.window
    window.close()
    window.restore_layout()
    window.show()
    app.qtbot.waitExposed(window)
    for dock in window.findChildren(QDockWidget):
        for name, kind in (
            ("qt_dockwidget_floatbutton", QStyle.StandardPixmap.SP_TitleBarNormalButton),
            ("qt_dockwidget_closebutton", QStyle.StandardPixmap.SP_TitleBarCloseButton),
        ):
            button = dock.findChild(QAbstractButton, name)
            assert button is not None
            wanted = in_ink_of(window.style().standardIcon(kind), window.palette())
            assert button.icon().pixmap(16).toImage() == wanted.pixmap(16).toImage()


def test_a_window_of_a_larger_screen_fits_on_this_one(app: App) -> None:
    app.window.setGeometry(3000, 2000, 2400, 1600)
    app.window.close()
    app.window.show()
    app.window.restore_layout()
    free = app.window.screen().availableGeometry()
    assert free.contains(app.window.frameGeometry().topLeft())
    least, size = app.window.minimumSizeHint(), app.window.size()
    assert size.width() <= max(free.width(), least.width())
    assert size.height() <= max(free.height(), least.height())


def test_a_first_window_that_is_larger_than_the_screen_gets_all_of_it(app: App) -> None:
    app.window.hide()
    app.window.restore_layout()  # the offscreen screen has 800 x 800 px
    app.window.show()
    assert app.window.isMaximized()
    app.window.showNormal()
    free = app.window.screen().availableGeometry()
    assert app.window.height() <= max(free.height() * 0.9, app.window.minimumSizeHint().height())


def test_the_first_layout_has_room_for_some_results(app: App) -> None:
    (dock,) = [d for d in app.window.findChildren(QDockWidget) if d.objectName() == "dock_results"]
    assert app.window.height() >= 900
    assert dock.height() >= 230


def test_titles_of_folds_follow_a_change_to_dark(app: App, qapp: QApplication) -> None:
    app.window.show()
    role = QPalette.ColorRole.ButtonText
    try:
        for theme in ("light", "dark"):
            apply_theme(qapp, theme)  # type: ignore[arg-type]
            app.qtbot.wait(1)
            wanted = qapp.palette().color(role)
            folds = app.window.findChildren(Fold)
            assert folds
            assert {fold.button.palette().color(role).name() for fold in folds} == {wanted.name()}
    finally:
        apply_theme(qapp, "system")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_window_fits_on_the_screen_of_a_small_laptop_at_150_percent(
    app: App, language: str
) -> None:
    app.languages.use(language)
    least = app.window.minimumSizeHint()
    assert least.width() <= 1366 / 1.5
    assert least.height() <= 768 / 1.5


def test_a_dialog_is_no_larger_than_the_screen(app: App) -> None:
    app.window.dialogs.show_shortcuts()
    dialog = app.window.dialogs.shortcuts
    assert dialog is not None
    dialog.hide()
    dialog.resize(2000, 2000)
    dialog.present()
    free = dialog.screen().availableGeometry().size()
    assert dialog.size() == dialog.size().boundedTo(free)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_setting_is_pushed_out_of_the_search_panel(app: App, language: str) -> None:
    app.languages.use(language)
    panel = app.window.match_panel
    panel.form.advanced.set_open(True)
    settings = panel.findChild(QScrollArea)
    assert settings is not None
    content, bar = settings.widget(), settings.verticalScrollBar()
    app.qtbot.waitUntil(bar.isVisible)
    assert content is not None
    assert content.minimumSizeHint().width() <= settings.viewport().width()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_properties_of_no_layer_are_cut_off_at_first(app: App, language: str) -> None:
    app.languages.use(language)
    layers = app.window.layers
    properties = layers.findChild(QScrollArea)
    assert properties is not None
    inside, bar = properties.widget().layout(), properties.verticalScrollBar()
    margins = inside.contentsMargins().left() + inside.contentsMargins().right()
    taken = 0 if bar.isVisible() else bar.sizeHint().width()
    room = properties.viewport().width() - taken - margins
    for style in (layers.scene_style, layers.heatmap_style, layers.matches_style):
        assert style.minimumSizeHint().width() <= room, style


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_histogram_of_a_scene_is_seen_at_first(
    app: App, language: str, scene_file: Path
) -> None:
    app.languages.use(language)
    app.window.resize(1440, 900)
    app.open(scene_file)
    layers = app.window.layers
    assert layers.list.height() >= 3 * layers.list.sizeHintForRow(0)
    histogram = layers.scene_style.histogram
    visible = histogram.visibleRegion().boundingRect()
    assert visible == histogram.rect(), (visible, histogram.rect())


def test_the_hint_of_an_empty_list_of_layers_has_all_its_room(app: App, scene_file: Path) -> None:
    layers = app.window.layers
    app.qtbot.waitUntil(lambda: layers.list.height() > 0.9 * layers.height())
    app.open(scene_file)
    app.qtbot.waitUntil(lambda: layers.list.height() < 0.5 * layers.height())
    layer = app.session.project.scene_layer
    assert layer is not None
    app.session.layering.remove(layer, "it")
    app.qtbot.waitUntil(lambda: layers.list.height() > 0.9 * layers.height())


def test_the_layout_can_be_put_back(app: App, settings: Settings) -> None:
    docks = app.window.findChildren(QDockWidget)
    before = {dock.objectName(): dock.isVisible() for dock in docks}
    assert any(before.values())
    for dock in docks:
        dock.setVisible(not dock.isVisible())
        dock.setFloating(True)
    app.window.view_actions.reset_layout.trigger()
    assert {dock.objectName(): dock.isVisible() for dock in docks} == before
    assert not any(dock.isFloating() for dock in docks)
    app.window.close()
    assert settings.layout is not None
