"""No letter of Vietnamese falls back to another font, on the screen or on paper."""

import unicodedata

import pytest
from PySide6.QtGui import QRawFont

from app.system.paths import resources

MARKS = "\u0300\u0301\u0303\u0309\u0323"  # the five tones
COMBINING = MARKS + "\u0302\u0306\u031b"
PUNCTUATION = "–—…“”‘’•·°×₫"


def every_vietnamese_letter() -> set[str]:
    """All letters with and without tones, composed, small and capital."""
    bare = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
    toned = {unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in MARKS}
    small = set(bare) | toned
    return small | {letter.upper() for letter in small}


@pytest.mark.parametrize(
    "name",
    [
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ],
)
def test_a_bundled_font_has_every_vietnamese_letter(qapp, name: str):
    font = QRawFont(str(resources() / "fonts" / name), 12)
    wanted = every_vietnamese_letter() | set(COMBINING) | set(PUNCTUATION)
    assert {letter for letter in wanted if not font.supportsCharacter(ord(letter))} == set()


def test_the_boxes_and_the_currency_come_from_the_symbol_font(qapp):
    font = QRawFont(str(resources() / "fonts" / "DejaVuSans.ttf"), 12)
    assert all(font.supportsCharacter(ord(letter)) for letter in "☐☑₫⚠✓✕ℹ→")


def test_every_font_ships_with_its_licence():
    names = {path.name for path in (resources() / "fonts").glob("LICENCE-*.txt")}
    assert names == {"LICENCE-OFL.txt", "LICENCE-DejaVu.txt"}
