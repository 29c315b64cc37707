"""Progress of one part of a job as a part of the whole."""

from __future__ import annotations

from collections.abc import Callable

from neurocorrelator.progress import Progress, ProgressCallback


def part_of(
    progress: ProgressCallback | None, index: int, count: int
) -> Callable[[Progress], None] | None:
    """What part `index` of `count` equal parts reports to; None where nobody listens."""
    if progress is None:
        return None

    def tell(part: Progress) -> None:
        fraction = (index + part.fraction) / count
        progress(Progress(part.stage, part.done, part.total, fraction))

    return tell
