"""What a return bundle brings beside acknowledgements: catalogues and revocations."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.events import DeviceRevoked
from app.usecases import hub
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.catalogue import Catalogue, trusted_keys
from app.usecases.synchronise import one_round
from sync.carriers.neighbour_faults import HubRevoked
from sync.gateway.acts import Acts
from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_returns import read_stick
from sync.protocol.signing import Signer
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.sticks import a_stick
from tests.helpers.two_pcs import a_second_pc
from tests.usecases.test_catalogue import SIGNER, package

TODAY = date(2026, 11, 24)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def trip(desk, province, stick):
    """To the province and back; answers what the reading of it did."""
    a_dossier(desk)
    export_bundle(desk, stick)
    gateway = province.running.gateway
    read_stick(gateway, FileDesk(gateway, lambda _: 1 << 40), a_stick(), stick)
    return import_bundles(desk, stick)


def sends(province, folder, signer=SIGNER):
    """The province lays a package of procedures beside its sticks."""
    made = package(folder, "2026.11.1", date(2026, 11, 1), signer=signer)
    packages = province.running.gateway.folder.packages()
    packages.mkdir(exist_ok=True)
    (packages / "moi.mcp").write_bytes(made.read_bytes())


@pytest.fixture
def trusting(enrolled, tmp_path):
    """The desk of an office that trusts the key of `SIGNER` and has no catalogue yet."""
    one_round(enrolled)
    package(tmp_path / "keys", "2026.1.1", date(2026, 1, 1))
    folder = enrolled.profile.path / "catalogue"
    keys = trusted_keys(tmp_path / "keys")
    return replace(enrolled, catalogue=Catalogue([folder], keys, TODAY))


def test_a_catalogue_comes_along_is_installed_and_not_sent_again(
    trusting, province, stick, tmp_path
):
    sends(province, tmp_path)
    assert trip(trusting, province, stick).catalogue == "2026.11.1"
    assert trusting.catalogue.version == "2026.11.1"
    again = trip(trusting, province, stick)
    assert (again.catalogue, [one.code for one in again.bundles if one.code]) == ("", [])


def test_a_catalogue_that_nobody_trusted_signed_is_named_and_left(
    trusting, province, stick, tmp_path
):
    sends(province, tmp_path, Signer(b"x" * 32))
    told = trip(trusting, province, stick)
    assert told.catalogue == ""
    (trouble,) = [one for bundle in told.bundles for one in bundle.troubles]
    assert trouble.name == "MCP"
    assert told.confirmed > 0, "the rest of the return counts"
    assert not list((trusting.profile.path / "catalogue").glob("*.mcp"))


def test_a_revocation_comes_by_stick_and_holds_at_once(enrolled, province, stick, tmp_path):
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        gone = second.desk.store.device.device
        Acts(province.running.gateway, "Cán bộ tỉnh").revoke(gone, "mất máy")
        trip(enrolled, province, stick)
        said = [fact.said for fact in enrolled.store.reader().facts("device")]
        assert [one.device for one in said if isinstance(one, DeviceRevoked)] == [gone]
        with a_hub(second.desk) as running, pytest.raises(HubRevoked):
            hub.try_address(enrolled, running.address)
        assert export_bundle(enrolled, stick).for_pcs == 1, "nothing is sealed for it any more"
