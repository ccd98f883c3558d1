"""Scans of a PC without a line go to the commune's server, and from there to the province."""

import pytest

from app.store.arriving import Arriving
from app.system.disk import Room
from app.usecases import hub
from app.usecases.file_round import OwedFiles
from app.usecases.hub_files import FilesToHub, caller, has_line
from app.usecases.hub_round import HubRound
from app.usecases.synchronise import one_round, send_files
from sync.carriers.files import HttpFileLine
from sync.carriers.neighbour import read_address
from sync.files.address import address_of
from sync.files.faults import NoRoom, NotNamed, OldCall, WrongContent
from sync.files.slices import Slices
from sync.gateway.acts import Acts
from sync.gateway.file_desk import FileDesk
from sync.protocol.errors import NotAuthorised
from sync.protocol.signing import Signer
from tests.helpers.hub import a_child_hub, a_hub
from tests.helpers.hub import address_of as address_of_host
from tests.usecases.test_files_to_the_province import a_pdf, scans
from tests.usecases.test_hub_kill import until_it_listens


def asks(desk, address, ask, **changes):
    """What a PC asks of files at the server, after a round."""
    session = desk.store.sync_session()
    answers = []

    def after(line, card, key):
        said = caller(desk, session, card.device, key)._replace(**changes)
        answers.append(ask(HttpFileLine(line, said)))

    one = HubRound(desk, session, read_address(address))
    one.after = after
    try:
        one.run()
    finally:
        session.close()
    return answers[0]


def test_a_scan_reaches_the_province_through_the_server_bit_by_bit_the_same(
    enrolled, lineless, province
):
    content = a_pdf(300_000)
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        scans(lineless, content)
        hub.one_round(lineless)
        assert enrolled.store.files.read(address_of(content)) == content
        assert not list(enrolled.profile.arriving.iterdir())
        assert content[:64] not in b"".join(
            path.read_bytes() for path in enrolled.profile.files.iterdir()
        )
    session = lineless.store.sync_session()
    assert [one.file for one in OwedFiles(lineless).owed(session)] == [address_of(content)]
    session.close()
    province.is_back()
    one_round(enrolled)
    assert send_files(enrolled).sent == 1
    assert (
        FileDesk(province.running.gateway).whole(province.commune, address_of(content)) == content
    )
    one_round(lineless)
    again = send_files(lineless)
    assert (again.sent, again.traffic.bytes_up < 10_000) == (1, True)


def test_the_server_learns_of_what_it_owes_while_its_window_is_open(enrolled, lineless):
    owed, session = OwedFiles(enrolled), enrolled.store.sync_session()
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        assert not owed.owed(session)
        scans(lineless, a_pdf())
        hub.one_round(lineless)
        assert [one.file for one in owed.owed(session)] == [address_of(a_pdf())]
    session.close()


def test_a_server_that_is_killed_inside_a_file_goes_on_where_it_was(enrolled, lineless):
    content = a_pdf(400_000)
    file = address_of(content)
    with a_child_hub(enrolled) as host:
        hub.go_to(lineless, address_of_host(host))
        scans(lineless, content)
        session, files = lineless.store.sync_session(), FilesToHub(lineless)
        files.slices = Slices(128 << 10)
        victim = host._process
        assert victim is not None

        def one_slice(line, card, key):
            files.exchange(session, line, (card.device, key), lambda: True)

        one = HubRound(lineless, session, read_address(address_of_host(host)))
        one.after = one_slice
        one.run()
        victim.kill()
        victim.wait()
        until_it_listens(host)
        address = address_of_host(host)
        held = asks(lineless, address, lambda line: line.ask(file))
        assert (held.offset, held.size, held.whole) == (128 << 10, 400_000, 0)
        hub.go_to(lineless, address)
        report = hub.one_round(lineless)
        assert report.bytes_up < 300_000
        session.close()
    assert enrolled.store.files.read(file) == content


def test_a_full_disk_of_the_server_stops_scans_and_no_act(enrolled, lineless, monkeypatch):
    content = a_pdf()
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        dossier = scans(lineless, content)
        monkeypatch.setattr("app.store.blobs.Blobs.room", lambda _blobs: Room.NO_SCANS)
        session, files = lineless.store.sync_session(), FilesToHub(lineless)
        one = HubRound(lineless, session, read_address(running.address))
        one.after = lambda line, card, key: files.exchange(session, line, (card.device, key))
        one.run()
        assert files.fault == "hub_no_room"
        assert not enrolled.profile.arriving.exists()
        assert enrolled.store.reader().row(dossier.id) is not None
        monkeypatch.undo()
        hub.one_round(lineless)
        assert enrolled.store.files.has(address_of(content))
        session.close()


def test_what_no_act_names_is_refused(enrolled, lineless):
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        with pytest.raises(NotNamed):
            asks(lineless, running.address, lambda line: line.begin(address_of(b"x"), 1))
    assert not enrolled.profile.arriving.exists()


def test_who_is_unknown_forges_or_means_another_server_is_refused(enrolled, lineless):
    content = a_pdf()
    own = Signer(bytes(32))
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        scans(lineless, content)
        for changes, why in (
            ({"signer": own}, NotAuthorised),
            ({"server": own.device}, NotAuthorised),
            ({"counter": 0}, OldCall),
        ):
            with pytest.raises(why):
                asks(
                    lineless,
                    running.address,
                    lambda line: line.begin(address_of(content), len(content)),
                    **changes,
                )
    assert not enrolled.profile.arriving.exists()


def test_a_revoked_pc_reads_and_brings_no_file(enrolled, lineless, province):
    content = a_pdf()
    scans(enrolled, content)
    province.is_back()
    Acts(province.running.gateway, "Cán bộ tỉnh").revoke(lineless.store.device.device, "mất máy")
    one_round(enrolled)
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        told = []
        for ask in (
            lambda line: told.append(line.read(address_of(content), 0, 100)),
            lambda line: told.append(line.begin(address_of(content), len(content))),
        ):
            with pytest.raises(NotAuthorised):
                asks(lineless, running.address, ask)
        assert told == []


def test_wrong_bytes_are_thrown_away(enrolled, lineless):
    content = a_pdf()
    file = address_of(content)
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        scans(lineless, content)

        def lies(line):
            line.begin(file, len(content))
            with pytest.raises(WrongContent):
                line.go_on(file, 0, bytes(len(content)))

        asks(lineless, running.address, lies)
        assert not enrolled.store.files.has(file)
        hub.one_round(lineless)
        assert enrolled.store.files.read(file) == content


def test_bytes_behind_a_gap_are_not_taken(enrolled, lineless):
    content = a_pdf()
    file = address_of(content)
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        scans(lineless, content)

        def leaps(line):
            line.begin(file, len(content))
            return line.go_on(file, 5, content[5:100])

        assert asks(lineless, running.address, leaps).offset == 0


def test_a_disk_that_fills_with_the_last_byte_costs_no_byte_again(enrolled, monkeypatch):
    content, key = a_pdf(), enrolled.store.hand_over_key()
    file, folder = address_of(content), enrolled.profile.arriving
    arriving = Arriving(folder, enrolled.store.files, key, enrolled.machine.entropy)
    arriving.begin(file, len(content))
    rooms = iter((Room.ENOUGH, Room.NO_SCANS))
    monkeypatch.setattr("app.store.blobs.Blobs.room", lambda _blobs: next(rooms))
    with pytest.raises(NoRoom), arriving.going_on(file) as part:
        part.append(content)
    monkeypatch.undo()
    assert arriving.begin(file, len(content)).is_whole
    assert enrolled.store.files.read(file) == content


def test_a_pc_with_a_line_brings_its_scans_itself(enrolled, lineless, province):
    province.is_back()
    one_round(lineless)
    session = lineless.store.sync_session()
    assert has_line(session)
    session.close()
    with a_hub(enrolled) as running:
        hub.go_to(lineless, running.address)
        scans(lineless, a_pdf())
        hub.one_round(lineless)
        assert not enrolled.store.files.has(address_of(a_pdf()))


def test_what_was_not_flushed_whole_is_cut_off(enrolled):
    content = a_pdf(100_000)
    file, key = address_of(content), enrolled.store.hand_over_key()
    folder = enrolled.profile.arriving
    arriving = Arriving(folder, enrolled.store.files, key, enrolled.machine.entropy)
    arriving.begin(file, len(content))
    for at in (0, 40_000):
        with arriving.going_on(file) as part:
            part.append(content[at : at + 40_000])
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    for torn in (whole[:-1], whole[:-1] + b"?", whole[:-39_000]):
        path.write_bytes(torn)
        assert arriving.standing(file).offset == 40_000
    with arriving.going_on(file) as part:
        part.append(content[40_000:])
    assert enrolled.store.files.read(file) == content
