"""The report of an error or a crash, to be read, copied and saved."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QIODevice, QSaveFile, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog

Kind = Literal["error", "crash"]


class ErrorReportDialog(TranslatedDialog):
    """Shows all that would be sent before anybody sends it."""

    def __init__(self, kind: Kind, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._intro, self._note = QLabel(), QLabel()
        for label in (self._intro, self._note):
            label.setWordWrap(True)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy, self.save = QPushButton(), QPushButton()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self._intro)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_file)
        buttons.rejected.connect(self.close)
        self.resize(760, 520)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again; the report is English, for those who read it."""
        self.setWindowTitle(self.tr("Error report"))
        if self._kind == "crash":
            intro = self.tr(
                "The program ended unexpectedly. If you report this, please attach the text below"
                " and say what you did before."
            )
        else:
            intro = self.tr(
                "Something went wrong that should not. If you report this, please attach the text"
                " below and say what you did before."
            )
        self._intro.setText(intro)
        self._say_nothing_is_sent()
        self.copy.setText(self.tr("Copy"))
        self.save.setText(self.tr("Save…"))

    def save_to(self, name: str) -> None:
        """Write the report, whole or not at all."""
        file = QSaveFile(name)
        data = self.text.toPlainText().encode("utf-8", "replace")
        written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
        if written and file.commit():
            self._note.setText(self.tr("Saved to {path}").format(path=name))
        else:
            text = self.tr("{path} cannot be written ({reason}); choose another place.")
            self._note.setText(text.format(path=name, reason=file.errorString()))

    def _say_nothing_is_sent(self) -> None:
        self._note.setText(
            self.tr("Nothing is sent by itself. The name of your home folder is replaced by ~.")
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._note.setText(self.tr("The report was copied."))

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"), "neurocorrelator-report.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
