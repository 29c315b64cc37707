"""What the program remembers between two runs, in an ini file where the system wants it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from nc_desktop.comparison_mode import COMPARISON_MODES, ComparisonMode
from nc_desktop.degree_style import DEGREE_STYLES, DegreeStyle
from nc_desktop.theme import THEMES, Theme

MOST_RECENT = 10  # scenes in the list


def default_settings_file() -> Path:
    """Where the settings live on this system."""
    return platformdirs.user_config_path("neurocorrelator", appauthor=False) / "desktop.ini"


class Settings:
    """Typed access to the ini file. A value that makes no sense counts as missing."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """Code of the language; empty to follow the system."""
        return self._text("language")

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def theme(self) -> Theme:
        """Light, dark, or as the system has it."""
        text = self._text("theme")
        return next((theme for theme in THEMES if theme == text), "system")

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._store.setValue("theme", theme)

    @property
    def folder(self) -> str:
        """Folder of the last file dialog."""
        return self._text("folder")

    @folder.setter
    def folder(self, folder: str) -> None:
        self._store.setValue("folder", folder)

    @property
    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Geometry and dock state of the window."""
        geometry, state = self._store.value("geometry"), self._store.value("state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    @layout.setter
    def layout(self, layout: tuple[QByteArray, QByteArray]) -> None:
        self._store.setValue("geometry", layout[0])
        self._store.setValue("state", layout[1])

    def forget_layout(self) -> None:
        """Let the next start have the layout of the first."""
        self._store.remove("geometry")
        self._store.remove("state")

    @property
    def recent_scenes(self) -> tuple[Path, ...]:
        """Scenes that were opened, the newest first, absolute; whether they are there is open."""
        value = self._store.value("recent_scenes")
        listed = value if isinstance(value, list) else [value]  # an ini file has no list of one
        texts = [text for text in listed if isinstance(text, str) and text]
        return tuple(Path(text) for text in texts[:MOST_RECENT])

    def add_recent_scene(self, path: Path) -> None:
        """Put a scene first in that list."""
        path = path.absolute()
        try:
            str(path).encode()
        except UnicodeEncodeError:  # an ini file could not hold it
            return
        self._set_recent([path, *self._others(path)])

    def remove_recent_scene(self, path: Path) -> None:
        """Take a scene off that list."""
        self._set_recent(self._others(path.absolute()))

    def clear_recent_scenes(self) -> None:
        """Empty that list."""
        self._set_recent([])

    @property
    def recent_crs(self) -> tuple[str, ...]:
        """Codes of the CRSs that were chosen lately, the newest first."""
        value = self._store.value("recent_crs")
        listed = value if isinstance(value, list) else [value]
        return tuple(code for code in listed if isinstance(code, str) and code)[:MOST_RECENT]

    def add_recent_crs(self, code: str) -> None:
        """Put a CRS first in that list."""
        others = [other for other in self.recent_crs if other != code]
        self._store.setValue("recent_crs", [code, *others][:MOST_RECENT])

    @property
    def goes_on_after_judging(self) -> bool:
        """Whether the next unjudged match is selected once one is judged."""
        return self._flag("goes_on_after_judging", default=False)

    @goes_on_after_judging.setter
    def goes_on_after_judging(self, wanted: bool) -> None:
        self._store.setValue("goes_on_after_judging", wanted)

    @property
    def comparison_mode(self) -> ComparisonMode:
        """How picture and scene are compared."""
        text = self._text("comparison_mode")
        return next((mode for mode in COMPARISON_MODES if mode == text), "side")

    @comparison_mode.setter
    def comparison_mode(self, mode: ComparisonMode) -> None:
        self._store.setValue("comparison_mode", mode)

    @property
    def match_at_once(self) -> bool:
        """Whether templates that are added are looked for without being asked."""
        return self._flag("match_at_once", default=False)

    @match_at_once.setter
    def match_at_once(self, wanted: bool) -> None:
        self._store.setValue("match_at_once", wanted)

    @property
    def match_preview(self) -> bool:
        """Whether the mean cosine is shown while a match runs."""
        return self._flag("match_preview", default=True)

    @match_preview.setter
    def match_preview(self, wanted: bool) -> None:
        self._store.setValue("match_preview", wanted)

    @property
    def degree_style(self) -> DegreeStyle:
        """How latitude and longitude are written in the status bar."""
        text = self._text("degree_style")
        return next((style for style in DEGREE_STYLES if style == text), "decimal")

    @degree_style.setter
    def degree_style(self, style: DegreeStyle) -> None:
        self._store.setValue("degree_style", style)

    @property
    def recent_positions(self) -> tuple[str, ...]:
        """Positions that were typed lately, the newest first."""
        value = self._store.value("recent_positions")
        listed = value if isinstance(value, list) else [value]
        return tuple(text for text in listed if isinstance(text, str) and text)[:MOST_RECENT]

    def add_recent_position(self, text: str) -> None:
        """Put a position first in that list."""
        others = [other for other in self.recent_positions if other != text]
        self._store.setValue("recent_positions", [text, *others][:MOST_RECENT])

    def shows(self, instrument: str) -> bool:
        """Whether an instrument of the map, such as `scale_bar`, is shown; all are at first."""
        return self._flag(f"show_{instrument}", default=True)

    def set_shown(self, instrument: str, shown: bool) -> None:
        """Remember whether an instrument of the map is shown."""
        self._store.setValue(f"show_{instrument}", shown)

    @property
    def hidden_columns(self) -> tuple[str, ...]:
        """Names of the columns of the table of results that are not shown."""
        return tuple(name for name in self._text("hidden_columns").split(" ") if name)

    @hidden_columns.setter
    def hidden_columns(self, names: tuple[str, ...]) -> None:
        self._store.setValue("hidden_columns", " ".join(names))

    @property
    def export_choices(self) -> str:
        """What the last export was made with, as the dialog writes it down; empty for nothing."""
        return self._text("export_choices")

    @export_choices.setter
    def export_choices(self, text: str) -> None:
        self._store.setValue("export_choices", text)

    @property
    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """Keys that the user gave to commands, by the names of these; an empty one takes them."""
        store = self._store
        store.beginGroup("shortcuts")
        texts = {name: store.value(name) for name in store.childKeys()}
        store.endGroup()
        return {
            name: tuple(key for key in text.split("; ") if key)
            for name, text in texts.items()
            if isinstance(text, str)
        }

    @shortcuts.setter
    def shortcuts(self, keys: dict[str, tuple[str, ...]]) -> None:
        self._store.remove("shortcuts")
        for name, each in keys.items():
            self._store.setValue(f"shortcuts/{name}", "; ".join(each))

    @property
    def recent_commands(self) -> tuple[str, ...]:
        """Names of the commands that were run from the list of all, the newest first."""
        return tuple(self._text("recent_commands").split()[:MOST_RECENT])

    def add_recent_command(self, name: str) -> None:
        """Put a command first in that list."""
        others = [other for other in self.recent_commands if other != name]
        self._store.setValue("recent_commands", " ".join([name, *others][:MOST_RECENT]))

    @property
    def tour_shown(self) -> bool:
        """Whether the tour was offered already."""
        return self._flag("tour_shown", default=False)

    @tour_shown.setter
    def tour_shown(self, shown: bool) -> None:
        self._store.setValue("tour_shown", shown)

    @property
    def delivery_choices(self) -> str:
        """What the last delivery was made with, as the dialogs write it down; empty for nothing."""
        return self._text("delivery_choices")

    @delivery_choices.setter
    def delivery_choices(self, text: str) -> None:
        self._store.setValue("delivery_choices", text)

    @property
    def training_folder(self) -> Path:
        """Where runs of training and the places made for them go."""
        text = self._text("training_folder")
        if text:
            return Path(text)
        return platformdirs.user_data_path("neurocorrelator", appauthor=False) / "training"

    @training_folder.setter
    def training_folder(self, folder: Path) -> None:
        self._store.setValue("training_folder", str(folder))

    @property
    def default_weights(self) -> str:
        """What a new project matches with: a name of `shipped_weights` or the path of a file."""
        return self._text("default_weights") or "imagenet"

    @default_weights.setter
    def default_weights(self, weights: str) -> None:
        self._store.setValue("default_weights", weights)

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()

    def _others(self, path: Path) -> list[Path]:
        self._store.sync()  # another instance may have added some
        same = os.path.normcase(path)
        return [other for other in self.recent_scenes if os.path.normcase(other) != same]

    def _set_recent(self, paths: list[Path]) -> None:
        self._store.setValue("recent_scenes", [str(path) for path in paths[:MOST_RECENT]])
        self._store.sync()

    def _flag(self, key: str, *, default: bool) -> bool:
        value = self._store.value(key)  # an ini file gives text
        return default if value is None else value in (True, "true")

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""
