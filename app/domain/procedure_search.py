"""Finding a procedure by what people say: pure, over the catalogue's short index."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from app.domain.procedure import Procedure, is_in_scope
from app.domain.text import clean, words

_SHORT, _SAID, _NAME, _FIELD = 6, 5, 2, 1  # how much a word counts by where it is found
_WHOLE = 2  # times: the whole word, not only its beginning
_PHRASE = 12  # the words stand together
_MARKS = 4  # ... and with the very marks that were typed
_COMMON = 3  # a procedure that people ask for often has other words of theirs
_SMALL_TALK = frozenset(
    words(
        "tôi em cháu con cô chú bác anh chị ông bà à ơi cho xin hỏi muốn cần phải làm thì là ở đâu "
        "như thế nào gì giúp mình được không và để nhà cái tờ giấy thủ tục về của một mấy rồi đi"
    )
)


class Folded(msgspec.Struct, frozen=True, array_like=True):
    """The words of an entry, folded and parted by one blank; `said` has one text a phrase."""

    short_name: str
    name: str
    field: str
    said: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One procedure in the index: enough to list and to find it, without its papers."""

    code: str
    name: str
    short_name: str
    field: str
    scope: str
    has_limit: bool
    has_papers: bool
    folded: Folded


def entry(procedure: Procedure, said: Iterable[str] = ()) -> Entry:
    """The index entry of a procedure; `said` are other words that people use for it."""
    return Entry(
        code=procedure.code,
        name=procedure.name,
        short_name=procedure.short_name,
        field=procedure.field,
        scope=procedure.scope,
        has_limit=bool(procedure.limits),
        has_papers=bool(procedure.papers),
        folded=Folded(
            short_name=_flat(procedure.short_name),
            name=_flat(procedure.name),
            field=_flat(procedure.field),
            said=tuple(dict.fromkeys(_flat(phrase) for phrase in said)),
        ),
    )


class Index:
    """The entries, ready to be searched."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._weights = [_weights(one.folded) for one in entries]

    def search(self, text: str, province: str, limit: int = 12) -> tuple[Entry, ...]:
        """The best entries for these words, best first; nothing for an empty text.

        Every word must begin a word of the procedure, small talk aside; only when there is none
        such, what people's own words name, and what most of the words fit, is offered.
        """
        question = _Question(text)
        if not question.words:
            return ()
        found = self._ranked(question, province, _score)
        found = found or self._ranked(question, province, _loose_score)
        return tuple(found[:limit])

    def _ranked(self, question: "_Question", province: str, score: "_Scorer") -> list[Entry]:
        """Entries with any score, the best first, the catalogue's order among equals."""
        scored = (
            (-points, place)
            for place, one in enumerate(self.entries)
            if (points := score(question, one, self._weights[place])) > 0
            and is_in_scope(one.scope, province)
        )
        return [self.entries[place] for _, place in sorted(scored)]


class _Question:
    """What was typed, in the forms that it is compared in."""

    def __init__(self, text: str) -> None:
        every = words(text)
        self.words = tuple(word for word in every if word not in _SMALL_TALK) or every
        self.flat = " ".join(every)
        self.phrase = " ".join(self.words)
        self.typed = clean(text).casefold()


_Scorer = Callable[[_Question, Entry, Mapping[str, int]], float]


def _score(question: _Question, one: Entry, weights: Mapping[str, int]) -> float:
    """How well the entry answers; 0 when a word of the question is not in it."""
    if one.code.startswith(question.typed):
        return 1000.0
    found = [_best(word, weights) for word in question.words]
    if not all(found):
        return 0.0
    texts = (one.folded.short_name, *one.folded.said)
    together = max(_together(question.phrase, text) for text in texts)
    exact = _MARKS if question.typed in one.short_name.casefold() else 0
    common = _COMMON if one.folded.said else 0
    return sum(found) + together + exact + common - one.folded.short_name.count(" ") / 2


def _loose_score(question: _Question, one: Entry, weights: Mapping[str, int]) -> float:
    """How much of a whole sentence speaks of this entry; 0 for less than two thirds of it."""
    named = max((len(said) for said in one.folded.said if _holds(question.flat, said)), default=0)
    found = [points for word in question.words if (points := _best(word, weights)) > _WHOLE]
    is_most = len(found) > 1 and 3 * len(found) >= 2 * len(question.words)
    return 100.0 * named + (sum(found) if is_most else 0)


def _best(word: str, weights: Mapping[str, int]) -> int:
    """The weight of the best word that this one is, or begins; 0 when there is none."""
    if word in weights:
        return _WHOLE * weights[word]
    return max((weight for own, weight in weights.items() if own.startswith(word)), default=0)


def _together(phrase: str, text: str) -> float:
    """The words stand together in the text; worth half when the last of them is unfinished."""
    if _holds(text, phrase):
        return _PHRASE
    return _PHRASE / 2 if f" {phrase}" in f" {text}" else 0.0


def _holds(text: str, phrase: str) -> bool:
    """Does the phrase stand in the text, whole words only?"""
    return f" {phrase} " in f" {text} "


def _weights(folded: Folded) -> dict[str, int]:
    """Each word of the entry with the best weight of the places where it stands."""
    weights = dict.fromkeys(folded.field.split(), _FIELD)
    weights |= dict.fromkeys(folded.name.split(), _NAME)
    weights |= dict.fromkeys(" ".join(folded.said).split(), _SAID)
    return weights | dict.fromkeys(folded.short_name.split(), _SHORT)


def _flat(text: str) -> str:
    """The folded words of a text, parted by one blank."""
    return " ".join(words(text))
