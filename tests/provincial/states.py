"""The province's own view of how a dossier may move (TrangThaiHoSo), and what explains a leap."""

from collections.abc import Iterable

NAMES = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}

_EDGES = {
    "1": {"2", "3", "5"},
    "2": {"4", "5", "7", "9"},
    "3": set[str](),
    "4": {"5", "6", "7", "8", "9"},
    "5": {"2", "4", "3", "7"},
    "6": {"4", "8", "7"},
    "7": set[str](),
    "8": {"4", "9", "3", "7"},  # "closed" has no code of its own
    "9": {"10"},
    "10": set[str](),
}


def may_move(before: str, after: str, rows: Iterable[str]) -> bool:
    """Tell whether a dossier may get there: by one edge, or by edges that progress rows explain.

    `rows` are the states of the progress rows that came since it was last moved, in their order.
    """
    reached = {before}
    for row in rows:
        if any(row in _EDGES[state] for state in reached):
            reached.add(row)
    return after in reached or any(after in _EDGES[state] for state in reached)
