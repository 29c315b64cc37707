"""The matches and score maps of a run: an uncompressed `.npz`, written once and never changed.

Twenty thousand matches are a few arrays that NumPy reads in milliseconds; as JSON they take longer
to read than the rest of a project together. The zip format has a checksum for each array, so a
damaged file is noticed. Score maps are read apart from the matches: they may have gigabytes.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator, Sequence
from itertools import starmap
from pathlib import Path
from typing import IO, Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.georeferences import from_wkt, to_wkt

_NUMBERS = ("rank", "score", "size_corrected_score", "confidence", "inliers", "rotation_deg")


def put_run(found: nc.MatchResult, stream: IO[bytes]) -> None:
    """Write matches and score maps."""
    matches = found.matches
    names = list(dict.fromkeys(match.template for match in matches))
    place = {name: index for index, name in enumerate(names)}
    facts = list(dict.fromkeys(name for match in matches for name in match.facts))
    numbers = {name: _column([getattr(match, name) for match in matches]) for name in _NUMBERS}
    header = {
        "templates": names,
        "facts": facts,
        "maps": [
            {
                "template": each.template,
                "stride": each.stride,
                "transform": list(each.georeference.transform)[:6],
                "crs": to_wkt(each.georeference.crs),
            }
            for each in found.score_maps
        ],
    }
    arrays: dict[str, NDArray[Any]] = {
        "header": np.frombuffer(json.dumps(header).encode(), np.uint8),
        "template": np.array([place[match.template] for match in matches], np.int32),
        "scale": _column([match.scale for match in matches]),
        "footprint": np.array([m.footprint for m in matches], np.float64).reshape(-1, 4, 2),
        "centre": np.array([match.centre for match in matches], np.float64).reshape(-1, 2),
        "facts": np.array(
            [[match.facts.get(name, math.nan) for name in facts] for match in matches], np.float64
        ).reshape(len(matches), len(facts)),
        **numbers,
    }
    for index, each in enumerate(found.score_maps):
        arrays[f"map{index}"] = each.values
    np.savez(stream, **arrays)  # type: ignore[arg-type]


def read_matches(path: Path) -> tuple[nc.Match, ...]:
    """The matches of a run.

    Raises:
        ProjectFileError: missing, damaged, or no such file.
    """
    with _Arrays(path) as arrays:
        header = arrays.header()
        names, facts = header["templates"], header["facts"]
        rows = zip(
            arrays["rank"].astype(np.int64).tolist(),
            [names[index] for index in arrays["template"].tolist()],
            arrays["score"].tolist(),
            arrays["size_corrected_score"].tolist(),
            _known(arrays["confidence"]),
            [None if each is None else int(each) for each in _known(arrays["inliers"])],
            arrays["rotation_deg"].tolist(),
            arrays["scale"].tolist(),
            map(tuple, _points(arrays["footprint"]).reshape(-1, 4).tolist()),
            _points(arrays["centre"]).ravel().tolist(),
            _facts(facts, arrays["facts"]),
            strict=True,
        )
        return tuple(starmap(nc.Match, rows))


def read_maps(path: Path, check: nc.CancelToken | None = None) -> tuple[nc.ScoreMap, ...]:
    """The score maps of a run.

    Raises:
        ProjectFileError: missing, damaged, or no such file.
        neurocorrelator.CancelledError: the token was set.
    """
    with _Arrays(path) as arrays:
        maps = []
        for index, own in enumerate(arrays.header()["maps"]):
            if check is not None:
                check.raise_if_cancelled()
            ground = nc.Georeference(Affine(*own["transform"]), from_wkt(own["crs"]))
            values = arrays[f"map{index}"]
            maps.append(nc.ScoreMap(own["template"], values, ground, int(own["stride"])))
        return tuple(maps)


class _Arrays:
    """The arrays of a file, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> _Arrays:
        try:
            self._file = np.load(self._path, allow_pickle=False)
            if not isinstance(self._file, np.lib.npyio.NpzFile):
                raise ProjectFileError("damaged", self._path)
        except FileNotFoundError as error:
            raise ProjectFileError("missing", self._path) from error
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise self._damaged(error) from error
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._file.close()
        if isinstance(
            error, OSError | ValueError | KeyError | TypeError | IndexError | zipfile.BadZipFile
        ):
            raise self._damaged(error) from error

    def __getitem__(self, name: str) -> NDArray[Any]:
        return np.asarray(self._file[name])

    def header(self) -> dict[str, Any]:
        """What the arrays are of."""
        said = json.loads(self["header"].tobytes())
        if not isinstance(said, dict):
            raise TypeError("header")
        return said

    def _damaged(self, error: BaseException) -> ProjectFileError:
        return ProjectFileError("damaged", self._path, " ".join(str(error).split())[:120])


def _column(values: Sequence[float | int | None]) -> NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], np.float64)


def _known(values: NDArray[np.float64]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def _points(values: NDArray[np.float64]) -> NDArray[np.void]:
    """[..., 2] of floats as points: NumPy makes tuples of them, one each."""
    return np.ascontiguousarray(values, np.float64).view([("col", np.float64), ("row", np.float64)])


def _facts(names: Sequence[str], values: NDArray[np.float64]) -> Iterator[dict[str, float]]:
    """The facts of each match; NaN stands for one that is not known of it."""
    whole = np.isfinite(values).all()
    for row in values.tolist():
        known = dict(zip(names, row, strict=True))
        yield known if whole else {n: v for n, v in known.items() if not math.isnan(v)}
