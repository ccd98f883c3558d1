"""Báo cho dân on a real store: the list, one call for many, the village head."""

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import OnPaper, TellOutcome, TellSubject, TellWay
from app.domain.person import Person
from app.usecases import lookup, telling
from app.usecases.desk import Desk
from app.usecases.lookup import Section
from app.usecases.telling import Call
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_result
from tests.helpers.office import AnOffice

REACHED = Call(way=TellWay.PHONE, outcome=TellOutcome.TOLD)
IN_VAIN = Call(way=TellWay.PHONE, outcome=TellOutcome.NO_ANSWER)


def somebody(name: str, village: str | None) -> Person:
    return Person(name=name, hamlet=village, phone="0345000118")


def is_ready(office: AnOffice, desk: Desk, name: str, village: str | None = "Lao Chải") -> None:
    dossier = a_dossier(desk, submitter=somebody(name, village))
    office.does(dossier, a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã")))


def count(desk: Desk) -> int:
    counts = {one.section: one.count for one in lookup.today(desk).counts}
    return counts[Section.TO_TELL]


def test_results_are_listed_by_village(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    is_ready(office, desk, "Lò Thị Pàn", "lao chai")
    is_ready(office, desk, "Sùng A Lử", None)
    villages = telling.to_tell(desk)
    assert [(one.name, len(one.items)) for one in villages] == [("Lao Chải", 2), ("", 1)]
    assert count(desk) == 3


def test_one_call_covers_a_village(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    is_ready(office, desk, "Lò Thị Pàn")
    (village,) = telling.to_tell(desk)
    telling.tell(desk, village.items, REACHED)
    assert telling.to_tell(desk) == ()
    assert count(desk) == 0


def test_a_call_in_vain_stays_with_its_time_and_number(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    (village,) = telling.to_tell(desk)
    telling.tell(desk, village.items, IN_VAIN)
    (item,) = telling.to_tell(desk)[0].items
    (attempt,) = item.message.attempts
    assert (attempt.by, attempt.said.phone) == (desk.officer.name, "0345000118")
    assert item.message.subject is TellSubject.RESULT


def test_a_call_about_nobody_is_refused(desk: Desk):
    with pytest.raises(RuleViolation, match="nobody_to_tell"):
        telling.tell(desk, (), REACHED)


def test_half_a_call_is_not_kept(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    (village,) = telling.to_tell(desk)
    bad = Call(way=TellWay.PHONE, outcome=TellOutcome.LEFT_WORD)
    with pytest.raises(RuleViolation, match="told_whom_missing"):
        telling.tell(desk, village.items, bad)
    assert telling.to_tell(desk) == (village,)


def test_the_village_head_is_kept_once_and_changed(office: AnOffice, desk: Desk):
    telling.name_village_head(desk, "Lao Chải", "Vàng A Páo", "0912000111")
    telling.name_village_head(desk, "lao chải ", "Lý A Sài", "0912000222")
    is_ready(office, desk, "Giàng A Páo")
    (village,) = telling.to_tell(desk)
    assert village.head is not None
    assert (village.head.name, village.head.phone) == ("Lý A Sài", "0912000222")
    assert len(office.reader.deeds(telling.HAMLET)) == 1


def test_a_village_head_has_a_name(desk: Desk):
    with pytest.raises(RuleViolation, match="village_head_missing"):
        telling.name_village_head(desk, "Lao Chải", " ", "")


def test_the_list_for_the_village_head_is_printable(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    paper = telling.list_for(desk, telling.to_tell(desk)[0])
    assert [row["name"] for row in paper.rows("rows")] == ["Giàng A Páo"]
    assert "Bộ phận Một cửa" in telling.words_to_read(desk, telling.to_tell(desk)[0].items[0])


def test_the_lists_are_the_same_after_a_rebuild(office: AnOffice, desk: Desk):
    is_ready(office, desk, "Giàng A Páo")
    before = telling.to_tell(desk)
    assert before
    office.store.rebuild()
    assert telling.to_tell(desk) == before
