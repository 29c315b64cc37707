"""Why a project cannot be opened or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import neurocorrelator as nc

Problem = Literal["missing", "unreadable", "not_project", "damaged", "newer", "unwritable", "full"]


class ProjectFileError(nc.NeurocorrelatorError):
    """One line for the log; the window says it in the user's language.

    Attributes:
        problem: what it is.
        path: the file.
        detail: what exactly, such as the place in the file; may be empty.
    """

    def __init__(self, problem: Problem, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {problem}" + (f" ({detail})" if detail else ""))
        self.problem: Problem = problem
        self.path, self.detail = path, detail
