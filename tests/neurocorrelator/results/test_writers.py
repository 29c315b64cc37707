from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

import neurocorrelator as nc
from neurocorrelator.results.atomic_files import check_writable

ALL = [
    *("boxes.csv", "boxes.geojson", "boxes.qml", "heatmap.png", "heatmap.qml", "heatmap.tif"),
    *("result.png", "run.json"),
]


PLACED = {"boxes.geojson", "boxes.qml"}  # those that a scene without a CRS does not have


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def load(path: Path):
    def never(text: str) -> None:
        raise AssertionError(f"{text} is not JSON")

    return json.loads(path.read_text("utf-8"), parse_constant=never)


def test_all_files_of_the_contract(write_scene, make_result, tmp_path) -> None:
    out = tmp_path / "не было" / "этой папки"
    seen: list[nc.Progress] = []
    files = nc.write_results(make_result(write_scene()), out, progress=seen.append)
    assert sorted(path.name for path in files) == names(out) == ALL
    assert all(path.parent == out for path in files)
    assert {p.stage for p in seen} == {"write"}
    fractions = [p.fraction for p in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    for name in ("result.png", "heatmap.png"):
        with PIL.Image.open(out / name) as picture:
            picture.load()


def test_run_json_tells_how_it_was_made(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    error = nc.TemplateError("b.jpg: is of one colour")
    result = nc.MatchResult(
        result.scene,
        result.templates,
        result.matches,
        result.score_maps,
        nc.MatchConfig(score="bag", rotations=(0.0, 15.0)),
        {"weights": {"sha256": "ab"}, "seconds": {"total": np.float32("nan")}},
        (nc.TemplateFailure("b.jpg", error),),
        ("heading unknown",),
    )
    nc.write_results(result, tmp_path / "out")
    run = load(tmp_path / "out" / "run.json")
    assert run["config"]["score"] == "bag"
    assert run["config"]["alpha"] == 25.0  # the one in force
    assert run["config"]["rotations"] == [0.0, 15.0]
    assert run["run"] == {"weights": {"sha256": "ab"}, "seconds": {"total": None}}
    assert run["failures"] == [{"template": "b.jpg", "error": str(error)}]
    assert run["warnings"] == ["heading unknown"]
    assert sorted(run["files"]) == ALL
    assert run["formats"] == ["csv", "geojson"]
    assert run["scene"]["crs"] == "EPSG:32615"
    assert run["templates"][0]["name"] == "снимок №1.jpg"


def test_formats_that_were_asked_for(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    nc.write_results(result, tmp_path / "out", formats=("csv",))
    assert "boxes.geojson" not in names(tmp_path / "out")
    with pytest.raises(nc.ConfigurationError, match=r"shp.*csv, geojson, gpkg, kml"):
        nc.write_results(result, tmp_path / "other", formats=("shp",))
    assert not (tmp_path / "other").exists()


def test_without_a_crs_geojson_is_skipped_unless_asked_for(
    write_scene, make_result, tmp_path
) -> None:
    result = make_result(write_scene(crs=None))
    nc.write_results(result, tmp_path / "out")
    assert names(tmp_path / "out") == [name for name in ALL if name not in PLACED]
    assert "no CRS" in load(tmp_path / "out" / "run.json")["warnings"][-1]
    with pytest.raises(nc.OutputError, match="no CRS"):
        nc.write_results(result, tmp_path / "other", formats=("csv", "geojson"))
    assert not (tmp_path / "other").exists()


def test_files_of_an_earlier_run_go_and_others_stay(write_scene, make_result, tmp_path) -> None:
    out = tmp_path / "out"
    result = make_result(write_scene())
    nc.write_results(result, out)
    (out / "notes.txt").write_text("mine")
    (out / "sub").mkdir()
    nc.write_results(result, out, formats=("csv",))
    # a boxes.geojson beside a run.json that did not write it would be a lie
    expected = {*ALL, "notes.txt", "sub"} - PLACED
    assert names(out) == sorted(expected)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_file_that_no_run_names_is_not_removed(write_scene, make_result, tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "boxes.geojson").write_text("foreign")
    nc.write_results(make_result(write_scene()), out, formats=("csv",))
    assert (out / "boxes.geojson").read_text() == "foreign"


@pytest.mark.parametrize("existed", [False, True])
def test_cancelling_leaves_the_folder_as_it_was(
    existed, write_scene, make_result, tmp_path
) -> None:
    out = tmp_path / "a" / "out"
    if existed:
        out.mkdir(parents=True)
        (out / "boxes.csv").write_text("old")
    cancel = nc.CancelToken()

    def stop(progress: nc.Progress) -> None:
        if progress.done == 3:
            cancel.cancel()

    with pytest.raises(nc.CancelledError):
        nc.write_results(make_result(write_scene()), out, progress=stop, cancel=cancel)
    assert (out.exists(), (tmp_path / "a").exists()) == (existed, existed)
    if existed:
        assert names(out) == ["boxes.csv"]
        assert (out / "boxes.csv").read_text() == "old"


@pytest.mark.parametrize("fails_at", range(1, 7))
def test_a_full_disk_while_moving_leaves_the_folder_as_it_was(
    fails_at, write_scene, make_result, tmp_path, monkeypatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("boxes.csv", "heatmap.tif"):  # two that are replaced: six moves
        (out / name).write_text("old")
    result = make_result(write_scene())
    real, count = os.replace, 0

    def replace(source, target):
        nonlocal count
        count += 1
        if count == fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(nc.OutputError, match="disk is full") as caught:
        nc.write_results(result, out)
    assert "\n" not in str(caught.value)
    assert names(out) == ["boxes.csv", "heatmap.tif"]
    assert {(out / name).read_text() for name in names(out)} == {"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are of Unix")
@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_file_that_cannot_grow_leaves_nothing(limit, write_scene, make_result, tmp_path) -> None:
    # The limit stops the pictures (Python writes them) or the heatmap (GDAL does).
    out = tmp_path / "out"
    scene = write_scene(size=(1200, 900))
    code = f"""
import resource, sys
import numpy as np
import neurocorrelator as nc
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.heatmap_raster import put_heatmap_raster
raster = nc.Raster.open({str(scene)!r})
values = np.random.default_rng(0).normal(size=(225, 300)).astype(np.float32)
score_map = nc.ScoreMap("a", values, raster.georeference)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from pathlib import Path
try:
    with atomic_files(Path({str(out)!r})) as place:
        put_heatmap_raster([score_map], place / "heatmap.tif")
except nc.OutputError as error:
    print(error)
    sys.exit(7)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 7, done.stderr
    assert "cannot be written" in done.stdout
    assert "is the disk full?" in done.stdout
    assert "previous exception" not in done.stdout
    assert done.stdout.count("\n") == 1
    assert not out.exists()


def test_a_file_in_place_of_the_folder(write_scene, make_result, tmp_path) -> None:
    blocker = tmp_path / "out"
    blocker.write_text("mine")
    result = make_result(write_scene())
    for out in (blocker, blocker / "below"):
        with pytest.raises(nc.OutputError, match="is a file, not a folder"):
            nc.write_results(result, out)
    assert blocker.read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_a_folder_that_takes_no_files(write_scene, make_result) -> None:
    with pytest.raises(nc.OutputError, match=r"^/proc/") as caught:
        nc.write_results(make_result(write_scene()), "/proc/neurocorrelator/out")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="paths are Unicode elsewhere")
def test_a_folder_whose_name_is_not_unicode(write_scene, make_result, tmp_path) -> None:
    out = tmp_path / os.fsdecode(b"\xff\xfe") / "out"
    with pytest.raises(nc.OutputError, match="is not a Unicode path"):
        check_writable(out)
    with pytest.raises(nc.OutputError, match="is not a Unicode path"):
        nc.write_results(make_result(write_scene()), out)
    assert not out.parent.exists()


def test_a_file_that_is_replaced_is_never_missing_and_keeps_its_permissions(
    tmp_path, monkeypatch
) -> None:
    path = tmp_path / "Проект.json"
    path.write_text("old")
    path.chmod(0o640)
    real, seen = os.replace, []

    def replace(source, target):
        seen.append(path.read_text())
        real(source, target)
        seen.append(path.read_text())

    monkeypatch.setattr(os, "replace", replace)
    nc.write_whole(path, lambda stream: stream.write(b"new"))
    assert seen == ["old", "new"]
    with nc.atomic_files(tmp_path) as place:
        (place / path.name).write_text("newer")
    assert seen == ["old", "new", "new", "newer"]
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == [path.name]


def test_a_whole_file_on_a_full_disk_leaves_the_former_one(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")

    def full(stream) -> None:
        stream.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(nc.OutputError, match=r"a\.json: the disk is full"):
        nc.write_whole(path, full)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.json"]
    (tmp_path / ".neurocorrelator-x.part").write_text("of a program that was killed")
    nc.remove_leftovers(tmp_path)
    assert names(tmp_path) == ["a.json"]
