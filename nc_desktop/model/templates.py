"""The list of templates: what was dropped, what is known of it, and whether it is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.colours import template_colour


@dataclass(frozen=True, eq=False)
class TemplateEntry:
    """One row of the list.

    Attributes:
        key: identifies the entry as long as the program runs.
        template: the picture and what is known of it; its name is unique in the list.
        colour: `#rrggbb` of its footprints.
        enabled: whether the next match looks for it.
    """

    key: int
    template: nc.Template
    colour: str
    enabled: bool = True


class TemplateList(QObject):
    """Templates in the order in which they were added.

    Entries are replaced, never changed, so that a job may keep those it was given.
    """

    reset = Signal()
    """Rows came or went."""
    entry_changed = Signal(int)
    """The entry at this row is another one now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[TemplateEntry] = []
        self._keys = count()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[TemplateEntry, ...]:
        """All rows."""
        return tuple(self._entries)

    @property
    def enabled(self) -> tuple[nc.Template, ...]:
        """The templates that the next match looks for."""
        return tuple(entry.template for entry in self._entries if entry.enabled)

    def colour_of(self, name: str) -> str:
        """Colour of the template called `name`; the first one for names that are gone."""
        for entry in self._entries:
            if entry.template.name == name:
                return entry.colour
        return template_colour(0)

    def holds(self, path: Path) -> bool:
        """Whether a template from this file is in the list already."""
        return any(_same_file(entry.template.path, path) for entry in self._entries)

    def add(self, templates: Iterable[nc.Template]) -> None:
        """Append templates; a name that is taken gets a number."""
        taken = {entry.template.name for entry in self._entries}
        added = False
        for template in templates:
            name = _free_name(template.name, taken)
            taken.add(name)
            key = next(self._keys)
            named = template if name == template.name else replace(template, name=name)
            self._entries.append(TemplateEntry(key, named, template_colour(key)))
            added = True
        if added:
            self.reset.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out of the list."""
        gone = set(rows)
        kept = [entry for row, entry in enumerate(self._entries) if row not in gone]
        if len(kept) != len(self._entries):
            self._entries = kept
            self.reset.emit()

    def set_enabled(self, row: int, enabled: bool) -> None:
        """Look for this template in the next match, or do not."""
        self._replace(row, replace(self._entries[row], enabled=enabled))

    def set_gsd(self, row: int, gsd_m: float | None) -> None:
        """State the ground sample distance in metres per pixel; None for unknown.

        Raises:
            neurocorrelator.TemplateError: not a positive number.
        """
        template = self._entries[row].template
        said = replace(template.known_from, gsd=None)  # neither EXIF nor the georeference any more
        told = replace(template, gsd_m=gsd_m, known_from=said)
        self._replace(row, replace(self._entries[row], template=told))

    def set_heading(self, row: int, heading_deg: float | None) -> None:
        """State the true-north bearing of the picture's up direction; None for unknown.

        Raises:
            neurocorrelator.TemplateError: not a finite number.
        """
        template = self._entries[row].template
        heading = None if heading_deg is None else heading_deg % 360.0
        said = replace(template.known_from, heading=None)
        told = replace(template, heading_deg=heading, known_from=said)
        self._replace(row, replace(self._entries[row], template=told))

    def _replace(self, row: int, entry: TemplateEntry) -> None:
        self._entries[row] = entry
        self.entry_changed.emit(row)


def _same_file(a: Path | None, b: Path) -> bool:
    return a is not None and a.resolve() == b.resolve()


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
