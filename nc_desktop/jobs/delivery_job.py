"""Handing matches over: tables, georeferenced templates and a report, all of them or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.export_job import ExportFiles, ExportFormat, ExportJob, ExportRequest
from nc_desktop.jobs.job import Report
from nc_desktop.jobs.target_folder import errors_name, folder_state
from nc_desktop.report.request import ReportRequest


@dataclass(frozen=True, eq=False)
class DeliveryRequest:
    """A delivery as it was asked for.

    Attributes:
        result: with the matches that are handed over and no others.
        folder: where to; it must be there.
        name: what the names of tables and report begin with.
        tables: formats of the table of matches.
        parts: of each match, as `nc.write_georeferenced_set` takes them.
        report: None for no report.
        opens: whether the report is to be opened then.
        replace: whether files of these names may be replaced.
    """

    result: nc.MatchResult
    folder: Path
    name: str
    tables: tuple[ExportFormat, ...] = ()
    parts: tuple[nc.GeoreferencedPart, ...] = ()
    report: ReportRequest | None = None
    opens: bool = False
    replace: bool = False

    @property
    def report_path(self) -> Path | None:
        """Of the report, if there is to be one."""
        return None if self.report is None else self.folder / f"{self.name}.html"

    def names(self) -> tuple[str, ...]:
        """All files that may be written; of thousands of matches that takes a moment."""
        tables = ExportFiles(self.name, self.tables).names
        report = () if self.report is None else (f"{self.name}.html",)
        return (*report, *tables, *nc.georeferenced_names(self.result, self.parts))


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a delivery that did not fail.

    Attributes:
        paths: the files that were written.
        left_out: matches that could not be, and why, in a line each.
        notes: what a user should know of the files, in a line each.
        existing: names that are there already; then nothing was written.
        missing_folder: the folder is not there; then nothing was written.
    """

    paths: tuple[Path, ...] = ()
    left_out: tuple[tuple[nc.Match, str], ...] = ()
    notes: tuple[str, ...] = ()
    existing: tuple[str, ...] = ()
    missing_folder: bool = False


@dataclass(frozen=True, eq=False)
class DeliveryJob:
    """Write the files of a delivery."""

    request: DeliveryRequest

    def run(self, report: Report, cancel: nc.CancelToken) -> Delivered:
        """Write all of them, or leave the folder as it was.

        Raises:
            neurocorrelator.NeurocorrelatorError: they cannot be written.
            neurocorrelator.CancelledError: the token was set.
        """
        request = self.request
        names = request.names()
        state = folder_state(request.folder, names)
        if not state.exists or (state.existing and not request.replace):
            return Delivered(existing=state.existing, missing_folder=not state.exists)
        steps = [
            step
            for step, wanted in (
                (self._tables, bool(request.tables)),
                (self._georeferenced, bool(request.parts)),
                (self._report, request.report is not None),
            )
            if wanted
        ]
        georeferenced = nc.GeoreferencedSet((), ())
        rasters = [name for name in names if name.endswith(".tif")]
        stale = [name + end for name in rasters for end in (".aux.xml", ".ovr", ".msk")]
        with nc.atomic_files(request.folder, replaces=stale) as place:
            for number, step in enumerate(steps):
                with errors_name(request.folder, place):
                    made = step(place, _share_of(report, number, len(steps)), cancel)
                if made is not None:
                    georeferenced = made
            cancel.raise_if_cancelled()
            written = [name for name in names if (place / name).exists()]
        return Delivered(
            tuple(request.folder / name for name in written),
            georeferenced.left_out,
            georeferenced.notes,
        )

    def _tables(self, place: Path, report: Report, cancel: nc.CancelToken) -> None:
        files = ExportFiles(self.request.name, self.request.tables)
        ExportJob(ExportRequest(self.request.result, place, files)).run(report, cancel)

    def _georeferenced(
        self, place: Path, report: Report, cancel: nc.CancelToken
    ) -> nc.GeoreferencedSet:
        request = self.request
        return nc.write_georeferenced_set(
            request.result,
            place,
            request.parts,
            lies_in=request.folder,
            progress=report,
            cancel=cancel,
        )

    def _report(self, place: Path, report: Report, cancel: nc.CancelToken) -> None:
        from nc_desktop.report.document import put_report  # Pillow would slow the start down

        request = self.request
        if request.report is not None:
            put_report(request.report, place / f"{request.name}.html", report, cancel)


def _share_of(report: Report, number: int, count: int) -> Callable[[nc.Progress], None]:
    """Tells the progress of one step as that of the whole."""

    def told(progress: nc.Progress) -> None:
        fraction = (number + progress.fraction) / count
        report(nc.Progress("write", progress.done, progress.total, fraction))

    return told
