"""The templates that ship, and an office's own ones."""

from pathlib import Path

from app.usecases.templates import Templates


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
