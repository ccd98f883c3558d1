"""Who may vouch for an officer who has forgotten the password."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from app.domain.access import Leave, Role, leave
from app.domain.errors import RuleViolation
from app.domain.office_acts import OfficeAct
from app.domain.officers import MANAGERS, OfficerRecord, check_management

VOUCHERS: Final = 2


class Voucher(NamedTuple):
    """Who vouches: the officer's id and role."""

    id: str
    role: Role
    name: str = ""
    added_by: str = ""
    """The name of the officer who added this one."""


def check_vouchers(
    forgotten: Voucher, two: Sequence[Voucher], officers: Iterable[OfficerRecord], day: str
) -> None:
    """Raise `RuleViolation` unless these two may give the third a new password.

    Three different people; one of the two may add officers. The password of a leader or technician
    needs another one of those: the only one's is given by envelope or telephone. Where neither of
    the two is one, neither has added the other: nobody vouches with somebody made for it.
    """
    if len(two) != VOUCHERS or len({forgotten.id, *(one.id for one in two)}) != VOUCHERS + 1:
        raise RuleViolation("vouchers_wrong")
    best = next((one.role for one in two if one.role in MANAGERS), None)
    if best is None and {one.added_by for one in two} & {one.name for one in two if one.name}:
        raise RuleViolation("vouchers_wrong")
    able = [one.role for one in two if leave(one.role, OfficeAct.ADD_OFFICER) is Leave.YES]
    if not able:
        raise RuleViolation("vouchers_may_not")
    try:
        check_management(best or able[0], (forgotten.role,), officers, day)
    except RuleViolation as no:
        raise RuleViolation("vouchers_may_not") from no
