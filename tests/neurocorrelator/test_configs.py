"""The YAML files that ship with the program are valid and say the defaults."""

from __future__ import annotations

import pytest
import yaml
from pydantic import ValidationError

from neurocorrelator import MatchConfig, config_path, parse_rotations, parse_scales


def load_match_yaml() -> dict[str, object]:
    settings = yaml.safe_load(config_path("match.yaml").read_text(encoding="utf-8"))
    assert isinstance(settings, dict)
    return settings


def test_match_yaml_says_the_defaults() -> None:
    assert MatchConfig.model_validate(load_match_yaml()) == MatchConfig()


def test_match_yaml_names_every_setting_in_the_schemas_order() -> None:
    assert list(load_match_yaml()) == list(MatchConfig.model_fields)


def test_every_setting_has_a_comment() -> None:
    lines = config_path("match.yaml").read_text(encoding="utf-8").splitlines()
    settings = [line for line in lines if line and not line.startswith(("#", " "))]
    assert len(settings) == len(MatchConfig.model_fields)
    assert all(" # " in line for line in settings)


def test_parity_yaml_says_the_papers_settings() -> None:
    settings = yaml.safe_load(config_path("parity.yaml").read_text(encoding="utf-8"))
    paper = MatchConfig.model_validate(settings)
    assert paper == MatchConfig(
        score="bag",
        alpha=25,
        layer_weights=(1, 1),
        standardisation="joint",
        reduce=1,
        rotations="none",
        scales="none",
        verify=0,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", "none"),
        ("auto", "auto"),
        ("15", (15.0,)),
        ("-30:30:15", (-30.0, -15.0, 0.0, 15.0, 30.0)),
        ("0:360:90", (0.0, 90.0, 180.0, 270.0)),  # 360 is 0 again
        ("0:50:20", (0.0, 20.0, 40.0)),
    ],
)
def test_rotations_as_text(text: str, expected: object) -> None:
    assert parse_rotations(text) == expected
    assert MatchConfig.model_validate({"rotations": text}).rotations == expected


def test_scales_as_text_are_geometric() -> None:
    assert parse_scales("0.5:2:3") == pytest.approx((0.5, 1.0, 2.0))
    assert parse_scales("0.5:2:1") == pytest.approx((1.0,))
    assert MatchConfig.model_validate({"scales": "0.5:2:3"}).scales == pytest.approx((0.5, 1, 2))


@pytest.mark.parametrize(
    "settings",
    [
        {"rotations": "0:10:0"},
        {"rotations": "10:0:5"},
        {"rotations": "0:360:0.01"},
        {"rotations": "all"},
        {"rotations": []},
        {"rotations": [float("nan")]},
        {"scales": "0:2:3"},
        {"scales": "1:2:2.5"},
        {"scales": [0.5, -1.0]},
        {"alpha": 0},
        {"alpha": 41},
        {"blur_cells": 4},
        {"min_coverage": 0},
        {"tile_px": 510},
        {"layer_weights": [0, 0]},
        {"layer_weights": [1]},
        {"top": 0},
        {"verify": -1},
        {"verify": 101},
        {"reduce": 0.25},
        {"reduce": 1.5},
        {"score": "ncc"},
        {"unknown": 1},
    ],
)
def test_a_setting_that_cannot_work_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MatchConfig.model_validate(settings)


def test_alpha_follows_the_score() -> None:
    assert MatchConfig().effective_alpha == 10
    assert MatchConfig(score="bag").effective_alpha == 25
    assert MatchConfig(score="bag", alpha=7).effective_alpha == 7
