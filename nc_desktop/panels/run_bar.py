"""Which run of the scene is shown, where there are several."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from nc_desktop.panels.run_texts import RunTexts
from nc_desktop.session.session import Session
from nc_desktop.translated_widget import TranslatedWidget


class RunBar(TranslatedWidget):
    """A list of the runs of the active scene, and *Compare*; hidden while there is one run."""

    compare_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._runs = session.project, session.runs
        self._texts = RunTexts(self)
        self.label = QLabel()
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.label.setBuddy(self.choice)
        self.compare = QPushButton()
        self.compare.clicked.connect(self.compare_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)
        layout.addWidget(self.choice)
        layout.addWidget(self.compare)
        layout.addSpacing(8)
        self.choice.activated.connect(self._on_activated)
        self._runs.changed.connect(self._fill)
        self._project.scene_changed.connect(self._fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.label.setText(self.tr("Shown"))
        self.setToolTip(self.tr("Which run the map and the table show; earlier ones are kept"))
        self.compare.setText(self.tr("Compare…"))
        self.compare.setToolTip(self.tr("Compare two runs, template by template"))
        self._fill()

    @Slot()
    def _fill(self) -> None:
        scene, shown = self._project.scene_layer, self._project.findings
        runs = self._runs.of(scene) if scene is not None else ()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for row, run in enumerate(reversed(runs)):
                self.choice.addItem(self._texts.name(run), run.uid)
                tip = f"{self._texts.counts(run)}\n{self._texts.settings(run)}"
                self.choice.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
                if run is shown:
                    self.choice.setCurrentIndex(row)
                    self.choice.setToolTip(tip)
        self.setVisible(len(runs) > 1)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        findings = self._runs.find(str(self.choice.itemData(row)))
        if findings is not None:
            self._runs.show(findings)
