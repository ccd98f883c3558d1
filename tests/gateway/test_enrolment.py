"""How a PC gets in: one code, one PC, one commune."""

import pytest

from sync.gateway.commune import certified
from sync.gateway.enrolment import LIFE_MS, enrol, invite
from sync.gateway.faults import NoSuchCommune
from sync.protocol.certificate import certify
from sync.protocol.enrolment import apply_with, clean_code, read_welcome
from sync.protocol.errors import CodeRefused, Malformed, UntrustedServer, VersionRefused
from sync.protocol.signing import Signer
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

PC = Signer(bytes([1]) * 32)
OTHER_PC = Signer(bytes([2]) * 32)


def _wrong(code):
    """The same invitation, another secret."""
    return code[:9] + ("0" if code[9] != "0" else "1")


@pytest.fixture
def code(world):
    return invite(world.gateway, SI_LO_LAU, "office").code


def test_a_code_lets_a_pc_in_and_both_sides_prove_that_they_know_it(world, code):
    welcome = read_welcome(
        enrol(world.gateway, apply_with(code, PC, "Máy quầy 1", 1)), code, PC.public_key
    )
    assert welcome.commune == SI_LO_LAU
    assert welcome.server == world.gateway.id
    assert welcome.authority == world.gateway.folder.authority_pem()
    assert welcome.certificate.device == PC.device
    assert welcome.certificate.prefixes == ("office.", "device.")
    assert welcome.root.device == world.gateway.registry.commune(SI_LO_LAU).province_device


def test_a_code_may_be_typed_with_dashes_and_small_letters(code):
    typed = f"{code[:5]}-{code[5:]}".lower().replace("0", "o")
    assert clean_code(typed) == code


def test_a_code_used_by_one_pc_lets_no_other_in(world, code):
    enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))
    with pytest.raises(CodeRefused):
        enrol(world.gateway, apply_with(code, OTHER_PC, "Máy 2", 1))
    assert world.gateway.registry.device(OTHER_PC.device) is None
    assert not world.gateway.province(SI_LO_LAU).has_certified(OTHER_PC.device)


def test_a_pc_whose_welcome_was_lost_asks_again_and_is_certified_once(world, code):
    application = apply_with(code, PC, "Máy 1", 1)
    first = enrol(world.gateway, application)
    position = world.gateway.commune(SI_LO_LAU).log.end().position
    assert enrol(world.gateway, application) == first
    assert world.gateway.commune(SI_LO_LAU).log.end().position == position


def test_a_power_cut_inside_an_enrolment_is_made_good_by_asking_again(world, code):
    invitation = world.gateway.registry.try_invite(code[:3], world.clock())
    device = certified(SI_LO_LAU, certify(PC.public_key, ("office.",), "Máy 1", "office"))
    assert world.gateway.registry.spend_invite(invitation.selector, device, world.clock())
    world.restarts()
    assert enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))
    assert world.gateway.province(SI_LO_LAU).has_certified(PC.device)


def test_five_wrong_attempts_close_the_code_even_for_the_right_one(world, code):
    for _ in range(5):
        with pytest.raises(CodeRefused):
            enrol(world.gateway, apply_with(_wrong(code), OTHER_PC, "Máy 2", 1))
    with pytest.raises(CodeRefused):
        enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))


def test_four_wrong_attempts_leave_the_right_one_in(world, code):
    for _ in range(4):
        with pytest.raises(CodeRefused):
            enrol(world.gateway, apply_with(_wrong(code), OTHER_PC, "Máy 2", 1))
    assert enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))


def test_wrong_codes_of_somebody_else_do_not_close_an_invitation(world, code):
    for _ in range(6):
        with pytest.raises(CodeRefused):
            enrol(world.gateway, apply_with("ZZZ" + code[3:], OTHER_PC, "Máy 2", 1))
    assert enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))


def test_a_code_ends_after_72_hours(world, code):
    world.clock.now += LIFE_MS
    with pytest.raises(CodeRefused):
        enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))


def test_a_code_is_good_to_its_last_moment(world, code):
    world.clock.now += LIFE_MS - 1
    assert enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))


def test_a_pc_of_one_commune_cannot_enrol_its_key_in_another(world, code):
    enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))
    elsewhere = invite(world.gateway, DAO_SAN, "office").code
    with pytest.raises(CodeRefused):
        enrol(world.gateway, apply_with(elsewhere, PC, "Máy 1", 1))
    assert world.gateway.registry.device(PC.device).commune == SI_LO_LAU


def test_of_two_enrolments_at_once_the_second_finds_its_key_in_the_other_commune(world, code):
    """Both have been looked up before either is let in: the registry decides, not the look-up."""
    there = certify(PC.public_key, ("office.",), "Máy 1", "office")
    world.gateway.registry.add_device(certified(DAO_SAN, there), world.clock())
    here = certified(SI_LO_LAU, there)
    assert not world.gateway.registry.spend_invite(code[:3], here, world.clock())
    assert world.gateway.registry.open_invites(SI_LO_LAU, world.clock()) == 1
    assert world.gateway.registry.device(PC.device).commune == DAO_SAN


def test_nobody_is_invited_to_a_commune_that_is_not_served(world):
    with pytest.raises(NoSuchCommune):
        invite(world.gateway, "00000", "office")


def test_the_code_itself_is_kept_nowhere(world, code):
    world.gateway.close()
    kept = b"".join(path.read_bytes() for path in world.path.rglob("*") if path.is_file())
    assert code.encode() not in kept


def test_a_welcome_of_somebody_who_does_not_know_the_code_is_not_believed(world, code):
    body = enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))
    with pytest.raises(UntrustedServer):
        read_welcome(body, _wrong(code), PC.public_key)


def test_a_name_changed_on_the_way_is_noticed(world, code):
    body = apply_with(code, PC, "Máy 1", 1).replace("Máy 1".encode(), "Máy 9".encode())
    with pytest.raises(Malformed):
        enrol(world.gateway, body)


def test_a_program_of_another_protocol_is_told_so_and_spends_nothing(world, code):
    with pytest.raises(VersionRefused):
        enrol(world.gateway, apply_with(code, PC, "Máy 1", 99))
    assert enrol(world.gateway, apply_with(code, PC, "Máy 1", 1))
