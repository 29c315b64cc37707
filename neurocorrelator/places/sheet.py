"""A sheet of triplets as training sees them: a picture, one of the same place, one of another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image

from neurocorrelator.places.batches import BatchPlan, DrawnPicture
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import PlaceTree, trainable
from neurocorrelator.rasters.image import RgbArray
from neurocorrelator.training_config import TrainConfig

TRIPLETS = 12
_PAPER = 255
_GAP_PX = 6


def draw_triplets(
    config: TrainConfig, count: int = TRIPLETS
) -> list[tuple[DrawnPicture, DrawnPicture, DrawnPicture]]:
    """Anchor, positive, negative, drawn as the first batches of training are.

    Raises:
        PlacesError: the folder cannot be trained on.
    """
    tree = PlaceTree.open(config.data)
    plan = BatchPlan(
        tree.train,
        trainable(tree.train, config.views, tree.root),
        config,
        PictureStore(3 * config.size_px),
    )
    found: list[tuple[DrawnPicture, DrawnPicture, DrawnPicture]] = []
    number = 0
    while len(found) < count:
        drawn = plan.draw(0, number)
        number += 1
        by_name: dict[str, list[DrawnPicture]] = {}
        for picture in drawn:
            by_name.setdefault(picture.source.place, []).append(picture)
        groups = list(by_name.values())
        for index, own in enumerate(groups):
            other = groups[(index + 1) % len(groups)]
            found.append((own[0], own[1], other[0]))
    return found[:count]


def put_sheet(config: TrainConfig, place: Path, count: int = TRIPLETS) -> None:
    """Write the sheet as PNG to a place that is already safe, see `atomic_files`."""
    PIL.Image.fromarray(sheet_picture(draw_triplets(config, count))).save(place, format="PNG")


def sheet_picture(
    triplets: list[tuple[DrawnPicture, DrawnPicture, DrawnPicture]],
) -> RgbArray:
    """[H, W, 3]: a triplet a line; its third picture, a little apart, is of another place."""
    size = triplets[0][0].rgb.shape[0]
    step, apart = size + _GAP_PX, 2 * _GAP_PX
    shape = len(triplets) * step + _GAP_PX, 3 * step + apart + _GAP_PX, 3
    sheet = np.full(shape, _PAPER, np.uint8)
    for index, triplet in enumerate(triplets):
        top = _GAP_PX + index * step
        for number, picture in enumerate(triplet):
            left = _GAP_PX + number * step + (apart if number == 2 else 0)
            sheet[top : top + size, left : left + size] = picture.rgb
    return sheet
