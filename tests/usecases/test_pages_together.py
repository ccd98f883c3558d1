"""Small pages of the order are taken together; one that is poisoned keeps back no other."""

import pytest

from app.usecases import hub
from app.usecases.synchronise import one_round
from sync.hub import exchange
from sync.peer import relay
from sync.protocol.errors import UntrustedServer
from sync.protocol.records import Record, RecordType
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.two_pcs import a_second_pc


@pytest.fixture
def other(tmp_path, enrolled, province):
    """A PC without a line; the first one has seen three pages more than it."""
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        for _ in range(3):
            a_dossier(enrolled)
            one_round(enrolled)
        yield second.desk


def position(desk):
    session = desk.store.sync_session()
    try:
        with session.reading() as journal:
            return journal.order.cursor().position
    finally:
        session.close()


class Poisoned:
    """The second page that comes is one that proves itself wrong, whoever takes it when."""

    def __init__(self):
        self.bodies, self.asked = [], 0

    def __call__(self, journal, gateway, body, *own, **others):
        self.asked += 1
        if body not in self.bodies:
            self.bodies.append(body)
        if self.bodies.index(body) == 1:
            raise UntrustedServer("poisoned")
        return TAKE(journal, gateway, body, *own, **others)


TAKE = relay.take_page


@pytest.mark.parametrize("where", [relay, exchange])
def test_a_poisoned_page_takes_no_good_one_with_it(enrolled, other, monkeypatch, where, caplog):
    """Once as what a server passes on, once as what a server is told."""
    taking = Poisoned()
    monkeypatch.setattr(where, "take_page", taking)
    serves, goes = (enrolled, other) if where is relay else (other, enrolled)
    before = position(other)
    with a_hub(serves) as running:
        hub.join(goes, running.address)
        hub.one_round(goes)
    assert taking.asked <= 12, "nobody asks on and on for what proves itself wrong"
    assert before < position(other) < position(enrolled)
    monkeypatch.undo()
    with a_hub(serves) as running:
        hub.join(goes, running.address)
        hub.one_round(goes)
    assert position(other) == position(enrolled)
    caplog.clear()


def test_pages_are_gathered_as_far_as_a_transaction_bears_and_words_stand_alone():
    small, word = Record(RecordType.POSITIONS, b"p" * 400), Record(RecordType.ACK, b"a")
    large = Record(RecordType.POSITIONS, b"p" * (2 * relay.TOGETHER))
    groups = list(relay.gathered([small] * 50 + [word, small, large, small, small]))
    assert [len(group) for group in groups] == [40, 10, 1, 1, 1, 2]
    assert list(relay.gathered([])) == []
