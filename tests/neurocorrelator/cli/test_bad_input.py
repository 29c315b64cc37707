"""Bad input ends with one line on stderr, exit code 1 and no file; wrong usage with code 2."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
import torch
from safetensors import safe_open
from safetensors.torch import save_file

import neurocorrelator as nc
from neurocorrelator.cli.app import app
from tests.neurocorrelator.plain import PLAIN_FLAGS


def save(path: Path, pixels: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    PIL.Image.fromarray(pixels).save(path)
    return path


def scene_of(path: Path, pixels: np.ndarray, nodata: int | None = None) -> Path:
    profile = {"driver": "GTiff", "dtype": "uint8", "count": 3, "crs": "EPSG:32615"}
    profile |= {"height": pixels.shape[1], "width": pixels.shape[2], "nodata": nodata}
    transform = rasterio.Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5)
    with rasterio.open(path, "w", transform=transform, photometric="rgb", **profile) as dataset:
        dataset.write(pixels)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    noise = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)
    return save(tmp_path / "снимки" / "хороший снимок.png", noise)


def check_failed(done, out: Path, *words: str) -> None:
    assert done.code == 1, done
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("error: ")
    assert "Traceback" not in line
    for word in words:
        assert word in line
    assert not out.exists()


def test_scenes_that_cannot_be_searched(cli, good, tmp_path, rasters_dir) -> None:
    empty, text = tmp_path / "пустой.tif", tmp_path / "text.tif"
    empty.write_bytes(b"")
    text.write_text("hello")
    blank = scene_of(tmp_path / "blank.tif", np.zeros((3, 128, 128), np.uint8), nodata=0)
    noise = np.random.default_rng(0).integers(0, 255, (3, 128, 128), np.uint8)
    cut_off = scene_of(tmp_path / "обрыв.tif", noise)
    cut_off.write_bytes(cut_off.read_bytes()[:1000])  # the header, and no pixel
    out = tmp_path / "out"
    cases = [
        (tmp_path / "нет такого.tif", "no such file"),
        (tmp_path / f"{'долго' * 60}.tif", "no such file"),
        (empty, "is empty"),
        (text, "convert it to GeoTIFF"),
        (rasters_dir / "rasterio" / "all-nodata.tif", "nothing but nodata"),
        (blank, "nodata"),
        (cut_off, "is damaged, none of it can be read; get the file again"),
    ]
    for scene, word in cases:
        check_failed(cli("match", scene, good, "--out", out), out, scene.name, word)


def test_a_scene_that_is_damaged_in_part_is_searched_around_it(
    cli, good, tmp_path, rasters_dir
) -> None:
    scene, out = rasters_dir / "rasterio" / "corrupt.tif", tmp_path / "out"
    done = cli("match", scene, good, *PLAIN_FLAGS, "--out", out, "--json")
    assert (done.code, done.errors) == (0, [])
    assert "warning: corrupt.tif: 1 damaged block was not searched; get the file again" in done.err
    assert done.json["matches"]


def test_pictures_that_hold_nothing(cli, small_scene, tmp_path) -> None:
    flat = save(tmp_path / "flat.png", np.full((40, 40, 3), 90, np.uint8))
    hidden = np.random.default_rng(0).integers(0, 255, (40, 40, 4), np.uint8)
    hidden[..., 3] = 0
    clear = save(tmp_path / "clear.png", hidden)
    text = tmp_path / "заметки.jpg"
    text.write_text("hello")
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    (tmp_path / "nothing").mkdir()
    out = tmp_path / "out"
    cases = [
        (flat, "one colour"),
        (clear, "masked"),
        (text, "convert it to PNG"),
        (empty, "is empty (0 bytes); get the file again"),
        (tmp_path / "нет.png", "no such file"),
        (tmp_path / f"{'долго' * 60}.png", "no such file"),
        (tmp_path / "nothing", "no picture"),
    ]
    for picture, word in cases:
        check_failed(cli("match", small_scene.path, picture, "--out", out), out, picture.name, word)


def test_no_position_has_enough_of_the_scene_beneath_it(cli, good, tmp_path) -> None:
    pixels = np.zeros((3, 128, 128), np.uint8)
    pixels[:, 60:68, 60:68] = np.random.default_rng(0).integers(1, 255, (3, 8, 8), np.uint8)
    scene = scene_of(tmp_path / "spot.tif", pixels, nodata=0)
    out = tmp_path / "out"
    check_failed(cli("match", scene, good, *PLAIN_FLAGS, "--out", out), out, "coverage")


def test_places_that_cannot_be_written(cli, small_scene, good, tmp_path) -> None:
    blocker = tmp_path / "занято"
    blocker.write_text("mine")
    cases = [(blocker, "is a file"), (blocker / "below", "is a file")]
    if Path("/proc/self").exists():
        cases.append((Path("/proc/neurocorrelator"), "/proc"))
    for out, word in cases:
        done = cli("match", small_scene.path, good, "--out", out)
        assert done.code == 1
        (line,) = done.err.splitlines()
        assert line.startswith("error: ")
        assert word in line
    assert blocker.read_text() == "mine"


def test_tables_settings_and_weights(cli, small_scene, good, tmp_path) -> None:
    table, config, weights = tmp_path / "t.csv", tmp_path / "m.yaml", tmp_path / "w.pth"
    table.write_text("template,gsd\na.png,x\n")
    config.write_text("alpha: 50\n")
    weights.write_bytes(b"not weights")
    out = tmp_path / "out"
    cases = [
        (("--templates", table), "t.csv, line 2: gsd must be a number"),
        (("--templates", tmp_path / "no.csv"), "no such file"),
        (("--config", config), "m.yaml: alpha: must be less than or equal to 40"),
        (("--config", tmp_path / "no.yaml"), "no such file"),
        (("--weights", weights), "w.pth"),
        (("--device", "cuda:99"), "cuda"),
    ]
    for flags, word in cases:
        done = cli("match", small_scene.path, good, *flags, "--out", out)
        check_failed(done, out, word)


def test_checkpoints_that_are_not_of_this_network(cli, small_scene, good, tmp_path) -> None:
    folder, ran = tmp_path / "веса", tmp_path / "code ran"
    folder.mkdir()

    class Code:
        def __reduce__(self) -> tuple[object, ...]:
            return ran.touch, ()

    with (folder / "code.pth").open("wb") as stream:
        pickle.dump({"features.0.weight": Code()}, stream, protocol=2)
    torch.save({"features.0.weight": Code()}, folder / "zipped code.pth")
    torch.save([1, 2], folder / "list.pth")
    torch.save({"fc.weight": torch.ones(2, 2)}, folder / "other.pth")
    shapes = {"features.0.weight": torch.ones(8, 3, 3, 3), "features.0.bias": torch.ones(8)}
    save_file(shapes, folder / "other.safetensors")
    with safe_open(nc.shipped_weights()["imagenet"], framework="pt") as shipped:
        tensors = {name: shipped.get_tensor(name) for name in shipped.keys()}  # noqa: SIM118
    tensors["features.16.bias"][0] = torch.nan
    save_file(tensors, folder / "nan.safetensors")
    whole = nc.shipped_weights()["imagenet"].read_bytes()
    (folder / "half.safetensors").write_bytes(whole[: len(whole) // 2])
    (folder / "text.safetensors").write_text("not weights")
    out = tmp_path / "out"
    cases = {
        "code.pth": "is not a safetensors file or a state dict, or is damaged",
        "zipped code.pth": "is not a safetensors file or a state dict, or is damaged",
        "list.pth": "is not a safetensors file or a state dict, or is damaged",
        "text.safetensors": "is not a safetensors file or a state dict, or is damaged",
        "half.safetensors": "is not a safetensors file or a state dict, or is damaged",
        "other.pth": "is not VGG19 as torchvision names it (features.0.weight",
        "other.safetensors": "is not VGG19 as torchvision names it (features.0.weight",
        "nan.safetensors": "features.16.bias holds values that are not finite",
        "gone.pth": "no such file of weights; the shipped ones are 'imagenet' or 'aerial'",
    }
    for name, words in cases.items():
        done = cli("match", small_scene.path, good, "--weights", folder / name, "--out", out)
        check_failed(done, out, name, words)
    assert not ran.exists()


@pytest.mark.skipif(torch.cuda.is_available(), reason="a machine without CUDA")
def test_devices_that_do_not_exist(cli, small_scene, good, tmp_path) -> None:
    config, out = tmp_path / "m.yaml", tmp_path / "out"
    config.write_text("device: gpu\n")
    cases = [
        (("--device", "cuda:7"), "device 'cuda:7': no CUDA device found; use auto or cpu"),
        (("--device", "cuda"), "neurocorrelator doctor"),
        (("--config", config), "device 'gpu' is not auto, cpu, cuda, cuda:N or mps"),
    ]
    for flags, words in cases:
        done = cli("match", small_scene.path, good, *flags, "--out", out)
        check_failed(done, out, words)


def test_settings_that_are_none(cli, small_scene, good, tmp_path) -> None:
    config, out = tmp_path / "настройки.yaml", tmp_path / "out"
    cases = {
        b"\x89PNG\r\n\x1a\n\x00\xff": "is not UTF-8",
        b"score: [": "is not YAML",
        b"just words": "key: value",
        b"scroe: bag": "did you mean score?",
        b"top: many": "top: must be a valid integer",
        b"alpha: .nan": "alpha: must be",
        b"weights: 5": "weights: must be a valid string",
    }
    for text, words in cases.items():
        config.write_bytes(text)
        done = cli("match", small_scene.path, good, "--config", config, "--out", out)
        check_failed(done, out, config.name, words)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("match",),
        ("match", "scene.tif"),
        ("match", "scene.tif", "a.png", "--nonsense"),
        ("match", "scene.tif", "a.png", "--alpha", "50"),
        ("match", "scene.tif", "a.png", "--alpha", "hot"),
        ("match", "scene.tif", "a.png", "--score", "best"),
        ("match", "scene.tif", "a.png", "--rotations", "0:90"),
        ("match", "scene.tif", "a.png", "--scales", "2:1:3"),
        ("match", "scene.tif", "a.png", "--top", "0"),
        ("match", "scene.tif", "a.png", "--gsd", "-1"),
        ("match", "scene.tif", "a.png", "--gsd", "0.0.6"),
        ("match", "scene.tif", "a.png", "--gsd", ""),
        ("match", "scene.tif", "a.png", "--heading", "nan"),
        ("match", "scene.tif", "a.png", "--heading", "400"),
        ("match", "scene.tif", "a.png", "--formats", ""),
        ("match", "scene.tif", "a.png", "--min-score", "inf"),
        ("match", "scene.tif", "a.png", "--device", "tpu"),
        ("match", "scene.tif", "a.png", "--device", "gpu"),
        ("match", "scene.tif", "a.png", "--device", "cuda:-1"),
        ("doctor", "--nonsense"),
        ("match", "scene.tif", "a.png", "--formats", "csv,shp"),
        ("evaluate",),
        ("evaluate", "localisation"),
        ("evaluate", "localisation", "t.csv", "--seed", "-1"),
        ("info",),
    ],
)
def test_wrong_usage(arguments, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        app(list(arguments), prog_name="neurocorrelator")
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_flag_is_explained_in_the_words_of_flags(cli) -> None:
    done = cli("match", "scene.tif", "a.png", "--alpha", "50")
    assert "less than or equal to 40" in done.err
    assert "empty" not in done.err


def test_numbers_may_have_a_decimal_comma(cli, small_scene, tmp_path) -> None:
    done = cli("match", tmp_path / "no.tif", "a.png", "--gsd", "0,064", "--heading", "-12,5")
    assert done.code == 1
    assert "no such file" in done.err
