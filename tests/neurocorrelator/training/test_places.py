"""Places: cut from rasters, listed, checked."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
import rasterio.warp
from rasterio.crs import CRS

from neurocorrelator.errors import PlacesError
from neurocorrelator.places.check import check_places
from neurocorrelator.places.make import make_places
from neurocorrelator.places.plan import PlacesPlan, count_places
from neurocorrelator.places.tree import PlaceTree, by_place, fingerprint, trainable


def test_pictures_show_the_ground_that_the_table_tells(
    made_tree: Path, two_dates: list[tuple[str, Path]]
) -> None:
    """The centre's longitude and latitude, taken back to the raster by GDAL, has its colour."""
    rows = list(csv.DictReader((made_tree / "places.csv").open(encoding="utf-8")))
    assert {row["view"] for row in rows} == {"satellite", "drone"}
    errors = []
    for row in rows:
        path = dict(two_dates)[row["view"]]
        with rasterio.open(path) as dataset:
            (x,), (y,) = rasterio.warp.transform(
                CRS.from_epsg(4326), dataset.crs, [float(row["lon"])], [float(row["lat"])]
            )
            col, r = ~dataset.transform * (x, y)
            around = dataset.read(window=((int(r) - 2, int(r) + 2), (int(col) - 2, int(col) + 2)))
        picture = np.asarray(PIL.Image.open(made_tree / row["file"]).convert("RGB"), float)
        middle = picture[30:34, 30:34].mean(axis=(0, 1))
        errors.append(np.abs(middle - around.mean(axis=(1, 2))).mean())
    assert np.median(errors) < 8


def test_sides_are_apart_by_the_gap(two_dates: list[tuple[str, Path]], tmp_path: Path) -> None:
    plan = PlacesPlan(size_px=48, rotation_deg=0, zoom=1, gap_m=8, nodata=0.5, test_share=0.5)
    made = make_places(two_dates, tmp_path / "out", plan)
    assert made.places["train"] > 0 < made.places["test"]
    tree = PlaceTree.open(tmp_path / "out")
    train = [p.pose for p in tree.train if p.pose]
    test = [p.pose for p in tree.test if p.pose]
    gap = min(t.east - t.side_m / 2 for t in test) - max(t.east + t.side_m / 2 for t in train)
    assert gap >= 8 - 1e-6


def test_more_overlap_gives_more_places(two_dates: list[tuple[str, Path]]) -> None:
    few = count_places(two_dates, PlacesPlan(size_px=64))
    many = count_places(two_dates, PlacesPlan(size_px=64, overlap=0.6))
    assert many["train"] > 2 * few["train"]


def test_rasters_that_make_no_places_say_why(
    two_dates: list[tuple[str, Path]], tmp_path: Path
) -> None:
    with pytest.raises(PlacesError, match="two rasters"):
        make_places(two_dates[:1], tmp_path / "a")
    with pytest.raises(PlacesError, match="smaller size"):
        make_places(two_dates, tmp_path / "b", PlacesPlan(size_px=2000))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "mine.txt").write_text("mine")
    with pytest.raises(PlacesError, match="not empty"):
        make_places(two_dates, tmp_path / "c")
    assert not (tmp_path / "a").exists()


def test_a_tree_knows_sides_views_and_poses(made_tree: Path) -> None:
    tree = PlaceTree.open(made_tree)
    assert {p.view for p in tree.gallery} == {"satellite"}
    assert {p.view for p in tree.queries} == {"drone"}
    assert all(p.pose is not None for p in tree.train)
    assert not set(by_place(tree.train)) & set(by_place(tree.test))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda root: shutil.rmtree(root / "train"), "no training side"),
        (lambda root: shutil.rmtree(root / "train" / "drone"), "one view only"),
        (
            lambda root: [shutil.rmtree(p) for p in sorted((root / "train/drone").iterdir())[1:]],
            "two such places",
        ),
    ],
)
def test_a_tree_that_cannot_be_trained_on_says_why(tree: Path, spoil: object, said: str) -> None:
    spoil(tree)  # type: ignore[operator]
    opened = PlaceTree.open(tree)
    with pytest.raises(PlacesError, match=said):
        trainable(opened.train, (), tree)


def test_an_empty_folder_is_no_tree(tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match="holds no places"):
        PlaceTree.open(tmp_path)
    with pytest.raises(PlacesError, match="no such folder"):
        PlaceTree.open(tmp_path / "missing")


def test_the_check_finds_what_is_wrong(tree: Path) -> None:
    assert check_places(tree).fit
    train = sorted((tree / "train/drone").glob("*/*.png"))
    test = sorted((tree / "test/query_drone").glob("*/*.png"))
    train[0].write_bytes(b"no picture")
    picture = PIL.Image.open(test[0])
    picture.save(train[1].with_suffix(".bmp"))  # the same pixels in another format
    train[2].unlink()
    report = check_places(tree)
    assert [p.name for p in report.unreadable] == [train[0].name]
    assert report.leaks == ((train[1].with_suffix(".bmp"), test[0]),)
    assert {train[0].parent.name, train[2].parent.name} <= set(report.lone)
    assert "the same picture on both sides of the split: 1" in report.lines(5)


def test_a_fingerprint_is_of_bytes_not_of_the_folder(tree: Path, made_tree: Path) -> None:
    before = fingerprint(PlaceTree.open(made_tree).train, made_tree)
    assert fingerprint(PlaceTree.open(tree).train, tree) == before
    next((tree / "train/drone").glob("*/*.png")).write_bytes(b"other")
    assert fingerprint(PlaceTree.open(tree).train, tree) != before
