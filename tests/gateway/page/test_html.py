"""Whatever is told as text stays text."""

import pytest

from sync.gateway.page.html import document, el, group

NASTY = "\"'><script>&"


def test_text_is_escaped_wherever_it_stands():
    made = str(el("p", NASTY, [NASTY], title=NASTY))
    assert "<script>" not in made
    assert made.count("&lt;script&gt;") == 3
    assert made.startswith('<p title="&quot;&#x27;&gt;&lt;script&gt;&amp;">')


def test_markup_is_not_escaped_twice():
    assert str(group(el("b", "a & b"), None, 7)) == "<b>a &amp; b</b>7"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"class_": "a"}, "<br class=a>"),
        ({"aria_label": "hai từ"}, '<br aria-label="hai từ">'),
        ({"open": True}, "<br open>"),
        ({"open": False, "value": None}, "<br>"),
        ({"value": ""}, '<br value="">'),
        ({"value": "a b=c`"}, '<br value="a b=c`">'),
    ],
)
def test_attributes_stand_as_they_are_meant(given, made):
    assert str(el("br", **given)) == made


def test_a_page_names_its_language():
    assert document("vi", el("title", "x"), el("body")).startswith("<!doctype html><html lang=vi>")
