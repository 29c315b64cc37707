"""What a set of weights is worth: retrieval of held-out places, and hits of the matcher."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.evaluation.retrieval import Centring, embed, retrieve
from neurocorrelator.evaluation.truth_table import read_truths
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.weights import Weights, load_weights
from neurocorrelator.matching.match import match
from neurocorrelator.places.batches import BatchPlan, warp_to_north
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import PlacePicture, by_place
from neurocorrelator.progress import Check
from neurocorrelator.rasters.image import RgbArray
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.heatmap_picture import put_heatmap_picture
from neurocorrelator.results.match_result import MatchResult
from neurocorrelator.training.batches_loader import batch_of
from neurocorrelator.training.dense_objective import DenseObjective
from neurocorrelator.training.network import TrainedFeatures
from neurocorrelator.training_config import TrainConfig

_MATCHING = {"rotations": "none", "scales": "none", "verify": 0, "top": 1, "cache_gib": 0}
_RIGHT_WITHIN = 0.25  # of the template's side, as `evaluate localisation` has it
_MOSAIC_PLACES = 36
_CENTRING_PICTURES = 48  # of the training side, evenly spread: enough for a mean
_DENSE_BATCHES = 2
_PART = 0.3  # of a picture's side that a template of the mosaic shows
HIT_M = 40


@dataclass(frozen=True, eq=False)
class _Search:
    """Templates that are sought in one scene, with their true centres in its pixels."""

    scene: Path
    templates: tuple[Template, ...]
    truths: tuple[tuple[float, float], ...]
    within_px: tuple[float, ...]


class Validation:
    """Measures weights, always on the same held-out places and the same localisation set."""

    def __init__(
        self,
        train: Sequence[PlacePicture],
        held_out: Sequence[PlacePicture],
        config: TrainConfig,
        store: PictureStore,
        check: Check,
    ) -> None:
        """Prepares the localisation set.

        Args:
            train: pictures that the centring is learnt on.
            held_out: of places that are not trained on.
            config: the settings.
            store: reads the pictures.
            check: may raise to stop.

        Raises:
            NeurocorrelatorError: the table of the localisation set cannot be read.
        """
        step = max(1, len(train) / _CENTRING_PICTURES)
        count = min(len(train), _CENTRING_PICTURES)
        self._train = [train[int(i * step)] for i in range(count)]
        self._held_out = held_out
        self._config, self._store, self._check = config, store, check
        self._folder = tempfile.TemporaryDirectory(prefix="neurocorrelator-")
        self._searches = self._prepare() if config.localisation_count else []
        self.first_result: MatchResult | None = None

    def close(self) -> None:
        """Remove the mosaic."""
        self._folder.cleanup()

    def measure(self, weights: Path | str) -> dict[str, float]:
        """Metrics by name: recall and AP both ways, dense loss, hits of the matcher."""
        loaded = load_weights(str(weights), self._check)
        return self._retrieval(loaded) | self._dense_loss(loaded) | self._hits(weights)

    def put_heatmap(self, place: Path) -> bool:
        """Write the matcher's map of the first template that was sought last."""
        if self.first_result is None:
            return False
        put_heatmap_picture(self.first_result, place)
        return True

    @torch.no_grad()
    def _dense_loss(self, weights: Weights) -> dict[str, float]:
        """The dense objective on fixed batches of held-out places: smoother than any hit rate."""
        config = self._config
        places = list(by_place(self._held_out))
        if config.dense_weight == 0 or config.layers == "head" or len(places) < 2:
            return {}
        plan = BatchPlan(self._held_out, places, config, self._store)
        device = resolve_device(config.device)
        network = TrainedFeatures(weights, "conv3").to(device)
        objective = DenseObjective(config)
        losses = []
        for number in range(_DENSE_BATCHES):
            self._check()
            batch = batch_of(plan.draw(0, number), True, number).to(device)
            generator = torch.Generator().manual_seed(number)
            cells = network(batch.pictures)
            loss, _ = objective(cells, batch.valid, batch.places, batch.pairs, generator)
            losses.append(float(loss))
        return {"held_out_loss_dense": float(np.mean(losses))}

    def _retrieval(self, weights: Weights) -> dict[str, float]:
        size, device = self._config.size_px, resolve_device(self._config.device)
        common = {"device": device, "check": self._check}
        learnt = embed(weights, self._train, self._store, size, **common)  # type: ignore[arg-type]
        own = embed(weights, self._held_out, self._store, size, **common)  # type: ignore[arg-type]
        centring = Centring.of(learnt.pooled)
        return retrieval_metrics(own, centring, self._config.gallery)

    def _hits(self, weights: Path | str) -> dict[str, float]:
        hits: list[bool] = []
        first: MatchResult | None = None
        settings = MatchConfig(**_MATCHING, weights=str(weights), device=self._config.device)
        for search in self._searches:
            self._check()
            with Raster.open(search.scene) as raster:
                result = match(raster, search.templates, settings)
            best = {found.template: found for found in result.matches if found.rank == 1}
            for template, truth, within in zip(
                search.templates, search.truths, search.within_px, strict=True
            ):
                found = best.get(template.name)
                hits.append(found is not None and math.dist(found.centre, truth) <= within)
            if first is None:
                first = result
        self.first_result = None if first is None else _first_template(first)
        return {"hit": float(np.mean(hits))} if hits else {}

    def _prepare(self) -> list[_Search]:
        if self._config.localisation:
            return _table_searches(Path(self._config.localisation), self._config)
        search = _mosaic_search(self._held_out, self._config, self._store, Path(self._folder.name))
        return [] if search is None else [search]


def retrieval_metrics(own: Any, centring: Centring, gallery: str) -> dict[str, float]:
    """Recall and AP from the other views to the gallery's, and back."""
    inside = [i for i, p in enumerate(own.pictures) if p.view == gallery]
    if not inside:  # no such view: the first one in order stands in
        first = min(p.view for p in own.pictures)
        inside = [i for i, p in enumerate(own.pictures) if p.view == first]
    outside = [i for i in range(len(own.pictures)) if i not in set(inside)]
    if not inside or not outside:
        return {}
    sides = {"": (outside, inside), "back_": (inside, outside)}
    found: dict[str, float] = {}
    for name, (asked, sought) in sides.items():
        scores = retrieve(own.only(asked), own.only(sought), centring)
        found |= {f"{name}r@{k}": share for k, share in scores.recall.items()}
        found |= {f"{name}r@1%": scores.recall_1pct, f"{name}ap": scores.ap}
    return found


def _first_template(result: MatchResult) -> MatchResult:
    name = result.templates[0].name
    return replace(
        result,
        templates=result.templates[:1],
        matches=tuple(m for m in result.matches if m.template == name),
        score_maps=result.score_maps[:1],
    )


def _table_searches(table: Path, config: TrainConfig) -> list[_Search]:
    """Evenly spread rows of a table, by scene."""
    truths = [truth for truth in read_truths(table) if truth.present]
    count = min(config.localisation_count, len(truths))
    chosen = [truths[i * len(truths) // count] for i in range(count)]
    by_scene: dict[Path, list[Any]] = {}
    for truth in chosen:
        by_scene.setdefault(truth.scene, []).append(truth)
    searches = []
    for scene, own in by_scene.items():
        templates, places, within = [], [], []
        with Raster.open(scene) as raster:
            for truth in own:
                template = Template.open(
                    truth.picture.path,
                    name=f"{truth.picture.path.stem}_{truth.picture.line}",
                    gsd_m=truth.gsd_m,
                    heading_deg=truth.heading_deg,
                    mask=truth.picture.mask,
                    metadata=False,
                )
                place = truth.colrow(raster.georeference)
                gsd = 1.0
                if raster.georeference.is_geographic:
                    gsd = math.sqrt(math.prod(raster.georeference.gsd_m(*place)))
                templates.append(template)
                places.append(place)
                within.append(HIT_M / gsd)
        searches.append(_Search(scene, tuple(templates), tuple(places), tuple(within)))
    return searches


def _mosaic_search(
    pictures: Sequence[PlacePicture], config: TrainConfig, store: PictureStore, folder: Path
) -> _Search | None:
    """Held-out gallery pictures side by side are the scene; parts of the other views are sought.

    Pictures that are known to lie turned are turned north first: the matcher is told the heading.
    """
    size = max(128, config.size_px)
    tiles: dict[str, RgbArray] = {}
    sought: list[tuple[str, str, RgbArray]] = []
    for place, own in by_place(pictures).items():
        if len(tiles) == _MOSAIC_PLACES:
            break
        views: Mapping[str, list[PlacePicture]] = {
            view: [p for p in own if p.view == view] for view in {p.view for p in own}
        }
        inside = views.get(config.gallery) or own[:1]
        tile = warp_to_north(inside[0], store, size)
        others = [p for p in own if p not in inside]
        if tile is None or not others:
            continue
        tiles[place] = tile
        for other in others:
            seen = warp_to_north(other, store, size, like=inside[0])
            if seen is not None:
                sought.append((place, other.path.stem, seen))
    if len(tiles) < 2 or not sought:
        return None
    columns = math.ceil(math.sqrt(len(tiles)))
    lines = math.ceil(len(tiles) / columns)
    canvas = np.zeros((lines * size, columns * size, 3), np.uint8)
    corners = {}
    for number, (place, tile) in enumerate(tiles.items()):
        row, col = number // columns * size, number % columns * size
        canvas[row : row + size, col : col + size] = tile
        corners[place] = col, row
    scene = folder / "mosaic.png"
    PIL.Image.fromarray(canvas).save(scene)
    count = min(config.localisation_count, len(sought))
    templates, truths = [], []
    side = round(size * _PART) // 4 * 4
    first = (size - side) // 2
    for index in range(count):
        place, name, seen = sought[index * len(sought) // count]
        part = seen[first : first + side, first : first + side]
        file = folder / f"{index:03d}_{place}_{name}.png"
        PIL.Image.fromarray(part).save(file)
        templates.append(Template.open(file, name=file.stem, metadata=False))
        col, row = corners[place]
        truths.append((col + size / 2, row + size / 2))
    within = (side * _RIGHT_WITHIN,) * count
    return _Search(scene, tuple(templates), tuple(truths), within)
