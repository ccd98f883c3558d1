"""The text of ID cards: every variant and every fault of scanners that was met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.citizen_card import Card, read
from app.domain.errors import RuleViolation
from app.domain.personal_number import check_number

NAME = "Giàng A Pó"
HOME = "Bản Gia Khâu, Sì Lở Lầu, Phong Thổ, Lai Châu"
FIELDS = ("012090001234", "045123456", NAME, "31011990", "Nam", HOME, "02052021")
PLAIN = "|".join(FIELDS)
CARD = Card(
    id="012090001234",
    old_id="045123456",
    name=NAME,
    birth_date="1990-01-31",
    sex="Nam",
    address=HOME,
    issued="2021-05-02",
)
CHINESE = "中文".encode().decode("gb18030")  # garbled, but it never was Vietnamese
WOMAN = "012190001234||LÝ THỊ MẨY|01011990|Nữ|xã B, huyện C, tỉnh D|02052021"


def without(card, *names):
    values = {name: getattr(card, name) for name in card.__struct_fields__ if name not in names}
    return Card(**values)


def test_a_chip_card_is_read():
    assert read(PLAIN) == CARD


@pytest.mark.parametrize(
    "text",
    [
        PLAIN + "||||",  # the 2024 card: up to eleven fields
        PLAIN + "\r\n",
        PLAIN + "|Giàng A Chớ|Lý Thị Sua",  # parents, if a child's card has them
        "\ufeffCCCD: " + PLAIN,
        "]Q1" + PLAIN,
        "Căn cước=" + PLAIN,
        PLAIN.replace("|", "\t"),
        PLAIN.replace("|", ";"),
        PLAIN.replace("|", "\n"),
        PLAIN.replace("|", "~"),
        PLAIN.replace("|", "\\"),
        PLAIN.replace("|", "|\r\n"),
        PLAIN.replace("|", "｜"),
        PLAIN.replace("|", "\0|\0"),
        PLAIN.replace("|", " | "),
        PLAIN.replace("31011990", "31/01/1990").replace("02052021", "02-05-2021"),
        PLAIN.replace("Nam", "NAM"),
        "|".join((*FIELDS[1::-1], *FIELDS[2:])),  # numbers in the other order
    ],
)
def test_scanners_may_spoil_what_stands_around_the_fields(text):
    assert read(text) == CARD


def test_a_card_without_an_old_number_is_read():
    assert read("|".join((FIELDS[0], "", *FIELDS[2:]))) == without(CARD, "old_id")
    assert read("|".join((FIELDS[0], *FIELDS[2:]))) == without(CARD, "old_id")


@pytest.mark.parametrize("encoding", ["big5hkscs", "cp932", "gb18030"])
def test_what_was_shown_as_chinese_or_japanese_is_vietnamese_again(encoding):
    name = "Huỳnh Hiếu"
    shown = PLAIN.replace(NAME, name.encode().decode(encoding)).replace(HOME, "Lai Chau")
    assert read(shown).name == name


def test_the_garbled_name_of_the_bug_reports_is_read():
    assert read(PLAIN.replace(NAME, "Hu廙軟h Hi廕簑").replace(HOME, "xa")).name == "Huỳnh Hiếu"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_what_was_shown_as_western_letters_is_vietnamese_again(encoding):
    shown = PLAIN.encode().decode(encoding, "ignore") if encoding == "latin-1" else None
    shown = shown or PLAIN.replace(NAME, "Lý Thị Mẩy".encode().decode("cp1252")).replace(HOME, "")
    assert read(shown).name == (NAME if encoding == "latin-1" else "Lý Thị Mẩy")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "card_empty"),
        ("\0\r\n ", "card_empty"),
        ("https://vneid.gov.vn/abc", "card_is_link"),
        ("HTTP://dichvucong.gov.vn", "card_is_link"),
        ("www.dichvucong.gov.vn/x", "card_is_link"),
        ("vneid://login?x=1", "card_is_link"),
        ("GD4120123456789|4c c3 bd", "card_unreadable"),
        (
            "GD4120123456789|4cc3bd205468e1bb8b204de1baa979|01/01/1990|2|58c3a320422c|",
            "card_is_health_insurance",
        ),
        ("eyJhbGciOiJIUzI1NiJ9.e30.x", "card_unreadable"),
        ("0123456789012", "card_unreadable"),
        ("012090001234|045123456", "card_unreadable"),
        ("012090001234|Nam", "card_unreadable"),
        (PLAIN.replace(NAME, "Hu廙軟h Hi廕"), "card_damaged"),
        (PLAIN.replace(NAME, CHINESE).replace(HOME, "x"), "card_damaged"),
        (PLAIN.replace(NAME, "Nguyá»n VÄn"), "card_damaged"),  # controls dropped on the way
        (PLAIN.replace(NAME, "NGUYEENX VAWN A"), "card_typed_through_ime"),
        (PLAIN.replace(NAME, "DDINHJ A"), "card_typed_through_ime"),
        (PLAIN.replace(NAME, "NGUYE64N VA8N A"), "card_typed_through_ime"),  # VNI
        (PLAIN.replace(NAME, "NGUYễN VăN A"), "card_typed_through_ime"),
        (PLAIN.replace("|Nam|", "|Nuwx|"), "card_typed_through_ime"),
        (PLAIN.replace("|Nam|", "|Nừ|").replace("Nừ", "Nưx"), "card_typed_through_ime"),
        (PLAIN.replace(HOME, "Banr Gia Khaau, Laox, Phong Thoor"), "card_typed_through_ime"),
        (PLAIN.replace(NAME, "Gi?ng A P?"), "card_marks_lost"),
        (PLAIN.replace(HOME, "B\ufffdn Gia Kh\ufffdu"), "card_marks_lost"),
        ("IDVNM0900012341012090001234", "card_damaged"),
    ],
)
def test_what_is_no_readable_card_says_what_it_is(text, code):
    with pytest.raises(RuleViolation) as refused:
        read(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PLAIN.replace(f"|{HOME}|02052021", ""), "card_cut_short"),
        (PLAIN.replace("Nam", "Nữ"), "number_sex_differs"),
        (PLAIN.replace("1990", "1991"), "number_birth_year_differs"),
        (PLAIN.replace("012090", "099090"), "number_province_unknown"),
        (PLAIN.replace("31011990", "31021990"), "birth_date_unreadable"),
        (PLAIN.replace("02052021", "32052021"), "issued_unreadable"),
        (PLAIN.replace("02052021", "02051985"), "issued_before_birth"),
        (PLAIN.replace(NAME, "GIANG A PO").replace(HOME, "Xa Si Lo Lau, Lai Chau"), "marks_lost"),
    ],
)
def test_what_does_not_fit_is_a_warning_and_no_block(text, code):
    assert code in read(text).warnings


@pytest.mark.parametrize(
    "name", ["H'Hen Niê", "Y Wăn Êban", "Pờ", "Ksor Blơng", "Lò Thị Xoong", "GIÀNG A PÓ", "Nam"]
)
def test_names_of_all_peoples_pass(name):
    card = read(PLAIN.replace(NAME, name))
    assert (card.name, card.warnings) == (name, ())


def test_a_birth_year_alone_is_kept_as_a_year():
    for text in ("1990", "00001990", "00011990"):
        assert read(PLAIN.replace("31011990", text)).birth_date == "1990"


def test_a_card_that_leaves_out_the_birth_date_is_read_by_what_follows():
    card = read(PLAIN.replace("31011990", ""))
    assert (card.birth_date, card.sex, card.issued) == (None, "Nam", "2021-05-02")


def test_a_woman_may_be_called_nam():
    card = read(WOMAN.replace("LÝ THỊ MẨY", "Nam"))
    assert (card.name, card.sex) == ("Nam", "Nữ")


def test_an_address_with_marks_is_not_taken_for_typed_letters():
    home = "Bản Noong Hoor, Sì Lở Lầu, Phong Thổ, Lai Châu"
    assert read(PLAIN.replace(HOME, home)).address == home


def test_the_number_alone_may_be_typed():
    assert read("012090001234") == Card(id="012090001234")


def test_a_woman_born_in_this_century_fits_her_number():
    assert read(WOMAN.replace("012190", "012303").replace("1990", "2003")).warnings == ()


ZONE = """
IDVNM0900012345012090001234<<7
9001310M3001318VNM<<<<<<<<<<<4
GIANG<<A<PO<<<<<<<<<<<<<<<<<<<
"""


def test_the_lines_on_the_back_are_read_without_marks():
    card = read(ZONE)
    assert (card.id, card.name, card.birth_date) == ("012090001234", "GIANG A PO", "1990-01-31")
    assert card.sex == "Nam"
    assert "marks_lost" in card.warnings


def test_a_wrong_check_digit_on_the_back_is_a_warning():
    right = read(ZONE)
    wrong = read(ZONE.replace("9001310M", "9001312M"))
    assert "zone_check_failed" not in right.warnings
    assert "zone_check_failed" in wrong.warnings


def test_a_day_on_the_back_that_never_was_leaves_the_year():
    assert read(ZONE.replace("900131", "900231")).birth_date == "1990"


@pytest.mark.parametrize(
    ("number", "birth_date", "sex", "expected"),
    [
        ("012090001234", "1990-01-31", "Nam", ()),
        ("012090001234", None, None, ()),
        ("012090001234", "1990", "Nam", ()),
        ("212090001234", None, None, ()),  # born abroad
        ("01209000123", None, None, ("number_length",)),
        ("01209000123a", None, None, ("number_not_digits",)),
        ("٠١٢٠٩٠٠٠١٢٣٤", None, None, ("number_not_digits",)),
        ("012303001234", "2003-05-01", "Nữ", ()),
        ("012503001234", "2003-05-01", "Nữ", ("number_birth_year_differs",)),
    ],
)
def test_a_personal_number_is_checked_but_never_blocks(number, birth_date, sex, expected):
    assert check_number(number, birth_date, sex) == expected


def told(text):
    """What the desk is told: a card's number, or the code of a sentence."""
    try:
        return read(text).id
    except RuleViolation as refused:
        return refused.code


@given(st.text())
def test_nothing_that_can_be_scanned_stops_the_desk(text):
    assert told(text).startswith("card_") or told(text).isdigit()


@given(st.lists(st.sampled_from([*FIELDS, "", "x", "Nữ", "0" * 12, "1990"]), max_size=11))
def test_no_order_of_fields_stops_the_desk(fields):
    assert told("|".join(fields)) in (*fields, "card_empty", "card_unreadable")
