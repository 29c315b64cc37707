"""Templates: pictures of all kinds, folders and patterns, and how bad pictures end."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from neurocorrelator import Template, TemplateError, find_pictures, resource_path
from neurocorrelator.rasters.template import with_unique_names

RNG = np.random.default_rng(1)
PICTURE = RNG.integers(0, 256, (20, 30, 3), dtype=np.uint8)
# EXIF orientation: how the stored pixels come from the upright picture
STORED_FROM_UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),  # shown after a quarter turn clockwise
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


def save(path: Path, pixels: np.ndarray, **options: object) -> Path:
    PIL.Image.fromarray(np.ascontiguousarray(pixels)).save(path, **options)
    return path


@pytest.mark.parametrize("orientation", STORED_FROM_UPRIGHT)
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    stored = STORED_FROM_UPRIGHT[orientation](PICTURE)
    template = Template.open(save(tmp_path / "a.png", stored, exif=exif))
    np.testing.assert_array_equal(template.rgb, PICTURE)
    assert (template.width, template.height) == (30, 20)
    assert template.mask.all()


def test_a_real_photograph(data_dir: Path) -> None:
    template = Template.open(resource_path("demo/DJI_0025.jpg"), gsd_m=0.064, heading_deg=50)
    assert (template.width, template.height, template.name) == (1000, 562, "DJI_0025.jpg")
    assert (template.gsd_m, template.heading_deg, template.min_score) == (0.064, 50, None)


def test_alpha_is_the_mask(tmp_path: Path) -> None:
    alpha = np.full((20, 30), 255, np.uint8)
    alpha[:, :10], alpha[:, 10:12] = 0, 127
    rgba = np.dstack([PICTURE, alpha])
    for name in ("a.png", "a.webp"):
        template = Template.open(save(tmp_path / name, rgba, **lossless(name)))
        np.testing.assert_array_equal(template.mask, alpha > 127)
        np.testing.assert_array_equal(template.rgb[template.mask], PICTURE[template.mask])


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "1"])
def test_other_colour_modes(tmp_path: Path, mode: str) -> None:
    suffix = "jpg" if mode == "CMYK" else "png"
    picture = PIL.Image.fromarray(PICTURE).convert(mode)
    picture.save(tmp_path / f"a.{suffix}")
    template = Template.open(tmp_path / f"a.{suffix}")
    assert template.rgb.shape == PICTURE.shape
    assert template.mask.all()


def test_sixteen_bits_are_not_cut_off(tmp_path: Path) -> None:
    deep = RNG.integers(0, 65536, (20, 30), dtype=np.uint16)
    template = Template.open(save(tmp_path / "deep.png", deep))
    assert np.corrcoef(template.rgb[..., 0].ravel(), deep.ravel())[0, 1] > 0.999


def test_a_raster_is_a_template_with_its_nodata_masked(rasters_dir: Path) -> None:
    template = Template.open(rasters_dir / "rio_tiler/one_scene_nodata.tif")
    assert (template.width, template.height) == (383, 232)
    assert 0 < template.mask.mean() < 1


def test_a_drawn_mask(tmp_path: Path) -> None:
    drawn = np.zeros((20, 30), np.uint8)
    drawn[5:15, 5:25] = 255
    picture = save(tmp_path / "a.png", PICTURE)
    template = Template.open(picture, mask=save(tmp_path / "mask.png", drawn))
    np.testing.assert_array_equal(template.mask, drawn > 0)
    with pytest.raises(TemplateError, match=r"of the picture's size \(30x20\)"):
        Template.open(picture, mask=save(tmp_path / "small.png", drawn[:10]))


@pytest.mark.parametrize("name", ["фото №1.jpg", "写真.png", "a b#[1].webp"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    assert Template.open(save(tmp_path / name, PICTURE)).name == name


def test_values_are_checked() -> None:
    mask = np.ones((20, 30), np.bool_)
    with pytest.raises(TemplateError, match="GSD"):
        Template("a", PICTURE, mask, gsd_m=0)
    with pytest.raises(TemplateError, match="heading"):
        Template("a", PICTURE, mask, heading_deg=float("nan"))
    with pytest.raises(TemplateError, match="uint8"):
        Template("a", PICTURE.astype(float), mask)
    with pytest.raises(TemplateError, match="mask"):
        Template("a", PICTURE, mask[:5])


# --- bad pictures ---


def test_errors_are_one_line_and_name_the_file(tmp_path: Path) -> None:
    good = save(tmp_path / "good.jpg", PICTURE).read_bytes()
    cases = {
        "missing.png": None,
        "empty.jpg": b"",
        "text.png": b"this is no picture",
        "cut.jpg": good[: len(good) // 2],
        "text.tif": b"this is no raster",
        "empty.bmp": b"BM",
    }
    for name, content in cases.items():
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(TemplateError) as caught:
            Template.open(file)
        assert name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_one_colour_is_nothing_to_look_for(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="of one colour"):
        Template.open(save(tmp_path / "grey.png", np.full((20, 30, 3), 77, np.uint8)))


def test_one_colour_within_the_mask_is_nothing_to_look_for(tmp_path: Path) -> None:
    rgba = np.dstack([PICTURE, np.zeros((20, 30), np.uint8)])
    with pytest.raises(TemplateError, match="masked all over"):
        Template.open(save(tmp_path / "a.png", rgba))
    rgba[3, 3, 3] = 255
    with pytest.raises(TemplateError, match="of one colour"):
        Template.open(save(tmp_path / "b.png", rgba))


# --- files, folders, patterns ---


def test_files_folders_and_patterns_in_order_without_repetition(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "sub/c.png", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder.jpg").mkdir()
    a, b, c = tmp_path / "a.PNG", tmp_path / "b.jpg", tmp_path / "sub/c.png"
    assert find_pictures([tmp_path]) == [a, b]
    assert find_pictures([b, tmp_path]) == [b, a]
    assert find_pictures([str(tmp_path / "*.jpg"), c]) == [b, c]
    assert find_pictures([str(tmp_path / "**" / "*.png")]) == [c]


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    file = save(tmp_path / "photo[1].png", PICTURE)
    assert find_pictures([file]) == [file]


def test_a_relative_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "a.png", PICTURE)
    monkeypatch.chdir(tmp_path)
    assert find_pictures(["*.png"]) == [Path("a.png")]


@pytest.mark.parametrize("source", ["missing.png", "*.gif", "empty"])
def test_nothing_found_is_an_error(tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TemplateError, match=r"missing|gif|holds no picture"):
        find_pictures([tmp_path / source])


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    with pytest.raises(TemplateError, match="cannot be read"):
        find_pictures([closed])


def test_equal_names_become_different(tmp_path: Path) -> None:
    files = [tmp_path / folder / "a.png" for folder in ("one", "two", "two")]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        save(file, PICTURE)
    templates = with_unique_names([Template.open(file) for file in files])
    assert [t.name for t in templates] == ["a.png", "two/a.png", "two/a.png (2)"]


def lossless(name: str) -> dict[str, bool]:
    return {"lossless": True, "exact": True} if name.endswith("webp") else {}
