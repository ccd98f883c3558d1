"""By what right somebody comes for another: what was said before stays when it is shown again."""

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import Authorisation
from app.ui.reception.authority_fields import AuthorityFields


@pytest.mark.parametrize(
    "said",
    [
        Authorisation(paper="Danh sách ủy quyền 20/11 có chữ ký từng người"),
        Authorisation(paper="Danh sách ủy quyền", number="12/DS", date="2026-11-20"),
        Authorisation(paper="Giấy ủy quyền", number="12/UQ"),
        Authorisation(why_none="Cha, mẹ làm cho con"),
        None,
    ],
)
def test_a_correction_loses_nothing_of_the_authorisation(qtbot: QtBot, said: Authorisation | None):
    fields = AuthorityFields()
    qtbot.addWidget(fields)
    fields.fill("Trưởng thôn", said)
    assert fields.value() == said


def test_another_paper_that_is_typed_over_it_is_that_paper(qtbot: QtBot):
    fields = AuthorityFields()
    qtbot.addWidget(fields)
    fields.fill("Trưởng thôn", Authorisation(paper="Danh sách 20/11"))
    fields.number.fill("Danh sách 21/11")
    assert fields.value() == Authorisation(paper="Danh sách 21/11")
    fields.fill("Trưởng thôn", None)
    fields.ground.fill("paper")
    fields.number.fill("12/UQ")
    assert fields.value() == Authorisation(paper="Giấy ủy quyền", number="12/UQ")
