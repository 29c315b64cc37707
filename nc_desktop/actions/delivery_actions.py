"""Actions that hand matches over, in the menu *Project*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.project_actions import ProjectActions
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

if TYPE_CHECKING:  # made late: nobody delivers at once
    from nc_desktop.dialogs.deliver import DeliverDialog
    from nc_desktop.dialogs.report import ReportDialog


class DeliveryActions(MenuActions):
    """*Report* and *Deliver*: what writes more than one kind of file, or one to be read."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        project_actions: ProjectActions,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.report_dialog: ReportDialog | None = None
        self.deliver_dialog: DeliverDialog | None = None
        self.report = self.action(self.show_report)
        self.deliver = self.action(self.show_deliver)
        for action in (self.report, self.deliver):
            project_actions.add_export(action)
        session.project.result_changed.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def show_report(self) -> None:
        """Open the dialog of a report."""
        if self.report_dialog is None:
            from nc_desktop.dialogs.report import ReportDialog

            self.report_dialog = ReportDialog(self._session, self._settings, self._window)
        self.report_dialog.open_anew()

    def show_deliver(self) -> None:
        """Open the dialog of a delivery."""
        if self.deliver_dialog is None:
            from nc_desktop.dialogs.deliver import DeliverDialog

            self.deliver_dialog = DeliverDialog(self._session, self._settings, self._window)
        self.deliver_dialog.open_anew()

    def retranslate(self) -> None:
        """Set every text again."""
        set_texts(
            self.report,
            self.tr("&Report…"),
            self.tr("Write matches with map, pictures and coordinates as a page to read and print"),
        )
        set_texts(
            self.deliver,
            self.tr("De&liver…"),
            self.tr(
                "Save accepted matches in one go: georeferenced templates, control points, tables"
                " and a report"
            ),
        )

    @Slot()
    def _refresh(self) -> None:
        found = self._session.project.findings is not None
        self.report.setEnabled(found)
        self.deliver.setEnabled(found)
