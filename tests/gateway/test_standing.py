"""A PC asks how it stands with the province, and nothing is changed by it."""

from sync.gateway.standing import standing
from sync.protocol.standing import Enquiry, Known, read_standing, write_enquiry
from sync.protocol.versions import PROTOCOL
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

NONCE = bytes(range(16))


def _told(world, pc=None, signer=None):
    asked = Enquiry(protocol=PROTOCOL, nonce=NONCE)
    if pc is not None:
        asked = Enquiry(protocol=PROTOCOL, nonce=NONCE, device=pc.author.device, epoch="AAAA")
    body = standing(world.gateway, write_enquiry(asked, signer or (pc.signer if pc else None)))
    return read_standing(body, world.gateway.signer.public_key, NONCE)


def test_a_known_pc_hears_its_commune_and_how_much_of_it_is_held(world):
    pc = world.enrols(1)
    pc.does(3)
    world.round(pc)
    told = _told(world, pc)
    assert (told.known, told.commune, told.have) == (Known.KNOWN, SI_LO_LAU, 3)
    assert PROTOCOL in told.spoken
    assert told.time == world.clock()


def test_asking_moves_no_counter_and_is_no_contact(world):
    pc = world.enrols(1)
    world.round(pc)
    before = world.gateway.registry.device(pc.author.device)
    world.clock.now += 60_000
    _told(world, pc)
    assert world.gateway.registry.device(pc.author.device) == before


def test_a_revoked_pc_hears_that_it_is(world):
    pc = world.enrols(1)
    world.gateway.registry.revoke(pc.author.device, ())
    assert _told(world, pc).known is Known.REVOKED


def test_who_has_not_the_key_hears_nothing_of_the_commune(world):
    theirs, ours = world.enrols(2, DAO_SAN), world.enrols(1)
    told = _told(world, theirs, ours.signer)
    assert (told.known, told.commune, told.have) == (Known.FORGED, "", 0)


def test_nobody_and_the_unknown_hear_the_versions_alone(world):
    stranger = world.enrols(1)
    stranger.author = stranger.author._replace(device="ZZZZZZZZZZ")
    for told in (_told(world), _told(world, stranger)):
        assert (told.commune, told.have) == ("", 0)
        assert PROTOCOL in told.spoken
    assert _told(world).known is Known.NOBODY
    assert _told(world, stranger).known is Known.UNKNOWN
