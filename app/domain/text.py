"""Vietnamese text: one clean form to keep, one folded form to compare and search."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LINE_BREAKS = re.compile(r"[ \t]*(?:\r\n|\r|\n|\u2028|\u2029)[ \t]*")
_BLANKS = re.compile(r"\s+")
_BLANKS_IN_LINE = re.compile(r"[^\S\n]+")
_STRUCK = str.maketrans("đĐ", "dD")  # no Unicode decomposition takes the stroke off


def clean(text: str) -> str:
    """Text fit to keep: NFC, one line, single blanks, nothing invisible (NUL and its like)."""
    return _BLANKS.sub(" ", _visible(text)).strip()


def clean_lines(text: str) -> str:
    """Like `clean`, for a note of several lines: line ends become a plain newline and stay."""
    lines = _BLANKS_IN_LINE.sub(" ", _visible(_LINE_BREAKS.sub("\n", text)))
    return lines.strip()


def fold(text: str) -> str:
    """The form in which Vietnamese is compared and searched: no marks, đ as d, lower case."""
    apart = unicodedata.normalize("NFD", clean(text).translate(_STRUCK))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).casefold()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation left out."""
    return tuple(_WORD.findall(fold(text)))


def _visible(text: str) -> str:
    """Drop what no paper can show: controls, marks of direction, lone surrogates, private use."""
    if text.isprintable():
        return unicodedata.normalize("NFC", text)
    kept = (char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept))


def squeezed(code: str) -> str:
    """A code or number without what people leave out: blanks, dots and dashes; lower case."""
    return "".join(letter for letter in fold(code) if letter.isalnum())
