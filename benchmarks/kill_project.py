"""Whether a project survives a program that is killed at any moment.

    uv run python benchmarks/kill_project.py [--kills 100] [--seed 0] [--longest 1.2]

A child process opens a project with a real scene and edits it without a pause: it renames a
template, judges matches, lays new results over the scene, saves, and keeps unsaved work for
recovery as the window does every 30 s (here after every few edits). It tells each save and each
autosave that is done. At a random moment it is killed (SIGKILL). Then

- the project must open, with all the files that it names, and no file may be half written;
- the project, or the state that is offered for recovery, must be no older than the last save or
  autosave that the child told of;
- the next child goes on with what was left.

Prints a table, and ends with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication, QTimer

import neurocorrelator as nc
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.recovery import find_recoveries
from nc_desktop.project_file.run_file import read_maps
from nc_desktop.project_file.writing import files_folder, write_project

_LONGEST_S = 1.2  # of life after the child has begun to edit; more where others use the machine
_EDIT_MS = 3


@dataclass
class Tally:
    """What became of the kills."""

    kills: int = 0
    saves: int = 0
    autosaves: int = 0
    recovered: int = 0
    leftovers: int = 0
    faults: list[str] = field(default_factory=list)


def child(path: Path, recovery: Path, number: int) -> None:
    """Edit without end."""
    from nc_desktop.model.layers import SceneLayer
    from nc_desktop.session.session import Session

    app = QCoreApplication([])
    session = Session()
    keeping, project, rng = session.keeping, session.project, random.Random(number)  # noqa: S311
    keeping.recovery_folder = recovery
    counter = number

    def edit() -> None:
        nonlocal counter
        counter += 1
        project.templates.rename(0, f"edit {counter}")
        if project.findings is not None and project.findings.result.matches:
            count = len(project.findings.result.matches)
            decision = rng.choice(["", "accepted", "rejected"])
            project.findings.judge([rng.randrange(count)], decision=decision)
        if rng.random() < 0.1 and project.scene is not None:
            with project.unrecorded():
                project.add_result(_made(project.scene, project.templates.enabled, rng))
        if rng.random() < 0.15:
            session.history.undo()
            session.history.redo()
        if rng.random() < 0.1 and not keeping.saving:
            keeping.save()
        elif rng.random() < 0.3:
            keeping.autosave()

    def note(job: object, result: object) -> None:
        kept = getattr(job, "kept", None)
        if kept is not None and kept.templates:
            state = kept.templates[0].template.name.split()[-1]
            print(type(job).__name__, state, result is None or hasattr(result, "path"), flush=True)

    def begin(*_: object) -> None:
        assert project.layers.of_kind(SceneLayer)  # noqa: S101
        print("ready", flush=True)
        timer.start(_EDIT_MS)

    timer = QTimer()
    timer.timeout.connect(edit)
    session.projects.succeeded.connect(note)
    keeping.opened.connect(begin)
    keeping.message.connect(lambda message: print("said", message.text, flush=True))
    keeping.open(path)
    app.exec()


def _made(
    scene: nc.Raster, templates: tuple[nc.Template, ...], rng: random.Random
) -> nc.MatchResult:
    """A result with matches anywhere, and score maps of a few megabytes."""
    matches = []
    for rank in range(1, 200):
        col, row = rng.random() * scene.width, rng.random() * scene.height
        corners = ((col, row), (col + 9, row), (col + 9, row + 9), (col, row + 9))
        matches.append(
            nc.Match(rank, templates[0].name, 1 / rank, 1.0, 0.5, 9, 0.0, 1.0, corners, (col, row))
        )
    values = np.random.default_rng(rng.randrange(9**9)).normal(size=(900, 900))
    ground = scene.georeference.window(0, 0, 4)
    maps = [nc.ScoreMap(t.name, values.astype(np.float32), ground) for t in templates]
    config = nc.MatchConfig()
    return nc.MatchResult(scene, templates, tuple(matches), tuple(maps), config, {})


def begin(folder: Path) -> Path:
    """A project with the demo's scene and photographs."""
    from nc_desktop.model.project import Project

    scene, templates = nc.demo_inputs()
    project = Project()
    project.add_scene(nc.Raster.open(scene))
    project.templates.add(templates)
    from nc_desktop.model.kept_project import KeptProject

    path = folder / "Проект.ncproj"
    project.templates.rename(0, "edit 0")
    write_project(KeptProject.of(project), path, Fingerprints())
    return path


def kill_once(
    path: Path, recovery: Path, start: int, rng: random.Random, tally: Tally, *, longest: float
) -> int:
    """One life of a child; returns the number of the newest state that is left."""
    command = [sys.executable, __file__, "--child", str(path), str(recovery), str(start)]
    log = path.with_name("child.log")
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    limit = time.monotonic() + 900
    while "ready" not in log.read_text("utf-8", "replace"):
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            raise SystemExit(f"the child did not begin:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.02)
    time.sleep(rng.random() * longest)
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    process.wait()
    tally.kills += 1
    told = start
    for line in log.read_text("utf-8", "replace").splitlines():
        words = line.split()
        if len(words) == 3 and words[2] == "True":
            told = max(told, int(words[1]))
            tally.saves += words[0] == "SaveProjectJob"
            tally.autosaves += words[0] == "AutosaveJob"
        elif line.startswith(("said", "Traceback")):
            tally.faults.append(f"kill {tally.kills}: {line}")
    return _check(path, recovery, told, tally)


def _check(path: Path, recovery: Path, told: int, tally: Tally) -> int:
    newest = _state(path, tally)
    tally.leftovers += len(list(path.parent.rglob(".neurocorrelator-*.part")))
    for left in find_recoveries(recovery):
        state = _state(left.file, tally)
        if state > newest:
            newest = state
            tally.recovered += 1
            if files_folder(left.file).is_dir():  # of a state without results there is none
                shutil.copytree(files_folder(left.file), files_folder(path), dirs_exist_ok=True)
            read = read_project(left.file)
            if read.project is not None:
                write_project(read.project, path, Fingerprints())
                for scene in read.project.scenes:
                    scene.raster.close()
        left.discard()
    if newest < told:
        tally.faults.append(f"kill {tally.kills}: state {told} was told of, {newest} is left")
    return newest


def _state(path: Path, tally: Tally) -> int:
    """The number of the state that a project holds; all that it names is read."""
    try:
        read = read_project(path)
        if read.project is None or read.problems or read.changed:
            raise ValueError(f"{read.lost} {read.problems} {read.changed}")
        for run in read.project.runs:
            if run.maps_file is not None:
                read_maps(run.maps_file)
        for scene in read.project.scenes:
            scene.raster.close()
        return int(read.project.templates[0].template.name.split()[-1])
    except (nc.NeurocorrelatorError, ValueError, OSError) as error:
        tally.faults.append(f"kill {tally.kills}: {path.name}: {error}")
        return -1


def main() -> int:
    """Kill as often as asked for."""
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=_LONGEST_S)
    given = parser.parse_args()
    rng, tally, state = random.Random(given.seed), Tally(), 0  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        path = begin(Path(name))
        for _ in range(given.kills):
            beside, longest = Path(name, "recovery"), given.longest
            state = max(state, kill_once(path, beside, state, rng, tally, longest=longest))
    for text, value in (
        ("kills", tally.kills),
        ("edits that are left", state),
        ("saves told", tally.saves),
        ("autosaves told", tally.autosaves),
        ("times the recovery was newer", tally.recovered),
        ("half files beside, removed by the next save", tally.leftovers),
        ("faults", len(tally.faults)),
    ):
        print(f"{text:<46}{value:>8}")
    print("\n".join(tally.faults))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
