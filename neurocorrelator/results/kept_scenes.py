"""Finished scenes in the folder of results: a run that was killed goes on where it stood.

Each scene has a folder in `scenes`. `scene.json` is written there last, by one rename, and says
what decided the result; what lies in a folder without it is of a scene that is not finished.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from neurocorrelator.progress import CancelToken
from neurocorrelator.results import strict_json
from neurocorrelator.results.atomic_files import remove_staging
from neurocorrelator.results.georeferenced import safe_name
from neurocorrelator.results.match_result import MatchResult
from neurocorrelator.results.output_errors import as_output_error
from neurocorrelator.results.scene_record import SceneRecord
from neurocorrelator.results.whole_file import remove_leftovers, write_whole
from neurocorrelator.results.writers import write_results

SCENES = "scenes"
"""The folder of all scenes' folders."""
FINISHED = "scene.json"
"""What a finished scene's folder holds."""
_FORMAT = 1

Key = Mapping[str, object]
"""What decides the result of a scene, as plain values under words for a user."""


class KeptScenes:
    """The finished scenes of a folder of results. One program at a time may write there."""

    def __init__(self, out: Path) -> None:
        """Look at what is there.

        Args:
            out: the folder of results, perhaps not there yet.
        """
        self._root = out / SCENES
        self._kept: dict[str, tuple[str, dict[str, Any]]] = {}  # folder and content, by scene
        self._taken: set[str] = set()
        with suppress(OSError):
            for folder in sorted(self._root.iterdir()):
                content = _read(folder / FINISHED)
                if content is not None:  # else a run was killed there, and the next one goes on
                    self._taken.add(folder.name.casefold())
                    self._kept.setdefault(content["scene"], (folder.name, content))

    def find(self, path: Path, key: Key) -> tuple[SceneRecord | None, str]:
        """The record of a scene, if what decided it is still the same.

        Returns:
            The record or None, and in words what has changed; empty where nothing is kept.
        """
        folder, content = self._kept.get(_name(path), ("", {}))
        if not content:
            return None, ""
        changed = _differences(content["key"], _plain(key))
        if changed:
            return None, f"{', '.join(changed)} changed"
        try:
            record = SceneRecord.from_json(content["record"], path, folder)
        except (KeyError, TypeError, ValueError):
            return None, "its record is of another version"
        if not all((self._root / folder / name).is_file() for name in record.files):
            return None, "files of it are missing"
        return record, ""

    def put(
        self,
        result: MatchResult,
        path: Path,
        key: Key,
        *,
        georeference: bool = False,
        cancel: CancelToken | None = None,
    ) -> SceneRecord:
        """Write heatmap and pictures of a scene, and at last that it is finished.

        Args:
            result: what was found in it.
            path: the scene as it was named.
            key: what decided the result.
            georeference: as in `write_results`.
            cancel: checked before each file.

        Raises:
            OutputError: something cannot be written.
            CancelledError: `cancel` was set.
        """
        name = self._folder_of(path)
        folder = self._root / name
        remove_staging(folder)
        remove_leftovers(folder)
        with as_output_error(folder), suppress(FileNotFoundError):
            (folder / FINISHED).unlink()  # while its files change it is not finished
        written = write_results(result, folder, (), georeference=georeference, cancel=cancel)
        files = tuple(file.relative_to(folder).as_posix() for file in written)
        record = SceneRecord.of(result, path, name, files)
        content = {
            "program": "neurocorrelator",
            "format": _FORMAT,
            "scene": _name(path),
            "key": key,
            "record": record.as_json(),
        }
        text = strict_json.dumps(content, ascii_only=True) + "\n"
        write_whole(folder / FINISHED, lambda stream: stream.write(text.encode()))
        self._kept[_name(path)] = name, json.loads(text)
        return record

    def forget(self) -> None:
        """Let nothing count as finished; the files stay until they are written anew.

        Raises:
            OutputError: a folder cannot be written.
        """
        for name, _ in self._kept.values():
            with as_output_error(self._root / name):
                (self._root / name / FINISHED).unlink(missing_ok=True)
        self._kept = {key: (name, {}) for key, (name, _) in self._kept.items()}

    def _folder_of(self, path: Path) -> str:
        """The scene's own name, with its folder's or a number where another scene has it."""
        known = self._kept.get(_name(path))
        if known is not None:
            return known[0]
        name, number = safe_name(path.stem, "scene"), 2
        if name.casefold() in self._taken:
            name = safe_name(f"{path.absolute().parent.name}_{path.stem}", "scene")
        long = name
        while name.casefold() in self._taken:
            name, number = f"{long}_{number}", number + 1
        self._taken.add(name.casefold())
        return name


def _read(file: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(file.read_text("utf-8"))
        if content["program"] != "neurocorrelator" or content["format"] != _FORMAT:
            return None
        return content if isinstance(content["scene"], str) and content["record"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _name(path: Path) -> str:
    """A scene's name in every run, from whatever folder it is started."""
    return os.path.abspath(path)  # noqa: PTH100 - keeps symbolic links


def _plain(key: Key) -> Any:
    return json.loads(strict_json.dumps(key))


def _differences(before: Any, now: Mapping[str, Any]) -> Sequence[str]:
    if not isinstance(before, Mapping):
        return ["what decides the result"]
    names = dict.fromkeys([*now, *before])
    return [name for name in names if before.get(name) != now.get(name)]
