"""Settings of a match or of training from and to a YAML file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class ReadSettingsJob:
    """Read a file of settings."""

    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.MatchConfig:
        """Read it; see `neurocorrelator.read_match_config` for what it raises."""
        return nc.read_match_config(self.path)


@dataclass(frozen=True, eq=False)
class WriteSettingsJob:
    """Write a file of settings."""

    config: nc.MatchConfig
    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Write it; see `neurocorrelator.write_match_config` for what it raises."""
        nc.write_match_config(self.config, self.path)


@dataclass(frozen=True, eq=False)
class ReadTrainingSettingsJob:
    """Read a file of settings of training."""

    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.TrainConfig:
        """Read it; see `neurocorrelator.make_train_config` for what it raises."""
        return nc.make_train_config(self.path)


@dataclass(frozen=True, eq=False)
class WriteTrainingSettingsJob:
    """Write a file of settings of training."""

    config: nc.TrainConfig
    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Write it; see `neurocorrelator.write_train_config` for what it raises."""
        nc.write_train_config(self.config, self.path)
