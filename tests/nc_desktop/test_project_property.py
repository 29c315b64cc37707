"""Two hundred random histories of edits, undos, redos, saves and reopens: the same document."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

import neurocorrelator as nc
from nc_desktop.model.judgement import Judgement
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, MatchesLayer, SceneLayer
from nc_desktop.model.mask_polygons import MaskPolygon
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import SearchScope
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.writing import write_project
from nc_desktop.session.history import History
from tests.nc_desktop.made_results import made_match, made_result

SEQUENCES = 200
STEPS = 24


class Desk:
    """A project with its history, and what a user does to it, at random."""

    def __init__(self, scene: Path, pictures: list[Path], folder: Path) -> None:
        self.project = Project()
        self.history = History(self.project)
        self.scene, self.pictures = scene, pictures
        self.path, self.prints = folder / "a.ncproj", Fingerprints()
        self.rasters: list[nc.Raster] = []

    def document(self) -> dict[str, Any]:
        """The document as a file has it, without keys and moments that are others each time."""
        path = self.path.with_name("state.ncproj")
        write_project(KeptProject.of(self.project), path, self.prints)
        said = json.loads(path.read_text("utf-8"))
        for name in ("saved", "current", "former_names"):
            said.pop(name)
        places = {key: index for index, key in enumerate(said.pop("order"))}
        for layer in (*said["scenes"], *said["areas"]):
            layer["key"] = places[layer["key"]]
        for owner in (*said["areas"], *said["runs"]):
            owner["scene"] = places[owner["scene"]]
        for run in said["runs"]:
            for kind in ("heatmap", "matches"):
                if run[kind]:
                    run[kind]["key"] = places[run[kind]["key"]]
                    run[kind]["style"].pop("template", None)  # it follows the selection
            run.pop("filter")
        said["active"] = places.get(said["active"])
        said["scope"]["area"] = places.get(said["scope"]["area"])
        return dict(said)

    def edits(self) -> list[Callable[[random.Random], None]]:
        """What can be done now."""
        project = self.project
        able = [self.add_template, self.options, self.add_scene]
        if len(project.templates):
            able += [self.rename, self.gsd, self.heading, self.enable, self.remove_template]
            able += [self.mask, self.move_template, self.reset_facts]
        if project.scene_layer is not None and len(project.templates):
            able.append(self.add_by_hand)
        if project.scene_layer is not None:
            able += [self.add_area, self.remove_layer, self.move_layer, self.look, self.scope]
            able += [self.activate, self.rename_layer]
        if project.layers.of_kind(AreaLayer):
            able.append(self.edit_area)
        if project.findings is not None and project.findings.result.matches:
            able += [self.judge, self.comment, self.correct, self.remove_by_hand]
        return able

    def entry(self, rng: random.Random) -> int:
        return rng.randrange(len(self.project.templates))

    def add_template(self, rng: random.Random) -> None:
        self.project.templates.add([nc.Template.open(rng.choice(self.pictures))])

    def rename(self, rng: random.Random) -> None:
        self.project.templates.rename(self.entry(rng), rng.choice(["бухта", "a", "b"]))

    def gsd(self, rng: random.Random) -> None:
        self.project.templates.set_gsd(self.entry(rng), rng.choice([None, 0.5, 2.25]))

    def heading(self, rng: random.Random) -> None:
        self.project.templates.set_heading(self.entry(rng), rng.choice([None, 40.0, 359.5]))

    def enable(self, rng: random.Random) -> None:
        self.project.templates.set_enabled(self.entry(rng), rng.random() < 0.5)

    def reset_facts(self, rng: random.Random) -> None:
        self.project.templates.reset_facts(self.entry(rng))

    def mask(self, rng: random.Random) -> None:
        row = self.entry(rng)
        template = self.project.templates.entries[row].template
        drawn = np.ones_like(template.mask)
        rows = rng.randrange(1, 30)
        drawn[:rows] = False
        width = float(template.width)
        corners = ((0.0, 0.0), (width, 0.0), (width, float(rows)), (0.0, float(rows)))
        self.project.templates.set_mask(row, drawn, (MaskPolygon(False, corners),))

    def remove_template(self, rng: random.Random) -> None:
        self.project.templates.remove([self.entry(rng)])

    def move_template(self, rng: random.Random) -> None:
        self.project.templates.move([self.entry(rng)], self.entry(rng))

    def options(self, rng: random.Random) -> None:
        options = replace(self.project.options, top=rng.randrange(1, 9), exact=rng.random() < 0.5)
        self.project.set_options(options)

    def add_scene(self, rng: random.Random) -> None:
        if len(self.project.layers.of_kind(SceneLayer)) < 2:
            path = self.scene if rng.random() < 0.5 else self.scene.with_name("second.tif")
            raster = nc.Raster.open(path)
            self.rasters.append(raster)
            self.project.add_scene(raster, active=rng.random() < 0.7)

    def activate(self, rng: random.Random) -> None:
        self.project.activate(rng.choice(self.project.layers.of_kind(SceneLayer)))

    def add_area(self, rng: random.Random) -> None:
        scene = rng.choice(self.project.layers.of_kind(SceneLayer))
        layer = AreaLayer("area", scene, area_at(rng))
        self.project.layers.insert(layer)
        if rng.random() < 0.5:
            self.project.set_scope(SearchScope("area", layer))

    def edit_area(self, rng: random.Random) -> None:
        rng.choice(self.project.layers.of_kind(AreaLayer)).set_area(area_at(rng))

    def scope(self, rng: random.Random) -> None:
        self.project.set_scope(SearchScope(rng.choice(["scene", "view"])))

    def remove_layer(self, rng: random.Random) -> None:
        self.project.layers.remove(rng.choice(list(self.project.layers)))

    def move_layer(self, rng: random.Random) -> None:
        layers = self.project.layers
        layers.move(rng.choice(list(layers)), rng.randrange(len(layers)))

    def rename_layer(self, rng: random.Random) -> None:
        rng.choice(list(self.project.layers)).rename(rng.choice(["x", "y"]))

    def look(self, rng: random.Random) -> None:
        layer = rng.choice(list(self.project.layers))
        changes: dict[str, Any] = rng.choice(
            [{"visible": rng.random() < 0.5}, {"opacity": rng.choice([0.25, 0.5, 1.0])}]
        )
        if isinstance(layer, SceneLayer):
            changes["gamma"] = rng.choice([0.5, 1.0, 2.0])
        elif isinstance(layer, HeatmapLayer):
            changes["limits"] = rng.choice([None, (0.0, 2.0)])
        elif isinstance(layer, MatchesLayer):
            changes["labels"] = rng.random() < 0.5
        layer.restyle(**changes)

    def judge(self, rng: random.Random) -> None:
        self.say(rng, decision=rng.choice(["", "accepted", "rejected"]))

    def comment(self, rng: random.Random) -> None:
        self.say(rng, comment=rng.choice(["", "да", "no\nline"]))

    def correct(self, rng: random.Random) -> None:
        col = rng.randrange(9) + 0.25
        corners = ((col, 1.0), (col + 9, 1.5), (col + 9, 8.0), (col, 7.0))
        self.say(rng, footprint=rng.choice([None, corners]))

    def add_by_hand(self, rng: random.Random) -> None:
        scene = self.project.scene_layer
        assert scene is not None
        template = self.project.templates.entries[self.entry(rng)].template
        col = rng.randrange(50) + 0.5
        corners = ((col, 1.0), (col + 9, 1.5), (col + 9, 8.0), (col, 7.0))
        findings = self.project.findings or self.project.findings_by_hand(scene)
        findings.add_by_hand(template, corners)

    def remove_by_hand(self, rng: random.Random) -> None:
        findings = self.project.findings
        assert findings is not None
        findings.remove_by_hand([rng.randrange(len(findings.result.matches))])

    def say(self, rng: random.Random, **changes: Any) -> None:
        findings = self.project.findings
        assert findings is not None
        findings.judge([rng.randrange(len(findings.result.matches))], **changes)

    def match(self, rng: random.Random) -> None:
        """A job: its result is kept, but it is no step."""
        project = self.project
        if project.scene is None or not project.templates.enabled:
            return
        names = [template.name for template in project.templates.enabled]
        found = [
            made_match(rng.choice(names), rank, rng.random(), (rng.random() * 200, 99.0))
            for rank in range(1, rng.randrange(2, 5))
        ]
        with project.unrecorded():
            project.add_result(made_result(project.scene, project.templates.enabled, found))

    def reopen(self) -> None:
        """Save it, and open it in a program that knows nothing of it."""
        write_project(KeptProject.of(self.project), self.path, self.prints)
        read = read_project(self.path)
        assert read.project is not None, read.lost
        assert not read.changed
        assert not read.problems
        self.close()
        self.project = Project()
        self.history = History(self.project)
        with self.project.unrecorded():
            findings = read.project.open_in(self.project)
            for run in read.project.runs:
                assert run.maps_file is not None
                from nc_desktop.project_file.run_file import read_maps

                maps = read_maps(run.maps_file)
                findings[run.uid].take_maps(maps)
        self.history.forget()
        self.rasters = [scene.raster for scene in read.project.scenes]

    def close(self) -> None:
        for raster in self.rasters:
            raster.close()
        self.history.deleteLater()
        self.project.deleteLater()


def area_at(rng: random.Random) -> nc.SearchArea:
    col, row = rng.randrange(200), rng.randrange(200)
    return nc.SearchArea.from_pixels([[(col, row), (col + 60, row), (col, row + 50)]], "drawn")


@pytest.fixture(scope="module")
def files(
    scene_file: Path, picture_file: Path, second_picture_file: Path
) -> tuple[Path, list[Path]]:
    shutil.copy(scene_file, scene_file.with_name("second.tif"))
    return scene_file, [picture_file, second_picture_file]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where files need not survive a loss of power: to wait for the disk took most of the time."""
    monkeypatch.setattr("os.fsync", lambda _number: None)
    yield tmp_path


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # a history has no simpler one of the same fault
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_history_leads_to_the_same_document(
    qtbot: QtBot, files: tuple[Path, list[Path]], folder: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a history, no secret
    desk = Desk(*files, folder)
    past = [desk.document()]  # the states that undo leads back to, the last one is the present
    future: list[dict[str, Any]] = []
    for _ in range(STEPS):
        action = rng.choices(["edit", "undo", "redo", "reopen", "match"], weights=[12, 5, 3, 1, 2])[
            0
        ]
        if action == "edit":
            rng.choice(desk.edits())(rng)
            steps = desk.history.stack.index()
            desk.history.settle()
            now = desk.document()
            if desk.history.stack.index() > steps:
                past.append(now)
                future = []
            elif desk.history.stack.index() < steps:  # it went on with the step before, and back
                past.pop()
                future = []
                assert now == past[-1]
            elif now != past[-1]:  # it goes on with the step before
                past[-1] = now
                future = []
        elif action == "undo" and len(past) > 1 and desk.history.can_undo:
            future.insert(0, past.pop())
            desk.history.undo()
            assert desk.document() == past[-1]
        elif action == "redo" and future and desk.history.can_redo:
            past.append(future.pop(0))
            desk.history.redo()
            assert desk.document() == past[-1]
        elif action == "reopen":
            before = desk.document()
            desk.reopen()
            assert desk.document() == before
            past, future = [before], []
        elif action == "match":
            desk.match(rng)
            desk.history.forget()  # what a job did stays on the way back: the states differ by it
            past, future = [desk.document()], []
    desk.close()


@pytest.mark.parametrize("kept", [True, False])
def test_a_drawn_mask_of_what_was_matched_survives_every_reopening(
    qtbot: QtBot, files: tuple[Path, list[Path]], folder: Path, kept: bool
) -> None:
    desk = Desk(*files, folder)
    rng = random.Random(0)  # noqa: S311 - a history, no secret
    desk.project.add_scene(nc.Raster.open(desk.scene))
    desk.project.templates.add([nc.Template.open(desk.pictures[0])])
    desk.mask(rng)
    drawn = desk.project.templates.entries[0].template.mask
    assert not drawn.all()
    desk.match(rng)
    if not kept:
        desk.project.templates.remove([0])
    for _ in range(3):
        desk.reopen()
        assert desk.project.findings is not None
        masks = [template.mask for template in desk.project.findings.found.templates]
        masks += [entry.template.mask for entry in desk.project.templates.entries]
        assert len(masks) == 1 + kept
        assert all(np.array_equal(mask, drawn) for mask in masks)
    desk.close()


def test_a_judgement_that_says_nothing_is_none() -> None:
    assert Judgement() == Judgement("", "", None)
