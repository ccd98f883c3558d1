from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.desk import Desk
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import AnOffice, an_open_office
from tests.helpers.province import Province


@pytest.fixture
def office(tmp_path: Path) -> Iterator[AnOffice]:
    with an_open_office(tmp_path) as one:
        yield one


@pytest.fixture
def desk(office: AnOffice) -> Desk:
    return a_desk(office)


@pytest.fixture
def province(tmp_path: Path, office: AnOffice) -> Iterator[Province]:
    one = Province(tmp_path / "gateway", office.clock, FACTS.commune_code)
    yield one
    one.closes()


@pytest.fixture
def enrolled(desk: Desk, province: Province) -> Desk:
    province.enrols(desk)
    return desk
