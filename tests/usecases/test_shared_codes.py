"""A code that stands on two slips: found, explained, replaced by one act, found for ever."""

import dataclasses
import random

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.events import CodeGiven, Received
from app.store.projections.codes import Codes
from app.store.records import Officer
from app.usecases.dossier_view import open_dossier
from app.usecases.lookup import Section, today
from app.usecases.shared_codes import replace_code, shared_codes
from app.usecases.troubles import TroubleKind, troubles
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import MAI, an_office

PROVINCE = Officer("tỉnh", "Hệ thống tỉnh", "province")


@pytest.fixture
def desk(tmp_path):
    office = an_office(tmp_path)
    yield a_desk(office)
    office.closes()


def twice(desk):
    """A second citizen goes home with the code of the first, as after an image of the disk."""
    first = a_dossier(desk)
    said = next(one.said for one in first.timeline if isinstance(one.said, Received))
    with desk.store.act(by=desk.officer) as act:
        second = act.record(
            act.new_id(), msgspec.structs.replace(said, request="Việc của người khác")
        )
    return first, second


def kinds(desk):
    return {one.record: one.kind for one in troubles(desk)}


def test_both_are_matters_to_settle_and_the_later_one_gets_the_new_code(desk):
    first, second = twice(desk)
    assert kinds(desk) == {
        first.id: TroubleKind.CODE_KEPT,
        second.id: TroubleKind.CODE_TWICE,
    }
    done = replace_code(desk, second.version)
    assert done.number not in {first.number, ""}
    assert kinds(desk) == {}
    assert desk.store.reader().dossier(first.id).number == first.number


def test_both_are_found_by_the_old_code_for_ever_and_only_one_by_the_new(desk):
    first, second = twice(desk)
    done = replace_code(desk, second.version)
    desk.store.rebuild()
    reader = desk.store.reader()
    assert {row.id for row in reader.search(first.number)} == {first.id, second.id}
    assert [row.id for row in reader.search(done.number)] == [second.id]


def test_the_pages_of_both_name_the_other(desk):
    first, second = twice(desk)
    assert open_dossier(desk, second.id).code_to_replace == first.number
    assert open_dossier(desk, first.id).code_to_replace == ""
    done = replace_code(desk, second.version)
    (twin,) = open_dossier(desk, first.id).twins
    assert (twin.dossier_id, twin.now) == (second.id, done.number)
    (twin,) = open_dossier(desk, second.id).twins
    assert (twin.dossier_id, twin.code) == (first.id, first.number)


def test_who_keeps_its_code_gets_no_new_one(desk):
    first, second = twice(desk)
    replace_code(desk, second.version)
    for one in (first, second):
        with pytest.raises(RuleViolation) as no:
            replace_code(desk, desk.store.reader().dossier(one.id).version)
        assert no.value.code == "code_not_shared"


def test_three_on_one_code_leave_one_that_keeps_it(desk):
    first, _ = twice(desk)
    said = next(one.said for one in first.timeline if isinstance(one.said, Received))
    with desk.store.act(by=desk.officer) as act:
        act.record(act.new_id(), said)
    while later := [one for one in shared_codes(desk) if one.may_replace]:
        replace_code(desk, desk.store.reader().dossier(later[0].dossier_id).version)
    numbers = [row.code for row in desk.store.reader().search(first.number)]
    assert len(numbers) == len(set(numbers)) == 3


def test_who_has_an_official_code_of_its_own_needs_no_other(desk):
    _, second = twice(desk)
    with desk.store.act(by=PROVINCE) as act:
        act.record(second.id, CodeGiven(code="000.12.33.H35-261124-0007"), seen=second.version)
    done = replace_code(desk, desk.store.reader().dossier(second.id).version)
    assert done.number == done.official_code == "000.12.33.H35-261124-0007"


def test_a_code_that_the_province_gave_twice_is_the_provinces_to_change(desk):
    both = a_dossier(desk), a_dossier(desk)
    with desk.store.act(by=PROVINCE) as act:
        for one in both:
            act.record(one.id, CodeGiven(code="000.12.33.H35-261124-0007"), seen=one.version)
    assert set(kinds(desk).values()) == {TroubleKind.CODE_KEPT, TroubleKind.CODE_OUTSIDE}
    with pytest.raises(RuleViolation):
        replace_code(desk, desk.store.reader().dossier(both[1].id).version)


def test_an_accountant_gives_no_codes(desk):
    _, second = twice(desk)
    accountant = msgspec.structs.replace(MAI, role="accountant")
    with pytest.raises(RuleViolation) as no:
        replace_code(dataclasses.replace(desk, officer=accountant), second.version)
    assert no.value.code == "role_not_allowed"


def test_hom_nay_counts_it_until_it_is_settled(desk):
    before = _to_settle(desk)
    _, second = twice(desk)
    assert _to_settle(desk) == before + 2
    replace_code(desk, second.version)
    assert _to_settle(desk) == before


def test_any_order_of_showing_finds_the_same(desk):
    first, second = twice(desk)
    reader = desk.store.reader()
    before = reader.topic(Codes).shared()
    with desk.store.act(by=desk.officer) as act:
        for one in random.Random(3).sample([first.id, second.id], 2):  # noqa: S311
            act.refold(one)
    assert reader.topic(Codes).shared() == before


def _to_settle(desk):
    return next(one.count for one in today(desk).counts if one.section is Section.CONFLICTS)
