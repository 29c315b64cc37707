"""`neurocorrelator doctor`: whether this machine can do the work, each problem with its fix."""

from __future__ import annotations

import typer

from neurocorrelator.cli import doctor_report
from neurocorrelator.cli.options import JsonOption


def doctor(as_json: JsonOption = False) -> None:
    """Check versions, devices, weights, GDAL, PROJ and Qt; name each problem with its fix.

    The exit code is 0 when nothing hinders the work and 1 when something does.
    """
    raise typer.Exit(doctor_report.run(as_json=as_json))
