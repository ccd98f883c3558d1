"""Two PCs in one room: what the one that listens must do by itself."""

import random

from app.domain.events import NoteAdded
from sync.journal.outgoing import frame_with, frames_beyond
from sync.peer.pace import Window
from sync.protocol.certificate import certify
from sync.protocol.identity import EventId
from tests.helpers.dossiers import MORNING
from tests.simulation.ledger import Ledger
from tests.simulation.meeting import Asking, Room
from tests.simulation.pc import Pc
from tests.simulation.province import COMMUNE, Province

DOSSIER = "dossier-0001"


def test_who_listens_and_sees_an_own_act_give_way_begins_anew_and_records_it_again(tmp_path):
    """A piece of an older epoch, beyond a gap; nobody else would ever tell it so."""
    one, other = two_pcs(tmp_path)
    old = one.author
    acts(one, 1)
    image = one.image()
    acts(one, 4)
    lost = frame_with(one.journal, EventId(old.device, old.epoch, 5))
    one.is_put_back(image, with_slips=True)
    acts(one, 5)
    stands = list(frames_beyond(one.journal, {}, old))
    one.is_put_back(image, with_slips=True)
    with one.disk.transaction():
        one.begins_an_epoch("restored")
        one.journal.accept(lost)
    with other.disk.transaction():
        for frame in stands:
            other.journal.accept(frame)
    began = one.author
    asking = Asking(other, Room(one))
    request, _ = asking.request(Window())
    answer = asking.room.hears(request.body, len(request.body))
    asking.learns(request, answer or b"")
    assert one.journal.head(old).n == 6
    assert one.author not in {old, began}
    again = [event for event in one.journal.entity(DOSSIER) if event.envelope.o]
    assert [event.envelope.o for event in again] == [str(EventId(old.device, old.epoch, 5))]


def two_pcs(folder):
    chance = random.Random(1)  # noqa: S311 - the same run every time
    province, ledger = Province(folder, chance, MORNING), Ledger()
    pcs = [Pc(name, chance.randbytes(32), COMMUNE, chance, ledger) for name in ("0", "1")]
    for pc in pcs:
        province.enrols(pc)
    for pc in pcs:
        with pc.disk.transaction():
            for each in pcs:
                key = each.signer.public_key
                pc.journal.devices.trust(certify(key, ("office.", "device."), each.name, "counter"))
    province.gateway.close()
    return pcs


def acts(pc, count):
    """Each sealed by itself."""
    for number in range(count):
        pc.acts(DOSSIER, NoteAdded(text=f"{number}"), pc.shows(DOSSIER), MORNING)
        pc.stands_ready()
