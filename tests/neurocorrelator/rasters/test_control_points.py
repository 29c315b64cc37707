"""Rasters that only ground control points place, against GDAL's own warp."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.crs
from pyproj import Geod
from rasterio.control import GroundControlPoint
from rasterio.transform import GCPTransformer
from rasterio.warp import Resampling, reproject

from neurocorrelator import Georeference, Raster, Window

Spots = list[tuple[float, float, float, float]]  # row, col, x, y

UTM = rasterio.crs.CRS.from_epsg(32615)


def write_placed(path: Path, spots: Spots, crs: rasterio.crs.CRS | None = UTM) -> Path:
    """A picture of 100 x 80 noisy pixels with control points."""
    noise = np.random.default_rng(0).integers(0, 255, (3, 80, 100), np.uint8)
    profile = {"driver": "GTiff", "count": 3, "width": 100, "height": 80, "dtype": "uint8"}
    with rasterio.open(path, "w", photometric="rgb", **profile) as file:
        file.write(noise)
        file.gcps = ([GroundControlPoint(*spot) for spot in spots], crs)
    return path


def spots_on(bend: float, count: int = 4) -> Spots:
    """Points of a picture turned by 30 degrees, 2 m a pixel, bent by so many metres."""
    side = int(np.sqrt(count))
    found = []
    for row in np.linspace(0, 80, side):
        for col in np.linspace(0, 100, side):
            x = 500000 + 2 * (col * np.cos(0.5) + row * np.sin(0.5))
            y = 5200000 + 2 * (col * np.sin(0.5) - row * np.cos(0.5))
            found.append((row, col, x + bend * (col / 100) ** 2, y + bend * (row / 80) ** 2))
    return found


def test_points_on_an_affine_transform_need_no_warp(tmp_path: Path) -> None:
    path = write_placed(tmp_path / "straight.tif", spots_on(bend=0))
    with Raster.open(path) as raster, rasterio.open(path) as file:
        assert (raster.width, raster.height) == (100, 80)  # the file's own pixels
        np.testing.assert_array_equal(raster.read().rgb, file.read().transpose(1, 2, 0))
        assert raster.georeference.crs_name == "EPSG:32615"
        for row, col, x, y in spots_on(bend=0):
            assert raster.georeference.xy(col, row) == pytest.approx((x, y), abs=1e-4)
        assert raster.notes[0].startswith("placed by 4 ground control points, missed by")


def test_bent_pictures_are_warped_and_the_residual_is_said(tmp_path: Path) -> None:
    spots = spots_on(bend=60, count=16)
    # one point 10 m off: the others pull the polynomial away from it
    row, col, x, y = spots[5]
    spots[5] = (row, col, x + 10, y)
    path = write_placed(tmp_path / "bent.tif", spots)
    with rasterio.open(path) as file, GCPTransformer(file.gcps[0]) as polynomial:
        xs, ys = polynomial.xy([s[0] for s in spots], [s[1] for s in spots], offset="ul")
        miss = np.hypot(np.array(xs) - [s[2] for s in spots], np.array(ys) - [s[3] for s in spots])
    with Raster.open(path) as raster:
        note = raster.notes[0]
        assert raster.georeference.crs_name == "EPSG:32615"
        assert "warped to EPSG:32615" in note
        said = [float(word) for word in note.replace("m", " ").split() if is_number(word)]
        assert said[0] == 16
        # on the ellipsoid a metre of UTM on the central meridian is 1 / 0.9996 metres
        assert said[1] == pytest.approx(np.sqrt((miss**2).mean()) / 0.9996, rel=0.01)
        assert said[2] == pytest.approx(miss.max() / 0.9996, rel=0.01)
        image = raster.read()
        assert 0.4 < image.mask.mean() < 0.9  # beside the turned picture there is nothing
        # nothing is larger than it was
        gsd_m = raster.georeference.gsd_m(raster.width / 2, raster.height / 2)
        assert gsd_m == pytest.approx((2, 2), rel=0.25)


def test_real_radar_lies_where_gdalwarp_puts_it(rasters_dir: Path) -> None:
    path = rasters_dir / "rio_tiler/cog_gcps.tif"
    with Raster.open(path) as raster, rasterio.open(path) as file:
        assert raster.georeference.crs_name == "EPSG:4326"
        assert (raster.driver, raster.band_count, raster.dtype) == ("GTiff", 1, "uint16")
        expected = np.zeros((raster.height, raster.width), np.uint16)
        reproject(
            file.read(1),
            expected,
            gcps=file.gcps[0],
            src_crs=file.gcps[1],
            dst_crs="EPSG:4326",
            dst_transform=raster.georeference.transform,
            resampling=Resampling.bilinear,
        )
        image = raster.read()
        assert raster.stretch is not None
        stretched = raster.stretch.apply(np.stack([expected] * 3)).transpose(1, 2, 0)
        inside = image.mask & (expected > 0)
        assert inside.mean() > 0.6
        # a warp is exact to an eighth of a pixel, and radar is rough; but no shift is nearer
        found = image.rgb[..., 0]
        likeness = {
            (down, across): np.corrcoef(
                found[inside], np.roll(stretched[..., 0], (down, across), (0, 1))[inside]
            )[0, 1]
            for down in (-1, 0, 1)
            for across in (-1, 0, 1)
        }
        assert likeness.pop((0, 0)) > 0.995
        assert max(likeness.values()) < 0.97
        # Sentinel-1's own points: the corners of the picture, to the residual that is said
        corners = [
            p for p in file.gcps[0] if p.row in (0, file.height) and p.col in (0, file.width)
        ]
        geod = Geod(ellps="WGS84")
        with GCPTransformer(file.gcps[0]) as polynomial:
            for point in corners:
                lon, lat = polynomial.xy(point.row, point.col, offset="ul")
                assert geod.inv(lon, lat, point.x, point.y)[2] < 192
        assert (
            "placed by 210 ground control points, missed by 108 m (RMS), 191 m" in raster.notes[0]
        )


def test_points_beside_an_identity_transform_are_used(rasters_dir: Path) -> None:
    """The VRT has a transform of pixels, and points that put it near Vancouver."""
    with Raster.open(rasters_dir / "rasterio/RGB.byte.gcp.vrt") as raster:
        assert raster.driver == "VRT"
        assert raster.georeference.crs_name == "EPSG:4326"
        lon, lat = raster.georeference.lonlat(raster.width / 2, raster.height / 2)
        assert (lon, lat) == pytest.approx((-123.45, 49.51), abs=0.02)
        assert raster.read().mask.any()


def test_every_thread_reads_the_warp(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/cog_gcps.tif") as raster:
        w = Window(400, 300, 300, 200)
        here, elsewhere = raster.read(w), []
        thread = threading.Thread(target=lambda: elsewhere.append(raster.read(w)))
        thread.start()
        thread.join()
        np.testing.assert_array_equal(elsewhere[0].rgb, here.rgb)
        reduced = raster.read(shape=(107, 142))  # from the file's reduced copies
        assert reduced.mask.mean() == pytest.approx(raster.read().mask.mean(), abs=0.01)


@pytest.mark.parametrize(
    ("spots", "crs", "why"),
    [
        ([(0, 0, 500000, 5200000), (80, 100, 500200, 5199840)], UTM, "2 are too few, it takes 3"),
        ([(i, i, 500000 + 2 * i, 5200000 - 2 * i) for i in range(0, 80, 8)], UTM, "on a line"),
        ([(0, 0, 1, 1), (0, 99, 1, 1), (79, 0, 1, 1)], UTM, "on a line"),
        (
            spots_on(0),
            rasterio.crs.CRS.from_wkt('LOCAL_CS["grid",UNIT["metre",1]]'),
            "no place on the Earth",
        ),
        (
            [(r, c, 5e5 + c + r % 7 * c, 5e6 - r) for r in (0, 80) for c in (0, 50, 99)],
            UTM,
            "no sol",
        ),
    ],
)
def test_points_of_no_use_leave_pixels(
    tmp_path: Path, spots: Spots, crs: rasterio.crs.CRS, why: str
) -> None:
    with Raster.open(write_placed(tmp_path / "lost.tif", spots, crs)) as raster:
        assert raster.georeference == Georeference()
        assert (raster.width, raster.height) == (100, 80)
        assert "control points are of no use" in raster.notes[0]
        assert why in raster.notes[0]
        assert raster.notes[0].endswith("coordinates are pixels")


def is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def test_a_warp_goes_around_what_is_damaged(rasters_dir: Path, tmp_path: Path) -> None:
    path = rasters_dir / "rio_tiler/cog_gcps.tif"
    cut = tmp_path / "cut.tif"
    cut.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    with Raster.open(path) as whole, Raster.open(cut) as broken:
        image, damaged = broken.read_whole_blocks()
        assert damaged
        hatched = np.zeros_like(image.mask)
        for w in damaged:
            hatched[w.row_off : w.row_off + w.height, w.col_off : w.col_off + w.width] = True
        expected = whole.read()
        np.testing.assert_array_equal(image.mask, expected.mask & ~hatched)
        assert 0.2 < image.mask.sum() / expected.mask.sum() < 0.75
        assert broken.stretch is not None  # measured on what is whole
        assert whole.stretch is not None
        assert broken.stretch.high[0] == pytest.approx(whole.stretch.high[0], rel=0.1)
