"""Telling citizens what they do not know yet (báo cho dân), and who heads a village."""

from enum import StrEnum
from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct
from app.domain.states import Act


class TellSubject(StrEnum):
    """What there is to tell about a dossier."""

    OFFICIAL_CODE = "official_code"  # mã chính thức thay số tạm
    NEW_CODE = "new_code"  # mã cấp trùng, đã đổi mã
    SUPPLEMENT = "supplement"  # yêu cầu bổ sung
    FINANCIAL_DUTY = "financial_duty"  # nghĩa vụ tài chính
    NEW_DATE = "new_date"  # chậm, hẹn lại ngày trả
    PAUSED = "paused"  # tạm dừng giải quyết
    RESULT = "result"  # đã có kết quả
    CLOSED = "closed"  # hồ sơ đã đóng


class TellWay(StrEnum):
    """How somebody tried to tell."""

    PHONE = "phone"
    VILLAGE_HEAD = "village_head"
    SMS = "sms"  # from the officer's own telephone; the program sends none
    IN_PERSON = "in_person"


class TellOutcome(StrEnum):
    """How it ended."""

    TOLD = "told"
    LEFT_WORD = "left_word"  # with somebody who will pass it on
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class CitizenTold(Payload, frozen=True, kw_only=True):
    """Somebody told the citizen, or tried to.

    `of` is the event that it tells of (device:epoch:n), `with_whom` who took the message, `phone`
    the number that was called.
    """

    kind: ClassVar[str] = "office.citizen_told"
    act: ClassVar[Act | None] = Act.TELL_CITIZEN

    subject: TellSubject
    of: str
    way: TellWay
    outcome: TellOutcome
    with_whom: str = ""
    phone: str = ""
    note: str = ""


class VillageHeadNamed(Payload, frozen=True, kw_only=True):
    """Who heads a village (trưởng thôn, trưởng bản) and can be called for its people."""

    kind: ClassVar[str] = "office.village_head_named"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.NAME_VILLAGE_HEAD

    village: str
    name: str
    phone: str = ""
