"""Numbers of a lane, from the operator's page to the slip at the counter."""

from datetime import timedelta

from app.domain.certification_fees import Asked
from app.domain.numbering import Hold
from app.domain.person import Person
from app.usecases.blank_slips import burn_blank_slips
from app.usecases.fast_lane import Request, Work, do_now
from app.usecases.numbers_here import NumbersHere, numbers_here
from app.usecases.synchronise import one_round
from sync.gateway.acts import Acts
from sync.gateway.storage.lanes import Policy
from tests.helpers.desk import a_dossier
from tests.helpers.two_pcs import a_second_pc

UNIT = "000.00.33.H35"


def _acts(province):
    return Acts(province.running.gateway, "Giàng A Tú")


def _grants(desk, province, source="lane"):
    """The operator decides and grants; the PC hears of it."""
    one_round(desk)
    _acts(province).set_policy(province.commune, Policy(source, UNIT))
    own = desk.store.device.author
    _acts(province).grant_lane(own.device, own.epoch)
    one_round(desk)


def _serial(dossier):
    return dossier.number.rpartition("-")[2]


def test_without_a_lane_a_number_is_provisional(enrolled, province):
    one_round(enrolled)
    assert a_dossier(enrolled).number.startswith("TAM-")


def test_a_granted_lane_gives_official_numbers_one_after_another(enrolled, province):
    _grants(enrolled, province)
    first, second = a_dossier(enrolled), a_dossier(enrolled)
    today = enrolled.now()
    assert first.number == f"{UNIT}-{today:%y%m%d}-1000"
    assert (first.official_code, _serial(second)) == (first.number, "1001")


def test_two_counters_never_share_a_number(tmp_path, enrolled, province):
    with a_second_pc(tmp_path, enrolled, province) as other:
        _grants(enrolled, province)
        _grants(other.desk, province)
        mine = [_serial(a_dossier(enrolled)) for _ in range(3)]
        theirs = [_serial(a_dossier(other.desk)) for _ in range(3)]
    assert (mine, theirs) == (["1000", "1001", "1002"], ["1500", "1501", "1502"])


def test_where_the_province_gives_numbers_itself_a_lane_rests(enrolled, province):
    _grants(enrolled, province)
    a_dossier(enrolled)
    _acts(province).set_policy(province.commune, Policy("province", UNIT))
    one_round(enrolled)
    assert a_dossier(enrolled).number.startswith("TAM-")
    _acts(province).set_policy(province.commune, Policy("lane", UNIT))
    one_round(enrolled)
    assert _serial(a_dossier(enrolled)) == "1001"


def test_a_slip_that_waits_for_its_dossier_bears_a_provisional_number(enrolled, province):
    """What is burned ahead may never be used; an official gap is nobody's wish."""
    _grants(enrolled, province)
    (slip,) = burn_blank_slips(enrolled, 1)
    assert slip.code.startswith("TAM-")
    assert _serial(a_dossier(enrolled)) == "1000"


def test_what_is_done_at_once_has_its_official_number_too(enrolled, province):
    _grants(enrolled, province)
    may = Person(name="Chẻo Thị Mẩy", id_number="012162001234", id_kind="cccd")
    papers = (Asked("Giấy khai sinh"),)
    asked = Request(work=Work.EXTRACT, requester=may, papers=papers, signed_by="Phàn A Nhị")
    done = do_now(enrolled, asked)
    assert done.dossier.official_code == done.dossier.number
    assert _serial(done.dossier) == "1000"


def test_what_this_pc_gives_next_is_said_without_giving_it(enrolled, province):
    one_round(enrolled)
    assert numbers_here(enrolled) == NumbersHere(hold=Hold.NO_LANE)
    _grants(enrolled, province)
    a_dossier(enrolled), a_dossier(enrolled)
    told = numbers_here(enrolled)
    assert (told.hold, told.given, told.passed_over) == (None, 2, ())
    assert told.lane is not None
    assert (told.lane.first, told.lane.last) == (1000, 1499)
    assert numbers_here(enrolled) == told


def test_a_serial_on_no_slip_is_listed_and_a_doubted_clock_is_the_reason(enrolled, province):
    _grants(enrolled, province)
    a_dossier(enrolled)
    with enrolled.store.act(by=enrolled.officer) as act:
        act.next_number()  # burned: nothing bears it
    a_dossier(enrolled)
    assert numbers_here(enrolled).passed_over == (1001,)
    enrolled.machine.clock.pass_by(timedelta(days=-40))
    assert numbers_here(enrolled).hold is Hold.CLOCK_BEHIND
