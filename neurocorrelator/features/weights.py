"""Weights of VGG19 up to conv3_4: the shipped ones, a fine-tuned checkpoint, or torchvision's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open

from neurocorrelator.errors import WeightsError
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.resources import shipped_weights

_HASHED_BYTES = 2**24  # at once
HEAD = "head.weight"
# torchvision's names of the eight convolutions that the matcher reads: conv1_1 ... conv3_4
LAYERS = (0, 2, 5, 7, 10, 12, 14, 16)
_SHAPES = {0: (64, 3), 2: (64, 64), 5: (128, 64), 7: (128, 128)} | {
    i: (256, 128 if i == 10 else 256) for i in (10, 12, 14, 16)
}


@dataclass(frozen=True, eq=False)
class Weights:
    """Tensors by torchvision's names (`features.0.weight` …), float32, and where they came from.

    Attributes:
        name: of shipped ones, such as 'imagenet', or the file's name.
        sha256: hash of the file, so that a result can name exactly what made it.
        metadata: what the file says of itself.
        head: [256, 256] that was trained for retrieval on top of pooled cells; the matcher does
            not read it. None where there is none.
    """

    name: str
    sha256: str
    tensors: dict[str, torch.Tensor]
    metadata: dict[str, str]
    head: torch.Tensor | None = None


def load_weights(source: str, check: Check = unchecked) -> Weights:
    """Load weights by name or from a file.

    Args:
        source: a name of `shipped_weights`, a `.safetensors` checkpoint, or a torchvision state
            dict (`.pth`, `.pt`; read without running any code in it).
        check: called while it loads; may raise to stop.

    Raises:
        WeightsError: missing, damaged, or of another network.
    """
    shipped = shipped_weights()
    path = shipped.get(source, Path(source))
    if not path.is_file():
        raise WeightsError(
            f"{path}: no such file of weights; the shipped ones are 'imagenet' or 'aerial'"
        )
    check()
    try:
        tensors, metadata = _read(path)
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror or error})") from error
    except Exception as error:  # damaged bytes make the unpickler raise anything, even KeyError
        raise WeightsError(
            f"{path}: is not a safetensors file or a state dict, or is damaged"
        ) from error
    check()
    return Weights(
        name=source if source in shipped else path.name,
        sha256=_sha256(path, check),
        tensors=_select(tensors, path),
        metadata=metadata,
        head=_head(tensors.get(HEAD), path),
    )


def _read(path: Path) -> tuple[dict[str, object], dict[str, str]]:
    if path.suffix == ".safetensors":
        with safe_open(path, framework="pt") as file:
            return {key: file.get_tensor(key) for key in file.keys()}, dict(file.metadata() or {})  # noqa: SIM118 (not a dict)
    state = torch.load(path, map_location="cpu", weights_only=True)
    if isinstance(state, dict) and isinstance(state.get("state_dict"), dict):
        state = state["state_dict"]
    if not isinstance(state, dict):
        raise ValueError("not a state dict")
    return state, {}


def _select(tensors: dict[str, object], path: Path) -> dict[str, torch.Tensor]:
    chosen: dict[str, torch.Tensor] = {}
    for layer in LAYERS:
        out_channels, in_channels = _SHAPES[layer]
        shapes = {"weight": (out_channels, in_channels, 3, 3), "bias": (out_channels,)}
        for kind, shape in shapes.items():
            name = f"features.{layer}.{kind}"
            tensor = tensors.get(name)
            if not isinstance(tensor, torch.Tensor) or tuple(tensor.shape) != shape:
                raise WeightsError(
                    f"{path}: is not VGG19 as torchvision names it ({name} is missing or of another"
                    " shape); give VGG19 weights or 'imagenet'"
                )
            values = tensor.detach().to("cpu", torch.float32)
            if not torch.isfinite(values).all():
                raise WeightsError(f"{path}: {name} holds values that are not finite")
            chosen[name] = values
    return chosen


def _head(tensor: object, path: Path) -> torch.Tensor | None:
    if not isinstance(tensor, torch.Tensor):
        return None
    values = tensor.detach().to("cpu", torch.float32)
    if values.shape != (256, 256) or not torch.isfinite(values).all():
        raise WeightsError(f"{path}: {HEAD} is not a matrix of 256 x 256 finite numbers")
    return values


def _sha256(path: Path, check: Check) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_HASHED_BYTES):
            check()
            digest.update(piece)
    return digest.hexdigest()
