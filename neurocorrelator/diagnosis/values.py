"""What a diagnosis consists of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of this machine: its subject, its name, its value in words."""

    subject: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong or could be better.

    Attributes:
        subject: as in `Fact`.
        what: one line.
        fix: one line: what to do about it.
        hinders: True if a part of the program cannot work; False for advice.
    """

    subject: str
    what: str
    fix: str
    hinders: bool = True


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found out, in the order in which it is shown."""

    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fit(self) -> bool:
        """True when nothing hinders the work."""
        return not any(problem.hinders for problem in self.problems)

    def __add__(self, other: Diagnosis) -> Diagnosis:
        return Diagnosis(self.facts + other.facts, self.problems + other.problems)


class Findings:
    """Gathers the facts and problems of one subject."""

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self._facts: list[Fact] = []
        self._problems: list[Problem] = []

    def fact(self, name: str, value: object) -> None:
        """Something that is known."""
        self._facts.append(Fact(self._subject, name, _one_line(str(value))))

    def problem(self, what: str, fix: str, *, hinders: bool = True) -> None:
        """Something that is wrong."""
        self._problems.append(Problem(self._subject, _one_line(what), _one_line(fix), hinders))

    def advice(self, what: str, fix: str) -> None:
        """Something that works but could be better."""
        self.problem(what, fix, hinders=False)

    def done(self) -> Diagnosis:
        """All of it."""
        return Diagnosis(tuple(self._facts), tuple(self._problems))


def _one_line(text: str) -> str:
    return " ".join(text.split())
