"""Whose events count: what the province says of devices is heard, whenever it comes."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.events import DeviceCertified, DeviceRevoked, to_payload
from app.domain.events.payload import Payload
from app.domain.history import Aside
from sync.journal import SCHEMA, Journal
from sync.journal.outgoing import frames_for
from sync.protocol.certificate import certify
from sync.protocol.event import Envelope
from sync.protocol.frame import unpack
from sync.protocol.identity import Author
from sync.protocol.signing import Signer
from tests.helpers.office import THE_OFFICE, AnOffice, a_machine, an_office
from tests.store.test_sync_session import brought

ENTITY = "01937000-0000-7000-8000-00000000cccc"


class TheProvince:
    """A device of the province with a journal of its own."""

    def __init__(self) -> None:
        self._signer = Signer(b"p" * 32)
        self.author = Author(self._signer.device, "PR0V")
        self.root = certify(self._signer.public_key, ("province.",), "tỉnh", "province")
        self._entropy = random.Random(5).randbytes  # noqa: S311
        database = sqlite3.connect(":memory:")
        for statement in SCHEMA:
            database.execute(statement)
        self.journal = Journal(database, THE_OFFICE.commune)

    def certifies(self, office: AnOffice) -> None:
        device = office.store.device
        self._says(
            DeviceCertified(
                device=device.device,
                public_key=device.signer().public_key.hex(),
                prefixes=("office.", "device."),
            )
        )

    def revokes(self, office: AnOffice, n: int) -> None:
        device = office.store.device
        heads = ((device.epoch, n, "ab" * 32),)
        self._says(DeviceRevoked(device=device.device, heads=heads, reason="máy bị mất"))

    def is_heard_by(self, office: AnOffice) -> None:
        session = office.store.sync_session()
        with session.page() as page:
            page.journal.devices.trust(self.root)
        for packed in frames_for(self.journal, "anybody", self.author):
            with session.page() as page:
                page.touch(page.journal.accept(unpack(packed)).touched)
        session.close()

    def _says(self, said: Payload) -> None:
        draft = Envelope(
            v=1, e=ENTITY, t="device", k=said.kind, at=1, by="Cán bộ tỉnh", role="province"
        )
        self.journal.append(self.author, draft, to_payload(said), self._entropy(16))
        self.journal.seal(self._signer, self.author)


@pytest.fixture
def province() -> TheProvince:
    return TheProvince()


@pytest.fixture
def neighbour(office: AnOffice, tmp_path: Path) -> Iterator[AnOffice]:
    other = an_office(tmp_path / "second", a_machine(seed=7, clock=office.clock))
    yield other
    other.closes()


def test_an_office_no_province_knows_yet_believes_itself_and_its_neighbour(
    office: AnOffice, neighbour: AnOffice
):
    dossier = neighbour.receives()
    brought(neighbour, office)
    assert office.reader.dossier(dossier.id).set_aside == ()


def test_once_devices_are_certified_the_others_are_set_aside_and_kept(
    office: AnOffice, neighbour: AnOffice, province: TheProvince
):
    dossier = neighbour.receives()
    brought(neighbour, office)
    province.certifies(office)
    province.is_heard_by(office)
    (aside,) = office.reader.dossier(dossier.id).set_aside
    assert aside.reason is Aside.NOT_CERTIFIED
    row = office.reader.row(dossier.id)
    assert row is not None
    assert row.provisional_code == ""


def test_a_certificate_that_comes_later_brings_back_what_was_set_aside(
    office: AnOffice, neighbour: AnOffice, province: TheProvince
):
    dossier = neighbour.receives()
    province.certifies(office)
    province.is_heard_by(office)
    brought(neighbour, office)
    province.certifies(neighbour)
    province.is_heard_by(office)
    row = office.reader.row(dossier.id)
    assert row is not None
    assert row.provisional_code == dossier.number
    assert office.reader.search(dossier.number)[0].id == dossier.id


def test_this_pc_believes_itself_until_its_own_certificate_has_come(
    office: AnOffice, neighbour: AnOffice, province: TheProvince
):
    province.certifies(neighbour)
    province.is_heard_by(office)
    dossier = office.receives()
    assert office.reader.dossier(dossier.id).set_aside == ()


def test_what_a_revoked_device_wrote_above_its_head_is_set_aside(
    office: AnOffice, neighbour: AnOffice, province: TheProvince
):
    below, above = neighbour.receives(), neighbour.receives()
    province.certifies(neighbour)
    province.is_heard_by(office)
    brought(neighbour, office)
    province.revokes(neighbour, 2)
    province.is_heard_by(office)
    assert office.reader.dossier(below.id).set_aside == ()
    assert office.reader.dossier(above.id).set_aside[0].reason is Aside.REVOKED


def test_nobody_certifies_herself(office: AnOffice, neighbour: AnOffice, province: TheProvince):
    """A kind with the province's prefix counts only from a device that is the province's."""
    with neighbour.store.act(by=neighbour.officer) as act:
        device = neighbour.store.device.device
        forged = DeviceCertified(device=device, public_key="", prefixes=("province.", "office."))
        act.record_office(act.new_id(), "device", forged)
    dossier = neighbour.receives()
    brought(neighbour, office)
    province.certifies(office)
    province.is_heard_by(office)
    assert office.reader.dossier(dossier.id).set_aside[0].reason is Aside.NOT_CERTIFIED
