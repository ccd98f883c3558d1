import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.usecases.desk import Desk
from app.usecases.sync_hold import let_rounds_go
from app.usecases.synchronise import one_round
from sync.protocol.errors import SyncError
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_open_office
from tests.helpers.province import Province
from tests.helpers.quick import derives_quickly
from tests.helpers.two_pcs import a_second_pc


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here is about what it costs to guess a password."""
    derives_quickly(monkeypatch)


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


@pytest.fixture
def neighbour(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[Desk]:
    """A second PC of the office; both know of each other."""
    with a_second_pc(tmp_path, enrolled, province) as second:
        for desk in (enrolled, second.desk, enrolled):
            one_round(desk)
        yield second.desk


@pytest.fixture
def other(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[Desk]:
    """A second PC of the office; both have heard of each other, and then the line is cut."""
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        province.is_cut_off()
        yield second.desk


@pytest.fixture
def lineless(other: Desk) -> Desk:
    """The same, and it knows: its own last attempt did not reach the province."""
    with pytest.raises(SyncError):
        one_round(other)
    return other


@pytest.fixture
def copied(tmp_path: Path, enrolled: Desk) -> Iterator[Desk]:
    """Somebody has copied the disk: a PC that has the same key and goes on by itself."""
    one_round(enrolled)
    enrolled.store.rest()
    assert isinstance(enrolled.machine.clock, FrozenClock)
    profile = Profile(Path(shutil.copytree(enrolled.profile.path, tmp_path / "copy" / "office")))
    key = keys.unlock(profile, MAI.id, PASSWORD)
    office = AnOffice(Store.open(profile, key, a_machine(9, enrolled.machine.clock)), key, "")
    desk = a_desk(office)
    let_rounds_go(desk)
    yield desk
    office.closes()
