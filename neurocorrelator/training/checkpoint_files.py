"""The two checkpoints of a run: `last.ckpt` to go on from, `best.safetensors` to match with."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch.plugins.io import TorchCheckpointIO
from safetensors.torch import save
from torch import Tensor

from neurocorrelator.errors import TrainingError
from neurocorrelator.results.whole_file import write_whole

LAST = "last.ckpt"
BEST = "best.safetensors"


class WholeCheckpointIO(TorchCheckpointIO):
    """Lightning's checkpoints, written whole: a full disk or a kill leaves the former one."""

    def save_checkpoint(
        self, checkpoint: dict[str, Any], path: Any, storage_options: Any | None = None
    ) -> None:
        """Write all of it, or raise OutputError."""
        del storage_options
        memory = io.BytesIO()  # torch's own writer aborts the process on a full disk
        torch.save(checkpoint, memory)
        write_whole(Path(path), lambda stream: stream.write(memory.getbuffer()))


def read_last(path: Path) -> dict[str, Any]:
    """What `last.ckpt` holds, on the processor.

    Raises:
        TrainingError: missing, damaged, or not written by `train`.
    """
    if not path.is_file():
        raise TrainingError(f"{path}: no checkpoint to go on from; leave out --resume")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # damaged bytes make the unpickler raise anything
        raise TrainingError(
            f"{path}: is damaged or no checkpoint of training; leave out --resume to begin anew"
        ) from error
    if not isinstance(state, dict) or "neurocorrelator" not in state:
        raise TrainingError(f"{path}: is a checkpoint of another program; leave out --resume")
    return state


def write_weights(path: Path, tensors: Mapping[str, Tensor], about: Mapping[str, Any]) -> None:
    """Write weights that `match --weights` reads, with what they say of themselves.

    Args:
        path: the file; a former one stays until the new one is on the disk.
        tensors: by torchvision's names.
        about: told in the file's metadata; what is no text is written as JSON.

    Raises:
        OutputError: it cannot be written.
    """
    metadata = {
        key: value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        for key, value in about.items()
    }
    data = save(dict(tensors), metadata=metadata)
    write_whole(path, lambda stream: stream.write(data))
