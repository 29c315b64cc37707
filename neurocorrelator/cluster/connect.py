"""A cluster that is open: workers that were started here, or a connection to a scheduler."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from neurocorrelator.cluster.address import ClusterAddress, parse_cluster
from neurocorrelator.cluster.extra import require_distributed
from neurocorrelator.cluster.versions import PACKAGES, difference, own_versions, versions_of
from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import ClusterError
from neurocorrelator.progress import CancelToken, Check, unchecked

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

    from neurocorrelator.features.cell_cache import CellCache
    from neurocorrelator.features.weights import Weights
    from neurocorrelator.matching.passes import Passes

_T = TypeVar("_T")
_CONNECT_S = 5.0
_START_S = 120.0  # until the processes of `local:N` are there: a slow disk loads packages slowly
_POLL_S = 0.1
_CLOSE_S = 3.0


def open_cluster(address: str, *, cancel: CancelToken | None = None) -> Cluster:
    """Start or reach workers that `match` and `match_scenes` divide a scene's tiles among.

        with nc.open_cluster("local:4") as cluster:
            result = nc.match(scene, templates, cluster=cluster)

    A script that starts `local:N` needs `if __name__ == "__main__":` around it, for the processes
    import the script.

    Args:
        address: `local:N` for N processes on this machine, which end with the cluster or with this
            process; or `tcp://HOST:PORT`, `tls://HOST:PORT` of a scheduler.
        cancel: checked several times a second.

    Raises:
        ConfigurationError: no such address.
        ClusterError: the extra is not installed, no scheduler answers within some seconds, it has
            no workers, or they have other versions.
        CancelledError: `cancel` was set.
    """
    check = unchecked if cancel is None else cancel.raise_if_cancelled
    where = parse_cluster(address)
    require_distributed()
    return Cluster(where, check)


class Cluster:
    """Workers that see to tiles; made by `open_cluster`, used by one match at a time.

    Attributes:
        address: of `open_cluster`.
        workers: how many there were when it was opened.
    """

    def __init__(self, where: ClusterAddress, check: Check) -> None:
        self.address = where.text
        self._where = where
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._versions = own_versions()
        try:
            if where.workers:
                self._folder = tempfile.TemporaryDirectory(
                    prefix="neurocorrelator-", ignore_cleanup_errors=True
                )
                folder = self._folder.name
                self._local = _in_background(lambda: _local_scheduler(folder), check, _close_local)
            self._client = _in_background(self._connect, check, lambda client: client.close())
            if self._local is not None:  # not before: a client would wait for them, deaf to `check`
                self._local.scale(where.workers)
            self.workers = self._wait_for_workers(check)
            self._check_versions()
        except BaseException:
            self.close()
            raise

    @property
    def facts(self) -> dict[str, Any]:
        """What `run.json` says of it."""
        return {"address": self.address, "workers": self.workers}

    @contextmanager
    def passes(
        self, config: MatchConfig, weights: Weights, cache: CellCache | None, check: Check
    ) -> Iterator[Passes]:
        """See `Workers` of `matching.passes`."""
        from neurocorrelator.cluster.passes import ClusterPasses
        from neurocorrelator.cluster.rounds import Rounds

        if self._client is None:
            raise ClusterError(f"{self.address}: the cluster is closed; open it again")
        threads = None
        memory_mib = config.memory_mib
        if self._where.workers:
            import torch

            threads = max(1, torch.get_num_threads() // self._where.workers)
            memory_mib = max(1, memory_mib // self._where.workers)
        passes = ClusterPasses(
            Rounds(self._client, check),
            config,
            weights,
            cache,
            self._versions,
            workers=self.workers,
            memory_mib=memory_mib,
            threads=threads,
        )
        try:
            yield passes
        finally:
            passes.close()

    def close(self) -> None:
        """End the connection, and the processes that were started; any number of times."""
        client, self._client = self._client, None
        local, self._local = self._local, None
        if client is not None:
            with suppress(Exception):
                client.close(timeout=_CLOSE_S)
        if local is not None:
            _close_local(local)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self) -> Client:
        from distributed import Client

        try:
            return Client(
                self.address if self._local is None else self._local.scheduler_address,
                timeout=_CONNECT_S,
                set_as_default=False,
            )
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise ClusterError(
                f"{self.address}: no scheduler answers; is it running (dask scheduler), is the"
                " address right, does a firewall stand between?"
            ) from error

    def _wait_for_workers(self, check: Check) -> int:
        """How many there are; all of those that were started here."""
        assert self._client is not None  # noqa: S101 (connected before)
        patience = _START_S if self._where.workers else _CONNECT_S
        began = time.monotonic()
        while True:
            check()
            count = len(self._client.nthreads())
            if count >= max(1, self._where.workers):
                return count
            if time.monotonic() - began > patience:
                break
            time.sleep(_POLL_S)
        if self._where.workers:
            raise ClusterError(
                f"{self.address}: only {count} of {self._where.workers} processes came up within"
                f" {patience:.0f} s; try fewer"
            )
        raise ClusterError(
            f"{self.address}: the scheduler has no workers; start some (dask worker {self.address})"
        )

    def _check_versions(self) -> None:
        assert self._client is not None  # noqa: S101 (connected before)
        told = self._client.get_versions(packages=list(PACKAGES))
        for worker, facts in told["workers"].items():
            wrong = difference(self._versions, versions_of(facts["packages"]), worker)
            if wrong:
                raise ClusterError(wrong)


def _local_scheduler(folder: str) -> LocalCluster:
    """A scheduler in this process, without workers yet."""
    from distributed import LocalCluster

    local = LocalCluster(
        n_workers=0,
        threads_per_worker=1,
        processes=True,
        scheduler_kwargs={
            "dashboard": False,
            "dashboard_address": "127.0.0.1:0",
            "allowed_failures": 10,
        },
        worker_dashboard_address="127.0.0.1:0",
        memory_limit=0,  # `memory_mib` bounds what workers keep
        local_directory=folder,
        silence_logs=logging.CRITICAL,
        # dask would look a hundred times a second at what a worker does: a tenth of its time
        config={"distributed.worker.profile.enabled": False},
    )
    local.sync(_without_interrupts)
    return local


async def _without_interrupts() -> None:
    """A terminal sends Ctrl-C to the workers as well, which must not complain of it.

    What this thread blocks is blocked in the processes that it starts.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # where it is started later, it lets the signal through
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _close_local(local: LocalCluster) -> None:
    """End the processes at once: they hold nothing that is worth a farewell.

    One that is just being started is ended as soon as it is there.
    """

    def close() -> None:
        with suppress(Exception):
            local.close(timeout=_CLOSE_S)

    closing = threading.Thread(target=close, name="cluster", daemon=True)
    closing.start()
    while closing.is_alive():
        for nanny in list(local.workers.values()):
            nanny.auto_restart = False
            pid = getattr(nanny, "pid", None)
            if pid is not None:
                with suppress(OSError):
                    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        closing.join(_POLL_S)
    local.shutdown_on_close = False  # it would be tried again when Python ends


def _in_background(make: Callable[[], _T], check: Check, dispose: Callable[[_T], object]) -> _T:
    """What takes seconds and cannot be stopped: left alone when the job is cancelled."""
    made: list[_T] = []
    failed: list[BaseException] = []
    unwanted = threading.Event()

    def run() -> None:
        try:
            made.append(make())
        except BaseException as error:  # noqa: BLE001 (raised on the thread that waits)
            failed.append(error)
        if unwanted.is_set() and made:
            dispose(made[0])

    thread = threading.Thread(target=run, name="cluster", daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            check()
        except BaseException:
            unwanted.set()
            raise
        thread.join(_POLL_S)
    if failed:
        raise failed[0]
    return made[0]
