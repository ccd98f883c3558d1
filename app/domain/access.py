"""Who may do what: roles and acts as one table.

A role stands in every event, fixed at that moment; the desk asks before an act, the fold checks
again whatever device it comes from.
"""

from enum import StrEnum

from app.domain.errors import RuleViolation
from app.domain.events import KINDS, Gone, Payload
from app.domain.office_acts import OfficeAct
from app.domain.states import Act


class Role(StrEnum):
    """What an officer is at the moment of an act."""

    CLERK = "clerk"  # công chức tiếp nhận
    SPECIALIST = "specialist"  # công chức thụ lý
    LEADER = "leader"  # lãnh đạo
    ACCOUNTANT = "accountant"  # kế toán, thu phí
    TECHNICIAN = "technician"  # kỹ thuật viên
    GUIDE = "guide"  # người hướng dẫn
    PROVINCE = "province"  # hệ thống tỉnh hoặc người điều hành của tỉnh


class Leave(StrEnum):
    """How far a role may do an act."""

    NO = "no"
    ON_PAPER = "on_paper"  # only to record what others decided on paper
    YES = "yes"


PROVINCE_PREFIX = "province."
DEVICE_PREFIX = "device."
DEVICE_ROLE = "device"
"""Of what a PC writes by itself: nobody acted."""

_LETTER = {"y": Leave.YES, "p": Leave.ON_PAPER, "-": Leave.NO}
_COLUMNS = (
    Role.CLERK,
    Role.SPECIALIST,
    Role.LEADER,
    Role.ACCOUNTANT,
    Role.TECHNICIAN,
    Role.GUIDE,
    Role.PROVINCE,
)

# One letter a column, in the order above: y = may, p = only from paper, - = may not.
_ROWS: dict[Act | OfficeAct, str] = {
    Act.REGISTER: "yyy--yy",
    Act.RECEIVE: "y-y----",
    Act.CORRECT_RECEPTION: "y-y----",
    Act.REQUEST_SUPPLEMENT: "yyy----",
    Act.RECEIVE_SUPPLEMENT: "y-y----",
    Act.REFUSE: "ypy----",
    Act.CLOSE_UNSUPPLEMENTED: "y-y----",
    Act.FORWARD: "yyy----",
    Act.ASK_FINANCIAL_DUTY: "pyy----",
    Act.MEET_FINANCIAL_DUTY: "yyyy---",
    Act.PAUSE: "ppy----",
    Act.RESUME: "pyy----",
    Act.EXTEND: "ppy----",
    Act.RECORD_RESULT: "ppy----",
    Act.RETURN_RESULT: "y-y----",
    Act.WITHDRAW: "y-y----",
    Act.REPORT_STATE: "------y",
    Act.IMPORT: "y-y----",
    Act.WITHDRAW_IMPORT: "y-y----",
    Act.CHANGE_CONTACT: "yyy--y-",
    Act.CHANGE_FIELD: "yyy---y",
    Act.TAKE_FEE: "y-yy--y",
    Act.CONFIRM_FEE: "y-yy---",
    Act.REFUND_FEE: "y-yy---",
    Act.ASSIGN: "yyy----",
    Act.SEND_BACK: "yyy----",
    Act.CONSULT: "yyy----",
    Act.ANSWER_CONSULTATION: "yyy----",
    Act.NOTIFY_HEAD: "yyy----",
    Act.WISH_SUPPLEMENT: "-yy----",
    Act.COMPARE_ORIGINALS: "yyy----",
    Act.SIGN_RESULT: "y-y----",
    Act.FIND_FAULT: "yyy----",
    Act.CORRECT_RESULT: "ppy----",
    Act.RETURN_MENDED: "y-y----",
    Act.ARCHIVE: "yyy----",
    Act.PROPOSE: "yyy----",
    Act.REPORT_SLIP_LOST: "yyy--y-",
    Act.PLACE_PAPERS: "yyy----",
    Act.CHAIN_AFTER: "yyy----",
    Act.NOTE_OLD_NUMBER: "yyy----",
    Act.REPLACE_CODE: "yyy----",
    Act.CERTIFY: "y-y----",
    Act.CORRECT_CERTIFICATION: "y-y----",
    Act.ADD_NOTE: "yyyyyyy",
    Act.FILL_DECLARATION: "yyy--y-",
    Act.SCAN_PAPER: "yyy--y-",
    Act.REMOVE_SCAN: "yyy----",
    Act.WAIVE_SCAN: "yyy----",
    Act.PRINT_SLIP: "yyyy-y-",
    Act.TELL_CITIZEN: "yyy--y-",
    Act.SETTLE_CONFLICT: "yyy----",
    Act.DECLARE_LOST: "y-y-y--",
    Act.REVIEW_ASIDE: "yyy----",
    Act.ENTER_BY_HAND: "y-y----",
    Act.ASK_RESEND: "yyy----",
    Act.GIVE_CODE: "------y",
    Act.ANSWER: "------y",
    Act.BRING_ONLINE: "------y",
    OfficeAct.ADD_OFFICER: "y-y-y--",
    OfficeAct.REMOVE_OFFICER: "y-y-y--",
    OfficeAct.CHANGE_OFFICER: "y-y-y--",
    OfficeAct.NOTE_ABSENCE: "yyyyyy-",
    OfficeAct.KEEP_AGENCY: "y-y-y--",
    OfficeAct.OVERRIDE_PROCEDURE: "y-y----",
    OfficeAct.BURN_SLIPS: "yyy--y-",
    OfficeAct.CLOSE_CASH_DAY: "y-yy---",
    OfficeAct.FREEZE_REPORT: "y-y----",
    OfficeAct.KEEP_ROUND: "yyy--y-",
    OfficeAct.KEEP_BOOK: "y-y----",
    OfficeAct.LINK_PEOPLE: "yyy----",
    OfficeAct.NAME_VILLAGE_HEAD: "yyy--y-",
    OfficeAct.CHANGE_OWN_PASSWORD: "yyyyyy-",
    OfficeAct.RESET_PASSWORD: "yyyyyy-",
    OfficeAct.CHANGE_RECOVERY_CODE: "y-y-y--",
    OfficeAct.MAKE_PHONE_CODES: "yyyyyy-",
    OfficeAct.LET_ROUNDS_GO: "yyyyy--",
    OfficeAct.REPLACE_KEY: "y-y-y--",
    OfficeAct.REVIEW_COPY: "yyy-y--",
    OfficeAct.REPORT_CONNECTION: "------y",
}

TABLE: dict[Act | OfficeAct, dict[Role, Leave]] = {
    act: {role: _LETTER[letter] for role, letter in zip(_COLUMNS, row, strict=True)}
    for act, row in _ROWS.items()
}


def leave(role: Role, act: Act | OfficeAct) -> Leave:
    """What the table says."""
    return TABLE[act][role]


def acts_of(role: Role) -> frozenset[Act]:
    """Every act on a dossier that this role may do, be it only from paper; what screens offer."""
    return frozenset(act for act in Act if leave(role, act) is not Leave.NO)


def check(role: Role, said: Payload) -> None:
    """Raise `RuleViolation` unless this role may say this.

    `role_not_allowed`: not its act at all; `needs_paper`: it may only record a decision that
    others took on paper, and the payload names none.
    """
    act = _act_of(said)
    if act is None:
        return
    may = leave(role, act)
    if may is Leave.NO:
        raise RuleViolation("role_not_allowed", f"{role} {act}")
    if may is Leave.ON_PAPER and _paper_of(said) is None:
        raise RuleViolation("needs_paper", f"{role} {act}")


def is_permitted(role: str, said: Payload | Gone) -> bool:
    """The same question for the fold: never raises, and takes any text for a role.

    Whoever writes under the province's prefix is the province: its certificate says so. A PC says
    by itself only what it is, which is nobody's act.
    """
    if role == DEVICE_ROLE:
        return said.kind.startswith(DEVICE_PREFIX) and _act_of(said) is None
    author = Role.PROVINCE if said_by_province(said) else _role(role)
    if author is None or (author is Role.PROVINCE) is not said_by_province(said):
        return False
    return _may(author, said)


def _may(author: Role, said: Payload | Gone) -> bool:
    if isinstance(said, Gone):
        act = _act_of(said)
        return act is None or leave(author, act) is not Leave.NO
    try:
        check(author, said)
    except RuleViolation:
        return False
    return True


def said_by_province(said: Payload | Gone) -> bool:
    """Does its kind carry the province's prefix?"""
    return said.kind.startswith(PROVINCE_PREFIX)


def _act_of(said: Payload | Gone) -> Act | OfficeAct | None:
    """The act that this kind records, if anybody acted."""
    record = KINDS[said.kind] if isinstance(said, Gone) else said
    return record.act or record.office_act


def _role(text: str) -> Role | None:
    """The role of that name, or None."""
    try:
        return Role(text)
    except ValueError:
        return None


def _paper_of(said: Payload) -> object:
    """The paper that the act is recorded from, if its kind can name one."""
    return getattr(said, "paper", None)
