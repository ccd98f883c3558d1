"""A forgotten password: three ways without a line, and each is written down."""

from datetime import timedelta

import msgspec
import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import PasswordReset, RecoveryCodeChanged, Way, to_payload
from app.store import keys, phone_codes, recovery, slots
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.slots import Tries
from app.usecases import forgotten, maintenance
from app.usecases import phone_codes as codes_here
from app.usecases.administration import (
    NewOfficer,
    ThisPc,
    add_officer,
    change_officer,
    found_office,
    keep_pin,
    sign_in,
    sign_out,
)
from app.usecases.audit import Wanted, audit
from app.usecases.forgotten import Shown
from app.usecases.staff import remove_officer
from app.usecases.synchronise import one_round
from sync.gateway import phone_desk
from sync.gateway.helpdesk import Helpdesk
from sync.gateway.phone_desk import Asked
from sync.protocol.phone_codes import PURPOSE
from tests.helpers.desk import FACTS
from tests.helpers.office import a_machine

OLD, NEW = "ruộng bậc thang", "mùa nước đổ"
PAO = "ngựa thồ lên dốc"
PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented


@pytest.fixture
def pc(tmp_path) -> ThisPc:
    return ThisPc(Profile(tmp_path / "office"), a_machine())


@pytest.fixture
def code(pc) -> str:
    """An office of three: a leader, a clerk and a specialist; the answer is its recovery code."""
    founded = found_office(pc, FACTS, NewOfficer("do", "Vàng A Dơ", Role.LEADER), OLD)
    desk = sign_in(pc, "do", OLD)
    add_officer(desk, NewOfficer("mai", "Lò Thị Mai", Role.CLERK), OLD, OLD)
    add_officer(desk, NewOfficer("pao", "Giàng A Páo", Role.SPECIALIST), OLD, PAO)
    sign_out(desk)
    return founded.recovery_code


def _told(pc, officer="do", password=OLD):
    desk = sign_in(pc, officer, password)
    try:
        deeds = desk.store.reader().deeds("password")
        return [one.said for entity in deeds for one in entity]
    finally:
        sign_out(desk)


def test_the_sealed_code_replaces_one_password_and_tells_who_opened_it(pc, code):
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code.lower(), "  Vàng A  Dơ ")
    with pytest.raises(StoreFault, match="wrong_password"):
        sign_in(pc, "mai", OLD)
    said = PasswordReset(officer="mai", name="Lò Thị Mai", way=Way.RECOVERY, who=("Vàng A Dơ",))
    assert _told(pc) == [said], "whoever signs in next writes it down"
    assert _told(pc, "mai", NEW) == [said], "and once only"


def test_nobody_opens_the_envelope_without_a_name(pc, code):
    with pytest.raises(RuleViolation, match="witness_missing"):
        forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, " ")


def test_what_was_done_cannot_be_taken_out_of_the_slots(pc, code):
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")
    file = slots.read(pc.profile.slots)
    forged = msgspec.structs.replace(file.of("mai"), resets=())
    slots.write(pc.profile.slots, file.with_slot(slots.checked(forged)))
    with pytest.raises(StoreFault, match="slot_damaged"):
        sign_in(pc, "mai", NEW)


def test_a_password_given_later_keeps_the_note_and_a_lock_writes_it_down_too(pc, code):
    desk = sign_in(pc, "do", OLD)
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")
    add_officer(desk, NewOfficer("mai", "Lò Thị Mai", Role.CLERK), OLD, PAO)
    keep_pin(desk, OLD, "4937")
    other = change_officer(desk, "mai", PAO)
    kinds = [row.kind for row in audit(other, Wanted()).rows]
    sign_out(desk)
    assert kinds.count("office.password_reset") == 1


def test_the_note_does_not_go_with_the_officer(pc, code):
    """Reset behind the lock, which then opens by PIN; or while the disk was full."""
    desk = sign_in(pc, "do", OLD)
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")
    remove_officer(desk, "mai", "chuyển công tác")
    keep_pin(desk, OLD, "4937")
    forgotten.reset_by_recovery_code(pc, Shown("pao", NEW), code, "Vàng A Dơ")
    back = change_officer(desk, "do", "4937")
    told = [one.said for entity in desk.store.reader().deeds("password") for one in entity]
    assert [one.officer for one in told if isinstance(one, PasswordReset)] == ["mai", "pao"]
    sign_out(back)


def test_who_cannot_be_written_down_is_not_taken_away(pc, code, monkeypatch):
    desk = sign_in(pc, "do", OLD)
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")

    def full(*_):
        raise StoreFault("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("app.usecases.password_notes._record", full)
        with pytest.raises(StoreFault, match="disk_full"):
            remove_officer(desk, "mai", "chuyển công tác")
    sign_out(desk)
    assert len(_told(pc, "mai", NEW)) == 1


def test_a_full_disk_locks_nobody_out_and_the_next_opening_writes_it_down(pc, code, monkeypatch):
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")

    def full(*_):
        raise StoreFault("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("app.usecases.password_notes._record", full)
        sign_out(sign_in(pc, "mai", NEW))
    assert len(_told(pc)) == 1


def test_wrong_codes_are_slowed_down_and_another_clock_holds_nobody(pc, code):
    wrong = recovery.code_from(bytes(15))
    for _ in range(3):
        with pytest.raises(StoreFault, match="wrong_recovery_code"):
            forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), wrong, "Dơ")
    with pytest.raises(StoreFault, match="too_many_tries"):
        forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Dơ")
    pc.machine.clock.pass_by(timedelta(seconds=31))
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Dơ")
    file = slots.read(pc.profile.slots)
    assert file.tries == Tries()
    far = Tries(9, 4_000_000_000_000)
    slots.write(pc.profile.slots, msgspec.structs.replace(file, tries=far))
    forgotten.reset_by_recovery_code(pc, Shown("mai", OLD), code, "Dơ")


def test_a_new_recovery_code_is_in_force_when_it_is_on_paper_and_is_written_down(pc, code):
    forgotten.reset_by_recovery_code(pc, Shown("mai", NEW), code, "Vàng A Dơ")
    desk = sign_in(pc, "do", OLD)
    assert forgotten.recovery_standing(desk).used
    with pytest.raises(StoreFault, match="wrong_password"):
        forgotten.draft_recovery_code(desk, NEW)
    pc.machine.clock.pass_by(timedelta(seconds=60))
    draft = forgotten.draft_recovery_code(desk, OLD)
    assert forgotten.recovery_standing(desk).used, "only drafted"
    forgotten.keep_recovery_code(desk, draft, "Vàng A Dơ")
    assert forgotten.recovery_standing(desk)[1:] == ("Vàng A Dơ", 0)
    sign_out(desk)
    assert RecoveryCodeChanged(keeper="Vàng A Dơ") in _told(pc)
    with pytest.raises(StoreFault, match="wrong_recovery_code"):
        forgotten.reset_by_recovery_code(pc, Shown("mai", OLD), code, "Dơ")
    forgotten.reset_by_recovery_code(pc, Shown("mai", OLD), draft.code, "Dơ")


def test_two_others_vouch_for_the_third(pc, code):
    assert [one.id for one in forgotten.ways(pc, "mai").others] == ["do", "pao"]
    two = (Shown("do", OLD), Shown("pao", PAO))
    forgotten.reset_by_two(pc, Shown("mai", NEW), two)
    who = ("Vàng A Dơ", "Giàng A Páo")
    said = PasswordReset(officer="mai", name="Lò Thị Mai", way=Way.OFFICERS, who=who)
    assert _told(pc, "mai", NEW) == [said]


def test_a_clerk_and_an_officer_made_up_by_the_clerk_get_nobodys_password(pc, code):
    desk = sign_in(pc, "mai", OLD)
    add_officer(desk, NewOfficer("ma", "Ma A Không", Role.SPECIALIST), OLD, PAO)
    with pytest.raises(RuleViolation, match="managers_are_not_yours"):  # under a leader's own id
        add_officer(desk, NewOfficer("do", "Vàng A Dơ", Role.CLERK), OLD, PAO)
    sign_out(desk)
    for third in ("do", "pao"):
        with pytest.raises(RuleViolation, match="vouchers_"):
            forgotten.reset_by_two(pc, Shown(third, NEW), (Shown("mai", OLD), Shown("ma", PAO)))


def test_one_person_is_not_two_and_a_wrong_password_vouches_for_nothing(pc, code):
    for two in (
        (Shown("do", OLD), Shown("do", OLD)),
        (Shown("do", OLD), Shown("mai", OLD)),
    ):
        with pytest.raises(RuleViolation, match="vouchers_wrong"):
            forgotten.reset_by_two(pc, Shown("mai", NEW), two)
    with pytest.raises(StoreFault, match="wrong_password"):
        forgotten.reset_by_two(pc, Shown("mai", NEW), (Shown("do", OLD), Shown("pao", OLD)))


def test_behind_a_lock_the_open_office_is_asked_and_one_who_left_vouches_no_more(pc, code):
    desk = sign_in(pc, "do", OLD)
    before = pc.profile.slots.read_bytes()
    remove_officer(desk, "pao", "chuyển công tác")
    pc.profile.slots.write_bytes(before)  # as on another PC, which has a slot of hers yet
    two = (Shown("do", OLD), Shown("pao", PAO))
    with pytest.raises(RuleViolation, match="officer_removed"):
        forgotten.reset_by_two(pc, Shown("mai", NEW), two, desk)
    sign_out(desk)


def test_in_an_office_of_two_the_two_are_not_offered(pc):
    found_office(pc, FACTS, NewOfficer("do", "Vàng A Dơ", Role.LEADER), OLD)
    assert forgotten.ways(pc, "do").others == ()
    assert forgotten.ways(pc, "do").number == 0


@pytest.fixture
def helpdesk(desk, province):
    """A PC that has heard of the helpdesk, and has told it its codes."""
    helpdesk = Helpdesk(province.folder)
    helpdesk.make(PASSPHRASE, desk.machine.entropy, 0)
    province.enrols(desk)
    assert codes_here.refill(desk) == 0, "nobody to seal them for yet"
    _hears_of_it(desk, province)
    assert codes_here.refill(desk) == 8
    one_round(desk)
    return helpdesk


def _hears_of_it(desk, province):
    province.running.gateway.name_helpdesk(province.commune)
    one_round(desk)


def _read_out(desk, province, helpdesk, number):
    gateway = province.running.gateway
    device = phone_desk.device_like(gateway, province.commune, desk.store.device.device[:4])
    asked = Asked(province.commune, device, number, "Tú", "gọi lại số của xã")
    return phone_desk.read_out(gateway, asked, lambda b: helpdesk.open(b, PURPOSE, PASSPHRASE))


def test_a_code_by_telephone_opens_this_pc_once_for_one_officer(desk, province, helpdesk):
    pc = ThisPc(desk.profile, desk.machine)
    officer = desk.officer.id
    number = forgotten.ways(pc, officer).number
    code = _read_out(desk, province, helpdesk, number)
    assert code.replace("-", "").encode() not in desk.profile.slots.read_bytes()
    typed = code.lower().replace("-", " ")
    forgotten.reset_by_phone(pc, Shown(officer, NEW), typed, "chị Tú")
    assert keys.unlock(pc.profile, officer, NEW).officer == desk.officer
    assert forgotten.ways(pc, officer).number == number + 1
    with pytest.raises(StoreFault, match="phone_code_spent"):
        forgotten.reset_by_phone(pc, Shown(officer, OLD), code, "chị Tú")
    changed = change_officer(desk, officer, NEW)
    said = [one.said for entity in changed.store.reader().deeds("password") for one in entity]
    told = [to_payload(one) for one in said]
    assert [(one["way"], one["who"], one["code"]) for one in told] == [
        ("phone", ["chị Tú"], number)
    ]


def test_an_old_slots_file_makes_no_used_code_valid_again(desk, province, helpdesk):
    pc, officer = ThisPc(desk.profile, desk.machine), desk.officer.id
    code = _read_out(desk, province, helpdesk, 1)
    old = desk.profile.slots.read_bytes()
    forgotten.reset_by_phone(pc, Shown(officer, NEW), code, "chị Tú")
    change_officer(desk, officer, NEW)  # whoever signs in writes it down
    desk.profile.slots.write_bytes(old)
    with pytest.raises(StoreFault, match="phone_code_spent"):
        forgotten.reset_by_phone(pc, Shown(officer, OLD), code, "chị Tú")
    assert codes_here.refill(desk) == 0
    assert forgotten.ways(pc, officer).number == 2
    code = _read_out(desk, province, helpdesk, 2)
    forgotten.reset_by_phone(pc, Shown(officer, OLD), code, "chị Tú")


def test_a_code_of_another_pc_and_a_slip_of_the_tongue_open_nothing(desk, province, helpdesk):
    pc = ThisPc(desk.profile, desk.machine)
    for typed in (recovery.phone_code_from(bytes(10)), "ABCD-EFGH-JKMN-PQRS", "ABCD"):
        with pytest.raises(StoreFault, match="wrong_phone_code"):
            forgotten.reset_by_phone(pc, Shown(desk.officer.id, NEW), typed, "chị Tú")


def test_new_codes_are_made_when_few_are_left_or_the_helpdesk_has_another_key(
    desk, province, helpdesk
):
    pc = ThisPc(desk.profile, desk.machine)
    assert codes_here.refill(desk) == 0
    for number in range(1, 7):
        code = _read_out(desk, province, helpdesk, number)
        forgotten.reset_by_phone(pc, Shown(desk.officer.id, NEW), code, "chị Tú")
    assert codes_here.refill(desk) == 8
    assert [one.number for one in slots.read(desk.profile.slots).phone] == list(range(7, 17))
    helpdesk.make(PASSPHRASE, desk.machine.entropy, 0, again=True)
    _hears_of_it(desk, province)
    assert codes_here.refill(desk) == 8
    one_round(desk)
    assert _read_out(desk, province, helpdesk, 17)


def test_a_power_cut_between_journal_and_slots_leaves_no_number_with_two_codes(
    desk, province, helpdesk, monkeypatch
):
    kept = msgspec.structs.replace(slots.read(desk.profile.slots), phone=())
    slots.write(desk.profile.slots, kept)
    assert codes_here.refill(desk) == 8
    assert forgotten.ways(ThisPc(desk.profile, desk.machine), "").number == 9
    assert phone_codes.highest(desk.profile) == 16


def test_a_copy_of_the_office_takes_no_telephone_codes_along(desk, province, helpdesk):
    copy = maintenance.create_backup(desk)
    assert slots.read(copy.path / "slots").phone == ()
    assert slots.read(desk.profile.slots).phone
