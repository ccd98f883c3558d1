"""How each field of a dossier merges when two people change it without knowing of each other.

One table. A field's name is what `field_changed` and a conflict's subject say.
"""

from enum import StrEnum
from typing import Final, get_args

from app.domain.person import IdKind, Person, Sex
from sync.protocol.bounds import MAX_MOMENT


class Policy(StrEnum):
    """What happens to two concurrent different values."""

    IMMUTABLE = "immutable"  # the new value is set aside
    OWNED = "owned"  # whoever holds the dossier wins, the other value waits in a conflict
    ASK = "ask"  # the earlier placed value stays, a conflict waits for a person
    LATEST = "latest"  # the later one by sound clocks, else the later placed; no conflict


SUBMITTER: Final = "submitter."
OWNER: Final = "owner."

_PERSON: Final[dict[str, Policy]] = {
    "name": Policy.ASK,
    "birth_date": Policy.ASK,
    "sex": Policy.ASK,
    "id_number": Policy.ASK,
    "id_kind": Policy.ASK,
    "id_issued": Policy.ASK,
    "nationality": Policy.ASK,
    "organisation": Policy.ASK,
    "organisation_number": Policy.ASK,
    "phone": Policy.LATEST,
    "email": Policy.LATEST,
    "address": Policy.OWNED,
    "commune_code": Policy.OWNED,
    "hamlet": Policy.OWNED,
    "ethnicity": Policy.OWNED,
    "thumb_print": Policy.OWNED,
    "interpreter": Policy.OWNED,
    "position": Policy.OWNED,
    "household": Policy.OWNED,
}
PERSON_FIELDS: Final = Person.__struct_fields__

# Unions (files, notes, fees taken, slips, steps) have no row: both are kept.
FIELDS: Final[dict[str, Policy]] = {
    "id": Policy.IMMUTABLE,
    "accepted_at": Policy.IMMUTABLE,
    "origin": Policy.IMMUTABLE,
    **{SUBMITTER + name: policy for name, policy in _PERSON.items()},
    **{OWNER + name: policy for name, policy in _PERSON.items()},
    "procedure": Policy.ASK,
    "fee": Policy.ASK,
    "parcel": Policy.ASK,
    "official_code": Policy.ASK,
    "channel": Policy.OWNED,
    "relation": Policy.OWNED,
    "authorisation": Policy.OWNED,
    "papers": Policy.OWNED,
    "sets": Policy.OWNED,
    "request": Policy.OWNED,
    "returning": Policy.OWNED,
    "promise": Policy.OWNED,
    "legal_number": Policy.OWNED,
    "tags": Policy.LATEST,
}

_TEXTS: Final = frozenset(
    {"relation", "request", "parcel", "legal_number", "tags"}
    | {whose + name for whose in (SUBMITTER, OWNER) for name in PERSON_FIELDS}
)
_NUMBERS: Final = {"sets": (1, 999), "due": (1, MAX_MOMENT)}
_CHOICES: Final[dict[str, tuple[str | int, ...]]] = {
    whose + name: choices
    for whose in (SUBMITTER, OWNER)
    for name, choices in (
        ("sex", (*get_args(Sex), "")),
        ("id_kind", get_args(IdKind)),
        ("thumb_print", (0, 1)),
    )
}


def is_changeable(field: str) -> bool:
    """May `field_changed` name it? The rest is said by acts of their own."""
    return field in _TEXTS or field in _NUMBERS


def is_sound(field: str, value: str | int) -> bool:
    """Can this field hold this value?"""
    if field in _CHOICES:
        return value in _CHOICES[field]
    if field in _NUMBERS:
        low, high = _NUMBERS[field]
        return isinstance(value, int) and low <= value <= high
    return isinstance(value, str) and (bool(value) or not field.endswith("submitter.name"))
