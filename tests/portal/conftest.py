from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.desk import Desk
from tests.helpers.connecting import Connected, connected
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import an_open_office
from tests.helpers.province import Province
from tests.helpers.provincial import StandIn


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Desk]:
    with an_open_office(tmp_path) as office:
        yield a_desk(office)


@pytest.fixture
def province(tmp_path: Path, pc: Desk) -> Iterator[Province]:
    one = Province(tmp_path / "gateway", pc.machine.clock, FACTS.commune_code)
    one.enrols(pc)
    yield one
    one.closes()


@pytest.fixture
def held() -> Iterator[StandIn]:
    with StandIn() as one:
        yield one


@pytest.fixture
def world(tmp_path: Path, pc: Desk, province: Province, held: StandIn) -> Iterator[Connected]:
    with connected(tmp_path / "connector", pc, province, held) as one:
        yield one
