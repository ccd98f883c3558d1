"""Chuyển nhiều hồ sơ theo một danh sách bàn giao, and the paper that goes with them."""

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.events import Forwarded, SlipForm
from app.domain.history import DossierVersion
from app.domain.states import State
from app.store.faults import StoreFault
from app.store.records import Officer
from app.usecases.handover import choose, forward_all, next_list_number
from app.usecases.print_jobs import begin_print, confirm_print, print_failed, unconfirmed_prints
from app.usecases.printing import paper
from app.usecases.processing import forward
from app.usecases.stopping import withdraw
from tests.helpers.desk import LAWYER, a_desk, a_dossier

LIST = SlipForm.HANDOVER_LIST


def test_all_chosen_dossiers_go_to_one_recipient_under_one_number(desk):
    """Chuyển hồ sơ; NĐ 118/2025, Điều 18."""
    ids = [a_dossier(desk).id for _ in range(3)]
    done = forward_all(desk, choose(desk, ids), LAWYER, "bản giấy")
    assert [dossier.id for dossier in done.gone] == ids
    for dossier in done.gone:
        assert dossier.state is State.PROCESSING
        assert dossier.forwarded == Forwarded(to=LAWYER, list_number=done.number, note="bản giấy")


def test_each_dossier_has_its_own_event_built_on_what_was_shown(desk):
    ids = [a_dossier(desk).id for _ in range(2)]
    chosen = choose(desk, ids)
    done = forward_all(desk, chosen, LAWYER)
    for one, dossier in zip(chosen, done.gone, strict=True):
        assert dossier.timeline[-1].kind == Forwarded.kind
        assert len(dossier.timeline) == 2
        assert dossier.heads != one.shown.heads


def test_lists_of_a_day_are_numbered_one_after_the_other(office, desk):
    first = forward_all(desk, choose(desk, [a_dossier(desk).id]), LAWYER).number
    second = forward_all(desk, choose(desk, [a_dossier(desk).id]), LAWYER).number
    assert first.endswith("-01")
    assert second == first[:-2] + "02"
    office.reopens()
    assert next_list_number(a_desk(office)).endswith("-03")


def test_what_was_forwarded_meanwhile_stays_and_is_named(desk):
    here, gone = a_dossier(desk), a_dossier(desk)
    chosen = choose(desk, [here.id, gone.id])
    desk_of_result = forward_all(desk, choose(desk, [gone.id]), LAWYER)
    assert desk_of_result.stayed == ()
    finished = _finished(desk)
    done = forward_all(desk, (*chosen[:1], *choose(desk, [finished])), LAWYER)
    assert [dossier.id for dossier in done.gone] == [here.id]
    assert len(done.stayed) == 1


def test_nothing_to_forward_is_said_and_uses_no_number(desk):
    chosen = choose(desk, [_finished(desk)])
    assert [one.can_go for one in chosen] == [False]
    before = next_list_number(desk)
    with pytest.raises(RuleViolation, match="nothing_to_forward"):
        forward_all(desk, chosen, LAWYER)
    assert next_list_number(desk) == before


def test_a_list_is_recorded_whole_or_not_at_all(office, desk):
    ids = [a_dossier(desk).id for _ in range(2)]
    chosen = choose(desk, ids)
    accountant = Officer(desk.officer.id, desk.officer.name, "technician")
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        forward_all(a_desk(office, accountant), chosen, LAWYER)
    with pytest.raises(RuleViolation, match="recipient_missing"):
        forward_all(desk, chosen, LAWYER.__class__(name=" "))
    states = {desk.store.reader().dossier(one).state for one in ids}
    assert states == {State.ACCEPTED}


def test_one_paper_names_all_and_is_confirmed_for_each(desk):
    ids = [a_dossier(desk).id for _ in range(3)]
    done = forward_all(desk, choose(desk, ids), LAWYER)
    job = begin_print(desk, done.gone[1].version, LIST)
    assert (job.code, job.copy, len(job.told)) == (done.number, 1, 3)
    listed = paper(desk, ids[1], LIST)
    assert len(listed.rows("rows")) == 3
    assert listed.text("list_number") == done.number
    confirm_print(desk, job)
    confirm_print(desk, job)
    for one in ids:
        slips = desk.store.reader().dossier(one).slips
        assert [(slip.form, slip.copy, slip.number) for slip in slips] == [(LIST, 1, done.number)]
    assert unconfirmed_prints(desk) == ()


def test_a_list_printed_again_says_so_with_its_reason(desk):
    done = forward_all(desk, choose(desk, [a_dossier(desk).id, a_dossier(desk).id]), LAWYER)
    first, second = done.gone
    confirm_print(desk, begin_print(desk, first.version, LIST))
    with pytest.raises(RuleViolation, match="reprint_reason_missing"):
        begin_print(desk, second.version, LIST)
    again = begin_print(desk, second.version, LIST, reason="Giấy hỏng khi in")
    assert again.copy == 2
    assert paper(desk, second.id, LIST, copy=2).text("marks") == "BẢN IN LẦN 2"
    print_failed(desk, again)


def test_a_dossier_forwarded_alone_has_a_list_of_its_own(desk):
    dossier = forward(desk, a_dossier(desk).version, LAWYER)
    job = begin_print(desk, dossier.version, LIST)
    assert (job.code, job.also) == (dossier.number, ())
    assert len(paper(desk, dossier.id, LIST).rows("rows")) == 1


def _finished(desk) -> str:
    """A dossier that may not be forwarded any more."""
    return withdraw(desk, a_dossier(desk).version, "đổi ý").id


def test_a_list_that_breaks_off_in_the_middle_is_not_recorded_at_all(desk):
    whole = a_dossier(desk)
    [chosen] = choose(desk, [whole.id])
    lost = msgspec.structs.replace(chosen, shown=DossierVersion("no such dossier"))
    with pytest.raises(StoreFault, match="no_dossier"):
        forward_all(desk, (chosen, lost), LAWYER)
    assert desk.store.reader().dossier(whole.id).state is State.ACCEPTED
