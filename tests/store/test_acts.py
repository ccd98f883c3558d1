"""What happens when an act is recorded."""

import os
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import NoteAdded, SlipsBurned
from app.domain.states import State
from app.store.faults import StoreFault
from app.store.records import Filter, Touched
from tests.helpers.dossiers import a_received
from tests.helpers.office import MAI, AnOffice


def test_a_received_dossier_is_listed_at_once(office: AnOffice):
    dossier = office.receives()
    row = office.reader.row(dossier.id)
    assert row is not None
    assert (row.state, row.code, row.level) == (State.ACCEPTED, dossier.number, 0)


def test_numbers_count_up_and_begin_again_the_next_day(office: AnOffice):
    numbers = [office.receives().number for _ in range(2)]
    office.clock.pass_by(timedelta(days=1))
    numbers.append(office.receives().number)
    assert [number.split("-")[-2:] for number in numbers] == [
        ["261124", "001"],
        ["261124", "002"],
        ["261125", "001"],
    ]


def test_an_act_that_fails_leaves_nothing(office: AnOffice):
    _fails_after_taking_a_number(office)
    assert office.reader.count(Filter()) == 0
    assert len(office.store.unsent()) == 1  # the beginning of the epoch


def test_a_number_of_an_act_that_failed_may_be_given_again(office: AnOffice):
    lost = _fails_after_taking_a_number(office)
    assert office.receives().number == lost


def test_an_act_waits_to_be_sent(office: AnOffice):
    office.forwards(office.receives())
    kinds = [event.envelope.k for event in office.store.unsent()]
    assert kinds == ["device.epoch_begun", "office.received", "office.forwarded"]


def test_an_event_says_who_when_and_how_sure_the_clock_is(office: AnOffice):
    dossier = office.receives()
    (event,) = office.reader.events(dossier.id)
    assert (event.envelope.by, event.envelope.role) == ("Lò Thị Mai", "clerk")
    assert event.envelope.clk == "estimated"
    assert event.envelope.eff is None


def test_a_late_entry_says_when_it_really_happened(office: AnOffice):
    yesterday = office.clock.now() - timedelta(days=1)
    dossier = office.receives()
    with office.store.act(by=office.officer, eff=yesterday) as act:
        dossier = act.record(dossier.id, NoteAdded(text="ghi bù"), seen=dossier.version)
    assert dossier.timeline[-1].is_late


def test_an_unknown_dossier_is_said_to_be_unknown(office: AnOffice):
    with pytest.raises(StoreFault, match="no_dossier"):
        office.reader.dossier("01937000-0000-7000-8000-00000000ffff")


def test_text_that_cannot_be_kept_is_refused_and_nothing_is_lost(office: AnOffice):
    dossier = office.receives()
    with pytest.raises(RuleViolation, match="text_not_storable"):
        office.does(dossier, NoteAdded(text="trước\x00sau"))
    assert office.reader.dossier(dossier.id) == dossier


def test_an_act_follows_from_the_dossier_that_was_shown(office: AnOffice):
    one, other = office.receives(), office.receives()
    with pytest.raises(ValueError, match="another"):
        _records(office, one, other)
    assert len(office.reader.events(one.id)) == 1


def _records(office: AnOffice, dossier: Dossier, shown: Dossier) -> None:
    with office.store.act(by=office.officer) as act:
        act.record(dossier.id, NoteAdded(text="nhầm"), seen=shown.version)


def test_a_number_is_flushed_outside_the_database_before_the_commit(
    office: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    office.receives()  # the file is there from now on
    seen: list[str] = []
    flush = os.fsync

    def watched(handle: int) -> None:
        seen.append("flushed")
        flush(handle)

    monkeypatch.setattr(os, "fsync", watched)
    office.store._connection.raw.set_trace_callback(lambda sql: seen.append(sql.split()[0]))
    office.receives()
    assert [each for each in seen if each in {"BEGIN", "flushed", "COMMIT"}] == [
        "BEGIN",
        "flushed",
        "COMMIT",
    ]


def test_every_change_is_announced_once_after_its_commit(office: AnOffice):
    heard: list[Touched] = []
    stop = office.store.listen(heard.append)
    dossier = office.receives()
    assert [(each.kind, each.ids) for each in heard] == [("dossier", (dossier.id,))]
    stop()
    office.forwards(dossier)
    assert len(heard) == 1


def test_what_concerns_the_office_goes_through_the_same_door(office: AnOffice):
    with office.store.act(by=office.officer) as act:
        said = SlipsBurned(numbers=(act.next_number().code,), reason="mất điện")
        act.record_office(act.new_id(), "slips", said)
    (fact,) = office.reader.facts("slips")
    assert fact.said == said
    assert office.store.unsent()[-1].envelope.k == "office.slips_burned"
    assert office.reader.count(Filter()) == 0


def test_a_connection_of_one_thread_is_of_no_use_to_another(office: AnOffice):
    faults = []

    def act():
        try:
            office.receives()
        except RuntimeError as error:
            faults.append(error)

    thread = Thread(target=act)
    thread.start()
    thread.join()
    assert len(faults) == 1


def _fails_after_taking_a_number(office: AnOffice) -> str:
    codes = []
    with suppress(RuleViolation), office.store.act(by=office.officer) as act:
        codes.append(act.next_number().code)
        act.record(act.new_id(), NoteAdded(text="dở dang"))
        raise RuleViolation("anything")
    return codes[0]


def test_what_could_not_be_read_again_is_never_written(office: AnOffice):
    wrong = a_received(sets="hai")  # a text where a number belongs
    with pytest.raises(RuleViolation, match="event_unreadable"), office.store.act(by=MAI) as act:
        act.record(act.new_id(), wrong)
    assert office.reader.count(Filter()) == 0
    assert len(office.store.unsent()) == 1  # the beginning of the epoch
