from __future__ import annotations

import sys
from xml.etree import ElementTree

import numpy as np
import pytest
import rasterio

import neurocorrelator as nc

NAMES = ("снимок №1.jpg", "b.png")


def test_one_template_lies_where_heatmap_tif_puts_it(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=NAMES)
    nc.write_results(result, tmp_path / "run")
    path = nc.write_heatmap(result, "b.png", tmp_path / "карты" / "b.tif")
    with rasterio.open(tmp_path / "run" / "heatmap.tif") as run, rasterio.open(path) as one:
        assert (one.count, one.descriptions) == (1, ("b.png",))
        assert (one.transform, one.crs, one.shape) == (run.transform, run.crs, run.shape)
        np.testing.assert_array_equal(one.read(1), run.read(2))
        assert np.isnan(one.nodata)
        scores = one.read(1, masked=True)
    style = ElementTree.parse(path.with_suffix(".qml")).getroot()  # noqa: S314 (our own)
    renderer = style.find("./pipe/rasterrenderer")
    assert float(renderer.get("classificationMax")) == pytest.approx(scores.max())
    assert sorted(p.name for p in path.parent.iterdir()) == ["b.qml", "b.tif"]


def test_what_qgis_noted_of_an_earlier_heatmap_goes(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=NAMES)
    path = nc.write_heatmap(result, "b.png", tmp_path / "h.tif")
    with rasterio.open(path) as dataset:
        dataset.stats()
    (tmp_path / "h.tif.aux.xml").write_text("<PAMDataset/>")
    (tmp_path / "h.txt").write_text("mine")
    nc.write_heatmap(result, NAMES[0], path)
    assert {p.name for p in tmp_path.iterdir()} == {"h.tif", "h.qml", "h.txt", "scene.tif"}
    with rasterio.open(path) as dataset:
        assert dataset.descriptions == NAMES[:1]


def test_what_cannot_be_written(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=NAMES)
    with pytest.raises(nc.ConfigurationError, match=r"no heatmap of a template 'c\.png'"):
        nc.write_heatmap(result, "c.png", tmp_path / "h.tif")
    with pytest.raises(nc.OutputError, match=r"end its name with \.tif"):
        nc.write_heatmap(result, "b.png", tmp_path / "h.png")
    (tmp_path / "d.tif").mkdir()
    with pytest.raises(nc.OutputError, match="is a folder"):
        nc.write_heatmap(result, "b.png", tmp_path / "d.tif")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.tif", "scene.tif"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_folder_that_takes_no_files(write_scene, make_result) -> None:
    result = make_result(write_scene(), names=NAMES)
    with pytest.raises(nc.OutputError, match=r"^/proc/"):
        nc.write_heatmap(result, "b.png", "/proc/neurocorrelator/h.tif")
