"""The network against torchvision's, and files of weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch.nn import functional
from torchvision.models.vgg import cfgs, make_layers

from neurocorrelator.errors import WeightsError
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.resources import shipped_weights


def test_layers_2_and_16_equal_torchvision() -> None:
    weights = load_weights("imagenet")
    network = VggCells(weights, torch.device("cpu"))
    reference = make_layers(cfgs["E"])[:18].eval()
    reference.load_state_dict({k.removeprefix("features."): v for k, v in weights.tensors.items()})
    assert str(reference) == str(network.features)
    rgb = np.random.default_rng(0).integers(0, 256, (52, 60, 3), dtype=np.uint8)
    ours = network.cells(rgb, np.ones((52, 60), dtype=np.bool_))

    x = torch.from_numpy(rgb).permute(2, 0, 1)[None].float() / 255
    x = (x - torch.tensor([0.485, 0.456, 0.406])[:, None, None]) / torch.tensor(
        [0.229, 0.224, 0.225]
    )[:, None, None]
    with torch.inference_mode():
        outputs = []
        for index, layer in enumerate(reference):
            x = layer(x)
            if index in (3, 17):
                outputs.append(x.clone())  # the next ReLU but one works in place
    # centre-aligned at an exact factor: cell i is the mean of pixels 4i + 1 and 4i + 2
    shallow = functional.avg_pool2d(outputs[0][:, :, 1:, 1:], 2, stride=4)
    for actual, expected in ((ours[:64], shallow[0]), (ours[64:], outputs[1][0])):
        # float32 rounding: the memory layout changes the order of the sums
        assert torch.allclose(actual, expected, rtol=1e-4, atol=1e-5 * float(expected.max()))


def test_the_grid_does_not_drift() -> None:
    """A bright dot lights the cell it is in, at the far end of a wide picture too."""
    network = VggCells(load_weights("imagenet"), torch.device("cpu"))
    width = 1602  # not a multiple of 4
    rgb = np.full((32, width, 3), 128, np.uint8)
    rgb[13:15, 1593:1595] = 255
    plain = network.cells(np.full_like(rgb, 128), np.ones(rgb.shape[:2], dtype=np.bool_))
    change = (network.cells(rgb, np.ones(rgb.shape[:2], dtype=np.bool_)) - plain).abs()
    assert change.shape == (320, 8, 401)
    for channels in (slice(0, 64), slice(64, 320)):
        row, col = np.unravel_index(int(change[channels].sum(dim=0).argmax()), (8, 401))
        assert (row, col) == (3, 398)


def test_a_fine_tuned_file_and_a_state_dict_are_read(tmp_path: Path) -> None:
    shipped = load_weights("imagenet")
    tuned = {k: v + 0.001 for k, v in shipped.tensors.items()}
    save_file(tuned, tmp_path / "веса.safetensors", metadata={"epoch": "3"})
    torch.save(tuned | {"classifier.0.bias": torch.zeros(3)}, tmp_path / "vgg19.pth")
    for name in ("веса.safetensors", "vgg19.pth"):
        loaded = load_weights(str(tmp_path / name))
        assert loaded.sha256 != shipped.sha256
        assert all(torch.equal(loaded.tensors[k], v) for k, v in tuned.items())
    assert load_weights(str(tmp_path / "веса.safetensors")).metadata == {"epoch": "3"}


def test_shipped_weights_have_names_and_tell_their_parent() -> None:
    loaded = {name: load_weights(name) for name in shipped_weights()}
    assert list(loaded) == ["imagenet", "aerial"]
    assert [weights.name for weights in loaded.values()] == list(loaded)
    parent, _, sha256 = loaded["aerial"].metadata["parent"].partition(" ")
    assert (parent, sha256) == ("imagenet", loaded["imagenet"].sha256)
    changed = [
        name
        for name, tensor in loaded["imagenet"].tensors.items()
        if not torch.equal(tensor, loaded["aerial"].tensors[name])
    ]
    assert {name.split(".")[1] for name in changed} == {"10", "12", "14", "16"}  # the block conv3


def test_bad_weights_say_so(tmp_path: Path) -> None:
    (tmp_path / "text.safetensors").write_text("hello")
    (tmp_path / "text.pth").write_text("hello")
    (tmp_path / "empty.pth").write_bytes(b"")
    save_file({"features.0.weight": torch.zeros(3)}, tmp_path / "other.safetensors")
    good = dict(load_weights("imagenet").tensors)
    good["features.16.bias"] = torch.full((256,), torch.nan)
    save_file(good, tmp_path / "nan.safetensors")
    for path in [*tmp_path.iterdir(), tmp_path / "missing.safetensors"]:
        with pytest.raises(WeightsError, match=path.name) as raised:
            load_weights(str(path))
        assert "\n" not in str(raised.value)


def test_a_pickle_that_runs_code_is_refused(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "owned",)  # type: ignore[return-value]

    torch.save({"features.0.weight": Evil()}, tmp_path / "evil.pth")
    with pytest.raises(WeightsError):
        load_weights(str(tmp_path / "evil.pth"))
    assert not (tmp_path / "owned").exists()


def test_half_precision_is_near_and_has_a_name_of_its_own() -> None:
    """On CUDA; the processor computes the same, only slowly."""
    cpu = torch.device("cpu")
    whole = VggCells(load_weights("imagenet"), cpu)
    half = VggCells(load_weights("imagenet"), cpu, precision="float16")
    assert VggCells(load_weights("imagenet"), cpu, precision="auto").identity == whole.identity
    assert half.identity != whole.identity
    rgb = np.random.default_rng(0).integers(0, 256, (64, 72, 3)).astype(np.uint8)
    mask = np.ones((64, 72), np.bool_)
    cells, near = whole.cells(rgb, mask), half.cells(rgb, mask)
    assert near.dtype == torch.float32
    assert not torch.equal(cells, near)
    assert float((cells - near).norm() / cells.norm()) < 2e-3
