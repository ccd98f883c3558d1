"""Whatever comes over the wire as a procedure is read or named, and never breaks anything."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.procedure import Channel, Limit, Procedure, Unit, check_limit
from app.domain.procedure_changes import refreshed
from app.portal.mapping.generation_a_catalogue import fees_of, read_listed, read_procedure

KEYS = (
    "MATTHC", "TENTTHC", "TRANGTHAI", "CAPTHUCHIEN", "LINHVUCTHUCHIEN", "TENLINHVUC", "CANCUPHAPLY",
    "COQUANTHUCHIEN", "TENDONVI", "CACHTHUCTHUCHIEN", "KENH", "THOIGIAN", "THOIGIANGIAIQUYET",
    "DONVITINH", "MOTA", "PHILEPHI", "MAPHILEPHI", "SOTIEN", "DONVI", "THANHPHANHOSO", "TRUONGHOP",
    "GIAYTO", "TENGIAYTO", "SOBANCHINH", "SOBANSAO", "TENMAUDON", "KETQUATHUCHIEN", "MAKETQUA",
    "TENKETQUA",
)  # fmt: skip
WORDS = (
    "1",
    "2",
    "3",
    "0",
    "-1",
    "3,5",
    "9999999999999",
    "Ngày làm việc",
    "Ngày",
    "Trong ngày",
    "x",
)
SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS)
ANYTHING = st.recursive(
    SIMPLE | st.text(max_size=8),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(KEYS), parts, max_size=6)
    ),
    max_leaves=25,
)
TIMES = st.fixed_dictionaries(
    {
        "THOIGIANGIAIQUYET": st.integers(-5, 10**12).map(str) | st.integers(0, 4000) | SIMPLE,
        "DONVITINH": st.sampled_from(["Ngày làm việc", "Ngày", "Tháng"]),
    }
)
WAYS = st.fixed_dictionaries(
    {"KENH": st.sampled_from("123"), "THOIGIAN": st.lists(TIMES, min_size=1, max_size=2)}
)
PROCEDURES = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=12)
OURS = Procedure("1.1", "Thủ tục", limits={Channel.DIRECT: Limit(3, Unit.WORKING_DAY)})


def way(kind: str, **time: object) -> dict[str, Any]:
    return {"KENH": kind, "THOIGIAN": [time]}


@settings(max_examples=300, deadline=None)
@given(PROCEDURES, st.lists(WAYS, max_size=3))
def test_anything_is_read_or_left_as_it_is(
    plain: dict[str, Any], ways: list[dict[str, Any]]
) -> None:
    if ways:
        plain = {**plain, "CACHTHUCTHUCHIEN": ways}
    told = read_procedure({**plain, "MATTHC": "1.1"})
    found = refreshed([OURS], [told], "Lai Châu")
    for one in found.procedures:
        for limit in one.limits.values():
            check_limit(limit)
        assert one.fee_vnd is None or one.fee_vnd >= 0
    fees_of(plain)
    read_listed(plain, "MOTA")


def test_only_the_units_of_the_interface_are_known() -> None:
    said = {
        "Ngày làm việc": Unit.WORKING_DAY,
        "NGÀY": Unit.CALENDAR_DAY,
        "Giờ làm việc": Unit.WORKING_HOUR,
        "Tháng": Unit.MONTH,
        "Giờ": None,
        "": None,
    }
    for unit, known in said.items():
        time = {"THOIGIANGIAIQUYET": 8, "DONVITINH": unit}
        told = read_procedure({"CACHTHUCTHUCHIEN": [way("1", **time)]})
        assert told.limits == {Channel.DIRECT: Limit(8, known) if known else None}


def test_same_day_is_said_in_words_beside_one_working_day() -> None:
    said = {
        "Trong ngày làm việc; sau 15 giờ thì trả trong ngày làm việc tiếp theo": Unit.SAME_DAY,
        "Trả kết quả trong ngày làm việc tiếp theo": Unit.WORKING_DAY,
        "": Unit.WORKING_DAY,
    }
    for words, unit in said.items():
        time = {"THOIGIANGIAIQUYET": "1", "DONVITINH": "Ngày làm việc", "MOTA": words}
        told = read_procedure({"CACHTHUCTHUCHIEN": [way("1", **time)]})
        assert told.limits == {Channel.DIRECT: Limit(1, unit)}


def test_a_fee_in_another_currency_or_of_several_amounts_is_not_read() -> None:
    for fees, amount in (
        ([{"SOTIEN": "1.500.000", "DONVI": "Đồng"}], 1_500_000),
        ([{"SOTIEN": "15000"}, {"SOTIEN": ""}], 15_000),
        ([{"SOTIEN": "15", "DONVI": "USD"}], None),
        ([{"SOTIEN": "15000"}, {"SOTIEN": "8000"}], None),
    ):
        told = read_procedure({"CACHTHUCTHUCHIEN": [way("1", PHILEPHI=fees)]})
        assert told.fee_vnd == amount
        assert any(one.about == "phí, lệ phí" for one in told.unread) is (amount is None)
