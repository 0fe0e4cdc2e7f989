"""The window's words in the chosen language, switched while it runs.

Every file `resources/translations/<area>_<language>.qm` is loaded. English is the language of
the source; its files hold only plurals.
"""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
)

from resources import files


class PlainQuotes(QTranslator):
    """English in a Chinese typeface, whose curly quotes are as wide as a character."""

    CURLY: ClassVar = str.maketrans("“”‘’", "\"\"''")

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return source.translate(self.CURLY)

    def isEmpty(self) -> bool:
        return False


class Translations(QObject):
    """Holds the translators in force."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loaded: list[QTranslator] = []
        self.language = ""

    def use(self, language: str) -> None:
        """Speak this language from now on; every widget gets a LanguageChange event."""
        if language == self.language:
            return
        self.language = language
        QLocale.setDefault(QLocale(language))
        for old in self._loaded:
            QCoreApplication.removeTranslator(old)
            old.deleteLater()
        self._loaded = []
        if language == "en":
            self._install(PlainQuotes(self))
        own = sorted(files("translations").glob(f"*_{language}.qm"))
        for file in (_of_qt(language), *own):
            translator = QTranslator(self)
            if translator.load(str(file)):
                self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        QCoreApplication.installTranslator(translator)
        self._loaded.append(translator)


def _of_qt(language: str) -> Path:
    """Qt's own words: the menu of a text field, the names of keys."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return Path(folder) / f"qtbase_{language}.qm"


class Retranslated:
    """For widgets: `retranslate()` sets every word, called once by the class and at each switch.

    class Pane(Retranslated, QWidget): ... super().__init__(parent); ...; self.retranslate()"""

    def retranslate(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
