"""What an officer types, as a question to the search index."""

import re

from app.domain import text
from app.store.connection import Connection

_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = 6


def folded_match(typed: str) -> str:
    """All words, each as a beginning, marks left out; figures also without their blanks."""
    words = text.words(typed)
    joined = "".join(words)
    match = _all_begin(words)
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


def _begins(word: str) -> str:
    return f'"{word}"*'
