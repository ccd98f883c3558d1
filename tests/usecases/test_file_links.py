"""The connector hands a system of the province links to scans, and no office PC can."""

import pytest

from app.usecases.file_links import links
from app.usecases.synchronise import enrol, one_round, send_files
from sync.files.address import address_of
from sync.gateway.enrolment import invite
from sync.protocol.certificate import CONNECTOR_ROLE
from sync.protocol.errors import NotAuthorised
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import a_machine, an_open_office
from tests.usecases.test_files_to_the_province import a_pdf, scans


@pytest.fixture
def connector(tmp_path, province, enrolled):
    """A profile of its own, with the province's prefix."""
    machine = a_machine(9, enrolled.machine.clock)
    with an_open_office(tmp_path / "connector", machine) as office:
        desk = a_desk(office)
        gateway = province.running.gateway
        enrol(desk, province.url, invite(gateway, FACTS.commune_code, CONNECTOR_ROLE).code)
        yield desk


def test_the_connector_gets_links_to_what_has_arrived(enrolled, connector, province):
    content, waiting = a_pdf(seed=1), a_pdf(seed=2)
    scans(enrolled, content)
    one_round(enrolled)
    send_files(enrolled)
    scans(enrolled, waiting)
    one_round(enrolled)
    one_round(connector)
    wanted = {address_of(content): "giay-to-1", address_of(waiting): "giay-to-2"}
    given = links(connector, wanted, 3600)
    assert list(given) == [address_of(content)]
    assert given[address_of(content)].startswith(f"{province.url}/v1/open/")
    send_files(enrolled)
    assert set(links(connector, wanted, 3600)) == set(wanted)


def test_more_files_than_one_question_bears_are_asked_about_in_several(
    enrolled, connector, monkeypatch
):
    contents = [a_pdf(seed=seed) for seed in range(3)]
    for content in contents:
        scans(enrolled, content)
    one_round(enrolled)
    send_files(enrolled)
    one_round(connector)
    monkeypatch.setattr("app.usecases.file_links.MOST_LINKS", 2)
    wanted = {address_of(content): f"giay-to-{n}" for n, content in enumerate(contents)}
    assert set(links(connector, wanted, 3600)) == set(wanted)


def test_a_pc_of_the_office_gets_no_links(enrolled):
    one_round(enrolled)
    with pytest.raises(NotAuthorised):
        links(enrolled, {"0" * 64: "giay-to-1"}, 3600)
