"""What is said of files of projects, in the language in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.lock import Holder


class KeepingTexts(QObject):
    """One line each: what, and what to do."""

    def reason(self, error: ProjectFileError) -> str:
        """Why a file cannot be read or written; no full stop at the end."""
        texts: dict[str, Callable[[], str]] = {
            "missing": lambda: self.tr("{path} is not there"),
            "unreadable": lambda: self.tr("{path} cannot be read ({detail})"),
            "not_project": lambda: self.tr("{path} is no project of this program"),
            "damaged": lambda: self.tr("{path} is damaged ({detail})"),
            "newer": lambda: self.tr("{path} is of a newer version of the program ({detail})"),
            "unwritable": lambda: self.tr("{path} cannot be written ({detail})"),
            "full": lambda: self.tr("the disk of {path} is full"),
        }
        text = texts[error.problem]().format(path=error.path, detail=error.detail)
        return text.removesuffix(" ()")

    def not_opened(self, error: ProjectFileError) -> str:
        """Why a project cannot be opened, and the way out."""
        name = error.path.name
        texts: dict[str, Callable[[], str]] = {
            "missing": lambda: self.tr("{name} is not there any more: look where it was moved to."),
            "unreadable": lambda: self.tr("{name} cannot be read: {detail}."),
            "not_project": lambda: self.tr("{name} is no project of this program."),
            "damaged": lambda: self.tr(
                "{name} is damaged or was edited by hand: {detail}. Mend it, or open a backup."
            ),
            "newer": lambda: self.tr(
                "{name} is of a newer version of the program ({detail}): update this one."
            ),
        }
        text = texts.get(error.problem)
        if text is None:
            return self.tr("{name} cannot be read: {detail}.").format(name=name, detail=error)
        return text().format(name=name, detail=error.detail)

    def not_saved(self, reason: str) -> str:
        """A project is not saved."""
        text = self.tr("The project was not saved: {reason}. Save it under another name.")
        return text.format(reason=reason)

    def held(self, name: str, holder: Holder) -> str:
        """Another program has a project open."""
        if not holder.host:
            text = self.tr("{name} is open in another program.")
            return text.format(name=name)
        text = self.tr(
            "{name} is open in another program: {user} on {host} since {since} (process {process})."
        )
        return text.format(
            name=name,
            user=holder.user or "?",
            host=holder.host,
            since=holder.since,
            process=holder.process,
        )

    def left_behind(self, original: Path | None, when: str) -> str:
        """An earlier program ended before its work was saved."""
        if original is None:
            text = self.tr("The program ended unexpectedly; an unsaved project was kept at {when}.")
            return text.format(when=when)
        text = self.tr(
            "The program ended unexpectedly; unsaved changes of {name} were kept at {when}."
        )
        return text.format(name=original.name, when=when)
