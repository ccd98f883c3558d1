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


def check_vouchers(
    forgotten: Voucher, two: Sequence[Voucher], officers: Iterable[OfficerRecord], day: str
) -> None:
    """Raise `RuleViolation` unless these two may give the third a new password.

    Three different people; one of the two may add officers; the password of a leader or technician
    needs one of those, where the office has another one.
    """
    if len(two) != VOUCHERS or len({forgotten.id, *(one.id for one in two)}) != VOUCHERS + 1:
        raise RuleViolation("vouchers_wrong")
    others = [one for one in officers if one.id != forgotten.id]
    best = next((one.role for one in two if one.role in MANAGERS), None)
    able = [one.role for one in two if leave(one.role, OfficeAct.ADD_OFFICER) is Leave.YES]
    if not able:
        raise RuleViolation("vouchers_may_not")
    try:
        check_management(best or able[0], (forgotten.role,), others, day)
    except RuleViolation as no:
        raise RuleViolation("vouchers_may_not") from no
