"""Files that appear whole and together, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from neurocorrelator.errors import OutputError
from neurocorrelator.results.output_errors import as_output_error
from neurocorrelator.results.whole_file import put_in_place

_PREFIX = ".neurocorrelator-"


@contextmanager
def atomic_files(folder: Path, replaces: Iterable[str] = ()) -> Iterator[Path]:
    """A place to write a set of files that move into `folder` together when the block ends well.

    The place is a folder inside `folder`, so on the same file system; files may lie in folders of
    it. Each takes its place by a rename, so that a file that is replaced is never missing (but on
    file systems without hard links), and keeps its permissions. On any error (cancelling and
    Ctrl-C included) `folder` is as it was before: nothing new, nothing missing, and gone if it was
    made here. Files of other names are never touched.

    Args:
        folder: where the files shall be; made if missing, with its parents.
        replaces: names of earlier files that the new set replaces even without a new one, with
            `/` between folders; a folder in `folder` that is empty without them goes, too.

    Raises:
        OutputError: the folder or a file in it cannot be written.
    """
    made: list[Path] = []
    try:
        with as_output_error(folder):
            made = _make_folder(folder)
            staging = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        try:
            with as_output_error(folder):
                new, old = staging / "new", staging / "old"
                new.mkdir()
                old.mkdir()
                yield new
                _move_together(new, old, folder, set(replaces))
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # something of another program is in it by now
                path.rmdir()
        raise


def remove_staging(folder: Path) -> None:
    """Remove what `atomic_files` of a killed program left; others must not write there now."""
    for path in folder.glob(f"{_PREFIX}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """Like `atomic_files` for one file: yields where to write it."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    with atomic_files(path.parent) as place:
        yield place / path.name


def check_writable(folder: Path) -> None:
    """Fail now rather than after a long computation; leaves nothing behind.

    Raises:
        OutputError: the folder cannot be made, or no file can be made in it.
    """
    made: list[Path] = []
    with as_output_error(folder):
        str(folder.absolute()).encode("utf-8")  # as GDAL takes paths
        try:
            made = _make_folder(folder)
            Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder)).rmdir()
        finally:
            for path in reversed(made):
                path.rmdir()


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and its parents; returns those that were made, the topmost first."""
    missing: list[Path] = []
    path = folder
    while not path.exists() and path != path.parent:
        missing.append(path)
        path = path.parent
    missing.reverse()
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _move_together(new: Path, old: Path, folder: Path, replaces: set[str]) -> None:
    names = sorted(p.relative_to(new).as_posix() for p in new.rglob("*") if not p.is_dir())
    gone = sorted(replaces - set(names))
    moved: list[tuple[Path, Path]] = []  # (from, to), to be undone in reverse
    made: list[Path] = []
    try:
        for name in [*names, *gone]:
            target = folder / name
            if target.is_file() or target.is_symlink():
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                if name in names and _linked(target, old / name):
                    moved.append((target, old / name))
                else:
                    _move(target, old / name, moved)
            if name in names:
                if target.parent != folder:
                    made += _make_folder(target.parent)
                put_in_place(new / name, target)
                moved.append((new / name, target))
    except BaseException:
        for source, target in reversed(moved):
            with suppress(OSError):  # the first error is the one to tell
                os.replace(target, source)  # noqa: PTH105 (tests make this very call fail)
        _remove_empty(reversed(made))
        raise
    _remove_empty({(folder / name).parent for name in gone} - {folder})


def _remove_empty(folders: Iterable[Path]) -> None:
    for path in folders:
        with suppress(OSError):  # something else is in it
            path.rmdir()


def _linked(target: Path, kept: Path) -> bool:
    """Keep a file under a second name too, so that its name is never missing; False if it cannot.

    A symbolic link is moved, as the new file takes its place and not that of what it points to.
    """
    if target.is_symlink():
        return False
    try:
        os.link(target, kept)
    except (OSError, NotImplementedError):  # file systems without links
        return False
    return True


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    os.replace(source, target)  # noqa: PTH105 (tests make this very call fail)
    moved.append((source, target))
