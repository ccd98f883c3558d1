"""Judges an object against the field table; the answer is a sentence per field that is wrong."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from tests.provincial.fields import TABLE, Field, Kind

_DOSSIER_NUMBER = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+){1,6}-(?:\d{6}|\d{8})-\d{4,7}")
_PROCEDURE = re.compile(r"\d\.\d{6}")
_INSTANT = re.compile(r"\d{14}")
_AGENCY = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+){1,6}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,15}")
_LINK = re.compile(r"https?://[^\s/]+/\S*")
_LONGEST_AGENCY = 35
_NUMBER_LENGTHS = {"1": (12,), "2": (9,)}


def is_agency(code: str) -> bool:
    """Tell whether this may be the code of an agency (QĐ 20/2020/QĐ-TTg)."""
    return len(code) <= _LONGEST_AGENCY and bool(_AGENCY.fullmatch(code))


def faults_of(kind: str, said: object, where: str = "") -> Iterator[str]:
    """Yield what is wrong with an object of that kind, the first fault first."""
    if not isinstance(said, dict):
        yield f"{where or kind}: phải là một đối tượng"
        return
    fields = {field.name: field for field in TABLE[kind]}
    for name in said.keys() - fields.keys():
        yield f"{where}{name}: trường không được hỗ trợ"
    for field in fields.values():
        yield from _faults_of_field(field, said, where)
    if kind == "DinhDanhCHS":
        yield from _length_of_number(said, where)


def _faults_of_field(field: Field, said: dict[str, object], where: str) -> Iterator[str]:
    value = said.get(field.name)
    at = where + field.name
    if field.name not in said or value == "":
        if field.required and (not field.only_in or said.get("TrangThaiHoSo") in field.only_in):
            yield f"{at}: thiếu trường bắt buộc"
    elif value is None:
        if not field.may_be_null:
            yield f"{at}: phải là chuỗi ký tự"
    elif field.kind is Kind.LIST:
        yield from _faults_of_list(field, value, at)
    else:
        yield from _faults_of_value(field, value, at)


def _faults_of_list(field: Field, value: object, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at}: phải là danh sách"
        return
    for n, item in enumerate(value):
        yield from faults_of(field.of, item, f"{at}[{n}].")


def _faults_of_value(field: Field, value: object, at: str) -> Iterator[str]:
    if field.kind is Kind.DIGITS and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if field.kind is Kind.TRUTH and isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        yield f"{at}: phải là chuỗi ký tự"
    elif not value.strip():
        yield f"{at}: không được chỉ gồm khoảng trắng"
    elif field.limit and len(value) > field.limit:
        yield f"{at}: vượt quá {field.limit} ký tự"
    elif field.codes and value not in field.codes:
        yield f"{at}: giá trị không có trong danh mục"
    elif not _LOOKS[field.kind](value):
        yield f"{at}: {_SHOULD[field.kind]}"


def _length_of_number(said: dict[str, object], where: str) -> Iterator[str]:
    kind, number = said.get("LoaiDinhDanh"), said.get("SoDinhDanh")
    if isinstance(kind, str) and isinstance(number, str):
        lengths = _NUMBER_LENGTHS.get(kind, ())
        if lengths and number and len(number) not in lengths:
            yield f"{where}SoDinhDanh: phải có {lengths[0]} chữ số"


def is_instant(text: str) -> bool:
    """Tell whether this is a moment as the interface writes it."""
    if not _INSTANT.fullmatch(text):
        return False
    try:
        year = datetime.strptime(text + "+0700", "%Y%m%d%H%M%S%z").year
    except ValueError:
        return False
    return year >= 1900


def is_dossier_number(text: str) -> bool:
    """Tell whether this is an official number: a pattern, a real day and no provisional one."""
    if not _DOSSIER_NUMBER.fullmatch(text):
        return False
    agency, day, _ = text.split("-")
    whole = day if len(day) == 8 else f"20{day}"
    try:
        datetime.strptime(whole + "+0700", "%Y%m%d%z")
    except ValueError:
        return False
    return is_agency(agency)


def is_somebodys_number(text: str) -> bool:
    """Tell whether a number can be a person's; what fills a gap is nobody's."""
    if not text.isdecimal():
        return bool(_PASSPORT.fullmatch(text))
    return len(text) >= 9 and len(set(text)) > 2 and text not in "01234567890123456789"


def _is_truth(text: str) -> bool:
    return text in {"True", "False"}


def _anything(_text: str) -> bool:
    return True


_LOOKS: dict[Kind, Callable[[str], bool]] = {
    Kind.TEXT: _anything,
    Kind.CODE: _anything,
    Kind.INSTANT: is_instant,
    Kind.LINK: lambda text: bool(_LINK.fullmatch(text)),
    Kind.DIGITS: lambda text: text.isascii() and text.isdecimal(),
    Kind.TRUTH: _is_truth,
    Kind.DOSSIER_NUMBER: is_dossier_number,
    Kind.PROCEDURE: lambda text: bool(_PROCEDURE.fullmatch(text)),
    Kind.PERSON_NUMBER: is_somebodys_number,
}

_SHOULD: dict[Kind, str] = {
    Kind.INSTANT: "không đúng định dạng ngày giờ yyyyMMddHHmmss",
    Kind.LINK: "phải là đường dẫn tải tệp",
    Kind.DIGITS: "phải là số",
    Kind.TRUTH: 'phải là "True" hoặc "False"',
    Kind.DOSSIER_NUMBER: "không phải mã hồ sơ chính thức",
    Kind.PROCEDURE: "không phải mã thủ tục hành chính",
    Kind.PERSON_NUMBER: "không phải số giấy tờ của người có thật",
}
