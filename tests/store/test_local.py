"""What is local to this PC: drafts, settings, pins; no rebuild and no restart drops them."""

from datetime import timedelta

from app.store.records import Draft
from tests.helpers.office import MAI, AnOffice


def a_draft(office: AnOffice, id_: str, title: str = "Khai sinh") -> Draft:
    return Draft(
        id_, "reception", MAI.id, title, office.clock.now(), b'{"name": "Ch\xe1\xba\xbbo"}'
    )


def test_drafts_are_listed_newest_first_and_by_kind(office: AnOffice):
    office.store.drafts.save(a_draft(office, "one"))
    office.clock.pass_by(timedelta(seconds=2))
    newer = a_draft(office, "two")
    office.store.drafts.save(newer)
    assert [draft.id for draft in office.store.drafts.all("reception")] == ["two", "one"]
    assert office.store.drafts.all("supplement") == []
    assert office.store.drafts.load("two") == newer


def test_a_draft_is_saved_over_itself_and_thrown_away_once(office: AnOffice):
    office.store.drafts.save(a_draft(office, "one"))
    office.store.drafts.save(a_draft(office, "one", "Khai tử"))
    assert [draft.title for draft in office.store.drafts.all("reception")] == ["Khai tử"]
    office.store.drafts.discard("one")
    office.store.drafts.discard("one")
    assert office.store.drafts.load("one") is None


def test_what_is_local_outlives_rebuild_and_restart(office: AnOffice):
    office.store.drafts.save(a_draft(office, "one"))
    office.store.preferences.put("printer", b"HP")
    office.store.preferences.pin(MAI.id, ["1.001193", "1.004873"])
    office.store.rebuild()
    office.reopens()
    assert office.store.drafts.load("one") is not None
    assert office.store.preferences.get("printer") == b"HP"
    assert office.store.preferences.get("never put") is None
    assert office.store.preferences.pins(MAI.id) == ["1.001193", "1.004873"]


def test_pins_are_each_officers_own_and_in_order(office: AnOffice):
    office.store.preferences.pin(MAI.id, ["b", "a"])
    office.store.preferences.pin("somebody else", ["c"])
    office.store.preferences.pin(MAI.id, ["a"])
    assert office.store.preferences.pins(MAI.id) == ["a"]
    assert office.store.preferences.pins("somebody else") == ["c"]


def test_no_draft_and_no_setting_is_an_event(office: AnOffice):
    before = office.store.unsent()
    office.store.drafts.save(a_draft(office, "one"))
    office.store.preferences.put("printer", b"x")
    assert office.store.unsent() == before
