"""What is said to a citizen, and the list that a village head takes along to say it.

The list goes through other hands: it names the person and the slip, never the matter.
"""

from collections.abc import Sequence

from app.domain.events import TellSubject
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead
from app.domain.telling import ToTell, VillageHead

_TO_OTHERS = {
    TellSubject.OFFICIAL_CODE: "Mã hồ sơ chính thức là {code}. Giấy hẹn cũ vẫn dùng được",
    TellSubject.NEW_CODE: "Mã trên giấy hẹn bị cấp trùng; mã mới là {code}. Mời đến đổi giấy hẹn",
    TellSubject.SUPPLEMENT: "Mời đến bổ sung hồ sơ, mang theo giấy hẹn",
    TellSubject.FINANCIAL_DUTY: "Mời đến nộp khoản phải nộp, mang theo giấy hẹn",
    TellSubject.NEW_DATE: "Xin lỗi vì chậm; ngày trả kết quả mới là {due}",
    TellSubject.PAUSED: "Hồ sơ đang tạm dừng; gọi hoặc đến để được giải thích",
    TellSubject.RESULT: "Đã có kết quả; mời đến nhận, mang theo giấy hẹn và căn cước",
    TellSubject.CLOSED: "Hồ sơ đã đóng; mời đến nhận lại giấy tờ",
}
_TO_CITIZEN = {
    TellSubject.SUPPLEMENT: "Hồ sơ còn thiếu: {details}. Mời ông (bà) mang đến bổ sung một lần",
    TellSubject.FINANCIAL_DUTY: "Ông (bà) cần nộp: {details}, rồi mang chứng từ đến",
    TellSubject.CLOSED: "Hồ sơ đã đóng vì quá hạn bổ sung. Mời ông (bà) đến nhận lại giấy tờ",
}


def sentence(item: ToTell, office: Letterhead) -> str:
    """The words to read aloud to the citizen."""
    said = _TO_CITIZEN.get(item.message.subject, _TO_OTHERS[item.message.subject])
    about = f", việc {item.procedure}" if item.procedure else ""
    greeting = f"Chào ông (bà) {item.name}, tôi gọi từ {_desk(office)}."
    return f"{greeting} Hồ sơ số {item.code}{about}. {_filled(said, item)}."


def short_sentence(item: ToTell) -> str:
    """The words for whoever passes the message on: no matter, no papers, no sums."""
    return _filled(_TO_OTHERS[item.message.subject], item)


def telling_list(
    items: Sequence[ToTell], village: str, head: VillageHead | None, office: Letterhead, at: int
) -> Content:
    """The list for one village, made at that moment (UTC milliseconds)."""
    return heading(office, at) | {
        "village": village,
        "head": head.name if head else "",
        "head_phone": head.phone if head else "",
        "total": f"{len(items):02d}",
        "rows": tuple(
            {
                "number": str(place),
                "name": item.name,
                "code": item.code,
                "phone": item.phone,
                "message": short_sentence(item),
            }
            for place, item in enumerate(items, start=1)
        ),
    }


def _filled(said: str, item: ToTell) -> str:
    due = wording.moment(item.due) if item.due is not None else "sẽ báo sau"
    return said.format(code=item.code, due=due, details=item.details)


def _desk(office: Letterhead) -> str:
    return f"Bộ phận Một cửa {office.commune_name}"
