"""One password on every PC: who is added or changes it on one PC signs in on the others."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.access import Role
from app.domain.events import OfficerKeyGiven
from app.store import slots
from app.store.faults import StoreFault
from app.usecases import forgotten, officer_keys, staff
from app.usecases.administration import (
    NewOfficer,
    add_officer,
    change_officer,
    change_password,
    officers_here,
    sign_in,
    sign_out,
)
from app.usecases.desk import Desk
from app.usecases.forgotten import Shown
from app.usecases.synchronise import one_round
from app.usecases.this_pc import ThisPc
from tests.helpers.office import MAI, PASSWORD
from tests.helpers.two_pcs import SecondPc, a_second_pc

DOA = NewOfficer("doa", "Hạng A Doa", Role.LEADER)
HERS, NEW = "mùa nước đổ", "nương ngô sau nhà"


@pytest.fixture
def second(tmp_path: Path, desk: Desk, province) -> Iterator[SecondPc]:
    province.enrols(desk)
    with a_second_pc(tmp_path, desk, province) as pc:
        yield pc


def meets(mine: Desk, other: Desk) -> None:
    """Both hear of each other, and each lets in whom it has heard of."""
    for one in (mine, other, mine):
        one_round(one)
    officer_keys.let_in(mine)
    officer_keys.let_in(other)


def names_at(desk: Desk) -> list[str]:
    return [one.name for one in officers_here(ThisPc(desk.profile, desk.machine))]


def test_an_officer_added_on_one_pc_signs_in_on_another_with_the_same_password(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    assert DOA.name not in names_at(second.desk)
    meets(desk, second.desk)
    assert change_officer(second.desk, "doa", HERS).officer.name == DOA.name
    with pytest.raises(StoreFault, match="wrong_password"):
        change_officer(second.desk, "doa", PASSWORD)
    assert officer_keys.let_in(second.desk) == 0


def test_the_data_keys_of_two_pcs_stay_two(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    meets(desk, second.desk)
    here, there = (slots.read(one.profile.slots).of("doa") for one in (desk, second.desk))
    assert here.own == there.own
    assert here.box != there.box
    moved = slots.read(second.desk.profile.slots).with_slot(here)
    slots.write(second.desk.profile.slots, moved)
    with pytest.raises(StoreFault, match="foreign_key"):
        opens_anew(second.desk, "doa", HERS)


def opens_anew(desk: Desk, officer: str, password: str) -> None:
    sign_out(desk)
    sign_out(sign_in(ThisPc(desk.profile, desk.machine), officer, password))


def test_a_new_password_counts_on_the_other_pc_too_and_the_old_one_no_more(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    meets(desk, second.desk)
    change_password(change_officer(second.desk, "doa", HERS), HERS, NEW)
    change_officer(desk, "doa", HERS)  # nobody has told this PC yet
    meets(second.desk, desk)
    change_officer(desk, "doa", NEW)
    with pytest.raises(StoreFault, match="wrong_password"):
        change_officer(desk, "doa", HERS)


def test_a_forgotten_password_replaced_here_opens_the_other_pc_after_the_next_sign_in(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    meets(desk, second.desk)
    draft = forgotten.draft_recovery_code(desk, PASSWORD)
    forgotten.keep_recovery_code(desk, draft, "Vàng A Dơ")
    pc = ThisPc(desk.profile, desk.machine)
    forgotten.reset_by_recovery_code(pc, Shown("doa", NEW), draft.code, "Vàng A Dơ")
    assert officer_keys.let_in(desk) == 0, "the slot is newer than what the journal knows"
    change_officer(desk, "doa", NEW)
    meets(desk, second.desk)
    change_officer(second.desk, "doa", NEW)


def test_only_the_officers_own_word_on_the_key_counts(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    mine = slots.read(desk.profile.slots).of(MAI.id).own
    with desk.store.act(by=desk.officer) as act:
        act.record_office("doa", "officer", OfficerKeyGiven(key=officer_keys.told(mine)))
    meets(desk, second.desk)
    change_officer(second.desk, "doa", HERS)


def test_two_who_are_called_alike_do_not_stand_twice_at_the_sign_in(desk, second):
    same = NewOfficer("khac", second.desk.officer.name, Role.CLERK)
    add_officer(desk, same, PASSWORD, HERS)
    meets(desk, second.desk)
    assert names_at(second.desk).count(second.desk.officer.name) == 1


def test_who_left_is_let_in_nowhere(desk, second):
    add_officer(desk, DOA, PASSWORD, HERS)
    again = NewOfficer("su", "Sùng A Sử", Role.LEADER)
    add_officer(change_officer(desk, "doa", HERS), again, HERS, NEW)
    staff.remove_officer(change_officer(desk, "su", NEW), "doa", "chuyển công tác")
    meets(desk, second.desk)
    assert DOA.name not in names_at(second.desk)
    assert "Sùng A Sử" in names_at(second.desk)


def test_a_key_that_would_need_the_memory_of_a_whole_pc_is_no_key(desk):
    key = officer_keys.told(slots.read(desk.profile.slots).of(MAI.id).own)
    greedy = msgspec.structs.replace(key, memory_kib=1 << 30)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(greedy), type=type(key))
