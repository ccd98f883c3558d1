"""The fonts that ship: from their files, or out of the bundle's archive."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from app.system import packed
from app.system.paths import resources


@cache
def load(name: str) -> tuple[str, ...]:
    """Load a font once; answers its families. Raises `OSError` when there is none in it."""
    folder = resources() / "fonts"
    if folder.is_dir():  # FreeType reads what it needs of a file
        number = QFontDatabase.addApplicationFont(str(folder / name))
    else:
        number = QFontDatabase.addApplicationFontFromData(packed.read(folder, name))
    if number < 0:
        raise FileNotFoundError(folder / name)
    return tuple(QFontDatabase.applicationFontFamilies(number))
