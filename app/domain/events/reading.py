"""From the journal's plain payload back to the record, whatever version wrote it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import (
    books,
    cash,
    chain,
    deeds,
    importing,
    machine,
    office,
    officers,
    passwords,
    people,
    processing,
    province,
    reception,
    reports,
    rounds,
    scans,
    telling,
    whereabouts,
    work,
)
from app.domain.events.payload import Payload, to_payload
from sync.protocol.event import Event

Plain = Mapping[str, Any]

_MODULES: Final = (
    reception,
    processing,
    work,
    deeds,
    cash,
    importing,
    scans,
    books,
    province,
    machine,
    office,
    officers,
    passwords,
    people,
    telling,
    reports,
    whereabouts,
    chain,
    rounds,
)


class Unknown(msgspec.Struct, frozen=True):
    """A kind, or a version of one, that this program is too old to read; kept and passed on."""

    kind: str
    version: int


class Unreadable(msgspec.Struct, frozen=True):
    """A kind we know whose payload says something else than that kind can say."""

    kind: str
    fault: str


class Gone(msgspec.Struct, frozen=True):
    """A payload that was erased everywhere; only the envelope tells what it was."""

    kind: str


def _kinds() -> dict[str, type[Payload]]:
    """Every record that names a kind, by that name."""
    found = (value for module in _MODULES for value in vars(module).values())
    return {
        value.kind: value
        for value in found
        if isinstance(value, type) and issubclass(value, Payload) and hasattr(value, "kind")
    }


KINDS: Final[Mapping[str, type[Payload]]] = _kinds()

# (kind, old version) -> how its payload is said one version later. Never edited once released.
UPCASTERS: Final[Mapping[tuple[str, int], Callable[[Plain], Plain]]] = {}


def read(event: Event) -> Payload | Unknown | Unreadable | Gone:
    """What the event says. Never raises: what cannot be read is an answer too."""
    kind, version = event.envelope.k, event.envelope.v
    record = KINDS.get(kind)
    if record is None or version > record.version:
        return Unknown(kind, version)
    if event.payload is None:
        return Gone(kind)
    return _convert(record, version, event.payload)


def must_be_readable(said: Payload) -> None:
    """Raise `RuleViolation` for what this program itself could not read again.

    An event is for ever: a value of a type that its record does not take is a fault of whoever
    made it, and is stopped before it is written.
    """
    if isinstance(_convert(type(said), said.version, to_payload(said)), Unreadable):
        raise RuleViolation("event_unreadable", said.kind)


def upcast(
    kind: str,
    version: int,
    plain: Plain,
    upcasters: Mapping[tuple[str, int], Callable[[Plain], Plain]],
) -> Plain:
    """The payload as the newest version of its kind says it."""
    while (step := upcasters.get((kind, version))) is not None:
        plain, version = step(plain), version + 1
    return plain


def _convert(record: type[Payload], version: int, plain: Plain) -> Payload | Unreadable:
    """Build the record; flags are 0/1 on paper and booleans here (`strict=False`)."""
    try:
        newest = upcast(record.kind, version, plain, UPCASTERS)
        return msgspec.convert(newest, record, strict=False)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        return Unreadable(record.kind, type(error).__name__)
