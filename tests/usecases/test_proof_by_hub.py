"""What came by the commune's server counts: its own word beside the gateway's that it passed on."""

from datetime import timedelta

from app.system.clock import milliseconds
from app.usecases import hub
from app.usecases.synchronise import one_round
from sync.protocol.identity import EventId
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.two_pcs import a_second_pc


def test_the_hubs_word_and_the_gateways_that_it_brought(tmp_path, office, enrolled, province):
    with a_second_pc(tmp_path, enrolled, province) as second, a_hub(enrolled) as running:
        other = second.desk
        for desk in (enrolled, other):
            one_round(desk)
        hub.join(other, running.address)
        dossier = a_dossier(other)
        event = EventId.parse(dossier.timeline[0].id)
        hub.one_round(other)
        way = other.store.reader().evidence.journey(event)
        assert way.hub is not None
        assert way.delivered is None
        office.clock.pass_by(timedelta(hours=1))
        one_round(enrolled)
        signed = milliseconds(office.clock.now())
        office.clock.pass_by(timedelta(hours=1))
        hub.one_round(other)
        found = other.store.reader().evidence.journey(event)
        assert (found.hub, found.carrier) == (way.hub, "hub")
        assert found.delivered is not None
        assert signed <= found.delivered == found.learned  # never earlier than it was
