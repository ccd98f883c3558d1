"""Scans and what the province said of them, between PCs of which some never have a line."""

from contextlib import closing

import pytest

from app.store.arriving import Arriving
from app.usecases import hub
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.file_round import OwedFiles, Wishes
from app.usecases.gateway_known import must_be_enrolled
from app.usecases.hub_files import FilesToHub
from app.usecases.hub_round import HubRound
from app.usecases.synchronise import one_round, send_files
from sync.carriers.neighbour import read_address
from sync.files.address import address_of
from sync.files.calls import Held, read_words_asked, write_held
from sync.gateway.acts import Acts
from sync.hub.desk import Desk as HubDesk
from sync.hub.refusals import Refused
from sync.protocol.errors import NotAuthorised
from tests.helpers.hub import a_hub
from tests.helpers.patience import PATIENCE
from tests.usecases.test_files_to_the_province import a_pdf, arrived, scans
from tests.usecases.test_hub_service import Running


def a_round(desk, address, wishes=None):
    """One round with the server, and all that there is to do about files."""
    session = desk.store.sync_session()
    one, files = HubRound(desk, session, read_address(address)), FilesToHub(desk, wishes)
    one.after = lambda line, card, key: files.exchange(session, line, (card.device, key))
    try:
        one.run()
    finally:
        session.close()


def owes(desk):
    session = desk.store.sync_session()
    try:
        return [one.file for one in OwedFiles(desk).owed(session)]
    finally:
        session.close()


def test_a_scan_that_lies_at_the_server_comes_without_any_line(enrolled, lineless):
    content = a_pdf(300_000)
    dossier = scans(enrolled, content)
    with closing(enrolled.store.sync_session()) as session:
        session.seal()
    running = Running(lineless)
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        running.service.start()
        running.says(lambda state: state.is_met)
        running.sees(dossier)
        assert not lineless.store.files.has(address_of(content))
        running.service.fetch(address_of(content))
        while running._touched.get(timeout=PATIENCE).kind != "file":
            pass
        assert lineless.store.files.read(address_of(content)) == content
        running.service.stop(PATIENCE)
    assert arrived(lineless, dossier) == [False]  # the server is not the province


def test_what_the_server_has_not_or_not_right_stays_a_wish(enrolled, lineless, monkeypatch):
    content, wishes = a_pdf(), Wishes()
    scans(enrolled, content)
    file = address_of(content)
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        for missing in ("ab" * 32, file):
            wishes.add(missing)
        monkeypatch.setattr(Arriving, "read", lambda *_asked: b"x" * len(content))
        a_round(lineless, serving.address, wishes)
        assert not lineless.store.files.has(file)
        monkeypatch.undo()
        a_round(lineless, serving.address, wishes)
        assert lineless.store.files.read(file) == content
        assert wishes.first(()) == "ab" * 32


def test_a_pc_that_was_revoked_fetches_nothing(enrolled, lineless, province):
    content, wishes = a_pdf(), Wishes()
    scans(enrolled, content)
    province.is_back()
    Acts(province.running.gateway, "Cán bộ tỉnh").revoke(lineless.store.device.device, "mất máy")
    one_round(enrolled)
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        wishes.add(address_of(content))
        with pytest.raises(NotAuthorised):
            a_round(lineless, serving.address, wishes)
    assert not lineless.store.files.has(address_of(content))


def test_the_provinces_word_comes_back_through_the_server(enrolled, lineless, province):
    content = a_pdf()
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        dossier = scans(lineless, content)
        hub.one_round(lineless)
        hub.one_round(lineless)
        assert (arrived(lineless, dossier), owes(lineless)) == ([False], [address_of(content)])
        province.is_back()
        one_round(enrolled)
        send_files(enrolled)
        hub.one_round(lineless)
        assert (arrived(lineless, dossier), owes(lineless)) == ([True], [])


@pytest.mark.parametrize(("status", "code"), [(503, "server_busy"), (403, "old_call")])
def test_a_server_that_says_no_word_now_is_brought_the_scan_all_the_same(
    enrolled,
    lineless,
    monkeypatch,
    status,
    code,
):
    def says_no(_desk, body):
        raise Refused(status, code, nonce=read_words_asked(body).nonce)

    monkeypatch.setattr(HubDesk, "words", says_no)
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        content = a_pdf()
        scans(lineless, content)
        a_round(lineless, serving.address)
        a_round(lineless, serving.address)
    assert enrolled.store.files.has(address_of(content))


def test_who_waits_at_the_server_hears_of_the_word_at_once(enrolled, lineless, province):
    running = Running(lineless)
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        running.service.start()
        running.says(lambda state: state.is_met)
        dossier = scans(lineless, a_pdf())
        running.says(lambda state: state.files == 1)
        province.is_back()
        one_round(enrolled)
        send_files(enrolled)
        running.says(lambda state: state.files == 0)
        running.service.stop(PATIENCE)
    assert arrived(lineless, dossier) == [True]


def test_a_word_that_the_province_did_not_give_so_counts_for_nothing(
    enrolled,
    lineless,
    province,
):
    content = a_pdf()
    gateway, own = must_be_enrolled(enrolled.store.preferences), enrolled.store.device.signer()
    with a_hub(enrolled) as serving:
        hub.go_to(lineless, serving.address)
        dossier = scans(lineless, content)
        hub.one_round(lineless)
        for lie in ("key", "log", "part", ""):
            with closing(enrolled.store.sync_session()) as session:
                said = Held(
                    server=gateway.server,
                    nonce=bytes(16),
                    log_epoch="0" * 16 if lie == "log" else session.log_epoch,
                    file=bytes.fromhex(address_of(content)),
                    offset=len(content),
                    size=len(content),
                    whole=int(lie != "part"),
                )
                signer = own if lie == "key" else province.running.gateway.signer
                session.file_sent(address_of(content), session.log_epoch, write_held(said, signer))
            hub.one_round(lineless)
            assert arrived(lineless, dossier) == [not lie]


def test_the_provinces_word_comes_on_a_neighbours_stick(
    enrolled,
    lineless,
    province,
    tmp_path,
):
    stick = tmp_path / "USB"
    stick.mkdir()
    dossier = scans(lineless, a_pdf())
    export_bundle(lineless, stick)
    import_bundles(enrolled, stick)
    province.is_back()
    one_round(enrolled)
    send_files(enrolled)
    export_bundle(enrolled, stick)
    import_bundles(lineless, stick)
    assert (arrived(lineless, dossier), owes(lineless)) == ([True], [])
