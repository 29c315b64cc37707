"""What the dialogs that hand matches over have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.icons import tinted_pixmap
from nc_desktop.jobs.delivery_job import Delivered, DeliveryRequest
from nc_desktop.model.delivery_choices import DeliveryChoices
from nc_desktop.reasons import in_users_language
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

_STEPS = 1000
_MOST_LISTED = 12


class ReplaceQuestion(QMessageBox):
    """Whether files may be replaced; nothing else is waited for meanwhile."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(parent.windowTitle())
        self.setText(self.tr("%n file(s) of these names exist already.", "", len(names)))
        listed = list(names[:_MOST_LISTED])
        if len(names) > _MOST_LISTED:
            listed.append(self.tr("and %n more", "", len(names) - _MOST_LISTED))
        self.setInformativeText("\n".join(listed))
        self.setStandardButtons(QMessageBox.StandardButton.Cancel)
        self.button(QMessageBox.StandardButton.Cancel).setIcon(QIcon())  # Qt's own is red
        self.replace = self.addButton(self.tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(QMessageBox.StandardButton.Cancel)

    @property
    def agreed(self) -> bool:
        """Whether the user said so."""
        return self.clickedButton() is self.replace


class DeliveryDialog(TranslatedDialog):
    """Stays open beside the work. A failure leaves all choices as they are and says what to do.

    A subclass fills `content`, calls `assemble`, and says what is wanted (`request`) and why it
    cannot be (`problem`).
    """

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._request: DeliveryRequest | None = None
        self._wrong = ""
        self.question: ReplaceQuestion | None = None
        self.content = QWidget()
        self._icon, self.error = QLabel(), QLabel()
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress, self.cancel = QProgressBar(), QPushButton()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.start_button = QPushButton()
        self.buttons.addButton(self.start_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.start_button.clicked.connect(self.start)
        self.cancel.clicked.connect(self.give_up)
        self.buttons.rejected.connect(self.reject)
        delivering = session.delivering
        delivering.progressed.connect(self._on_progress)
        delivering.delivered.connect(self._on_delivered)
        delivering.files_exist.connect(self._on_existing)
        delivering.failed.connect(self._on_failed)
        delivering.cancelled.connect(self._on_cancelled)

    def assemble(self) -> None:
        """Lay all out; a subclass calls it when `content` is full: `Tab` goes in that order."""
        said = QHBoxLayout()
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.error, 1)
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        under_way = QHBoxLayout()
        under_way.addWidget(self.progress, 1)
        under_way.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.addWidget(self.content, 1)
        layout.addLayout(said)
        layout.addLayout(under_way)
        layout.addWidget(self.buttons)
        self.start_button.setDefault(True)
        self.retranslate()
        self.retheme()

    def request(self) -> DeliveryRequest | None:
        """What the user wants; None if there is nothing to hand over."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why it cannot be, as far as that is known without a look at the disk."""
        raise NotImplementedError

    def show_delivered(self, request: DeliveryRequest, made: Delivered) -> None:
        """It is written: closes the dialog, unless a subclass has more to say."""
        self.accept()

    @property
    def running(self) -> bool:
        """Whether files are being written."""
        return self._request is not None

    @property
    def choices(self) -> DeliveryChoices:
        """What was chosen last, in this dialog or the other one."""
        return DeliveryChoices.read(self._settings.delivery_choices)

    def start(self) -> None:
        """Write what is chosen."""
        if self.running or self.problem():
            return
        request = self.request()
        if request is not None:
            self._wrong, self._request = "", request
            self._session.delivering.deliver(request)
            self.refresh()

    def give_up(self) -> None:
        """Cancel what runs; nothing is written."""
        if self._request is not None:
            self._session.delivering.cancel(self._request)

    def reject(self) -> None:
        """Esc and the cross close the dialog; what runs is cancelled."""
        self.give_up()
        super().reject()

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel.setText(self.tr("&Cancel"))
        self.refresh()

    def retheme(self) -> None:
        """Tint the icon."""
        colour = self.palette().color(self.palette().ColorRole.WindowText)
        self._icon.setPixmap(tinted_pixmap("error", colour, 20))

    @Slot()
    def edited(self) -> None:
        """What went wrong was of other choices."""
        if not self.running:
            self._wrong = ""
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done now."""
        problem = "" if self.running else self.problem()
        text = self._wrong or problem
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self._icon.setVisible(bool(self._wrong))
        self.content.setEnabled(not self.running)
        self.progress.setVisible(self.running)
        self.cancel.setVisible(self.running)
        if not self.running:
            self.progress.setValue(0)
        self.start_button.setEnabled(not self.running and not problem)

    def _end(self, wrong: str = "") -> None:
        self._request, self._wrong = None, wrong
        self.refresh()

    @Slot(object, float)
    def _on_progress(self, request: DeliveryRequest, fraction: float) -> None:
        if request is self._request:
            self.progress.setValue(round(_STEPS * fraction))

    @Slot(object, object)
    def _on_delivered(self, request: DeliveryRequest, made: Delivered) -> None:
        if request is self._request:
            self._end()
            self.show_delivered(request, made)

    @Slot(object, tuple)
    def _on_existing(self, request: DeliveryRequest, names: tuple[str, ...]) -> None:
        if request is not self._request:
            return
        box = ReplaceQuestion(names, self)
        box.finished.connect(lambda: self._on_answer(agreed=box.agreed))
        self.question = box
        box.open()

    def _on_answer(self, *, agreed: bool) -> None:
        self.question = None
        if self._request is None:
            return
        if agreed:
            self._request = self._session.delivering.deliver_replacing(self._request)
        else:
            self._end()

    @Slot(object, str)
    def _on_failed(self, request: DeliveryRequest, text: str) -> None:
        if request is self._request:
            self._end(in_users_language(text))

    @Slot(object)
    def _on_cancelled(self, request: DeliveryRequest) -> None:
        if request is self._request:
            self._end(self.tr("Cancelled; nothing was written."))
