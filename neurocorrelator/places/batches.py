"""Batches of P places x K views, each picture drawn anew: turned, cut, recoloured.

All that is random comes from (seed, epoch, number of the batch): a run that was killed draws the
same pictures again, with any number of processes.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from neurocorrelator.errors import PlacesError
from neurocorrelator.places.ground_squares import mask_seen_by, own_grid, seen_by, square_grid
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.squares import square_picture
from neurocorrelator.places.tree import GroundPose, PlacePicture, by_place
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.opencv_matrix import matrix_of
from neurocorrelator.training_config import TrainConfig

FloatArray = NDArray[np.float64]

_SCALE_SPREAD = 0.04  # of pictures of known ground against each other, as a logarithm
_FREE_SPREAD = 0.12  # of pictures that serve the global objective alone
_SHIFT = 0.15  # of the side: how far pictures of known ground are moved against each other
_BLUR_ABOVE = 1.5  # of what a picture shrinks by
_APART = 0.9  # of the side: places of a batch whose centres are nearer show the same ground
_ALIGNED_SHARE = 0.67  # of the pictures, where both objectives count


@dataclass(frozen=True, eq=False)
class DrawnPicture:
    """A picture as it is trained on.

    Attributes:
        source: what was drawn.
        rgb: [S, S, 3] uint8.
        mask: [S, S], False beside the source.
        to_plane: corner pixel coordinates to those of the plane.
        plane: pictures with the same number show the same ground by `to_plane`.
    """

    source: PlacePicture
    rgb: RgbArray
    mask: MaskArray
    to_plane: Affine
    plane: int


class BatchPlan:
    """Draws the batches of a training side."""

    def __init__(
        self,
        pictures: Sequence[PlacePicture],
        places: Sequence[str],
        config: TrainConfig,
        store: PictureStore,
    ) -> None:
        """Nothing is read yet.

        Args:
            pictures: of the training side.
            places: to train on.
            config: the settings.
            store: reads the pictures.
        """
        chosen = set(places)
        self._grouped = by_place(
            p
            for p in pictures
            if p.place in chosen and (not config.views or p.view in config.views)
        )
        self._names = tuple(self._grouped)
        self._config = config
        self._store = store

    @property
    def places_per_batch(self) -> int:
        """P: as told, or all that there are."""
        return min(self._config.places_per_batch, len(self._names))

    @property
    def steps(self) -> int:
        """Batches an epoch."""
        whole = max(1, len(self._names) // self.places_per_batch)
        return self._config.steps_per_epoch or whole

    def draw(self, epoch: int, number: int) -> list[DrawnPicture]:
        """The pictures of one batch, those of a place after one another.

        Raises:
            PlacesError: fewer than two places of it can be read.
        """
        rng = np.random.default_rng([self._config.seed, epoch, number])
        drawn: list[DrawnPicture] = []
        taken: list[str] = []
        left = deque(self._order(epoch, number))
        beside: list[str] = []  # lie too near: they are taken where no others are left
        while left and len(taken) < self.places_per_batch:
            name = left.popleft()
            if name not in beside and any(self._overlap(name, other) for other in taken):
                beside.append(name)
                left.append(name)
                continue
            own = self._draw_place(name, len(drawn), rng)
            if own:
                drawn += own
                taken.append(name)
        if len(taken) < 2:
            raise PlacesError(
                "fewer than two places have two readable pictures; check the data with"
                " `neurocorrelator dataset check`"
            )
        return drawn

    def _overlap(self, first: str, second: str) -> bool:
        """Whether two places show so much of the same ground that calling it apart teaches wrongly.

        Places may lie each in a plane of its own; then all seem to overlap, and none is preferred.
        """
        one, other = (self._grouped[name][0].pose for name in (first, second))
        if one is None or other is None:
            return False
        apart = math.hypot(one.east - other.east, one.north - other.north)
        return apart < _APART * min(one.side_m, other.side_m)

    def _order(self, epoch: int, number: int) -> list[str]:
        """The batch's own places first; the others stand in where those cannot be read."""
        size = self.places_per_batch
        a_round = max(1, len(self._names) // size)
        rng = np.random.default_rng([self._config.seed, epoch, number // a_round, 1])
        order = rng.permutation(len(self._names))
        return [self._names[i] for i in np.roll(order, -(number % a_round) * size)]

    def _draw_place(
        self, name: str, first_plane: int, rng: np.random.Generator
    ) -> list[DrawnPicture]:
        config = self._config
        seen = self._choose(name, rng)
        if len(seen) < 2:
            return []
        dense, both = config.dense_weight > 0, config.global_weight > 0 < config.dense_weight
        poses = [picture.pose for picture, _, _ in seen]
        share = float(rng.uniform(*config.crop))
        heading = float(rng.uniform(-180, 180))
        drawn: list[DrawnPicture] = []
        if all(pose is not None for pose in poses):
            known = [pose for pose in poses if pose is not None]
            side = min(pose.side_m for pose in known) * share
            room = (1 - share) / 2 * min(pose.side_m for pose in known)
            shift = rng.uniform(-room, room, 2)
            centre = known[0].east + shift[0], known[0].north + shift[1]
            for index, ((picture, rgb, mask), pose) in enumerate(zip(seen, known, strict=True)):
                aligned = dense and (not both or index < max(2, round(_ALIGNED_SHARE * len(known))))
                turn, scale, moved = self._jitter(aligned, rng)
                to_plane = square_grid(config.size_px, centre, heading + turn, side * scale, moved)
                drawn.append(self._warp(picture, rgb, mask, to_plane, pose, first_plane, rng))
            return drawn
        for index, (picture, rgb, mask) in enumerate(seen):
            looks = 2 if dense and index == 0 else 1  # of a picture with itself the warp is known
            own = GroundPose(0, 0, 0, mask.shape[1])
            base = float(rng.uniform(-180, 180))
            for _ in range(looks):
                turn, scale, moved = self._jitter(looks == 2, rng)
                side = mask.shape[1] * share * scale
                to_plane = square_grid(config.size_px, (0.0, 0.0), base + turn, side, moved)
                plane = first_plane + index
                drawn.append(self._warp(picture, rgb, mask, to_plane, own, plane, rng))
        return drawn

    def _jitter(
        self, aligned: bool, rng: np.random.Generator
    ) -> tuple[float, float, tuple[float, float]]:
        """Turn in degrees, factor of scale, and shift in shares of the side."""
        if not aligned:
            turn, spread, reach = float(rng.uniform(-180, 180)), _FREE_SPREAD, _SHIFT / 2
        else:
            turn, spread, reach = (
                float(np.clip(rng.normal(0, 0.5), -1, 1)) * self._config.turn_deg,
                _SCALE_SPREAD,
                _SHIFT,
            )
        scale = math.exp(float(rng.normal(0, spread)))
        right, down = (float(v) for v in rng.uniform(-reach, reach, 2))
        return turn, scale, (right, down)

    def _choose(
        self, name: str, rng: np.random.Generator
    ) -> list[tuple[PlacePicture, RgbArray, MaskArray]]:
        """K readable pictures of a place, of as many views as there are, in turn."""
        by_view: dict[str, list[PlacePicture]] = {}
        for picture in self._grouped[name]:
            by_view.setdefault(picture.view, []).append(picture)
        queues = [[own[i] for i in rng.permutation(len(own))] for _, own in sorted(by_view.items())]
        queues = [queues[i] for i in rng.permutation(len(queues))]
        chosen: list[tuple[PlacePicture, RgbArray, MaskArray]] = []
        while any(queues) and len(chosen) < self._config.views_per_place:
            for queue in queues:
                while queue and len(chosen) < self._config.views_per_place:
                    picture = queue.pop()
                    read = self._store.read(picture.path)
                    if read is not None:
                        chosen.append((picture, *read))
                        break
        return chosen

    def _warp(  # noqa: PLR0917 (what a picture is drawn from)
        self,
        picture: PlacePicture,
        rgb: RgbArray,
        mask: MaskArray,
        to_plane: Affine,
        pose: GroundPose,
        plane: int,
        rng: np.random.Generator,
    ) -> DrawnPicture:
        size = self._config.size_px
        rows, cols = mask.shape
        to_source = ~own_grid(cols, rows, pose) * to_plane
        seen = seen_by(rgb, to_source, size, blur_above=_BLUR_ABOVE)
        valid = mask_seen_by(mask, to_source, size)
        coloured = _recolour(seen, self._config.colour, rng)
        return DrawnPicture(picture, coloured, valid, to_plane, plane)


def warp_to_north(
    picture: PlacePicture, store: PictureStore, size: int, like: PlacePicture | None = None
) -> RgbArray | None:
    """[size, size, 3], a picture turned north, or as it is where its pose is not known.

    Args:
        picture: to read.
        store: reads it.
        size: of the square.
        like: shows the same ground as this one, where both poses are known.

    Returns:
        None where it cannot be read.
    """
    read = store.read(picture.path)
    if read is None:
        return None
    rgb, mask = read
    pose = picture.pose
    if pose is None:
        return square_picture(rgb, mask, size)
    frame = pose if like is None or like.pose is None else like.pose
    grid = square_grid(size, (frame.east, frame.north), 0.0, frame.side_m)
    rows, cols = mask.shape
    return seen_by(rgb, ~own_grid(cols, rows, pose) * grid, size, blur_above=_BLUR_ABOVE)


def warp_between(first: DrawnPicture, second: DrawnPicture) -> FloatArray:
    """[2, 3], corner pixels of the first to those of the second; both of one plane."""
    return matrix_of(~second.to_plane * first.to_plane)


def _recolour(rgb: RgbArray, strength: float, rng: np.random.Generator) -> RgbArray:
    """Other gamma, contrast, brightness and colour balance; the same draws at any strength."""
    draws = rng.uniform(-1, 1, 6) * strength
    gamma, contrast = math.exp(draws[0]), math.exp(draws[1])
    values = np.arange(256, dtype=np.float64) / 255
    middle = float(rgb.mean()) / 255
    out = np.empty_like(rgb)
    for channel in range(3):
        balance = math.exp(0.25 * draws[3 + channel])
        curve = (values**gamma * balance - middle) * contrast + middle + 0.25 * draws[2]
        table = np.clip(curve * 255 + 0.5, 0, 255).astype(np.uint8)
        out[..., channel] = table[rgb[..., channel]]
    return out
