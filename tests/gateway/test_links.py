"""Links to files: anybody may open one until its time is over, and nobody can make one."""

import pytest

from sync.carriers.files import links
from sync.files.address import address_of
from sync.gateway.commune import certified
from sync.gateway.province import PREFIXES
from sync.protocol.certificate import certify
from sync.protocol.errors import NotAuthorised
from tests.helpers.gateway_files import a_scan, caller_of, file_line, sends
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU
from tests.helpers.patience import PATIENCE

SCAN = a_scan()
SHA = address_of(SCAN)
JPEG = b"\xff\xd8\xff\xe0" + a_scan(5000)
OTHER = b"<html><script>" + a_scan(300)
HOUR = 3600


def connects(world, secret=8, commune=SI_LO_LAU):
    """The connector of a commune: a device of the province."""
    pc = Pc(secret, commune)
    said = certify(pc.signer.public_key, PREFIXES, "Cổng kết nối", "connector")
    world.gateway.registry.add_device(certified(commune, said), world.clock())
    world.gateway.province(commune).certify(said, "connector", world.clock())
    log_epoch = world.gateway.commune(commune).log.end().log_epoch
    pc.trusts(world.gateway.id, world.gateway.signer.public_key, log_epoch)
    return pc


@pytest.fixture
def pc(line):
    """A PC of the commune that has sent three files."""
    one = line.world.enrols(1)
    one.does(files=[SHA, address_of(JPEG), address_of(OTHER)])
    line.round(one)
    with line.carrier() as carrier:
        for content in (SCAN, JPEG, OTHER):
            sends(file_line(carrier, one), content)
    return one


@pytest.fixture
def connector(line, pc):
    one = connects(line.world)
    line.round(one)
    return one


@pytest.fixture
def carrier(line):
    with line.carrier() as one:
        yield one


def opens(carrier, url):
    """Follow a link, as somebody else's program does."""
    reply = carrier.ask("GET", url.removeprefix(carrier.url), None)
    return reply.status, reply.body


def test_a_link_opens_the_file_until_its_time_is_over(line, connector, carrier):
    (url,) = links(carrier, caller_of(connector), {SHA: "giay-to-1"}, HOUR).values()
    assert url.startswith(f"{carrier.url}/v1/open/{SI_LO_LAU}/{SHA}/giay-to-1.pdf?until=")
    assert opens(carrier, url) == (200, SCAN)
    line.world.clock.now += HOUR * 1000 - 1
    assert opens(carrier, url) == (200, SCAN)
    line.world.clock.now += 1
    assert opens(carrier, url)[0] == 410


def test_a_file_says_what_it_is_by_its_bytes_and_is_never_guessed_at(line, connector, carrier):
    wanted = {address_of(JPEG): "KQ.G15.000123", address_of(OTHER): "giay-to-2", SHA: "1"}
    given = links(carrier, caller_of(connector), wanted, HOUR)
    names = {file: url.partition("?")[0].rpartition("/")[2] for file, url in given.items()}
    assert names == {
        address_of(JPEG): "KQ.G15.000123.jpg",
        address_of(OTHER): "giay-to-2.bin",
        SHA: "1.pdf",
    }
    heads = {file: _head(carrier, url) for file, url in given.items()}
    assert heads[SHA]["content-type"] == "application/pdf"
    assert heads[SHA]["content-disposition"] == 'inline; filename="1.pdf"'
    assert heads[address_of(OTHER)]["content-type"] == "application/octet-stream"
    assert heads[address_of(OTHER)]["content-disposition"].startswith("attachment;")
    assert all(head["x-content-type-options"] == "nosniff" for head in heads.values())
    assert all("no-store" in head["cache-control"] for head in heads.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"/open/{SI_LO_LAU}/", f"/open/{DAO_SAN}/"),
        (SHA, address_of(JPEG)),
        ("giay-to-1.pdf", "giay-to-2.pdf"),
        ("until=1", "until=2"),
        ("until=", "until=x"),
        ("sig=", "sig=0"),
        ("sig=", "other="),
        (f"/open/{SI_LO_LAU}/", "/open/..%2f..%2f/"),
    ],
)
def test_a_link_that_says_anything_else_is_forged(line, connector, carrier, old, new):
    (url,) = links(carrier, caller_of(connector), {SHA: "giay-to-1"}, HOUR).values()
    assert old in url
    status, body = opens(carrier, url.replace(old, new))
    assert status in {403, 404}
    assert SCAN[:100] not in body


def test_only_files_that_are_held_whole_get_a_link(line, pc, connector, carrier):
    more = a_scan(seed=3)
    pc.does(files=[address_of(more)])
    line.round(pc)
    files = file_line(carrier, pc)
    files.begin(address_of(more), len(more))
    files.go_on(address_of(more), 0, more[:-1])
    wanted = {address_of(more): "1", "0" * 64: "2", SHA: "3"}
    assert set(links(carrier, caller_of(connector), wanted, HOUR)) == {SHA}


def test_a_connector_gets_no_link_to_another_communes_file(line, pc, carrier):
    stranger = connects(line.world, 7, DAO_SAN)
    line.round(stranger)
    assert links(carrier, caller_of(stranger), {SHA: "1"}, HOUR) == {}


def test_a_pc_of_the_office_gets_no_links(line, pc, carrier):
    with pytest.raises(NotAuthorised):
        links(carrier, caller_of(pc), {SHA: "1"}, HOUR)


def test_an_asking_from_before_the_last_round_gets_no_links(line, connector, carrier):
    old = caller_of(connector, counter=connector.counter - 1)
    with pytest.raises(Exception, match="file_old_call"):
        links(carrier, old, {SHA: "1"}, HOUR)


def test_links_name_the_address_that_others_reach(line, connector, carrier):
    line.world.gateway.folder.serve_under("https://tep.laichau.example/")
    (url,) = links(carrier, caller_of(connector), {SHA: "1"}, HOUR).values()
    assert url.startswith("https://tep.laichau.example/v1/open/")


def test_the_key_of_links_is_its_owners_alone(line, connector):
    path = line.world.path / "links.key"
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_bytes()) == 32


def test_a_link_survives_a_restart(line, connector, carrier):
    (url,) = links(carrier, caller_of(connector), {SHA: "1"}, HOUR).values()
    secret = line.world.gateway.folder.link_secret(line.world.gateway.entropy)
    assert secret == (line.world.path / "links.key").read_bytes()
    assert opens(carrier, url)[0] == 200


def _head(carrier, url):
    """The head of an answer, by the names of its lines."""
    session = carrier._connected()._session
    with session.get(url, verify=True, stream=True, timeout=PATIENCE) as response:
        response.raw.read()
        return {name.lower(): value for name, value in response.headers.items()}
