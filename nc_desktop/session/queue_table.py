"""What the matches of a queue came to, as a table for programs."""

from __future__ import annotations

from collections.abc import Sequence

from nc_desktop.jobs.table_job import Table, Value
from nc_desktop.session.queue_list import QueueEntry

_COLUMNS = (
    "scene",
    "state",
    "template",
    "verdict",
    "confidence",
    "inliers",
    "places",
    "col",
    "row",
    "lat",
    "lon",
    "seconds",
    "error",
)


def queue_table(entries: Sequence[QueueEntry]) -> Table:
    """A row a template in each scene; one row for a scene that was not searched."""
    rows: list[tuple[Value, ...]] = []
    for entry in entries:
        scene, nothing = str(entry.run.job.scene.path), (None,) * 8
        if entry.outcome is None:
            rows.append((scene, entry.state, None, *nothing, None, entry.reason or None))
            continue
        for own in entry.outcome.templates:
            answer, centre = own.answer, own.centre or (None, None)
            lon, lat = own.lonlat or (None, None)
            rows.append(
                (
                    scene,
                    "failed" if own.failure else entry.state,
                    own.template,
                    answer.verdict,
                    answer.confidence,
                    answer.inliers,
                    answer.places,
                    *centre,
                    lat,
                    lon,
                    round(entry.seconds, 2),
                    own.failure or None,
                )
            )
    return Table(_COLUMNS, tuple(rows))
