"""What every carrier keeps: the peer and the journal notice no difference between them.

The direct one hands a body to the gateway in this process, as the simulator does; the other sends
it over TLS on the loopback.
"""

import subprocess
import sys

import pytest

from sync.carriers.http import enrol
from sync.gateway.enrolment import enrol as enrol_at
from sync.peer.pace import Window
from sync.protocol.errors import CaptivePortal, CodeRefused, Unreachable
from sync.protocol.records import RecordReader, RecordType
from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_office import enrolled
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, World
from tests.helpers.sync_events import some_lines

DICTIONARY = b"".join(line.envelope + (line.payload or b"") for line in some_lines(1, 40))


class Direct:
    """No line at all."""

    def __init__(self, path, dictionaries):
        self.world = World(path, dictionaries)

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.world.gateway.close()

    def carry(self, body, _nonce):
        return self.world.answers(body)

    def enrol(self, application):
        return enrol_at(self.world.gateway, application)


class Https:
    """TLS on the loopback, a new connection for each round."""

    def __init__(self, path, dictionaries):
        self._opening = open_line(path, dictionaries)

    def __enter__(self):
        self._line = self._opening.__enter__()
        self.world = self._line.world
        return self

    def __exit__(self, *why):
        self._opening.__exit__(*why)

    def carry(self, body, nonce):
        with self._line.carrier() as carrier:
            return carrier.sync(body, nonce)

    def enrol(self, application):
        return enrol(self._line.embedded.url, application, self._line.server.authority)


@pytest.fixture(params=[Direct, Https])
def way(request, tmp_path):
    """A way from the offices to the gateway."""
    with request.param(tmp_path / "gateway", {}) as way:
        yield way


@pytest.fixture
def office(way, tmp_path):
    """Two PCs of one commune."""
    pcs = [enrolled(way.world, tmp_path, secret, SI_LO_LAU, way.enrol) for secret in (1, 2)]
    yield pcs
    for pc in pcs:
        pc.close()


def test_what_was_sent_is_signed_for(way, office):
    pc, _ = office
    pc.does(3)
    pc.round(way.carry)
    assert pc.unsent() == 0
    assert pc.journal.confirmed(pc.server, pc.author) == [(1, 3)]


def test_two_pcs_know_the_same_in_the_same_order(way, office):
    one, other = office
    one.does(30)
    other.does(2)
    for pc in (one, other, one):
        lesson = pc.round(way.carry)
        assert lesson.missing is None
    assert one.journal.order.cursor() == other.journal.order.cursor()
    assert one.journal.heads() == other.journal.heads()


def test_what_the_log_brought_is_not_sent_back(way, office):
    one, other = office
    one.does(40)
    one.round(way.carry)
    other.round(way.carry)
    sent: list[bytes] = []

    def listening(body, nonce):
        sent.append(body)
        return way.carry(body, nonce)

    other.round(listening)
    assert {record.type for record in RecordReader().feed(sent[0])} == {RecordType.HELLO}


def test_an_answer_that_never_came_costs_nothing_but_a_round(way, office):
    pc, _ = office
    pc.does(3)

    def lost(body, nonce):
        way.carry(body, nonce)
        raise Unreachable("the answer")

    with pytest.raises(Unreachable):
        pc.round(lost)
    assert pc.unsent() == 3
    pc.round(way.carry)
    assert pc.unsent() == 0
    assert way.world.gateway.commune(SI_LO_LAU).log.counts()["placed"] == 6


def test_an_answer_cut_anywhere_teaches_what_came_and_harms_nothing(way, office):
    one, other = office
    one.does(3)
    one.round(way.carry)
    for cut in range(0, 1200, 97):
        other.does(1)
        try:
            other.round(lambda body, nonce, cut=cut: way.carry(body, nonce)[:cut])
        except CaptivePortal:
            continue
    other.round(way.carry)
    assert other.unsent() == 0
    one.round(way.carry)
    assert one.journal.heads() == other.journal.heads()
    assert one.journal.order.cursor() == other.journal.order.cursor()


def test_a_small_window_brings_everything_in_several_rounds(way, office):
    one, other = office
    for _ in range(30):
        one.does(1)
        one.round(way.carry)
    rounds = 1
    while other.round(way.carry, Window(pull=700)).more:
        rounds += 1
    assert rounds > 2
    assert other.journal.heads()[one.author].n == 30


def test_a_gateway_that_lost_everything_gets_it_back_and_the_pcs_agree(way, office):
    one, other = office
    one.does(5)
    for pc in (one, other):
        pc.round(way.carry)
    commune = way.world.gateway.commune(SI_LO_LAU)
    way.world.gateway.renew(commune, "restored")
    assert one.round(way.carry).log_began_anew
    other.round(way.carry)
    assert one.unsent() == other.unsent() == 0
    assert one.journal.order.cursor() == other.journal.order.cursor()


def test_a_clone_is_told_to_begin_a_new_epoch(way, office, tmp_path):
    one, _ = office
    one.does(2)
    one.round(way.carry)
    (tmp_path / "clone").mkdir()
    clone = enrolled(way.world, tmp_path / "clone", 1, SI_LO_LAU, way.enrol)
    clone.does(2, said="another life")
    assert clone.round(way.carry).needs_epoch == "own_fork"
    clone.close()


def test_another_communes_pc_learns_nothing(way, office, tmp_path):
    one, _ = office
    one.does(3)
    one.round(way.carry)
    stranger = enrolled(way.world, tmp_path, 3, DAO_SAN, way.enrol)
    stranger.round(way.carry)
    assert one.author not in stranger.journal.heads()
    stranger.close()


def test_a_wrong_code_is_refused(way, office, tmp_path):
    one, _ = office
    with pytest.raises(CodeRefused):
        one.enrols(way.enrol, "0000000000", {})


@pytest.mark.parametrize("kind", [Direct, Https])
def test_frames_in_a_dictionary_go_there_and_back(kind, tmp_path):
    sizes = []
    for at, dictionaries in enumerate(({}, {1: DICTIONARY})):
        with kind(tmp_path / f"gateway{at}", dictionaries) as way:
            (tmp_path / str(at)).mkdir()
            pcs = [
                enrolled(way.world, tmp_path / str(at), secret, SI_LO_LAU, way.enrol)
                for secret in (1, 2)
            ]
            pcs[0].does(1)
            pcs[0].round(way.carry)
            answers: list[bytes] = []
            pcs[1].round(
                lambda *sent, way=way, kept=answers: kept.append(way.carry(*sent)) or kept[0]
            )
            assert pcs[1].journal.heads()[pcs[0].author].n == 1
            sizes.append(len(answers[0]))
            for pc in pcs:
                pc.close()
    assert sizes[1] < sizes[0]


def test_requests_is_loaded_at_the_first_round_and_not_before():
    script = "import sys, sync.carriers.http; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603
