"""Ghi danh bằng USB: the request out, the province's answer in, six digits by telephone."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.store.preferences import Preferences
from app.system import durable
from app.usecases.desk import Desk
from app.usecases.gateway_known import KnownGateway
from app.usecases.synchronise import trust_gateway
from sync.protocol import stick
from sync.protocol.versions import PROTOCOL

REQUEST_END, ANSWER_END = ".yeucau", ".traloi"
_KEPT = "stick_enrolment"


class Standing(NamedTuple):
    """How far it is: a request was written, an answer is here."""

    has_request: bool
    has_answer: bool
    province: str = ""


class _Kept(msgspec.Struct, frozen=True):
    request: bytes
    answer: bytes = b""


def standing(desk: Desk) -> Standing:
    """Say how far the enrolment by stick is."""
    kept = _kept(desk.store.preferences)
    if kept is None or not kept.answer:
        return Standing(kept is not None, has_answer=False)
    answer = stick.read_answer(kept.answer, kept.request)
    return Standing(has_request=True, has_answer=True, province=answer.welcome.province_name)


def write_request(desk: Desk, folder: Path, name: str = "") -> Path:
    """Write the request onto a stick; asked again it is the same one. Raises `OSError`."""
    device = desk.store.device
    kept = _kept(desk.store.preferences)
    if kept is None:
        asked = stick.StickRequest(
            protocol=PROTOCOL,
            public_key=device.signer().public_key,
            name=name or f"{desk.office.commune_name}, {desk.settings.counter}",
            commune=desk.office.commune_code,
            nonce=desk.machine.entropy(32),
        )
        kept = _Kept(stick.write_request(asked, device.signer()))
        _keep(desk, kept)
    path = folder / f"ghi-danh-{device.device}{REQUEST_END}"
    durable.replace(path, kept.request)
    return path


def take_answer(desk: Desk, path: Path) -> Standing:
    """Take the province's answer; nothing is trusted by it. Raises `SyncError` or `OSError`."""
    kept = _kept(desk.store.preferences)
    if kept is None:
        raise RuleViolation("stick_no_request")
    with path.open("rb") as file:
        answer = file.read(stick.LONGEST + 1)
    welcome = stick.read_answer(answer, kept.request).welcome
    if welcome.commune != desk.office.commune_code:
        raise RuleViolation("code_of_another_commune")
    _keep(desk, _Kept(kept.request, answer))
    return standing(desk)


def digits(desk: Desk, number: str) -> str:
    """The six digits to read back, of the number that the province has just read out."""
    kept = _answered(desk)
    return stick.digits(number, kept.request, kept.answer)


def agree(desk: Desk) -> str:
    """The province said that its digits are ours: trust it from now on, and answer the device."""
    kept = _answered(desk)
    answer = stick.read_answer(kept.answer, kept.request)
    welcome = answer.welcome
    gateway = KnownGateway(answer.url, welcome.server, welcome.server_key, welcome.authority)
    trust_gateway(desk, welcome.root, gateway)
    desk.store.preferences.put(_KEPT, b"")
    return desk.store.device.device


def give_up(desk: Desk) -> None:
    """Forget the request: the digits differed, so one of the files is not what it says."""
    desk.store.preferences.put(_KEPT, b"")


def _answered(desk: Desk) -> _Kept:
    kept = _kept(desk.store.preferences)
    if kept is None or not kept.answer:
        raise RuleViolation("stick_no_answer")
    return kept


def _kept(preferences: Preferences) -> _Kept | None:
    found = preferences.get(_KEPT)
    return msgspec.json.decode(found, type=_Kept) if found else None


def _keep(desk: Desk, kept: _Kept) -> None:
    desk.store.preferences.put(_KEPT, msgspec.json.encode(kept))
