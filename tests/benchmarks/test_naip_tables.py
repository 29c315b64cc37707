"""The committed tables are what the generator writes, and they tell the truth."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pyproj
import pytest
import rasterio
import yaml
from rasterio.windows import Window

from benchmarks import naip_tables

ROOT = Path(__file__).parents[2]
STORE = ROOT / ".dvc" / "store" / "files" / "md5"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout after `dvc pull`, with the tables and crops made anew."""
    folder = tmp_path_factory.mktemp("Проект")
    listing = yaml.safe_load((ROOT / "data.dvc").read_text(encoding="utf-8"))["outs"][0]["md5"]
    for entry in json.loads((STORE / listing[:2] / listing[2:]).read_bytes()):
        if entry["relpath"].startswith("naip/rasters/"):
            target = folder / "data" / entry["relpath"]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(STORE / entry["md5"][:2] / entry["md5"][2:], target)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        naip_tables.main([])
    return folder


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("size", naip_tables.SIZES)
def test_the_committed_table_is_the_generators(size, checkout) -> None:
    name = f"naip_{size}.csv"
    made = (checkout / "benchmarks" / name).read_bytes()
    assert (ROOT / "benchmarks" / name).read_bytes() == made


@pytest.mark.parametrize("size", naip_tables.SIZES)
def test_thirty_pairs_of_dates_with_ten_places_each(size, checkout) -> None:
    table = rows(checkout / "benchmarks" / f"naip_{size}.csv")
    groups = [row["group"] for row in table]
    assert len(set(groups)) == 30
    assert all(groups.count(group) == 10 for group in groups)
    assert len({(row["x"], row["y"]) for row in table}) > 295  # drawn anew for each pair
    for row in table:
        assert Path(row["scene"]).stem == f"naip_{row['group'][5:]}"
        assert row["group"][:4] != row["group"][5:]


@pytest.mark.parametrize("size", naip_tables.SIZES)
def test_the_truth_by_rasterio_and_pyproj(size, checkout) -> None:
    folder = checkout / "benchmarks"
    for row in rows(folder / f"naip_{size}.csv")[::37]:
        seen = folder / "../data/naip/rasters" / f"naip_{row['group'][:4]}.tif"
        x, y = float(row["x"]), float(row["y"])
        with rasterio.open(seen) as dataset:
            col, row_ = ~dataset.transform * (x, y)
            window = Window(round(col - size / 2), round(row_ - size / 2), size, size)
            assert (window.col_off, window.row_off) == (col - size / 2, row_ - size / 2)
            pixels = dataset.read([1, 2, 3], window=window)
            projection = pyproj.Proj(dataset.crs.to_wkt())
        with PIL.Image.open(folder / row["template"]) as crop:
            assert np.array_equal(np.asarray(crop), pixels.transpose(1, 2, 0))
            assert not crop.getexif()
        factors = projection.get_factors(*projection(x, y, inverse=True))
        assert float(row["heading"]) == pytest.approx(factors.meridian_convergence % 360, abs=0.001)
        assert float(row["gsd"]) == pytest.approx(5 / factors.meridional_scale, rel=1e-5)


def test_another_seed_gives_other_places_and_files(checkout, tmp_path) -> None:
    rasters = checkout / "data/naip/rasters"
    crops = tmp_path / "crops"
    arguments = [str(rasters), "--out", str(tmp_path), "--crops", str(crops), "--sizes", "64"]
    naip_tables.main([*arguments, "--seed", "3"])
    table = rows(tmp_path / "naip_64_seed3.csv")
    committed = {(row["x"], row["y"]) for row in rows(ROOT / "benchmarks" / "naip_64.csv")}
    assert len(table) == 300
    assert len(committed & {(row["x"], row["y"]) for row in table}) < 5
    assert (tmp_path / table[0]["template"]).is_file()
    assert (tmp_path / table[0]["scene"]).samefile(rasters / "naip_2012.tif")


def test_nodata_is_neither_in_a_crop_nor_under_its_centre(checkout) -> None:
    first, second = naip_tables.read_dates(checkout / "data/naip/rasters")[:2]
    first.mask[:, 400:] = False
    second.mask[:300] = False
    crops = naip_tables.draw_crops([first, second], 64, 0, Path("crops"))
    sought = [crop for crop in crops if crop.seen is first]
    assert max(crop.col + 64 for crop in sought) <= 400
    assert min(crop.row + 32 for crop in sought) >= 300  # both rasters have one origin


def arguments(checkout: Path, folder: Path, *more: str) -> list[str]:
    rasters = checkout / "data/naip/rasters"
    place = ["--out", str(folder), "--crops", str(folder / "crops"), "--sizes", "96"]
    return [str(rasters), *place, *more]


def test_ground_and_dates_that_share_nothing(checkout, tmp_path) -> None:
    naip_tables.main(arguments(checkout, tmp_path, "--ground", "west", "--dates", "tune"))
    naip_tables.main(
        arguments(checkout, tmp_path, "--ground", "east", "--dates", "held-out", "--per-pair", "3")
    )
    tune = rows(tmp_path / "naip_96_west_tune.csv")
    held_out = rows(tmp_path / "naip_96_east_held-out_n3.csv")
    assert (len(tune), len(held_out)) == (60, 18)
    years = [
        {year for row in table for year in row["group"].split("-")} for table in (tune, held_out)
    ]
    assert years == [{"2010", "2015", "2018"}, {"2012", "2016", "2020"}]
    reach = 96 / 2 * 5
    assert (
        max(float(row["x"]) for row in tune) + reach
        < min(float(row["x"]) for row in held_out) - reach
    )
    assert (tmp_path / tune[0]["scene"]).samefile(checkout / "data/naip/rasters/naip_2015.tif")


def test_each_crop_is_sought_in_both_halves(checkout, tmp_path) -> None:
    naip_tables.main(
        arguments(
            checkout, tmp_path, "--halves", "--dates", "tune", "--per-pair", "4", "--seed", "1"
        )
    )
    table = rows(tmp_path / "naip_96_tune_n4_halves_seed1.csv")
    assert len(table) == 6 * 4 * 2
    assert [row["present"] for row in table].count("1") == 6 * 4
    for first, second in zip(table[::2], table[1::2], strict=True):
        assert first["template"] == second["template"]
        assert {first["present"], second["present"]} == {"0", "1"}
    with rasterio.open(checkout / "data/naip/rasters/naip_2015.tif") as whole:
        pixels, width = whole.read(), 0
        for half in ("west", "east"):
            with rasterio.open(tmp_path / "crops/halves" / f"naip_2015_{half}.tif") as part:
                assert (part.nodata, part.crs) == (whole.nodata, whole.crs)
                assert part.transform == whole.transform * whole.transform.translation(width, 0)
                assert np.array_equal(part.read(), pixels[:, :, width : width + part.width])
                width += part.width
        assert width == whole.width
    for row in table:
        if row["present"] == "0":
            assert (row["x"], row["y"]) == ("", "")
            continue
        with rasterio.open(tmp_path / row["scene"]) as part:
            left, bottom, right, top = part.bounds
        assert left <= float(row["x"]) - 235 <= float(row["x"]) + 235 <= right
        assert bottom < float(row["y"]) < top


def test_crops_that_fit_nowhere_are_told(checkout, tmp_path, capsys) -> None:
    wide = arguments(checkout, tmp_path, "--ground", "east")
    wide[wide.index("96")] = "600"
    with pytest.raises(SystemExit) as caught:
        naip_tables.main(wide)
    assert caught.value.code == 2
    assert "smaller --sizes" in capsys.readouterr().err


def test_a_missing_data_set_says_how_to_get_it(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        naip_tables.main([])
    assert caught.value.code == 2
    assert "dvc pull" in capsys.readouterr().err
