"""What `--cluster` may name, and which versions workers must have."""

from __future__ import annotations

import pytest

import neurocorrelator as nc
from neurocorrelator.cli.memory_option import limited_to
from neurocorrelator.cluster.address import ClusterAddress, parse_cluster
from neurocorrelator.cluster.versions import difference, own_versions, versions_of


@pytest.mark.parametrize(
    ("text", "workers"),
    [
        ("local:1", 1),
        ("local:16", 16),
        ("tcp://10.0.0.5:8786", 0),
        (" tcp://head-node.lan:8786 ", 0),
        ("tls://head:1", 0),
        ("tcp://[fe80::1]:8786", 0),
    ],
)
def test_addresses(text: str, workers: int) -> None:
    assert parse_cluster(text) == ClusterAddress(text.strip(), workers)


@pytest.mark.parametrize(
    "text",
    [
        *("", "local", "local:0", "local:257", "local:two", "local:-1", "head:8786", "tcp://head"),
        *("tcp://:8786", "tcp://head:0", "tcp://head:70000", "http://head:80", "tcp://he ad:1"),
    ],
)
def test_no_addresses(text: str) -> None:
    with pytest.raises(nc.ConfigurationError, match="is no cluster; write local:N"):
        parse_cluster(text)


def test_wrong_use_is_said_before_the_work(cli, small_scene) -> None:
    picture = small_scene.cut(120, 80, 48)
    done = cli("match", small_scene.path, picture, "--cluster", "head:8786")
    assert done.code == 2
    assert "--cluster" in done.err
    assert "is no cluster" in done.err


def test_versions_are_compared_without_what_does_not_matter() -> None:
    own = own_versions()
    assert difference(own, own, "tcp://w") == ""
    told = {"python": "3.11.2.final.0", "torch": "2.11.0+cu130", "numpy": "2.4.1"}
    theirs = versions_of({**told, "neurocorrelator": None})
    assert theirs == {
        "python": "3.11",
        "torch": "2.11.0",
        "numpy": "2.4.1",
        "neurocorrelator": "",
    }
    here = {**theirs, "python": "3.12", "neurocorrelator": "0.2.0"}
    text = difference(here, theirs, "tcp://w:1")
    assert "the worker tcp://w:1 has python 3.11 (here 3.12)" in text
    assert "neurocorrelator missing (here 0.2.0)" in text
    assert "torch" not in text


def test_memory_is_shared_out_to_the_processes(monkeypatch) -> None:
    monkeypatch.setenv("GDAL_CACHEMAX", "1000")
    assert limited_to(8192, 3) <= limited_to(8192) - 2 * 1024 // 4
    with pytest.raises(Exception, match="too little for 4 workers"):
        limited_to(4096, 5)
