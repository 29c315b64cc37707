from __future__ import annotations

from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.config_file import read_match_config


def read(folder: Path, text: str) -> nc.MatchConfig:
    path = folder / "настройки.yaml"
    path.write_text(text, encoding="utf-8")
    return read_match_config(path)


def test_the_file_that_ships_says_the_defaults() -> None:
    assert read_match_config(nc.config_path("match.yaml")) == nc.MatchConfig()


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    assert read(tmp_path, "") == nc.MatchConfig()
    assert read(tmp_path, "score: bag\nalpha: 3e1") == nc.MatchConfig(score="bag", alpha=30)


def test_sweeps_need_no_quotes(tmp_path: Path) -> None:
    # to YAML 1.1, which PyYAML reads, both are numbers in base 60
    config = read(tmp_path, "rotations: 20:40:10\nscales: 1:4:3\n")
    assert config.rotations == (20.0, 30.0, 40.0)
    assert config.scales == pytest.approx((1.0, 2.0, 4.0))
    assert read(tmp_path, "rotations: -20:20:20").rotations == (-20.0, 0.0, 20.0)
    assert read(tmp_path, "rotations: [0, 90.5]").rotations == (0.0, 90.5)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("alhpa: 3", ("unknown key alhpa", "did you mean alpha?")),
        ("colour: red", ("unknown key colour", "there are score, alpha")),
        ("alpha: 50", ("alpha: ", "less than or equal to 40", "temperature of SoftRank")),
        ("alpha: hot", ("alpha: ", "valid number")),
        ("score: best", ("score: ", "'aligned', 'bag' or 'cosine'")),
        ("rotations: sometimes", ("rotations: ", "A:B:STEP")),
        ("tile_px: 510", ("tile_px: ", "multiple of 4")),
        ("top: 0\nalpha: 99", ("alpha: must be", "; top: must be")),
        ("- 1\n- 2", ("key: value",)),
        ("alpha: [1", ("is not YAML",)),
        ("alpha: !!python/object:os.system {}", ("is not YAML",)),
    ],
)
def test_errors_name_file_key_and_what_is_allowed(
    text: str, parts: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(nc.ConfigurationError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "настройки.yaml"))
    assert "\n" not in message
    assert "pydantic" not in message
    for part in parts:
        assert part in message


def test_files_that_are_no_settings(tmp_path: Path) -> None:
    with pytest.raises(nc.ConfigurationError, match="no such file"):
        read_match_config(tmp_path / "none.yaml")
    with pytest.raises(nc.ConfigurationError, match="is a folder"):
        read_match_config(tmp_path)
    (tmp_path / "a.yaml").write_bytes("score: ц".encode("cp1251"))
    with pytest.raises(nc.ConfigurationError, match="not UTF-8"):
        read_match_config(tmp_path / "a.yaml")
