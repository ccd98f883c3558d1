"""A report is sealed for the province's helpdesk as soon as the feed has brought its key."""

import pytest

from app.domain.errors import RuleViolation
from app.usecases.helpdesk import REPORT, seal
from app.usecases.synchronise import one_round
from sync.gateway.helpdesk import Helpdesk

PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented


def test_before_the_first_round_there_is_no_key(desk):
    with pytest.raises(RuleViolation, match="no_helpdesk_key"):
        seal(desk, b"x")


def test_after_a_round_a_report_reaches_the_helpdesk_alone(desk, province):
    helpdesk = Helpdesk(province.folder)
    helpdesk.make(PASSPHRASE, desk.machine.entropy, 0)
    province.enrols(desk)
    province.running.gateway.name_helpdesk(province.commune)
    one_round(desk)
    box = seal(desk, "đĩa gần đầy".encode())
    assert helpdesk.open(box, REPORT, PASSPHRASE).decode() == "đĩa gần đầy"
