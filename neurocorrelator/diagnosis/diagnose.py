"""All checks, each on its own: one that fails is reported, and the others go on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from neurocorrelator.diagnosis import geodata, machine, processors, software, window
from neurocorrelator.diagnosis.child import Answer, ask
from neurocorrelator.diagnosis.values import Diagnosis, Findings
from neurocorrelator.errors import CancelledError
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback

PROBES = ("torch", "rasterio", "qt", "opencv", "pyproj", "packages", "nvidia")  # slowest first


def diagnose(
    *,
    timeout_s: float = 120.0,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Diagnosis:
    """Find out what may hinder the program on this machine.

    Libraries are loaded in processes of their own, so that nothing that is broken ends the caller;
    that takes some seconds. May run on any thread; nothing is left behind.

    Args:
        timeout_s: how long one library may take to load and to answer.
        progress: called on this thread each time that a library has answered.
        cancel: ends what was asked, within a moment.

    Returns:
        Facts in the order in which they are shown, and problems with their fixes.

    Raises:
        CancelledError: `cancel` was set.
    """
    with ThreadPoolExecutor(max_workers=3) as pool:
        asked = {probe: pool.submit(ask, probe, timeout_s, cancel) for probe in PROBES}
        for done, _ in enumerate(as_completed(asked.values()), 1):
            if cancel is not None:
                cancel.raise_if_cancelled()
            if progress is not None:
                progress(Progress("probes", done, len(PROBES), done / len(PROBES)))
        checks: tuple[tuple[str, Callable[[], Diagnosis]], ...] = (
            ("software", software.check_versions),
            ("software", lambda: software.judge_packages(_of(asked["packages"]))),
            ("software", lambda: software.judge_opencv(_of(asked["opencv"]))),
            ("machine", machine.check_memory),
            ("machine", machine.check_folders),
            (
                "devices",
                lambda: processors.judge_torch(_of(asked["torch"]), _of(asked["nvidia"])),
            ),
            ("weights", lambda: processors.check_weights(_of(asked["torch"]))),
            ("GDAL", lambda: geodata.judge_rasterio(_of(asked["rasterio"]))),
            ("PROJ", lambda: geodata.judge_pyproj(_of(asked["pyproj"]))),
            ("PROJ", geodata.check_variables),
            (
                "window",
                lambda: window.judge_qt(
                    _of(asked["qt"]), window.missing_libraries(), screen=window.has_screen()
                ),
            ),
        )
        found = Diagnosis()
        for subject, check in checks:
            found += _isolated(subject, check)
    return found


def _of(answer: Future[Answer]) -> Answer:
    return answer.result()


def _isolated(subject: str, check: Callable[[], Diagnosis]) -> Diagnosis:
    try:
        return check()
    except CancelledError:
        raise
    except Exception as error:  # noqa: BLE001 (a broken machine raises anything; it is reported)
        failed = Findings(subject)
        failed.problem(
            f"could not be checked: {type(error).__name__}: {error}",
            "install the program again; if that does not help, report this line",
        )
        return failed.done()
