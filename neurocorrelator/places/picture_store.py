"""Pictures of places in memory, as small as training needs them; damaged ones are told once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from neurocorrelator.errors import TemplateError
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.picture_file import read_picture

_MEMORY_BYTES = 512 * 2**20


class PictureStore:
    """Reads pictures, makes large ones smaller, and keeps as many as fit.

    Attributes:
        damaged: the pictures that cannot be read, with the reason.
    """

    def __init__(
        self, longest_px: int, told: Callable[[Path, str], None] = lambda path, reason: None
    ) -> None:
        """Nothing is read yet.

        Args:
            longest_px: larger pictures are reduced to this side.
            told: called once for each picture that cannot be read.
        """
        self.damaged: dict[Path, str] = {}
        self._longest_px = longest_px
        self._told = told
        self._kept: OrderedDict[Path, tuple[RgbArray, MaskArray]] = OrderedDict()
        self._bytes = 0

    def read(self, path: Path) -> tuple[RgbArray, MaskArray] | None:
        """[H, W, 3] uint8 and [H, W] bool; None where the picture cannot be read."""
        if path in self.damaged:
            return None
        kept = self._kept.get(path)
        if kept is not None:
            self._kept.move_to_end(path)
            return kept
        try:
            picture = read_picture(path)
        except TemplateError as error:
            self.damaged[path] = str(error)
            self._told(path, str(error))
            return None
        taken = self._reduced(picture.rgb, picture.mask)
        self._kept[path] = taken
        self._bytes += taken[0].nbytes + taken[1].nbytes
        while self._bytes > _MEMORY_BYTES and len(self._kept) > 1:
            _, (rgb, mask) = self._kept.popitem(last=False)
            self._bytes -= rgb.nbytes + mask.nbytes
        return taken

    def _reduced(self, rgb: RgbArray, mask: MaskArray) -> tuple[RgbArray, MaskArray]:
        factor = self._longest_px / max(mask.shape)
        if factor >= 1:
            return rgb, mask
        rows, cols = (max(1, round(side * factor)) for side in mask.shape)
        small = cv2.resize(rgb, (cols, rows), interpolation=cv2.INTER_AREA)
        valid = cv2.resize(mask.astype(np.uint8), (cols, rows), interpolation=cv2.INTER_NEAREST)
        return np.asarray(small, np.uint8), valid > 0
