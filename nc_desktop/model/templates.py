"""The list of templates: what was dropped, what is known of it, and whether it is looked for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.colours import template_colour
from nc_desktop.model.mask_polygons import MaskPolygons

SortKey = Literal["name", "gsd", "heading"]

_MANY = 8  # entries that change together; to tell of each would take longer than to begin anew


@dataclass(frozen=True, eq=False)
class TemplateEntry:
    """One row of the list.

    Attributes:
        key: identifies the entry as long as the program runs.
        template: the picture and what is known of it; its name is unique in the list.
        colour: `#rrggbb` of its footprints.
        found: the template as it was opened, cut or pasted, before anything was typed.
        georeference: of its pixels, where it was cut out of a scene.
        enabled: whether the next match looks for it.
        polygons: what the mask of `template` is drawn by; empty if it is that of `found`, or was
            made otherwise.
    """

    key: int
    template: nc.Template
    colour: str
    found: nc.Template
    georeference: nc.Georeference | None = None
    enabled: bool = True
    polygons: MaskPolygons = ()

    @property
    def altered(self) -> bool:
        """Whether GSD or heading are other ones than when it was opened."""
        now, found = self.template, self.found
        return (now.gsd_m, now.heading_deg) != (found.gsd_m, found.heading_deg)


@dataclass(frozen=True, eq=False)
class RemovedTemplates:
    """What was taken out of the list, to be put back: rows, in order, and their entries."""

    rows: tuple[int, ...]
    entries: tuple[TemplateEntry, ...]


class TemplateList(QObject):
    """Templates in the order in which they were added, or that the user gave them.

    Entries are replaced, never changed, so that a job may keep those it was given. A name that an
    entry has, or had before it was renamed, is given to no other one: what was found under it keeps
    its colour.
    """

    reset = Signal()
    """Rows came or went, or their order is another one."""
    entry_changed = Signal(int)
    """The entry at this row is another one now."""
    added = Signal(list)
    """Keys of entries that are new; `reset` came before."""
    restored = Signal(list)
    """Keys of entries that came back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[TemplateEntry] = []
        self._keys = count()
        self._holders: dict[str, int] = {}  # every name that was ever given, and to whom
        self._colours: dict[str, str] = {}  # the same, and its colour
        self._numbers: dict[str, int] = {}
        self._changed: set[int] | None = None  # rows, while several are changed together

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[TemplateEntry, ...]:
        """All rows."""
        return tuple(self._entries)

    def entry(self, row: int) -> TemplateEntry:
        """One row, without making a tuple of all."""
        return self._entries[row]

    @property
    def enabled(self) -> tuple[nc.Template, ...]:
        """The templates that the next match looks for."""
        return tuple(entry.template for entry in self._entries if entry.enabled)

    @property
    def any_enabled(self) -> bool:
        """Whether the next match looks for anything."""
        return any(entry.enabled for entry in self._entries)

    def row_of(self, key: int) -> int | None:
        """Row of an entry; None if it is gone."""
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), None)

    def entry_called(self, name: str) -> TemplateEntry | None:
        """The entry that has this name, or had it before it was renamed; None if it is gone."""
        row = self.row_of(self._holders.get(name, -1))
        return None if row is None else self._entries[row]

    def colour_of(self, name: str) -> str:
        """Colour of the template that has or had this name, in the list or not any more."""
        return self._colours.get(name, template_colour(0))

    def holds(self, path: Path) -> bool:
        """Whether a template from this file is in the list already."""
        return any(_same_file(entry.template.path, path) for entry in self._entries)

    def numbered(self, stem: str) -> str:
        """`stem 1`, `stem 2` …: another name each time it is asked for."""
        self._numbers[stem] = self._numbers.get(stem, 0) + 1
        return f"{stem} {self._numbers[stem]}"

    def add(
        self,
        templates: Iterable[nc.Template],
        georeferences: Sequence[nc.Georeference | None] = (),
    ) -> list[int]:
        """Append templates; a name that is taken gets a number.

        Args:
            templates: what to append.
            georeferences: of those that were cut out of a scene, in the same order.

        Returns:
            The keys of the new entries.
        """
        keys = []
        for index, template in enumerate(templates):
            key = next(self._keys)
            name = self._free_name(template.name, key)
            named = template if name == template.name else replace(template, name=name)
            # the same picture again after it was removed: its matches may be shown still
            colour = self._colours.get(name, template_colour(key))
            place = georeferences[index] if index < len(georeferences) else None
            self._entries.append(TemplateEntry(key, named, colour, named, place))
            self._note(name, key, colour)
            keys.append(key)
        if keys:
            self.reset.emit()
            self.added.emit(keys)
        return keys

    def remove(self, rows: Iterable[int]) -> RemovedTemplates:
        """Take rows out of the list; returns what `restore` puts back."""
        gone = [row for row in sorted(set(rows)) if 0 <= row < len(self._entries)]
        removed = RemovedTemplates(tuple(gone), tuple(self._entries[row] for row in gone))
        if gone:
            self._entries = [e for row, e in enumerate(self._entries) if row not in set(gone)]
            self.reset.emit()
        return removed

    def restore(self, removed: RemovedTemplates) -> None:
        """Put back what was removed, in its place as far as that is still there."""
        keys = []
        for row, entry in zip(removed.rows, removed.entries, strict=True):
            if self.row_of(entry.key) is not None:
                continue
            name = self._free_name(entry.template.name, entry.key)
            template = entry.template
            if name != template.name:
                template = replace(template, name=name)
            self._entries.insert(row, replace(entry, template=template))
            self._note(name, entry.key, entry.colour)
            keys.append(entry.key)
        if keys:
            self.reset.emit()
            self.restored.emit(keys)

    def set_entries(self, entries: Sequence[TemplateEntry]) -> None:
        """Have exactly these rows: some that the list had before, as they were then."""
        former, self._entries = self._entries, list(entries)
        for entry in entries:
            self._note(entry.template.name, entry.key, entry.colour)
        if [entry.key for entry in former] != [entry.key for entry in entries]:
            self.reset.emit()
            return
        changed = [
            row for row, (a, b) in enumerate(zip(former, entries, strict=True)) if a is not b
        ]
        if len(changed) > _MANY:
            self.reset.emit()
        else:
            for row in changed:
                self.entry_changed.emit(row)

    @property
    def former_names(self) -> dict[str, tuple[int, str]]:
        """Every name that was ever given: to which key, and its colour."""
        return {name: (key, self._colours[name]) for name, key in self._holders.items()}

    def begin_anew(
        self, entries: Sequence[TemplateEntry], former_names: Mapping[str, tuple[int, str]]
    ) -> None:
        """Be the list of another project.

        Args:
            entries: its rows.
            former_names: as that list had them.
        """
        self._entries = list(entries)
        self._holders = {name: key for name, (key, _) in former_names.items()}
        self._colours = {name: colour for name, (_, colour) in former_names.items()}
        for entry in entries:
            self._note(entry.template.name, entry.key, entry.colour)
        self._keys = count(max(self._holders.values(), default=-1) + 1)
        self._numbers = _highest_numbers(self._holders)
        self.reset.emit()

    def move(self, rows: Iterable[int], before: int) -> None:
        """Put rows, in their order, before the row that is `before` now (or at the end)."""
        moved = sorted(set(rows))
        chosen = set(moved)
        head = [e for row, e in enumerate(self._entries) if row < before and row not in chosen]
        tail = [e for row, e in enumerate(self._entries) if row >= before and row not in chosen]
        self._reorder([*head, *(self._entries[row] for row in moved), *tail])

    def sort(self, by: SortKey, *, descending: bool = False) -> None:
        """Bring the rows into another order; what is not known comes last."""
        if by == "name":
            key = _natural
            known, unknown = list(self._entries), []
        else:

            def key(entry: TemplateEntry) -> tuple[object, ...]:
                return (_number(entry, by),)

            known = [e for e in self._entries if _number(e, by) is not None]
            unknown = [e for e in self._entries if _number(e, by) is None]
        self._reorder([*sorted(known, key=key, reverse=descending), *unknown])

    def rename(self, row: int, name: str) -> str:
        """Call a template otherwise; a name that is taken gets a number.

        Returns:
            The name that it has now; the former one if an empty one was given.
        """
        entry = self._entries[row]
        wanted = " ".join(name.split())
        if not wanted or wanted == entry.template.name:
            return entry.template.name
        free = self._free_name(wanted, entry.key)
        self._note(free, entry.key, entry.colour)
        self._replace(row, replace(entry, template=replace(entry.template, name=free)))
        return free

    def set_enabled(self, row: int, enabled: bool) -> None:
        """Look for this template in the next match, or do not."""
        if self._entries[row].enabled != enabled:
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

    def set_mask(self, row: int, mask: NDArray[np.bool_], polygons: MaskPolygons = ()) -> None:
        """Say what of the picture is looked for.

        Args:
            row: of the template.
            mask: [H, W], False where there is nothing to look for.
            polygons: that it is drawn by, over the mask that the picture had when it was opened.

        Raises:
            neurocorrelator.TemplateError: of another size, or nothing is left.
        """
        entry = self._entries[row]
        template = replace(entry.template, mask=mask)
        self._replace(row, replace(entry, template=template, polygons=polygons))

    def reset_facts(self, row: int) -> None:
        """Take GSD and heading from the file again, as they were when it was opened."""
        entry, found = self._entries[row], self._entries[row].found
        if entry.altered or entry.template.known_from != found.known_from:
            template = replace(
                entry.template,
                gsd_m=found.gsd_m,
                heading_deg=found.heading_deg,
                known_from=found.known_from,
            )
            self._replace(row, replace(entry, template=template))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Change several entries at once: of many, one `reset` tells instead of a signal each."""
        self._changed = set()
        try:
            yield
        finally:
            changed, self._changed = self._changed, None
            if len(changed) > _MANY:
                self.reset.emit()
            else:
                for row in sorted(changed):
                    self.entry_changed.emit(row)

    def _replace(self, row: int, entry: TemplateEntry) -> None:
        self._entries[row] = entry
        if self._changed is None:
            self.entry_changed.emit(row)
        else:
            self._changed.add(row)

    def _reorder(self, entries: list[TemplateEntry]) -> None:
        if entries != self._entries:
            self._entries = entries
            self.reset.emit()

    def _note(self, name: str, key: int, colour: str) -> None:
        self._holders[name], self._colours[name] = key, colour

    def _free_name(self, name: str, key: int) -> str:
        """The name, with a number if another entry of the list has it or had it."""
        living = {entry.key for entry in self._entries if entry.key != key}
        free, number = name, 2
        while self._holders.get(free) in living:
            free, number = f"{name} ({number})", number + 1
        return free


def _highest_numbers(names: Iterable[str]) -> dict[str, int]:
    """Of names such as `cut 3` the largest number of each stem."""
    highest: dict[str, int] = {}
    for name in names:
        found = re.fullmatch(r"(.+) (\d{1,9})", name)
        if found is not None:
            highest[found[1]] = max(highest.get(found[1], 0), int(found[2]))
    return highest


def _number(entry: TemplateEntry, by: SortKey) -> float | None:
    return entry.template.gsd_m if by == "gsd" else entry.template.heading_deg


def _natural(entry: TemplateEntry) -> tuple[object, ...]:
    """`cut 10` after `cut 9`: texts and numbers in turn, so that like is compared with like."""
    pieces = re.split(r"(\d+)", entry.template.name.casefold())
    return tuple(int(piece) if odd % 2 else piece for odd, piece in enumerate(pieces))


def _same_file(a: Path | None, b: Path) -> bool:
    """By name alone: a look at the disk may take long, and this is the Qt thread."""
    return a is not None and os.path.normcase(a.absolute()) == os.path.normcase(b.absolute())
