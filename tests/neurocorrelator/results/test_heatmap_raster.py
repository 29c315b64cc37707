from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

import neurocorrelator as nc
from neurocorrelator.results.heatmap_raster import put_heatmap_raster

ROTATED = Affine.translation(5e5, 5e6) * Affine.rotation(38.7) * Affine.scale(0.5, -0.5)


def test_a_band_for_each_template_as_gdal_reads_it(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(size=(1403, 1101)), names=("снимок №1.jpg", "b.png"))
    place = tmp_path / "heatmap.tif"
    put_heatmap_raster(result.score_maps, place)
    with rasterio.open(place) as dataset:
        assert (dataset.count, dataset.height, dataset.width) == (2, 276, 351)
        assert dataset.dtypes == ("float32", "float32")
        assert dataset.descriptions == ("снимок №1.jpg", "b.png")
        assert np.isnan(dataset.nodata)
        assert dataset.block_shapes == [(256, 256)] * 2
        assert dataset.compression.value == "DEFLATE"
        assert dataset.tags(ns="IMAGE_STRUCTURE")["PREDICTOR"] == "3"
        assert dataset.overviews(1) == [2, 4, 8]
        for band, score_map in enumerate(result.score_maps, start=1):
            np.testing.assert_array_equal(dataset.read(band), score_map.values)
        assert not dataset.read_masks(1)[0].any()


@pytest.mark.parametrize(
    ("transform", "crs"),
    [
        (None, "EPSG:32615"),
        (ROTATED, "EPSG:32615"),
        (Affine(0.001, 0, 20.0, 0, -0.001, 55.0), "EPSG:4326"),
    ],
)
def test_a_cell_lies_where_its_sixteen_pixels_lie(
    transform, crs, write_scene, make_result, tmp_path
) -> None:
    scene = write_scene(transform=transform, crs=crs)
    put_heatmap_raster(make_result(scene).score_maps, tmp_path / "h.tif")
    with rasterio.open(scene) as pixels, rasterio.open(tmp_path / "h.tif") as cells:
        assert cells.crs == pixels.crs
        # the centre of the cell in row 10, column 20 is the corner between pixels 81|82 and 41|42
        assert cells.transform * (20.5, 10.5) == pytest.approx(pixels.transform * (82, 42))


def test_without_a_crs_cells_map_to_pixels(write_scene, make_result, tmp_path) -> None:
    put_heatmap_raster(make_result(write_scene(crs=None)).score_maps, tmp_path / "h.tif")
    with rasterio.open(tmp_path / "h.tif") as cells:
        assert cells.crs is None
        assert cells.transform * (1, 1) == (4, 4)


def test_cancelling_stops_before_the_next_band(write_scene, make_result, tmp_path) -> None:
    cancel = nc.CancelToken()
    cancel.cancel()
    with pytest.raises(nc.CancelledError):
        put_heatmap_raster(make_result(write_scene()).score_maps, tmp_path / "h.tif", cancel)
