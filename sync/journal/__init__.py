"""A commune's journal in a database that somebody else opened: append, accept, order, receipts.

Works inside transactions that its owner begins and commits; runs on sqlite3 and on sqlcipher3.
May import `sync.protocol`.
"""

from sync.journal.journal import Head, Journal
from sync.journal.schema import SCHEMA

__all__ = ["SCHEMA", "Head", "Journal"]
