"""The small pieces of the machine: log, lock, durable files, settings, ids, crash points."""

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.system import crash, disk, durable, log, paths, settings
from app.system.disk import Room
from app.system.lock import AlreadyLocked, ProfileLock
from app.system.machine import Machine, fingerprint
from app.system.secrets import new_uuid, system_entropy
from tests.helpers.clock import A_MORNING


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    handler = log.start(tmp_path)
    yield tmp_path / "motcua.log"
    log.stop(handler)


@pytest.mark.parametrize(
    "value",
    [
        "Giàng A Páo",
        "GIANG A PAO",
        "012345678901",
        "0912345678",
        912345678,
        "Bản Sì Choang",
        "Páo",
        "a" * 81,
        {"name": "Páo"},
        ("A B",),
    ],
)
def test_what_may_be_somebodys_is_withheld(logged: Path, value: object):
    logging.getLogger("app.store").info("saw %s here", value)
    assert logged.read_text("utf-8").endswith("saw [withheld] here\n")


@pytest.mark.parametrize(
    "value",
    [
        "01937000-0000-7000-8000-000000000001",
        "EEGP8FM9NV:A400:12",
        "disk_full",
        "TAM-1-A400-261124-001",
        17,
        0.5,
        Room.WARN,
    ],
)
def test_ids_codes_and_small_numbers_are_written(logged: Path, value: object):
    logging.getLogger("sync.peer").warning("saw %s", value)
    assert "[withheld]" not in logged.read_text("utf-8")


def test_other_peoples_libraries_say_nothing_in_our_log(logged: Path):
    logging.getLogger("urllib3").warning("GET /?name=Giàng A Páo")
    assert "[withheld]\n" in logged.read_text("utf-8")


def test_an_exception_is_told_by_classes_and_places_and_not_by_its_text(logged: Path):
    try:
        _chokes("Giàng A Páo")
    except KeyError:
        logging.getLogger("app.ui").exception("a page failed")
    text = logged.read_text("utf-8")
    assert "KeyError" in text
    assert "ValueError" in text
    assert "in _chokes" in text
    assert "Páo" not in text


def _chokes(on: str) -> None:
    try:
        int(on)
    except ValueError as error:
        raise KeyError(on) from error


def test_a_lock_is_held_by_one_and_let_go(tmp_path: Path):
    first, second = ProfileLock(tmp_path / "lock"), ProfileLock(tmp_path / "lock")
    first.take()
    with pytest.raises(AlreadyLocked):
        second.take()
    first.release()
    first.release()
    second.take()
    second.release()


def test_a_file_is_replaced_whole(tmp_path: Path):
    path = tmp_path / "file"
    durable.replace(path, b"one")
    durable.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    durable.remove(path)
    durable.remove(path)
    assert not path.exists()


def test_ids_sort_by_the_moment_they_were_made():
    ids = [new_uuid(A_MORNING + timedelta(seconds=n), system_entropy) for n in range(5)]
    assert ids == sorted(ids)
    made = uuid.UUID(ids[0])
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_settings_of_the_window_survive_and_damage_gives_the_usual_ones(tmp_path: Path):
    path = tmp_path / "settings.json"
    assert settings.read(path) == settings.WindowSettings()
    chosen = settings.WindowSettings(font_points=14, high_contrast=True)
    settings.write(path, chosen)
    assert settings.read(path) == chosen
    path.write_bytes(b"{")
    assert settings.read(path) == settings.WindowSettings()


@pytest.mark.parametrize(
    ("free", "room"),
    [(3 << 30, Room.ENOUGH), (1 << 30, Room.WARN), (100 << 20, Room.NO_SCANS)],
)
def test_scans_stop_before_the_disk_is_full_and_dossiers_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, room: Room
):
    monkeypatch.setattr(disk, "free_bytes", lambda _: free)
    assert disk.room(tmp_path) is room


def test_free_space_is_asked_of_the_disk(tmp_path: Path):
    assert disk.free_bytes(tmp_path) > 0


def test_an_office_lies_in_the_usual_place_of_this_machine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/home/motcua/data")
    monkeypatch.setenv("PROGRAMDATA", "C:\\Data")
    assert paths.usual_profile().parts[-2:] in {("motcua", "office"), ("MotCua", "office")}


def test_a_machine_has_the_same_fingerprint_each_time():
    assert Machine.here().fingerprint == fingerprint()


def test_a_crash_point_that_was_not_asked_for_costs_nothing():
    for point in crash.POINTS:
        crash.here(point)
        assert not crash.is_armed(point)
    assert len(set(crash.POINTS)) == len(crash.POINTS)
