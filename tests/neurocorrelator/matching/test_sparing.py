"""A GPU without memory: smaller tiles, then the processor, and a line says so."""

from __future__ import annotations

import pytest
import torch

import neurocorrelator as nc
from neurocorrelator.config import MatchConfig
from neurocorrelator.features.device import is_out_of_memory
from neurocorrelator.matching import match as matching
from neurocorrelator.matching.sparing import sparing_ways
from tests.neurocorrelator.conftest import SmallScene
from tests.neurocorrelator.plain import plain

GPU = torch.device("cuda", 1)


def test_the_processor_has_one_way() -> None:
    config = MatchConfig()
    assert [(last, way.config) for last, way in sparing_ways(config, torch.device("cpu"))] == [
        (True, config)
    ]


def test_a_gpu_takes_smaller_tiles_and_then_gives_up() -> None:
    config = MatchConfig(tile_px=516, memory_mib=1000)
    ways = list(sparing_ways(config, GPU))
    assert [last for last, _ in ways] == [False, False, True]
    assert [way.device for _, way in ways] == [GPU, GPU, torch.device("cpu")]
    assert [way.config.tile_px for _, way in ways] == [516, 256, 516]
    assert [way.config.memory_mib for _, way in ways] == [1000, 250, 1000]
    least = list(sparing_ways(MatchConfig(tile_px=128, memory_mib=64), GPU))[1][1].config
    assert MatchConfig.model_validate(least.model_dump()) == least
    tiny = list(sparing_ways(MatchConfig(tile_px=64), GPU))
    assert [way.config.tile_px for _, way in tiny] == [64, 64, 64]
    assert [way.config.device for _, way in tiny] == ["auto", "auto", "cpu"]  # workers' as well


@pytest.mark.parametrize("lost", [1, 2])
def test_a_search_goes_on_where_there_is_memory(
    small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    """The GPU is played by the processor: what it does without memory is what is tested."""
    template = nc.Template.open(small_scene.cut(120, 80, 96))
    tried: list[tuple[torch.device, int]] = []
    real = matching._match_on  # type: ignore[attr-defined]

    def played(device: torch.device, *given: object, **more: object) -> nc.MatchResult:
        (_, _, config) = given
        assert isinstance(config, MatchConfig)
        tried.append((device, config.tile_px))
        if len(tried) <= lost:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return real(torch.device("cpu"), *given, **more)

    monkeypatch.setattr(matching, "resolve_device", lambda _: GPU)
    monkeypatch.setattr(matching, "_match_on", played)
    config = plain(tile_px=256)
    with nc.Raster.open(small_scene.path) as scene:
        result = nc.match(scene, [template], config)
    assert tried == [(GPU, 256), (GPU, 128), (torch.device("cpu"), 256)][: lost + 1]
    said = [line for line in result.warnings if "not enough memory" in line]
    assert len(said) == lost
    assert all(line.startswith("cuda:1: ") for line in said)
    assert result.config == config
    assert result.matches[0].centre == pytest.approx((168, 128), abs=1)


def test_no_memory_anywhere_is_one_line(
    small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried")

    monkeypatch.setattr(matching, "_match_on", full)
    with (
        nc.Raster.open(small_scene.path) as scene,
        pytest.raises(nc.DeviceError, match=r"^cpu: not enough memory; search") as no,
    ):
        nc.match(scene, [nc.Template.open(small_scene.cut(120, 80, 96))], plain())
    assert "\n" not in str(no.value)


def test_other_errors_are_not_taken_for_it(
    small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(matching, "_match_on", broken)
    with nc.Raster.open(small_scene.path) as scene, pytest.raises(RuntimeError, match="shapes"):
        nc.match(scene, [nc.Template.open(small_scene.cut(120, 80, 96))], plain())


@pytest.mark.parametrize(
    ("error", "is_it"),
    [
        (torch.OutOfMemoryError("CUDA out of memory"), True),
        (MemoryError(), True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate"), True),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_what_is_no_memory(error: BaseException, is_it: bool) -> None:
    assert is_out_of_memory(error) is is_it
