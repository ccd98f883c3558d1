"""Telling the text of a card from what a person types or pastes."""

import re

_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SEPARATORS = "|\t;\n"


def looks_like_card(text: str) -> bool:
    """Say whether `text` may be of an ID card: its number, alone or among separated fields."""
    stripped = text.strip().strip("\0")
    if _NUMBER.fullmatch(stripped):
        return True
    return any(stripped.count(mark) >= 3 for mark in _SEPARATORS) or "IDVNM" in stripped


def number_in(text: str) -> str:
    """Find the personal number in a spoilt scan: digits come through when letters do not."""
    found = _NUMBER.search(text)
    return found[0] if found else ""
