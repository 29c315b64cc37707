"""Places in areas that were drawn: nothing of one side is in the other, and bad areas say why."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
import rasterio.features
import shapely
from affine import Affine
from pyproj import CRS, Transformer
from typer.testing import CliRunner

from neurocorrelator.cli.app import app
from neurocorrelator.errors import AreaError, PlacesError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.places.ground_area import GroundArea
from neurocorrelator.places.make import make_places
from neurocorrelator.places.plan import Frame, PlacesPlan, plan_places
from neurocorrelator.places.room import Room
from neurocorrelator.rasters.raster import Raster

UTM = CRS.from_epsg(32615)
_UPPER_LEFT = (560_000.0, 5_190_000.0)
_SIZE, _GSD = 600, 2.0  # pixels, metres
RED, GREEN = (255, 0, 0), (0, 255, 0)


def ring(*corners: tuple[float, float]) -> np.ndarray:
    """Corners told in metres east and south of the upper left, as they lie in UTM."""
    return np.array([(_UPPER_LEFT[0] + e, _UPPER_LEFT[1] - s) for e, s in corners])


def box(west: float, north: float, east: float, south: float, name: str = "box") -> GroundArea:
    corners = ring((west, north), (east, north), (east, south), (west, south))
    return GroundArea(((corners,),), UTM, name)


SLANTED = GroundArea((
    (ring((500, 150), (1050, 420), (820, 1020), (300, 800)),),), UTM, "slanted",
)  # fmt: skip


def painted(folder: Path, red: shapely.Geometry) -> list[tuple[str, Path]]:
    """Two rasters, red on some ground and green elsewhere; the second is coarser, and turned."""
    found = []
    for view, step, turn in (("first", _GSD, 0.0), ("second", 1.5 * _GSD, 12.0)):
        side = math.ceil(_SIZE * _GSD / step * (1.5 if turn else 1))
        onto = Affine.translation(*_UPPER_LEFT) * Affine.scale(step, -step)
        if turn:
            middle = side / 2
            onto = (
                Affine.translation(_UPPER_LEFT[0] + _SIZE, _UPPER_LEFT[1] - _SIZE)
                * Affine.rotation(turn)
                * Affine.scale(step, -step)
                * Affine.translation(-middle, -middle)
            )
        inside = rasterio.features.rasterize(
            [red], out_shape=(side, side), transform=onto, all_touched=True, dtype="uint8"
        )
        pixels = np.where(inside[..., None] > 0, RED, GREEN).astype(np.uint8)
        path = folder / f"{view}.tif"
        with rasterio.open(
            path, "w", driver="GTiff", width=side, height=side, count=3, dtype="uint8",
            crs=UTM.to_wkt(), transform=onto, photometric="rgb",
        ) as target:  # fmt: skip
            target.write(pixels.transpose(2, 0, 1))
        found.append((view, path))
    return found


def metres(area: GroundArea) -> shapely.Geometry:
    return shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in area.polygons])


def gap_of(rasters: list[tuple[str, Path]], plan: PlacesPlan) -> float:
    opened = [(view, Raster.open(path)) for view, path in rasters]
    try:
        return Frame(opened, plan).gap
    finally:
        for _, raster in opened:
            raster.close()


@pytest.mark.parametrize(("gsd", "rotation"), [(None, 0.0), (5.0, 180.0)])  # that blurs
@pytest.mark.parametrize(
    ("test", "train"),
    [
        (SLANTED, None),
        (SLANTED, box(0, 0, 560, 1200)),
        (box(600, 0, 1200, 1200), None),
        (None, None),
    ],
    ids=["beside it", "both", "half", "the program's own"],
)
def test_no_pixel_of_one_side_is_in_the_other(
    tmp_path: Path,
    test: GroundArea | None,
    train: GroundArea | None,
    gsd: float | None,
    rotation: float,
) -> None:
    """The ground up to half the gap around the test area is red: no training picture shows any."""
    plan = PlacesPlan(
        size_px=round(100 / (gsd or _GSD)), gsd_m=gsd, overlap=0.2, rotation_deg=rotation,
        test_share=0.5, test_area=test,
        train_area=None if train is None or test is None else clipped(train, test),
    )  # fmt: skip
    ground = metres(test if test is not None else box(600, 0, 1200, 1200))
    rasters = painted(tmp_path, ground)
    half = 0.0 if test is None else gap_of(rasters, plan) / 2
    rasters = painted(tmp_path, ground.buffer(half))
    made = make_places(rasters, tmp_path / "out", plan)
    assert made.places["train"] > 3 < made.places["test"]
    for side, other in (("train", RED), ("test", GREEN)):
        for path in (tmp_path / "out" / side).rglob("*.png"):
            pixels = np.asarray(PIL.Image.open(path).convert("RGB"))
            assert not pixels[..., other.index(255)].any(), path


def clipped(train: GroundArea, test: GroundArea) -> GroundArea:
    """Without the ground of the other: the two have a border in common."""
    left = metres(train).difference(metres(test))
    parts = [left] if isinstance(left, shapely.Polygon) else list(left.geoms)
    polygons = tuple((np.array(part.exterior.coords)[:-1],) for part in parts)
    return GroundArea(polygons, UTM, "the rest")


@pytest.mark.parametrize("disc", [True, False])
def test_room_is_what_shapely_says(disc: bool) -> None:
    rng = np.random.default_rng(3)
    outline = np.array([(0, 0), (90, 10), (70, 60), (100, 100), (30, 80), (-10, 90)], float)
    polygon = (outline, np.array([(30, 30), (45, 28), (40, 50)], float))
    shape = shapely.Polygon(polygon[0], polygon[1:])
    centres = rng.uniform(-20, 110, (600, 2))
    room = Room(7.0, disc)
    takes = [
        shapely.Point(c).buffer(7.0, quad_segs=64) if disc else shapely.box(*(c - 7), *(c + 7))
        for c in centres
    ]
    inside = np.array([shape.contains(taken) for taken in takes])
    clear = np.array([not shape.intersects(taken) for taken in takes])
    assert min(inside.sum(), clear.sum()) > 40
    # a polygon of 256 corners lies within .001 of the circle
    assert (room.inside(centres, [polygon]) != inside).sum() <= (1 if disc else 0)
    assert (room.clear_of(centres, [polygon]) != clear).sum() <= (1 if disc else 0)


def test_a_drawn_rectangle_holds_as_many_places_as_fit(tmp_path: Path) -> None:
    """Four by three squares of 100 m with a metre to spare, though UTM is turned by a little."""
    rasters = painted(tmp_path, metres(SLANTED))
    plan = PlacesPlan(
        size_px=50, rotation_deg=0, zoom=1, test_area=box(700, 200, 1109, 506), gap_m=30
    )
    planned = plan_places(rasters, plan)
    assert planned.count["test"] == 12
    assert planned.count["train"] > 60
    to_utm = Transformer.from_crs(4326, UTM, always_xy=True)
    squares = {}
    for side in ("train", "test"):
        x, y = to_utm.transform(*np.moveaxis(getattr(planned, side), -1, 0))
        squares[side] = shapely.union_all([shapely.Polygon(c) for c in np.stack([x, y], -1)])
    assert metres(box(700, 200, 1109, 506)).buffer(0.01).contains(squares["test"])
    assert squares["train"].distance(metres(box(700, 200, 1109, 506))) >= 30 - 0.01


def test_bad_areas_say_why(tmp_path: Path) -> None:
    rasters = painted(tmp_path, metres(SLANTED))
    size = {"size_px": 50}
    for areas, said in (
        (
            {"test_area": box(600, 0, 1200, 1200), "train_area": box(0, 0, 700, 1200)},
            "the areas to train and to test on overlap; move one of them",
        ),
        (
            {"test_area": box(5000, 0, 6000, 900, "east of it")},
            "east of it: lies beside the common ground of the rasters; move the area",
        ),
        (
            {"test_area": box(600, 300, 700, 400, "a yard")},
            r"a yard: no place of 50 px at 2 m fits into the area, one needs 162\.\d m of ground;"
            " draw it larger, or choose a smaller size",
        ),
        (
            {"test_area": box(600, 0, 1200, 1200), "train_area": box(430, 0, 595, 1200, "strip")},
            "strip: no place .* and .* m up to the area to test on",
        ),
        ({"test_area": box(0, 0, 1200, 1200)}, "no place to train on is left beside the area"),
    ):
        with pytest.raises(PlacesError, match=said):
            plan_places(rasters, PlacesPlan(**size, **areas))  # type: ignore[arg-type]
    with pytest.raises(AreaError, match="drawn on a raster without a CRS"):
        GroundArea.from_pixels([(0, 0), (9, 0), (9, 9)], Georeference(), "mine")
    with pytest.raises(AreaError, match="at least three corners"):
        GroundArea.from_pixels([(0, 0), (9, 9), (0, 0)], Georeference(crs=UTM), "mine")


def geojson(path: Path, area: GroundArea, crs: str | None = None) -> Path:
    """In longitude and latitude, or in UTM with the member of the old standard."""
    to = Transformer.from_crs(UTM, 4326, always_xy=True).transform
    rings = [
        [list(map(float, at if crs else to(*at))) for at in np.concatenate([r, r[:1]])]
        for r in area.polygons[0]
    ]
    told = {"type": "Polygon", "coordinates": rings}
    if crs is not None:
        told["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(told), "utf-8")
    return path


def test_areas_of_files_on_the_command_line(tmp_path: Path) -> None:
    rasters = painted(tmp_path, metres(SLANTED))
    names = [f"{view}={path}" for view, path in rasters]
    test = geojson(tmp_path / "испытание.geojson", box(700, 0, 1200, 1200))
    train = geojson(tmp_path / "train.geojson", box(0, 0, 600, 1200), "EPSG:32615")
    make = ["dataset", "make", *names, "--size", "50", "--out"]
    both = ["--test-area", str(test), "--train-area", str(train), "--json"]
    done = CliRunner().invoke(app, [*make, str(tmp_path / "a"), *both])
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout.splitlines()[-1])
    extent = [_UPPER_LEFT[0] + 700, _UPPER_LEFT[1] - 1200, _UPPER_LEFT[0] + 1200, _UPPER_LEFT[1]]
    boxed = ["--test-extent", *map(str, extent), "--train-area", str(train), "--json"]
    same = CliRunner().invoke(app, [*make, str(tmp_path / "b"), *boxed])
    assert json.loads(same.stdout.splitlines()[-1])["places"] == made["places"]
    for flags, code, said in (
        (["--test-area", str(tmp_path / "no.geojson")], 1, "no.geojson: no such file"),
        (["--test-area", str(rasters[0][1])], 1, "is not a vector file|needs the extra gis"),
        (["--test-area", str(test), "--train-area", str(test)], 1, "overlap; move one of them"),
        (["--test-area", str(test), "--test-extent", "0", "0", "1", "1"], 2, "exclude each"),
        (["--test-extent", "5", "0", "1", "1"], 1, "the order is XMIN YMIN XMAX YMAX"),
    ):
        bad = CliRunner().invoke(app, [*make, str(tmp_path / "c"), *flags])
        assert bad.exit_code == code, bad.output
        assert any(part in " ".join(bad.output.split()) for part in said.split("|")), bad.output
        assert not (tmp_path / "c").exists()


def test_a_file_without_a_crs_is_refused(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = tmp_path / "no_crs.gpkg"
    blob = shapely.to_wkb(shapely.box(0, 0, 5, 5))
    pyogrio.raw.write(
        path, geometry=np.array([blob], object), field_data=[], fields=[], crs=None,
        geometry_type="Polygon", driver="GPKG",
    )  # fmt: skip
    with pytest.raises(AreaError, match="has no CRS, so its place on the ground is not known"):
        GroundArea.from_vector_file(path)
