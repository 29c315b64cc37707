"""The YAML files that ship with the program are valid and say the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from neurocorrelator import (
    MatchConfig,
    TrainConfig,
    config_path,
    make_train_config,
    parse_rotations,
    parse_scales,
    write_train_config,
)
from neurocorrelator.errors import ConfigurationError
from neurocorrelator.training_config import PRESETS


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


def test_train_yaml_says_the_defaults_and_names_every_setting() -> None:
    path = config_path("train.yaml")
    assert make_train_config(path) == make_train_config()
    named = {line.lstrip("# ").partition(":")[0] for line in path.read_text("utf-8").splitlines()}
    assert set(TrainConfig.model_fields) <= named


def test_a_preset_yields_to_the_file_and_the_file_to_key_value(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("epochs: 7\nmargin: 0.4\npreset: quick\n", "utf-8")
    config = make_train_config(file, ["margin=0.5", "out=2024"])
    assert (config.epochs, config.margin, config.out) == (7, 0.5, "2024")
    assert config.steps_per_epoch == PRESETS["quick"]["steps_per_epoch"]
    write_train_config(config, file)
    assert make_train_config(file) == config


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("epoch=3", "did you mean epochs"),
        ("margin=9", "margin: must be less than or equal to 2"),
        ("margin", "not of the form key=value"),
        ("layers=tail", "layers"),
        ("views=[drone]", "one view has no pairs"),
    ],
)
def test_wrong_settings_of_training_say_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        make_train_config(None, [text])


def test_the_schema_tells_a_form_all_it_needs() -> None:
    for name, field in TrainConfig.model_json_schema()["properties"].items():
        assert field["description"], name
        assert {"group", "unit", "advanced"} <= set(field), name
