"""A proposal and its answer stand above the acts and among the facts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.domain.events import Forwarded, Proposed, StateReported
from app.domain.states import Act, State
from app.ui.dossier.facts import sections
from app.ui.dossier.standing import standings
from app.usecases.dossier_view import DossierView, open_dossier
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.dossiers import a_history, a_recipient
from tests.helpers.office import AnOffice, an_open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[AnOffice]:
    with an_open_office(tmp_path) as one:
        yield one


NOW = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)


def seen(office: AnOffice, *reports: State) -> DossierView:
    """The page of a dossier whose result was proposed, after these reports of the province."""
    desk = a_desk(office)
    view = open_dossier(desk, a_dossier(desk).id)
    history = a_history(State.ACCEPTED, Forwarded(to=a_recipient(province=True)))
    history.says("quầy 1", Proposed(wish=Act.RECORD_RESULT.value, reason="đủ điều kiện"))
    for state in reports:
        history.says("tỉnh", StateReported(state=int(state)))
    return msgspec.structs.replace(view, dossier=history.fold())


def said(view: DossierView) -> str:
    facts = [line.words for part in sections(view, NOW) for line in part.lines]
    return "\n".join([*(one.words for one in standings(view, NOW)), *facts])


def test_a_proposal_waits_until_the_province_has_spoken(office: AnOffice):
    words = said(seen(office))
    assert "chờ hệ thống tỉnh: Ghi nhận kết quả" in words


def test_a_granted_proposal_says_so(office: AnOffice):
    words = said(seen(office, State.DONE))
    assert "Đã được giải quyết theo đề nghị: Ghi nhận kết quả (Đã xử lý xong)." in words
    assert "✓ đã được giải quyết theo đề nghị" in words


def test_one_that_was_settled_otherwise_says_so(office: AnOffice):
    words = said(seen(office, State.STOPPED))
    assert "Không theo đề nghị: Ghi nhận kết quả" in words
    assert "✕ không theo đề nghị" in words
