"""What an address of a database says, read as the driver itself reads it."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from sync.gateway.faults import WrongDatabase

_SECRETS = frozenset({"password", "sslpassword"})


def bears_secret(url: str) -> bool:
    """Whether a password stands in it, however it is written; raises `WrongDatabase`."""
    try:
        return not _SECRETS.isdisjoint(conninfo_to_dict(url))
    except psycopg.ProgrammingError as why:
        raise WrongDatabase("no address of a database") from why
