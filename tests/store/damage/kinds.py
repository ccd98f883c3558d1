"""Fifty kinds of damage: what befalls the profile, and what the officer meets."""

from typing import NamedTuple

from tests.store.damage.harm import (
    Harm,
    both,
    cut,
    every,
    every_beside_the_acts,
    filled,
    flip,
    foreign,
    grown,
    left_half_way,
    missing,
    put_back_old,
    spoil,
    swapped,
    zero,
)

OPENS = ""
WHOLE, STEP = "backups/*/office.db", "backups/*/later"


class Kind(NamedTuple):
    """One row of the table; `sees` are the codes that may stand on the screen."""

    name: str
    harm: Harm
    sees: tuple[str, ...]
    is_cut: bool = False
    """After a power cut: the log lies beside the database."""
    loses_scan: bool = False


BROKEN = ("database_damaged", "foreign_key", "disk_failed", "newer_program")

KINDS = (
    Kind("một bit ở trang đầu", flip("office.db", 200), BROKEN),
    Kind("muối ở đầu tệp sai", flip("office.db", 3), BROKEN),
    Kind("một bit ở giữa tệp", flip("office.db", 0.5), (OPENS, *BROKEN)),
    Kind("một bit ở trang cuối", flip("office.db", 0.999), (OPENS, *BROKEN)),
    Kind("một bit ở mỗi mười trang", every(10), BROKEN),
    Kind("một bit ở mọi trang", every(1), BROKEN),
    Kind("trang đầu bằng không", zero("office.db", 0.0, 0.02), BROKEN),
    Kind("một phần tư bằng không", zero("office.db", 0.25, 0.5), BROKEN),
    Kind("nửa sau bằng không", zero("office.db", 0.5, 1.0), BROKEN),
    Kind("cả tệp bằng không", zero("office.db", 0.0, 1.0), BROKEN),
    Kind("hai trang đổi chỗ", swapped, BROKEN),
    Kind("tệp dữ liệu mất nửa sau", cut("office.db", 0.5), (OPENS, *BROKEN)),
    Kind("tệp dữ liệu còn 100 byte", filled("office.db", b"x" * 100), BROKEN),
    Kind("tệp dữ liệu rỗng", filled("office.db", b""), BROKEN),
    Kind("tệp dữ liệu bị xóa", missing("office.db"), ("database_missing",)),
    Kind("tệp dữ liệu là của cơ quan khác", foreign("office.db"), ("foreign_key",)),
    Kind("tệp dữ liệu là văn bản khác", filled("office.db", b"<html>" * 2000), BROKEN),
    Kind("thừa rác sau tệp dữ liệu", grown("office.db"), (OPENS, *BROKEN)),
    Kind("tệp dữ liệu cũ bị chép đè", put_back_old, (OPENS,)),
    Kind("mất điện, nhật ký WAL còn nguyên", grown("logs/../clock.json"), (OPENS,), is_cut=True),
    Kind("mất điện, WAL bị xóa", missing("office.db-wal"), (OPENS,), is_cut=True),
    Kind("mất điện, đầu WAL hỏng", flip("office.db-wal", 5), (OPENS, *BROKEN), is_cut=True),
    Kind("mất điện, giữa WAL hỏng", flip("office.db-wal", 0.5), (OPENS, *BROKEN), is_cut=True),
    Kind("mất điện, khung đầu WAL hỏng", flip("office.db-wal", 40), (OPENS,), is_cut=True),
    Kind("mất điện, WAL mất nửa sau", cut("office.db-wal", 0.5), (OPENS, *BROKEN), is_cut=True),
    Kind("mất điện, WAL rỗng", filled("office.db-wal", b""), (OPENS,), is_cut=True),
    Kind("mất điện, WAL là văn bản", filled("office.db-wal", b"a" * 9000), (OPENS,), is_cut=True),
    Kind("mất điện, tệp shm hỏng", filled("office.db-shm", b"?" * 32768), (OPENS,), is_cut=True),
    Kind("mất điện, tệp shm bị xóa", missing("office.db-shm"), (OPENS,), is_cut=True),
    Kind(
        "mất điện, cả WAL và tệp dữ liệu bị xóa",
        missing("office.db", "office.db-wal"),
        ("database_missing",),
        is_cut=True,
    ),
    Kind(
        "mất điện, tệp dữ liệu hỏng nhiều trang",
        every(4),
        (OPENS, *BROKEN),
        is_cut=True,
    ),
    Kind("tệp khóa hỏng một bit", flip("slots", 0.5), ("slot_damaged", "slots_damaged")),
    Kind("khóa của cán bộ sai một ký tự", spoil("slots", b'"wrapped": "'), ("slot_damaged",)),
    Kind("độ chậm của khóa sai một số", spoil("slots", b'"memory_kib": '), ("slot_damaged",)),
    Kind("tên máy trong tệp khóa sai", spoil("slots", b'"device": "'), ("slots_damaged",)),
    Kind("tệp khóa mất nửa sau", cut("slots", 0.5), ("slots_damaged",)),
    Kind("tệp khóa rỗng", filled("slots", b""), ("slots_damaged",)),
    Kind("tệp khóa bị xóa", missing("slots"), ("no_profile",)),
    Kind("tệp khóa là văn bản", filled("slots", b"\x00" * 700), ("slots_damaged",)),
    Kind("mất cả tệp khóa và tệp dữ liệu", missing("slots", "office.db"), ("no_profile",)),
    Kind("sổ số hỏng một bit", flip("slip-journal", 0.5), (OPENS,)),
    Kind("sổ số mất nửa sau", cut("slip-journal", 0.5), (OPENS,)),
    Kind("sổ số bị xóa", missing("slip-journal"), (OPENS,)),
    Kind("sổ số là của cơ quan khác", foreign("slip-journal"), (OPENS,)),
    Kind("thừa rác sau sổ số", grown("slip-journal"), (OPENS,)),
    Kind("tệp đồng hồ là rác", filled("clock.json", b"{{{"), (OPENS,)),
    Kind("tệp giao diện là rác", filled("settings.json", b"\xff"), (OPENS,)),
    Kind("bản quét hỏng một bit", flip("files/*", 0.5), (OPENS,), loses_scan=True),
    Kind("bản quét bị xóa", missing("files/*"), (OPENS,), loses_scan=True),
    Kind("cả thư mục bản quét bị xóa", missing("files"), (OPENS,), loses_scan=True),
    Kind("các việc vừa làm (last-acts) hỏng", flip("last-acts", 0.5), (OPENS,)),
    Kind("các việc vừa làm bị xóa", missing("last-acts"), (OPENS,)),
    Kind("dở dang: khôi phục và sao lưu đứt giữa chừng", left_half_way, (OPENS,)),
    Kind(
        "tệp dữ liệu và bản sao đầy đủ cùng hỏng",
        both(every_beside_the_acts(7), flip(WHOLE, 0.5)),
        BROKEN,
    ),
    Kind(
        "tệp dữ liệu mất, phần thêm của bản sao hỏng",
        both(missing("office.db"), flip(STEP, 0.5)),
        ("database_missing",),
    ),
    Kind(
        "tệp dữ liệu hỏng, mọi bản sao lưu bị xóa",
        both(every_beside_the_acts(7), missing("backups")),
        BROKEN,
    ),
    Kind("mọi bản sao lưu bị xóa", missing("backups"), (OPENS,)),
    Kind("kê khai của bản sao hỏng", flip("backups/*/manifest.json", 0.5), (OPENS,)),
)
