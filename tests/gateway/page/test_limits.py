"""Small ways in and out of the page: names as they are typed, forms that never end, memory."""

import asyncio
import logging
import unicodedata

import pytest
from starlette.requests import Request

from app.portal.overview import Overview
from sync.gateway.commune import certified
from sync.gateway.page import face
from sync.gateway.page.asking import Asked
from sync.gateway.page.attempts import MOST, Attempts
from sync.gateway.page.desk import Desk, Visit
from sync.gateway.page.door import Door
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.layout import Frame, Viewer
from sync.gateway.page.mount import Page
from sync.gateway.page.people import add_operator, remove_operator
from sync.gateway.page.sessions import Sessions
from sync.gateway.storage.digests import Digests
from sync.protocol.certificate import certify
from tests.helpers.dossiers import A_DOSSIER
from tests.helpers.gateway_page import PageOffice
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU

NAME, PASSWORD = "Giàng A Tú", "mật khẩu của Tú"


def _apart(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("kept", [str, _apart])
@pytest.mark.parametrize("typed", [str, _apart])
def test_an_operator_comes_in_however_their_signs_are_composed(world, kept, typed):
    add_operator(world.gateway, kept(NAME), kept(PASSWORD), "máy chủ", may_act=True)
    door = Door(world.gateway, Sessions(b"k" * 32))
    form = {"name": typed(NAME), "password": typed(PASSWORD)}
    assert door.sign_in(Asked(form=form, origin="https://h", host="h")).status == 303
    remove_operator(world.gateway, typed(NAME), "máy chủ")


@pytest.mark.parametrize("name", ["Máy\u200b1", "Máy \u200b 5", _apart("Máy 5"), "M" * 300])
def test_a_pc_is_revoked_by_its_name_as_anybody_types_it(world, name):
    pc = Pc(9, SI_LO_LAU)
    certificate = certify(pc.signer.public_key, ("office.", "device."), name, "counter")
    world.gateway.registry.add_device(certified(SI_LO_LAU, certificate), world.clock())
    desk = Desk(world.gateway, Fleets(world.gateway, reads_dossiers=True))
    form = {"name": unicodedata.normalize("NFC", name.replace("\u200b", "")), "reason": "mất"}
    frame = Frame("LC", Viewer("Tú", True, "t"))
    desk.revoke(Visit("Tú", Asked(path={"device": pc.author.device}, form=form), frame))
    assert world.gateway.registry.device(pc.author.device).revoked


def test_a_name_that_rests_is_not_forgotten_for_the_sake_of_others():
    attempts = Attempts()
    assert all(attempts.may_try("Tú", 0) for _ in range(MOST))
    for n in range(3000):
        attempts.may_try(f"x{n}", 1)
    assert not attempts.may_try("Tú", 2)


def test_a_form_that_never_ends_is_let_go(monkeypatch):
    async def endless():
        await asyncio.sleep(60)

    monkeypatch.setattr(face, "_FORM_SECONDS", 0.01)
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(face._body(Request({"type": "http"}, endless)), 5))


class _Counted(Overview):
    """Counts what it is asked about."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def digest(self, events, devices):
        self.asked.append(events[0].envelope.t)
        return super().digest(events, devices)


def test_only_what_the_page_shows_is_read(world):
    office = PageOffice(world, Page(world.gateway, counted := _Counted()))
    office.receives(world.enrols(1), A_DOSSIER)
    assert counted.asked == ["dossier"]


def test_a_dossier_with_more_than_fits_the_memory_is_not_folded(world, monkeypatch, caplog):
    monkeypatch.setattr("sync.gateway.page.digesting.MOST_BYTES", 100)
    office = PageOffice(world, Page(world.gateway, Overview()))
    with caplog.at_level(logging.WARNING):
        office.receives(world.enrols(1), A_DOSSIER)
    digests = Digests(world.gateway.storage.commune(SI_LO_LAU))
    assert digests.reached().position == digests.summary().position
    assert digests.waiting(9) == []
    assert A_DOSSIER in caplog.text
