"""Calls to workers, and their answers as they come; what is lost with a worker is called again."""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError as ConcurrentCancelledError
from concurrent.futures import Future as ConcurrentFuture
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from neurocorrelator.cluster.messages import Answer, Call, Packed
from neurocorrelator.cluster.tasks import forget, hand_out, work_on
from neurocorrelator.errors import CancelledError, ClusterError, NeurocorrelatorError
from neurocorrelator.progress import Check

if TYPE_CHECKING:
    from distributed import Client, Future

_POLL_S = 0.1
_CENSUS_S = 1.0  # between two looks at how many workers there are
PATIENCE_S = 30.0  # without a single worker; one that is started anew needs some of it
_ANSWER_S = 5.0  # until a scheduler counts as gone
_DISCONNECTED = "the connection to the cluster's scheduler is lost; start it again"
_LARGE = "4 GiB"  # the weights are more than dask expects a task to bring
_ATTEMPTS = 3  # of a call whose workers died, each with as many deaths as the scheduler allows


class Rounds:
    """Puts calls to the workers of a cluster.

    Attributes:
        client: of dask.distributed.
        check: called several times a second while answers are waited for; may raise to stop.
    """

    def __init__(self, client: Client, check: Check) -> None:
        self.client = client
        self.check = check
        self._seen = time.monotonic()  # when there was a worker last
        self._asked = 0.0
        self._census: ConcurrentFuture[Any] | None = None

    def share(self, packed: Packed) -> Future:
        """Make something known to all workers that need it, for as long as the answer is held."""
        import dask

        key = f"neurocorrelator-share-{packed.name}"
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}):
            return self.client.submit(hand_out, packed, key=key, pure=False)

    def answers(
        self,
        calls: Mapping[int, Call],
        shared: Sequence[Future],
        home_of: Callable[[int], str | None],
    ) -> Iterator[tuple[int, Answer]]:
        """Answers to all calls, in whatever order they come.

        Args:
            calls: by number.
            shared: what all of them need; the level comes first.
            home_of: the worker that has a call's tiles; None where none has. If it is gone, any
                other one does the work.

        Raises:
            ClusterError: no worker is left, or a worker is not fit for the work.
            NeurocorrelatorError: what else went wrong there.
        """
        arrived: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        waiting: dict[int, Future] = {}
        attempts = dict.fromkeys(calls, 0)

        def put(number: int) -> None:
            home = home_of(number) if not attempts[number] else None
            waiting[number] = self.client.submit(
                work_on,
                shared[0],
                calls[number],
                *shared[1:],
                key=f"neurocorrelator-{calls[number].kind}-{uuid4().hex}",
                workers=None if home is None else [home],
                allow_other_workers=home is not None,
                pure=False,
            )
            attempts[number] += 1
            self._on_loop(_fetch(self.client, waiting[number], number, arrived))

        try:
            for number in calls:
                self.check()
                put(number)
            while waiting:
                self.check()
                self._look_after()
                try:
                    number, outcome = arrived.get(timeout=_POLL_S)
                except queue.Empty:
                    continue
                if isinstance(outcome, Answer):
                    del waiting[number]
                    yield number, outcome
                else:
                    self._raise_unless_lost(outcome, attempts[number])
                    put(number)
        finally:
            if waiting and self.client.status == "running":
                self._on_loop(_cancelled(self.client, list(waiting.values())))

    def forget(self, names: Sequence[str]) -> None:
        """Tell all workers to drop levels; those that do not listen drop them by themselves."""
        if names and self.client.status == "running":
            self._on_loop(_told(self.client, names))

    def _on_loop(self, work: Coroutine[Any, Any, Any]) -> ConcurrentFuture[Any]:
        loop = self.client.loop.asyncio_loop
        return asyncio.run_coroutine_threadsafe(work, loop)

    def _look_after(self) -> None:
        """Notice that the scheduler is gone, or all workers are."""
        if self.client.status != "running":
            raise ClusterError(_DISCONNECTED)
        now = time.monotonic()
        if self._census is not None and self._census.done():
            failed = self._census.cancelled() or self._census.exception() is not None
            if not failed and self._census.result():
                self._seen = now
            self._census = None
        if self._census is None and now - self._asked > _CENSUS_S:
            self._asked = now
            self._census = self._on_loop(_count_workers(self.client))
        if now - self._seen > PATIENCE_S:
            raise ClusterError(
                "all workers of the cluster are lost; look at their logs (perhaps their memory is"
                " too small: --memory), and start them again"
            )

    def _raise_unless_lost(self, error: BaseException, attempts: int) -> None:
        """Errors of the work end it; of a call that was lost with its workers, only the third."""
        from distributed import KilledWorker

        if isinstance(error, CancelledError | NeurocorrelatorError | MemoryError):
            raise error
        lost = (KilledWorker, asyncio.CancelledError, ConcurrentCancelledError)
        if isinstance(error, lost):
            if not isinstance(error, KilledWorker) and not self._scheduler_answers():
                raise ClusterError(_DISCONNECTED) from error
            if attempts < _ATTEMPTS:
                return
            raise ClusterError(
                "the workers die over one part of the scene again and again; perhaps their memory"
                " is too small: fewer workers on a machine, a smaller tile_px or --memory"
            ) from error
        if type(error).__module__.partition(".")[0] == "torch":  # out of memory, mostly
            raise error
        told = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise ClusterError(
            f"a worker of the cluster failed ({told}); scheduler and workers need the same packages"
            " as this program"
        ) from error

    def _scheduler_answers(self) -> bool:
        """Whether it does within some seconds."""
        asked, end = self._on_loop(_count_workers(self.client)), time.monotonic() + _ANSWER_S
        while not asked.done() and time.monotonic() < end:
            self.check()
            time.sleep(_POLL_S)
        return asked.done() and not asked.cancelled() and asked.exception() is None


async def _fetch(
    client: Client, future: Future, number: int, arrived: queue.SimpleQueue[tuple[int, Any]]
) -> None:
    """The answer, or the error that came instead of it."""
    try:
        (outcome,) = await client.gather([future], asynchronous=True)
    except BaseException as error:  # noqa: BLE001 (whatever it is, the waiting thread is told)
        outcome = error
    arrived.put((number, outcome))


async def _cancelled(client: Client, futures: list[Future]) -> None:
    await client.cancel(futures, asynchronous=True)


async def _told(client: Client, names: Sequence[str]) -> None:
    await client.run(forget, tuple(names), on_error="ignore")


async def _count_workers(client: Client) -> int:
    return len(await client.scheduler.ncores())
