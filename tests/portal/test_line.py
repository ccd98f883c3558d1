"""The line itself: it neither waits for ever nor ends because a file is away for a moment."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from app.domain.provincial import Line
from app.portal.config import SystemPart
from app.portal.faults import Interrupted, LineDown
from app.portal.line import SystemLine
from app.portal.mapping import language_of
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import a_received
from tests.helpers.patience import PATIENCE
from tests.portal.test_telling import does

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"


@contextmanager
def answering(pieces: Iterator[bytes]) -> Iterator[str]:
    """A server that says these, one after another and slowly, to whoever comes."""
    ended = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        visitor, _ = server.accept()
        with visitor:
            visitor.recv(65536)
            for piece in pieces:
                try:
                    visitor.sendall(piece)
                except OSError:
                    return
                if ended.wait(0.05):
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        ended.set()
        thread.join()
        server.close()


def a_system(folder: Path, base: str, read_seconds: float = PATIENCE) -> SystemPart:
    (folder / "password").write_text("x", "utf-8")
    return SystemPart(
        base=base,
        plain_http=True,
        auth_endpoint="/dangnhap",
        integration_endpoint="/dongbo",
        username="xa",
        password_file=folder / "password",
        madonvi="H35.112.03",
        agency="UBND",
        connect_seconds=PATIENCE,
        read_seconds=read_seconds,
    )


def logs_in(line: SystemLine, system: SystemPart) -> None:
    with line:
        line.ask(language_of(system).next_number("GetNextValue", system.madonvi))


def test_an_answer_that_trickles_is_given_up(tmp_path: Path) -> None:
    pieces = iter([HEAD, *[b" "] * 200])
    with answering(pieces) as base:
        system = a_system(tmp_path, base, read_seconds=0.2)
        line = SystemLine(system, language_of(system))
        with pytest.raises(LineDown) as why:
            logs_in(line, system)
        assert why.value.line is Line.UNREACHABLE
        assert next(pieces, None), "there was more to come"
        assert line.answers == 0


def test_a_stop_does_not_wait_for_the_rest_of_an_answer(tmp_path: Path) -> None:
    with answering(iter([HEAD, *[b" "] * 200])) as base:
        system = a_system(tmp_path, base)
        line = SystemLine(system, language_of(system), stopped=lambda: True)
        with pytest.raises(Interrupted):
            logs_in(line, system)


def test_too_many_requests_is_the_lines_trouble_and_says_when_to_come_again(tmp_path: Path) -> None:
    busy = b"HTTP/1.1 429 Busy\r\nRetry-After: 120\r\nContent-Length: 4\r\n\r\nbusy"
    with answering(iter([busy])) as base:
        system = a_system(tmp_path, base)
        with pytest.raises(LineDown) as why:
            logs_in(SystemLine(system, language_of(system)), system)
        assert (why.value.line, why.value.retry_after) == (Line.TROUBLED, 120)


def test_a_password_that_is_away_for_a_moment_ends_nothing(world: Connected) -> None:
    does(world, a_received())
    file = world.config.system.password_file
    word = file.read_text("utf-8")
    file.unlink()
    assert world.passes().line is Line.NOT_ADMITTED
    file.write_text(word, "utf-8")
    assert world.passes().recorded == 1


def test_only_what_could_be_read_counts_as_an_answer(world: Connected) -> None:
    system = world.config.system
    with SystemLine(system, language_of(system)) as line:
        line.ask(language_of(system).next_number("GetNextValue", system.madonvi))
        assert (line.calls, line.answers) == (2, 2)
        gone = msgspec.structs.replace(system, base="http://127.0.0.1:9")
    with SystemLine(gone, language_of(gone)) as line, pytest.raises(LineDown):
        line.ask(language_of(gone).next_number("GetNextValue", ""))
    assert (line.calls, line.answers) == (1, 0)
