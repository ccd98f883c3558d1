"""What an event says goes to plain text and numbers and comes back the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from app.domain.events import (
    KINDS,
    FieldChanged,
    Gone,
    NoteAdded,
    Payload,
    ProcedureOverridden,
    Received,
    Unknown,
    Unreadable,
    read,
    to_payload,
)
from app.domain.events.payload import _value
from app.domain.events.reading import upcast
from app.domain.procedure import Channel, Limit, Override, Unit
from app.domain.states import State
from sync.protocol import canonical
from sync.protocol.event import Event
from tests.helpers.dossiers import History, a_dossier, a_received, path_to


def _sample(info: Any) -> Any:
    """Any value of this type, so that every field of every kind is said once."""
    return _SAMPLES.get(type(info), lambda _: "chữ")(info)


_SAMPLES: dict[type, Callable[[Any], Any]] = {
    inspect.StructType: lambda t: t.cls(**{f.name: _sample(f.type) for f in t.fields}),
    inspect.UnionType: lambda t: _sample(
        next(one for one in t.types if not isinstance(one, inspect.NoneType))
    ),
    inspect.EnumType: lambda t: next(iter(t.cls)),
    inspect.LiteralType: lambda t: t.values[0],
    inspect.VarTupleType: lambda t: (_sample(t.item_type),),
    inspect.TupleType: lambda t: tuple(_sample(one) for one in t.item_types),
    inspect.DictType: lambda t: {_sample(t.key_type): _sample(t.value_type)},
    inspect.DateType: lambda _: date(2026, 11, 24),
    inspect.BoolType: lambda _: True,
    inspect.IntType: lambda _: 7,
    inspect.StrType: lambda t: "0f" if t.pattern else "chữ",  # patterns here are of hex letters
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_comes_back_from_the_journal_as_it_went_in(kind: str) -> None:
    said = _sample(inspect.type_info(KINDS[kind]))
    plain = canonical.decode_object(canonical.encode(to_payload(said)))
    assert read(_event(kind, plain)) == said


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_names_its_author_and_what_happened(kind: str) -> None:
    prefix, _, fact = kind.partition(".")
    assert prefix in {"office", "province", "device"}
    assert fact == fact.lower()
    assert KINDS[kind].__doc__


def test_what_was_not_said_is_absent_and_a_flag_is_one() -> None:
    plain = to_payload(a_received(owner=None, official=True))
    assert "owner" not in plain
    assert plain["official"] == 1
    assert type(plain["official"]) is int


def test_what_the_office_set_itself_is_plain_too() -> None:
    override = Override(
        code="1.001193",
        approver="Chủ tịch UBND xã",
        approved_on=date(2026, 11, 2),
        source="QĐ 12/QĐ-UBND",
        limits={Channel.DIRECT: Limit(2, Unit.WORKING_DAY)},
    )
    said = ProcedureOverridden(override=override)
    assert read(_event(said.kind, to_payload(said))) == said


def test_a_payload_holds_nothing_but_plain_values() -> None:
    with pytest.raises(TypeError, match="float"):
        _value(0.5)


def test_a_kind_that_we_do_not_know_is_kept_by_its_name() -> None:
    assert read(_event("office.flew_to_the_moon", {})) == Unknown("office.flew_to_the_moon", 1)


def test_a_newer_version_of_a_kind_is_as_good_as_unknown() -> None:
    event = _event(NoteAdded.kind, {"text": "x"}, v=NoteAdded.version + 1)
    assert read(event) == Unknown(NoteAdded.kind, NoteAdded.version + 1)


@pytest.mark.parametrize(
    "plain",
    [{}, {"text": 5}, {"text": ["x"]}, {"text": {"a": 1}}],
)
def test_a_payload_that_says_something_else_is_unreadable(plain: dict[str, Any]) -> None:
    assert isinstance(read(_event(NoteAdded.kind, plain)), Unreadable)


def test_a_moment_that_no_calendar_holds_is_unreadable() -> None:
    plain = to_payload(a_received())
    for moment in (-1, 1 << 53):
        assert isinstance(read(_event(Received.kind, plain | {"accepted_at": moment})), Unreadable)


def test_an_erased_payload_leaves_its_kind() -> None:
    event = msgspec.structs.replace(_event(NoteAdded.kind, {"text": "x"}), payload=None)
    assert read(event) == Gone(NoteAdded.kind)


def test_an_old_version_is_read_step_by_step() -> None:
    steps = {
        ("office.x", 1): lambda old: {**old, "b": old["a"]},
        ("office.x", 2): lambda old: {**old, "c": old["b"]},
    }
    assert upcast("office.x", 1, {"a": 1}, steps) == {"a": 1, "b": 1, "c": 1}
    assert upcast("office.x", 3, {"a": 1}, steps) == {"a": 1}


def test_flags_of_a_person_come_back_as_flags() -> None:
    said = a_received()
    person = msgspec.structs.replace(said.submitter, thumb_print=True)
    plain = to_payload(msgspec.structs.replace(said, submitter=person))
    back = read(_event(Received.kind, plain))
    assert isinstance(back, Received)
    assert back.submitter.thumb_print is True


def test_a_change_may_mix_texts_and_numbers() -> None:
    said = FieldChanged(changes={"submitter.phone": "0900000002", "sets": 2}, reason="gõ nhầm")
    assert read(_event(said.kind, to_payload(said))) == said


def test_every_state_can_be_reached_by_what_officers_say() -> None:
    for state in State:
        assert a_dossier(state).state is state
        assert all(isinstance(said, Payload) for said in path_to(state))


def _event(kind: str, plain: dict[str, Any], v: int = 1) -> Event:
    return History().tells("quầy 1", kind, plain, v=v)
