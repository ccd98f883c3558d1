"""Templates of papers: what can be printed is read, anything else is refused with its code."""

from typing import Any

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.papers import Printout, Template, fill, in_force, read_template


def a_template(**changes: Any) -> str:
    """A template with a line and a table."""
    told: dict[str, Any] = {
        "form": "list",
        "version": "1",
        "title": "Danh sách",
        "source": "mẫu thử",
        "valid_from": "2025-09-15",
        "size": "a4",
        "fields": ["owner", "day"],
        "lists": {"rows": ["name"]},
        "blocks": [
            {"block": "line", "label": "Chủ hồ sơ", "value": "{owner!}", "when": "day"},
            a_table(),
        ],
    }
    return msgspec.json.encode(told | changes).decode()


def a_table(**changes: Any) -> dict[str, Any]:
    """One column over the whole width."""
    columns = [{"head": "Tên", "text": "{name}", "share": 1}]
    return {"block": "table", "rows": "rows", "columns": columns} | changes


def refusal(text: str) -> str:
    """The code that reading this template is refused with."""
    with pytest.raises(RuleViolation) as no:
        read_template(text)
    return no.value.code


def test_a_template_is_read_with_its_size_and_its_days():
    template = read_template(a_template())
    assert (template.size, template.valid_from, template.valid_to) == ("a4", "2025-09-15", "")
    assert [type(block).__name__ for block in template.blocks] == ["Line", "Table"]


def test_what_is_no_template_is_refused():
    for text in ("", "[]", "{}", '{"blocks": 3}', '{"blocks": [3]}', a_template(size="a3")):
        assert refusal(text) in {"template_unreadable", "template_block_unknown"}


def test_an_unknown_block_is_refused_by_its_name():
    with pytest.raises(RuleViolation, match="template_block_unknown: picture"):
        read_template(a_template(blocks=[{"block": "picture"}]))


def test_a_word_that_a_block_does_not_know_is_refused():
    line = {"block": "line", "label": "Chủ hồ sơ", "value": "{owner}", "colour": "red"}
    assert refusal(a_template(blocks=[line, a_table()])) == "template_unreadable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fields": ["owner"]}, "template_field_unknown"),
        ({"fields": ["owner", "day", "month"]}, "template_field_unused"),
        ({"lists": {}}, "template_list_unknown"),
        ({"lists": {"rows": ["name"], "more": []}}, "template_list_unknown"),
        ({"lists": {"rows": []}}, "template_field_unknown"),
        ({"running_head": "{page}"}, "template_field_unknown"),
        ({"fields": ["owner", "day", "copy_name"]}, "template_field_unused"),
    ],
)
def test_fields_and_lists_are_declared_and_used(changes: dict[str, Any], code: str):
    assert refusal(a_template(**changes)) == code


def test_a_table_names_declared_fields_outside_its_rows():
    blocks = [a_table(total="Cộng: {sum}", when="day", unless="owner")]
    assert refusal(a_template(blocks=blocks)) == "template_field_unknown"
    read_template(a_template(blocks=blocks, fields=["owner", "day", "sum"]))


def test_the_columns_of_a_table_share_the_whole_width():
    table = a_table(columns=[{"head": "Tên", "text": "{name}", "share": 0.5}])
    line = {"block": "line", "label": "{day}", "value": "{owner}"}
    assert refusal(a_template(blocks=[line, table])) == "template_columns_wrong"


def test_a_paper_in_two_copies_may_name_each_copy():
    line = {"block": "line", "label": "{day} {copy_name}", "value": "{owner}"}
    told = {"blocks": [line, a_table()]}
    assert refusal(a_template(**told)) == "template_field_unknown"
    template = read_template(a_template(**told, copies=["Liên 1", "Liên 2"]))
    assert template.copies == ("Liên 1", "Liên 2")


def versions() -> list[Template]:
    """The set of 2018, that of 2025, and a mended one of 2026."""
    return [
        read_template(a_template(version=name, valid_from=begin, valid_to=end))
        for name, begin, end in (
            ("tt03.2", "2026-10-01", ""),
            ("tt01", "2018-06-21", "2025-09-14"),
            ("tt03.1", "2025-09-15", ""),
        )
    ]


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2010-01-01", "tt01"),
        ("2025-09-14", "tt01"),
        ("2025-09-15", "tt03.1"),
        ("2026-09-30", "tt03.1"),
        ("2026-11-27", "tt03.2"),
    ],
)
def test_a_dossier_keeps_the_form_of_the_day_it_was_received(day: str, version: str):
    """TT 03/2025/TT-VPCP came into force on 15/09/2025."""
    assert in_force(versions(), day).version == version


def test_a_form_that_is_no_longer_made_is_printed_in_its_last_version():
    old = [one for one in versions() if one.version == "tt01"]
    assert in_force(old, "2026-11-27").version == "tt01"


def test_a_form_without_any_version_is_refused():
    with pytest.raises(RuleViolation, match="template_missing"):
        in_force([], "2026-11-27")


def test_what_a_template_declares_must_be_offered():
    template = read_template(a_template())
    good: dict[str, Any] = {"owner": "Lò Thị Pản", "day": "", "rows": ({"name": "Tờ khai"},)}
    paper = fill(template, good)
    assert (paper.text("owner"), paper.rows("rows")) == ("Lò Thị Pản", ({"name": "Tờ khai"},))
    for bad in (
        {"owner": ()},
        {"rows": "Tờ khai"},
        {"rows": None},
        {"rows": ({"code": "1"},)},
    ):
        with pytest.raises(RuleViolation, match="template_field_not_offered"):
            fill(template, good | bad)


def test_a_paper_is_named_by_its_code_or_by_its_form():
    template = read_template(a_template())
    assert Printout(template=template, content={"code": "H35-1"}).code == "H35-1"
    assert Printout(template=template, content={}).code == "list"
    assert Printout(template=template, content={"rows": "x"}).rows("rows") == ()
    assert Printout(template=template, content={"owner": ()}).text("owner") == ""
