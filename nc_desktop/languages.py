"""The languages of the program, changed while it runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc

LANGUAGES = {"en": "English", "ru": "Русский"}  # each in its own words
_DEFAULT = "en"


class LanguageSwitch:
    """Holds the translators that are installed: the program's and Qt's own."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.current = _DEFAULT

    def use(self, code: str) -> None:
        """Speak a language of `LANGUAGES`; with an empty code the system's, else English.

        Every widget gets a `LanguageChange` event. Numbers are written as the language has them.
        """
        language = code or QLocale.system().name().partition("_")[0]
        self.current = language if language in LANGUAGES else _DEFAULT
        QLocale.setDefault(QLocale(self.current))
        for window in QApplication.topLevelWidgets():  # else spin boxes keep their decimal point
            window.setLocale(QLocale())
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own_folder = str(nc.resource_path("translations"))
        for name, folder in (("qtbase", qt_folder), ("neurocorrelator", own_folder)):
            translator = QTranslator()
            if translator.load(f"{name}_{self.current}", folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)
