"""What an officer types, as a question to the search index."""

import re

from app.domain import text
from app.domain.likeness import spelt
from app.store.connection import Connection

_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = 6


def folded_match(typed: str) -> str:
    """All words, each as a beginning, marks left out; figures also without their blanks.

    A word that is spelt in another way (Fàn, Phàn; Lý, Lí) is found in that way too.
    """
    words = text.words(typed)
    joined = "".join(words)
    match = " AND ".join(map(_begins_or_is_spelt, words))
    if len(words) > 1 and joined.isdigit() and len(joined) >= _LONG_NUMBER:
        return f"({match}) OR {_begins(joined)}"
    return match


def exact_match(typed: str) -> str:
    """All words with the marks as typed."""
    return _all_begin(_WORD.findall(text.clean(typed).lower()))


def keys(connection: Connection, typed: str, limit: int) -> list[int]:
    """Keys of dossiers: a whole code first, then names with these very marks, then the rest.

    Within each the newest first.
    """
    found: dict[int, None] = {}
    if text.words(typed):
        for key in (*_by_code(connection, typed), *_by_name(connection, typed, limit)):
            found.setdefault(key)
        if len(found) < limit:
            found |= dict.fromkeys(_by_anything(connection, typed, limit + len(found)), None)
    return list(found)[:limit]


def _by_code(connection: Connection, typed: str) -> list[int]:
    code = "".join(text.words(typed))
    return _column(connection, "SELECT key FROM view_code WHERE code = ?", (code,))


def _by_name(connection: Connection, typed: str, limit: int) -> list[int]:
    sql = "SELECT rowid FROM search_exact WHERE search_exact MATCH ? ORDER BY rowid DESC LIMIT ?"
    return _column(connection, sql, (exact_match(typed), limit))


def _by_anything(connection: Connection, typed: str, limit: int) -> list[int]:
    sql = "SELECT rowid FROM search_folded WHERE search_folded MATCH ? ORDER BY rowid DESC LIMIT ?"
    return _column(connection, sql, (folded_match(typed), limit))


def _column(connection: Connection, sql: str, values: tuple[object, ...]) -> list[int]:
    return [int(key) for (key,) in connection.rows(sql, values)]


def _all_begin(words: tuple[str, ...] | list[str]) -> str:
    return " ".join(_begins(word) for word in words)


def _begins_or_is_spelt(word: str) -> str:
    """What is whole in its other spelling: "li" for "ly", yet not every Linh."""
    other = spelt(word)
    return _begins(word) if other == word else f'({_begins(word)} OR "{other}")'


def spellings(folded: str) -> str:
    """A folded text, and after it those of its words that have another spelling."""
    others = (other for word in folded.split() if (other := spelt(word)) != word)
    return " ".join((folded, *others))


def _begins(word: str) -> str:
    return f'"{word}"*'
