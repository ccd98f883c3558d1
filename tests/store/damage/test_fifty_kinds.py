"""Whatever befalls the files: the officer gets a code or an office, and nothing shown is lost.

With MOTCUA_DAMAGE_TO=FILE the table is written there.
"""

import shutil
from pathlib import Path

import pytest

from app.store import repairing
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.repairing import Mended
from app.store.store import Store
from app.ui.words import sentence
from tests.helpers.office import MAI, PASSWORD, AnOffice
from tests.store.damage.kinds import KINDS, OPENS, Kind
from tests.store.damage.profile import Prepared, a_pc, opened, prepare

pytestmark = pytest.mark.xdist_group("damage")  # one prepared office, one table


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"))


def test_there_are_fifty_kinds_and_more_and_no_two_alike():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 50


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_that_was_shown_as_saved_is_lost(
    kind: Kind, prepared: Prepared, tmp_path: Path, table: list[str]
):
    folder = tmp_path / "office"
    shutil.copytree(prepared.cut if kind.is_cut else prepared.closed, folder)
    kind.harm(folder, prepared.other)
    profile = Profile(folder)
    sees, mended, healed = comes_back(profile, prepared)
    assert sees in kind.sees
    store = opened(profile)
    try:
        assert missing(store, prepared) == set()
        assert store.verify().is_sound or "slip_journal_records" in store.verify().faults[0]
        assert new_number(store) not in prepared.ledger.values()
        assert store.files.is_sound(prepared.scan) is not kind.loses_scan
        if kind.loses_scan:
            store.back_up(profile.backups)  # the copy of the next half hour
            assert store.files.has(prepared.scan)
        if mended and mended.spoilt_pages:
            assert list(folder.glob("set-aside/*/office.db"))
        table.append(line(kind, sees, healed, mended, len(prepared.ledger)))
    finally:
        store.close()


def comes_back(profile: Profile, prepared: Prepared) -> tuple[str, Mended | None, int]:
    """What the officer sees first; where it does not open he mends it."""
    try:
        store = opened(profile)
    except StoreFault as fault:
        return fault.code, mend(profile), 0
    try:
        is_whole = store.verify().is_sound or "slip_journal" in store.verify().faults[0]
        told = missing(store, prepared)
        new_number(store)
    except StoreFault as fault:
        store.close()
        return fault.code, mend(profile), 0
    store.close()
    if not is_whole or told:
        return OPENS, mend(profile), 0
    return OPENS, None, store.healed


def mend(profile: Profile) -> Mended:
    """With the password of always; the damaged files are set aside by it."""
    folders = [profile.backups]
    return repairing.repair(profile, folders, MAI.id, PASSWORD, a_pc())[1]


def missing(store: Store, prepared: Prepared) -> set[str]:
    """Numbers of the ledger that the office does not know."""
    here = {id_: store.reader().dossier(id_).number for id_ in prepared.ledger}
    return {number for id_, number in prepared.ledger.items() if here[id_] != number}


def new_number(store: Store) -> str:
    """The next citizen."""
    key_holder = AnOffice.__new__(AnOffice)
    key_holder.store, key_holder.officer = store, MAI
    return str(key_holder.receives().number)


def line(kind: Kind, sees: str, healed: int, mended: Mended | None, count: int) -> str:
    """One row of the table, in the officer's words."""
    code = f"{sentence(sees).code} {sentence(sees).what}" if sees else "mở bình thường"
    if kind.loses_scan:
        how = "hồ sơ nguyên; bản quét tự lấy lại từ bản sao lưu, bị xóa thì ngay lần sao sau"
    elif mended is not None:
        base = "bản sao lưu" if mended.copy else "các trang còn đọc được"
        how = f"{base} + {mended.salvaged} việc đọc từ tệp hỏng và các việc vừa làm"
    else:
        how = f"{healed} việc tự lấy lại" if healed else "không mất gì"
    return f"| {kind.name} | {code} | {count}/{count} hồ sơ | {how} |"
