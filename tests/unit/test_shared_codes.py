"""One code on two dossiers: who keeps it, and what a new one leaves behind."""

import pytest

from app.domain.dossier import State
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    CodeReplaced,
    EnteredByHand,
    NoteAdded,
    Received,
    SlipForm,
    TellSubject,
)
from app.domain.papers import forms
from app.domain.papers.form01 import form01
from app.domain.shared_codes import Claim, claims, first_of
from app.domain.telling import messages
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import (
    History,
    a_dossier,
    a_received,
    a_registered,
    an_import,
    dossier_id,
)

OLD, NEW, NEWER = (f"TAM-1-{name}-261124-001" for name in ("K7QD", "9PQR", "ZZ11"))
LANE, LANE_2 = "000.12.33.H35-261124-1001", "000.12.33.H35-261124-1002"


def replaced(said: Received, *more: CodeReplaced) -> History:
    history = History(dossier_id(2))
    for one in (said, *more):
        history.says("quầy 1", one)
    return history


def test_the_new_code_stands_and_the_old_one_finds_it_for_ever() -> None:
    now = replaced(a_received(number=OLD), CodeReplaced(number=NEW, instead_of=OLD)).fold()
    assert (now.number, now.official_code) == (NEW, None)
    assert set(now.codes) == {OLD, NEW}
    assert len(now.replaced_codes) == 1
    assert now.is_clean


def test_an_official_code_gives_way_to_a_new_one_or_to_none() -> None:
    said = a_received(number=LANE, official=True)
    now = replaced(said, CodeReplaced(number=LANE_2, instead_of=LANE, official=True)).fold()
    assert (now.number, now.official_code) == (LANE_2, LANE_2)
    now = replaced(said, CodeReplaced(number=NEW, instead_of=LANE)).fold()
    assert (now.number, now.official_code) == (NEW, None)
    assert now.is_clean


def test_a_provisional_number_gives_way_and_the_provinces_code_stays() -> None:
    history = replaced(a_received(number=OLD))
    history.says("tỉnh", CodeGiven(code=LANE))
    history.says("quầy 1", CodeReplaced(number=NEW, instead_of=OLD))
    assert (history.fold().number, history.fold().official_code) == (NEW, LANE)


def test_of_two_new_codes_the_first_stands_and_both_find_it() -> None:
    history = History(dossier_id(2))
    first = history.says("quầy 1", a_received(number=OLD))
    history.says("quầy 1", CodeReplaced(number=NEW, instead_of=OLD), seen=[first])
    history.says("quầy 2", CodeReplaced(number=NEWER, instead_of=OLD), seen=[first])
    now = history.fold()
    assert now.number == NEW
    assert set(now.codes) == {OLD, NEW, NEWER}
    assert now.is_clean


def test_only_the_code_on_its_slip_is_replaced_and_by_another_one() -> None:
    now = a_dossier()
    for number, instead_of in ((NEW, LANE), (now.number, now.number)):
        with pytest.raises(RuleViolation) as no:
            now.replace_code(CodeReplaced(number=number, instead_of=instead_of))
        assert no.value.code == "code_not_shared"
    said = CodeReplaced(number=NEW, instead_of=now.number)
    assert now.replace_code(said) is said


def test_a_new_slip_is_owed_names_the_old_code_and_the_citizen_is_to_be_told() -> None:
    now = replaced(a_received(number=OLD), CodeReplaced(number=NEW, instead_of=OLD)).fold()
    event = now.replaced_codes[0].event
    assert (SlipForm.RECEIPT, event) in list(forms.not_printed(now))
    slip = form01(now, FACTS)
    assert slip.code == NEW
    assert f"Thay giấy mang mã {OLD}: mã cấp trùng" in slip.marks
    assert [one.subject for one in messages(now)] == [TellSubject.NEW_CODE]
    without = replaced(
        a_received(number=OLD, slip=False), CodeReplaced(number=NEW, instead_of=OLD)
    ).fold()
    assert messages(without) == ()


def test_a_dossier_claims_the_codes_of_its_slips_and_no_others() -> None:
    history = History(dossier_id(2))
    history.says("quầy 1", a_registered())
    history.says("quầy 1", a_received(number=OLD))
    history.says("quầy 1", CodeReplaced(number=NEW, instead_of=OLD))
    history.says("tỉnh", CodeGiven(code=LANE))
    history.says("quầy 1", NoteAdded(text=NEWER))
    now = history.fold()
    found = {one.code: one for one in claims(now)}
    assert found.keys() == {OLD, NEW, LANE}
    assert (found[OLD].is_former, found[NEW].is_former) == (True, False)
    assert (found[NEW].is_ours, found[LANE].is_ours) == (True, False)
    assert [found[code].position for code in (OLD, NEW, LANE)] == [2, 3, 4]


def test_what_has_no_place_in_the_order_yet_stands_behind_everything() -> None:
    history = History(dossier_id(2))
    history.says("quầy 1", a_received(number=OLD), ordered=False)
    (claim,) = claims(history.fold())
    assert claim.position > 1 << 52


@pytest.mark.parametrize("said", [an_import(code=LANE), EnteredByHand(code=LANE)])
def test_a_code_of_the_provinces_system_is_not_ours_to_replace(said: object) -> None:
    history = History(dossier_id(2))
    if isinstance(said, EnteredByHand):
        history.says("quầy 1", a_received(number=OLD))
    history.says("quầy 1", said)  # type: ignore[arg-type]
    of_lane = next(one for one in claims(history.fold()) if one.code == LANE)
    assert not of_lane.is_ours


def test_the_provinces_code_stays_then_what_was_ordered_first_then_the_smaller_event() -> None:
    def claim(event: str, position: int = 5, *, ours: bool = True) -> Claim:
        return Claim(LANE, False, ours, position, event)

    assert first_of([claim("a", 4), claim("b", ours=False)]).event == "b"
    assert first_of([claim("a", 6), claim("b", 5)]).event == "b"
    assert first_of([claim("b"), claim("a")]).event == "a"


def test_a_dossier_that_was_never_accepted_claims_nothing() -> None:
    assert list(claims(a_dossier(State.REGISTERED))) == []
