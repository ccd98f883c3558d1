"""The templates that ship, and an office's own ones."""

from pathlib import Path

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import SlipForm
from app.ui import words
from app.usecases.desk import Desk
from app.usecases.own_templates import copy_out, sample, templates_here
from app.usecases.printing import paper
from app.usecases.templates import Templates
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import AnOffice


def test_every_template_that_ships_can_be_read_and_says_where_it_stands():
    templates = Templates()
    assert "supplement_request" in templates.forms()
    for form in templates.forms():
        for one in templates.versions(form):
            assert one.form == form
            assert one.source


def test_a_file_bears_the_name_of_its_version():
    templates = Templates()
    for form in templates.forms():
        for one in templates.versions(form):
            assert (Path("resources/forms") / form / f"{one.version}.json").exists()


def test_the_forms_of_2018_are_kept_for_dossiers_received_before_those_of_2025():
    """TT 03/2025/TT-VPCP came into force on 15/09/2025."""
    templates = Templates()
    assert templates.on("receipt", "2025-09-14").version == "tt01-2018.1"
    assert templates.on("receipt", "2025-09-15").version == "tt03-2025.1"


def test_a_version_of_the_office_replaces_the_one_that_ships(tmp_path: Path):
    shipped = Path("resources/forms/receipt/tt03-2025.1.json").read_text()
    own = tmp_path / "receipt" / "tt03-2025.1.json"
    own.parent.mkdir()
    own.write_text(shipped.replace('"size": "a5"', '"size": "a4"'))
    templates = Templates([Path("resources/forms"), tmp_path])
    assert templates.on("receipt", "2026-11-27").size == "a4"


def own(desk: Desk, form: str, text: str, name: str = "rieng") -> None:
    """A file in the office's own folder."""
    file = desk.profile.forms / form / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    desk.templates.read_again()


SHIPPED = Path("resources/forms/receipt/tt03-2025.1.json").read_text()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "template_unreadable"),
        (SHIPPED.replace('"block": "space"', '"block": "song"', 1), "template_block_unknown"),
        (SHIPPED.replace("{upper_line}", "{uper_line}"), "template_field_unknown"),
        (
            SHIPPED.replace("{email}", "{shoe_size}").replace('"email"', '"shoe_size"'),
            "template_field_not_offered",
        ),
        (SHIPPED.replace('"form": "receipt"', '"form": "refusal"'), "template_form_unknown"),
        ("x" * ((1 << 20) + 1), "template_unreadable"),
    ],
)
def test_a_template_that_cannot_be_used_is_named_and_the_shipped_one_prints(
    desk: Desk, text: str, code: str
):
    own(desk, "receipt", text)
    assert desk.templates.on("receipt", "2026-11-27").version == "tt03-2025.1"
    (fault,) = templates_here(desk).faults
    assert (fault.form, fault.file, fault.code) == ("receipt", "rieng.json", code)
    assert words.is_known(fault.code)


def test_a_row_that_the_paper_does_not_have_is_refused_too(desk: Desk):
    text = SHIPPED.replace('"text": "{copies}"', '"text": "{shoes}"').replace(
        '"certified", "copies"]', '"certified", "shoes"]'
    )
    own(desk, "receipt", text)
    (fault,) = templates_here(desk).faults
    assert (fault.code, fault.detail) == ("template_field_not_offered", "papers: shoes")


def test_a_file_of_no_known_paper_is_named(desk: Desk):
    own(desk, "thu_moi", "{}")
    (fault,) = templates_here(desk).faults
    assert (fault.form, fault.code) == ("thu_moi", "template_form_unknown")


def test_what_was_copied_out_and_edited_is_in_force_and_prints(desk: Desk):
    path = copy_out(desk, "receipt")
    with pytest.raises(RuleViolation, match="template_copied_already"):
        copy_out(desk, "receipt")
    path.write_text(path.read_text().replace('"size": "a5"', '"size": "a4"'))
    found = {row.form: row for row in templates_here(desk).rows}
    assert (found["receipt"].is_own, found["refusal"].is_own) == (True, False)
    assert found["receipt"].source.startswith("Cơ quan sửa từ mẫu tt03-2025.1")
    assert found["receipt"].version == "tt03-2025.1-co-quan"
    taken = a_dossier(desk)
    printed = paper(desk, taken.id, SlipForm.RECEIPT)
    assert (printed.template.size, printed.template.version) == ("a4", "tt03-2025.1-co-quan")


def test_every_template_in_force_can_be_looked_at_with_invented_people(desk: Desk):
    for row in templates_here(desk).rows:
        shown = sample(desk, row.form)
        assert shown.template.version == row.version
        assert all(shown.text(field) is not None for field in shown.template.fields)


def test_an_office_opened_anew_reads_its_own_folder(office: AnOffice):
    own_file = office.profile.forms / "receipt" / "rieng.json"
    own_file.parent.mkdir(parents=True)
    own_file.write_text(SHIPPED.replace('"tt03-2025.1"', '"rieng"'))
    assert a_desk(office).templates.on("receipt", "2026-11-27").version == "rieng"
