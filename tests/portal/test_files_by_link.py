"""Scans reach the province as links: it fetches them with nothing else, and not for ever."""

import hashlib
from datetime import timedelta
from pathlib import Path

from app.domain.dossier import Dossier
from app.usecases.dossier_view import open_dossier
from app.usecases.synchronise import one_round, send_files
from tests.helpers.clock import FrozenClock
from tests.helpers.connecting import Connected
from tests.helpers.province import Province
from tests.usecases.test_files_to_the_province import a_pdf, scans


def the_authority(province: Province) -> Path:
    return province.running.gateway.folder.path / "ca.pem"


def told(world: Connected, dossier: Dossier) -> str:
    code = open_dossier(world.pc, dossier.id).dossier.official_code
    assert code
    return code


def test_the_province_fetches_a_scan_by_its_link_until_the_link_ends(world, province):
    content = a_pdf()
    dossier = scans(world.pc, content)
    one_round(world.pc)
    send_files(world.pc)
    world.passes()
    authority = the_authority(province)
    code = told(world, dossier)
    ((link, got),) = world.held.fetches(code, authority).items()
    assert (got.status, got.sha256) == (200, hashlib.sha256(content).hexdigest())
    assert dossier.submitter is not None
    assert dossier.submitter.name not in link
    clock = world.pc.machine.clock
    assert isinstance(clock, FrozenClock)
    clock.pass_by(timedelta(seconds=world.config.pace.link_life + 1))
    (late,) = world.held.fetches(code, authority).values()
    assert late.status == 410


def test_a_scan_that_reaches_the_gateway_later_follows(world, province):
    content = a_pdf(seed=2)
    dossier = scans(world.pc, content)
    world.passes()
    code = told(world, dossier)
    assert world.held.fetches(code) == {}
    send_files(world.pc)
    world.passes()
    (got,) = world.held.fetches(code, the_authority(province)).values()
    assert got.sha256 == hashlib.sha256(content).hexdigest()
    assert world.held.audit()["rows_twice"] == 0
