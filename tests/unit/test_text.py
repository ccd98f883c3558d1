"""Vietnamese text, kept clean and compared folded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import clean, clean_lines, fold, words

VOWELS = "aăâeêioôơuưy"
LETTERS = sorted(
    unicodedata.normalize("NFC", base + mark)
    for base in VOWELS
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("  Nguyễn\tVĂN   Đức ", "nguyen van duc"),
        ("Sì Lở Lầu", "si lo lau"),
        ("đồng ĐỒNG", "dong dong"),
        ("H'Hen Niê", "h'hen nie"),
        ("", ""),
    ],
)
def test_marks_case_and_blanks_do_not_count(text, folded):
    assert fold(text) == folded


def test_every_vietnamese_letter_folds_to_a_plain_one():
    for letter in [*LETTERS, "đ"]:
        for shape in (letter, letter.upper(), unicodedata.normalize("NFD", letter)):
            assert fold(shape) in set("aeiouyd"), shape


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Giàng\0 A Pó", "Giàng A Pó"),
        ("Giàng\u200b A\u00a0Pó\ufeff", "Giàng A Pó"),
        ("Lý\r\nThị", "Lý Thị"),
        ("Ly\u0301", "Lý"),
        ("\ud800Tẩn", "Tẩn"),
        ("\x1b[31mTẩn", "[31mTẩn"),
    ],
)
def test_what_no_paper_can_show_is_left_out(text, kept):
    assert clean(text) == kept


def test_a_note_keeps_its_lines():
    assert clean_lines(" một \r\n hai\t ba\0 \n\n bốn ") == "một\nhai ba\n\nbốn"


def test_words_leave_punctuation_out():
    assert words("Xã Sì Lở Lầu, tỉnh Lai-Châu (2026)") == (
        "xa",
        "si",
        "lo",
        "lau",
        "tinh",
        "lai",
        "chau",
        "2026",
    )


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_clean_text_can_always_be_written_and_printed(text):
    kept = clean(text)
    assert kept.isprintable()
    kept.encode()


@given(st.text(alphabet=[*LETTERS, "đ", " ", "n", "g"]))
def test_composed_and_decomposed_text_is_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert clean(unicodedata.normalize("NFD", text)) == clean(text)
