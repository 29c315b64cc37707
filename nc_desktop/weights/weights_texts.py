"""Weights in words: the cells of their list, and all that is known of one."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from nc_desktop.training.run_texts import metric_text
from nc_desktop.training.setting_texts import metric_label, setting_label
from nc_desktop.weights.known_weights import SHIPPED, KnownWeights

_UNKNOWN = "–"
_TOLD = {  # in words of the program, or of no use to anybody
    "format", "parent", "parent_metadata", "epoch", "data", "data_sha256", "places", "held_out",
    "metrics_before", "metrics", "settings", "made_by", "versions",
}  # fmt: skip
_ORDER = ("hit", "ap", "r@1", "r@5", "r@10", "r@1%")
_NOT_MEASURED = ("loss", "loss_global", "loss_dense", "active", "found")


def kind_text(weights: KnownWeights) -> str:
    """Where they are from."""
    translate = QCoreApplication.translate
    return {
        "shipped": translate("Weights", "shipped"),
        "trained": translate("Weights", "trained"),
        "imported": translate("Weights", "imported"),
    }[weights.kind]


def gain_text(weights: KnownWeights) -> str:
    """`Hits of the matcher 50.0 % → 75.0 %`; a dash where nothing was measured."""
    if weights.metric is None:
        return _UNKNOWN
    name, before, after = weights.metric
    return f"{metric_label(name)} {metric_text(name, before)} → {metric_text(name, after)}"


def date_text(weights: KnownWeights) -> str:
    """When the file was written; of the shipped ones nobody asks."""
    if weights.kind == "shipped":
        return _UNKNOWN
    at = QDateTime.fromSecsSinceEpoch(int(weights.changed))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def places_text(weights: KnownWeights) -> str:
    """What they were trained on, such as `places (47)`."""
    name = weights.about.get("data", "")
    if not name:
        return "ImageNet" if weights.value == SHIPPED else _UNKNOWN
    return name if weights.places is None else f"{name} ({QLocale().toString(weights.places)})"


def size_text(weights: KnownWeights) -> str:
    """Such as `4.4 MiB`."""
    number = QLocale().toString(weights.size / 2**20, "f", 1)
    return QCoreApplication.translate("Weights", "{n} MiB").format(n=number)


def details_html(weights: KnownWeights, name: str, sha256: str) -> str:
    """All that is known, as a table."""
    translate, about = QCoreApplication.translate, weights.about
    parent, _, parent_hash = about.get("parent", "").partition(" ")
    rows = [
        (translate("Weights", "File"), str(weights.path)),
        ("SHA-256", sha256 or translate("Weights", "is being computed…")),
        (translate("Weights", "Started from"), f"{parent} {parent_hash[:12]}".strip()),
        (translate("Weights", "Epoch"), about.get("epoch", "")),
        (translate("Weights", "Trained on"), _trained_on(weights)),
        (translate("Weights", "On held-out places"), _metrics(weights)),
        (
            translate("Weights", "Settings"),
            "; ".join(
                f"{setting_label(key)}: {_value(value)}"
                for key, value in weights.told("settings").items()
                if key not in ("data", "out")  # of the machine that trained
            ),
        ),
        (translate("Weights", "Made by"), about.get("made_by", "")),
        (
            translate("Weights", "Versions"),
            ", ".join(f"{key} {value}" for key, value in weights.told("versions").items()),
        ),
    ]
    rows += [(key, text) for key, text in about.items() if key not in _TOLD]
    if not about and weights.kind != "shipped":
        said = translate("Weights", "The file tells nothing of how it was made.")
        rows.append((translate("Weights", "Metadata"), said))
    cells = "".join(
        f"<tr><td style='padding-right:14px; white-space:nowrap'>{escape(title)}</td>"
        f"<td>{escape(text).replace(chr(10), '<br>')}</td></tr>"
        for title, text in rows
        if text
    )
    return f"<p><b>{escape(name)}</b></p><table>{cells}</table>"


def _trained_on(weights: KnownWeights) -> str:
    text, held_out = places_text(weights), weights.about.get("held_out", "")
    if weights.kind == "shipped" or not weights.about.get("data"):
        return ""
    if held_out:
        text += ", " + QCoreApplication.translate("Weights", "{n} held out").format(n=held_out)
    return text


def _metrics(weights: KnownWeights) -> str:
    before, after = weights.metrics_before, weights.metrics
    names = [n for n in before if n in after and n not in _NOT_MEASURED]
    names.sort(key=lambda name: ("back" in name, "loss" in name, _order(name)))
    return "\n".join(
        f"{metric_label(n)} {metric_text(n, before[n])} → {metric_text(n, after[n])}" for n in names
    )


def _order(name: str) -> int:
    plain = name.removeprefix("back_")
    return _ORDER.index(plain) if plain in _ORDER else len(_ORDER)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _UNKNOWN
    return _UNKNOWN if value in ("", None) else str(value)
