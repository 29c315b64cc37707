"""The calibration is fitted, written and read back; on made-up facts whose odds are known."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageColor
import pytest

from benchmarks.calibrate import Case, fit_model, judged, main, read_cases, write_cases
from neurocorrelator.evaluation.reliability import reliability
from neurocorrelator.matching import confidence
from neurocorrelator.matching.confidence import ConfidenceModel, probabilities, shipped_model

FACTS = ("clear", "noise")
WEIGHT, OFFSET = 2.0, -1.5  # of the odds that the cases are drawn by; noise says nothing
PLACES = 4


def _cases(count: int, seed: int) -> list[Case]:
    """Each with some candidates; which of them is right, or none, is drawn by their odds."""
    draw = np.random.default_rng(seed)
    cases = []
    for number in range(count):
        facts = [dict(zip(FACTS, draw.normal(size=2), strict=True)) for _ in range(PLACES)]
        shares = probabilities([OFFSET + WEIGHT * own["clear"] for own in facts])
        right = int(draw.choice(PLACES + 1, p=[*shares, 1 - sum(shares)]))
        flags = tuple(place == right for place in range(PLACES))
        present = right < PLACES or number % 2 == 0
        cases.append(Case(f"снимок {number}", f"g{number % 9}", present, tuple(facts), flags))
    return cases


def _log_likelihood(model: ConfidenceModel, cases: list[Case]) -> float:
    total = 0.0
    for case in cases:
        shares = probabilities([model.log_odds(facts) for facts in case.facts])
        none = 1 - sum(shares)
        total += math.log(sum(s for s, r in zip(shares, case.right, strict=True) if r) or none)
    return total


def test_facts_come_back_from_their_file(tmp_path: Path) -> None:
    cases = [*_cases(5, 0), Case("nothing found", "g", False, (), ())]
    write_cases(tmp_path / "facts.csv", cases)
    back = read_cases(tmp_path / "facts.csv")
    assert [(c.name, c.group, c.present, c.right) for c in back] == [
        (c.name, c.group, c.present, c.right) for c in cases
    ]
    for one, other in zip(back, cases, strict=True):
        for mine, theirs in zip(one.facts, other.facts, strict=True):
            assert mine == pytest.approx(theirs, rel=1e-5)


def test_a_template_sought_present_and_absent_is_two_cases(tmp_path: Path) -> None:
    (case,) = _cases(1, 0)
    both = [replace(case, present=True), replace(case, present=False, right=(False,) * PLACES)]
    write_cases(tmp_path / "facts.csv", both)
    assert [c.present for c in read_cases(tmp_path / "facts.csv")] == [True, False]


def test_the_fit_finds_the_odds_that_the_truth_was_drawn_by() -> None:
    cases = _cases(1500, 1)
    model = fit_model(cases, FACTS)
    clear, noise = (w / s for w, s in zip(model.weights, model.spread, strict=True))
    assert clear == pytest.approx(WEIGHT, rel=0.15)
    assert noise == pytest.approx(0, abs=0.2)
    best = _log_likelihood(model, cases)
    for offset in (-0.3, 0.3):
        assert _log_likelihood(replace(model, offset=model.offset + offset), cases) < best
    report = reliability(judged(model, _cases(1500, 2)), seed=0)
    assert report is not None
    assert report.ece < 0.05
    wrong = reliability(judged(replace(model, offset=model.offset + 3), _cases(1500, 2)), seed=0)
    assert wrong is not None
    assert wrong.ece > 2 * report.ece


def test_the_surest_candidate_is_judged() -> None:
    model = ConfidenceModel(("clear",), (0.0,), (1.0,), (1.0,), 0.0, "")
    cases = [
        Case("a", "g", True, ({"clear": -1.0}, {"clear": 2.0}), (True, False)),
        Case("b", "g", True, (), ()),
    ]
    first, second = judged(model, cases)
    assert not first.right
    assert first.confidence == pytest.approx(math.exp(2) / (1 + math.exp(2) + math.exp(-1)))
    assert (second.right, second.confidence) == (False, 0.0)


def test_what_is_written_is_what_the_program_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cases(tmp_path / "tune.csv", _cases(300, 3))
    write_cases(tmp_path / "held_out.csv", _cases(300, 4))
    out = tmp_path / "сюда" / "confidence.json"
    main(
        [
            *("fit", str(tmp_path / "tune.csv"), "--report", str(tmp_path / "held_out.csv")),
            *("--use", *FACTS, "--out", str(out)),
        ]
    )
    said = capsys.readouterr().out
    assert "tune 300 templates" in said
    assert "held_out 300 templates" in said
    assert "ece" in said
    monkeypatch.setattr(confidence, "resource_path", lambda _: out)
    read = shipped_model.__wrapped__()  # past its cache
    fitted = fit_model(read_cases(tmp_path / "tune.csv"), FACTS)
    assert replace(read, version="") == fitted
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["version"] == read.version
    made_of = record["provenance"]
    assert made_of["fitted_on"] == ["tune"]
    assert made_of["templates"] == made_of["present"] + made_of["absent"] == 300


def test_a_plot_has_a_line_for_each_set(tmp_path: Path) -> None:
    rows = ["evaluated,present,right,confidence,group"]
    rows += [f"1,1,{number % 2},{number / 40},g" for number in range(40)]
    for name in ("земля", "видео"):
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    out = tmp_path / "plot.png"
    main(["plot", *(str(path) for path in sorted(tmp_path.glob("*.csv"))), "--out", str(out)])
    with PIL.Image.open(out) as picture:
        colours = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    for name in ("#b3470a", "#1b7a5a"):
        wanted = PIL.ImageColor.getrgb(name)
        assert (colours == wanted).all(axis=1).sum() > 100


def test_a_dry_fit_writes_nothing(tmp_path: Path) -> None:
    write_cases(tmp_path / "facts.csv", _cases(50, 5))
    out = tmp_path / "confidence.json"
    main(["fit", str(tmp_path / "facts.csv"), "--use", *FACTS, "--out", str(out), "--dry"])
    assert not out.exists()
