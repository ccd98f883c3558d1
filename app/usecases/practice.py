"""Luyện tập: an office of its own beside the real one, made in seconds, with invented people.

It is founded like any other office, in a folder of its own and with a key of its own: nothing in it
opens the real one. Its commune exists nowhere and it is never enrolled, so it sends nothing.
"""

import shutil
from pathlib import Path
from typing import Final

import msgspec

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.practice import COMMUNE, Progress, Seen, Task, progress
from app.store import bulk, slots
from app.store.crowd import invented
from app.store.profile import Profile
from app.store.records import Officer
from app.system.paths import PRACTICE, resources
from app.usecases.administration import NewOfficer, found_office, sign_in, sign_out
from app.usecases.desk import Desk
from app.usecases.first_start import need_nothing
from app.usecases.office import OfficeFacts
from app.usecases.this_pc import ThisPc

OFFICER: Final = "practice"
PASSWORD: Final = "tập làm một cửa"  # noqa: S105 - everybody's, of an office that is worth nothing
_LEARNER = NewOfficer(OFFICER, "Cán bộ luyện tập", Role.CLERK)
_BEFORE = Officer("practice-before", "Cán bộ có sẵn", Role.CLERK.value)
_FACTS = OfficeFacts(
    commune_code=COMMUNE,
    commune_name="Xã Luyện Tập",
    province_code="00",
    province_name="Tỉnh Luyện Tập",
    upper_line="ỦY BAN NHÂN DÂN XÃ LUYỆN TẬP",
    desk_line="LUYỆN TẬP - KHÔNG CÓ GIÁ TRỊ",
)
_CROWD = 40
_PAGE = 500


def practice_pc(pc: ThisPc) -> ThisPc:
    """The practice office of this PC: a folder beside that of the office."""
    folder = pc.profile.path
    if folder.name.endswith(PRACTICE):
        return pc
    return ThisPc(Profile(folder.with_name(folder.name + PRACTICE)), pc.machine)


def prepare(pc: ThisPc, *, fresh: bool = False) -> ThisPc:
    """See that there is a practice office, or make it anew; the real one is not looked at.

    Raises `RuleViolation('not_practice')` for a folder that holds anything else.
    """
    here = practice_pc(pc)
    if here.profile.exists() and not fresh and _is_whole(here.profile):
        return here
    _clear(here.profile)
    here.profile.path.mkdir(parents=True)
    _begun(here.profile).touch()
    found_office(here, _FACTS, _LEARNER, PASSWORD)
    desk = sign_in(here, OFFICER, PASSWORD)
    try:
        need_nothing(desk)
        bulk.record_many(desk.store, _BEFORE, invented(_CROWD))
    finally:
        sign_out(desk)
    _ready(here.profile).touch()
    return here


def is_practice(desk: Desk) -> bool:
    """Whether this is the practice office."""
    return desk.store.office.commune == COMMUNE


def tasks(folder: Path | None = None) -> tuple[Task, ...]:
    """The works to practise, in order."""
    file = (folder or resources() / "practice") / "tasks.json"
    return msgspec.json.decode(file.read_bytes(), type=tuple[Task, ...])


def how_far(desk: Desk) -> Progress:
    """How far the learner has come, by what the practice office's own events say."""
    return progress(tasks(), _seen(desk))


def _seen(desk: Desk) -> list[Seen]:
    reader, before = desk.store.reader(), 0
    seen: list[Seen] = []
    while found := reader.audit(before, _PAGE):
        mine = [one for one in found if one.by == desk.officer.name]
        rows = reader.rows([one.entity for one in mine if one.entity_type == "dossier"])
        codes = {row.id: row.procedure for row in rows}
        seen += [Seen(one.kind, codes.get(one.entity, ""), one.entity) for one in mine]
        before = found[-1].place
    return seen


def _clear(profile: Profile) -> None:
    """Remove what was practised before; never anything that is not a practice office."""
    if not profile.path.exists():
        return
    if profile.exists() and slots.read(profile.slots).commune != COMMUNE:
        raise RuleViolation("not_practice")
    is_ours = profile.exists() or _begun(profile).exists() or not any(profile.path.iterdir())
    if not is_ours or not profile.path.name.endswith(PRACTICE):
        raise RuleViolation("not_practice")
    shutil.rmtree(profile.path)


def _is_whole(profile: Profile) -> bool:
    """Whether it was made to its end; a power cut leaves one that is made anew."""
    return _ready(profile).exists() and slots.read(profile.slots).commune == COMMUNE


def _begun(profile: Profile) -> Path:
    """There before anything else: a folder whose slots were lost is not taken for ours."""
    return profile.path / "practice"


def _ready(profile: Profile) -> Path:
    return profile.path / "ready"
