"""Lets sqlite-utils work on SQLCipher: it takes `pysqlite3` when there is one, so we are that one.

The only module that imports sqlite_utils; itself imported only to migrate and by technicians'
commands, never before the first window.
"""

import sys

import sqlcipher3

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

import sqlite_utils  # noqa: E402 - the alias must stand first
from sqlite_utils.migrations import Migrations  # noqa: E402

__all__ = ["Migrations", "database"]


def database(connection: sqlcipher3.Connection) -> sqlite_utils.Database:
    """sqlite-utils' view of an open connection."""
    return sqlite_utils.Database(connection)
