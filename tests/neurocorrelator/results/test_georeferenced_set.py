"""Many matches as georeferenced files, read back by GDAL and as a table."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import PIL.Image
import pyproj
import pytest
import rasterio

import neurocorrelator as nc

NAMES = ("Снимок.png", "снимок.PNG")  # the same name where letters have no case


@pytest.fixture
def result(make_result, write_scene, tmp_path: Path) -> nc.MatchResult:
    """Two templates, each at two places; the second place of the last one is crossed."""
    made = make_result(write_scene(), names=NAMES)
    picture = tmp_path / "original.png"
    PIL.Image.fromarray(made.templates[0].rgb).save(picture)
    first = replace(made.templates[0], path=picture)
    *others, last = made.matches
    a, b, c, d = last.footprint
    crossed = replace(last, footprint=(a, c, b, d))
    return replace(made, templates=(first, made.templates[1]), matches=(*others, crossed))


def test_all_that_can_be_written_is_and_the_rest_is_told(result, tmp_path) -> None:
    out, steps = tmp_path / "вывод", []
    made = nc.write_georeferenced_set(
        result, out, ("raster", "points", "table"), progress=lambda p: steps.append(p.fraction)
    )
    names = {path.name for path in made.files}
    assert names == {path.name for path in out.iterdir()}
    assert names < set(nc.georeferenced_names(result, ("raster", "points", "table")))
    assert len({name.casefold() for name in names}) == len(names)
    assert sorted(n for n in names if n.endswith(".tif")) == [
        "Снимок_1.tif",
        "Снимок_2.tif",
        "снимок (2)_1.tif",
    ]
    assert [match.template for match in made.written] == [NAMES[0], NAMES[0], NAMES[1]]
    ((match, why),) = made.left_out
    assert (match.template, match.rank) == (NAMES[1], 2)
    assert "no convex quadrilateral" in why
    assert steps == sorted(steps)
    georeference = result.scene.georeference
    for path, match in zip(sorted(out.glob("Снимок_*.tif")), result.matches[:2], strict=True):
        with rasterio.open(path) as written:
            assert written.crs.to_epsg() == 32615
            x, y = georeference.xy(*zip(*match.footprint, strict=True))
            assert written.bounds == pytest.approx((x.min(), y.min(), x.max(), y.max()), abs=1.0)
    with (out / "control_points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 25
    to_wgs84 = pyproj.Transformer.from_crs(32615, 4326, always_xy=True)
    for row in rows:
        lon, lat = to_wgs84.transform(float(row["x"]), float(row["y"]))
        assert (float(row["lon"]), float(row["lat"])) == pytest.approx((lon, lat), abs=1e-7)
    corner = next(row for row in rows if (row["col"], row["row"]) == ("0.0", "0.0"))
    upper_left = [float(v) for v in georeference.xy(*result.matches[0].footprint[0])]
    assert [float(corner["x"]), float(corner["y"])] == pytest.approx(upper_left, abs=1e-6)
    assert {row["picture"] for row in rows} == {"original.png", ""}


def test_a_vrt_finds_its_picture_from_where_it_is_moved_to(result, tmp_path) -> None:
    final = tmp_path / "a" / "b"
    nc.write_georeferenced_set(result.subset([0]), tmp_path / "staging", ("points",), lies_in=final)
    assert not list((tmp_path / "staging").glob("*.tif"))
    final.mkdir(parents=True)
    vrt = (tmp_path / "staging" / "Снимок_1.vrt").rename(final / "Снимок_1.vrt")
    source = ElementTree.parse(vrt).getroot().find(".//SourceFilename")  # noqa: S314 (our file)
    assert source is not None
    assert source.text == "../../original.png"
    with rasterio.open(vrt) as dataset:
        assert len(dataset.gcps[0]) == 25
        assert np.array_equal(dataset.read(), np.moveaxis(result.templates[0].rgb, 2, 0))


def test_who_cancels_or_would_lose_a_picture_gets_nothing(result, tmp_path) -> None:
    out, cancel = tmp_path / "out", nc.CancelToken()
    with pytest.raises(nc.CancelledError):
        nc.write_georeferenced_set(result, out, progress=lambda _: cancel.cancel(), cancel=cancel)
    assert not out.exists()
    own = replace(result.templates[0], path=out / "Снимок_1.tif")
    made = nc.write_georeferenced_set(
        replace(result, templates=(own, result.templates[1])).subset([0, 1]), out, ("raster",)
    )
    assert [path.name for path in made.files] == ["Снимок_2.tif"]
    assert "is the picture itself; choose another folder" in made.left_out[0][1]
