"""Places with views: folders in the layout of University-1652, and how their pictures lie.

train/VIEW/PLACE/pictures          to train on, split by place
test/gallery_VIEW/PLACE/pictures   to seek in; likewise test/query_VIEW
places.csv                         if there: where each picture lies on the ground
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from neurocorrelator.errors import PlacesError
from neurocorrelator.rasters.picture_file import PICTURE_SUFFIXES, RASTER_SUFFIXES

TABLE = "places.csv"
_SUFFIXES = PICTURE_SUFFIXES | RASTER_SUFFIXES
_ROLES = ("query_", "gallery_")


@dataclass(frozen=True, slots=True)
class GroundPose:
    """How a picture lies on the ground of its place.

    Attributes:
        east: of its centre, in metres of any plane that the pictures of a place share.
        north: likewise.
        heading_deg: bearing of its up direction on that plane, clockwise from north.
        side_m: ground along the picture's width.
    """

    east: float
    north: float
    heading_deg: float
    side_m: float


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """A picture of a place.

    Attributes:
        path: the file.
        place: the name of its folder.
        view: such as satellite or drone.
        pose: None where not told.
    """

    path: Path
    place: str
    view: str
    pose: GroundPose | None = None


@dataclass(frozen=True)
class PlaceTree:
    """What a folder of places holds.

    Attributes:
        root: the folder.
        train: pictures of the training side, by place and view in the order of names.
        queries: of the test side, those to seek.
        gallery: of the test side, those to seek in.
    """

    root: Path
    train: tuple[PlacePicture, ...]
    queries: tuple[PlacePicture, ...]
    gallery: tuple[PlacePicture, ...]

    @property
    def test(self) -> tuple[PlacePicture, ...]:
        """All pictures of the test side."""
        return self.queries + self.gallery

    @classmethod
    def open(cls, root: str | os.PathLike[str]) -> PlaceTree:
        """List the pictures of a folder; none is opened.

        Raises:
            PlacesError: no such folder, or neither a train nor a test side in it.
        """
        folder = Path(root)
        if not folder.is_dir():
            raise PlacesError(f"{folder}: no such folder; name one that holds train/VIEW/PLACE")
        poses = _read_poses(folder)
        train: list[PlacePicture] = []
        for view in _folders(folder / "train"):
            train += _pictures(view, view.name, folder, poses)
        sides: dict[str, list[PlacePicture]] = {role: [] for role in _ROLES}
        for view in _folders(folder / "test"):
            for role in _ROLES:
                if view.name.startswith(role):
                    own = _pictures(view, view.name.removeprefix(role), folder, poses)
                    sides[role].extend(own)
        if not train and not any(sides.values()):
            raise PlacesError(
                f"{folder}: holds no places; pictures belong into train/VIEW/PLACE and"
                " test/query_VIEW/PLACE, test/gallery_VIEW/PLACE"
            )
        return cls(folder, tuple(train), *(tuple(sides[role]) for role in _ROLES))


def views_of(pictures: Iterable[PlacePicture]) -> tuple[str, ...]:
    """Names of the views, in order."""
    return tuple(sorted({picture.view for picture in pictures}))


def by_place(pictures: Iterable[PlacePicture]) -> dict[str, list[PlacePicture]]:
    """Pictures of each place, places in the order of their names."""
    grouped: dict[str, list[PlacePicture]] = {}
    for picture in sorted(pictures, key=lambda p: (p.place, p.view, p.path.name)):
        grouped.setdefault(picture.place, []).append(picture)
    return grouped


def trainable(pictures: Sequence[PlacePicture], views: Sequence[str], root: Path) -> list[str]:
    """Places with pictures of two of the views at least.

    Raises:
        PlacesError: fewer than two such places; says what is missing.
    """
    known = views_of(pictures)
    if not pictures:
        raise PlacesError(f"{root}: has no training side; pictures belong into train/VIEW/PLACE")
    missing = [view for view in views if view not in known]
    if missing:
        raise PlacesError(f"{root}: has no view {', '.join(missing)}; there are {', '.join(known)}")
    wanted = set(views or known)
    if len(wanted) < 2:
        raise PlacesError(
            f"{root}: has one view only ({', '.join(wanted)}); the same places are needed in two"
        )
    grouped = by_place(picture for picture in pictures if picture.view in wanted)
    usable = [place for place, own in grouped.items() if len({p.view for p in own}) > 1]
    if len(usable) < 2:
        raise PlacesError(
            f"{root}: {len(usable)} of {len(grouped)} places have two views; training needs two"
            " such places at least"
        )
    return usable


def fingerprint(pictures: Iterable[PlacePicture], root: Path) -> dict[str, str]:
    """Hash of each picture's bytes by its path in the folder, in order; missing ones are left out.

    Two equal ones mean the same data, wherever the folder lies.
    """
    hashes = {}
    for picture in sorted(pictures, key=lambda p: p.path):
        try:
            data = picture.path.read_bytes()
        except OSError:
            continue
        hashes[picture.path.relative_to(root).as_posix()] = hashlib.sha256(data).hexdigest()[:16]
    return hashes


def hash_of(prints: dict[str, str]) -> str:
    """One hash of a fingerprint."""
    text = "\n".join(f"{name} {value}" for name, value in sorted(prints.items()))
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def _pictures(
    folder: Path, view: str, root: Path, poses: dict[str, GroundPose]
) -> Iterator[PlacePicture]:
    for place in _folders(folder):
        for path in sorted(place.iterdir()):
            if path.suffix.lower() in _SUFFIXES and not path.name.startswith("."):
                name = path.relative_to(root).as_posix()
                yield PlacePicture(path, place.name, view, poses.get(name))


def _read_poses(root: Path) -> dict[str, GroundPose]:
    table = root / TABLE
    if not table.is_file():
        return {}
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            return {row["file"]: pose for row in csv.DictReader(stream) if (pose := _pose(row))}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise PlacesError(
            f"{table}: cannot be read as a table with the column file ({error}); mend or remove it"
        ) from error


def _pose(row: dict[str, str]) -> GroundPose | None:
    try:
        east, north = float(row["centre_e"]), float(row["centre_n"])
        side = float(row["size_m"]) / float(row["zoom"])
        pose = GroundPose(east, north, float(row["rotation_deg"]), side)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    values = (pose.east, pose.north, pose.heading_deg, pose.side_m)
    return pose if all(map(math.isfinite, values)) and pose.side_m > 0 else None
