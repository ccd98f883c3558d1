"""Catalogue records and what the office sets instead."""

from datetime import date

import pytest

from app.domain.errors import RuleViolation
from app.domain.procedure import (
    Channel,
    ComponentDocument,
    Limit,
    Override,
    Procedure,
    Unit,
    check_override,
    outside_catalogue,
    overridden,
)

THREE_DAYS = Limit(3, Unit.WORKING_DAY)
ONE_DAY = Limit(1, Unit.WORKING_DAY)
LISTED = Procedure(
    code="1.004873",
    name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    limits={Channel.DIRECT: THREE_DAYS, Channel.ONLINE: THREE_DAYS},
    limit_source="channel",
)


def ours(**values):
    return Override(
        code=values.pop("code", "1.004873"),
        approver=values.pop("approver", "Chủ tịch UBND xã"),
        approved_on=date(2026, 11, 2),
        source=values.pop("source", "QĐ 15/QĐ-UBND"),
        **values,
    )


def test_a_missing_limit_is_none_and_not_guessed():
    assert LISTED.limit(Channel.POST) is None
    assert LISTED.limit() == THREE_DAYS


@pytest.mark.parametrize(
    ("scope", "province", "shown"),
    [
        ("national", "Tỉnh Lai Châu", True),
        ("Lai Châu", "Tỉnh Lai Châu", True),
        ("Lai Châu", "Lai Châu", True),
        ("Đà Nẵng", "Thành phố Đà Nẵng", True),
        ("Lào Cai", "Tỉnh Lai Châu", False),
    ],
)
def test_a_provincial_procedure_shows_only_in_its_province(scope, province, shown):
    assert Procedure(code="x", name="x", scope=scope).is_shown_in(province) is shown


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        (None, None, True),
        (date(2026, 11, 2), None, True),
        (date(2026, 11, 3), None, False),
        (None, date(2026, 11, 2), True),
        (None, date(2026, 11, 1), False),
    ],
)
def test_a_record_is_in_force_from_its_first_day_to_its_last(first, last, valid):
    record = Procedure(code="x", name="x", valid_from=first, valid_to=last)
    assert record.is_valid_on(date(2026, 11, 2)) is valid


def test_the_office_may_set_a_limit_papers_and_a_fee():
    paper = ComponentDocument(name="Tờ khai", originals=1)
    override = ours(limits={Channel.DIRECT: ONE_DAY}, papers=(paper,), fee_vnd=0, fee_note="miễn")
    applied = overridden(LISTED, [check_override(override)])
    assert applied.limits == {Channel.DIRECT: ONE_DAY, Channel.ONLINE: THREE_DAYS}
    assert (applied.papers, applied.fee_vnd, applied.fee_note) == ((paper,), 0, "miễn")
    assert applied.limit_source == "office"


def test_what_the_office_did_not_set_stays_the_catalogues():
    applied = overridden(LISTED, [ours(fee_vnd=15_000), ours(code="2.000815", fee_vnd=1)])
    assert (applied.limits, applied.limit_source) == (LISTED.limits, "channel")
    assert applied.fee_vnd == 15_000


def test_the_later_word_of_the_office_counts():
    assert overridden(LISTED, [ours(fee_vnd=1), ours(fee_vnd=2)]).fee_vnd == 2


@pytest.mark.parametrize(
    ("override", "code"),
    [
        (ours(approver=" "), "override_without_ground"),
        (ours(source=""), "override_without_ground"),
        (ours(fee_vnd=-1), "money_negative"),
        (ours(limits={Channel.POST: Limit(0, Unit.MONTH)}), "limit_out_of_range"),
    ],
)
def test_an_override_says_who_approved_what(override, code):
    with pytest.raises(RuleViolation, match=code):
        check_override(override)


def test_a_procedure_outside_the_catalogue_can_always_be_received():
    typed = outside_catalogue(" Xác nhận  lò gạch ", ONE_DAY, "UBND xã")
    assert (typed.code, typed.name, typed.agency) == ("NGOAI-DM", "Xác nhận lò gạch", "UBND xã")
    assert typed.limit(Channel.POST) == ONE_DAY
    assert outside_catalogue("Xác nhận lò gạch").limit() is None


def test_a_procedure_outside_the_catalogue_has_a_name():
    with pytest.raises(RuleViolation, match="procedure_name_missing"):
        outside_catalogue("\0")
