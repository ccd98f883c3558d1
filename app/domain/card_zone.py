"""The machine-readable zone on the back of an ID card (TD1: three lines of thirty)."""

import re
from datetime import date

import msgspec

from app.domain.errors import RuleViolation
from app.domain.person import Sex
from app.domain.personal_number import birth_year_of

_ZONE = re.compile(
    r"IDVNM(?P<document>[0-9]{9})(?P<document_check>[0-9])(?P<number>[0-9]{12})<<[0-9<]"
    r"(?P<birth>[0-9]{6})(?P<birth_check>[0-9])(?P<sex>[MF<])"
    r"(?P<expiry>[0-9]{6})(?P<expiry_check>[0-9])VNM[<0-9]{11}[0-9]"
    r"(?P<name>[A-Z<]{30})"
)
_WEIGHTS = (7, 3, 1)
_SEXES: dict[str, Sex] = {"M": "Nam", "F": "Nữ"}


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """What the zone says. Names have no marks in it; `is_intact` means that its digits add up."""

    number: str
    name: str
    birth_date: str
    sex: Sex | None
    is_intact: bool


def is_zone(text: str) -> bool:
    """Does this begin as the zone of a Vietnamese card does?"""
    return text.lstrip().upper().startswith("IDVNM")


def read(text: str) -> Zone:
    """Read the three lines, however broken; raises `RuleViolation`."""
    found = _ZONE.fullmatch("".join(text.split()).upper())
    if found is None:
        raise RuleViolation("card_damaged")
    number = found["number"]
    return Zone(
        number=number,
        name=" ".join(found["name"].replace("<", " ").split()),
        birth_date=_birth_date(found["birth"], number),
        sex=_SEXES.get(found["sex"]),
        is_intact=all(
            _check_digit(found[part]) == int(found[f"{part}_check"])
            for part in ("document", "birth", "expiry")
        ),
    )


def _birth_date(digits: str, number: str) -> str:
    """The day in yymmdd; the century is the personal number's. The year alone if no such day."""
    year = birth_year_of(number) // 100 * 100 + int(digits[:2])
    try:
        return date(year, int(digits[2:4]), int(digits[4:])).isoformat()
    except ValueError:
        return str(year)


def _check_digit(text: str) -> int:
    """ICAO 9303: digits weighted 7, 3, 1, modulo 10."""
    return sum(int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(text)) % 10
