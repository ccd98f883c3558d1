"""What two people did without knowing of each other is settled by a person, once, for everyone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import SupplementWished
from app.domain.history import Aside, Conflict, Side
from app.domain.states import State
from app.store.records import Officer
from app.usecases.dossier_view import open_dossier
from app.usecases.processing import forward
from app.usecases.settling import Choice, declare_lost, gaps, review_aside, settle, ways_out
from app.usecases.stopping import withdraw
from app.usecases.supplement import request_supplement
from app.usecases.synchronise import one_round
from app.usecases.troubles import TroubleKind, troubles
from tests.helpers.desk import LAWYER, a_desk, a_dossier
from tests.helpers.two_pcs import SecondPc, a_second_pc, renames, says, says_without_its_past

KEEP = Choice()


@pytest.fixture
def other(tmp_path: Path, enrolled, province) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def forwards(desk, dossier):
    return forward(desk, dossier.version, LAWYER)


def asks(desk, dossier):
    return request_supplement(desk, dossier.version, ["Tờ khai"], "bản chụp bị mờ")


@pytest.fixture
def two_acts(enrolled, other):
    """Forwarded here, a supplement asked for there."""
    dossier = a_dossier(enrolled)
    other.meanwhile(enrolled, dossier, forwards, asks)
    return open_dossier(enrolled, dossier.id).dossier


@pytest.fixture
def two_names(enrolled, other):
    """The same person's name mended in two ways."""
    dossier = a_dossier(enrolled)
    other.meanwhile(enrolled, dossier, renames("Giàng A Pao"), renames("Giàng A Pảo"))
    return open_dossier(enrolled, dossier.id).dossier


def only_conflict(dossier: Dossier) -> Conflict:
    (conflict,) = dossier.conflicts
    return conflict


def test_both_pcs_show_the_same_conflict(enrolled, other, two_acts):
    there = open_dossier(other.desk, two_acts.id).dossier
    assert there.conflicts == two_acts.conflicts
    assert two_acts.state is State.PROCESSING


def test_what_stands_may_be_kept(enrolled, two_acts):
    settled = settle(enrolled, two_acts.version, only_conflict(two_acts).id, KEEP)
    assert settled.conflicts == ()
    assert settled.state is State.PROCESSING


def test_what_was_set_aside_may_hold_after_all(enrolled, two_acts):
    conflict = only_conflict(two_acts)
    _keep, other_way = ways_out(conflict)
    settled = settle(enrolled, two_acts.version, conflict.id, other_way.choice)
    assert settled.conflicts == ()
    assert settled.state is State.SUPPLEMENT


def test_the_other_pc_hears_of_the_settlement(enrolled, other, two_acts):
    conflict = only_conflict(two_acts)
    settle(enrolled, two_acts.version, conflict.id, ways_out(conflict)[1].choice)
    one_round(enrolled)
    one_round(other.desk)
    there = open_dossier(other.desk, two_acts.id).dossier
    assert (there.conflicts, there.state) == ((), State.SUPPLEMENT)


def test_of_two_settlements_the_first_to_be_ordered_stands(enrolled, other, two_acts):
    conflict = only_conflict(two_acts)
    there = open_dossier(other.desk, two_acts.id).dossier
    settle(enrolled, two_acts.version, conflict.id, KEEP)
    settle(other.desk, there.version, conflict.id, ways_out(conflict)[1].choice)
    for desk in (enrolled, other.desk, enrolled):
        one_round(desk)
    for desk in (enrolled, other.desk):
        assert open_dossier(desk, two_acts.id).dossier.state is State.PROCESSING


def test_a_name_is_kept_taken_over_or_said_anew(enrolled, other, two_names):
    conflict = only_conflict(two_names)
    keep, take_other = ways_out(conflict)
    assert [keep.sides[0].value, take_other.sides[0].value] == ["Giàng A Pao", "Giàng A Pảo"]
    settled = settle(enrolled, two_names.version, conflict.id, take_other.choice)
    assert settled.submitter is not None
    assert settled.submitter.name == "Giàng A Pảo"
    assert settled.conflicts == ()


def test_a_third_name_may_be_the_right_one(enrolled, two_names):
    conflict = only_conflict(two_names)
    settled = settle(enrolled, two_names.version, conflict.id, Choice(value="Giàng A Páo"))
    assert settled.submitter is not None
    assert settled.submitter.name == "Giàng A Páo"


def test_what_is_settled_already_is_told(enrolled, two_names):
    conflict = only_conflict(two_names)
    settled = settle(enrolled, two_names.version, conflict.id, KEEP)
    with pytest.raises(RuleViolation, match="no_such_conflict"):
        settle(enrolled, settled.version, conflict.id, KEEP)


def test_an_accountant_settles_nothing(office, enrolled, two_names):
    accountant = a_desk(office, Officer(enrolled.officer.id, "Lý Thị Dua", "accountant"))
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        settle(accountant, two_names.version, only_conflict(two_names).id, KEEP)


def test_the_acts_of_one_pc_hold_together(enrolled, other):
    dossier = a_dossier(enrolled)

    def asks_and_gives_back(desk, now):
        return withdraw(desk, asks(desk, now).version, "dân xin rút")

    other.meanwhile(enrolled, dossier, forwards, asks_and_gives_back)
    met = open_dossier(enrolled, dossier.id).dossier
    conflict = only_conflict(met)
    assert len(conflict.set_aside) == 2
    (_keep, branch) = ways_out(conflict)
    assert branch.choice.upheld == tuple(side.event for side in conflict.set_aside)
    assert settle(enrolled, met.version, conflict.id, branch.choice).state is State.WITHDRAWN


def test_a_value_that_two_pcs_said_is_offered_once():
    def side(event: str, value: str) -> Side:
        return Side(event=event, value=value, by="ai đó", role="clerk", at=1, clk="ok")

    conflict = Conflict(
        id="x",
        subject="submitter.name",
        stands=side("A:AAAA:1", "Pao"),
        set_aside=(side("B:BBBB:1", "Pảo"), side("C:CCCC:1", "Pảo"), side("C:CCCC:2", "Páo")),
    )
    assert [way.sides[0].value for way in ways_out(conflict)] == ["Pao", "Pảo", "Páo"]


def test_a_pc_is_called_by_the_name_that_the_province_gave_it(enrolled, other, two_acts):
    names = {row.pc for row in open_dossier(enrolled, two_acts.id).timeline}
    assert all("Xã Sì Lở Lầu" in name for name in names)


@pytest.fixture
def waiting(office, desk):
    """A remark from another PC whose earlier history never came."""
    dossier = a_dossier(desk)
    says_without_its_past(office.store, dossier)
    return open_dossier(desk, dossier.id)


def test_earlier_data_has_a_day_to_come(office, desk, waiting):
    office.clock.pass_by(timedelta(hours=23))
    waiting = open_dossier(desk, waiting.dossier.id)
    assert len(waiting.dossier.waiting) == 1
    assert waiting.gaps == ()
    with pytest.raises(RuleViolation, match="gap_too_young"):
        declare_lost(desk, waiting.version, "máy hỏng")


def test_after_a_day_a_person_may_give_it_up_with_a_reason(office, desk, waiting):
    office.clock.pass_by(timedelta(days=1, minutes=1))
    assert gaps(waiting.dossier, desk.now()) == waiting.dossier.waiting[0].missing
    with pytest.raises(RuleViolation, match="reason_missing"):
        declare_lost(desk, waiting.version, "")
    told = declare_lost(desk, waiting.version, "máy quầy 3 bị cháy ổ cứng")
    assert told.waiting == ()
    assert told.notes[-1].text == "đã gọi cho dân"
    with pytest.raises(RuleViolation, match="nothing_waits_for_it"):
        declare_lost(desk, told.version, "lần nữa")


@pytest.fixture
def doubtful(office, desk):
    """A clerk's entry from another PC that only a specialist may write."""
    dossier = a_dossier(desk)
    says(office.store, dossier, SupplementWished(missing=("Tờ khai",), reason="bản chụp bị mờ"))
    return open_dossier(desk, dossier.id)


def test_an_entry_that_changes_nothing_waits_for_a_person(desk, doubtful):
    assert [one.reason for one in doubtful.dossier.doubtful] == [Aside.ROLE]
    assert [(one.kind, one.count) for one in troubles(desk)] == [(TroubleKind.DOUBTFUL, 1)]


def test_who_looked_at_it_says_what_was_done_and_it_waits_no_more(desk, doubtful):
    with pytest.raises(RuleViolation, match="reason_missing"):
        review_aside(desk, doubtful.version, "")
    told = review_aside(desk, doubtful.version, "chuyên viên đã ghi lại")
    assert told.doubtful == ()
    assert told.set_aside
    assert troubles(desk) == ()
