"""Scans go up after the acts that name them, and the office knows which of them have arrived."""

import queue
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding, ScanSource
from app.domain.link import SENT_FILES
from app.domain.procedure import ComponentDocument, Limit, Unit
from app.store.records import Touched
from app.usecases import scanning
from app.usecases.desk import Desk
from app.usecases.file_round import FileTurn, OwedFiles, Wishes
from app.usecases.gateway_known import keep_gateway, must_be_enrolled
from app.usecases.reception import receive
from app.usecases.reception_form import PaperLine
from app.usecases.scanning import Ready
from app.usecases.synchronise import (
    SyncService,
    SyncStatus,
    link_journal,
    one_round,
    send_files,
    status,
)
from sync.files.address import address_of
from sync.files.faults import NoRoom
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import FACTS, a_desk, a_dossier, a_form
from tests.helpers.gateway_line import eventually
from tests.helpers.office import a_machine, an_open_office
from tests.helpers.patience import PATIENCE
from tests.helpers.province import Province
from tests.helpers.slow_line import SlowLine
from tests.helpers.two_pcs import a_second_pc

A_LINE = PaperLine(
    asked=ComponentDocument("Tờ khai"), standing=PaperStanding.SUBMITTED, originals=1
)


def a_pdf(size: int = 50_000, seed: int = 1) -> bytes:
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(size - 9)  # noqa: S311


def scans(desk: Desk, content: bytes, dossier: Dossier | None = None) -> Dossier:
    """A dossier is taken in, unless it is there, and its first paper is scanned."""
    dossier = dossier or receive(desk, a_form(desk, "1.004873", papers=(A_LINE,)))
    papers = scanning.papers(desk, dossier.id)
    row = next(row for row in papers.rows if row.scan is None)
    ready = Ready(content=content, pages=1, source=ScanSource.FILE)
    return scanning.keep_scan(desk, papers.version, row, ready)


def at_the_gateway(province: Province, content: bytes) -> bool:
    folder, sha = province.running.gateway.folder.files(FACTS.commune_code), address_of(content)
    path = folder / sha[:2] / sha
    return path.exists() and path.read_bytes() == content


def arrived(desk: Desk, dossier: Dossier) -> list[bool]:
    rows = scanning.papers(desk, dossier.id).rows
    return [row.is_sent for row in rows if row.scan is not None]


def test_a_scan_goes_up_after_its_act_and_the_paper_says_so(enrolled, province):
    content = a_pdf()
    dossier = scans(enrolled, content)
    assert status(enrolled).waiting_files == 1
    one_round(enrolled)
    assert not at_the_gateway(province, content)
    assert arrived(enrolled, dossier) == [False]
    send_files(enrolled)
    assert at_the_gateway(province, content)
    assert arrived(enrolled, dossier) == [True]
    told = status(enrolled)
    assert (told.waiting_files, told.waiting_file_bytes) == (0, 0)


def test_a_screen_hears_that_a_file_has_arrived(enrolled):
    heard: list[Touched] = []
    dossier = scans(enrolled, a_pdf())
    one_round(enrolled)
    enrolled.store.listen(heard.append)
    send_files(enrolled)
    assert heard == [Touched("file", (dossier.id,))]


def test_a_file_whose_act_has_not_left_is_passed_over_and_goes_later(enrolled, province):
    one_round(enrolled)
    content = a_pdf()
    scans(enrolled, content)
    assert send_files(enrolled).sent == 0
    one_round(enrolled)
    assert send_files(enrolled).sent == 1
    assert at_the_gateway(province, content)


def test_files_of_the_nearest_limit_go_first_those_of_ended_dossiers_last(enrolled, office):
    desk = enrolled
    over = scans(desk, a_pdf(seed=1))
    office.finishes(over)
    limits = {2: 5, 3: 1, 4: 3}
    for seed, days in limits.items():
        form = a_form(desk, papers=(A_LINE,), limit=Limit(days, Unit.WORKING_DAY))
        scans(desk, a_pdf(seed=seed), receive(desk, form))
    session = desk.store.sync_session()
    order = [one.file for one in OwedFiles(desk).owed(session)]
    session.close()
    assert order == [address_of(a_pdf(seed=seed)) for seed in (3, 4, 2, 1)]


def test_what_a_restored_gateway_still_holds_is_asked_about_and_not_sent_again(enrolled, province):
    content, lost = a_pdf(seed=1), a_pdf(seed=2)
    dossier = scans(enrolled, content)
    scans(enrolled, lost)
    one_round(enrolled)
    send_files(enrolled)
    gateway = province.running.gateway
    sha = address_of(lost)
    (gateway.folder.files(FACTS.commune_code) / sha[:2] / sha).unlink()
    gateway.renew(gateway.commune(FACTS.commune_code), "restored")
    one_round(enrolled)
    assert status(enrolled).waiting_files == 2
    turn = send_files(enrolled)
    assert turn.sent == 2
    assert turn.traffic.bytes_up < len(content) + len(lost)
    assert at_the_gateway(province, lost)
    assert arrived(enrolled, dossier) == [True]


def test_a_gateway_without_room_is_said_and_stops_no_act(enrolled, province, monkeypatch):
    desk, content = enrolled, a_pdf()
    scans(desk, content)
    one_round(desk)
    monkeypatch.setattr("sync.files.depot.RESERVE", 1 << 60)
    with pytest.raises(NoRoom):
        send_files(desk)
    a_dossier(desk)
    assert one_round(desk).waiting == 0
    monkeypatch.setattr("sync.files.depot.RESERVE", 0)
    send_files(desk)
    assert at_the_gateway(province, content)


def test_a_file_that_is_damaged_here_holds_up_no_other(enrolled, province):
    bad, good = a_pdf(seed=1), a_pdf(seed=2)
    scans(enrolled, bad)
    scans(enrolled, good)
    one_round(enrolled)
    enrolled.store.files.found(address_of(bad)).write_bytes(b"x" * 100)
    assert send_files(enrolled).sent == 1
    assert at_the_gateway(province, good)


class RunningClock(FrozenClock):
    """Its date stands still, its seconds pass: what a slice takes is measured."""

    def monotonic(self) -> float:
        return time.monotonic()


class Watched:
    """A running service and everything that it has said."""

    def __init__(self, desk: Desk) -> None:
        self._said: queue.Queue[SyncStatus] = queue.Queue()
        self.service = SyncService(desk, self._said.put)

    def says(self, expected: Callable[[SyncStatus], bool]) -> SyncStatus:
        """Wait until a status is so."""
        while not expected(told := self._said.get(timeout=PATIENCE)):
            pass
        return told


@contextmanager
def on_a_slow_line(folder: Path, rate: float) -> Iterator[tuple[Desk, Province, SlowLine, Watched]]:
    """An enrolled desk whose service reaches the province at so many bytes a second."""
    with an_open_office(folder, a_machine(clock=RunningClock())) as office:
        province = Province(folder / "gateway", office.clock, FACTS.commune_code)
        desk = a_desk(office)
        province.enrols(desk)
        with SlowLine(province.running.port, rate) as line:
            moved = msgspec.structs.replace(must_be_enrolled(desk.store.preferences), url=line.url)
            keep_gateway(desk.store.preferences, moved)
            watched = Watched(desk)
            try:
                yield desk, province, line, watched
            finally:
                watched.service.stop(PATIENCE)
        province.closes()


def test_on_a_slow_line_a_new_dossier_overtakes_a_scan(tmp_path, monkeypatch):
    monkeypatch.setattr("sync.files.slices.SECONDS", 0.5)
    content = a_pdf(600_000)
    with on_a_slow_line(tmp_path, 40_000) as (desk, province, line, watched):
        scans(desk, content)
        watched.service.start()
        watched.says(lambda told: told.is_sending_file and told.waiting_events == 0)
        a_dossier(desk)
        watched.says(lambda told: told.waiting_dossiers == 1)
        watched.says(lambda told: told.waiting_dossiers == 0)
        assert placed(province) == 3 + 3
        assert not at_the_gateway(province, content)
        assert 0 < watched.service.status().waiting_file_bytes < len(content) + 1000
        line.rate = 1e9  # somebody has repaired it
        watched.says(lambda told: told.waiting_files == 0)
        assert at_the_gateway(province, content)


def placed(province: Province) -> int:
    """How many events have their place at the gateway: two of the province's own and the rest."""
    gateway = province.running.gateway
    return gateway.commune(FACTS.commune_code).log.counts()["placed"]


def test_a_line_that_breaks_inside_a_slice_takes_back_little(tmp_path, monkeypatch):
    content = a_pdf(500_000)
    with on_a_slow_line(tmp_path, 60_000) as (desk, province, line, watched):
        scans(desk, content)
        watched.service.start()
        watched.says(lambda told: told.is_sending_file)
        before = line.bytes_up
        assert eventually(lambda: line.bytes_up > before + 150_000)
        line.breaks()
        line.rate = 1e9
        watched.says(lambda told: told.error_code == "unreachable")
        watched.service.wake()
        watched.says(lambda told: told.waiting_files == 0 and not told.running)
        assert at_the_gateway(province, content)
        assert line.bytes_up < len(content) + 140_000


def test_closing_the_program_does_not_wait_for_a_scan(tmp_path):
    with on_a_slow_line(tmp_path, 20_000) as (desk, province, _line, watched):
        content = a_pdf(500_000)
        scans(desk, content)
        watched.service.start()
        watched.says(lambda told: told.is_sending_file)
        watched.service.stop(5.0)
        assert not watched.service.is_alive
        assert not at_the_gateway(province, content)


def test_a_pc_that_took_over_a_dead_pcs_files_brings_them(enrolled, province, tmp_path):
    content = a_pdf()
    dossier = scans(enrolled, content)
    one_round(enrolled)
    with a_second_pc(tmp_path, enrolled, province) as other:
        one_round(other.desk)
        sha = address_of(content)
        assert status(other.desk).waiting_files == 0
        other.desk.store.files.keep(content)
        other.desk.store.files.settle(sha)
        assert send_files(other.desk).sent == 1
        assert arrived(other.desk, dossier) == [True]
    assert at_the_gateway(province, content)


def test_a_scan_of_another_pc_comes_down_when_somebody_wants_to_see_it(
    enrolled, province, tmp_path
):
    content = a_pdf(150_000)
    sha = address_of(content)
    dossier = scans(enrolled, content)
    with a_second_pc(tmp_path, enrolled, province) as other:
        watched = Watched(other.desk)
        heard: list[Touched] = []
        one_round(enrolled)
        other.desk.store.listen(heard.append)
        watched.service.start()
        try:
            watched.says(lambda told: told.last_contact is not None and not told.running)
            watched.service.fetch(sha)  # the gateway does not have it yet: the wish stays
            watched.says(lambda told: told.running)
            watched.says(lambda told: not told.running and told.next_round is not None)
            assert not other.desk.store.files.has(sha)
            send_files(enrolled)
            watched.service.wake()
            assert eventually(lambda: Touched("file", (dossier.id,)) in heard)
            (row,) = scanning.papers(other.desk, dossier.id).rows
            assert row.is_here
            assert row.is_sent
            assert row.scan is not None
            assert scanning.read_scan(other.desk, row.scan) == content
        finally:
            watched.service.stop(PATIENCE)
    assert not list(other.desk.store.files.folder.glob("*.*"))


def test_what_comes_down_is_believed_only_when_it_is_what_was_named(enrolled, province, tmp_path):
    content = a_pdf()
    sha = address_of(content)
    scans(enrolled, content)
    one_round(enrolled)
    send_files(enrolled)
    (province.running.gateway.folder.files(FACTS.commune_code) / sha[:2] / sha).write_bytes(
        a_pdf(seed=5)
    )
    with a_second_pc(tmp_path, enrolled, province) as other:
        one_round(other.desk)
        wishes, session = Wishes(), other.desk.store.sync_session()
        wishes.add(sha)
        with FileTurn(other.desk, session, OwedFiles(other.desk), wishes) as turn:
            while turn.step():
                pass
        session.close()
        assert not other.desk.store.files.has(sha)
        assert wishes.first(()) == sha


def test_what_scans_have_cost_stands_among_the_last_attempts(enrolled):
    content = a_pdf()
    scans(enrolled, content)
    one_round(enrolled)
    send_files(enrolled)
    send_files(enrolled)  # nothing to bring: no line was used
    files, acts = link_journal(enrolled)[:2]
    assert (files.outcome, acts.outcome) == (SENT_FILES, "ok")
    assert len(content) < files.bytes_up < len(content) + 5000
