"""Settings of matching as a YAML file that the command line and the window read back."""

from __future__ import annotations

import json
import os
from pathlib import Path

from neurocorrelator.config import MatchConfig
from neurocorrelator.results.atomic_files import atomic_file

_HEAD = "# Settings of `neurocorrelator match --config`; what is left out keeps its default.\n"


def write_match_config(config: MatchConfig, path: str | os.PathLike[str]) -> None:
    """Write all settings with what each means, as `read_match_config` takes them.

    Args:
        config: the settings.
        path: the file; one that is there is replaced, all or nothing.

    Raises:
        OutputError: it cannot be written there.
    """
    lines = [_HEAD]
    for key, value in config.model_dump(mode="json").items():
        described = MatchConfig.model_fields[key].description
        # JSON is YAML, and quotes what YAML would take for something else, such as 1:2:3
        lines.append(f"# {described}\n{key}: {json.dumps(value, ensure_ascii=False)}\n")
    with atomic_file(Path(path)) as place:
        place.write_text("\n".join(lines), "utf-8", newline="\n")
