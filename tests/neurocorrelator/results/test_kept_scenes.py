"""A finished scene is told from one that is not, and from one that was finished otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.results.kept_scenes import KeptScenes

KEY = {"settings": {"top": 5, "scales": (0.5, 1)}, "scene": [("a", 1, 2)]}


@pytest.fixture
def result(write_scene, make_result) -> nc.MatchResult:
    made = make_result(write_scene("снимок.tif"))
    matches = (replace(made.matches[0], facts={"lead": 0.1 + 0.2}, inliers=7), made.matches[1])
    failure = nc.TemplateFailure("b", nc.TemplateError("b: is too large"))
    return replace(made, matches=matches, failures=(failure,), warnings=("w",))


def test_what_is_kept_is_what_was_found(result, tmp_path) -> None:
    put = KeptScenes(tmp_path / "out").put(result, result.scene.path, KEY)
    found, reason = KeptScenes(tmp_path / "out").find(result.scene.path, KEY)
    assert found is not None
    assert reason == ""
    assert found.matches == put.matches == result.matches
    assert found.matches[0].facts == {"lead": 0.1 + 0.2}
    assert found.georeference == result.scene.georeference
    assert (found.answers, found.failures) == (dict(result.answers), (("b", "b: is too large"),))
    assert (found.folder, found.width) == ("снимок", 300)
    assert set(found.files) == {
        *("heatmap.png", "heatmap.qml", "heatmap.tif", "result.png", "run.json"),
    }


def test_what_does_not_count_as_finished(result, tmp_path) -> None:
    path, out = result.scene.path, tmp_path / "out"
    assert KeptScenes(out).find(path, KEY) == (None, "")
    KeptScenes(out).put(result, path, KEY)
    changed = KEY | {"scene": [("a", 1, 3)], "area": [0, 1]}
    assert KeptScenes(out).find(path, changed) == (None, "scene, area changed")
    folder = out / "scenes" / "снимок"
    (folder / "heatmap.tif").rename(folder / "away.tif")
    assert KeptScenes(out).find(path, KEY) == (None, "files of it are missing")
    (folder / "away.tif").rename(folder / "heatmap.tif")
    content = json.loads((folder / "scene.json").read_text("utf-8"))
    del content["record"]["bands"]
    (folder / "scene.json").write_text(json.dumps(content), "utf-8")
    assert KeptScenes(out).find(path, KEY) == (None, "its record is of another version")
    (folder / "scene.json").write_text("{", "utf-8")
    assert KeptScenes(out).find(path, KEY) == (None, "")
    kept = KeptScenes(out)
    kept.put(result, path, KEY)
    kept.forget()
    assert kept.find(path, KEY)[0] is None
    assert KeptScenes(out).find(path, KEY) == (None, "")


def test_a_scene_whose_files_are_being_replaced_is_not_finished(
    result, tmp_path, monkeypatch
) -> None:
    path, out = result.scene.path, tmp_path / "out"
    KeptScenes(out).put(result, path, KEY)
    left = out / "scenes" / "снимок" / ".neurocorrelator-x" / "new"
    left.mkdir(parents=True)  # as a killed program leaves it

    def killed(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("neurocorrelator.results.kept_scenes.write_results", killed)
    with pytest.raises(KeyboardInterrupt):
        KeptScenes(out).put(result, path, KEY | {"area": 1})
    assert KeptScenes(out).find(path, KEY) == (None, "")
    assert not left.exists()


def test_scenes_of_one_name_have_a_folder_each_and_keep_it(result, tmp_path) -> None:
    out = tmp_path / "out"
    first, second, third = (Path(tmp_path, name, "A.tif") for name in ("x", "y", "z/y"))
    result = replace(result, score_maps=())  # quickly
    names = [KeptScenes(out).put(result, path, KEY).folder for path in (first, second, third)]
    assert names == ["A", "y_A", "y_A_2"]
    later = KeptScenes(out)
    assert [later.put(result, path, KEY).folder for path in (third, first)] == ["y_A_2", "A"]
    lower = KeptScenes(out).put(result, tmp_path / "w" / "a.png", KEY)
    assert lower.folder == "w_a"  # Windows and macOS make no difference of case
