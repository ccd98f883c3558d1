"""What the province's page says of a commune while its connector works."""

import pytest

from app.portal.overview import Overview
from sync.gateway.page.asking import Asked
from sync.gateway.page.desk import Desk, Visit
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.layout import Frame
from sync.gateway.page.mount import Page
from tests.helpers.connecting import Connected
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import a_procedure, a_received
from tests.helpers.province import Province
from tests.portal.test_telling import does


class Watched:
    """The page beside the gateway, without its addresses."""

    def __init__(self, province: Province):
        self._gateway = gateway = province.running.gateway
        self._page = Page(gateway, Overview())
        self._fleets = Fleets(gateway, reads_dossiers=True)

    def page_says(self, words):
        """Whether the commune's page holds these words."""
        gateway = self._gateway
        visit = Visit("Tú", Asked(path={"code": FACTS.commune_code}), Frame("Lai Châu", None))
        return words in Desk(gateway, self._fleets).commune(visit).body

    def commune(self):
        """The commune now."""
        self._page.read_on()
        one = self._fleets.commune(FACTS.commune_code)
        assert one is not None
        assert one.sums is not None
        return one


@pytest.fixture
def watched(province: Province) -> Watched:
    return Watched(province)


def test_a_dossier_waits_while_the_line_is_down_and_no_longer(
    world: Connected, watched: Watched
) -> None:
    does(world, a_received())
    world.passes()
    assert watched.commune().sums.waiting == 0
    world.held.cut()
    does(world, a_received())
    world.passes(3)
    told = watched.commune()
    assert told.sums.waiting == 1
    assert [line.line for line in told.lines_down] == ["unreachable"]
    assert {pc.role for pc in told.offices} == {"office", "connector"}
    world.held.restore()
    world.passes()
    told = watched.commune()
    assert (told.sums.waiting, told.lines_down) == (0, ())


def test_what_the_provinces_system_refuses_stands_there_by_its_code(
    world: Connected, watched: Watched
) -> None:
    does(world, a_received(procedure=a_procedure(code="NGOAI-DM", name="Việc lạ", field="Lạ")))
    assert world.passes().refused == 1
    told = watched.commune()
    assert (told.sums.waiting, told.sums.refused) == (1, 1)
    assert watched.page_says("thiếu hoặc sai trường theo quy cách")
