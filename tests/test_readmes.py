"""The two READMEs say the same, name what is there, and their Python example runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.ru.md")
APT_PACKAGES = re.compile(r"packages=\((.*)\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_blocks(name: str) -> list[list[str]]:
    """Lines of each code block without comments."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)
    return [[line.partition("#")[0].rstrip() for line in block.splitlines()] for block in blocks]


def outline(name: str) -> list[str]:
    """What each line outside of code and prose is: headings, table rows, items, pictures."""
    prose = re.sub(r"^```.*?^```", "", text(name), flags=re.MULTILINE | re.DOTALL)
    kinds = re.findall(r"^(#+ |\||- |\d\. |!\[)", prose, re.MULTILINE)
    return [str(kind) for kind in kinds]


def test_both_have_the_same_parts() -> None:
    assert outline(READMES[0]) == outline(READMES[1])


def test_both_have_the_same_commands() -> None:
    assert code_blocks(READMES[0]) == code_blocks(READMES[1])


@pytest.mark.parametrize(
    "name", [*READMES, *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_every_column_and_file_is_explained(name: str) -> None:
    explained = set(re.findall(r"`([\w.]+)`", text(name)))
    assert set(COLUMNS) <= explained
    assert {"result.png", "heatmap.png", "heatmap.tif", "boxes.csv", "boxes.geojson"} <= explained


@pytest.mark.parametrize("name", READMES)
def test_the_system_packages_are_those_that_ci_installs(name: str) -> None:
    found = APT_PACKAGES.search((ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert found is not None
    assert f"apt-get install -y {found.group(1)}\n" in text(name)


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"^```python\n(.*?)^```", text(READMES[0]), re.MULTILINE | re.DOTALL)
    assert example is not None
    demo = nc.resource_path("demo")
    shutil.copy(demo / "brighton_ortho_utm15n.tif", tmp_path / "scene.tif")
    shutil.copy(demo / "DJI_0025.jpg", tmp_path / "photo.jpg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(example.group(1), names)  # noqa: S102 (our own README)
    result = names["result"]
    assert isinstance(result, nc.MatchResult)
    best = result.table.iloc[0]
    # ground_truth.csv of the data set
    assert (best["x"], best["y"]) == pytest.approx((576719.18, 5188182.01), abs=2)
    assert (tmp_path / "results" / "boxes.geojson").exists()
