"""The helpdesk's key is the one that the province named last."""

import pytest

from app.domain.events import HelpdeskNamed, NoteAdded
from app.domain.fold.office import Deed
from app.domain.helpdesk import helpdesk_key
from sync.protocol.event import Seen

ONE, TWO = "11" * 32, "22" * 32


def _deed(said):
    return Deed("P:E:1", "e", "P", said, "Tú", "province", 0, 0, "ok", 1, Seen("P", "E", 1, "0"))


def test_the_last_named_key_counts():
    told = [_deed(HelpdeskNamed(public_key=key)) for key in (ONE, TWO)]
    assert helpdesk_key([]) is None
    assert helpdesk_key([_deed(NoteAdded(text="x"))]) is None
    assert helpdesk_key(told) == bytes.fromhex(TWO)


@pytest.mark.parametrize("key", ["", "zz" * 32, "11" * 31, "AA" * 32])
def test_what_is_no_key_is_none(key):
    assert helpdesk_key([_deed(HelpdeskNamed(public_key=key))]) is None
