from __future__ import annotations

import json
from dataclasses import replace

import neurocorrelator as nc


def test_damage_is_counted(tmp_path, write_scene, make_result) -> None:
    result = make_result(write_scene())
    broken = replace(result, damaged=(nc.Window(0, 0, 100, 100), nc.Window(100, 0, 100, 100)))
    for number, expected in ((result, 0), (broken, 2)):
        nc.write_results(number, tmp_path / "out", formats=["csv"])
        record = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
        assert record["damaged_tiles"] == expected
