"""The text in the QR code of an ID card (thẻ Căn cước), read tolerantly and checked.

Seven fields between bars: number, old number, name, birth, sex, address, date of issue; six to
eleven are met in the field, so they are found by what they look like. The card shows the old
three-level address: it is not today's commune (`app.domain.place` finds that, and asks).
"""

import re
from datetime import date

import msgspec

from app.domain import card_zone, scan_repair
from app.domain.errors import RuleViolation
from app.domain.person import Sex
from app.domain.personal_number import check_number
from app.domain.text import clean, fold

_NUMBER = re.compile(r"\d{12}")
_AFTER_NUMBER = re.compile(r"\d{12}([^\w\s])")  # another keyboard has another sign there
_OLD_NUMBER = re.compile(r"\d{9}")
_DATE = re.compile(r"(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})|(\d{4})")
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){3,}")
_SEXES: dict[str, Sex] = {"nam": "Nam", "nu": "Nữ"}
_FEWEST_FIELDS = 6


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a card says; what it does not say is None. Dates are ISO text. `warnings` are codes."""

    id: str
    old_id: str | None = None
    name: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    address: str | None = None
    issued: str | None = None
    warnings: tuple[str, ...] = ()


def read(raw: str) -> Card:
    """Read a card's text as a scanner gave it; raises `RuleViolation` with what it is instead."""
    text = scan_repair.unwrapped(raw)
    _refuse_other_kinds(text)
    if card_zone.is_zone(text):
        return _from_zone(card_zone.read(text))
    fields = _fields(text)
    number = next((field for field in fields if _NUMBER.fullmatch(field)), None)
    if number is None:
        raise RuleViolation("card_unreadable")
    said = _Said(number)
    rest = fields[:]
    rest.remove(number)
    for field in rest:
        said.take(field)
    return said.card(len(fields))


class _Said:
    """The fields of one card, taken in their order."""

    def __init__(self, number: str) -> None:
        self.values: dict[str, str] = {"id": number}
        self.sex: Sex | None = None
        self.warnings: list[str] = []

    def take(self, field: str) -> None:
        """Put one field where it belongs by its looks and by what has been said before it."""
        if _OLD_NUMBER.fullmatch(field):
            self.values.setdefault("old_id", field)
        elif _DATE.fullmatch(field):
            self._take_date(field)
        elif self._is_sex(field):
            self.sex = _SEXES[fold(field)]
        elif field:
            self._take_text(field)

    def card(self, count: int) -> Card:
        """The card, checked; raises `RuleViolation` when it is no card or was spoilt."""
        name, address = self.values.get("name", ""), self.values.get("address", "")
        if count > 1 and not (name and self.values.keys() & {"birth_date", "address"}):
            raise RuleViolation("card_unreadable")
        scan_repair.check_name(name)
        scan_repair.check_address(address)
        card = Card(sex=self.sex, **self.values)  # type: ignore[arg-type]
        checks = {
            "card_cut_short": 1 < count < _FEWEST_FIELDS,
            "marks_lost": scan_repair.has_lost_marks(name, address),
            "issued_before_birth": _is_before(card.issued, card.birth_date),
        }
        noticed = tuple(code for code, is_so in checks.items() if is_so)
        numbers = check_number(card.id, card.birth_date, card.sex)
        return msgspec.structs.replace(card, warnings=(*self.warnings, *noticed, *numbers))

    def _is_sex(self, field: str) -> bool:
        """Nam or Nữ; but before the birth date, "Nam" may be a name of one word."""
        is_named = "name" in self.values or "birth_date" in self.values
        return self.sex is None and is_named and fold(field) in _SEXES

    def _take_date(self, field: str) -> None:
        """The first date is of birth unless the sex came before it; the next is of issue."""
        is_birth = "birth_date" not in self.values and self.sex is None
        name = "birth_date" if is_birth else "issued"
        if (day := _iso(field)) is None:
            self.warnings.append(f"{name}_unreadable")
        else:
            self.values.setdefault(name, day)

    def _take_text(self, field: str) -> None:
        """The name, then the address; anything after them (parents, spares) is left out."""
        if "name" not in self.values:
            self.values["name"] = field
        elif self.sex is None and _looks_like_spoilt_sex(field):
            raise RuleViolation("card_typed_through_ime")
        else:
            self.values.setdefault("address", field)


def _refuse_other_kinds(text: str) -> None:
    """Say what it is when it is not an ID card."""
    if not text.strip():
        raise RuleViolation("card_empty")
    if _LINK.match(text):
        raise RuleViolation("card_is_link")
    if any(_is_hex_of_words(field) for field in text.split("|")):
        raise RuleViolation("card_is_health_insurance")


def _is_hex_of_words(field: str) -> bool:
    """Health insurance cards (thẻ BHYT) write names as the hex of their UTF-8."""
    if not _HEX.fullmatch(field):
        return False
    try:
        words = bytes.fromhex(field).decode()
    except UnicodeError:
        return False
    return words.isprintable() and any(char.isalpha() for char in words)


def _fields(text: str) -> list[str]:
    """The fields; some scanners turn the bar into a tab, a semicolon, a line end, another sign."""
    text = text.replace("｜", "|")
    if "|" in text:
        text = text.replace("\r", "").replace("\n", "")
    other = _AFTER_NUMBER.match(text)
    marks = f"|\t;\n{other[1] if other else ''}"
    separator = next((mark for mark in marks if mark in text), "|")
    return [clean(field) for field in text.split(separator)]


def _iso(field: str) -> str | None:
    """A date of the card as ISO text; the year alone where day or month is zero."""
    day, month, year, year_alone = _DATE.fullmatch(field).groups()  # type: ignore[union-attr]
    if year_alone or "00" in (day, month):
        return year_alone or year
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _looks_like_spoilt_sex(field: str) -> bool:
    """What Unikey or a Telex scanner makes of Nam and Nữ: Nuwx, Nu74, Nừ."""
    return len(field) <= 5 and " " not in field and fold(field).startswith("n")


def _is_before(one: str | None, other: str | None) -> bool:
    """Is one day before the other? Unknown days are not."""
    return bool(one and other and one < other)


def _from_zone(zone: card_zone.Zone) -> Card:
    """A card from the machine-readable lines on its back."""
    noticed = ("marks_lost",) if zone.is_intact else ("marks_lost", "zone_check_failed")
    return Card(
        id=zone.number,
        name=zone.name,
        birth_date=zone.birth_date,
        sex=zone.sex,
        warnings=(*noticed, *check_number(zone.number, zone.birth_date, zone.sex)),
    )
