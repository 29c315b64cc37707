"""Which parts of a template are found in the scene where a match says they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import TemplateError
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.geo.homography import Homography
from neurocorrelator.matching.judgement import SAMPLE_PX, SAMPLE_TILE_PX
from neurocorrelator.matching.variants import verify_reduce
from neurocorrelator.matching.verification import Verifier, place_of
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.working_grid import WorkingGrid
from neurocorrelator.results.match_result import Match

FloatArray = NDArray[np.float64]

_MOST_LEVELS = 4  # of a scene that are prepared at once: kilobytes each


@dataclass(frozen=True, eq=False)
class PatchPairs:
    """Patches of a template and where the scene has what is most like them.

    Attributes:
        template: [n, 2] (col, row) of their centres in pixels of the template.
        scene: [n, 2] (col, row) in pixels of the scene.
        placed: [n, 2] where the footprint puts their centres, in pixels of the scene.
        inliers: [n] bool, those that lie where the footprint puts them.
    """

    template: FloatArray
    scene: FloatArray
    placed: FloatArray
    inliers: NDArray[np.bool_]


class InlierFinder:
    """Compares templates with a scene at their matches, patch by patch, as verification does.

    A match does not carry its patches: a hundred for each of thousands of matches would be most of
    a project, and a footprint that is put right has other ones. They are found anew in seconds.
    What is measured of the scene is kept for the next match. One thread at a time.

    Args:
        scene: that was searched.
        config: weights, device and layers, as the run had them.
    """

    def __init__(self, scene: Raster, config: MatchConfig) -> None:
        self._scene, self._config = scene, config
        self._network: VggCells | None = None
        self._verifiers: dict[float, Verifier] = {}
        self._cancel: CancelToken | None = None

    def find(
        self,
        template: Template,
        match: Match,
        *,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> PatchPairs:
        """All patches of a template around one of its matches.

        Args:
            template: the picture.
            match: where it lies; its footprint may be a corrected one.
            progress: told while the scene is measured, which the first match of a size waits for.
            cancel: checked several times a second.

        Raises:
            TemplateError: the footprint is no place of a picture, or nothing of the picture is left
                at the scene's resolution.
            RasterError: the scene is damaged, gone or of one colour.
            WeightsError: the weights are gone.
            DeviceError: the device is gone.
            CancelledError: `cancel` was set.
        """
        self._cancel = cancel
        try:
            to_scene = Homography.of_footprint((template.width, template.height), match.footprint)
        except ValueError as error:
            raise TemplateError(f"{template.name}: match {match.rank}: {error}") from error
        place = place_of(to_scene.matrix, template)
        verifier = self._verifier(verify_reduce(template, place.pose), progress)
        source, target, tolerance = verifier.pairs(template, place)
        placed = np.stack(to_scene(source[:, 0], source[:, 1]), axis=1)
        away = np.hypot(*(placed - target).T)
        return PatchPairs(source, target, placed, np.asarray(away <= tolerance, np.bool_))

    def _verifier(self, reduce: float, progress: ProgressCallback | None) -> Verifier:
        if self._network is None:
            device = resolve_device(self._config.device)
            weights = load_weights(self._config.weights, self._check)
            config = self._config
            self._network = VggCells(
                weights, device, config.layer_weights, precision=config.precision
            )
        if reduce not in self._verifiers:
            grid = WorkingGrid(self._scene, reduce)
            features = SceneFeatures(
                grid,
                self._network,
                tile_px=SAMPLE_TILE_PX,
                area=np.zeros(grid.cells, np.bool_),
                sample_px=SAMPLE_PX,
                check=self._check,
            )
            features.prepare(_teller(progress, features.first_pass))
            while len(self._verifiers) >= _MOST_LEVELS:
                del self._verifiers[next(iter(self._verifiers))]
            self._verifiers[reduce] = Verifier(features, self._network, check=self._check)
        return self._verifiers[reduce]

    def _check(self) -> None:
        if self._cancel is not None:
            self._cancel.raise_if_cancelled()


def _teller(progress: ProgressCallback | None, total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(Progress("statistics", done, total, done / max(total, 1)))

    return tell
