"""The practice office: made beside the real one, never mixed with it, and it sends nothing."""

from datetime import date

import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import KINDS
from app.domain.practice import COMMUNE
from app.store import keys, slots
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.store import Store
from app.system.paths import resources
from app.usecases import practice, shipped
from app.usecases.administration import NewOfficer, ThisPc, found_office, sign_in, sign_out
from app.usecases.first_start import is_guided, left
from app.usecases.synchronise import enrol, one_round
from tests.helpers.desk import FACTS, a_dossier
from tests.helpers.office import a_machine

PASSWORD = "ruộng bậc thang"  # noqa: S105 - invented


@pytest.fixture
def pc(tmp_path) -> ThisPc:
    """A PC with a real office."""
    pc = ThisPc(Profile(tmp_path / "office"), a_machine())
    found_office(pc, FACTS, NewOfficer("mai", "Lò Thị Mai", Role.CLERK), PASSWORD)
    return pc


@pytest.fixture
def desk(pc):
    """The learner at the practice counter."""
    here = practice.prepare(pc)
    desk = sign_in(here, practice.OFFICER, practice.PASSWORD)
    yield desk
    sign_out(desk)


def test_it_is_made_with_dossiers_to_work_on_and_once(pc):
    here = practice.prepare(pc)
    assert here.profile.path == pc.profile.path.with_name("office-luyen-tap")
    desk = sign_in(here, practice.OFFICER, practice.PASSWORD)
    assert practice.is_practice(desk)
    assert len(desk.store.reader().deeds("officer")) == 1
    sign_out(desk)
    before = here.profile.slots.read_bytes()
    assert practice.prepare(pc).profile.slots.read_bytes() == before, "it is there already"
    assert practice.prepare(here) == here


def test_it_never_comes_to_the_province(desk):
    with pytest.raises(RuleViolation, match="practice_never_syncs"):
        enrol(desk, "https://127.0.0.1:1", "ABCDEFGHJK")
    with pytest.raises(RuleViolation, match="not_enrolled"):
        one_round(desk)


def test_its_numbers_cannot_look_official_and_its_commune_is_none(desk):
    dossier = a_dossier(desk)
    assert desk.store.reader().rows([dossier.id])[0].code.startswith("TAM-")
    assert COMMUNE not in {one.code for one in shipped.places().communes}


def test_its_key_opens_nothing_of_the_office_and_the_office_stays_as_it_was(pc, desk):
    before = {p: p.read_bytes() for p in pc.profile.path.rglob("*") if p.is_file()}
    a_dossier(desk)
    assert {p: p.read_bytes() for p in pc.profile.path.rglob("*") if p.is_file()} == before
    key = keys.unlock(desk.profile, practice.OFFICER, practice.PASSWORD)
    with pytest.raises(StoreFault, match="foreign_key"):
        Store.open(pc.profile, key, pc.machine)


def test_starting_again_forgets_what_was_practised_and_nothing_else(pc):
    here = practice.prepare(pc)
    desk = sign_in(here, practice.OFFICER, practice.PASSWORD)
    a_dossier(desk, "1.001193")
    assert "birth" in practice.how_far(desk).done
    sign_out(desk)
    practice.prepare(here, fresh=True)
    desk = sign_in(here, practice.OFFICER, practice.PASSWORD)
    assert practice.how_far(desk).done == frozenset()
    sign_out(desk)
    assert slots.read(pc.profile.slots).commune == FACTS.commune_code


def test_a_folder_that_holds_a_real_office_is_never_cleared(pc):
    wrong = pc.profile.path.with_name("office-luyen-tap")
    pc.profile.path.rename(wrong)
    with pytest.raises(RuleViolation, match="not_practice"):
        practice.prepare(pc, fresh=True)
    assert Profile(wrong).database.exists()


def test_half_of_one_is_made_anew(pc):
    here = practice.prepare(pc)
    (here.profile.path / "ready").unlink()
    before = here.profile.slots.read_bytes()
    assert practice.prepare(pc).profile.slots.read_bytes() != before


def test_every_task_asks_for_something_that_the_program_can_do():
    tasks = practice.tasks()
    assert len(tasks) == 10
    for task in tasks:
        assert set(task.kinds) <= set(KINDS), task.id
        assert task.steps
        assert task.title
    known = shipped.catalogue(resources() / "none", date(2026, 11, 28))
    assert all(known.procedure(one.procedure) for one in tasks if one.procedure)
    assert len({task.id for task in tasks}) == 10


def test_a_learner_is_led_to_the_day_and_not_through_setting_up(pc):
    desk = sign_in(practice.prepare(pc), practice.OFFICER, practice.PASSWORD)
    assert not is_guided(desk)
    assert left(desk) == ()
    sign_out(desk)


def test_an_office_that_lost_its_slots_is_not_taken_for_a_practice_office(pc):
    here = practice.practice_pc(pc).profile
    here.path.mkdir(parents=True)
    here.database.write_bytes(b"somebody's work")
    with pytest.raises(RuleViolation, match="not_practice"):
        practice.prepare(pc, fresh=True)
    assert here.database.read_bytes() == b"somebody's work"
