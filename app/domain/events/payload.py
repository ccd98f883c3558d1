"""What every payload is: a frozen record that becomes plain integers and strings."""

from typing import ClassVar

import msgspec

from app.domain.office_acts import OfficeAct
from app.domain.states import Act
from sync.protocol.canonical import Object, Value


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one act says. `kind` is its name in the journal, `version` that of its shape.

    A released shape never changes: a new field, a new word of a list or another default is a new
    version with an upcaster in `app.domain.events.reading`. `act` is what the officer did to one
    dossier, `office_act` what they did to the office; a fact that nobody acted has neither.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    act: ClassVar[Act | None] = None
    office_act: ClassVar[OfficeAct | None] = None


def to_payload(said: Payload) -> Object:
    """The plain object for the journal: what is None or default is left out, a flag is 0/1."""
    plain: dict[str, object] = msgspec.to_builtins(said)
    return _object(plain)


def _object(plain: dict[str, object]) -> Object:
    """The entries that say something."""
    return {name: _value(value) for name, value in plain.items() if value is not None}


def _value(value: object) -> Value:
    """Integers, texts, lists and objects only; `msgspec` has made everything else one of these."""
    match value:
        case bool():
            return int(value)
        case dict():
            return _object(value)
        case list() | tuple():
            return [_value(item) for item in value]
        case int() | str():
            return value
        case _:
            raise TypeError(type(value).__name__)
