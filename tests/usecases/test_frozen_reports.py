"""Chốt số liệu: frozen figures stand, later corrections stand beside them with their dossiers."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from app.domain.certification_fees import Asked
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import FeeTaken, NoteAdded, OnPaper
from app.domain.person import Person
from app.domain.register import BookKind
from app.domain.reports import Column, Period, digest, sheet_then, situation_then
from app.store.reaching import Known
from app.store.reader import Reader
from app.store.records import Officer
from app.usecases import books, fast_lane, reports
from app.usecases.desk import Desk
from app.usecases.fast_lane import Request
from app.usecases.reports import Comparison, Report, freeze_report
from app.usecases.synchronise import one_round
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.dossiers import a_result
from tests.helpers.office import AnOffice
from tests.helpers.province import Province
from tests.helpers.two_pcs import SecondPc, a_second_pc

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
THAT_DAY = Period(TODAY, TODAY)


@pytest.fixture
def second(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def counted(desk: Desk) -> Report:
    return reports.report(desk, THAT_DAY)


def refuses(code: str, work, *args: object) -> None:
    with pytest.raises(RuleViolation) as no:
        work(*args)
    assert no.value.code == code


def late_result(office: AnOffice, dossier: Dossier) -> Dossier:
    """It was done on its day and is typed in now (nhập bù)."""
    happened = office.clock.now() - A_DAY
    with office.store.act(by=office.officer, eff=happened) as act:
        said = a_result(paper=OnPaper(decided_by="Tẩn A Sài"))
        return act.record(dossier.id, said, seen=dossier.version)


def test_a_period_is_frozen_when_it_is_over(office: AnOffice, desk: Desk):
    office.receives()
    refuses("period_not_over", freeze_report, desk, counted(desk))
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen
    assert len(frozen) == 1
    said = frozen[0].said
    assert situation_then(said)[Column.RECEIVED] == sheet_then(said)["received"] == 1
    assert said.complete
    assert frozen[0].by == "Lò Thị Mai"
    assert frozen[0].is_intact


def test_only_clerk_and_leader_freeze(office: AnOffice, desk: Desk):
    office.clock.pass_by(A_DAY)
    guide = a_desk(office, Officer("01937000-0000-7000-8000-0000000000bb", "Vàng A Chớ", "guide"))
    refuses("role_not_allowed", freeze_report, guide, counted(desk))


def test_what_comes_later_never_changes_what_was_frozen(office: AnOffice, desk: Desk):
    dossier, other = office.forwards(office.receives()), office.receives()
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen[0]
    late_result(office, dossier)
    office.forwards(other)
    office.receives()
    now = counted(desk)
    assert now.frozen == (frozen,)
    assert situation_then(frozen.said)[Column.SETTLED] == 0
    assert now.situation.count(Column.SETTLED) == 1
    said = reports.since(desk, now, frozen)
    assert said.is_changed
    assert said.causes == (dossier.id,)


def test_what_changes_no_figure_is_no_cause(office: AnOffice, desk: Desk):
    dossier = office.receives()
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen[0]
    office.forwards(dossier)
    office.receives()
    said = reports.since(desk, counted(desk), frozen)
    assert not said.is_changed
    assert said.causes == ()


def test_money_of_the_period_that_is_typed_in_later_is_a_correction(office: AnOffice, desk: Desk):
    dossier = office.receives()
    happened = office.clock.now()
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen[0]
    with office.store.act(by=office.officer, eff=happened) as act:
        act.record(dossier.id, FeeTaken(amount=8000), seen=dossier.version)
    said = reports.since(desk, counted(desk), frozen)
    assert said.is_changed
    assert said.causes == (dossier.id,)


def test_it_is_frozen_again_only_when_something_changed(office: AnOffice, desk: Desk):
    dossier = office.forwards(office.receives())
    office.clock.pass_by(A_DAY)
    before = counted(desk)
    now = freeze_report(desk, before)
    refuses("report_frozen_unchanged", freeze_report, desk, now)
    late_result(office, dossier)
    refuses("report_changed", freeze_report, desk, before)
    again = freeze_report(desk, counted(desk)).frozen
    assert [situation_then(one.said)[Column.SETTLED] for one in again] == [0, 1]
    assert again[0].said.digest != again[1].said.digest


def test_lines_of_the_certification_books_are_frozen_as_they_are_at_that_moment(desk: Desk):
    request = Request(requester=Person(name="Chẻo Thị Mẩy"), papers=(Asked("Bằng tốt nghiệp"),))
    books.open_book(desk, BookKind.COPIES)
    fast_lane.do_now(desk, request)
    desk.machine.clock.pass_by(A_DAY)  # type: ignore[attr-defined]
    shown = counted(desk)
    assert shown.certified == 1
    other = msgspec.structs.replace(shown, certified=7)
    refuses("report_changed", freeze_report, desk, other)
    assert sheet_then(freeze_report(desk, shown).frozen[0].said)["certified"] == 1


def test_the_hash_tells_that_a_figure_was_changed(office: AnOffice, desk: Desk):
    office.receives()
    office.clock.pass_by(A_DAY)
    said = freeze_report(desk, counted(desk)).frozen[0].said
    row = msgspec.structs.replace(said.figures[0], counts=(2, *said.figures[0].counts[1:]))
    assert digest(said) == said.digest
    for name, value in (
        ("figures", (row,)),
        ("covers", ()),
        ("complete", False),
        ("known", ()),
        ("last", "2026-11-25"),
    ):
        assert digest(msgspec.structs.replace(said, **{name: value})) != said.digest, name


def test_only_what_was_known_then_and_was_touched_since_is_folded_again(
    office: AnOffice, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """A page that stays open counts at every announcement: it must not fold a year each time."""
    one, other, third = (office.forwards(office.receives()) for _ in range(3))
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen[0]
    folded: list[str] = []
    then = Reader.dossier_then

    def folds(self: Reader, dossier_id: str, known: Known) -> Dossier | None:
        folded.append(dossier_id)
        return then(self, dossier_id, known)

    monkeypatch.setattr(Reader, "dossier_then", folds)
    comparison = Comparison()
    office.does(other, NoteAdded(text="đã gọi"))
    assert comparison.since(desk, counted(desk), frozen).causes == ()
    assert folded == []
    one = late_result(office, one)
    office.receives()
    assert comparison.since(desk, counted(desk), frozen).causes == (one.id,)
    assert sorted(folded) == sorted([one.id, other.id])
    comparison.since(desk, counted(desk), frozen)
    assert len(folded) == 2
    late_result(office, third)
    assert set(comparison.since(desk, counted(desk), frozen).causes) == {one.id, third.id}
    assert folded[2:] == [third.id]
    assert comparison.since(desk, counted(desk), frozen) == reports.since(
        desk, counted(desk), frozen
    )


def test_what_the_province_puts_into_its_order_is_compared_again(enrolled: Desk, second: SecondPc):
    dossier = a_dossier(second.desk)
    one_round(second.desk)
    enrolled.machine.clock.pass_by(A_DAY)  # type: ignore[attr-defined]
    frozen = freeze_report(enrolled, counted(enrolled)).frozen[0]
    comparison = Comparison()
    assert not comparison.since(enrolled, counted(enrolled), frozen).is_changed
    one_round(enrolled)
    said = comparison.since(enrolled, counted(enrolled), frozen)
    assert said.causes == (dossier.id,)
    before = enrolled.store.reader().mark()
    ours = a_dossier(enrolled)
    assert enrolled.store.reader().touched_since(before) == [ours.id]
    before = enrolled.store.reader().mark()
    one_round(enrolled)
    assert ours.id in enrolled.store.reader().touched_since(before)


def test_both_pcs_know_the_freezing_and_what_the_other_sent_too_late(
    enrolled: Desk, second: SecondPc
):
    dossier = a_dossier(second.desk)
    one_round(enrolled)
    enrolled.machine.clock.pass_by(A_DAY)  # type: ignore[attr-defined]
    frozen = freeze_report(enrolled, counted(enrolled)).frozen[0]
    assert not frozen.said.complete
    assert situation_then(frozen.said)[Column.RECEIVED] == 0
    for desk in (second.desk, enrolled, second.desk):
        one_round(desk)
    for desk in (enrolled, second.desk):
        now = counted(desk)
        assert [one.said for one in now.frozen] == [frozen.said]
        said = reports.since(desk, now, now.frozen[-1])
        assert said.is_changed
        assert said.causes == (dossier.id,)
        assert now.situation.count(Column.RECEIVED) == 1
