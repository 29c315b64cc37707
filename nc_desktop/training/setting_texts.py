"""What the settings of training are called in the form; what they mean says the library."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def setting_label(name: str) -> str:
    """Of a setting; one that is new in the library is called as in a file."""
    return _labels().get(name, name.replace("_", " ").capitalize())


def group_title(name: str) -> str:
    """Of a group of settings."""
    translate = QCoreApplication.translate
    titles = {
        "run": translate("TrainingSettings", "The run"),
        "data": translate("TrainingSettings", "Data"),
        "objective": translate("TrainingSettings", "What is learnt"),
        "network": translate("TrainingSettings", "What is trained"),
        "pictures": translate("TrainingSettings", "How pictures are drawn"),
        "steps": translate("TrainingSettings", "How it is computed"),
    }
    return titles.get(name, name)


def preset_text(name: str) -> str:
    """Of a preset."""
    translate = QCoreApplication.translate
    texts = {
        "quick": translate("TrainingSettings", "Quick: some minutes on two cores"),
        "normal": translate("TrainingSettings", "Normal"),
        "thorough": translate("TrainingSettings", "Thorough: hours, or a GPU"),
    }
    return texts.get(name, name)


def unit_text(unit: str) -> str:
    """A unit as it stands behind a number."""
    translate = QCoreApplication.translate
    return {"px": translate("TrainingSettings", " px"), "deg": "°"}.get(
        unit, f" {unit}" if unit else ""
    )


def metric_label(name: str) -> str:
    """Of a metric; its back direction is from the gallery's view to the others."""
    translate = QCoreApplication.translate
    labels = {
        "r@1": translate("TrainingSettings", "Recall at 1"),
        "r@5": translate("TrainingSettings", "Recall at 5"),
        "r@10": translate("TrainingSettings", "Recall at 10"),
        "r@1%": translate("TrainingSettings", "Recall at 1 %"),
        "ap": translate("TrainingSettings", "AP"),
        "back_r@1": translate("TrainingSettings", "Recall at 1, back"),
        "back_r@5": translate("TrainingSettings", "Recall at 5, back"),
        "back_r@10": translate("TrainingSettings", "Recall at 10, back"),
        "back_r@1%": translate("TrainingSettings", "Recall at 1 %, back"),
        "back_ap": translate("TrainingSettings", "AP, back"),
        "hit": translate("TrainingSettings", "Hits of the matcher"),
        "held_out_loss_dense": translate("TrainingSettings", "Dense loss of held-out places"),
        "loss": translate("TrainingSettings", "Loss"),
        "active": translate("TrainingSettings", "Active triplets"),
        "found": translate("TrainingSettings", "Templates found"),
    }
    return labels.get(name, name)


def _labels() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "preset": translate("TrainingSettings", "Preset"),
        "seed": translate("TrainingSettings", "Seed"),
        "weights": translate("TrainingSettings", "Starting weights"),
        "device": translate("TrainingSettings", "Device"),
        "views": translate("TrainingSettings", "Views"),
        "gallery": translate("TrainingSettings", "View of the gallery"),
        "holdout": translate("TrainingSettings", "Held-out share"),
        "localisation": translate("TrainingSettings", "Table of known places"),
        "localisation_count": translate("TrainingSettings", "Templates to seek"),
        "global_weight": translate("TrainingSettings", "Weight of retrieval"),
        "dense_weight": translate("TrainingSettings", "Weight of matching"),
        "loss": translate("TrainingSettings", "Loss"),
        "miner": translate("TrainingSettings", "Miner"),
        "margin": translate("TrainingSettings", "Margin"),
        "temperature": translate("TrainingSettings", "Temperature"),
        "dense_loss": translate("TrainingSettings", "Dense loss"),
        "alpha": translate("TrainingSettings", "Alpha"),
        "arrangement": translate("TrainingSettings", "Arrangement"),
        "layers": translate("TrainingSettings", "Layers"),
        "keep": translate("TrainingSettings", "Share kept"),
        "pull": translate("TrainingSettings", "Pull to the start"),
        "size_px": translate("TrainingSettings", "Size of pictures"),
        "crop": translate("TrainingSettings", "Crop, from and to"),
        "turn_deg": translate("TrainingSettings", "Turn"),
        "colour": translate("TrainingSettings", "Change of colours"),
        "epochs": translate("TrainingSettings", "Epochs"),
        "steps_per_epoch": translate("TrainingSettings", "Batches an epoch"),
        "places_per_batch": translate("TrainingSettings", "Places a batch"),
        "views_per_place": translate("TrainingSettings", "Pictures of a place"),
        "learning_rate": translate("TrainingSettings", "Learning rate"),
        "weight_decay": translate("TrainingSettings", "Weight decay"),
        "warmup": translate("TrainingSettings", "Warm-up"),
        "clip": translate("TrainingSettings", "Gradient's length"),
        "precision": translate("TrainingSettings", "Precision"),
        "patience": translate("TrainingSettings", "Patience"),
        "best_by": translate("TrainingSettings", "Best epoch by"),
        "workers": translate("TrainingSettings", "Processes for pictures"),
        "devices": translate("TrainingSettings", "GPUs or processes"),
        "loggers": translate("TrainingSettings", "Loggers"),
    }
