"""Settings that were written are read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import neurocorrelator as nc


@pytest.mark.parametrize(
    "config",
    [
        nc.MatchConfig(),
        nc.MatchConfig(
            score="bag",
            alpha=12.5,
            layer_weights=(1, 1),
            rotations=(-30.0, 0.0, 30.0),
            scales="auto",
            min_score=-2.25,
            reduce=0.5,
            weights='веса "новые": №1.safetensors',
            device="cuda:1",
        ),
    ],
)
def test_what_is_written_is_read_back(config: nc.MatchConfig, tmp_path: Path) -> None:
    path = tmp_path / "Настройки №1.yaml"
    nc.write_match_config(config, path)
    assert nc.read_match_config(path) == config
    nc.write_match_config(nc.MatchConfig(top=7), path)
    assert nc.read_match_config(path) == nc.MatchConfig(top=7)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file cannot hold another")
    with pytest.raises(nc.OutputError, match="file"):
        nc.write_match_config(nc.MatchConfig(), tmp_path / "file" / "a.yaml")
