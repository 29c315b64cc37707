"""VGG19's layers 2 and 16 on one grid of stride 4.

Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2014.
The outputs of the ReLUs after conv1_2 (64 channels, stride 1, resampled to 4) and after conv3_4
(256 channels, stride 4) are concatenated. Cell i is centred at 4i + 2 in corner coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (the name that everybody uses)

from neurocorrelator.config import Precision
from neurocorrelator.features.device import is_half
from neurocorrelator.features.weights import Weights
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.working_grid import CELL_PX

STRIDE = CELL_PX
CHANNELS = (64, 256)  # conv1_2, conv3_4
HALO_PX = 24  # beyond it no pixel reaches a cell: blocks 1-3 reach 2 + 4 + 16, poolings the rest
_PIECE_PX = 512  # of a large picture: its slowest layer takes a third of a second on two slow cores
_WHOLE_PX = 640  # a picture up to here is not worth its pieces' halos
TEMPLATE_PAD_PX = 32  # reflected pixels around a template, cropped from its cells afterwards

MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)
_BLOCKS = ((64, 64), (128, 128), (256, 256, 256, 256))  # VGG19 up to conv3_4, pooling between


def vgg_layers() -> nn.Sequential:
    """`torchvision.models.vgg19().features[:18]`, which a test holds it to.

    Importing torchvision for it would double the time that the program needs to start.
    """
    layers: list[nn.Module] = []
    channels = 3
    for number, block in enumerate(_BLOCKS):
        if number:
            layers.append(nn.MaxPool2d(kernel_size=2, stride=2))
        for out in block:
            layers += [nn.Conv2d(channels, out, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
            channels = out
    return nn.Sequential(*layers)


class VggCells(nn.Module):
    """Pictures to cells: [1, 3, H, W] normalised RGB to [C, H / 4, W / 4].

    Attributes:
        layer_weights: of conv1_2 and conv3_4; a layer of weight 0 is left out of the cells.
        channels: C, 64 + 256 where both layers count.
        identity: of what makes the cells: the hash of the weights, and which layers count.
        device: where it computes.
    """

    def __init__(
        self,
        weights: Weights,
        device: torch.device,
        layer_weights: tuple[float, float] = (1.0, 1.0),
        *,
        precision: Precision = "float32",
    ) -> None:
        """Build the network on a device.

        Args:
            weights: of its layers.
            device: where it computes.
            layer_weights: as above.
            precision: float16 rounds what goes into each layer; sums are float32.
        """
        super().__init__()
        self.layer_weights = layer_weights
        self._counts = layer_weights[0] > 0, layer_weights[1] > 0
        self.channels = sum(n for n, w in zip(CHANNELS, self._counts, strict=True) if w)
        self._half = is_half(precision, device)
        self.identity = f"{weights.sha256} {self._counts}" + (" float16" if self._half else "")
        self.features = vgg_layers()
        self.load_state_dict(weights.tensors)
        self.requires_grad_(False)
        self.eval()
        self.to(device).to(memory_format=torch.channels_last)
        self.device = device

    def forward(self, picture: Tensor, check: Check = unchecked) -> Tensor:
        """Cells of one picture whose sides are multiples of 4; `check` is called between layers."""
        shallow = picture
        for layer in self.features[:4]:
            check()
            shallow = layer(shallow)
        deep: Tensor | None = None
        if self._counts[1]:
            # the first is a pooling: the in-place ReLUs behind it cannot reach `shallow`
            planes = shallow
            for layer in self.features[4:]:
                check()
                planes = layer(planes)
            deep = planes[0]
        if deep is not None and not self._counts[0]:
            return deep
        # an exact factor: with `size=` the grid would drift by pixels over a scene
        shallow = F.interpolate(
            shallow,
            scale_factor=1 / STRIDE,
            mode="bilinear",
            align_corners=False,
            recompute_scale_factor=False,
        )
        return shallow[0] if deep is None else torch.cat([shallow[0], deep])

    def cells(self, rgb: RgbArray, mask: MaskArray, check: Check = unchecked) -> Tensor:
        """Cells of a picture of any size.

        Large pictures go through the network in pieces: a layer of one piece is soon done, so that
        the work can be stopped, and takes little memory.

        Args:
            rgb: [H, W, 3] uint8.
            mask: [H, W]; pixels that are False count as the mean colour.
            check: called between the layers of each piece; may raise to stop.

        Returns:
            [C, ceil(H / 4), ceil(W / 4)] float32 on the device; the right and bottom edges are
            padded with the mean colour.
        """
        height, width = mask.shape
        if max(height, width) <= _WHOLE_PX:
            return self._cells(rgb, mask, check)
        rows, cols = -(-height // STRIDE), -(-width // STRIDE)
        out = torch.empty((self.channels, rows, cols), device=self.device)
        for down, within_down, place_down in _pieces(height):
            for across, within_across, place_across in _pieces(width):
                piece = self._cells(rgb[down, across], mask[down, across], check)
                out[:, place_down, place_across] = piece[:, within_down, within_across]
        return out

    @torch.no_grad()
    def _cells(self, rgb: RgbArray, mask: MaskArray, check: Check) -> Tensor:
        picture = torch.from_numpy(rgb).to(self.device).permute(2, 0, 1).float()[None] / 255.0
        mean = torch.tensor(MEAN, device=self.device)[:, None, None]
        deviation = torch.tensor(DEVIATION, device=self.device)[:, None, None]
        picture = (picture - mean) / deviation
        picture *= torch.from_numpy(mask).to(self.device)
        height, width = mask.shape
        picture = F.pad(picture, (0, -width % STRIDE, 0, -height % STRIDE))
        lower = torch.autocast(self.device.type, torch.float16, enabled=self._half)
        with torch.backends.cudnn.flags(allow_tf32=False), lower:
            out: Tensor = self(picture.contiguous(memory_format=torch.channels_last), check)
        return out.float()


def _pieces(length: int) -> Iterator[tuple[slice, slice, slice]]:
    """Along one side: pixels to read, halo included, the own cells among theirs, their place."""
    count = 1 + max(0, -(-(length - _WHOLE_PX) // _PIECE_PX))
    cells = -(-length // STRIDE)
    for first, last in pairwise(cells * i // count for i in range(count + 1)):
        start, stop = max(0, first * STRIDE - HALO_PX), min(length, last * STRIDE + HALO_PX)
        skip = first - start // STRIDE
        yield slice(start, stop), slice(skip, skip + last - first), slice(first, last)


def valid_cells(mask: MaskArray) -> MaskArray:
    """[H, W] pixels to [ceil(H / 4), ceil(W / 4)] cells: more than half of a cell's 16 pixels."""
    height, width = mask.shape
    padded = np.pad(mask, ((0, -height % STRIDE), (0, -width % STRIDE)))
    rows, cols = padded.shape[0] // STRIDE, padded.shape[1] // STRIDE
    counts = padded.reshape(rows, STRIDE, cols, STRIDE).sum(axis=(1, 3), dtype=np.int32)
    return np.asarray(counts * 2 > STRIDE * STRIDE, dtype=np.bool_)
