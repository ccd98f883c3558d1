"""Old addresses lead to the communes of today; where they do not, somebody is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import part, parts, stem
from app.domain.place import Found, OldUnit, Places
from app.usecases.shipped import places
from tests.generate.places import made

PLACES = places()


def names(found):
    return [one.name for one in found.communes]


def test_the_shipped_table_is_what_the_generator_makes():
    assert PLACES.table == made()


def test_the_country_is_complete():
    table = PLACES.table
    assert (len(table.provinces), len(table.communes)) == (34, 3321)
    assert (len(table.old_units), sum(unit.is_split for unit in table.old_units)) == (10040, 471)
    assert all(unit.communes for unit in table.old_units)
    assert {one.province for one in table.communes} == {one.code for one in table.provinces}


def test_a_table_is_read_when_it_is_first_asked_for():
    def load():
        reads.append(1)
        return PLACES.table

    reads: list[int] = []
    lazy = Places(load)
    assert reads == []
    assert lazy.commune("03562") == lazy.commune("03562")
    assert reads == [1]


def test_codes_lead_to_names():
    commune = PLACES.commune("03562")
    assert commune is not None
    assert (commune.name, commune.province) == ("Xã Sì Lở Lầu", "12")
    assert PLACES.commune("99999") is None
    province = PLACES.province("12")
    assert province is not None
    assert province.name == "Tỉnh Lai Châu"
    assert PLACES.province("99") is None
    assert len(PLACES.communes_of("12")) == 38


@pytest.mark.parametrize(
    "address",
    [
        "Bản Gia Khâu, Sì Lở Lầu, Phong Thổ, Lai Châu",
        "Xã Sì Lở Lầu, Huyện Phong Thổ, Tỉnh Lai Châu",
        "bản A, xã Mồ Sì San, huyện Phong Thổ, tỉnh Lai Châu, Việt Nam",
        "thôn 1 xã Vàng Ma Chải huyện Phong Thổ tỉnh Lai Châu",
        "X.Pa Vây Sử, H.Phong Thổ, T. Lai Châu".replace("T. ", "tỉnh "),
        "Pa Vay Su; Phong Tho; Lai Chau",
        "Pa Vây Sử - Phong Thổ - Lai Châu",
        "Sì Lở Lầu, Phong Thổ",  # the province left out
        "Sì Lở Lầu, Lai Châu",  # today's two levels
        "Xã Sì Lở Lầu",
    ],
)
def test_many_ways_lead_to_si_lo_lau(address):
    found = PLACES.find(address)
    assert names(found) == ["Xã Sì Lở Lầu"]
    assert not found.must_ask


def test_a_neighbour_that_went_elsewhere_does_not_lead_there():
    assert names(PLACES.find("Ma Li Pho, Phong Thổ, Lai Châu")) == ["Xã Phong Thổ"]


def test_a_split_ward_has_to_be_asked_about_the_likeliest_first():
    found = PLACES.find("Tân Thạnh, Thới Lai, Cần Thơ")
    assert names(found) == ["Xã Trường Thành", "Xã Tân Thạnh"]
    assert found.must_ask
    assert found.old[0].is_split


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Phường 08, Quận 3, Thành phố Hồ Chí Minh", ["Phường Xuân Hòa"]),
        ("P8, Q3, TP.HCM", ["Phường Xuân Hòa"]),
        ("Côn Đảo, Bà Rịa - Vũng Tàu", ["Đặc khu Côn Đảo"]),
        ("Xá Tổng, Mường Chà, Điện Biên", None),  # a name that sounds like a kind
    ],
)
def test_other_corners_of_the_country(address, expected):
    found = names(PLACES.find(address))
    assert found == expected if expected else found


@pytest.mark.parametrize("address", ["", ",", "abc", "Xã Không Có, Lai Châu", "Việt Nam"])
def test_what_is_not_known_is_not_guessed(address):
    assert PLACES.find(address) == Found(())
    assert PLACES.find(address).must_ask


@pytest.mark.parametrize(
    "address",
    [
        "Xã Không Có, Phong Thổ, Lai Châu",
        "Không Có, Phong Thổ, Lai Châu",
        "Bản A, huyện Phong Thổ, Lai Châu",
        "Huyện Phong Thổ, Lai Châu",
    ],
)
def test_where_only_the_old_district_is_known_all_that_it_became_is_offered(address):
    found = PLACES.find(address)
    assert found.must_ask
    assert {"Xã Phong Thổ", "Xã Sì Lở Lầu", "Xã Dào San"} <= set(names(found))


@pytest.mark.parametrize(
    "address", ["Bản A, Phong Thổ, Lai Châu", "A, xã Phong Thổ, Lai Châu", "Phong Thổ, Lai Châu"]
)
def test_todays_commune_is_not_taken_for_the_district_of_its_name(address):
    assert names(PLACES.find(address)) == ["Xã Phong Thổ"]


def test_marks_and_kind_tell_old_neighbours_of_one_sound_apart():
    districts: dict[tuple[int, str], list[OldUnit]] = {}
    for unit in PLACES.table.old_units:
        districts.setdefault((unit.district, stem(unit.ward)), []).append(unit)
    alike = [units for (_, name), units in districts.items() if name and len(units) > 1]
    assert alike
    for unit in (unit for units in alike for unit in units):
        district = PLACES.table.districts[unit.district]
        found = PLACES.find(f"{unit.ward}, {district.name}, {district.province}")
        assert found.old == (unit,)


def test_a_name_that_two_old_neighbours_share_has_to_be_asked_about():
    found = PLACES.find("Mường Tè, Mường Tè, Lai Châu")
    assert [one.ward for one in found.old] == ["Thị trấn Mường Tè", "Xã Mường Tè"]
    assert found.must_ask


@pytest.mark.parametrize("name", ["Xã Sơn Hà", "Xã Sơn Hạ", "Xã Ba Tơ", "Xã Ba Tô"])
def test_marks_tell_communes_of_today_apart(name):
    assert names(PLACES.find(f"{name}, Quảng Ngãi")) == [name]


def test_without_marks_both_communes_of_today_are_offered():
    assert names(PLACES.find("Xa Son Ha, Quang Ngai")) == ["Xã Sơn Hà", "Xã Sơn Hạ"]


def test_a_wards_number_may_begin_with_a_zero():
    found = PLACES.find("Phường 01, Đông Hà, Quảng Trị")
    assert [one.ward for one in found.old] == ["Phường 1"]


@given(st.sampled_from(PLACES.table.old_units))
def test_every_old_address_leads_where_its_ward_went(unit):
    district = PLACES.table.districts[unit.district]
    pieces = filter(None, (unit.ward, district.name, district.province))
    found = PLACES.find(", ".join(pieces))
    assert set(unit.communes) <= {one.code for one in found.communes}


@given(st.sampled_from(PLACES.communes))
def test_every_commune_of_today_is_found_by_its_address(commune):
    province = PLACES.province(commune.province)
    assert province is not None
    found = PLACES.find(f"{commune.name}, {province.name}")
    assert commune in found.communes or found.old  # an old district of the same name


@given(st.text())
def test_no_address_stops_the_desk(text):
    assert PLACES.find(text).must_ask in (True, False)
    assert all(one.stems for one in parts(text))


def test_a_name_of_a_kind_alone_stays_a_name():
    assert part("Quận").kind is None
    assert part("Thành phố").stems == {"thanhpho"}
