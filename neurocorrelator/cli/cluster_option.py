"""`--cluster`: workers that a match divides a scene among."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Annotated

import typer

import neurocorrelator as nc
from neurocorrelator.cli.job import Job
from neurocorrelator.cluster.address import ClusterAddress, parse_cluster


def _cluster(text: str | ClusterAddress) -> ClusterAddress:
    if isinstance(text, ClusterAddress):  # typer parses a default too
        return text
    try:
        return parse_cluster(text)
    except nc.ConfigurationError as error:
        raise typer.BadParameter(str(error)) from None


ClusterOption = Annotated[
    ClusterAddress | None,
    typer.Option(
        "--cluster",
        metavar="local:N|tcp://HOST:PORT",
        help="Divide the work among N processes on this machine, or among the workers of a"
        " dask.distributed scheduler; the answer is the same. Needs the extra cluster.",
        parser=_cluster,
    ),
]


def processes(address: ClusterAddress | None) -> int:
    """How many processes of this machine do the work."""
    return 1 if address is None else 1 + address.workers


def opened(address: ClusterAddress | None, job: Job) -> AbstractContextManager[nc.Cluster | None]:
    """The cluster, open; None where none was asked for."""
    if address is None:
        return nullcontext(None)
    return nc.open_cluster(address.text, cancel=job.cancel)
