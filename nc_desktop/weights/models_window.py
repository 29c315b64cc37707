"""The window *Models*: the weights that there are, and what can be done with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.file_dialogs import as_file_name, open_folder, remember_folder
from nc_desktop.match_file_dialogs import ask_weights
from nc_desktop.reasons import in_users_language
from nc_desktop.settings import Settings
from nc_desktop.weights.delete_question import DeleteQuestion
from nc_desktop.weights.known_weights import KnownWeights
from nc_desktop.weights.weights_list import WeightsList
from nc_desktop.weights.weights_store import WeightsStore
from nc_desktop.weights.weights_texts import details_html


class ModelsWindow(TranslatedDialog):
    """A list of weights, details of the one that is chosen, and buttons."""

    def __init__(
        self, store: WeightsStore, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._settings = store, settings
        self._told = ""
        self._shown = ""
        self._awaited = ""
        self.question: DeleteQuestion | None = None
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.list = WeightsList(store)
        self.details = QTextBrowser()
        self.details.setOpenLinks(False)
        self.hint, self.told = QLabel(), QLabel()
        for label in (self.hint, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setForegroundRole(self.hint.palette().ColorRole.PlaceholderText)
        self.use, self.default, self.rename = QPushButton(), QPushButton(), QPushButton()
        self.export, self.delete, self.folder = QPushButton(), QPushButton(), QPushButton()
        self.add, self.close_button = QPushButton(), QPushButton()
        self._of_one = (
            self.use, self.default, self.rename, self.export, self.folder, self.delete,
        )  # fmt: skip
        self._assemble()
        self._connect()
        self.resize(1060, 600)
        self.retranslate()
        self._fill()

    def present(self) -> None:
        """Show it, with the weights as they are now."""
        super().present()
        self._store.refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Models"))
        self.list.setHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Kind"),
                self.tr("State"),
                self.tr("On held-out places"),
                self.tr("Date"),
                self.tr("Places"),
                self.tr("Size"),
            ]
        )
        self.hint.setText(
            self.tr(
                "Nothing was trained or imported yet: open Training → Train, or drop a file of"
                " weights here."
            )
        )
        for button, text, tip in (
            (self.use, self.tr("Use"), self.tr("Match with these weights from now on")),
            (
                self.default,
                self.tr("Set as default"),
                self.tr("Let every new project match with these weights"),
            ),
            (self.rename, self.tr("Rename"), self.tr("Type another name (F2)")),
            (
                self.export,
                self.tr("Export…"),
                self.tr("Write the weights and a card that tells what they are"),
            ),
            (self.folder, self.tr("Open folder"), self.tr("Show where the file lies")),
            (self.delete, self.tr("Delete…"), self.tr("Remove the file of the weights")),
            (
                self.add,
                self.tr("Import…"),
                self.tr("Copy a file of weights (.safetensors, .pth) to the others"),
            ),
            (self.close_button, self.tr("Close"), ""),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self._shown = ""
        self._fill()
        self._tell(self._told)

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back may have trained something in between."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._store.refresh()

    def _assemble(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([240, 260])
        buttons = QHBoxLayout()
        for button in self._of_one:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        buttons.addWidget(self.close_button)
        for button in (*self._of_one, self.add, self.close_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(split, 1)
        layout.addWidget(self.told)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.use.clicked.connect(self._use)
        self.default.clicked.connect(self._set_default)
        self.rename.clicked.connect(self.list.rename_current)
        self.export.clicked.connect(self._ask_export)
        self.folder.clicked.connect(self._open_folder)
        self.delete.clicked.connect(self._ask_delete)
        self.add.clicked.connect(self._ask_import)
        self.close_button.clicked.connect(self.close)
        self.list.currentItemChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(self._use)
        self.list.renamed.connect(self._store.rename)
        self.list.dropped.connect(self._store.import_file)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._store.changed.connect(self._fill)
        self._store.told.connect(self._tell)
        self._store.imported.connect(self._on_imported)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._ask_delete)

    @Slot()
    def _use(self, *_: object) -> None:
        if self.list.chosen is not None:
            self._store.use(self.list.chosen)

    @Slot()
    def _set_default(self) -> None:
        if self.list.chosen is not None:
            self._store.set_default(self.list.chosen)

    @Slot()
    def _open_folder(self) -> None:
        if self.list.chosen is not None:
            open_folder(self.list.chosen.path.parent)

    @Slot()
    def _ask_import(self) -> None:
        path = ask_weights(self, self._settings)
        if path is not None:
            self._store.import_file(path)

    @Slot(object)
    def _on_imported(self, path: Path) -> None:
        self._awaited = str(path)

    @Slot()
    def _ask_export(self) -> None:
        weights = self.list.chosen
        if weights is None:
            return
        title = QCoreApplication.translate("FileDialogs", "Export weights")
        kind = QCoreApplication.translate("FileDialogs", "Weights")
        suffix = weights.path.suffix
        proposal = str(Path(self._settings.folder) / f"{as_file_name(weights.name)}{suffix}")
        name, _ = QFileDialog.getSaveFileName(self, title, proposal, f"{kind} (*{suffix})")
        path = remember_folder(self._settings, name)
        if path is not None:
            self.export_to(weights, path)

    def export_to(self, weights: KnownWeights, path: Path) -> None:
        """Write weights and their card; the suffix stays that of the weights."""
        suffix = weights.path.suffix
        if path.suffix != suffix:
            path = path.with_name(path.name + suffix)
        self._store.export(weights, path)

    @Slot()
    def _ask_delete(self) -> None:
        weights = self.list.chosen
        if weights is None or not self.delete.isEnabled() or self.question is not None:
            return
        question = DeleteQuestion(
            self._store.name_of(weights),
            weights.kind,
            self,
            used=self._store.is_used(weights),
            default=self._store.is_default(weights),
        )
        question.delete_wanted.connect(lambda: self._store.delete(weights))
        question.finished.connect(self._on_asked)
        self.question = question
        question.open()

    @Slot()
    def _on_asked(self, *_: object) -> None:
        self.question = None

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        if self.list.itemAt(at) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._of_one:
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _=False, button=button: button.click())
        menu.popup(self.list.viewport().mapToGlobal(at))

    @Slot()
    def _fill(self) -> None:
        self.list.fill()
        if self._awaited and any(w.value == self._awaited for w in self._store.known):
            self.list.choose(self._awaited)
            self._awaited = ""
        self.hint.setVisible(all(known.kind == "shipped" for known in self._store.known))
        self._show()

    @Slot()
    def _show(self, *_: object) -> None:
        weights = self.list.chosen
        for button in self._of_one:
            button.setEnabled(weights is not None)
        if weights is None:
            self.details.clear()
            self._shown = ""
            return
        shipped = weights.kind == "shipped"
        self.use.setEnabled(not self._store.is_used(weights))
        self.default.setEnabled(not self._store.is_default(weights))
        for button in (self.rename, self.export, self.delete):
            button.setEnabled(not shipped)
        self.delete.setEnabled(not shipped and not weights.training)
        text = details_html(weights, self._store.name_of(weights), self._store.hash_of(weights))
        if text != self._shown:  # what was selected in it stays
            self._shown = text
            self.details.setHtml(text)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._told = text
        self.told.setText(in_users_language(text))
        self.told.setVisible(bool(text))
