"""How likely two mentions are the same person, and why; nobody is ever merged by it.

The answer is a hint for the officer: a score with its reasons. Weights and spelling variants are
data; both are judged by the table of invented pairs in the tests, not by any law.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from app.domain.person import Person
from app.domain.text import clean, fold, words

LIKELY: Final = 55


class Reason(Enum):
    """What speaks for or against it; the value is its weight."""

    SAME_NAME = ("same_name", 40)
    NAME_WITHOUT_MARKS = ("name_without_marks", 36)
    NAME_VARIANT = ("name_variant", 32)
    NAME_ORDER = ("name_order", 30)
    NAME_SHORTER = ("name_shorter", 30)
    MARKS_DIFFER = ("marks_differ", 10)
    SAME_NUMBER = ("same_number", 60)
    NUMBER_NEARLY = ("number_nearly", 10)
    NUMBER_RENEWED = ("number_renewed", 5)
    NUMBER_DIFFERS = ("number_differs", -60)
    SAME_BIRTH_DATE = ("same_birth_date", 25)
    SAME_BIRTH_YEAR = ("same_birth_year", 12)
    DAY_AND_MONTH_SWAPPED = ("day_and_month_swapped", 15)
    BIRTH_DAY_DIFFERS = ("birth_day_differs", -20)
    BIRTH_YEAR_DIFFERS = ("birth_year_differs", -40)
    SAME_PHONE = ("same_phone", 20)
    SAME_HAMLET = ("same_hamlet", 10)
    SEX_DIFFERS = ("sex_differs", -30)

    @property
    def weight(self) -> int:
        """How much it counts; negative speaks against it."""
        return self.value[1]


class Likeness(NamedTuple):
    """The answer: reasons in the order in which a person is asked."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Worth a quiet word to the officer."""
        return self.score >= LIKELY


# Spellings that are written for one another in registers, on folded syllables. Only what is said
# alike counts. Family names that merely look alike (Vừ, Vù, Vàng; Giàng, Ràng) are not listed.
_VARIANTS: Final = (
    (re.compile(r"^(qu|[bcdghklmnprstvx]+)y$"), r"\1i"),  # Lý / Lí, Mỹ / Mĩ, Quý / Quí
    (re.compile(r"^f"), "ph"),  # Phàn / Fàn
    (re.compile(r"^k(?=[aou])"), "c"),  # Cao / Kao
)
_FEWEST_FIGURES: Final = 6  # a passport has seven, the oldest cards nine
_UNKNOWN_DAY: Final = "-01-01"  # written where only the year is known


def likeness(one: Person, other: Person) -> Likeness:
    """Compare two mentions; the order of the two does not matter."""
    reasons = tuple(_reasons(one, other))
    return Likeness(sum(reason.weight for reason in reasons), reasons)


def name_key(name: str) -> str:
    """The name without marks, variants of spelling and order: what a search groups by."""
    return " ".join(sorted(map(spelt, words(name))))


def spelt(syllable: str) -> str:
    """A folded syllable in the one spelling that its variants share."""
    for pattern, same in _VARIANTS:
        syllable = pattern.sub(same, syllable)
    return syllable


def written_alike(name: str) -> str:
    """The name with its marks, wherever a mark is put (Hoà, Hòa), in small letters."""
    return " ".join(f"{fold(one)}{_marks_of(one)}" for one in clean(name).split())


def figures(phone: str | None) -> str:
    """A telephone number without blanks and the country's prefix."""
    found = "".join(char for char in phone or "" if char.isdigit())
    return f"0{found[2:]}" if found.startswith("84") and len(found) > 10 else found


def proper_figures(number: str | None) -> str:
    """A number without what stands between its figures; nothing when it is none.

    "0", "không", "000000000" are written where somebody has no number: they are nobody's.
    """
    found = "".join(char for char in fold(number or "") if char.isalnum())
    told = [char for char in found if char.isdigit()]
    return found if len(told) >= _FEWEST_FIGURES and len(set(told)) > 1 else ""


def knows_only_the_year(text: str) -> bool:
    """Whether of a birth date no more than the year is known."""
    return len(text) == 4 or text.endswith(_UNKNOWN_DAY)


def _reasons(one: Person, other: Person) -> Iterator[Reason]:
    found = (
        _name(one.name, other.name),
        _number(one, other),
        _birth(one.birth_date or "", other.birth_date or ""),
        Reason.SAME_PHONE if _both(figures(one.phone), figures(other.phone)) else None,
        Reason.SAME_HAMLET if _both(fold(one.hamlet or ""), fold(other.hamlet or "")) else None,
        Reason.SEX_DIFFERS if one.sex and other.sex and one.sex != other.sex else None,
    )
    return (reason for reason in found if reason is not None)


def _name(one: str, other: str) -> Reason | None:
    left, right = words(one), words(other)
    if left == right:
        return _marks(one, other)
    plain, other_plain = tuple(map(spelt, left)), tuple(map(spelt, right))
    if plain == other_plain:
        return Reason.NAME_VARIANT
    if sorted(plain) == sorted(other_plain):
        return Reason.NAME_ORDER
    is_shorter = _drops_a_middle(*sorted((plain, other_plain), key=len))
    return Reason.NAME_SHORTER if is_shorter else None


def _marks(one: str, other: str) -> Reason:
    """Of two names with the same letters: do their marks agree, are some left out, or differ?"""
    pairs = list(zip(clean(one).split(), clean(other).split(), strict=False))
    marks = [(_marks_of(left), _marks_of(right)) for left, right in pairs]
    if all(left == right for left, right in marks):
        return Reason.SAME_NAME
    if all(left == right or not left or not right for left, right in marks):
        return Reason.NAME_WITHOUT_MARKS
    return Reason.MARKS_DIFFER


def _marks_of(syllable: str) -> str:
    """The marks wherever they stand (Hoà and Hòa are one name), the stroke of đ among them."""
    apart = unicodedata.normalize("NFD", syllable.casefold())
    return "".join(sorted(char for char in apart if unicodedata.combining(char) or char == "đ"))


def _drops_a_middle(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """One middle name is left out: family name and given name stand."""
    if len(short) < 2 or len(long) != len(short) + 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(short)))


def _number(one: Person, other: Person) -> Reason | None:
    left, right = proper_figures(one.id_number), proper_figures(other.id_number)
    if not left or not right:
        return None
    if left == right:
        return Reason.SAME_NUMBER
    if len(left) != len(right):
        return Reason.NUMBER_RENEWED if {len(left), len(right)} == {9, 12} else None
    wrong = sum(a != b for a, b in zip(left, right, strict=True))
    return Reason.NUMBER_NEARLY if wrong == 1 else Reason.NUMBER_DIFFERS


def _birth(one: str, other: str) -> Reason | None:
    if not one or not other:
        return None
    if one[:4] != other[:4]:
        return Reason.BIRTH_YEAR_DIFFERS
    if knows_only_the_year(one) or knows_only_the_year(other):
        return Reason.SAME_BIRTH_YEAR
    return _day(one, other)


def _day(one: str, other: str) -> Reason:
    """Of two whole dates in one year."""
    if one == other:
        return Reason.SAME_BIRTH_DATE
    is_swapped = (one[5:7], one[8:10]) == (other[8:10], other[5:7])
    return Reason.DAY_AND_MONTH_SWAPPED if is_swapped else Reason.BIRTH_DAY_DIFFERS


def _both(one: str, other: str) -> bool:
    return bool(one) and one == other
