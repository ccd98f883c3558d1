"""The invented people of the demo, and what they bring."""

from datetime import date

import msgspec

from app.domain.events import Authorisation, FeeTiming, PaperStanding
from app.domain.person import Person
from app.usecases.reception_form import PaperLine, ReceptionForm

COMMUNE = "Sì Lở Lầu"
ADDRESS = "Bản Lả Nhì Thàng, xã Sì Lở Lầu, tỉnh Lai Châu"
PHONE = "0213 3000 112"
OFFICER = "Vàng Thị Dợ"
CHAIRMAN = "Tẩn Phù Quân"
LAWYER = "Lý A Sài"
BIRTH_RECORD = "112/2026"

BIRTH = "1.001193"
MARITAL = "1.004873"
BUSINESS = "1.001612"

CARD = "012095001234||Tẩn A Lở|15031995|Nam|Bản Thà Giàng, Sì Lở Lầu, Phong Thổ, Lai Châu|02052021"
"""What the chip card of the father says: the old three-level address, as on every card."""

DECLARATION = "Tờ khai"
BIRTH_PROOF = "Giấy chứng sinh"
REQUEST = "Giấy đề nghị"


def the_child(today: date) -> Person:
    """A girl of three weeks; she has no number yet."""
    born = date.fromordinal(today.toordinal() - 21)
    return Person(
        name="Tẩn Mẩy Sử",
        birth_date=born.isoformat(),
        sex="Nữ",
        ethnicity="Dao",
        address="Bản Thà Giàng, xã Sì Lở Lầu, tỉnh Lai Châu",
    )


def the_single_man() -> Person:
    """He needs a paper that says he is not married."""
    return Person(
        name="Giàng A Páo",
        birth_date="2001-08-09",
        sex="Nam",
        id_number="012201004567",
        id_kind="cccd",
        id_issued="2022-04-11",
        phone="0345 000 118",
        ethnicity="Mông",
        address="Bản Gia Khâu, xã Sì Lở Lầu, tỉnh Lai Châu",
    )


def the_trader() -> Person:
    """She opens a household business."""
    return Person(
        name="Chẻo U Mẩy",
        birth_date="1988",
        sex="Nữ",
        id_number="012188007890",
        id_kind="cccd",
        phone="0345 000 227",
        ethnicity="Dao",
        address="Bản Lao Vân Chải, xã Sì Lở Lầu, tỉnh Lai Châu",
    )


def for_the_child(form: ReceptionForm, today: date) -> ReceptionForm:
    """The father, whose card was read, hands in for his daughter."""
    return msgspec.structs.replace(
        form,
        owner=the_child(today),
        relation="Cha đẻ",
        authorisation=Authorisation(why_none="Cha nộp cho con chưa thành niên"),
    )


def ticked(form: ReceptionForm, *brought: str, missing: str = "") -> ReceptionForm:
    """Tick the papers whose names begin so as handed in, one as missing, the rest as not asked."""

    def standing(line: PaperLine) -> PaperLine:
        name = line.asked.name
        told = PaperStanding.NOT_APPLICABLE
        if any(name.startswith(start) for start in brought):
            told = PaperStanding.SUBMITTED
        elif missing and name.startswith(missing):
            told = PaperStanding.MISSING
        return msgspec.structs.replace(line, standing=told)

    return msgspec.structs.replace(form, papers=tuple(map(standing, form.papers)))


def with_a_fee(form: ReceptionForm, amount: int) -> ReceptionForm:
    """The fee of the provincial council, taken beforehand."""
    return msgspec.structs.replace(form, fee_vnd=amount, fee_timing=FeeTiming.BEFORE)
