"""The panel that starts a match, says what it assumes, and shows how far it is."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.match_file_dialogs import ask_settings_file, ask_settings_target, ask_weights
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.match_options import unknowns
from nc_desktop.panels.match_progress import MatchProgress
from nc_desktop.panels.match_settings_form import MatchSettingsForm
from nc_desktop.panels.queue_view import QueueView
from nc_desktop.panels.scope_choice import ScopeChoice
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.translated_widget import TranslatedWidget

_PAUSE_MS = 500  # a double click on *Match* asks for one match


class MatchPanel(TranslatedWidget):
    """Scope and settings, the *Match* button, and what runs and waits."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._project, self._matching = session.project, session.matching
        self._keys = ""
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._refresh)
        self.match.clicked.connect(self._on_match)
        self.cancel.clicked.connect(self._matching.cancel)
        self.at_once.toggled.connect(self._on_at_once)
        self.with_preview.toggled.connect(self._on_preview)
        self.form.load_requested.connect(self._ask_load)
        self.form.save_requested.connect(self._ask_save)
        self.form.reset_requested.connect(session.match_settings.reset)
        self.form.weights_requested.connect(self._ask_weights)
        self.at_once.setChecked(settings.match_at_once)
        self.with_preview.setChecked(settings.match_preview)
        project = self._project
        for signal in (
            project.templates.reset,
            project.templates.entry_changed,
            project.scene_changed,
            project.options_changed,
            self._matching.queue.changed,
        ):
            signal.connect(self._refresh)
        for layers in (project.layers.inserted, project.layers.removed):
            layers.connect(self._show_several)
        self.retranslate()
        self.retheme()

    def add_area_actions(self, actions: tuple[QAction, ...]) -> None:
        """Show those that draw an area beside the scope."""
        self.scope.add_actions(actions)

    def show_keys(self, action: QAction) -> None:
        """Name the keys of the action that matches in the tool tip of the button."""
        self._keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self._scope_label.setText(self.tr("Search in"))
        self.form.align_with(self._scope_label)
        self.at_once.setText(self.tr("Match at once after a drop"))
        self.at_once.setToolTip(
            self.tr("Look for the checked templates as soon as pictures were added")
        )
        self.with_preview.setText(self.tr("Preview while matching"))
        self.with_preview.setToolTip(
            self.tr(
                "Show the mean cosine tile by tile until the score is there. It costs next to"
                " nothing."
            )
        )
        self._refresh()

    def retheme(self) -> None:
        """Tint the icons."""
        self.match.setIcon(themed_icon("match", self.palette()))

    def _build(self) -> None:
        self.scope = ScopeChoice(self._project)
        self.form = MatchSettingsForm(self._project)
        self.rotations, self.scales = self.form.rotations, self.form.scales
        self.score, self.top = self.form.score, self.form.top
        self.with_preview = QCheckBox()
        self.form.add_to_advanced(self.with_preview)
        self.at_once = QCheckBox()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.match = QPushButton()
        self.match.setDefault(True)
        self.match.setMinimumHeight(32)
        self.several = QPushButton()
        self.several.setMinimumHeight(32)
        self.running = MatchProgress(self._matching.queue)
        self.cancel, self.stage, self.progress = (
            self.running.cancel,
            self.running.stage,
            self.running.bar,
        )
        self.queue = QueueView(self._matching)
        self._scope_label = QLabel()
        self._scope_label.setBuddy(self.scope)
        where = QFormLayout()
        where.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        where.addRow(self._scope_label, self.scope)
        above = QWidget()  # on a small screen it scrolls, and the button stays
        settings = QVBoxLayout(above)
        settings.setContentsMargins(0, 0, 6, 0)
        settings.addLayout(where)
        settings.addWidget(self.form)
        settings.addWidget(self.hint)
        settings.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(scrolled(above), 1)
        layout.addWidget(self.at_once)
        line = QHBoxLayout()
        line.addWidget(self.match, 1)
        line.addWidget(self.several)
        layout.addLayout(line)
        layout.addWidget(self.running)
        layout.addWidget(self.queue)

    @Slot()
    def _on_match(self) -> None:
        self._pause.start()
        self._matching.match()
        self._refresh()

    @Slot(bool)
    def _on_at_once(self, wanted: bool) -> None:
        self._matching.at_once = self._settings.match_at_once = wanted

    @Slot(bool)
    def _on_preview(self, wanted: bool) -> None:
        self._matching.shows_preview = self._settings.match_preview = wanted

    @Slot()
    def _ask_load(self) -> None:
        path = ask_settings_file(self, self._settings)
        if path is not None:
            self._session.match_settings.load(path)

    @Slot()
    def _ask_save(self) -> None:
        path = ask_settings_target(self, self._settings)
        if path is not None:
            self._session.match_settings.save(path)

    @Slot()
    def _ask_weights(self) -> None:
        path = ask_weights(self, self._settings)
        if path is not None:
            self.form.weights.text.setEditText(str(path))

    def _refresh(self, *_: object) -> None:
        wanted = self._project.templates.any_enabled
        ready = self._project.scene is not None and wanted
        if self._matching.running:
            text = self.tr("Add to the queue")
            tip = self.tr("Look for the checked templates too, when what runs is done")
        else:
            text = self.tr("Match")
            tip = self.tr("Look for the checked templates in the scene")
        self.match.setText(text)
        self.match.setToolTip(f"{tip} ({self._keys})" if self._keys else tip)
        self.match.setEnabled(ready and not self._pause.isActive())
        self.several.setText(self.tr("Several…"))
        self.several.setToolTip(self.tr("Match in several scenes (Ctrl+Shift+Return)"))
        self._show_several()
        self.several.setEnabled(wanted)
        self.hint.setText(self._hint_text())
        self.hint.setVisible(bool(self.hint.text()))

    @Slot()
    def _show_several(self, *_: object) -> None:
        self.several.setVisible(len(self._project.layers.of_kind(SceneLayer)) > 1)

    def _hint_text(self) -> str:
        scene, templates = self._project.scene, self._project.templates.enabled
        if scene is None:
            return self.tr("Open a scene to search in.")
        if not len(self._project.templates):
            return self.tr("Add pictures to look for.")
        if not templates:
            return self.tr("Check at least one template.")
        unknown = unknowns(templates, scene)
        lines = []
        if not scene.georeference.is_geographic:
            lines.append(
                self.tr(
                    "The scene has no CRS, so headings and GSDs cannot be used: rotations and"
                    " scales are relative to the picture as it is."
                )
            )
        if unknown.headings:
            lines.append(self._without_heading(unknown.headings))
        if unknown.gsds:
            lines.append(self._without_gsd(unknown.gsds))
        return "\n".join(line for line in lines if line)

    def _without_heading(self, count: int) -> str:
        """What is searched for templates whose heading is not known; empty if it is typed."""
        wanted = self._project.options.rotations.strip()
        if wanted == "auto":
            return self.tr(
                "Heading unknown for %n template(s): all rotations are searched.", "", count
            )
        if wanted == "none":
            return self.tr(
                "Heading unknown for %n template(s): only rotation 0° is searched.", "", count
            )
        return ""

    def _without_gsd(self, count: int) -> str:
        """What is searched for templates whose GSD is not known; empty if scales are typed."""
        wanted = self._project.options.scales.strip()
        if wanted == "auto":
            text = self.tr(
                "GSD unknown for %n template(s): scales {least} to {most} are searched.", "", count
            )
            least, most = (QLocale().toString(scale) for scale in nc.AUTO_SCALES_UNTOLD)
            return text.format(least=least, most=most)
        if wanted == "none":
            return self.tr("GSD unknown for %n template(s): only scale 1 is searched.", "", count)
        return ""
