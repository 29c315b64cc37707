"""The network in training: VGG19 up to conv3_4, parts of it frozen; what it becomes in a file."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from neurocorrelator.features.vgg import vgg_layers
from neurocorrelator.features.weights import HEAD, LAYERS, Weights
from neurocorrelator.training_config import Layers

CHANNELS = 256
_FIRST_TRAINED = {"all": 0, "conv3": 10, "conv3_4": 16}  # numbers of torchvision's layers


class TrainedFeatures(nn.Module):
    """Pictures [N, 3, S, S] to conv3_4 cells [N, 256, S / 4, S / 4]."""

    def __init__(self, weights: Weights, layers: Layers) -> None:
        """From weights to start with.

        Args:
            weights: the starting ones, kept beside to be pulled to and mixed with.
            layers: what is trained.
        """
        super().__init__()
        self.features = vgg_layers()
        self.head = nn.Linear(CHANNELS, CHANNELS, bias=False) if layers == "head" else None
        if self.head is not None:
            nn.init.eye_(self.head.weight)
        self.load_state_dict(weights.tensors, strict=False)
        self._start = {name: tensor.clone() for name, tensor in weights.tensors.items()}
        self._first = _FIRST_TRAINED.get(layers, len(self.features))
        for layer in self.features[: self._first]:
            layer.requires_grad_(False)
        self.to(memory_format=torch.channels_last)

    def forward(self, pictures: Tensor) -> Tensor:
        """Cells before they are made comparable."""
        planes = pictures.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            for layer in self.features[: self._first]:
                planes = layer(planes)
        for layer in self.features[self._first :]:
            planes = layer(planes)
        return planes

    def embed(self, pooled: Tensor) -> Tensor:
        """Through the head, where there is one."""
        return pooled if self.head is None else self.head(pooled)

    def trained(self) -> list[nn.Parameter]:
        """What the optimiser moves."""
        return [p for p in self.parameters() if p.requires_grad]

    def distance_from_start(self) -> Tensor:
        """Sum of squares of all changes."""
        own = dict(self.named_parameters())
        parts = [
            (own[name] - start.to(own[name].device)).square().sum()
            for name, start in self._start.items()
            if own[name].requires_grad
        ]
        return torch.stack(parts).sum() if parts else torch.zeros(())

    @torch.no_grad()
    def exported(self, keep: float) -> dict[str, Tensor]:
        """Tensors by torchvision's names in float16, so much of them trained, the rest as before.

        Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022: the mean of starting
        and fine-tuned weights loses less on other data.
        """
        own = self.state_dict()
        out: dict[str, Tensor] = {}
        for layer in LAYERS:
            for kind in ("weight", "bias"):
                name = f"features.{layer}.{kind}"
                now, start = own[name].detach().float().cpu(), self._start[name].float().cpu()
                out[name] = torch.lerp(start, now, keep).half().contiguous()
        if self.head is not None:
            out[HEAD] = self.head.weight.detach().float().cpu().half().contiguous()
        return out
