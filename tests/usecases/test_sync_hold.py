"""A PC that was put back sends nothing before somebody says that the old one runs no more."""

import shutil
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.store import Store
from app.usecases.administration import ThisPc
from app.usecases.audit import Wanted, audit
from app.usecases.dossier_view import open_dossier
from app.usecases.maintenance import create_backup, repair_office, restore_backup
from app.usecases.sync_hold import held_since, let_rounds_go
from app.usecases.synchronise import LineState, one_round, status
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import MAI, PASSWORD


@pytest.fixture
def put_back(office, enrolled, tmp_path):
    """After a copy more was done and sent; then the disk died and the copy came back."""
    early = a_dossier(enrolled)
    made = create_backup(enrolled, tmp_path / "usb")
    office.clock.pass_by(timedelta(hours=3))
    late = [a_dossier(enrolled) for _ in range(3)]
    one_round(enrolled)
    machine = office.store.machine
    office.closes()
    office.profile.database.unlink()
    office.profile.slip_journal.unlink()
    for kept in office.profile.path.glob("last-acts*"):
        kept.unlink()
    restore_backup(ThisPc(office.profile, machine), made.path, MAI.id, PASSWORD)
    office.store = Store.open(office.profile, office.key, machine)
    return a_desk(office), early, late


def test_nothing_goes_out_or_in_before_a_person_answers(put_back):
    desk, _early, late = put_back
    with pytest.raises(RuleViolation, match="sync_held"):
        one_round(desk)
    assert status(desk).line is LineState.HELD
    with pytest.raises(StoreFault, match="no_dossier"):
        open_dossier(desk, late[0].id)
    since = held_since(desk)
    assert since is not None
    assert since < desk.now()


def test_work_at_the_counter_goes_on_meanwhile(put_back):
    desk, early, _late = put_back
    assert a_dossier(desk).number != early.number


def test_after_the_answer_the_pc_gets_back_what_it_had_sent_and_gives_no_number_twice(put_back):
    desk, early, late = put_back
    meanwhile = a_dossier(desk)
    guide = replace(desk, officer=msgspec.structs.replace(desk.officer, role=Role.GUIDE.value))
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        let_rounds_go(guide)
    assert held_since(desk) is not None
    let_rounds_go(desk)
    let_rounds_go(desk)  # a second press says nothing
    assert held_since(desk) is None
    said = [(r.by, r.kind) for r in audit(desk, Wanted()).rows if r.kind.endswith("let_go")]
    assert said == [(MAI.name, "office.rounds_let_go")]
    for _ in range(3):
        one_round(desk)
    back = [open_dossier(desk, one.id).dossier.number for one in late]
    assert back == [one.number for one in late]
    numbers = [early.number, *back, meanwhile.number, a_dossier(desk).number]
    assert len(set(numbers)) == len(numbers)
    assert status(desk).line is not LineState.HELD
    assert desk.store.verify().is_sound


def test_what_no_copy_and_no_page_holds_comes_back_by_the_line_after_a_repair(
    office, enrolled, tmp_path
):
    """Ordered repair: pages and last acts first, then a copy, then what the gateway holds."""
    early = a_dossier(enrolled)
    made = create_backup(enrolled, tmp_path / "usb")
    late = [a_dossier(enrolled) for _ in range(3)]
    one_round(enrolled)
    pc = ThisPc(office.profile, office.store.machine)
    office.closes()
    size = office.profile.database.stat().st_size
    office.profile.database.write_bytes(bytes(size))
    office.profile.last_acts.unlink()
    shutil.rmtree(office.profile.backups, ignore_errors=True)

    mended = repair_office(pc, [made.path.parent], MAI.id, PASSWORD)
    office.store = Store.open(office.profile, office.key, pc.machine)
    desk = a_desk(office)

    assert {one.number for one in late} <= set(mended.missing)  # slips tell what is not here
    with pytest.raises(StoreFault, match="no_dossier"):
        open_dossier(desk, late[0].id)
    for _ in range(3):
        one_round(desk)
    assert [open_dossier(desk, one.id).dossier.number for one in late] == [
        one.number for one in late
    ]
    numbers = [one.number for one in (early, *late, a_dossier(desk))]
    assert len(set(numbers)) == len(numbers)
