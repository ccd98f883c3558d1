"""A password must outlast a stolen disk, and two who vouch must be the right two."""

import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.guessing import is_easy
from app.domain.officers import OfficerRecord
from app.domain.passwords import Voucher, check_vouchers

EASY = [
    *("12345678", "98765432", "78901234567890", "aaaaaaaa", "abababab", "20112026"),
    *(
        "matkhau1",
        "Mật khẩu 123",
        "password99",
        "motcua2026",
        "laichau123",
        "abcdef12",
        "admin1234",
    ),
]
GOOD = [
    *("ruộng bậc thang", "mùa nước đổ", "mật khẩu của Mai", "chè shan tuyết", "27041995183602"),
    *("conngua8", "qwerty ngựa trắng"),
]


@pytest.mark.parametrize("password", EASY)
def test_what_anybody_tries_first_is_easy(password):
    assert is_easy(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_are_not(password):
    assert not is_easy(password)


DAY = "2026-11-28"
STAFF = {
    "mai": Role.CLERK,
    "pao": Role.SPECIALIST,
    "do": Role.LEADER,
    "sinh": Role.TECHNICIAN,
    "cu": Role.ACCOUNTANT,
}


def _check(forgotten, *two, staff=STAFF):
    officers = [OfficerRecord(id=name, name=name, role=role) for name, role in staff.items()]
    known = [Voucher(one, staff[one]) for one in two]
    check_vouchers(Voucher(forgotten, staff[forgotten]), known, officers, DAY)


@pytest.mark.parametrize(
    ("forgotten", "two"),
    [
        ("mai", ("do", "pao")),
        ("pao", ("mai", "cu")),
        ("do", ("sinh", "cu")),
        ("do", ("mai", "sinh")),
    ],
)
def test_these_two_may_vouch(forgotten, two):
    _check(forgotten, *two)


@pytest.mark.parametrize("two", [("pao",), ("pao", "pao"), ("mai", "pao"), ("pao", "cu", "do")])
def test_two_different_others_are_needed(two):
    with pytest.raises(RuleViolation, match="vouchers_wrong"):
        _check("mai", *two)


@pytest.mark.parametrize(("forgotten", "two"), [("mai", ("pao", "cu")), ("do", ("mai", "pao"))])
def test_two_who_may_add_nobody_and_a_leader_without_a_manager_are_refused(forgotten, two):
    with pytest.raises(RuleViolation, match="vouchers_may_not"):
        _check(forgotten, *two)


def test_the_password_of_an_only_leader_is_given_by_no_two_others():
    staff = {name: STAFF[name] for name in ("mai", "pao", "do")}
    with pytest.raises(RuleViolation, match="vouchers_may_not"):
        _check("do", "mai", "pao", staff=staff)


def test_nobody_vouches_with_somebody_whom_they_added_for_it():
    officers = [OfficerRecord(id=name, name=name, role=role) for name, role in STAFF.items()]
    mai = Voucher("mai", Role.CLERK, "Lò Thị Mai", "Vàng A Dơ")
    ghost = Voucher("ma", Role.SPECIALIST, "Ma A Không", "Lò Thị Mai")
    leader = Voucher("do", Role.LEADER, "Vàng A Dơ", "Vàng A Dơ")
    with pytest.raises(RuleViolation, match="vouchers_wrong"):
        check_vouchers(Voucher("pao", Role.SPECIALIST), (mai, ghost), officers, DAY)
    check_vouchers(Voucher("pao", Role.SPECIALIST), (leader, mai), officers, DAY)
