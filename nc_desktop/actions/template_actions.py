"""The menu *Templates*: where they come from, what is known of them, and how to look at them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.dialogs.template_facts import TemplateFactsDialog
from nc_desktop.dialogs.template_viewer import TemplateViewer
from nc_desktop.file_dialogs import as_file_name
from nc_desktop.map.map_view import MapView
from nc_desktop.map.template_marks import TemplateMarks
from nc_desktop.map.tools.draw_polygon import DrawPolygon
from nc_desktop.map.tools.draw_rectangle import DrawRectangle
from nc_desktop.messages import Message
from nc_desktop.model.layers import HeatmapLayer
from nc_desktop.model.templates import TemplateEntry
from nc_desktop.panels.templates_panel import TemplatesPanel
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

_SUFFIXES = (".png", ".tif", ".jpg")


class TemplateActions(MenuActions):
    """Add, cut, paste, edit, look, remove; also those below the table and in its context menu."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        panel: TemplatesPanel,
        map_view: MapView,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self._panel, self._map = panel, map_view
        self._templates = session.project.templates
        self.marks = TemplateMarks(session.project, map_view, self)
        self.facts = TemplateFactsDialog(self._templates, window)
        self.viewer = TemplateViewer(self._templates, window)
        self.save_dialog: QFileDialog | None = None
        self._rectangle, self._polygon = DrawRectangle(map_view), DrawPolygon(map_view)
        self._make_actions()
        self._fill()
        self._connect()
        self.retranslate()
        self._refresh()

    def _make_actions(self) -> None:
        action = self.action
        self.add = action(icon="add")
        self.cut_rectangle = self._tool_action(self._rectangle, "cut-rectangle", "Ctrl+R")
        self.cut_polygon = self._tool_action(self._polygon, "cut-polygon", "Ctrl+Shift+R")
        self.paste = action(self._paste, icon="paste", key="Ctrl+V")
        self.show_picture = action(self._show_picture)
        self.edit_mask = action(self._edit_mask, icon="edit-mask", key="Ctrl+M")
        self.rename = action(self._panel.rename_selected)
        self.edit_facts = action(self._edit_facts)
        self.reset_facts = action(self._reset_facts)
        self.check_all = action(lambda: self._check(all_of_them=True))
        self.uncheck_all = action(self._check)
        self.check_selected = action(lambda: self._check(selected=True))
        self.show_positions = action()
        self.show_positions.setCheckable(True)
        self.show_positions.setChecked(True)
        self.zoom_to_position = action(self._zoom_to_position)
        self.save_as = action(self._save_as)
        self.remove = action(self._panel.remove_selected, icon="remove")

    def _tool_action(self, tool: DrawRectangle | DrawPolygon, icon: str, key: str) -> QAction:
        action = self.action(icon=icon, key=key)
        action.setCheckable(True)

        def use(checked: bool) -> None:
            self._map.use_tool(tool if checked else None)

        action.triggered.connect(use)
        tool.drawn.connect(self._session.templating.cut)
        return action

    def _fill(self) -> None:
        groups = (
            (self.add, self.cut_rectangle, self.cut_polygon, self.paste),
            (self.show_picture, self.edit_mask, self.rename, self.edit_facts, self.reset_facts),
            (self.check_all, self.uncheck_all, self.check_selected),
            (self.zoom_to_position, self.show_positions),
            (self.save_as, self.remove),
        )
        for group in groups:
            self.menu.addActions(group)
            self.menu.addSeparator()
        separator = QAction(self)
        separator.setSeparator(True)
        self._panel.set_actions(
            [[self.add, self.cut_rectangle, self.cut_polygon, self.paste], [self.remove]],
            [
                self.show_picture,
                self.edit_mask,
                self.rename,
                self.edit_facts,
                self.reset_facts,
                self.check_selected,
                self.zoom_to_position,
                self.save_as,
                separator,
                self.remove,
            ],
        )

    def _connect(self) -> None:
        project, templating, panel = self._session.project, self._session.templating, self._panel
        self._map.tool_changed.connect(self._refresh_tools)
        self.show_positions.toggled.connect(self.marks.set_shown)
        self.marks.chosen.connect(self._on_mark_chosen)
        panel.removed.connect(templating.offer_undo)
        panel.selection_changed.connect(self._on_selection)
        panel.picture_asked.connect(self._view)
        self.viewer.wanted.connect(templating.view)
        templating.picture_ready.connect(self.viewer.show_picture)
        self.viewer.mask_wanted.connect(templating.draw_mask)
        templating.mask_drawn.connect(self.viewer.end_mask)
        templating.mask_refused.connect(self.viewer.refuse_mask)
        project.scene_changed.connect(self._refresh)
        self._templates.reset.connect(self._refresh)
        self._templates.entry_changed.connect(self._refresh)

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Templates"))
        for action, text, tip in (
            (self.add, self.tr("&Add…"), self.tr("Add pictures to look for")),
            (
                self.cut_rectangle,
                self.tr("Cut out a &rectangle"),
                self.tr("Draw on the map what to look for"),
            ),
            (
                self.cut_polygon,
                self.tr("Cut out a &polygon"),
                self.tr("Draw on the map what to look for, corner by corner"),
            ),
            (
                self.paste,
                self.tr("Pa&ste"),
                self.tr("Take a picture or files from the clipboard"),
            ),
            (
                self.show_picture,
                self.tr("Show p&icture"),
                self.tr("Look at the template in a window of its own (double click)"),
            ),
            (
                self.edit_mask,
                self.tr("Edit &mask…"),
                self.tr("Draw polygons that say what of the picture to look for"),
            ),
            (self.rename, self.tr("Re&name"), self.tr("Call the template otherwise (F2)")),
            (
                self.edit_facts,
                self.tr("&GSD and heading…"),
                self.tr("Type them for all selected templates"),
            ),
            (
                self.reset_facts,
                self.tr("Reset to the &file"),
                self.tr("Take GSD and heading from EXIF or the georeference again"),
            ),
            (self.check_all, self.tr("&Check all"), self.tr("Look for all templates")),
            (self.uncheck_all, self.tr("&Uncheck all"), self.tr("Look for none of them")),
            (
                self.check_selected,
                self.tr("Check &only the selected"),
                self.tr("Look for the selected templates and for no other"),
            ),
            (
                self.show_positions,
                self.tr("Positions on the &map"),
                self.tr("Mark where the templates say that they were taken"),
            ),
            (self.save_as, self.tr("Save &template as…"), self.tr("As PNG, GeoTIFF or JPEG")),
            (
                self.remove,
                self.tr("R&emove"),
                self.tr("Take the selected templates out of the list (Delete)"),
            ),
        ):
            set_texts(action, text, tip)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        entries, chosen = self._templates.entries, self._panel.selected
        scene = self._session.project.scene
        for action in (self.cut_rectangle, self.cut_polygon):
            action.setEnabled(scene is not None)
        for action in (self.edit_facts, self.check_selected, self.remove):
            action.setEnabled(bool(chosen))
        for action in (self.show_picture, self.edit_mask, self.rename, self.save_as):
            action.setEnabled(len(chosen) == 1)
        self.reset_facts.setEnabled(any(e.altered or _retold(e) for e in chosen))
        self.check_all.setEnabled(any(not entry.enabled for entry in entries))
        self.uncheck_all.setEnabled(any(entry.enabled for entry in entries))
        place = self.marks.place_of(chosen[0]) if len(chosen) == 1 else None
        self.zoom_to_position.setEnabled(place is not None)
        tip = self.tr("Show where the template says that it was taken")
        if len(chosen) == 1 and chosen[0].template.position is None:
            tip = self.tr("The template does not know where it was taken")
        elif scene is not None and not scene.georeference.is_geographic:
            tip = self.tr("The scene has no CRS, so nobody knows where in it that would be")
        set_texts(self.zoom_to_position, self.tr("&Zoom to its position"), tip)

    @Slot()
    def _refresh_tools(self) -> None:
        self.cut_rectangle.setChecked(self._map.tool is self._rectangle)
        self.cut_polygon.setChecked(self._map.tool is self._polygon)

    @Slot()
    def _on_selection(self) -> None:
        chosen = self._panel.selected
        self.marks.highlight(frozenset(entry.key for entry in chosen))
        if len(chosen) == 1:
            self._show_heatmap_of(chosen[0])
        self._refresh()

    def _show_heatmap_of(self, entry: TemplateEntry) -> None:
        """The current heatmap shows the scores of the template that was selected."""
        heatmap = self._session.project.heatmap
        if isinstance(heatmap, HeatmapLayer) and not heatmap.preliminary:
            for score_map in heatmap.score_maps:
                if self._templates.entry_called(score_map.template) is entry:
                    heatmap.restyle(template=score_map.template)
                    return

    def _on_mark_chosen(self, key: int) -> None:
        self._panel.select_keys([key])

    def _paste(self) -> None:
        self._session.templating.paste(QGuiApplication.clipboard().mimeData())

    def _show_picture(self) -> None:
        for entry in self._panel.selected[:1]:
            self.viewer.show_entry(entry)

    def _edit_mask(self) -> None:
        for entry in self._panel.selected[:1]:
            self.viewer.show_entry(entry)
            self.viewer.begin_mask()

    @Slot(int)
    def _view(self, key: int) -> None:
        row = self._templates.row_of(key)
        if row is not None:
            self.viewer.show_entry(self._templates.entries[row])

    def _edit_facts(self) -> None:
        self.facts.ask([entry.key for entry in self._panel.selected])

    def _reset_facts(self) -> None:
        with self._templates.together():
            for row in self._panel.selected_rows:
                self._templates.reset_facts(row)

    def _check(self, *, all_of_them: bool = False, selected: bool = False) -> None:
        chosen = set(self._panel.selected_rows) if selected else set()
        with self._templates.together():
            for row in range(len(self._templates)):
                self._templates.set_enabled(row, all_of_them or row in chosen)

    def _zoom_to_position(self) -> None:
        for entry in self._panel.selected[:1]:
            place, scene = self.marks.place_of(entry), self._session.project.scene
            if place is None or scene is None:
                return
            self.show_positions.setChecked(True)
            self.marks.zoom_to(entry)
            if not (0 <= place.x() <= scene.width and 0 <= place.y() <= scene.height):
                text = self.tr("The position of {name} lies outside of the scene.")
                message = Message("info", text.format(name=entry.template.name))
                self._session.message.emit(message)

    def _save_as(self) -> None:
        for entry in self._panel.selected[:1]:
            self._ask_file(entry)

    def _ask_file(self, entry: TemplateEntry) -> None:
        dialog = QFileDialog(self._window, self.tr("Save template"), self._settings.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{suffix[1:].upper()} (*{suffix})" for suffix in _SUFFIXES])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(_suffix_in(text)))
        template = entry.template
        stem = Path(template.name).stem if template.path is not None else template.name
        dialog.selectFile(as_file_name(stem))
        dialog.fileSelected.connect(lambda name: self._save(entry, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.save_dialog = dialog
        dialog.open()

    def _save(self, entry: TemplateEntry, path: Path) -> None:
        self._settings.folder = str(path.parent)
        self._session.templating.save(entry, path)


def _retold(entry: TemplateEntry) -> bool:
    return entry.template.known_from != entry.found.known_from


def _suffix_in(text: str) -> str:
    return next((suffix[1:] for suffix in _SUFFIXES if suffix in text), "png")
