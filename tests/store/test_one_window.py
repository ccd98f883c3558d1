"""A second start of the same office goes to the window that is open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.system.single import OneWindow, Wish

Start = Callable[[Path], OneWindow]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[OneWindow] = []

    def begin(folder: Path) -> OneWindow:
        started.append(OneWindow(folder))
        return started[-1]

    yield begin
    for one in started:
        one.release()


def test_the_second_start_hands_its_file_to_the_first(start: Start, tmp_path: Path):
    first, second = start(tmp_path / "w"), start(tmp_path / "w")
    assert first.is_first()
    assert not second.is_first()
    second.ask(tmp_path / "xã Sì Lở Lầu.motcua")
    assert first.wish() == Wish(tmp_path / "xã Sì Lở Lầu.motcua")
    assert first.wish() is None


def test_a_start_without_a_file_only_wishes_to_be_seen(start: Start, tmp_path: Path):
    first = start(tmp_path)
    assert first.is_first()
    start(tmp_path).ask(None)
    assert first.wish() == Wish(None)


def test_after_the_close_another_is_first_without_the_old_wish(start: Start, tmp_path: Path):
    first, second = start(tmp_path), start(tmp_path)
    assert first.is_first()
    second.ask(tmp_path / "a.motcua")
    first.release()
    assert second.is_first()
    assert second.wish() is None


def test_a_damaged_wish_is_none(start: Start, tmp_path: Path):
    first = start(tmp_path)
    assert first.is_first()
    for text in ("", "[]", "{}", '{"file": 3}'):
        (tmp_path / "wish.json").write_text(text)
        assert first.wish() is None


def test_two_offices_have_two_windows(start: Start, tmp_path: Path):
    assert start(tmp_path / "a").is_first()
    assert start(tmp_path / "b").is_first()


def test_a_folder_that_cannot_be_made_keeps_nobody_out(start: Start, tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert start(tmp_path / "file" / "w").is_first()
