"""dask.distributed, loaded where a cluster is asked for and nowhere else."""

from __future__ import annotations

import sys

from neurocorrelator.errors import ClusterError

_QUIET = ("distributed", "distributed.client", "tornado.application")


def require_distributed() -> None:
    """Load it; what it would log is told as errors instead.

    Raises:
        ClusterError: it is not installed.
    """
    try:
        import dask

        if "distributed" not in sys.modules and not dask.config.get("logging", None):
            dask.config.set(logging=dict.fromkeys(_QUIET, "critical"))
        import distributed  # noqa: F401 (only whether it is there)
    except ImportError:
        raise ClusterError(
            'a cluster needs the extra cluster (pip install "neurocorrelator[cluster]"); without'
            " --cluster this process does all of the work"
        ) from None
