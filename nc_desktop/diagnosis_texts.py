"""What the doctor found out, in the user's language.

Unlike a reason, a fact is short (`off`, `2 of 2`): it is replaced where all of it is known, and so
is what it names. Versions, paths, commands and what other libraries say stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from nc_desktop.reasons import in_users_language

_CONTEXT = "Diagnosis"
_FIELD = re.compile(r"\{(\w+)\}")
_NUMBERS = {"n", "m"}  # fields that stand for nothing but a number

_NAMES: tuple[object, ...] = (  # of subjects and facts
    QT_TRANSLATE_NOOP("Diagnosis", "software"),
    QT_TRANSLATE_NOOP("Diagnosis", "machine"),
    QT_TRANSLATE_NOOP("Diagnosis", "devices"),
    QT_TRANSLATE_NOOP("Diagnosis", "weights"),
    QT_TRANSLATE_NOOP("Diagnosis", "window"),
    QT_TRANSLATE_NOOP("Diagnosis", "cores"),
    QT_TRANSLATE_NOOP("Diagnosis", "memory"),
    QT_TRANSLATE_NOOP("Diagnosis", "temporary files"),
    QT_TRANSLATE_NOOP("Diagnosis", "settings"),
    QT_TRANSLATE_NOOP("Diagnosis", "features of scenes"),
    QT_TRANSLATE_NOOP("Diagnosis", "cpu"),
    QT_TRANSLATE_NOOP("Diagnosis", "NVIDIA driver"),
    QT_TRANSLATE_NOOP("Diagnosis", "drivers"),
    QT_TRANSLATE_NOOP("Diagnosis", "grids"),
    QT_TRANSLATE_NOOP("Diagnosis", "network"),
    QT_TRANSLATE_NOOP("Diagnosis", "screen"),
)
_VALUES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Diagnosis", "{n} on {system}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{n} of {m}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{n} GiB free"),
    QT_TRANSLATE_NOOP("Diagnosis", "{folder}, {n} GiB free"),
    QT_TRANSLATE_NOOP("Diagnosis", "{version}, built for {backend}"),
    QT_TRANSLATE_NOOP("Diagnosis", "the processor only"),
    QT_TRANSLATE_NOOP("Diagnosis", "{n} threads"),
    QT_TRANSLATE_NOOP("Diagnosis", "{name}, {n} of {m} GiB free, capability {capability}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{driver}, knows CUDA up to {version}"),
    QT_TRANSLATE_NOOP("Diagnosis", "version unknown"),
    QT_TRANSLATE_NOOP("Diagnosis", "there"),
    QT_TRANSLATE_NOOP("Diagnosis", "none"),
    QT_TRANSLATE_NOOP("Diagnosis", "on"),
    QT_TRANSLATE_NOOP("Diagnosis", "off"),
    QT_TRANSLATE_NOOP("Diagnosis", "{version}, data in {folder}"),
    QT_TRANSLATE_NOOP("Diagnosis", "the library"),
    QT_TRANSLATE_NOOP("Diagnosis", "all there"),
    QT_TRANSLATE_NOOP("Diagnosis", "without {names}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{library}, database {version} (EPSG {epsg}) {file}"),
    QT_TRANSLATE_NOOP("Diagnosis", "not found"),
    QT_TRANSLATE_NOOP("Diagnosis", "{n} files"),
    QT_TRANSLATE_NOOP("Diagnosis", "none; between old datums coordinates are good to some metres"),
    QT_TRANSLATE_NOOP("Diagnosis", "{value} (kept, as {name} says)"),
    QT_TRANSLATE_NOOP("Diagnosis", "{version}, starts"),
)
_PROBLEMS: tuple[object, ...] = (  # and what to do about them
    QT_TRANSLATE_NOOP("Diagnosis", "could not be checked: {error}"),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "install the program again; if that does not help, report this line"
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "install the program again"),
    QT_TRANSLATE_NOOP("Diagnosis", "install the program again: its files are damaged"),
    QT_TRANSLATE_NOOP("Diagnosis", "{requirement} is needed, {version} is installed"),
    QT_TRANSLATE_NOOP("Diagnosis", "{name} does not load: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{names} are installed and overwrite each other's files"),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "OpenCV brings a Qt of its own, which the window may load instead of PySide6's"
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "Qt is told to load its plug-ins from {folder}"),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "unset QT_PLUGIN_PATH and QT_QPA_PLATFORM_PLUGIN_PATH if the window does not start",
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "only {n} GiB of memory are free"),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "close other programs, or set memory_mib: 256 and tile_px: 256 in a settings file",
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "no folder takes temporary files: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "set TMPDIR (Windows: TEMP)"),
    QT_TRANSLATE_NOOP("Diagnosis", "set TMPDIR (Windows: TEMP) to another folder"),
    QT_TRANSLATE_NOOP("Diagnosis", "let your user write to that folder"),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "set NEUROCORRELATOR_CACHE to another folder, or cache_gib: 0 in a settings file",
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "{folder}: takes no file ({error})"),
    QT_TRANSLATE_NOOP("Diagnosis", "{folder}: only {n} MiB are free"),
    QT_TRANSLATE_NOOP("Diagnosis", "make room on that disk"),
    QT_TRANSLATE_NOOP("Diagnosis", "torch is not installed"),
    QT_TRANSLATE_NOOP("Diagnosis", "torch does not compute: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{device} ({name}) does not compute: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "--device cpu for now; {fix}"),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "install the newest Microsoft Visual C++ Redistributable for x64 and start again; if that"
        " does not help: {command}",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{command} (in a checkout start the program with `uv run --no-sync` from then on)",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "this torch computes on the processor only, though there is {names}"
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "the NVIDIA driver knows CUDA up to {version}, this torch needs {needed}"
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "update the driver, or {fix}"),
    QT_TRANSLATE_NOOP("Diagnosis", "torch cannot use {names}: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "CUDA is not available"),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "check that CUDA_VISIBLE_DEVICES is not empty; restart the machine; update the driver",
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "the NVIDIA driver does not start (error {n})"),
    QT_TRANSLATE_NOOP("Diagnosis", "restart the machine; update the driver"),
    QT_TRANSLATE_NOOP("Diagnosis", "the shipped weights cannot be read: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{file}: is not the file that was shipped"),
    QT_TRANSLATE_NOOP("Diagnosis", "the weights do not load: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "GDAL cannot read or write {names}"),
    QT_TRANSLATE_NOOP("Diagnosis", "GDAL does not write a GeoTIFF: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{command} (its wheel brings GDAL and PROJ)"),
    QT_TRANSLATE_NOOP("Diagnosis", "{command} (its wheel brings PROJ)"),
    QT_TRANSLATE_NOOP("Diagnosis", "PROJ fetches grids from the network"),
    QT_TRANSLATE_NOOP("Diagnosis", "unset PROJ_NETWORK on a closed network"),
    QT_TRANSLATE_NOOP("Diagnosis", "{package} cannot look up EPSG:32615: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "no answer"),
    QT_TRANSLATE_NOOP("Diagnosis", "{package} gives coordinates that are {n} m off"),
    QT_TRANSLATE_NOOP("Diagnosis", "{package}: PROJ {library} reads a database of PROJ {database}"),
    QT_TRANSLATE_NOOP("Diagnosis", "unset {names}, or {name}"),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "{setting} was left behind by another program; it is not used here"
    ),
    QT_TRANSLATE_NOOP("Diagnosis", "nothing to do; {name}=1 would keep it"),
    QT_TRANSLATE_NOOP("Diagnosis", "Qt does not start: {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "the window cannot open on a screen without {names}"),
    QT_TRANSLATE_NOOP("Diagnosis", "cannot be asked, Python does not start ({error})"),
    QT_TRANSLATE_NOOP("Diagnosis", "gives no answer within {n} s"),
    QT_TRANSLATE_NOOP("Diagnosis", "crashes (exit code {code})"),
    QT_TRANSLATE_NOOP("Diagnosis", "crashes (exit code {code}): {error}"),
    QT_TRANSLATE_NOOP("Diagnosis", "{command}, then {other}"),
)
SENTENCES: tuple[str, ...] = tuple(map(str, (*_NAMES, *_VALUES, *_PROBLEMS)))


def in_words(text: str) -> str:
    """A subject, name, value, problem or fix of a diagnosis in the language of the program."""
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            said = QCoreApplication.translate(_CONTEXT, sentence)
            for field, value in found.groupdict().items():
                number = value.replace(".", QLocale().decimalPoint())
                words = number if field in _NUMBERS else in_words(value)
                said = said.replace(f"{{{field}}}", words)
            return said
    return in_users_language(text)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The longest first: what is said exactly comes before what is said of anything."""
    return tuple((each, _whole(each)) for each in sorted(SENTENCES, key=len, reverse=True))


def _whole(sentence: str) -> re.Pattern[str]:
    parts = _FIELD.split(sentence)
    pattern = re.escape(parts[0])
    for field, literal in zip(parts[1::2], parts[2::2], strict=True):
        value = r"[\d.e+-]+" if field in _NUMBERS else ".+?"
        pattern += f"(?P<{field}>{value}){re.escape(literal)}"
    return re.compile(pattern)
