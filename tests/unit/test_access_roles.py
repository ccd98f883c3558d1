"""Who may do what at the desk."""

import pytest

from app.domain.access import Role, check, is_permitted
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    Erased,
    Gone,
    OfficerAdded,
    OnPaper,
    Paused,
    Received,
    ResultRecorded,
)
from tests.helpers.dossiers import a_received, a_result


def test_a_clerk_receives() -> None:
    check(Role.CLERK, a_received())


def test_a_guide_does_not() -> None:
    with pytest.raises(RuleViolation) as no:
        check(Role.GUIDE, a_received())
    assert no.value.code == "role_not_allowed"


def test_a_clerk_records_a_result_only_from_paper() -> None:
    with pytest.raises(RuleViolation) as no:
        check(Role.CLERK, a_result())
    assert no.value.code == "needs_paper"
    check(Role.CLERK, a_result(paper=OnPaper(decided_by="Chủ tịch", number="12/2026")))


def test_a_leader_decides_without_paper() -> None:
    check(Role.LEADER, Paused(reason="chờ xác minh"))


def test_only_leaders_technicians_and_clerks_say_who_works_here() -> None:
    added = OfficerAdded(name="Giàng Thị Mỷ", role="clerk")
    may = {role for role in Role if is_permitted(role.value, added)}
    assert may == {Role.CLERK, Role.LEADER, Role.TECHNICIAN}
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        check(Role.GUIDE, added)


@pytest.mark.parametrize("role", ["chef", "", "province"])
def test_an_unknown_role_or_a_borrowed_one_does_nothing_in_the_office(role: str) -> None:
    assert not is_permitted(role, a_received())


@pytest.mark.parametrize("role", ["province", "operator", ""])
def test_who_writes_under_the_province_s_prefix_is_the_province(role: str) -> None:
    assert is_permitted(role, CodeGiven(code="H35.12.03-261124-0007"))


def test_of_an_erased_event_only_the_act_can_be_asked() -> None:
    assert is_permitted("clerk", Gone(ResultRecorded.kind))
    assert not is_permitted("guide", Gone(Received.kind))
    assert is_permitted("province", Gone(Erased.kind))
