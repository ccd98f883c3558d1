"""Procedures are found by what people say."""

import pytest

from app.domain.procedure import Limit, Procedure, Unit
from app.domain.procedure_search import Index, entry

MARRIAGE = Procedure(
    code="1.000894",
    name="Thủ tục đăng ký kết hôn",
    short_name="Đăng ký kết hôn",
    field="Hộ tịch",
    limits={"direct": Limit(1, Unit.SAME_DAY)},  # type: ignore[dict-item]
)
SINGLE = Procedure(
    code="1.004873",
    name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    short_name="Xác nhận tình trạng hôn nhân",
    field="Hộ tịch",
)
DEATH = Procedure(
    code="1.000656", name="Thủ tục khai tử", short_name="Đăng ký khai tử", field="Hộ tịch"
)
BIRTH = Procedure(
    code="1.001193",
    name="Thủ tục đăng ký khai sinh",
    short_name="Đăng ký khai sinh",
    field="Hộ tịch",
)
BIRTH_AGAIN = Procedure(
    code="1.004884",
    name="Thủ tục đăng ký lại khai sinh",
    short_name="Đăng ký lại khai sinh",
    field="Hộ tịch",
)
BURIAL = Procedure(
    code="2.002862",
    name="Hỗ trợ mai táng",
    short_name="Mai táng người dân tộc thiểu số",
    field="Bảo trợ xã hội",
    scope="Lai Châu",
)
INDEX = Index(
    [
        entry(DEATH),
        entry(BIRTH_AGAIN),
        entry(BIRTH, ["giấy khai sinh", "đẻ con"]),
        entry(MARRIAGE, ["giấy kết hôn", "hôn thú"]),
        entry(SINGLE, ["giấy độc thân", "Giấy độc thân"]),
        entry(BURIAL),
    ]
)
HERE = "Tỉnh Lai Châu"


def found(text, province=HERE, limit=12):
    return [one.code for one in INDEX.search(text, province, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("khai sinh", BIRTH),
        ("KHAI SINH", BIRTH),
        ("khai si", BIRTH),
        ("lai khai sinh", BIRTH_AGAIN),
        ("đăng ký lại", BIRTH_AGAIN),
        ("giay doc than", SINGLE),
        ("tôi xin giấy độc thân để bán đất", SINGLE),  # a whole sentence
        ("tình trạng hôn nhân của tôi ở phường khác", SINGLE),
        ("hôn thú", MARRIAGE),
        ("ket hon", MARRIAGE),
        ("de con", BIRTH),
        ("1.0006", DEATH),
        ("1.000894", MARRIAGE),
        ("khai tử", DEATH),
        ("mai táng", BURIAL),
    ],
)
def test_what_people_say_leads_to_the_procedure(text, first):
    assert found(text)[0] == first.code


@pytest.mark.parametrize(
    "text", ["", "  ", "\0", "hoàn toàn khác", "zzz khai", "?!", "khai sinh tàu vũ trụ"]
)
def test_what_leads_nowhere_finds_nothing(text):
    assert found(text) == []


def test_small_talk_alone_is_searched_as_it_is():
    assert set(found("thủ tục")) == {
        one.code for one in (BIRTH, MARRIAGE, SINGLE, DEATH, BIRTH_AGAIN)
    }


def test_a_provincial_procedure_is_not_offered_elsewhere():
    assert found("mai táng", province="Tỉnh Điện Biên") == []


def test_no_more_are_offered_than_asked_for():
    assert found("hộ tịch", limit=2) == found("hộ tịch")[:2]


def test_an_entry_tells_what_the_office_must_fill_in():
    listed = entry(SINGLE, ["Giấy độc thân", "giấy độc thân"])
    assert (listed.has_limit, listed.has_papers) == (False, False)
    assert listed.folded.said == ("giay doc than",)
    assert entry(MARRIAGE).has_limit
