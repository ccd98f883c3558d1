"""A draft and the act that it becomes: after a power cut one of the two is there, never both."""

import pytest

from app.store.records import Draft
from tests.helpers.dossiers import a_received
from tests.helpers.office import AnOffice, an_open_office


@pytest.fixture
def office(tmp_path):
    with an_open_office(tmp_path) as opened:
        opened.store.drafts.save(
            Draft("d1", "reception", opened.officer.id, "Giàng A Páo", opened.clock.now(), b"{}")
        )
        yield opened


def drafts_of(office: AnOffice) -> list[str]:
    return [draft.id for draft in office.store.drafts.all("reception")]


def takes_in_the_draft(office: AnOffice, *, power_fails: bool) -> None:
    with office.store.act(by=office.officer) as act:
        act.discard_draft("d1")
        act.record(act.new_id(), a_received(number=act.next_number().code))
        if power_fails:
            raise RuntimeError("power cut")


def test_an_act_that_is_done_takes_its_draft_along(office):
    takes_in_the_draft(office, power_fails=False)
    assert drafts_of(office) == []


def test_an_act_that_breaks_off_leaves_its_draft(office):
    with pytest.raises(RuntimeError, match="power cut"):
        takes_in_the_draft(office, power_fails=True)
    assert drafts_of(office) == ["d1"]
