"""Invented dossiers, for measuring: as many as asked for, always the same ones.

Nobody in them exists: names are put together from parts, numbers begin with a code of no province.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from app.domain.events import (
    Fee,
    Forwarded,
    IssuedPaper,
    OnPaper,
    PaperRow,
    PaperStanding,
    Payload,
    ProcedureRef,
    Promise,
    Received,
    Receiver,
    Recipient,
    ResultRecorded,
    Returned,
    Versions,
)
from app.domain.numbering import Provisional
from app.domain.person import Person
from app.store.act import Act
from app.store.bulk import Told
from app.system.clock import instant, milliseconds

_FAMILIES = ("Giàng", "Lò", "Sùng", "Vàng", "Thào", "Tẩn", "Phàn", "Chẻo", "Lý", "Mùa", "Đèo", "Lù")
_MIDDLES = ("A", "Thị", "Văn", "Mí", "Seo", "Lao", "Thúy", "Đức", "Ngọc", "Quẩy")
_GIVEN = (
    *(
        "Páo",
        "Mai",
        "Dợ",
        "Chớ",
        "Của",
        "Súa",
        "Mỷ",
        "Dính",
        "Phử",
        "Vừ",
        "Đơ",
        "Sáng",
        "Lan",
        "Lân",
    ),
    *("Hạnh", "Hoa", "Hòa", "Hoà", "Nhè", "Pản", "Tủa", "Xuân", "Yến", "Ươm", "Ứng", "Đạt", "Dạt"),
)
_PROCEDURES = (
    ("1.001193", "Thủ tục đăng ký khai sinh", "Khai sinh", 1),
    ("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Xác nhận hôn nhân", 3),
    ("2.000815", "Thủ tục chứng thực bản sao từ bản chính", "Chứng thực bản sao", 1),
    ("1.000656", "Thủ tục đăng ký khai tử", "Khai tử", 1),
    ("1.012814", "Thủ tục đăng ký đất đai lần đầu", "Đăng ký đất đai", 20),
)
_DAY = 24 * 3600 * 1000
_DAYS = 700


class Shape(NamedTuple):
    """What distinguishes one invented dossier."""

    number: int
    stage: int  # 0 received ... 3 returned


def invented(count: int) -> Iterator[Told]:
    """That many dossiers; most are long returned, one in twenty is still in work."""
    for number in range(count):
        stage = number % 4 if number % 20 == 0 else 3
        yield partial(_tell, shape=Shape(number, stage))


def somebody(number: int) -> Person:
    """The person of that number."""
    family = _FAMILIES[number % len(_FAMILIES)]
    middle = _MIDDLES[number // 7 % len(_MIDDLES)]
    given = _GIVEN[number // 11 % len(_GIVEN)]
    return Person(
        name=f"{family} {middle} {given}",
        birth_date=f"{1950 + number % 55}-{1 + number % 12:02}-{1 + number % 28:02}",
        sex="Nữ" if middle == "Thị" else "Nam",
        id_number=f"099{number:09}",
        id_kind="cccd",
        phone=f"0999{number:06}",
        address=f"Bản số {1 + number % 40}, xã Không Có",
    )


def _tell(act: Act, shape: Shape) -> list[Payload]:
    now = milliseconds(act.now()) - shape.number % _DAYS * _DAY
    code, name, short, days = _PROCEDURES[shape.number % len(_PROCEDURES)]
    received = Received(
        procedure=ProcedureRef(code=code, name=name, short_name=short),
        submitter=somebody(shape.number),
        owner=somebody(shape.number + 13) if shape.number % 3 == 0 else None,
        accepted_at=now,
        promise=Promise(start=now, due=now + days * _DAY, rule="working_days", limit=days),
        fee=Fee(amount=shape.number % 5 * 8000),
        number=_number(shape.number, now),
        papers=(PaperRow(name="Tờ khai", standing=PaperStanding.SUBMITTED, originals=1),),
        request=f"Giải quyết thủ tục {short}",
        versions=Versions(catalogue="1", calendar="1", template="1"),
    )
    return [received, *_later(shape)]


def _number(number: int, accepted: int) -> str:
    """A number of that day, in an epoch that no PC has: no day has a hundred thousand."""
    return Provisional(1, "CRWD", instant(accepted).date(), number // _DAYS + 1).code


def _later(shape: Shape) -> list[Payload]:
    paper = IssuedPaper(name="Kết quả", number=f"{shape.number}/KQ", date="2026-11-24")
    steps: list[Payload] = [
        Forwarded(to=Recipient(name=somebody(shape.number + 5).name, unit="Phòng chuyên môn")),
        ResultRecorded(results=(paper,), paper=OnPaper(decided_by="Chủ tịch UBND xã")),
        Returned(receiver=Receiver(name=somebody(shape.number).name)),
    ]
    return steps[: shape.stage]
