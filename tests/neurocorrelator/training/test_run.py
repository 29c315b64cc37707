"""A run of training on a tiny real set: files, events, resume, and ways to end."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

import neurocorrelator as nc
from neurocorrelator.errors import OutputError, PlacesError, TrainingError, WeightsError
from neurocorrelator.features.weights import load_weights
from neurocorrelator.training import callbacks, lightning_module
from neurocorrelator.training.checkpoint_files import WholeCheckpointIO, read_last, write_weights
from neurocorrelator.training.run import train
from neurocorrelator.training_config import TrainConfig
from tests.neurocorrelator.training.conftest import ORTHO, tiny_config


def events_of(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "events.jsonl").read_text("ascii").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def whole_run(made_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An undisturbed run, best by dense loss so that an epoch is sure to be better."""
    out = tmp_path_factory.mktemp("whole") / "run"
    lines: list[str] = []
    result = train(tiny_config(made_tree, out, best_by="dense"), events=lines.append)
    assert result.reason == "epochs"
    assert result.epochs == 2
    assert [json.loads(line) for line in lines] == events_of(out)
    return out


def test_a_run_tells_what_it_does(whole_run: Path) -> None:
    events = events_of(whole_run)
    kinds = [e["event"] for e in events]
    assert kinds[0] == "start" and kinds[-1] == "end"
    assert kinds.count("epoch_end") == 2
    assert all(e["v"] == 1 for e in events)
    epoch = next(e for e in events if e["event"] == "epoch_end")
    metrics = epoch["metrics"]
    assert isinstance(metrics, dict)
    assert {"r@1", "r@5", "r@10", "r@1%", "ap", "back_r@1", "hit", "active", "loss"} <= set(metrics)
    step = next(e for e in events if e["event"] == "step")
    assert {"learning_rate", "pictures_per_s", "memory_mib", "seconds_left"} <= set(step)
    rows = list(csv.DictReader((whole_run / "metrics.csv").open()))
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    assert (whole_run / "heatmap_before.png").exists() and (whole_run / "heatmap_last.png").exists()


def test_the_best_weights_serve_the_matcher(whole_run: Path, tmp_path: Path) -> None:
    best = whole_run / "best.safetensors"
    weights = load_weights(str(best))
    shipped = load_weights("imagenet")
    assert torch.equal(weights.tensors["features.5.weight"], shipped.tensors["features.5.weight"])
    assert not torch.equal(
        weights.tensors["features.16.weight"], shipped.tensors["features.16.weight"]
    )
    assert {"data_sha256", "settings", "metrics", "versions", "parent"} <= set(weights.metadata)
    assert shipped.sha256 in weights.metadata["parent"]
    with nc.Raster.open(ORTHO) as scene:
        outline = [(300, 300), (428, 300), (428, 428), (300, 428)]
        template = nc.cut_template(scene, outline, name="cut").template
        config = nc.MatchConfig(weights=str(best), rotations="none", scales="none", verify=0)
        found = nc.match(scene, [template], config).matches[0]
    assert abs(found.centre[0] - 364) < 8 and abs(found.centre[1] - 364) < 8


def test_killed_and_resumed_it_comes_to_the_same(
    whole_run: Path, made_tree: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    told = {k: v if isinstance(v, str) else json.dumps(v) for k, v in told_of(whole_run).items()}
    command = [
        sys.executable, "-m", "neurocorrelator", "train", f"data={made_tree}", f"out={out}",
        *(f"{key}={value}" for key, value in told.items()),
    ]  # fmt: skip
    with subprocess.Popen(
        [*command, "--events", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "step" and event["epoch"] == 2:
                child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
                break
    assert read_last(out / "last.ckpt")["epoch"] == 0
    config = tiny_config(made_tree, out, best_by="dense")
    result = train(config, resume=True)
    whole = json.loads((whole_run / "events.jsonl").read_text("ascii").splitlines()[-1])
    assert result.epochs == 2
    assert result.best_epoch == whole["best_epoch"]
    assert dict(result.after) == pytest.approx(whole["after"], rel=1e-4, abs=1e-6)


def told_of(folder: Path) -> dict[str, object]:
    config = events_of(folder)[0]["config"]
    assert isinstance(config, dict)
    usual = TrainConfig().model_dump(mode="json")
    return {k: v for k, v in config.items() if k not in ("data", "out") and v != usual[k]}


def test_to_resume_with_other_data_is_refused_with_the_difference(
    whole_run: Path, tree: Path
) -> None:
    next((tree / "train/drone").glob("*/*.png")).unlink()
    with pytest.raises(TrainingError, match=r"other data: 1 gone \(train/drone"):
        train(tiny_config(tree, whole_run, best_by="dense"), resume=True)


def test_to_resume_with_other_settings_is_refused(whole_run: Path, made_tree: Path) -> None:
    with pytest.raises(TrainingError, match=r"margin: 0\.2 then, 0\.5 now"):
        train(tiny_config(made_tree, whole_run, best_by="dense", margin=0.5), resume=True)


def test_there_is_nothing_to_resume_in_a_new_folder(tiny: TrainConfig) -> None:
    with pytest.raises(TrainingError, match="no checkpoint to go on from"):
        train(tiny, resume=True)


def test_a_checkpoint_of_another_network_is_refused(tiny: TrainConfig, tmp_path: Path) -> None:
    write_weights(tmp_path / "other.safetensors", {"fc.weight": torch.zeros(2, 2)}, {})
    other = tiny.model_copy(update={"weights": str(tmp_path / "other.safetensors")})
    with pytest.raises(WeightsError, match="is not VGG19"):
        train(other)
    torch.save({"state_dict": {}}, Path(tiny.out) / "last.ckpt")
    with pytest.raises(TrainingError, match="another program"):
        train(tiny, resume=True)


def test_a_stop_file_ends_it_and_keeps_the_best(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    config = tiny_config(tree, out, best_by="dense", epochs=50, localisation_count=0)

    def stop(line: str) -> None:
        event = json.loads(line)
        if event["event"] == "checkpoint" and not event["best"]:
            (out / callbacks.STOP).touch()

    result = train(config, events=stop)
    assert result.reason == "stopped"
    assert result.epochs == 1
    assert result.weights is not None and result.weights.exists()


def test_damaged_pictures_are_told_counted_and_passed_over(tree: Path, tmp_path: Path) -> None:
    damaged = sorted((tree / "train/drone").glob("*/*.png"))[::3]
    for path in damaged:
        path.write_bytes(b"\x89PNG damaged")
    out = tmp_path / "run"
    config = tiny_config(tree, out, epochs=1, localisation_count=0)
    result = train(config)
    told = [e for e in events_of(out) if e["event"] == "skipped"]
    assert {Path(str(e["file"])) for e in told} == {Path(p) for p in result.skipped}
    assert set(result.skipped) <= {str(p) for p in damaged}
    assert events_of(out)[-1]["skipped"] == len(result.skipped) > 0


def test_too_large_a_batch_is_halved(tiny: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lightning_module.FineTuning.training_step

    def step(module: lightning_module.FineTuning, batch: object, number: int) -> torch.Tensor:
        if len(batch.places.unique()) > 2:  # type: ignore[attr-defined]
            raise torch.OutOfMemoryError("CUDA out of memory")
        return whole(module, batch, number)  # type: ignore[arg-type]

    monkeypatch.setattr(lightning_module.FineTuning, "training_step", step)
    short = tiny.model_copy(update={"places_per_batch": 4, "epochs": 1, "localisation_count": 0})
    train(short)
    halved = [e for e in events_of(Path(tiny.out)) if e["event"] == "batch_halved"]
    assert [e["places_per_batch"] for e in halved] == [2]


def test_a_loss_that_is_no_number_leaves_the_weights_whole_and_ends(
    tiny: TrainConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lightning_module.FineTuning.training_step
    modules = []

    def step(module: lightning_module.FineTuning, batch: object, number: int) -> torch.Tensor:
        modules.append(module)
        return whole(module, batch, number) * float("nan")  # type: ignore[arg-type]

    monkeypatch.setattr(lightning_module.FineTuning, "training_step", step)
    long = tiny.model_copy(update={"steps_per_epoch": 9, "localisation_count": 0})
    with pytest.raises(TrainingError, match="lower learning_rate"):
        train(long)
    assert all(bool(torch.isfinite(p).all()) for p in modules[-1].network.parameters())
    kinds = [e["event"] for e in events_of(Path(tiny.out))]
    assert kinds.count("not_finite") == 4
    assert kinds[-1] == "error"


def test_a_full_disk_leaves_the_last_good_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    io, path = WholeCheckpointIO(), tmp_path / "last.ckpt"
    io.save_checkpoint({"neurocorrelator": {"n": 1}}, path)

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        io.save_checkpoint({"neurocorrelator": {"n": 2}}, path)
    assert read_last(path) == {"neurocorrelator": {"n": 1}}
    assert [p.name for p in tmp_path.iterdir()] == ["last.ckpt"]


def test_one_place_and_an_empty_folder_say_why(tree: Path, tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match="holds no places"):
        train(tiny_config(tmp_path, tmp_path / "run"))
    places = sorted((tree / "train/drone").iterdir())
    for place in places[2:]:
        place.rename(tmp_path / place.name)
    with pytest.raises(TrainingError, match="too few"):
        train(tiny_config(tree, tmp_path / "run"))


def test_a_pause_file_halts_it(tiny: TrainConfig) -> None:
    folder = Path(tiny.out)
    seen: list[str] = []

    def listen(line: str) -> None:
        event = json.loads(line)
        seen.append(event["event"])
        if event["event"] == "baseline":
            (folder / callbacks.PAUSE).touch()
        if event["event"] == "paused":
            (folder / callbacks.PAUSE).unlink()

    short = tiny.model_copy(update={"epochs": 1, "localisation_count": 0})
    train(short, events=listen)
    assert seen.index("paused") < seen.index("continued") < seen.index("end")


def test_a_run_is_read_back_from_mlflow(tree: Path, tmp_path: Path) -> None:
    mlflow = pytest.importorskip("mlflow")
    out = tmp_path / "run"
    train(tiny_config(tree, out, epochs=1, loggers=("mlflow",), localisation_count=0))
    client = mlflow.tracking.MlflowClient(f"sqlite:///{(out / 'mlflow.db').as_posix()}")
    experiment = client.get_experiment_by_name("neurocorrelator")
    (kept,) = client.search_runs([experiment.experiment_id])
    rows = list(csv.DictReader((out / "metrics.csv").open()))
    assert kept.data.metrics["r_at_1"] == pytest.approx(float(rows[-1]["r@1"]))
