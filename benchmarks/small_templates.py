"""What enlarging small templates (and their scene) gains and costs, pair by pair.

    uv run python benchmarks/small_templates.py PAIRS_DIR [--share 0.3333] [--json]

PAIRS_DIR is a folder as `evaluate template-matching` reads it. Of its pairs the share with the
smallest templates (by area) is matched twice in one run, in turn, at rotation 0 and scale 1 and
ranked by the score: with the rule for the resolution, and at the scene's own (`reduce: 1`). Prints
AUC20 of both, their paired difference with a bootstrap interval by video, how many pairs fall under
the rule, and the ratio of the seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import neurocorrelator as nc
from neurocorrelator.evaluation.measures import auc20, paired_interval, thresholds_passed
from neurocorrelator.evaluation.pairs import Pair, read_pairs


def overlap_and_seconds(pair: Pair, config: nc.MatchConfig) -> tuple[float, float, float]:
    """IoU of the best match with the truth, the seconds of matching, and the resolution used."""
    cut = pair.read_template()
    with nc.Raster.open(pair.scene_picture) as scene:
        started = time.perf_counter()
        result = nc.match(scene, [cut.template], config)
        seconds = time.perf_counter() - started
    col, row = result.matches[0].centre
    (reduce,) = result.run["reduce"][cut.template.name]
    found = pair.template_box.centred_at(col + cut.offset[0], row + cut.offset[1])
    return found.iou(pair.truth), seconds, reduce


def compare(folder: Path, share: float) -> dict[str, object]:
    """The numbers; pairs that cannot be read are left out."""
    pairs, _ = read_pairs(folder)
    pairs.sort(key=lambda pair: pair.template_box.width * pair.template_box.height)
    chosen = pairs[: round(share * len(pairs))]
    rule = nc.MatchConfig(top=1, rotations="none", scales="none", verify=0)
    plain = rule.model_copy(update={"reduce": 1})
    overlap_and_seconds(chosen[0], rule)  # loads what is loaded once
    with_rule = [overlap_and_seconds(pair, rule) for pair in chosen]
    without = [overlap_and_seconds(pair, plain) for pair in chosen]
    passed = [[thresholds_passed(one[0]) for one in run] for run in (with_rule, without)]
    enlarged = [reduce < 1 for _, _, reduce in with_rule]
    seconds = [
        sum(one[1] for one, small in zip(run, enlarged, strict=True) if small)
        for run in (with_rule, without)
    ]
    return {
        "pairs": len(chosen),
        "enlarged": sum(enlarged),
        "auc20": auc20([overlap for overlap, _, _ in with_rule]),
        "auc20_plain": auc20([overlap for overlap, _, _ in without]),
        "interval": paired_interval(*passed, 0, groups=[pair.video for pair in chosen]),
        "cost_ratio": seconds[0] / seconds[1] if seconds[1] else None,
    }


def main() -> None:
    """Print the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="PAIRS_DIR")
    parser.add_argument("--share", type=float, default=1 / 3, help="of the pairs, the smallest")
    parser.add_argument("--json", action="store_true", help="one JSON object on a single line")
    arguments = parser.parse_args()
    found = compare(arguments.folder, arguments.share)
    if arguments.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:12} {value:.4f}" if isinstance(value, float) else f"{name:12} {value}")


if __name__ == "__main__":
    main()
