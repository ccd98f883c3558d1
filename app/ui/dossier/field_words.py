"""What the fields of a dossier are called, and their values in words."""

from collections.abc import Callable, Iterable

from app.domain.events import Authorisation, Fee, PaperRow, ProcedureRef, Promise, Returning
from app.domain.policy import FIELDS, OWNER, SUBMITTER
from app.domain.procedure import Channel
from app.ui.dossier.facts import authorisation_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.reception.typed import shown_day, shown_money
from app.usecases.promises import office_time

_PERSON = {
    "name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "sex": "Giới tính",
    "id_number": "Số định danh",
    "id_kind": "Loại giấy tờ tùy thân",
    "id_issued": "Ngày cấp giấy tờ",
    "nationality": "Quốc tịch",
    "organisation": "Tổ chức",
    "organisation_number": "Mã số thuế, số đăng ký",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "commune_code": "Mã xã",
    "hamlet": "Thôn, bản",
    "ethnicity": "Dân tộc",
    "thumb_print": "Điểm chỉ",
    "interpreter": "Người phiên dịch",
    "position": "Chức vụ người đại diện",
    "household": "Thành viên hộ",
}
_DOSSIER = {
    "id": "Mã định danh hồ sơ",
    "accepted_at": "Lúc tiếp nhận",
    "origin": "Máy tiếp nhận",
    "procedure": "Thủ tục",
    "fee": "Phí, lệ phí",
    "parcel": "Thửa đất",
    "official_code": "Mã hồ sơ chính thức",
    "channel": "Cách nộp",
    "relation": "Quan hệ với chủ hồ sơ",
    "authorisation": "Căn cứ nộp thay",
    "papers": "Thành phần hồ sơ",
    "sets": "Số bộ hồ sơ",
    "request": "Nội dung yêu cầu",
    "returning": "Nơi nhận kết quả",
    "promise": "Ngày hẹn trả kết quả",
    "legal_number": "Số quyết định",
    "tags": "Nhãn",
}
_WHOSE = {SUBMITTER: "{field} của người nộp", OWNER: "{field} của chủ hồ sơ"}


def field_words(field: str) -> str:
    """Name a field of `app.domain.policy`."""
    for prefix, words in _WHOSE.items():
        if field.startswith(prefix):
            return tr(words, field=tr(_PERSON[field.removeprefix(prefix)]).lower()).capitalize()
    return tr(_DOSSIER[field]) if field in FIELDS else tr("Another content")


def value_words(field: str, value: object) -> str:
    """Say what a field would hold."""
    if value is None or value == "":
        return tr("(left empty)")
    by_name = next((say for end, say in _NAMED.items() if field.endswith(end)), None)
    by_kind = next((say for kind, say in _KINDS if isinstance(value, kind)), str)
    return (by_name or by_kind)(value)


def _papers(rows: Iterable[PaperRow]) -> str:
    return "; ".join(f"{row.name} ({label(row.standing)})" for row in rows)


def _promise(promise: Promise) -> str:
    if promise.due is None:
        return tr("No date is promised by law")
    due = office_time(promise.due)
    return moment_words(due, due.date())


def _fee(fee: Fee) -> str:
    amount = tr("{sum} đồng", sum=shown_money(fee.amount))
    return f"{amount}, {label(fee.timing)}"


_ID_KINDS = {
    "cccd": "Căn cước, căn cước công dân",
    "cmnd": "Chứng minh nhân dân",
    "passport": "Hộ chiếu",
    "none": "Không có giấy tờ",
}
_NAMED: dict[str, Callable[..., str]] = {
    "birth_date": shown_day,
    "id_issued": shown_day,
    "thumb_print": lambda value: tr("yes") if value else tr("no"),
    "id_kind": lambda value: tr(_ID_KINDS.get(value, "Another paper")),
}
_KINDS: tuple[tuple[type, Callable[..., str]], ...] = (
    (Promise, _promise),
    (Fee, _fee),
    (ProcedureRef, lambda ref: ref.short_name or ref.name),
    (Authorisation, authorisation_words),
    (Returning, lambda where: label(where.place)),
    (Channel, label),
    (tuple, _papers),
)
