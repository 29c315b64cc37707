"""Templates that are cut out of a scene: pixels, mask, what is known of the ground."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.windows import Window as RioWindow
from shapely import Polygon, contains_xy

import neurocorrelator as nc

DEMO = nc.resource_path("demo") / "brighton_ortho_utm15n.tif"
UTM = Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5)


def _write(path: Path, transform: Affine, crs: str | None, size=(300, 200), nodata=None) -> Path:
    width, height = size
    values = np.random.default_rng(3).integers(1, 255, (3, height, width), np.uint8)
    if nodata is not None:
        values[:, :, : width // 2] = nodata
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=width,
        height=height,
        count=3,
        dtype="uint8",
        photometric="rgb",
        transform=transform,
        crs=crs,
        nodata=nodata,
    ) as dataset:
        dataset.write(values)
    return path


def _box(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_a_rectangle_is_cut_at_whole_pixels_of_the_file() -> None:
    with nc.Raster.open(DEMO) as scene:
        cut = nc.cut_template(scene, _box(400.3, 300.4, 527.8, 411.6), name="roof")
    with rasterio.open(DEMO) as dataset:
        window = RioWindow(400, 300, 128, 112)
        expected = dataset.read([1, 2, 3], window=window)
        transform = dataset.window_transform(window)
    np.testing.assert_array_equal(cut.template.rgb, expected.transpose(1, 2, 0))
    assert cut.template.mask.all()
    assert tuple(cut.georeference.transform) == pytest.approx(tuple(transform))
    known = cut.template.known_from
    assert (known.gsd, known.heading, known.position) == ("georeference",) * 3
    # geodesic metres: the grid's own, by the scale of UTM here; the meridian converges
    assert cut.template.gsd_m == pytest.approx(abs(transform.a), rel=1e-3)
    assert cut.template.heading_deg is not None
    assert min(cut.template.heading_deg, 360 - cut.template.heading_deg) < 3


def test_a_polygon_masks_the_pixels_whose_centre_it_leaves_out() -> None:
    outline = [(402.2, 300.7), (520.9, 340.0), (470.4, 420.3)]
    with nc.Raster.open(DEMO) as scene:
        template = nc.cut_template(scene, outline, name="lawn").template
    cols, rows = np.meshgrid(np.arange(402, 521) + 0.5, np.arange(300, 421) + 0.5)
    inside = contains_xy(Polygon(outline), cols, rows)
    inside = inside[inside.any(axis=1)][:, inside.any(axis=0)]
    np.testing.assert_array_equal(template.mask, inside)


def test_nodata_at_the_border_is_left_away(tmp_path: Path) -> None:
    with nc.Raster.open(_write(tmp_path / "a.tif", UTM, "EPSG:32615", nodata=0)) as scene:
        cut = nc.cut_template(scene, _box(100, 20, 220, 90), name="cut")
    assert cut.template.mask.all()
    assert (cut.template.width, cut.template.height) == (70, 70)
    assert tuple(cut.georeference.transform) == pytest.approx(
        tuple(UTM * Affine.translation(150, 20))
    )


def test_what_is_cut_is_found_where_it_was(tmp_path: Path) -> None:
    """Saved and opened again it is the same template, mask and ground included."""
    outline = [(402, 300), (520, 340), (470, 420)]
    with nc.Raster.open(DEMO) as scene:
        cut = nc.cut_template(scene, outline, name="lawn")
    for name in ("вырез.png", "вырез.tif"):
        template = cut.template
        nc.write_map_picture(template.rgb, cut.georeference, tmp_path / name, mask=template.mask)
        again = nc.Template.open(tmp_path / name)
        np.testing.assert_array_equal(again.mask, template.mask)
        np.testing.assert_array_equal(again.rgb[again.mask], template.rgb[template.mask])
        assert again.gsd_m == pytest.approx(template.gsd_m, rel=1e-6)
        assert again.heading_deg == pytest.approx(template.heading_deg, abs=1e-3)
    with pytest.raises(nc.OutputError, match=r"\.png"):
        nc.write_map_picture(template.rgb, cut.georeference, tmp_path / "x.jpg", mask=template.mask)


def test_pixels_that_are_not_square_on_the_ground_become_so(tmp_path: Path) -> None:
    degrees = Affine(1e-5, 0, 37.6, 0, -1e-5, 60.0)  # at 60 degrees north half as wide as high
    with nc.Raster.open(_write(tmp_path / "a.tif", degrees, "EPSG:4326")) as scene:
        cut = nc.cut_template(scene, _box(100, 50, 200, 100), name="cut")
        corner = scene.georeference.lonlat(200, 100)
    template = cut.template
    assert (template.width, template.height) == (100, pytest.approx(100, abs=1))
    assert template.gsd_m == pytest.approx(0.55800, rel=1e-4)  # a cos 60 / sqrt(1 - e2 sin2 60)
    there = cut.georeference.lonlat(template.width, template.height)
    assert np.ravel(there) == pytest.approx(np.ravel(corner), abs=1e-9)


def test_a_large_cut_is_reduced_and_says_so(tmp_path: Path) -> None:
    with nc.Raster.open(_write(tmp_path / "a.tif", UTM, "EPSG:32615")) as scene:
        cut = nc.cut_template(scene, _box(-10, -10, 300, 200), name="cut", longest=150)
    assert (cut.template.width, cut.template.height) == (150, 100)
    assert cut.template.gsd_m == pytest.approx(1.0, rel=1e-3)
    assert any("reduced from 300 x 200" in note for note in cut.template.notes)


def test_a_scene_without_a_crs_gives_a_template_that_knows_nothing(tmp_path: Path) -> None:
    with nc.Raster.open(_write(tmp_path / "a.tif", UTM, None)) as scene:
        template = nc.cut_template(scene, _box(10, 10, 60, 60), name="cut").template
    assert (template.gsd_m, template.heading_deg, template.position) == (None, None, None)
    assert template.known_from == nc.KnownFrom()


@pytest.mark.parametrize(
    ("outline", "error", "words"),
    [
        (_box(150, 20, 160, 90), nc.TemplateError, "10 x 70 pixels, too small"),
        (_box(295, 20, 360, 90), nc.TemplateError, "5 x 70 pixels, too small"),
        (_box(20, 20, 90, 90), nc.TemplateError, "no pixel of the scene but nodata"),
        (_box(20, 20, 160, 90), nc.TemplateError, "10 x 70 pixels, too small"),
        (_box(400, 20, 460, 90), nc.AreaError, "does not touch the scene"),
        (_box(20, 20, 20, 90), nc.AreaError, "has no inside"),
        ([(20, 20), (90, 90)], nc.AreaError, "has no inside"),
    ],
)
def test_what_cannot_be_cut_is_told_with_the_way_out(tmp_path, outline, error, words) -> None:
    with (
        nc.Raster.open(_write(tmp_path / "a.tif", UTM, "EPSG:32615", nodata=0)) as scene,
        pytest.raises(error, match=words),
    ):
        nc.cut_template(scene, outline, name="cut 1")


def test_a_scene_whose_file_is_gone(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.tif", UTM, "EPSG:32615")
    with nc.Raster.open(path) as scene:
        scene.close()
        path.unlink()
        with pytest.raises(nc.RasterError, match=r"a\.tif"):
            nc.cut_template(scene, _box(10, 10, 60, 60), name="cut 1")
