"""What `--cluster` names: workers that are started here, or a scheduler that runs elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from neurocorrelator.errors import ConfigurationError

_MOST_LOCAL = 256
_LOCAL = re.compile(r"local:(\d+)")
_REMOTE = re.compile(r"(tcp|tls)://(?:\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(\d+)")


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Where the workers are.

    Attributes:
        text: as it was written.
        workers: processes to start on this machine; 0 for a scheduler elsewhere.
    """

    text: str
    workers: int = 0


def parse_cluster(text: str) -> ClusterAddress:
    """`local:N`, `tcp://HOST:PORT` or `tls://HOST:PORT`.

    Raises:
        ConfigurationError: not of that form.
    """
    text = text.strip()
    local, remote = _LOCAL.fullmatch(text), _REMOTE.fullmatch(text)
    if local is not None and 1 <= int(local[1]) <= _MOST_LOCAL:
        return ClusterAddress(text, int(local[1]))
    if remote is not None and 1 <= int(remote[2]) <= 65535:
        return ClusterAddress(text)
    raise ConfigurationError(
        f"{text!r} is no cluster; write local:N for N processes on this machine (1 to"
        f" {_MOST_LOCAL}), or the address of a scheduler, such as tcp://10.0.0.5:8786"
    )
