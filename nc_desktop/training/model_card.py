"""What a file of weights says of itself, and the card that goes with an export."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

_MOST_HEADER = 1 << 24


def read_metadata(path: Path) -> dict[str, str]:
    """The metadata of a safetensors file; empty where there is none, or it is another file."""
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > _MOST_HEADER:
                return {}
            header = json.loads(stream.read(length))
        about = header.get("__metadata__", {})
        return {str(key): str(value) for key, value in about.items()}
    except (OSError, ValueError, struct.error, AttributeError):
        return {}


def numbers_in(about: Mapping[str, str], key: str) -> dict[str, float]:
    """Metrics that the metadata tell."""
    try:
        values = json.loads(about.get(key, "{}"))
        return {str(n): float(v) for n, v in values.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def mapping_in(about: Mapping[str, str], key: str) -> dict[str, Any]:
    """Settings or versions that the metadata tell; empty where there are none."""
    try:
        found = json.loads(about.get(key, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def card_text(name: str, about: Mapping[str, str]) -> str:
    """A model card in Markdown, in English: it goes where the weights go."""
    if "data" not in about:
        return f"# {name}\n\nWeights of VGG19; their file does not tell how they were made.\n"
    settings = mapping_in(about, "settings")
    before, after = numbers_in(about, "metrics_before"), numbers_in(about, "metrics")
    lines = [
        f"# {name}",
        "",
        "Weights of the Neurocorrelator's matcher, fine-tuned: "
        f"{about.get('network', 'VGG19 up to conv3_4')}.",
        "",
        f"Use: `neurocorrelator match SCENE TEMPLATE --weights {name}.safetensors`, or *Search →"
        " Advanced → Weights* in the window.",
        "",
        "| | |",
        "|---|---|",
        f"| made by | {about.get('made_by', '')} |",
        f"| started from | {about.get('parent', '')} |",
        f"| places | {about.get('data', '')} (sha256 {about.get('data_sha256', '')}) |",
        f"| epoch | {about.get('epoch', '')} |",
        "",
        "## On held-out places",
        "",
        "| metric | before | after |",
        "|---|---|---|",
        *(f"| {n} | {before[n]:.4f} | {after[n]:.4f} |" for n in before if n in after),
        "",
        "Held-out places come from the same data as those that were trained on; on other ground,"
        " seasons and sensors measure again (`neurocorrelator evaluate`).",
        "",
        "## Settings",
        "",
        *(f"- `{key}`: {value}" for key, value in settings.items() if key not in ("data", "out")),
        "",
        "## Versions",
        "",
        *(f"- {key} {value}" for key, value in mapping_in(about, "versions").items()),
        "",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, eq=False)
class ExportWeightsJob:
    """Copy weights, and write their card beside them."""

    source: Path
    target: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[Path, Path]:
        """Both files.

        Raises:
            neurocorrelator.NeurocorrelatorError: the weights are gone, or cannot be written.
        """
        try:
            data = self.source.read_bytes()
        except OSError as error:
            raise nc.WeightsError(
                f"{self.source}: cannot be read ({error.strerror or error})"
            ) from error
        nc.write_whole(self.target, lambda stream: stream.write(data))
        card = self.target.with_suffix(".md")
        text = card_text(self.target.stem, read_metadata(self.target)).encode("utf-8")
        nc.write_whole(card, lambda stream: stream.write(text))
        return self.target, card
