"""What git holds: sizes, the data set's store, no secrets."""

from __future__ import annotations

import configparser
import hashlib
import json
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
STORE = ROOT / ".dvc" / "store" / "files" / "md5"
MEBIBYTE = 2**20


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files that git tracks."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def test_no_file_is_large(tracked: list[Path]) -> None:
    assert [f for f in tracked if f.stat().st_size >= 10 * MEBIBYTE] == []


def test_all_files_together_are_not_large(tracked: list[Path]) -> None:
    assert sum(f.stat().st_size for f in tracked) < 120 * MEBIBYTE


def test_test_data_is_small(tracked: list[Path]) -> None:
    sizes = [f.stat().st_size for f in tracked if f.is_relative_to(ROOT / "tests" / "data")]
    assert sizes
    assert max(sizes) < 4_000_000
    assert sum(sizes) < 16 * MEBIBYTE


def test_no_lock_file_is_tracked(tracked: list[Path]) -> None:
    assert not {"uv.lock", "poetry.lock", "Pipfile.lock"} & {f.name for f in tracked}


def test_the_store_holds_the_data_set() -> None:
    out = yaml.safe_load((ROOT / "data.dvc").read_text(encoding="utf-8"))["outs"][0]
    assert out["path"] == "data"
    listing = json.loads(stored(out["md5"]).read_bytes())
    assert len(listing) == out["nfiles"]
    names = {entry["relpath"] for entry in listing}
    assert {"brighton_beach/LICENSE", "naip/LICENSE", "naip/places/places.csv"} <= names
    size = 0
    for entry in listing:
        content = stored(entry["md5"]).read_bytes()
        assert hashlib.md5(content, usedforsecurity=False).hexdigest() == entry["md5"]
        size += len(content)
    assert size == out["size"]


def test_dvc_needs_no_account() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".dvc" / "config", encoding="utf-8")
    assert config["core"]["analytics"] == "false"
    remote = config[f"'remote \"{config['core']['remote']}\"'"]
    assert dict(remote) == {"url": "store"}  # a relative path and nothing else


def stored(md5: str) -> Path:
    return STORE / md5[:2] / md5[2:]
