"""Ghi danh bằng USB at the office's side, with the real gateway and its commands."""

import pytest

from app.domain.errors import RuleViolation
from app.usecases import stick_enrolment
from app.usecases.synchronise import one_round, status
from sync.gateway import stick_enrolment as province_side
from sync.protocol.errors import SyncError
from tests.helpers.desk import a_dossier


def test_an_office_without_a_line_is_known_after_two_files_and_a_call(desk, province, tmp_path):
    a_dossier(desk)
    asked = stick_enrolment.write_request(desk, tmp_path)
    assert stick_enrolment.write_request(desk, tmp_path).read_bytes() == asked.read_bytes()
    made = province_side.answer(province.running.gateway, asked.read_bytes(), province.url)
    answer = tmp_path / "tinh.traloi"
    answer.write_bytes(made.file)
    assert stick_enrolment.take_answer(desk, answer).has_answer
    assert not status(desk).gateway, "an answer alone is not trusted"
    drawn = province_side.number(province.running.gateway)
    heard = stick_enrolment.digits(desk, f"{drawn[:3]} {drawn[3:]}")
    province_side.confirm(province.running.gateway, made.device, drawn, heard)
    assert stick_enrolment.agree(desk) == status(desk).device
    assert status(desk).gateway == province.url
    one_round(desk)
    assert status(desk).waiting_events == 0


def test_what_is_missing_is_said(desk, province, tmp_path):
    with pytest.raises(RuleViolation, match="stick_no_answer"):
        stick_enrolment.digits(desk, "000000")
    with pytest.raises(RuleViolation, match="stick_no_request"):
        stick_enrolment.take_answer(desk, tmp_path / "none")
    stick_enrolment.write_request(desk, tmp_path)
    (tmp_path / "x.traloi").write_bytes(b"Chao anh")
    with pytest.raises(SyncError):
        stick_enrolment.take_answer(desk, tmp_path / "x.traloi")
    assert stick_enrolment.standing(desk) == (True, False, "")
    stick_enrolment.give_up(desk)
    assert stick_enrolment.standing(desk) == (False, False, "")
