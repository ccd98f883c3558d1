"""The officer's or technician's way to mend an office that does not open."""

import pytest

from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.store import Store
from app.usecases.administration import ThisPc, sign_in
from app.usecases.maintenance import create_backup, repair_office
from tests.helpers.desk import a_dossier
from tests.helpers.office import MAI, PASSWORD


@pytest.fixture
def broken(office, desk, tmp_path):
    a_dossier(desk)
    create_backup(desk, tmp_path / "usb")
    number = a_dossier(desk).number
    office.closes()
    office.profile.database.write_bytes(bytes(50_000))
    return ThisPc(office.profile, office.store.machine), number


def test_an_office_is_mended_with_a_copy_from_the_stick(broken, office, tmp_path):
    pc, number = broken
    with pytest.raises(StoreFault):
        sign_in(pc, MAI.id, PASSWORD)
    told = repair_office(pc, [tmp_path / "usb"], MAI.name, PASSWORD)
    assert told.missing == ()
    office.store = Store.open(office.profile, office.key, pc.machine)
    assert office.reader.search(number)


def test_an_unknown_officer_mends_nothing(broken, tmp_path, monkeypatch):
    pc, _ = broken
    monkeypatch.setattr("app.store.repairing.names_here", lambda _profile, _copies: [])
    with pytest.raises(RuleViolation, match="officer_missing"):
        repair_office(pc, [tmp_path / "usb"], "ai đó", PASSWORD)
