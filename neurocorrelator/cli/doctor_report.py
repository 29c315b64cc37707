"""What `doctor` prints. Needs nothing but Python: it must work where everything else is broken."""

from __future__ import annotations

import io
import json
import sys
from itertools import groupby
from typing import Any

from neurocorrelator.diagnosis.diagnose import diagnose
from neurocorrelator.diagnosis.values import Diagnosis

_OFFLINE = (
    "without a network `uv pip install --reinstall NAME` is `pip install --no-index --find-links"
    " FOLDER --force-reinstall --no-deps NAME`; see docs/offline.md"
)


def run(*, as_json: bool) -> int:
    """Diagnose, print, and return the exit code: 0 when nothing hinders the work, else 1."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # not every console can show every path
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr.isatty():
        sys.stderr.write("checking; each library is loaded once, which takes some seconds\n")
        sys.stderr.flush()
    found = diagnose()
    lines = [json.dumps(_values(found))] if as_json else _lines(found)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
    return 0 if found.fit else 1


def _values(found: Diagnosis) -> dict[str, Any]:
    facts: dict[str, dict[str, str]] = {}
    for fact in found.facts:
        facts.setdefault(fact.subject, {})[fact.name] = fact.value
    problems = [
        {"subject": p.subject, "what": p.what, "fix": p.fix, "hinders": p.hinders}
        for p in found.problems
    ]
    return {"fit": found.fit, "facts": facts, "problems": problems}


def _lines(found: Diagnosis) -> list[str]:
    width = max((len(fact.name) for fact in found.facts), default=0)
    lines = []
    for subject, facts in groupby(found.facts, key=lambda fact: fact.subject):
        lines += [subject, *(f"  {fact.name:{width}} {fact.value}" for fact in facts), ""]
    ordered = sorted(found.problems, key=lambda problem: not problem.hinders)
    lines += [
        f"{'problem' if p.hinders else 'advice'}: {p.subject}: {p.what}; fix: {p.fix}"
        for p in ordered
    ]
    if any("uv pip install" in problem.fix for problem in ordered):
        lines.append(_OFFLINE)
    lines.append("nothing hinders the work" if found.fit else "something hinders the work")
    return lines
