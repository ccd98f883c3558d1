"""A PC without a line gets in by two files and a telephone call; who swaps a file does not."""

import argparse
import itertools

import pytest
from msgspec.structs import replace

from app.cli import gateway_stick
from app.cli.answers import WrongUse
from sync.gateway import stick_enrolment
from sync.gateway.acts import Acts
from sync.gateway.faults import NoSuchCommune, NoSuchDevice
from sync.protocol import stick
from sync.protocol.certificate import certify
from sync.protocol.errors import CodeRefused, Malformed, UntrustedServer, VersionRefused
from sync.protocol.signing import Signer
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, World

PC = Signer(bytes([1]) * 32)
THIEF = Signer(bytes([9]) * 32)


def a_request(signer=PC, *, commune=SI_LO_LAU, nonce=bytes(32), protocol=1):
    asked = stick.StickRequest(
        protocol=protocol,
        public_key=signer.public_key,
        name="Xã Sì Lở Lầu, Quầy 1",
        commune=commune,
        nonce=nonce,
    )
    return stick.write_request(asked, signer)


def is_known(world: World, signer: Signer) -> bool:
    certified = world.gateway.province(SI_LO_LAU).has_certified(signer.device)
    return certified or world.gateway.registry.device(signer.device) is not None


def test_two_files_and_six_digits_let_a_pc_in(world):
    request = a_request()
    made = stick_enrolment.answer(world.gateway, request, "https://tinh.example")
    assert not is_known(world, PC), "an answered request alone lets nobody in"
    assert stick_enrolment.waiting(world.gateway) == (PC.device,)
    answer = stick.read_answer(made.file, request)
    assert (answer.url, answer.welcome.commune) == ("https://tinh.example", SI_LO_LAU)
    drawn = stick_enrolment.number(world.gateway)
    heard = stick.digits(drawn, request, made.file)
    assert Acts(world.gateway, "Hoa").admit_by_stick(PC.device, drawn, heard) == SI_LO_LAU
    assert is_known(world, PC)
    assert stick_enrolment.waiting(world.gateway) == ()


def test_the_same_request_again_gets_the_same_answer(world):
    first = stick_enrolment.answer(world.gateway, a_request())
    assert stick_enrolment.answer(world.gateway, a_request()).file == first.file
    again = stick_enrolment.answer(world.gateway, a_request(nonce=bytes([1]) * 32))
    assert again.file != first.file


def test_a_thief_who_swaps_the_request_shows_other_digits_at_the_pc(world):
    """The thief asks with his own key, and forges for the PC an answer to the PC's request."""
    honest, swapped = a_request(), a_request(THIEF)
    to_thief = stick_enrolment.answer(world.gateway, swapped)
    forged = forged_answer(world, honest)
    drawn = stick_enrolment.number(world.gateway)
    heard = stick.digits(drawn, honest, forged)
    with pytest.raises(CodeRefused):
        stick_enrolment.confirm(world.gateway, to_thief.device, drawn, heard)
    assert not is_known(world, THIEF)
    assert not is_known(world, PC)


def test_a_thief_cannot_prepare_files_whose_digits_will_agree(world):
    """Which of his answers would do depends on a number that is drawn only afterwards."""
    honest, swapped = a_request(), a_request(THIEF)
    answered = stick_enrolment.answer(world.gateway, swapped).file
    forged = forged_answer(world, honest)
    numbers = [f"{number:06d}" for number in range(0, 1_000_000, 997)]
    at_pc = [stick.digits(number, honest, forged) for number in numbers]
    at_province = [stick.digits(number, swapped, answered) for number in numbers]
    assert sum(one == other for one, other in zip(at_pc, at_province, strict=True)) <= 2
    assert len(set(at_pc)) > 950, "the digits hang on the number"
    assert stick.digits("000000", honest, answered) != stick.digits("000000", swapped, answered)
    drawn = {stick_enrolment.number(world.gateway) for _ in range(3)}
    assert len(drawn) > 1, "a number is drawn anew for each comparison"


def test_an_answer_meant_for_another_request_is_not_taken(world):
    other = stick_enrolment.answer(world.gateway, a_request(THIEF)).file
    with pytest.raises(UntrustedServer):
        stick.read_answer(other, a_request())
    with pytest.raises(UntrustedServer):
        stick.read_answer(forged_answer(world, a_request(), THIEF), a_request())


def test_three_wrong_comparisons_forget_the_request(world):
    request = a_request()
    made = stick_enrolment.answer(world.gateway, request)
    drawn, right = "", ""
    for _ in range(stick_enrolment.MOST_WRONG):
        drawn = stick_enrolment.number(world.gateway)
        right = stick.digits(drawn, request, made.file)
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        with pytest.raises(CodeRefused):
            stick_enrolment.confirm(world.gateway, PC.device, drawn, wrong)
    with pytest.raises(NoSuchDevice):
        stick_enrolment.confirm(world.gateway, PC.device, drawn, right)
    assert not is_known(world, PC)


def test_a_request_that_waited_too_long_lets_nobody_in(world):
    request = a_request()
    made = stick_enrolment.answer(world.gateway, request)
    now = world.gateway.now()
    world.gateway.now = lambda: now + stick_enrolment.LIFE_MS + 1
    with pytest.raises(NoSuchDevice):
        stick_enrolment.confirm(
            world.gateway, PC.device, "000000", stick.digits("000000", request, made.file)
        )


def test_a_request_of_nowhere_of_another_program_or_of_garbage_is_refused(world):
    with pytest.raises(NoSuchCommune):
        stick_enrolment.answer(world.gateway, a_request(commune="99999"))
    with pytest.raises(VersionRefused):
        stick_enrolment.answer(world.gateway, a_request(protocol=99))
    for garbage in (b"", b"x" * 100, a_request()[:-1], a_request() + bytes(stick.LONGEST)):
        with pytest.raises(Malformed):
            stick_enrolment.answer(world.gateway, garbage)
    with pytest.raises(NoSuchDevice):
        stick_enrolment.confirm(world.gateway, PC.device, "000000", "000000")


@pytest.mark.parametrize("place", [5, 30, 90, 120, -5])
def test_a_bit_that_turned_on_the_way_is_noticed(world, place):
    request = a_request()
    made = stick_enrolment.answer(world.gateway, request).file
    for whole, read in (
        (request, stick.read_request),
        (made, lambda file: stick.read_answer(file, request)),
    ):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        with pytest.raises((Malformed, UntrustedServer)):
            read(bytes(damaged))


def test_a_pc_of_one_commune_is_not_taken_into_another_by_stick(world):
    for commune in (SI_LO_LAU, DAO_SAN):
        request = a_request(commune=commune)
        made = stick_enrolment.answer(world.gateway, request)
        drawn = stick_enrolment.number(world.gateway)
        heard = stick.digits(drawn, request, made.file)
        if commune == SI_LO_LAU:
            stick_enrolment.confirm(world.gateway, PC.device, drawn, heard)
        else:
            with pytest.raises(CodeRefused):
                stick_enrolment.confirm(world.gateway, PC.device, drawn, heard)


def test_digits_are_read_as_people_type_them():
    assert stick.clean_digits(" 123 456 ") == "123456"
    for wrong in ("", "12345", "1234567", "12345a", "１２３４５６"):
        with pytest.raises(Malformed):
            stick.clean_digits(wrong)
    with pytest.raises(ValueError, match="8 random bytes"):
        stick.new_number(b"1234567")
    assert stick.new_number(bytes(8)) == "000000"


def test_the_operator_types_two_commands(types, world, tmp_path, monkeypatch):
    request, answer = tmp_path / "x.yeucau", tmp_path / "x.traloi"
    request.write_bytes(a_request())
    said = types("enrol-stick", "--data", world.path, "--request", request, "--out", answer)
    assert PC.device in said
    args = argparse.Namespace(device=PC.device, by="Hoa")
    with pytest.raises(WrongUse):
        gateway_stick.confirmed(world.gateway, args, read=lambda: "\n")
    monkeypatch.setattr(stick_enrolment, "number", lambda _gateway: "482913")
    heard = stick.digits("482913", a_request(), answer.read_bytes())
    told, line = gateway_stick.confirmed(world.gateway, args, read=lambda: f"{heard}\n")
    assert told["commune"] == SI_LO_LAU
    assert "hai bên khớp" in line
    assert is_known(world, PC)


_NONCES = itertools.count(1)


def forged_answer(world: World, request: bytes, certified: Signer = PC) -> bytes:
    """What a thief with a gateway of his own would give the PC."""
    true = stick.read_answer(
        stick_enrolment.answer(world.gateway, a_request(nonce=bytes([7]) * 32)).file,
        a_request(nonce=bytes([7]) * 32),
    )
    welcome = replace(
        true.welcome,
        server=THIEF.device,
        server_key=THIEF.public_key,
        certificate=certify(certified.public_key, ("office.",), "Máy", "office"),
    )
    told = stick.StickAnswer(
        request=stick.digest(request), welcome=welcome, url=f"https://{next(_NONCES)}"
    )
    return stick.write_answer(told, THIEF)
