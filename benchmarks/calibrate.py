"""Fit the confidence: how sure a match is, from what verification told of it.

    uv run python benchmarks/calibrate.py collect facts.csv --table halves.csv --pairs DIR
    uv run python benchmarks/calibrate.py fit facts.csv other_facts.csv --report held_out.csv
    uv run python benchmarks/calibrate.py plot items.csv ... --out reliability.png

`collect` matches pictures of known places, present and absent ones, and writes a line for every
candidate: its facts, and whether it is right. `fit` fits a logistic model by maximum likelihood,
one of a template's candidates or none being right, and writes it to
`resources/calibration/confidence.json` with its provenance; `--report` judges other facts by it.
`plot` draws the reliability of what evaluations wrote with `--items`. Fit on one ground, dates and
videos, report on others.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import neurocorrelator as nc
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.conditions import Conditions, turned
from neurocorrelator.evaluation.judged_file import read_judged
from neurocorrelator.evaluation.pairs import read_pairs
from neurocorrelator.evaluation.reliability import Judged, reliability
from neurocorrelator.evaluation.truth_table import Truth, read_truths
from neurocorrelator.matching.confidence import CALIBRATION, ConfidenceModel, probabilities
from neurocorrelator.resources import resource_path

FACTS = (
    "log_score",
    "lead",
    "evidence_lead",
    "evidence_surplus",
    "soft_excess",
    "log_hypotheses",
)
_SEED = 7  # of what disturbs the pictures, and of which rows are taken
_DISTURBED = Conditions(random_headings=True, random_scales=(0.8, 1.25))
_DEFAULT = nc.MatchConfig(top=8)
_TOLD = nc.MatchConfig(rotations="none", scales="none", top=8)
_RIGHT_SHARE = 0.25  # of the template's shorter side: a centre within it is right
_PENALTY = 1.0  # ridge on the weights, in templates
_CLIP = 4.0
_COLOURS = ("#b3470a", "#1b7a5a", "#5a54a4", "#b8216f", "#3f6b12")

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One template sought in one scene: its candidates' facts and which of them are right."""

    name: str
    group: str
    present: bool
    facts: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Collect or fit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    collect = commands.add_parser("collect", help="match, and write facts")
    collect.add_argument("out", type=Path)
    collect.add_argument("--table", type=Path, action="append", default=[], help="of truths")
    collect.add_argument("--pairs", type=Path, help="folder of pairs of video frames")
    collect.add_argument("--videos", choices=("tune", "held-out"), default="tune")
    collect.add_argument("--disturb", action="store_true", help="turn pictures, tell wrong GSDs")
    collect.add_argument("--limit", type=int, help="rows of a table at most, drawn by a seed")
    fit = commands.add_parser("fit", help="fit, and write the calibration")
    fit.add_argument("facts", type=Path, nargs="+")
    fit.add_argument("--report", type=Path, nargs="*", default=[], help="facts of other ground")
    fit.add_argument("--use", nargs="+", default=list(FACTS), metavar="FACT")
    fit.add_argument("--out", type=Path, default=resource_path(CALIBRATION))
    fit.add_argument("--dry", action="store_true", help="write no calibration")
    plot = commands.add_parser("plot", help="draw confidence against the share that is right")
    plot.add_argument("items", type=Path, nargs="+", help="tables of evaluate --items")
    plot.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    if given.command == "plot":
        plot_reliability({path.stem: read_judged(path) for path in given.items}, given.out)
        return
    if given.command == "collect":
        cases: list[Case] = []
        for table in given.table:
            cases += _of_table(table, disturb=given.disturb, limit=given.limit)
        if given.pairs is not None:
            cases += _of_pairs(given.pairs, given.videos)
        write_cases(given.out, cases)
        print(f"{len(cases)} templates in {given.out}")
        return
    cases = [case for path in given.facts for case in read_cases(path)]
    model = fit_model(cases, given.use)
    for path in [*given.facts, *given.report]:
        print(path.stem, _line(model, read_cases(path)))
    if not given.dry:
        _write_model(given.out, model, cases, [path.stem for path in given.facts])


def _of_table(table: Path, *, disturb: bool, limit: int | None) -> Iterator[Case]:
    """Every row of a table of truths, with the default settings."""
    rows = read_truths(table)
    if limit is not None and limit < len(rows):
        # at random: every n-th row of a table whose rows alternate would be of one kind
        chosen = np.random.default_rng(_SEED).choice(len(rows), limit, replace=False)
        rows = [rows[i] for i in sorted(chosen.tolist())]
    conditions = _DISTURBED if disturb else Conditions()
    scenes: dict[Path, list[Truth]] = {}
    for row in rows:
        scenes.setdefault(row.scene, []).append(row)
    for scene, own in scenes.items():
        with nc.Raster.open(scene) as raster:
            pictures, shown = {}, []
            for row in own:
                name, told = f"{row.picture.line}", conditions.of(row, _SEED)
                pictures[name] = nc.Template.open(
                    row.picture.path,
                    name=name,
                    gsd_m=told.gsd_m,
                    heading_deg=told.heading_deg,
                    metadata=False,
                )
                shown.append(turned(pictures[name], told.turn_deg))
            result = nc.match(raster, shown, _DEFAULT)
            for row in own:
                name = f"{row.picture.line}"
                truth = row.colrow(raster.georeference) if row.present else None
                yield _case(
                    f"{table.stem} {name}", row.group or name, truth, result, pictures[name]
                )


def _of_pairs(folder: Path, videos: str) -> Iterator[Case]:
    """Every pair of the videos that are asked for, and its template in another video's frame."""
    pairs, _ = read_pairs(folder)
    names = sorted({pair.video for pair in pairs})
    first = 0 if videos == "tune" else 1
    chosen = [pair for pair in pairs if pair.video in names[first::2]]
    generator = np.random.default_rng(0)
    for pair in chosen:
        cut = pair.read_template()
        others = [other for other in chosen if other.video != pair.video]
        absent = others[int(generator.integers(len(others)))]
        for scene, present in ((pair, True), (absent, False)):
            with nc.Raster.open(scene.scene_picture) as raster:
                result = nc.match(raster, [cut.template], _TOLD)
            right = []
            for match in result.matches:
                col, row = match.centre[0] + cut.offset[0], match.centre[1] + cut.offset[1]
                box: Box = pair.template_box.centred_at(col, row)
                right.append(present and box.iou(pair.truth) >= 0.5)
            facts = tuple(dict(match.facts) for match in result.matches if match.facts)
            yield Case(pair.name, pair.video, present, facts, tuple(right[: len(facts)]))


def _case(
    name: str,
    group: str,
    truth: tuple[float, float] | None,
    result: nc.MatchResult,
    template: nc.Template,
) -> Case:
    shorter = min(template.width, template.height)
    own = [match for match in result.matches if match.template == template.name and match.facts]
    right = tuple(
        truth is not None and math.dist(match.centre, truth) <= _RIGHT_SHARE * shorter * match.scale
        for match in own
    )
    return Case(name, group, truth is not None, tuple(dict(m.facts) for m in own), right)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """A line for every candidate; a template without one has a line without facts."""
    names = sorted({name for case in cases for facts in case.facts for name in facts})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", "group", "present", "right", *names])
        for case in cases:
            start = [case.name, case.group, int(case.present)]
            if not case.facts:
                writer.writerow([*start, "", *("" for _ in names)])
            for facts, right in zip(case.facts, case.right, strict=True):
                values = (f"{facts[name]:.6g}" for name in names)
                writer.writerow([*start, int(right), *values])


def read_cases(path: Path) -> list[Case]:
    """What `write_cases` wrote."""
    found: dict[tuple[str, str], Case] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["case"], row["present"]
            case = found.get(key) or Case(row["case"], row["group"], row["present"] == "1", (), ())
            if row["right"]:
                facts = {name: float(value) for name, value in list(row.items())[4:]}
                case = Case(
                    case.name,
                    case.group,
                    case.present,
                    (*case.facts, facts),
                    (*case.right, row["right"] == "1"),
                )
            found[key] = case
    return list(found.values())


def fit_model(cases: Sequence[Case], names: Sequence[str]) -> ConfidenceModel:
    """Maximum likelihood of which candidate is right, or none; weights have a small ridge."""
    rows = [[facts[name] for name in names] for case in cases for facts in case.facts]
    values = torch.tensor(rows, dtype=torch.float64)
    centre, spread = values.median(dim=0).values, values.std(dim=0).clamp_min(1e-6)
    scaled = ((values - centre) / spread).clamp(-_CLIP, _CLIP)
    counts = [len(case.facts) for case in cases]
    index = torch.repeat_interleave(torch.arange(len(cases)), torch.tensor(counts))
    right = torch.tensor([r for case in cases for r in case.right], dtype=torch.float64)
    known = torch.zeros(len(cases), dtype=torch.float64).index_add_(0, index, right) > 0
    weights = torch.zeros(len(names) + 1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        odds = (scaled @ weights[:-1] + weights[-1]).exp()
        zeros = torch.zeros(len(cases), dtype=torch.float64)
        every = 1 + zeros.index_add(0, index, odds)
        good = zeros.index_add(0, index, odds * right)
        likelihood = torch.where(known, good.clamp_min(1e-300).log(), 0.0) - every.log()
        value = (_PENALTY * weights[:-1].square().sum() - likelihood.sum()) / len(cases)
        value.backward()
        return value

    optimiser.step(loss)
    found = weights.detach().tolist()
    return ConfidenceModel(
        facts=tuple(names),
        centre=tuple(round(v, 6) for v in centre.tolist()),
        spread=tuple(round(v, 6) for v in spread.tolist()),
        weights=tuple(round(v, 6) for v in found[:-1]),
        offset=round(found[-1], 6),
        version="",
    )


def judged(model: ConfidenceModel, cases: Sequence[Case]) -> list[Judged]:
    """The surest candidate of every template, as an evaluation judges it."""
    found = []
    for case in cases:
        shares = probabilities([model.log_odds(facts) for facts in case.facts])
        best = int(np.argmax(shares)) if shares else -1
        found.append(
            Judged(
                present=case.present,
                right=best >= 0 and case.right[best],
                confidence=shares[best] if shares else 0.0,
                group=case.group,
            )
        )
    return found


def _line(model: ConfidenceModel, cases: Sequence[Case]) -> str:
    own = judged(model, cases)
    first = [case.right[0] for case in cases if case.present and case.facts]
    right = [item.right for item in own if item.present]
    report = reliability(own, seed=0)
    at = "" if report is None else f"ece {report.ece:.3f} brier {report.brier:.3f} {report.default}"
    return (
        f"{len(own)} templates, first right {np.mean(first):.3f}, surest {np.mean(right):.3f}, {at}"
    )


def _write_model(
    out: Path, model: ConfidenceModel, cases: Sequence[Case], sources: Sequence[str]
) -> None:
    record = {
        "version": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "facts": model.facts,
        "centre": model.centre,
        "spread": model.spread,
        "weights": model.weights,
        "offset": model.offset,
        "provenance": {
            "made_by": "benchmarks/calibrate.py fit",
            "fitted_on": list(sources),
            "templates": len(cases),
            "present": sum(case.present for case in cases),
            "absent": sum(not case.present for case in cases),
        },
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"calibration in {out}")


def plot_reliability(sets: Mapping[str, Sequence[Judged]], out: Path) -> None:
    """Confidence against the share that is right, a line for each set; dots grow with their bin."""
    side, margin, row = 440, 60, 24
    height = side + 2 * margin + row * len(sets)
    picture = Image.new("RGB", (side + 2 * margin, height), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(15)

    def at(x: float, y: float) -> tuple[float, float]:
        return margin + x * side, margin / 2 + (1 - y) * side

    for tick in (0, 0.25, 0.5, 0.75, 1):
        draw.line([at(tick, 0), at(tick, 1)], fill="#e4e4e4")
        draw.line([at(0, tick), at(1, tick)], fill="#e4e4e4")
        draw.text((at(tick, 0)[0], at(0, 0)[1] + 6), f"{tick:g}", "black", font, anchor="ma")
        draw.text((margin - 8, at(0, tick)[1]), f"{tick:g}", "black", font, anchor="rm")
    draw.line([at(0, 0), at(1, 1)], fill="#999999")
    draw.rectangle([at(0, 1), at(1, 0)], outline="black")
    below = margin / 2 + side
    draw.text((margin + side / 2, below + 26), "confidence", "black", font, anchor="ma")
    draw.text((margin + 8, margin / 2 + 8), "share that is right", "black", font)
    for index, (name, items) in enumerate(sets.items()):
        report = reliability(items, seed=0)
        if report is None:
            continue
        colour = _COLOURS[index % len(_COLOURS)]
        points = [at(own.confidence, own.right) for own in report.bins]
        draw.line(points, fill=colour, width=2)
        for (x, y), own in zip(points, report.bins, strict=True):
            radius = 2 + 12 * math.sqrt(own.n / report.n)
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], outline=colour, width=2)
        text = f"{name}: n = {report.n}, calibration error {report.ece:.3f}"
        draw.text((margin, below + 56 + row * index), text, colour, font)
    picture.save(out)


if __name__ == "__main__":
    main()
