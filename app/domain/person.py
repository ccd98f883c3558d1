"""A citizen or an organisation, as written on the dossier (tổ chức, cá nhân)."""

import re
from datetime import date
from typing import Literal

import msgspec

from app.domain.errors import RuleViolation
from app.domain.text import clean, fold

Sex = Literal["Nam", "Nữ"]
IdKind = Literal["cccd", "cmnd", "passport", "other", "none"]

_VIETNAMESE = frozenset({"viet nam", "vietnam", "vn"})
_YEAR = re.compile(r"\d{4}")


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who the paper is about. What was not said is None, never a made-up value.

    `birth_date` is ISO text, "1990-01-31", or "1990" where only the year is known, as for many
    elders. A name may be a single word. `address` is free text as on the paper (a card shows the
    old three-level one); `commune_code` is today's commune once somebody confirmed it.

    `nationality` is said of foreigners only. Of an organisation the person is who represents it,
    in that `position`; `organisation_number` is its mã số thuế or registration. Of a household the
    person is its head (chủ hộ), `household` names the other members. `interpreter` is who speaks
    for the person at the counter (người phiên dịch), and in which language.
    """

    name: str
    birth_date: str | None = None
    sex: Sex | None = None
    id_number: str | None = None
    id_kind: IdKind = "none"
    id_issued: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    commune_code: str | None = None
    hamlet: str | None = None
    ethnicity: str | None = None
    thumb_print: bool = False
    interpreter: str | None = None
    nationality: str | None = None
    organisation: str | None = None
    organisation_number: str | None = None
    position: str | None = None
    household: str | None = None


def checked(person: Person) -> Person:
    """The same person with clean text; raises `RuleViolation` for what cannot be kept."""
    tidy = msgspec.structs.replace(person, **_clean_fields(person))
    if not tidy.name:
        raise RuleViolation("person_name_missing")
    if tidy.birth_date is not None:
        check_birth_date(tidy.birth_date)
    return tidy


def check_birth_date(text: str) -> None:
    """Accept a full ISO date or a year alone; raise `RuleViolation` for anything else."""
    if _YEAR.fullmatch(text):
        text = f"{text}-01-01"
    try:
        born = date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation("birth_date_unreadable") from error
    if born.year < 1880:
        raise RuleViolation("birth_date_too_early")


def birth_year(person: Person) -> int | None:
    """The year of birth, where anything is known of it."""
    return int(person.birth_date[:4]) if person.birth_date else None


def is_foreigner(person: Person) -> bool:
    """Whether another nationality than Vietnamese was said."""
    return fold(person.nationality or "viet nam") not in _VIETNAMESE


def _clean_fields(person: Person) -> dict[str, str | None]:
    """Every text field cleaned; one that holds nothing else becomes None (the name excepted)."""
    values = msgspec.structs.asdict(person)
    texts = {name: clean(value) for name, value in values.items() if isinstance(value, str)}
    return {name: value or (None if name != "name" else "") for name, value in texts.items()}
