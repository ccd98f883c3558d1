"""What comes online becomes events of the commune's log, once, and is acknowledged when safe."""

from app.domain.cash_entries import Way, movements
from app.domain.procedure import Channel
from app.domain.provincial import owed, standing
from app.domain.states import State
from app.store.projections.provincial import OwedToProvince
from app.usecases.synchronise import one_round
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import a_received
from tests.helpers.provincial import UNIT, online_dossier
from tests.portal.test_telling import at_the_desk, at_the_province, does, states
from tests.provincial.faults import Fault, Plan

CODE = f"{UNIT}-261128-0101"


def waiting_there(world: Connected) -> list[object]:
    """What the province still tells."""
    return [one for one in world.held.held()["inbound"] if not one["acknowledged"]]


def arrived(world: Connected, code: str = CODE) -> str:
    return world.pc.store.reader().topic(OwedToProvince).dossier_of(code)


def test_an_online_dossier_waits_at_the_desk_with_its_number(world: Connected) -> None:
    world.held.comes_online(online_dossier(CODE))
    done = world.passes()
    assert done.inbound == 1
    now = world.pc.store.reader().dossier(arrived(world))
    assert (now.state, now.channel, now.official_code) == (State.REGISTERED, Channel.ONLINE, CODE)
    assert now.submitter is not None
    assert now.submitter.name == "Lù Thị Mẩy"
    assert len(now.files) == 1
    assert world.desk.store.files.read(now.files[0]) == b"%PDF-1.4\n"
    session = world.desk.store.sync_session()
    assert session.sent_files.is_sent(now.files[0])
    session.close()
    assert waiting_there(world) == []
    assert not owed(now)


def test_accepted_at_the_desk_it_is_updated_and_not_added(world: Connected) -> None:
    world.held.comes_online(online_dossier(CODE))
    world.passes()
    dossier = world.pc.store.reader().dossier(arrived(world))
    does(world, a_received(channel=Channel.ONLINE), dossier=dossier)
    done = world.passes()
    held = at_the_province(world, dossier)
    assert (done.recorded, held["state"], states(held)) == (1, "2", ["2"])
    assert (held["adds"], held["updates"]) == (0, 1)


def test_told_again_it_is_taken_in_once(world: Connected) -> None:
    """The acknowledgement is lost: the province tells it again."""
    world.held.comes_online(online_dossier(CODE))
    world.held.misbehave(Plan(script={3: Fault.LOST_BEFORE}))
    world.passes(3)
    assert len(waiting_there(world)) == 0
    assert world.pc.store.reader().topic(OwedToProvince).dossier_of(CODE)
    kinds = [one.kind for one in world.pc.store.reader().dossier(arrived(world)).timeline]
    assert kinds == ["province.registered", "province.code_given"]


def test_it_is_acknowledged_only_when_the_gateway_has_it(world: Connected, province) -> None:
    world.held.comes_online(online_dossier(CODE))
    province.is_cut_off()
    done = world.connector.once()
    assert (done.inbound, len(waiting_there(world))) == (0, 1)
    province.is_back()
    assert world.passes().inbound == 1
    assert waiting_there(world) == []


def test_a_supplement_a_payment_and_a_state_reach_the_dossier_once(world: Connected) -> None:
    dossier = does(world, a_received())
    world.passes()
    code = at_the_desk(world, dossier).official_code
    files = [{"TenTepDinhKem": "to-khai.pdf", "Base64": "JVBERi0xLjQK"}]
    world.held.comes_online(
        {"Loai": "BOSUNG", "MaHoSo": code, "NoiDung": "Tờ khai đã ký", "TaiLieuNop": files},
        {"Loai": "THANHTOAN", "MaHoSo": code, "SoTien": "15000", "MaGiaoDich": "GD-1"},
        {"Loai": "TRANGTHAI", "MaHoSo": code, "TrangThaiHoSo": "4", "LyDo": "Đã chuyển"},
    )
    world.passes(2)
    now = at_the_desk(world, dossier)
    assert [getattr(one.said, "note", "") for one in now.brought_online] == ["Tờ khai đã ký"]
    assert [(one.way, one.amount, one.reference) for one in movements(now)] == [
        (Way.TAKEN, 15_000, "GD-1")
    ]
    assert now.state is State.PROCESSING
    assert standing(now).state == 4
    assert not owed(now)


def test_what_is_about_an_unknown_dossier_is_counted_and_not_acknowledged(world: Connected) -> None:
    other = f"{UNIT}-261128-0999"
    world.held.comes_online(online_dossier(other))
    world.held.comes_online({"Loai": "BOSUNG", "MaHoSo": other, "NoiDung": "bổ sung"})
    first = waiting_there(world)
    assert world.passes().inbound == len(first)


def test_a_pc_without_the_province_keeps_working(world: Connected, province) -> None:
    province.is_cut_off()
    dossier = does(world, a_received())
    assert at_the_desk(world, dossier).state is State.ACCEPTED
    province.is_back()
    one_round(world.pc)
