"""The words of the screens in the officer's language: English in the source, Vietnamese by data.

A language is a folder of JSON files in `resources/i18n`, each an object from source text to
translation; all files of the folder are read together. Vietnamese (`vi`) is complete, which a test
checks. Another language of the border is added by dropping in a folder; what it lacks is shown in
Vietnamese. Law's terms and the sentences of `words` are written in Vietnamese in the source and
pass through `tr` too, so such a folder may translate them as well.
"""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from app.system import packed

HOME = "vi"


def tr(text: str, /, **values: object) -> str:
    """Say `text` in the officer's language, filling in the `{named}` values."""
    said = QCoreApplication.translate("motcua", text)
    return said.format(**values) if values else said


class Language(QTranslator):
    """All that a folder of translations says, for our own texts and for Qt's buttons alike."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = read_words(folder)

    def isEmpty(self) -> bool:
        """Say whether there is nothing to say; Qt ignores an empty translator."""
        return not self._words

    def translate(  # Qt hands over more than we need
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Answer the translation, or `None` so that Qt asks the language installed before."""
        return self._words.get(source)


def read_words(folder: Path) -> dict[str, str]:
    """Read all translations of one language; a text found twice must be translated the same."""
    words: dict[str, str] = {}
    for text in packed.files(folder).values():
        words.update(json.loads(text))
    return words


def languages(resources: Path) -> list[str]:
    """List the languages that lie in the folder, Vietnamese first."""
    found = sorted({path.stem for path in (resources / "i18n").iterdir()})
    return sorted(found, key=lambda name: name != HOME)


def install(app: QCoreApplication, resources: Path, language: str = HOME) -> None:
    """Let the program speak `language`, and Vietnamese wherever that has no word."""
    for name in dict.fromkeys((HOME, language)):
        app.installTranslator(Language(resources / "i18n" / name, app))
