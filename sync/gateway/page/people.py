"""Adding and removing operators: done on the server's own console, never from the page."""

import unicodedata

from sync.gateway.faults import BadOperatorName, NoSuchOperator, WeakPassword
from sync.gateway.gateway import Gateway
from sync.gateway.page import passwords
from sync.gateway.storage.operators import Audit, Operator, Operators

_LONGEST_NAME = 60


def add_operator(gateway: Gateway, name: str, password: str, by: str, *, may_act: bool) -> None:
    """Let somebody in, or give them a new password; their open sessions end.

    Raises `WeakPassword` for one that is too short to withstand guessing.
    """
    if len(password) < passwords.SHORTEST:
        raise WeakPassword(str(passwords.SHORTEST))
    name = _composed(name)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadOperatorName(name)
    registry, now = gateway.storage.registry(), gateway.now()
    kept = passwords.hashed(password, gateway.entropy(passwords.SALT_BYTES))
    Audit(registry).add(now, by, "operator_added", name, "operator" if may_act else "viewer")
    Operators(registry).put(Operator(name, may_act, kept, now))


def remove_operator(gateway: Gateway, name: str, by: str) -> None:
    """Let somebody in no more; raises `NoSuchOperator`."""
    registry, name = gateway.storage.registry(), _composed(name)
    if Operators(registry).find(name) is None:
        raise NoSuchOperator(name)
    Audit(registry).add(gateway.now(), by, "operator_removed", name)
    Operators(registry).remove(name)


def _composed(name: str) -> str:
    """A name as the page compares it, however a console or a keyboard wrote its signs."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def operators(gateway: Gateway) -> tuple[Operator, ...]:
    """Everybody who may sign in."""
    return Operators(gateway.storage.registry()).all()
