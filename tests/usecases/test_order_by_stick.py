"""A PC without line or province learns order and acknowledgements from a neighbour's stick."""

from datetime import timedelta

import pytest

from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.bundle_neighbours import neighbours_standing
from app.usecases.dossier_view import open_dossier
from app.usecases.levels import Level
from app.usecases.processing import forward
from app.usecases.synchronise import one_round, status
from sync.peer import passing
from tests.helpers.desk import LAWYER, a_dossier
from tests.helpers.two_pcs import a_second_pc


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture
def far(enrolled, province, tmp_path):
    """The office's PC in another house: it knows the first one, and has had no line since."""
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        yield second.desk


def level(desk, dossier):
    return open_dossier(desk, dossier.id).level


def test_the_stick_between_two_pcs_brings_what_the_province_signed(enrolled, far, stick):
    theirs = a_dossier(far)
    export_bundle(far, stick)
    import_bundles(enrolled, stick)
    one_round(enrolled)
    mine = a_dossier(enrolled)
    one_round(enrolled)
    export_bundle(enrolled, stick)
    told = import_bundles(far, stick)
    assert [(one.code, one.troubles) for one in told.bundles] == [("", ()), ("", ())]
    assert (told.waiting, status(far).waiting_events) == (0, 0)
    assert told.confirmed > 0
    for dossier in (mine, theirs):
        assert level(far, dossier) is Level.PROVINCE_GATEWAY
    again = import_bundles(far, stick)
    assert (again.confirmed, sum(one.fresh for one in again.bundles)) == (0, 0)


def test_months_of_order_come_piece_by_piece_and_whole(enrolled, far, stick, monkeypatch):
    monkeypatch.setattr(passing, "MOST_EVENTS", 2)
    export_bundle(far, stick)
    import_bundles(enrolled, stick)
    made = []
    for _ in range(4):
        made.append(a_dossier(enrolled))
        one_round(enrolled)
    forward(enrolled, made[0].version, LAWYER)
    export_bundle(enrolled, stick)
    import_bundles(far, stick)
    assert [level(far, one) for one in made[1:]] == [Level.PROVINCE_GATEWAY] * 3
    here, there = (desk.store.sync_session() for desk in (enrolled, far))
    with here.reading() as mine, there.reading() as theirs:
        assert theirs.order.cursor() == mine.order.cursor()
    here.close()
    there.close()


def test_an_older_stick_and_one_of_long_ago_count_no_more(enrolled, far, stick, tmp_path):
    export_bundle(far, stick)
    later = tmp_path / "other"
    later.mkdir()
    a_dossier(far)
    export_bundle(far, later)
    import_bundles(enrolled, later)
    kept, now = enrolled.store.preferences, enrolled.now()
    stand = neighbours_standing(kept, now)
    assert set(stand) == {far.store.device.device}
    import_bundles(enrolled, stick)
    assert neighbours_standing(kept, now) == stand
    enrolled.machine.clock.pass_by(timedelta(days=61))
    assert neighbours_standing(kept, enrolled.now()) == {}
