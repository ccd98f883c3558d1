"""Finding a procedure by what people say: pure, over the catalogue's short index."""

from collections.abc import Iterable, Sequence

import msgspec

from app.domain.procedure import NATIONAL, Procedure, is_in_scope
from app.domain.text import clean, fold, words

_SHORT, _SAID, _NAME = 6, 5, 2  # how much a word counts by where it is found
_FIELD = 1
_WHOLE = 2  # times: the whole word, not only its beginning
_SMALL_TALK = frozenset(
    words(
        "tôi em cháu con cô chú bác anh chị ông bà à ơi cho xin hỏi muốn cần phải làm thì là ở đâu "
        "như thế nào gì giúp mình được không và để nhà cái tờ giấy thủ tục về của một mấy rồi đi"
    )
)


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One procedure in the index: enough to list and to find it, without its papers."""

    code: str
    name: str
    short_name: str
    field: str
    scope: str = NATIONAL
    has_limit: bool = False
    has_papers: bool = False
    said: tuple[str, ...] = ()
    """Other words that people use for it, folded."""


def entry(procedure: Procedure, said: Iterable[str] = ()) -> Entry:
    """The index entry of a procedure."""
    return Entry(
        code=procedure.code,
        name=procedure.name,
        short_name=procedure.short_name,
        field=procedure.field,
        scope=procedure.scope,
        has_limit=bool(procedure.limits),
        has_papers=bool(procedure.papers),
        said=tuple(dict.fromkeys(fold(phrase) for phrase in said)),
    )


class Index:
    """The entries with their words, folded once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._words = [_weighted(entry) for entry in entries]

    def search(self, text: str, province: str, limit: int = 12) -> tuple[Entry, ...]:
        """The best entries for these words, best first; nothing for an empty text.

        Every word must begin a word of the procedure, small talk aside; exact marks rank first.
        """
        asked = _asked(text)
        if not asked:
            return ()
        found = [
            (score, -place)
            for place, entry in enumerate(self.entries)
            if (score := self._score(place, text, asked)) and is_in_scope(entry.scope, province)
        ]
        return tuple(self.entries[-place] for _, place in sorted(found, reverse=True)[:limit])

    def _score(self, place: int, text: str, asked: tuple[str, ...]) -> float:
        """How well the entry at this place answers; 0 when a word of the question is not in it."""
        entry, weights = self.entries[place], self._words[place]
        if entry.code.startswith(text.strip()):
            return 1000.0
        found = [_best(word, weights) for word in asked]
        if not all(found):
            return 0.0
        phrase = " ".join(asked)
        bonus = 12.0 if phrase in fold(entry.short_name) or phrase in entry.said else 0.0
        exact = 4.0 if clean(text).casefold() in entry.short_name.casefold() else 0.0
        return sum(found) + bonus + exact - len(weights) / 100


def _asked(text: str) -> tuple[str, ...]:
    """The words that matter; if all are small talk, all of them."""
    every = words(text)
    return tuple(word for word in every if word not in _SMALL_TALK) or every


def _weighted(entry: Entry) -> dict[str, int]:
    """Each word of the entry with the best weight of the places where it stands."""
    weights: dict[str, int] = {}
    parts = (
        (_FIELD, entry.field),
        (_NAME, entry.name),
        (_SAID, " ".join(entry.said)),
        (_SHORT, entry.short_name),
    )
    for weight, part in parts:
        weights |= dict.fromkeys(words(part), weight)
    return weights


def _best(word: str, weights: dict[str, int]) -> int:
    """The weight of the best word that this one is, or begins; 0 when there is none."""
    if word in weights:
        return _WHOLE * weights[word]
    return max((weight for own, weight in weights.items() if own.startswith(word)), default=0)
