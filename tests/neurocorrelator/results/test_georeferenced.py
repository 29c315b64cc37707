"""Templates as GeoTIFFs, against GDAL's own warping, and their control points."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pyproj
import pytest
import rasterio
from affine import Affine
from PIL.ExifTags import Base
from rasterio.errors import NotGeoreferencedWarning
from rasterio.warp import Resampling, reproject

import neurocorrelator as nc
from neurocorrelator.results.georeferenced import GeoreferencingPlan, file_stem
from neurocorrelator.results.template_grid import plan_grid
from neurocorrelator.results.template_ground import TemplateGround
from neurocorrelator.results.template_raster import put_template_raster

UTM = Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5)
TILTED = ((60.0, 40.0), (230.5, 70.25), (200.0, 160.0), (30.0, 120.0))


@pytest.fixture
def photo(tmp_path) -> Path:
    """A smooth picture of 300 x 200 pixels, so that resampling of any kind agrees."""
    noise = np.random.default_rng(0).integers(0, 255, (10, 15, 3), np.uint8)
    path = tmp_path / "Снимки №1" / "фото №1.png"
    path.parent.mkdir()
    smooth = cv2.resize(noise, (300, 200), interpolation=cv2.INTER_CUBIC)
    PIL.Image.fromarray(smooth).save(path)
    return path


def found(scene: nc.Raster, template: nc.Template, footprint, confidence=0.97) -> nc.MatchResult:
    corners = tuple((float(c), float(r)) for c, r in footprint)
    centre = tuple(np.mean(corners, axis=0).tolist())
    match = nc.Match(1, template.name, 9.0, -3.0, confidence, 60, 0.0, 0.5, corners, centre)
    return nc.MatchResult(scene, (template,), (match,), (), nc.MatchConfig(), {})


def read(path: Path) -> tuple[np.ndarray, np.ndarray, rasterio.DatasetReader]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            return np.moveaxis(dataset.read([1, 2, 3]), 0, 2), dataset.read(4) > 0, dataset


def turned(angle: float, scale: float, size=(300, 200), centre=(150.0, 100.0)):
    """Template pixels to scene pixels, and the footprint."""
    place = (
        Affine.translation(*centre)
        * Affine.rotation(angle)
        * Affine.scale(scale)
        * Affine.translation(-size[0] / 2, -size[1] / 2)
    )
    width, height = size
    return place, [place * c for c in ((0, 0), (width, 0), (width, height), (0, height))]


@pytest.mark.parametrize("crs", [None, "EPSG:3857", "EPSG:4326", "EPSG:28407"])
@pytest.mark.parametrize("scale", [0.4, 1.7])
def test_gdal_warps_it_to_the_same_pixels(crs, scale, photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    place, footprint = turned(25, scale)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, footprint)
        wanted = None if crs is None else nc.parse_crs(crs)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out", crs=wanted)
    rgb, inside, written = read(files.raster)
    assert written.crs.to_epsg() == int((crs or "EPSG:32615").split(":")[1])
    assert (written.transform.b, written.transform.d) == (0, 0)
    assert written.transform.e < 0 < written.transform.a
    golden = np.zeros((4, *inside.shape), np.uint8)
    opaque = np.dstack([template.rgb, np.full((200, 300), 255, np.uint8)])
    reproject(
        np.moveaxis(opaque, 2, 0),
        golden,
        src_transform=UTM * place,
        src_crs="EPSG:32615",
        src_alpha=4,
        dst_transform=written.transform,
        dst_crs=written.crs,
        dst_alpha=4,
        resampling=Resampling.bilinear,
        tolerance=0,
    )
    own = golden[3] > 127
    assert (own != inside).mean() < 0.005  # along the border
    both = cv2.erode((own & inside).astype(np.uint8), np.ones((5, 5))) > 0
    apart = np.abs(np.moveaxis(golden[:3], 0, 2).astype(int) - rgb)[both]
    assert apart.mean() < 1
    assert np.percentile(apart, 99) <= 4


def test_a_tilted_template_is_warped_by_its_homography(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, TILTED)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    rgb, inside, written = read(files.raster)
    # OpenCV, from centres of the template's pixels to centres of the file's
    corners = np.array([~written.transform * (UTM * c) for c in TILTED], np.float32) - 0.5
    own = np.array([(0, 0), (300, 0), (300, 200), (0, 200)], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(own, corners)
    golden = cv2.warpPerspective(template.rgb, matrix, inside.shape[::-1])
    outline = np.zeros(inside.shape, np.uint8)
    cv2.fillConvexPoly(outline, np.rint(corners).astype(np.int32), 1)
    assert ((outline > 0) != inside).mean() < 0.01
    both = cv2.erode(outline & inside.astype(np.uint8), np.ones((7, 7))) > 0
    apart = np.abs(golden.astype(int) - rgb)[both]
    assert apart.mean() < 1
    assert np.percentile(apart, 99) <= 4


def test_its_pixels_are_as_fine_as_the_picture_is_on_the_ground(photo, write_scene) -> None:
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene()) as scene:
        _, footprint = turned(30, 0.4)
        result = found(scene, template, footprint)
        place = TemplateGround.of_match(result, result.matches[0])
        grid = plan_grid(place).grid
        assert grid.transform.a == pytest.approx(0.2)  # 0.4 scene pixels of half a metre
        assert -grid.transform.e == pytest.approx(0.2)
        few = plan_grid(place, most_pixels=10_000)
        assert few.grid.width * few.grid.height == pytest.approx(10_000, rel=0.05)
        assert few.coarser == pytest.approx((grid.width * grid.height / 10_000) ** 0.5, rel=0.02)
        turned_scene = place.xy(*place.outline())
        box = rasterio.transform.array_bounds(few.grid.height, few.grid.width, few.grid.transform)
        assert box[0] <= turned_scene[0].min()
        assert box[2] >= turned_scene[0].max()


def test_what_shrinks_is_averaged(write_scene, tmp_path) -> None:
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[:, ::2] = 255  # nearest or bilinear pixels would be black, white or a beat of both
    template = nc.Template("stripes", stripes, np.ones((400, 400), np.bool_))
    with nc.Raster.open(write_scene()) as scene:
        _, footprint = turned(0, 0.25, (400, 400))
        result = found(scene, template, footprint)
        place = TemplateGround.of_match(result, result.matches[0])
        for most in (30_000, 8_000, 1_500):
            grid = plan_grid(place, most).grid
            put_template_raster(template, place, grid, tmp_path / "small.tif")
            rgb, _, _ = read(tmp_path / "small.tif")
            assert np.abs(rgb[3:-3, 3:-3].astype(int) - 127).max() < 70
            assert rgb[3:-3, 3:-3].mean() == pytest.approx(127, abs=4)


def test_masked_parts_are_transparent(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    mask = np.ones((200, 300), np.bool_)
    mask[:, :100] = False
    with nc.Raster.open(write_scene()) as scene:
        _, footprint = turned(0, 1.0)
        result = found(scene, replace(template, mask=mask), footprint)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    rgb, inside, _ = read(files.raster)
    assert inside.shape == (200, 300)
    assert (inside == mask).all()
    assert np.abs(rgb[mask].astype(int) - template.rgb[mask]).max() <= 1
    assert (rgb[~mask] == 0).all()


def test_a_large_one_has_overviews(write_scene, tmp_path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (1100, 1100, 3), np.uint8)
    template = nc.Template("large", noise, np.ones((1100, 1100), np.bool_))
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, turned(10, 0.1, (1100, 1100))[1])
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    with rasterio.open(files.raster) as dataset:
        assert dataset.overviews(1) == [2, 4]
        assert dataset.profile["tiled"]
        assert dataset.compression.value == "DEFLATE"
        assert dataset.colorinterp[3].name == "alpha"
        assert dataset.tags()["CONFIDENCE"] == "0.9700"
    assert files.vrt is None
    assert files.notes == (
        "large: no .vrt, and control points in the template's own pixels, for it has no file",
    )


def points_of(path: Path) -> tuple[str, np.ndarray]:
    """As QGIS reads it: a line with the CRS, one with names, numbers."""
    head, names, *rows = path.read_text("utf-8").splitlines()
    assert names == "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual"
    return head, np.array([[float(value) for value in row.split(",")] for row in rows])


@pytest.mark.parametrize("orientation", [1, 6])
def test_control_points_are_of_the_file(orientation, photo, write_scene, tmp_path) -> None:
    exif = PIL.Image.Exif()
    exif[Base.Orientation] = orientation
    with PIL.Image.open(photo) as opened:
        opened.save(photo, exif=exif)
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, TILTED)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    head, points = points_of(files.points)
    assert pyproj.CRS(head.removeprefix("#CRS: ")).to_epsg() == 32615
    assert len(points) == 25
    assert (points[:, 4:] == (1, 0, 0, 0)).all()
    ground = [UTM * corner for corner in TILTED]
    assert points[:4, :2] == pytest.approx(np.array(ground))
    in_file = {
        1: [(0, 0), (300, 0), (300, 200), (0, 200)],
        6: [(0, 200), (0, 0), (300, 0), (300, 200)],
    }
    assert points[:4, 2:4] == pytest.approx(np.array(in_file[orientation]) * (1, -1))
    # all on one homography, as QGIS's projective transformation fits it
    local = points[:, :2] - points[0, :2]
    fit, _ = cv2.findHomography(points[:, 2:4], local)
    assert cv2.perspectiveTransform(points[None, :, 2:4], fit)[0] == pytest.approx(local, abs=1e-4)

    assert files.vrt is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(files.vrt) as vrt, rasterio.open(photo) as original:
            assert (vrt.read() == original.read()).all()
            gcps, crs = vrt.gcps
    assert crs.to_epsg() == 32615
    told = [(gcp.x, gcp.y, gcp.col, -gcp.row) for gcp in gcps]
    assert told == pytest.approx(points[:, :4])
    assert 'relativeToVRT="1">../Снимки №1/фото №1.png' in files.vrt.read_text("utf-8")


def test_a_picture_with_a_transform_has_its_layers_coordinates(write_scene, tmp_path) -> None:
    picture = write_scene("template.tif", (60, 40), Affine(2, 0, 7000, 0, -2, 9000), "EPSG:3857")
    template = nc.Template.open(picture)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, TILTED)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    _, points = points_of(files.points)
    expected = [(7000, 9000), (7120, 9000), (7120, 8920), (7000, 8920)]
    assert points[:4, 2:4] == pytest.approx(np.array(expected))
    assert files.vrt is not None
    with rasterio.open(files.vrt) as vrt:
        assert vrt.crs is None
        assert vrt.gcps[1].to_epsg() == 32615
        assert (vrt.gcps[0][2].col, vrt.gcps[0][2].row) == (60, 40)


def test_a_scene_without_a_crs_has_pixels(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene(crs=None)) as scene:
        result = found(scene, template, turned(0, 0.5)[1])
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    rgb, inside, written = read(files.raster)
    assert written.crs is None
    assert written.transform.almost_equals(Affine(0.5, 0, 75, 0, -0.5, -50))
    assert inside.all()
    assert np.abs(rgb.astype(int) - template.rgb).max() <= 1
    first, points = files.points.read_text("utf-8").splitlines()[:2]
    assert first.startswith("mapX")
    assert points == "75.0,-50.0,0.0,0.0,1,0,0,0"
    assert "the scene has no CRS" in files.notes[0]


def test_a_scene_whose_rows_run_north(photo, write_scene, tmp_path) -> None:
    south_up = Affine(0.5, 0, 576667.5, 0, 0.5, 5188101.5)
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene(transform=south_up)) as scene:
        upright = [
            (0, 200),
            (300, 200),
            (300, 0),
            (0, 0),
        ]  # mirrored in pixels, right on the ground
        result = found(scene, template, upright)
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    rgb, inside, written = read(files.raster)
    assert written.transform.almost_equals(Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5))
    assert inside.all()
    assert np.abs(rgb.astype(int) - template.rgb).max() <= 1


def test_a_footprint_that_overhangs_is_written_whole(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, turned(0, 1.0, centre=(-50.0, 30.0))[1])
        files = nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
    _, inside, written = read(files.raster)
    assert inside.all()
    assert ~UTM * written.bounds[0:2] == pytest.approx((-200, 130))


@pytest.mark.parametrize(
    ("footprint", "why"),
    [
        ([(200, 50), (100, 50), (100, 150), (200, 150)], "mirrored"),
        ([(100, 50), (200, 150), (200, 50), (100, 150)], "no convex quadrilateral"),
        ([(100, 50), (200, 50), (300, 50), (100, 150)], "no convex quadrilateral"),
    ],
)
def test_what_cannot_be_a_place_is_refused(footprint, why, photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, footprint)
        with pytest.raises(nc.OutputError, match=rf"фото №1.png: match 1 .*{why}"):
            nc.write_georeferenced(result, result.matches[0], tmp_path / "out")
        assert not (tmp_path / "out").exists()
        nc.write_results(result, tmp_path / "all", georeference=True)  # all else is written
    assert not (tmp_path / "all" / "templates").exists()
    assert why in (tmp_path / "all" / "run.json").read_text("utf-8")


def test_a_crs_that_has_no_such_place(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    wide = Affine(0.5, 0, -175, 0, -0.4, 88)
    with nc.Raster.open(write_scene(transform=wide, crs="EPSG:4326")) as scene:
        result = found(scene, template, turned(0, 0.5, centre=(150.0, 0.0))[1])  # beyond the pole
        with pytest.raises(nc.OutputError, match="outside of what EPSG:32615 can express"):
            nc.write_georeferenced(
                result, result.matches[0], tmp_path / "out", crs=nc.parse_crs("EPSG:32615")
            )


def test_across_180_degrees(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    at = Affine(100, 0, 333_000, 0, -100, 7_000_000)
    with nc.Raster.open(write_scene(transform=at, crs="EPSG:32601")) as scene:
        result = found(scene, template, turned(15, 0.5)[1])
        wgs84 = nc.parse_crs("EPSG:4326")
        match = result.matches[0]
        files = nc.write_georeferenced(result, match, tmp_path / "out", crs=wgs84)
    _, inside, written = read(files.raster)
    left, _, right, _ = written.bounds
    assert left < -180 < right or left < 180 < right
    assert right - left < 0.5
    assert inside.mean() > 0.4


def test_names_that_every_system_takes(write_scene, make_result) -> None:
    names = [
        "снимок №1.jpg",
        "СНИМОК №1.png",
        "a/b.tif",
        'c:<>|"?*.jpg',
        "..",
        "é" * 300 + ".jpg",
        "bad\udcff.jpg",
    ]
    result = make_result(write_scene(), names=names, centres=((100, 80),))
    stems = [file_stem(result, match) for match in result.matches]
    assert stems[:5] == ["снимок №1_1", "СНИМОК №1 (2)_1", "a_b_1", "c________1", "template_1"]
    assert len({stem.casefold() for stem in stems}) == len(stems)
    assert all(len(stem.encode()) < 200 for stem in stems)


def test_found_templates_are_among_the_results(photo, write_scene, tmp_path) -> None:
    template = nc.Template.open(photo)
    out = tmp_path / "out"
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, template, TILTED)
        files = nc.write_results(result, out, ("csv",), georeference=True)
        own = [f"templates/фото №1_1.{suffix}" for suffix in ("tif", "points", "vrt")]
        assert [f.relative_to(out).as_posix() for f in files[-4:-1]] == own
        assert all(path.is_file() for path in files)
        (out / "templates" / "mine_1.tif").write_text("mine")

        again = replace(result, matches=(replace(result.matches[0], confidence=0.5),), answers={})
        nc.write_results(again, out, ("csv",), georeference=True)
        assert [p.name for p in (out / "templates").iterdir()] == ["mine_1.tif"]
        assert "no template is told as found" in (out / "run.json").read_text("utf-8")

        (out / "templates" / "mine_1.tif").unlink()
        nc.write_results(result, out, ("csv",), georeference=True)
        nc.write_results(result, out, ("csv",))
        assert not (out / "templates").exists()


def test_what_an_earlier_run_wrote_can_be_looked_for(photo, write_scene, tmp_path) -> None:
    out = tmp_path / "out"
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, nc.Template.open(photo), TILTED)
        nc.write_results(result, out, georeference=True)
        earlier = out / "templates" / "фото №1_1.tif"
        nc.write_results(found(scene, nc.Template.open(earlier), TILTED), out)
        assert earlier.exists()
        with pytest.raises(nc.OutputError, match="is the picture itself"):
            again = found(scene, nc.Template.open(earlier), TILTED)
            nc.write_georeferenced(again, again.matches[0], earlier)


def test_a_file_where_the_folder_would_be(photo, write_scene, tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "templates").write_text("mine")
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, nc.Template.open(photo), TILTED)
        with pytest.raises(nc.OutputError, match="templates: is a file, not a folder"):
            nc.write_results(result, out, georeference=True)
    assert [path.name for path in out.iterdir()] == ["templates"]
    assert (out / "templates").read_text() == "mine"


def test_cancelling_leaves_nothing(photo, write_scene, tmp_path) -> None:
    cancel = nc.CancelToken()
    cancel.cancel()
    with nc.Raster.open(write_scene()) as scene:
        result = found(scene, nc.Template.open(photo), TILTED)
        plan = GeoreferencingPlan.of_match(result, result.matches[0])
        assert plan.notes == ()
        with pytest.raises(nc.CancelledError):
            nc.write_georeferenced(result, result.matches[0], tmp_path / "out", cancel=cancel)
    assert not (tmp_path / "out").exists()
