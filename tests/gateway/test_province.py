"""The province's own word in a commune's log."""

import pytest

from sync.gateway.faults import NoSuchDevice, NoSuchEntity
from sync.gateway.province import Fact
from sync.gateway.status import status
from sync.protocol.event import read
from tests.helpers.gateway_pc import DOSSIER
from tests.helpers.gateway_world import SI_LO_LAU


def _events(world):
    log = world.gateway.commune(SI_LO_LAU).log
    return [read(line, place.device, place.epoch) for place, line in log.entity(DOSSIER)]


def test_an_answer_is_given_in_the_light_of_everything_known(world):
    pc, other = world.enrols(1), world.enrols(2)
    pc.does(1)
    other.does(1)
    world.round(pc)
    world.round(other)
    code = Fact(DOSSIER, "dossier", "province.code_given", {"code": "H35"})
    done = Fact(DOSSIER, "dossier", "province.recorded", {})
    world.gateway.province(SI_LO_LAU).answer([code, done], "operator", world.clock())
    first, second, given, recorded = _events(world)
    assert set(given.envelope.seen) == {first.seen_as, second.seen_as}
    assert recorded.envelope.seen == (given.seen_as,)


def test_the_answer_reaches_every_pc_with_the_provinces_seal(world):
    pc = world.enrols(1)
    pc.does(1)
    world.round(pc)
    fact = Fact(DOSSIER, "dossier", "province.recorded", {})
    world.gateway.province(SI_LO_LAU).answer([fact], "operator", world.clock())
    answer = world.round(pc)
    (frame,) = answer.frames
    key = world.gateway.folder.province_signer(SI_LO_LAU, world.random.randbytes).public_key
    before = world.gateway.commune(SI_LO_LAU).log.chain_of(frame.author, frame.n0 - 1)
    assert frame.seal(SI_LO_LAU, before).is_genuine(key)


def test_nobody_answers_for_a_dossier_that_never_came(world):
    fact = Fact(DOSSIER, "dossier", "province.recorded", {})
    with pytest.raises(NoSuchEntity):
        world.gateway.province(SI_LO_LAU).answer([fact], "operator", world.clock())


def test_a_device_that_is_not_there_cannot_be_revoked(world):
    with pytest.raises(NoSuchDevice):
        world.gateway.revoke("0000000000", "nhầm")


def test_the_status_names_who_is_there_and_what_waits_for_a_person(world):
    pc = world.enrols(1)
    pc.does(1)
    pc.does(1, kind="province.code_given")
    world.round(pc)
    told = status(world.gateway)
    commune = next(one for one in told["communes"] if one["code"] == SI_LO_LAU)
    assert commune["placed"] == 4
    assert [one["reason"] for one in commune["waiting_for_a_person"]] == ["prefix"]
    device = next(one for one in commune["devices"] if one["device"] == pc.author.device)
    assert device["last_contact"] == world.clock()
    assert device["events"] == {"AAAA": 2}
