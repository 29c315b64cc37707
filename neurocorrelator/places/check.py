"""What is to be known of a folder of places before hours are spent on it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neurocorrelator.errors import PlacesError, TemplateError
from neurocorrelator.places.tree import PlacePicture, PlaceTree, by_place, trainable, views_of
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.picture_file import read_picture


@dataclass(frozen=True)
class PlacesReport:
    """What a check found.

    Attributes:
        root: the folder.
        places: number of them by side, `train` and `test`.
        pictures: by side and view, as in `train/drone`.
        posed: share of the training pictures whose pose the table tells.
        unreadable: pictures that cannot be read, with the reason.
        lone: training places with readable pictures of one view only.
        leaks: pictures with the same pixels on both sides, one of each side.
        shared_names: places of both sides with the same name, where the same place may be meant.
        reason: why it cannot be trained on; empty where it can.
    """

    root: Path
    places: dict[str, int]
    pictures: dict[str, int]
    posed: float
    unreadable: dict[Path, str]
    lone: tuple[str, ...]
    leaks: tuple[tuple[Path, Path], ...]
    shared_names: tuple[str, ...]
    reason: str

    @property
    def fit(self) -> bool:
        """Whether it can be trained on."""
        return not self.reason

    def as_record(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "root": str(self.root),
            "fit": self.fit,
            "reason": self.reason,
            "places": self.places,
            "pictures": self.pictures,
            "known_poses": self.posed,
            "unreadable": {self._name(p): why for p, why in self.unreadable.items()},
            "lone_places": list(self.lone),
            "leaks": [[self._name(a), self._name(b)] for a, b in self.leaks],
            "shared_names": list(self.shared_names),
        }

    def lines(self, most: int) -> list[str]:
        """For people, each list cut after so many."""
        out = [f"{side:12}{count:6} places" for side, count in self.places.items()]
        out += [f"  {name:26}{count:6} pictures" for name, count in self.pictures.items()]
        out.append(f"{self.posed:.0%} of the pictures to train on have a known pose")
        unreadable = [f"{self._name(p)}: {why}" for p, why in self.unreadable.items()]
        leaks = [f"{self._name(a)} = {self._name(b)}" for a, b in self.leaks]
        for title, found in (
            ("unreadable pictures, will be skipped", unreadable),
            ("places with one view, of no use", list(self.lone)),
            ("the same picture on both sides of the split", leaks),
            ("places of the same name on both sides of the split", list(self.shared_names)),
        ):
            if found:
                more = [f"  … and {len(found) - most} more"] if len(found) > most else []
                out += [f"{title}: {len(found)}", *(f"  {one}" for one in found[:most]), *more]
        out.append(f"cannot be trained on: {self.reason}" if self.reason else "can be trained on")
        return out

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def check_places(root: str | os.PathLike[str], *, check: Check = unchecked) -> PlacesReport:
    """Read every picture of a folder of places.

    Args:
        root: the folder.
        check: called for each picture; may raise to stop.

    Raises:
        PlacesError: no such folder, or no places in it.
    """
    tree = PlaceTree.open(root)
    unreadable: dict[Path, str] = {}
    pixels: dict[str, dict[str, Path]] = {"train": {}, "test": {}}
    for side, own in (("train", tree.train), ("test", tree.test)):
        for picture in own:
            check()
            try:
                read = read_picture(picture.path)
            except TemplateError as error:
                unreadable[picture.path] = str(error)
                continue
            # of the pixels: a copy in another format is the same picture
            digest = hashlib.sha256(repr(read.rgb.shape).encode() + read.rgb.tobytes()).hexdigest()
            pixels[side].setdefault(digest, picture.path)
    leaks = [
        (path, pixels["test"][digest])
        for digest, path in pixels["train"].items()
        if digest in pixels["test"]
    ]
    readable = [p for p in tree.train if p.path not in unreadable]
    grouped = by_place(readable)
    names = {p.place for p in tree.train} & {p.place for p in tree.test}
    return PlacesReport(
        tree.root,
        {side: len({p.place for p in own}) for side, own in _sides(tree)},
        _counts(tree),
        sum(p.pose is not None for p in tree.train) / max(1, len(tree.train)),
        unreadable,
        tuple(place for place, own in grouped.items() if len(views_of(own)) < 2),
        tuple(leaks),
        tuple(sorted(names)),
        _reason(readable, tree.root),
    )


def _sides(tree: PlaceTree) -> tuple[tuple[str, tuple[PlacePicture, ...]], ...]:
    return ("train", tree.train), ("test", tree.test)


def _counts(tree: PlaceTree) -> dict[str, int]:
    counts: dict[str, int] = {}
    for side, own in (
        ("train/", tree.train),
        ("test/query_", tree.queries),
        ("test/gallery_", tree.gallery),
    ):
        for picture in own:
            name = f"{side}{picture.view}"
            counts[name] = counts.get(name, 0) + 1
    return counts


def _reason(readable: list[PlacePicture], root: Path) -> str:
    try:
        usable = trainable(readable, (), root)
    except PlacesError as error:
        return str(error)
    if len(usable) < 3:
        return f"{root}: {len(usable)} places are too few to train on two and measure on another"
    return ""
