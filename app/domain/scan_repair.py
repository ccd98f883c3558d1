"""What scanners and input methods do to the text of a code, undone or at least recognised.

Libraries that guess encodings show UTF-8 as Big5, Shift-JIS or Latin-1; a keyboard-wedge scanner
types through Unikey, which turns letters into others; NUL and line ends creep in.
"""

import re

from app.domain.errors import RuleViolation
from app.domain.text import fold

_GUESSED = ("big5hkscs", "cp932", "gb18030", "euc_kr")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f]")
_LATIN_MOJIBAKE = re.compile("á[º»]|Ã[\u0080-¿]|Ä[\u0080-¿‘]|Æ[°¡]|â€")
_PREFIX = re.compile(
    r"\s*(?:\][A-Za-z]\d)?\s*(?:(?:CCCD|CĂN CƯỚC|CMND|QR)\s*[:=]\s*)?", re.IGNORECASE
)

_TELEX_TONE = re.compile(r"\b[a-z]*(?:aa|ee|oo|uw|ow|aw)[a-z]*[sfrxj]\b|\bdd[a-z]", re.IGNORECASE)
_DIGIT_IN_WORD = re.compile(r"[^\W\d_]\d")  # VNI
_WORD = re.compile(r"[^\W\d_]+")
_MARKS_LOST = re.compile(r"\w\?|\?\w|\ufffd")
_PLACE_WORD = re.compile(r"\b(?:xa|huyen|tinh|phuong|quan|thanh pho|thi tran|thi xa)\b")


def unwrapped(raw: str) -> str:
    """The text itself: encoding repaired; NULs, a scanner's symbol mark and a label taken off."""
    text = _decoded(raw.replace("\0", "").replace("\ufeff", ""))
    return text[_PREFIX.match(text).end() :].strip(" \r\n")  # type: ignore[union-attr]


def check_name(name: str) -> None:
    """Raise `RuleViolation` for a name that an input method or a scanner has spoilt."""
    if _MARKS_LOST.search(name):
        raise RuleViolation("card_marks_lost")
    if _DIGIT_IN_WORD.search(name) or _TELEX_TONE.search(name) or _has_broken_case(name):
        raise RuleViolation("card_typed_through_ime")


def check_address(address: str) -> None:
    """Raise `RuleViolation` for an address that an input method or a scanner has spoilt."""
    if _MARKS_LOST.search(address):
        raise RuleViolation("card_marks_lost")
    if address.isascii() and _TELEX_TONE.search(address):
        raise RuleViolation("card_typed_through_ime")


def has_lost_marks(name: str, address: str) -> bool:
    """Plain letters only, though the address names a commune: the marks were dropped on the way."""
    return f"{name}{address}".isascii() and bool(_PLACE_WORD.search(fold(address)))


def _has_broken_case(name: str) -> bool:
    """Small letters after two capitals (NGUYễN): an input method composes them so."""
    words = _WORD.findall(name)
    return any(word[:2].isupper() and len(word) > 2 and not word.isupper() for word in words)


def _decoded(text: str) -> str:
    """The text as it was before a wrong guess of its encoding."""
    if text.isascii():
        return text
    if _EAST_ASIAN.search(text):
        return _repaired(text, _GUESSED)
    if _LATIN_MOJIBAKE.search(text):
        return _repaired(text, ("windows",))
    return text


def _repaired(text: str, guesses: tuple[str, ...]) -> str:
    """The first reading that is Vietnamese; raises `RuleViolation` when there is none."""
    for guess in guesses:
        try:
            read = (_as_windows(text) if guess == "windows" else text.encode(guess)).decode()
        except UnicodeError:
            continue
        if not _EAST_ASIAN.search(read):
            return read
    raise RuleViolation("card_damaged")


def _as_windows(text: str) -> bytes:
    """Windows-1252 with its five empty places filled as Latin-1 has them."""
    return b"".join(_windows_byte(char) for char in text)


def _windows_byte(char: str) -> bytes:
    """One character as one byte."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
