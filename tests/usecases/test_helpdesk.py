"""A report is sealed for the province's helpdesk as soon as the feed has brought its key."""

import pytest

from app.usecases.doctor_report import save, seal_key
from app.usecases.helpdesk import REPORT, keep_note, noted_key
from app.usecases.phone_codes import refill
from app.usecases.synchronise import one_round
from app.usecases.this_pc import ThisPc
from sync.gateway.helpdesk import Helpdesk

PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented
SAID = "đĩa gần đầy".encode()


@pytest.fixture
def helpdesk(desk, province):
    """The province has one, and a round brought its key."""
    made = Helpdesk(province.folder)
    made.make(PASSPHRASE, desk.machine.entropy, 0)
    province.enrols(desk)
    province.running.gateway.name_helpdesk(province.commune)
    one_round(desk)
    return made


def test_before_the_first_round_the_report_stays_readable(desk, tmp_path):
    pc, path = ThisPc(desk.profile, desk.machine), tmp_path / "a.motcua-report"
    for signed_in in (desk, None):
        save(signed_in, pc, path, SAID)
        assert path.read_bytes() == SAID


def test_after_a_round_a_report_reaches_the_helpdesk_alone(desk, helpdesk, tmp_path):
    path = tmp_path / "a.motcua-report"
    save(desk, ThisPc(desk.profile, desk.machine), path, SAID)
    assert SAID not in path.read_bytes()
    assert helpdesk.open(path.read_bytes(), REPORT, PASSPHRASE) == SAID


def test_a_report_of_before_the_sign_in_is_sealed_too(desk, helpdesk, tmp_path):
    refill(desk)  # as at every sign-in
    pc, path = ThisPc(desk.profile, desk.machine), tmp_path / "a.motcua-report"
    save(None, pc, path, SAID)
    assert helpdesk.open(path.read_bytes(), REPORT, PASSPHRASE) == SAID


@pytest.mark.parametrize("noted", [b"", b"x", bytes(32), b"x" * 33], ids=len)
def test_a_note_that_is_no_key_seals_nothing(desk, noted):
    desk.profile.helpdesk.write_bytes(noted)
    assert seal_key(None, ThisPc(desk.profile, desk.machine)) is None


def test_the_newest_key_is_noted(desk, helpdesk):
    refill(desk)
    first = noted_key(desk.profile)
    assert first == seal_key(desk, ThisPc(desk.profile, desk.machine))
    other = bytes(range(32))
    keep_note(desk.profile, other)
    assert noted_key(desk.profile) == other
