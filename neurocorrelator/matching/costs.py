"""What the stages of a search cost, roughly, so that progress moves evenly."""

from __future__ import annotations

from collections.abc import Sequence

from neurocorrelator.config import MatchConfig
from neurocorrelator.features.scene_features import STATISTICS_PX
from neurocorrelator.features.vgg import TEMPLATE_PAD_PX
from neurocorrelator.matching.focus import DOUBTED_PX, SAMPLE_PX
from neurocorrelator.matching.plan import Search, plan_fine, plan_told
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid

FINE_POSES = 6  # of a template that a coarse search found, searched again at full resolution
_OF_CELL = 3.6e6  # operations of the network
_OF_PAIR = 500.0
_OF_VERIFICATION = 2e10


def levels(searches: Sequence[Search]) -> list[tuple[bool, float]]:
    """Whether coarse, and scene pixels per working pixel, of all that is read, in order."""
    return sorted({(s.coarse, v.reduce) for s in searches for v in s.variants})


def stage_costs(raster: Raster, searches: Sequence[Search]) -> list[dict[str, float]]:
    """Rough operations of all stages of a search, in the order of the levels."""
    costs = [
        _of_level(WorkingGrid(raster, reduce), [s for s in searches if s.coarse is coarse])
        for coarse, reduce in levels(searches)
    ]
    costs.append({"candidates": float(len(searches))})
    costs.append({"verification": _OF_VERIFICATION * sum(s.verified for s in searches)})
    return costs


def cost(raster: Raster, searches: Sequence[Search]) -> float:
    """Rough operations of a search."""
    if not searches:
        return 0.0
    return sum(sum(costs.values()) for costs in stage_costs(raster, searches))


def cost_of_fine(raster: Raster, searches: Sequence[Search], config: MatchConfig) -> float:
    """Rough operations of searching again finely; which poses that will be is not known yet."""
    if not config.effective_verify:
        return 0.0
    coarse = [search for search in searches if search.coarse]
    poses = {s.template.name: [v.pose for v in s.variants[:FINE_POSES]] for s in coarse}
    small = [search for search in coarse if not search.large]
    total = cost(raster, plan_fine(raster, poses, small, config))
    for search in coarse:
        if search.told is not None:
            total += cost(raster, [plan_told(search, config)])
        elif search.large:
            total += cost(raster, plan_fine(raster, poses, [search], config))
    return total


def _of_level(grid: WorkingGrid, searches: Sequence[Search]) -> dict[str, float]:
    """Rough operations of each stage of a working resolution."""
    pad = 2 * TEMPLATE_PAD_PX
    scene_cells = float(grid.cells[0] * grid.cells[1])
    if all(search.large and not search.coarse for search in searches):
        scene_cells = min(scene_cells, (SAMPLE_PX + DOUBTED_PX) / CELL_PX**2)
    variants = [v for s in searches for v in s.variants if v.reduce == grid.reduce]
    own_cells = sum(v.width * v.height for v in variants) / CELL_PX**2
    padded_cells = sum((v.width + pad) * (v.height + pad) for v in variants) / CELL_PX**2
    # of a large scene the second pass computes the cells that no statistics are of
    first = min(1.0, STATISTICS_PX / CELL_PX**2 / max(scene_cells, 1.0))
    compared = scene_cells * own_cells * _OF_PAIR * 1.25
    return {
        "statistics": scene_cells * _OF_CELL * first,
        "templates": padded_cells * _OF_CELL,
        "likelihoods": scene_cells * _OF_CELL * (1 - first) + compared,
        "scores": compared,
    }
