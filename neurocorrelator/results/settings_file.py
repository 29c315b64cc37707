"""Settings as YAML files that the command line and the window read back."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import BaseModel

from neurocorrelator.config import MatchConfig
from neurocorrelator.results.atomic_files import atomic_file
from neurocorrelator.training_config import TrainConfig


def write_match_config(config: MatchConfig, path: str | os.PathLike[str]) -> None:
    """Write all settings with what each means, as `read_match_config` takes them.

    Args:
        config: the settings.
        path: the file; one that is there is replaced, all or nothing.

    Raises:
        OutputError: it cannot be written there.
    """
    _write(config, "match", path)


def write_train_config(config: TrainConfig, path: str | os.PathLike[str]) -> None:
    """Write all settings with what each means, as `make_train_config` takes them.

    Args:
        config: the settings.
        path: the file; one that is there is replaced, all or nothing.

    Raises:
        OutputError: it cannot be written there.
    """
    _write(config, "train", path)


def _write(config: BaseModel, command: str, path: str | os.PathLike[str]) -> None:
    lines = [
        f"# Settings of `neurocorrelator {command} --config`; what is left out keeps its default.\n"
    ]
    for key, value in config.model_dump(mode="json").items():
        described = type(config).model_fields[key].description
        # JSON is YAML, and quotes what YAML would take for something else, such as 1:2:3
        lines.append(f"# {described}\n{key}: {json.dumps(value, ensure_ascii=False)}\n")
    with atomic_file(Path(path)) as place:
        place.write_text("\n".join(lines), "utf-8", newline="\n")
