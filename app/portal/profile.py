"""The connector's own profile: made once, enrolled by a one-time code, opened like an office's.

It is a device of the commune with the province's prefix; nobody works at it. The password lies in a
file of its own, readable only by the service's user.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from app.portal.config import Config, OfficePart, secret
from app.store.founding import found
from app.store.records import Office, Officer
from app.usecases import synchronise
from app.usecases.administration import check_password, office_exists, sign_in, sign_out, this_pc
from app.usecases.desk import Desk
from app.usecases.logbook import log_kept

_NAME = "máy kết nối"
_OFFICER = Officer("connector", "Kết nối hệ thống tỉnh", "province")


def enrol(config: Config, url: str, code: str) -> str:
    """Make the profile if there is none, make it known by a code, and answer its device id.

    Raises `SyncError`, `StoreFault`, `RuleViolation`; may be tried again.
    """
    here = this_pc(config.profile)
    password = secret(config.password_file)
    check_password(password)
    if not office_exists(here):
        store, _code = found(here.profile, _office(config.office), _OFFICER, password, here.machine)
        store.close()
    with opened(config) as desk:
        return synchronise.enrol(desk, url, code, name=_NAME)


@contextmanager
def opened(config: Config) -> Iterator[Desk]:
    """The connector's desk; raises `StoreFault`."""
    here = this_pc(config.profile)
    with log_kept(here):
        desk = sign_in(here, _OFFICER.id, secret(config.password_file))
        try:
            yield desk
        finally:
            sign_out(desk)


def _office(said: OfficePart) -> Office:
    return Office(
        commune=said.commune,
        commune_name=said.commune_name,
        province=said.province,
        province_name=said.province_name,
    )
