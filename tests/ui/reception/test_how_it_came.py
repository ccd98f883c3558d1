"""By post with its arrival, and for another authority (phi địa giới; NĐ 118/2025, Điều 20)."""

from datetime import UTC, datetime

from app.domain.duties import DutyKind
from app.domain.papers.form01 import form01
from app.domain.procedure import Channel
from app.system.clock import milliseconds
from app.ui.dossier.facts import sections
from app.usecases.dossier_view import open_dossier
from tests.ui.reception.counter import BIRTH, CARD, Counter


def offered(counter: Counter) -> None:
    counter.scans(f"{CARD}\n")
    counter.finds_procedure(BIRTH)


def by_post(counter: Counter, day: str, clock: str) -> None:
    procedure = counter.page.form.procedure
    procedure.channel.fill(Channel.POST)
    procedure.channel.edited.emit()
    for field, text in (
        (procedure.coming.day, day),
        (procedure.coming.clock, clock),
        (procedure.coming.consignment, "EB123456789VN"),
    ):
        field.line.setFocus()
        counter.types(text)
    counter.settles()


def facts_of(counter: Counter) -> dict[str, str]:
    taken = counter.page.taking.dossier
    assert taken is not None
    view = counter.does(lambda: open_dossier(counter.desk, taken.id))
    return {
        line.label: line.words for part in sections(view, counter.desk.now()) for line in part.lines
    }


def test_the_arrival_is_asked_for_only_of_what_came_by_post(counter: Counter) -> None:
    offered(counter)
    coming = counter.page.form.procedure.coming
    assert not coming.day.isVisible()
    by_post(counter, "", "")
    assert coming.day.isVisible()
    assert "arrival_missing" in counter.problems()


def test_what_came_by_post_keeps_when_it_came_and_counts_from_acceptance(counter: Counter) -> None:
    """Điều 17(3): the time runs from complete acceptance, not from the arrival."""
    offered(counter)
    by_post(counter, "23/11/2026", "1610")
    taken = counter.takes_in()
    assert taken.arrived_at == milliseconds(datetime(2026, 11, 23, 9, 10, tzinfo=UTC))
    assert taken.consignment == "EB123456789VN"
    assert taken.promise is not None
    assert taken.promise.start == taken.accepted_at == milliseconds(counter.office.clock.now())
    assert "EB123456789VN" in facts_of(counter)["Bưu chính mang đến"]


def test_the_post_brings_nothing_after_it_was_accepted(counter: Counter) -> None:
    offered(counter)
    by_post(counter, "23/11/2030", "1610")
    assert "arrival_after_acceptance" in counter.problems()
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None


def test_a_dossier_of_another_authority_says_so_on_paper_and_among_the_duties(
    counter: Counter,
) -> None:
    """Điều 20: papers leave within one working day, the result comes back to this desk."""
    offered(counter)
    coming = counter.page.form.procedure.coming
    coming.other.click()
    counter.settles()
    assert "authority_missing" in counter.problems()
    coming.authority.line.setFocus()
    counter.types("UBND xã Dào San")
    taken = counter.takes_in()
    assert taken.for_authority == "UBND xã Dào San"
    view = counter.does(lambda: open_dossier(counter.desk, taken.id))
    assert DutyKind.SEND_PAPERS in [duty.kind for duty in view.duties]
    slip = form01(taken, counter.desk.office)
    assert facts_of(counter)["Tiếp nhận thay"] == "UBND xã Dào San"
    assert any("UBND xã Dào San" in note for note in slip.notes)
