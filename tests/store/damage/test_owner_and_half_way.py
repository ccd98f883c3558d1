"""Files of somebody else, and a program killed in the middle of a migration or a rebuild."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.store import migrate
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Filter
from app.store.schema import STEPS, Step
from app.system import crash
from app.ui.words import sentence
from tests.store.damage.profile import Prepared, opened, prepare
from tests.store.damage.test_fifty_kinds import missing, new_number
from tests.store.test_opening import mounts

NOBODY = 65534
MORE = (*STEPS, Step("0002_half", ("CREATE TABLE half (id INTEGER)", "DROP TABLE view_dossier")))


@pytest.fixture
def prepared() -> Iterator[Prepared]:
    """An office where others may look: not below a folder of the tester alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield prepare(folder)
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def gives(folder: Path, owner: int, mode: int) -> None:
    """All of it, files with this mode."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, owner)
        path.chmod(mode | 0o111 if path.is_dir() else mode)


def dies(work: Callable[[], object]) -> None:
    """In a process of its own that is killed half-way."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def is_whole(profile: Profile, prepared: Prepared) -> None:
    """Everything is there, and the next citizen gets a number of his own."""
    store = opened(profile)
    try:
        assert missing(store, prepared) == set()
        assert store.verify().is_sound
        assert new_number(store) not in prepared.ledger.values()
    finally:
        store.close()


def numbers_in(profile: Profile) -> set[str]:
    """What the lists of an office hold."""
    store = opened(profile)
    try:
        rows = store.reader().dossiers(Filter(), limit=5000)
        return {one.provisional_code for one in rows}
    finally:
        store.close()


def row(what: str, code: str, how: str) -> str:
    """One row of the table, in the officer's words."""
    said = f"{sentence(code).code} {sentence(code).what}" if code else "mở bình thường"
    return f"| {what} | {said} | 11/11 hồ sơ | {how} |"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_an_office_of_somebody_else_says_that_it_cannot_be_written(
    prepared: Prepared, mode: int, table: list[str]
):
    profile = Profile(prepared.closed)
    opened(profile).close()  # whatever is imported late is here now
    gives(profile.path, 0, mode)
    before = profile.database.read_bytes()
    with as_nobody(), pytest.raises(StoreFault, match="folder_read_only"):
        opened(profile)
    assert profile.database.read_bytes() == before
    gives(profile.path, NOBODY, mode)
    with as_nobody():
        is_whole(profile, prepared)
    what = "chỉ đọc được" if mode & 4 else "không đọc được"
    how = "không mất gì sau khi trả lại quyền"
    table.append(row(f"thư mục của tài khoản khác, {what}", "folder_read_only", how))


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_migration_that_is_cut_off_leaves_the_old_file(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, table: list[str]
):
    profile = Profile(prepared.closed)
    with monkeypatch.context() as patch:
        patch.setattr(crash, "here", lambda _point: os.kill(os.getpid(), signal.SIGKILL))
        for way in (migrate.pending, migrate.migrate):
            patch.setattr(way, "__defaults__", (MORE,))
        dies(lambda: opened(profile))
    assert list(profile.backups.glob("before-migration-*.db"))
    is_whole(profile, prepared)
    table.append(row("tắt máy giữa lúc chuyển dữ liệu sang dạng mới", "", "không mất gì"))


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_rebuild_that_is_cut_off_is_made_again(prepared: Prepared, table: list[str]):
    profile = Profile(prepared.closed)

    def stop(_done: int, _total: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    dies(lambda: opened(profile).rebuild(stop))
    is_whole(profile, prepared)
    table.append(row("tắt máy giữa lúc dựng lại danh sách", "", "không mất gì"))


def test_a_full_disk_takes_nothing_of_what_was_saved(
    prepared: Prepared, tmp_path: Path, table: list[str]
):
    mounts("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path))
    try:
        profile = Profile(shutil.copytree(prepared.closed, tmp_path / "office"))
        store = opened(profile)
        ballast, saved = tmp_path / "ballast", set[str]()
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with pytest.raises(StoreFault, match="disk_full"):
            saved.update(new_number(store) for _ in range(500))
        store.close()
        ballast.unlink()
        assert saved <= numbers_in(profile)
        is_whole(profile, prepared)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S603, S607
    table.append(row("ổ đĩa đầy giữa lúc tiếp nhận", "disk_full", "không mất gì sau khi dọn ổ"))
