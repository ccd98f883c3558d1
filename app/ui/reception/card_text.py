"""Telling the text of a card from what a person types or pastes."""

import re

_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
_LINKS = ("http://", "https://")
_SEPARATORS = "|\t;\n"


def looks_like_card(text: str) -> bool:
    """Say whether `text` may be of an ID card: its number, alone or among separated fields."""
    stripped = text.strip().strip("\0")
    if _NUMBER.fullmatch(stripped):
        return True
    if _is_link(stripped):
        return True  # of another app: told so in words, instead of typed into a name
    return any(stripped.count(mark) >= 3 for mark in _SEPARATORS) or "IDVNM" in stripped


def number_in(text: str) -> str:
    """Find the personal number in a spoilt scan: digits come through when letters do not."""
    if _is_link(text.strip()):
        return ""  # digits of a link are nobody's number
    found = _NUMBER.search(text)
    return found[0] if found else ""


def _is_link(text: str) -> bool:
    return text.lower().startswith(_LINKS)
