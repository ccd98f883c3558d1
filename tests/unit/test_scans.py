"""Số hóa: what lacks a scan, what a scan must say, how heavy and how coloured a page may be."""

from datetime import date
from typing import Any

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    PaperFacts,
    PaperScanned,
    PaperStanding,
    ScanRemoved,
    ScanSource,
    ScanWaived,
    Withdrawn,
)
from app.domain.scans import (
    PAGE_BUDGET,
    Digitised,
    Ink,
    Look,
    digitised,
    fitting_look,
    is_valid_on,
    lacking,
    may_stay,
    tries,
)
from app.domain.states import State
from tests.helpers.dossiers import History, a_paper, a_received

BIRTH, MARRIAGE, LETTER = "Giấy chứng sinh", "Giấy chứng nhận kết hôn", "Giấy ủy quyền"


def facts(**changes: Any) -> PaperFacts:
    values: dict[str, Any] = {"name": BIRTH, "owner_id": "012191000123"}
    return PaperFacts(**(values | changes))


def a_scan(paper: str = BIRTH, **changes: Any) -> PaperScanned:
    values: dict[str, Any] = {
        "file": "ab" * 32,
        "pages": 1,
        "bytes": 90_000,
        "source": ScanSource.FILE,
        "facts": facts(),
    }
    return PaperScanned(paper=paper, **(values | changes))


def received() -> History:
    history = History()
    papers = (a_paper(BIRTH), a_paper(MARRIAGE), a_paper(LETTER, standing=PaperStanding.PRESENTED))
    history.says("quầy 1", a_received(papers=papers))
    return history


def after(*said: Any) -> Dossier:
    history = received()
    for one in said:
        history.says("quầy 1", one)
    return history.fold()


def the_code(refused: pytest.ExceptionInfo[RuleViolation]) -> str:
    return refused.value.code


def test_papers_of_a_withdrawn_dossier_went_back_to_the_citizen():
    assert lacking(after(Withdrawn(reason="nộp nhầm nơi"))) == ()


def test_each_paper_handed_in_waits_for_its_scan_article_17_1_c():
    assert lacking(after()) == (BIRTH, MARRIAGE)
    assert lacking(after(a_scan())) == (MARRIAGE,)


def test_a_paper_that_is_not_to_be_digitised_waits_no_more():
    dossier = after()
    said = dossier.waive_scan(MARRIAGE, "khổ A0")
    assert lacking(after(a_scan(), said)) == ()
    with pytest.raises(RuleViolation) as refused:
        dossier.waive_scan(LETTER, "chỉ xuất trình")
    assert the_code(refused) == "scan_not_lacking"
    with pytest.raises(RuleViolation):
        dossier.waive_scan(MARRIAGE, " ")


def test_nothing_waits_for_the_scanner_where_nothing_was_accepted():
    assert lacking(Dossier(id="", papers=(a_paper(),))) == ()
    assert lacking(Dossier(id="", papers=(a_paper(),), state=State.NOT_ACCEPTED)) == ()


def test_a_removed_scan_is_missed_again_and_a_replaced_one_is_not():
    first = after(a_scan())
    (scan,) = first.scans
    gone = ScanRemoved(scan=scan.event, reason="quét nhầm")
    assert first.remove_scan(scan.event, "quét nhầm") == gone
    assert lacking(after(a_scan(), gone)) == (BIRTH, MARRIAGE)
    better = first.scan_paper(a_scan(file="cd" * 32, replaces=scan.event))
    replaced = after(a_scan(), better)
    assert [one.said.file for one in replaced.scans] == ["cd" * 32]
    with pytest.raises(RuleViolation) as refused:
        replaced.remove_scan(scan.event, "quét nhầm")
    assert the_code(refused) == "scan_gone"
    with pytest.raises(RuleViolation):
        replaced.scan_paper(a_scan(replaces=scan.event))


@pytest.mark.parametrize(
    ("scan", "code"),
    [
        (a_scan("Giấy lạ"), "scan_of_no_paper"),
        (a_scan(file="AB"), "scan_empty"),
        (a_scan(pages=0), "scan_empty"),
        (a_scan(bytes=0), "scan_empty"),
        (a_scan(facts=facts(name=" ")), "scan_name_missing"),
        (a_scan(facts=facts(owner_id="")), "scan_owner_missing"),
        (a_scan(facts=facts(owner_id="", owner_name="Sùng A Tủa")), "scan_owner_missing"),
        (a_scan(facts=facts(valid_until="mai")), "scan_day_wrong"),
    ],
)
def test_a_scan_without_its_least_data_is_refused_article_19_2(scan: PaperScanned, code: str):
    with pytest.raises(RuleViolation) as refused:
        after().scan_paper(scan)
    assert the_code(refused) == code


def test_who_has_no_number_is_named_by_name_and_year_of_birth_article_19_2():
    named = facts(owner_id="", owner_name="Sùng A Tủa", birth_year="1961", issued="1999-01-31")
    assert after().scan_paper(a_scan(facts=named)).facts == named


def test_a_result_has_its_file_without_being_among_the_papers():
    said = after().scan_paper(a_scan("Giấy khai sinh", is_result=True))
    assert digitised(after(said)) == Digitised(components=False, result=True, reused=False)


def test_a_dossier_is_digitised_when_each_paper_has_its_file_qd_766():
    assert not digitised(after(a_scan())).components
    waived = ScanWaived(paper=MARRIAGE, reason="khổ A0")
    assert not digitised(after(a_scan(), waived)).components
    again = a_scan(MARRIAGE, reused_from="h", source=ScanSource.REUSED)
    assert digitised(after(a_scan(), again)) == Digitised(
        components=True, result=False, reused=True
    )


def test_a_paper_may_be_used_again_to_its_last_day():
    until = facts(valid_until="2026-11-27")
    assert is_valid_on(until, date(2026, 11, 27))
    assert not is_valid_on(until, date(2026, 11, 28))
    assert is_valid_on(facts(), date(2099, 1, 1))


def test_plain_text_is_black_and_white_and_a_stamp_is_grey():
    assert fitting_look(Ink(midtones=60, coloured=2)) is Look.BILEVEL
    assert fitting_look(Ink(midtones=61, coloured=0)) is Look.GREY
    assert fitting_look(Ink(midtones=0, coloured=3)) is Look.GREY


@pytest.mark.parametrize("look", Look)
def test_each_try_is_lighter_than_the_one_before(look: Look):
    steps = [(one.dpi, one.quality) for one in tries(look)]
    assert steps == sorted(steps, reverse=True)
    assert max(one.dpi for one in tries(look)) == 200


def test_a_signed_file_is_never_drawn_anew_and_a_light_one_need_not_be():
    assert may_stay(2 * PAGE_BUDGET, 2)
    assert not may_stay(2 * PAGE_BUDGET + 1, 2)
    assert may_stay(50 * PAGE_BUDGET, 1, signed=True)


def test_everybody_folds_the_same_scans_whatever_came_first():
    history = received()
    history.says("quầy 1", a_scan())
    history.says("quầy 2", a_scan(MARRIAGE))
    dossier = history.fold()
    assert {scan.said.paper for scan in dossier.scans} == {BIRTH, MARRIAGE}
    assert msgspec.to_builtins(dossier.waived_scans) == ()
