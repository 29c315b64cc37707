"""Check that the files which DVC brought are those that data.dvc names: check_data.py CHECKOUT."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import yaml


def main(checkout: Path) -> str | None:
    """Compare every file; return what differs, None if nothing does."""
    out = yaml.safe_load((checkout / "data.dvc").read_text(encoding="utf-8"))["outs"][0]
    store = checkout / ".dvc" / "store" / "files" / "md5"
    listing = json.loads((store / out["md5"][:2] / out["md5"][2:]).read_bytes())
    expected = {entry["relpath"]: entry["md5"] for entry in listing}
    data = checkout / out["path"]
    found = {
        path.relative_to(data).as_posix(): hashlib.md5(path.read_bytes()).hexdigest()  # noqa: S324 - DVC's
        for path in data.rglob("*")
        if path.is_file()
    }
    if found != expected:
        return f"differs from data.dvc: {sorted(set(found.items()) ^ set(expected.items()))[:5]}"
    sys.stdout.write(f"{len(found)} files are those that data.dvc names\n")
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
