"""Tờ khai at the counter: begun with what is known, kept, attached, on paper."""

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.history import DossierVersion
from app.usecases import declarations
from app.usecases.declarations import Begun
from app.usecases.desk import Desk
from app.usecases.reception import receive
from tests.helpers.desk import PAO, a_form

BIRTH = "declaration_birth"
TEN = {
    "declaration_birth",
    "declaration_death",
    "declaration_marriage",
    "declaration_marital_status",
    "declaration_extract",
    "declaration_correction",
    "declaration_parentage",
    "declaration_social_aid",
    "declaration_household_business",
    "declaration_certification",
}


def answered(begun: Begun, **answers: str) -> Begun:
    said = msgspec.structs.replace(begun.said, answers={**begun.said.answers, **answers})
    return msgspec.structs.replace(begun, said=said)


def a_birth(desk: Desk) -> tuple[str, DossierVersion]:
    dossier = receive(desk, a_form(desk, "1.001193"))
    return dossier.id, dossier.version


def test_the_ten_commonest_procedures_have_their_declaration(desk: Desk) -> None:
    assert {one.form for one in declarations.all_declarations()} == TEN


@pytest.mark.parametrize("form", sorted(TEN))
def test_every_declaration_fills_its_template_and_its_procedures_exist(
    desk: Desk, form: str
) -> None:
    begun = declarations.begin(desk, form, PAO)
    paper = declarations.printout(desk, begun.said)
    assert paper.text("to_office") == "Ủy ban nhân dân xã Sì Lở Lầu"
    assert declarations.empty(desk, form).text("place_date")
    for code in begun.declaration.procedures:
        assert desk.catalogue.procedure(code).code == code


def test_a_dossier_s_declaration_knows_its_people_and_is_written_down(desk: Desk) -> None:
    dossier_id, _shown = a_birth(desk)
    begun = declarations.begin_for(desk, dossier_id)
    assert begun.said.answers["asker_name"] == PAO.name
    kept = declarations.record_declaration(desk, answered(begun, child_name="Giàng A Sùng"))
    dossier = desk.store.reader().dossier(dossier_id)
    assert [said.answers["child_name"] for said in dossier.declarations] == ["Giàng A Sùng"]
    assert kept.shown == dossier.version
    again = declarations.begin_for(desk, dossier_id)
    assert again.said.answers["child_name"] == "Giàng A Sùng"


def test_one_filled_in_before_the_dossier_waits_at_the_counter_and_goes_with_it(
    desk: Desk,
) -> None:
    begun = declarations.begin(desk, BIRTH, PAO)
    kept = declarations.record_declaration(desk, answered(begun, child_name="Giàng Thị Dở"))
    (row,) = declarations.kept(desk, BIRTH)
    assert row.id == kept.draft_id
    assert declarations.kept(desk, "declaration_death") == ()
    dossier_id, _shown = a_birth(desk)
    later = declarations.begun_before(desk, row.id, dossier_id)
    declarations.record_declaration(desk, later)
    assert declarations.kept(desk) == ()
    (said,) = desk.store.reader().dossier(dossier_id).declarations
    assert said.answers["child_name"] == "Giàng Thị Dở"


def test_keeping_it_again_at_the_counter_makes_no_second_one(desk: Desk) -> None:
    kept = declarations.record_declaration(desk, declarations.begin(desk, BIRTH, PAO))
    declarations.record_declaration(desk, answered(kept, relation="Cha"))
    (row,) = declarations.kept(desk)
    assert declarations.begun_before(desk, row.id).said.answers["relation"] == "Cha"
    declarations.throw_away(desk, row.id)
    with pytest.raises(RuleViolation) as no:
        declarations.begun_before(desk, row.id)
    assert no.value.code == "draft_gone"


def test_a_procedure_without_a_declaration_says_so(desk: Desk) -> None:
    dossier = receive(desk, a_form(desk))
    with pytest.raises(RuleViolation) as no:
        declarations.begin_for(desk, dossier.id)
    assert no.value.code == "declaration_unknown"


def test_a_template_that_is_gone_gives_way_to_today_s(desk: Desk) -> None:
    begun = declarations.begin(desk, BIRTH, PAO)
    old = msgspec.structs.replace(begun.said, template="1999.9")
    assert declarations.printout(desk, old).template.version == begun.said.template
