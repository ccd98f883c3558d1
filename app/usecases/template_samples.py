"""Invented words for a look at a template: long names, and nobody who lives anywhere."""

_LONG = "Nguyễn Thị Hoàng Phương Thảo Nguyên"
_PLACE = "Bản Mẫu, xã Mẫu Sơn Thượng, tỉnh Lai Châu"
_DAY = "24/11/2026"
_MOMENT = "08 giờ 40 phút, ngày 24/11/2026"

_SAMPLES = {
    "upper_line": "ỦY BAN NHÂN DÂN XÃ MẪU",
    "desk_line": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ MẪU",
    "place_date": "Xã Mẫu, ngày 24 tháng 11 năm 2026",
    "code": "000.00.00.H35-261124-0001",
    "code_label": "Mã hồ sơ",
    "qr": "MAU",
    "lookup": "dichvucong.gov.vn",
    "barcode": "000.00.00.H35-261124-0001",
    "marks": "",
    "address": _PLACE,
    "owner_address": _PLACE,
    "phone": "0900 000 000",
    "office_phone": "0213 000 000",
    "officer_phone": "0213 000 000",
    "receiver_phone": "0900 000 000",
    "email": "mau@example.vn",
    "id_number": "012345678901",
    "receiver_id": "012345678901",
    "request": "Xác nhận tình trạng hôn nhân",
    "procedure": "Thủ tục cấp giấy xác nhận tình trạng hôn nhân",
    "fee": "Thu trước: 8.000 đồng",
    "sets": "01 (bộ)",
    "processing_time": "3 ngày làm việc",
    "result_place": "Bộ phận Một cửa",
    "reason": "Nội dung mẫu để xem cách trình bày khi lý do dài hơn một dòng trên giấy khổ A5",
    "counter": "Quầy 1",
    "slot": "1",
    "device": "K7Q2M4X9TB",
    "version": "2026.11.1",
    "folder": "C:\\ProgramData\\MotCua\\office",
    "backup_folder": "E:\\Sao luu",
    "printer": "Canon LBP2900",
    "helpdesk_phone": "0213 000 000",
    "feed": "một tờ A5",
    "sample": "Ăn ắ ằ ẳ ẵ ặ · Ơn ớ ờ ở ỡ ợ · Ưu ứ ừ ử ữ ự",
    "notes": "Ghi chú mẫu thứ nhất\nGhi chú mẫu thứ hai",
}
_LIKE = {
    _LONG: ("submitter", "owner", "officer", "signer", "receiver", "payer", "name", "requester"),
    "8.000 đồng": ("amount", "fee_taken", "fee_returned", "total", "sum"),
    _MOMENT: ("accepted", "due", "returned", "new_due"),
}


def sample_of(field: str) -> str:
    """Something invented for a field, by what its name says."""
    if field in _SAMPLES:
        return _SAMPLES[field]
    is_day = field.endswith(("date", "day", "_on"))
    found = (words for words, fields in _LIKE.items() if field in fields)
    return next(found, _DAY if is_day else "Nội dung mẫu")


def sample_row(column: str, place: int) -> str:
    """Something invented for a column of a list."""
    numbers = {"number": str(place), "originals": "1", "certified": "", "copies": "2"}
    if column in numbers:
        return numbers[column]
    if column == "name":
        return f"Giấy tờ mẫu thứ {place} với tên dài để xem chữ xuống dòng"
    return sample_of(column)
