"""Many scenes through the library: outcomes as they come, progress over all, cancelling."""

from __future__ import annotations

import pytest
import rasterio

import neurocorrelator as nc
from tests.neurocorrelator.plain import plain


def test_a_cancelled_run_keeps_what_is_finished(small_scene) -> None:
    scenes = []
    for number in range(2):
        path = small_scene.folder / f"{number}.tif"
        with rasterio.open(small_scene.path) as source:
            window = rasterio.windows.Window(100 + 20 * number, 60, 90, 80)
            profile = source.profile | {"width": 90, "height": 80}
            profile["transform"] = source.window_transform(window)
            with rasterio.open(path, "w", **profile) as target:
                target.write(source.read(window=window))
        scenes.append(path)
    template = nc.Template.open(small_scene.cut(130, 80, 40))
    out, config, cancel = small_scene.folder / "out", plain(top=2), nc.CancelToken()
    told: list[nc.Progress] = []

    def watch(progress: nc.Progress) -> None:
        told.append(progress)
        if progress.fraction > 0.7:
            cancel.cancel()

    outcomes = []
    with pytest.raises(nc.CancelledError):
        outcomes.extend(
            nc.match_scenes(*(scenes, [template], config), out=out, progress=watch, cancel=cancel)
        )
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)
    assert 0.5 in [round(f, 6) for f in fractions]  # the first is half of the work
    again = list(nc.match_scenes(scenes, [template], config, out=out))
    assert [(o.path, o.earlier) for o in again] == [(scenes[0], True), (scenes[1], False)]
    found = nc.SceneSet.of(again, [template], config)
    files = nc.write_scenes(found, out)
    assert [file.name for file in files] == [
        *("boxes.csv", "boxes.geojson", "boxes.qml", "run.json"),
    ]
    assert found.table["scene"].isin([str(path) for path in scenes]).all()
    assert list(found.table.columns)[:3] == ["scene", "rank", "template"]
    with pytest.raises(nc.TemplateError):
        next(nc.match_scenes(scenes, [], config, out=out))
