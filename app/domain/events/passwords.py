"""What is recorded of forgotten passwords: which way, whose, who vouched; never a secret."""

from enum import StrEnum
from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class Way(StrEnum):
    """How a forgotten password is replaced."""

    RECOVERY = "recovery"  # mã khôi phục trong phong bì
    OFFICERS = "officers"  # hai cán bộ khác cùng xác nhận
    PHONE = "phone"  # mã đọc qua điện thoại


class PasswordReset(Payload, frozen=True, kw_only=True):
    """A forgotten password was replaced on this PC; its moment is the event's `eff`.

    `who`: who opened the envelope, the two who vouched, or who was spoken to at the helpdesk.
    """

    kind: ClassVar[str] = "office.password_reset"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.RESET_PASSWORD

    officer: str
    name: str
    way: Way
    who: tuple[str, ...]
    code: int = 0


class RecoveryCodeChanged(Payload, frozen=True, kw_only=True):
    """The office has a new recovery code, printed and sealed; the old one opens old copies only."""

    kind: ClassVar[str] = "office.recovery_code_changed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.CHANGE_RECOVERY_CODE

    keeper: str
    reason: str = ""


class PhoneCodesMade(Payload, frozen=True, kw_only=True):
    """Codes `first` to `last` for the telephone, sealed for the helpdesk (hex)."""

    kind: ClassVar[str] = "office.phone_codes_made"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.MAKE_PHONE_CODES

    first: int
    last: int
    box: str
