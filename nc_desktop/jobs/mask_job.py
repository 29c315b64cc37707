"""Drawing the mask of a template."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.model.mask_polygons import MaskPolygons, drawn_mask


@dataclass(frozen=True, eq=False)
class MaskJob:
    """Make a mask of polygons: of a large picture that takes a moment.

    Attributes:
        key: of the entry.
        template: the picture.
        base: [H, W], its own mask, without what was drawn.
        polygons: what is drawn.
    """

    key: int
    template: nc.Template
    base: NDArray[np.bool_]
    polygons: MaskPolygons

    def run(self, report: Report, cancel: nc.CancelToken) -> NDArray[np.bool_]:
        """The mask, [H, W].

        Raises:
            neurocorrelator.AreaError: a polygon has no inside.
            neurocorrelator.TemplateError: nothing is left to look for.
        """
        mask = drawn_mask(self.base, self.polygons)
        replace(self.template, mask=mask)  # says what such a template would be refused for
        return mask
