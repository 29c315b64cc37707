"""What dask calls on a worker. Light to import, like the messages: the scheduler sees the names."""

from __future__ import annotations

from collections.abc import Sequence

from neurocorrelator.cluster.messages import Answer, Call, Packed
from neurocorrelator.cluster.versions import difference, own_versions
from neurocorrelator.errors import CancelledError, ClusterError


def hand_out(packed: Packed) -> Packed:
    """Make something known; the scheduler makes it again when it is lost with a worker."""
    return packed


def work_on(level: Packed, call: Call, *shared: Packed) -> Answer:
    """What a tile of a level gives to a pass.

    Args:
        level: packed `LevelTask`.
        call: which tile and pass.
        shared: what the pass needs besides: see `Level.answer`.
    """
    from distributed import get_worker

    worker = get_worker()
    wrong = difference(level.versions, own_versions(), worker.address)
    if wrong:
        raise ClusterError(wrong)
    from neurocorrelator.cluster.levels import open_level

    with open_level(level, worker.address, worker.state.nthreads, stop_if_unwanted) as opened:
        before = opened.cached
        value = opened.answer(call, shared)
        return Answer(value, worker.address, opened.cached - before, opened.problem)


def forget(names: Sequence[str]) -> None:
    """Drop levels, and the cells that are kept for them."""
    from neurocorrelator.cluster.levels import drop_levels

    drop_levels(names)


def stop_if_unwanted() -> None:
    """Called several times a second by whatever computes on a worker.

    The scheduler takes a task back when its client has cancelled it or is gone.

    Raises:
        CancelledError: nobody waits for the task that runs on this thread.
    """
    from distributed import get_worker

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    if task is None or task.state == "cancelled":
        raise CancelledError("cancelled; nothing was written")
