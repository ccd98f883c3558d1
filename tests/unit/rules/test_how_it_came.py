"""How a dossier came: by post, and for another authority (NĐ 118/2025, Điều 15, 17(3), 20)."""

from app.domain.dossier import Dossier
from app.domain.events import Payload, ReceptionCorrected
from app.domain.procedure import Channel
from app.domain.states import State
from tests.helpers.dossiers import (
    A_DOSSIER,
    HOUR,
    MORNING,
    a_history,
    a_received,
    a_registered,
)
from tests.unit.rules.asking import refuses


def told(*said: Payload) -> Dossier:
    return a_history(State.NOT_HERE, *said).fold()


def test_the_post_brings_a_dossier_before_it_is_accepted() -> None:
    """Điều 17(3): accepted once complete and valid, which is after it came."""
    began = Dossier(id=A_DOSSIER)
    late = a_received(channel=Channel.POST, arrived_at=MORNING + 1)
    refuses("arrival_after_acceptance", began.receive, late)
    came = a_received(channel=Channel.POST, arrived_at=MORNING, consignment="EB1VN")
    assert began.receive(came) is came


def test_a_correction_keeps_what_it_does_not_name_and_holds_to_the_same_order() -> None:
    came = a_received(arrived_at=MORNING - HOUR, consignment="EB1VN", for_authority="Sở Xây dựng")
    accepted = told(came, ReceptionCorrected(reason="nhầm tên"))
    assert (accepted.arrived_at, accepted.consignment) == (MORNING - HOUR, "EB1VN")
    assert accepted.for_authority == "Sở Xây dựng"
    wrong = ReceptionCorrected(reason="nhầm ngày", arrived_at=MORNING + 1)
    refuses("arrival_after_acceptance", accepted.correct_reception, wrong)
    ours = ReceptionCorrected(reason="của xã mình", for_authority="", arrived_at=MORNING)
    assert accepted.correct_reception(ours) is ours
    mended = told(came, ours)
    assert (mended.for_authority, mended.arrived_at) == ("", MORNING)


def test_what_was_offered_by_post_is_known_before_it_is_accepted() -> None:
    offered = a_registered(arrived_at=MORNING, consignment="EB1VN", for_authority="Sở Xây dựng")
    dossier = told(offered)
    assert dossier.state is State.REGISTERED
    assert (dossier.arrived_at, dossier.for_authority) == (MORNING, "Sở Xây dựng")
