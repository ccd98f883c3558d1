"""From the province's changed procedure to a catalogue that is installed; nothing is guessed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli.portal_catalogue import in_words, lines
from app.domain.procedure import Channel, Limit, Override, Unit
from app.domain.provincial import standing
from app.domain.states import State
from app.portal.catalogue import CatalogueReader, Found
from app.portal.faults import LineDown, NoCatalogue
from app.system.paths import resources
from app.usecases import catalogue_making, catalogue_source
from app.usecases.catalogue import Catalogue, trusted_keys
from app.usecases.catalogue_package import Issue
from app.usecases.desk import Desk
from app.usecases.procedure_choice import override_procedure, overrides_of
from sync.protocol.signing import Signer
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import path_to
from tests.portal.test_telling import at_the_desk, at_the_province, does
from tests.provincial.catalogue import procedures
from tests.provincial.faults import Fault, Plan

MARRIAGE = "1.004873"
BIRTH = "1.001193"
LAND = "1.013949"
FEW = (BIRTH, MARRIAGE, LAND)
ALL = 572
SHIPPED = resources() / "catalogue"
SIGNER = Signer(b"k" * 32)
TODAY = date(2026, 11, 24)


class Reviewed:
    """The connector's catalogue and the province's, both with a few procedures only."""

    def __init__(self, world: Connected, folder: Path) -> None:
        self.world = world
        self.held = world.held
        self.folder = folder
        known = world.held.province._procedures
        for code in set(known) - set(FEW):
            del known[code]
        whole = world.desk.catalogue
        records = [one for one in whole.records() if one.code in FEW]
        catalogue_source.write(folder / "first", records, whole.other_words())
        self.builds("first", "2026.11.2", date(2026, 11, 2))
        self.desk = self.with_catalogue(world.desk)

    def with_catalogue(self, desk: Desk) -> Desk:
        found = Catalogue([self.folder], trusted_keys(self.folder), TODAY)
        found.overrides = overrides_of(desk)
        return replace(desk, catalogue=found)

    def builds(self, source: str, version: str, valid_from: date) -> Path:
        """`motcua catalogue build`."""
        issue = Issue(version=version, valid_from=valid_from)
        return catalogue_making.make(self.folder / source, self.folder, issue, SIGNER)

    def reader(self, **system: str) -> CatalogueReader:
        config = self.world.config
        part = msgspec.structs.replace(config.system, **system)
        config = msgspec.structs.replace(config, system=part)
        return CatalogueReader(self.desk, config, lambda _seconds: None)

    def refreshes(self, **system: str) -> Found:
        """`motcua portal catalogue`."""
        return self.reader(**system).refresh()

    def changes(self, code: str, **told: object) -> list[str]:
        """The difference after the ministry has changed something."""
        self.held.changes_procedure(code, **told)
        return said(self.refreshes())


@pytest.fixture
def few(world: Connected, tmp_path: Path) -> Reviewed:
    return Reviewed(world, tmp_path / "catalogues")


def said(found: Found) -> list[str]:
    return [in_words(one) for one in found.refresh.changes]


def unread(found: Found) -> list[tuple[str, str]]:
    return [(one.about, one.why) for one in found.refresh.unread]


def as_told(code: str) -> dict[str, Any]:
    return next(one for one in procedures() if one["MATTHC"] == code)


def with_time(code: str, kind: str, **changes: object) -> list[dict[str, Any]]:
    """CACHTHUCTHUCHIEN with another time for one channel."""
    ways: list[dict[str, Any]] = as_told(code)["CACHTHUCTHUCHIEN"]
    for way in ways:
        if way["KENH"] == kind:
            way["THOIGIAN"][0] |= changes
    return ways


def papers(code: str) -> list[dict[str, Any]]:
    return as_told(code)["THANHPHANHOSO"][0]["GIAYTO"]  # type: ignore[no-any-return]


def test_our_own_catalogue_told_back_differs_in_nothing(world: Connected) -> None:
    found = CatalogueReader(world.desk, world.config, lambda _seconds: None).refresh()
    assert said(found) == []
    assert found.refresh.procedures == world.desk.catalogue.records()
    assert (found.listed, found.asked, found.kept) == (ALL, ALL, 0)


def test_a_shorter_limit_is_told_by_channel_in_words(few: Reviewed) -> None:
    ways = with_time(MARRIAGE, "1", THOIGIANGIAIQUYET="2")
    assert few.changes(MARRIAGE, CACHTHUCTHUCHIEN=ways) == [
        "1.004873: trực tiếp 3 -> 2 ngày làm việc"
    ]


def test_another_unit_is_told_whole(few: Reviewed) -> None:
    ways = with_time(MARRIAGE, "2", THOIGIANGIAIQUYET="8", DONVITINH="Giờ làm việc")
    assert few.changes(MARRIAGE, CACHTHUCTHUCHIEN=ways) == [
        "1.004873: trực tuyến 3 ngày làm việc -> 8 giờ làm việc"
    ]


@pytest.mark.parametrize(
    ("time", "why"),
    [
        ({"THOIGIANGIAIQUYET": "theo quy định"}, "“theo quy định” không phải là số"),
        ({"THOIGIANGIAIQUYET": ""}, "không ghi số"),
        ({"THOIGIANGIAIQUYET": "3,5"}, "“3,5” không phải là số"),
        ({"THOIGIANGIAIQUYET": "0"}, "không tính được “0 Ngày làm việc”"),
        ({"DONVITINH": "Tuần"}, "không tính được “3 Tuần”"),
    ],
)
def test_a_time_that_is_no_number_is_named_and_ours_stays(
    few: Reviewed, time: dict[str, str], why: str
) -> None:
    few.held.changes_procedure(MARRIAGE, CACHTHUCTHUCHIEN=with_time(MARRIAGE, "1", **time))
    found = few.refreshes()
    assert said(found) == []
    assert unread(found) == [("thời hạn trực tiếp", why)]
    assert f"{MARRIAGE}: thời hạn trực tiếp: {why}" in lines("2026.11.2", found)


def test_several_times_for_one_channel_are_no_limit(few: Reviewed) -> None:
    ways = as_told(MARRIAGE)["CACHTHUCTHUCHIEN"]
    ways[0]["THOIGIAN"].append({**ways[0]["THOIGIAN"][0], "THOIGIANGIAIQUYET": "5"})
    few.held.changes_procedure(MARRIAGE, CACHTHUCTHUCHIEN=ways)
    found = few.refreshes()
    assert said(found) == []
    assert unread(found) == [("thời hạn trực tiếp", "ghi 2 thời hạn khác nhau")]


def test_a_new_procedure_without_a_time_has_to_be_asked_for(few: Reviewed) -> None:
    new = {
        **as_told(BIRTH), "MATTHC": "2.009999", "TENTTHC": "Thủ tục mới của xã",
        "CACHTHUCTHUCHIEN": with_time(BIRTH, "1", THOIGIANGIAIQUYET="theo thỏa thuận"),
    }  # fmt: skip
    few.held.changes_procedure("2.009999", **new)
    found = few.refreshes()
    assert said(found) == ["2.009999: thủ tục mới: Thủ tục mới của xã"]
    made = found.refresh.procedures[-1]
    assert (made.limit(Channel.DIRECT), made.scope) == (None, "Tỉnh Lai Châu")


def test_a_new_one_of_a_department_is_left_out(few: Reviewed) -> None:
    few.held.changes_procedure(
        "2.009999", **as_told(BIRTH) | {"MATTHC": "2.009999", "CAPTHUCHIEN": ["Cấp tỉnh"]}
    )
    found = few.refreshes()
    assert (said(found), found.refresh.elsewhere) == ([], 1)


def test_papers_fee_name_and_field_are_told(few: Reviewed) -> None:
    form, *others = papers(MARRIAGE)
    told = [form | {"SOBANCHINH": "2"}, *others[1:], {"TENGIAYTO": "Giấy mới", "SOBANSAO": "1"}]
    ways = as_told(MARRIAGE)["CACHTHUCTHUCHIEN"]
    for way in ways:
        way["THOIGIAN"][0]["PHILEPHI"][0] |= {"SOTIEN": "20.000", "MOTA": "Lệ phí"}
    found = few.changes(
        MARRIAGE,
        TENTTHC="Xác nhận tình trạng hôn nhân",
        LINHVUCTHUCHIEN=[{"MALINHVUC": "G15", "TENLINHVUC": "Tư pháp"}],
        CACHTHUCTHUCHIEN=ways,
        THANHPHANHOSO=[{"TRUONGHOP": "", "GIAYTO": told}],
    )
    old = few.desk.catalogue.procedure(MARRIAGE)
    first, second = old.papers[0], old.papers[1]
    before = f"{first.originals} bản chính, {first.copies} bản sao"
    assert found == [
        f"{MARRIAGE}: tên: “{old.name}” -> “Xác nhận tình trạng hôn nhân”",
        f"{MARRIAGE}: lĩnh vực: “Hộ tịch” -> “Tư pháp”",
        f"{MARRIAGE}: phí, lệ phí: phải hỏi -> 20.000 đồng",
        f"{MARRIAGE}: ghi chú phí: “{old.fee_note}” -> “Lệ phí”",
        f"{MARRIAGE}: số bản của “{first.name}”: {before} -> 2 bản chính, {first.copies} bản sao",
        f"{MARRIAGE}: thêm giấy tờ “Giấy mới” (0 bản chính, 1 bản sao)",
        f"{MARRIAGE}: bỏ giấy tờ “{second.name}”",
    ]


def test_what_is_no_amount_and_no_count_is_named(few: Reviewed) -> None:
    ways = as_told(MARRIAGE)["CACHTHUCTHUCHIEN"]
    ways[0]["THOIGIAN"][0]["PHILEPHI"][0] |= {"SOTIEN": "tùy địa phương"}
    told = [papers(MARRIAGE)[0] | {"SOBANCHINH": "một"}, *papers(MARRIAGE)[1:], {"TENGIAYTO": ""}]
    few.held.changes_procedure(
        MARRIAGE,
        CACHTHUCTHUCHIEN=[*ways, {"KENH": "9"}],
        THANHPHANHOSO=[{"TRUONGHOP": "", "GIAYTO": told}],
        CANCUPHAPLY=[{"SO": "123"}],
    )
    found = few.refreshes()
    assert said(found) == []
    assert [about for about, _why in unread(found)] == [
        "cách thức thực hiện",
        f"số bản của “{papers(MARRIAGE)[0]['TENGIAYTO']}”",
        "thành phần hồ sơ",
        "phí, lệ phí",
        "căn cứ pháp lý",
    ]


def test_an_answer_about_another_procedure_changes_nothing(few: Reviewed) -> None:
    few.held.changes_procedure(BIRTH, MATTHC="1.999999")
    found = few.refreshes()
    assert said(found) == []
    assert unread(found) == [("thủ tục", "hệ thống tỉnh trả lời về thủ tục “1.999999”")]


def test_what_is_not_public_any_more_or_not_known_any_more_has_ended(few: Reviewed) -> None:
    few.held.changes_procedure(BIRTH, TRANGTHAI="2")
    del few.held.province._procedures[LAND]
    names = {one.code: one.name for one in few.desk.catalogue.records()}
    assert sorted(said(few.refreshes())) == sorted(
        f"{code}: không còn: {names[code]}" for code in (BIRTH, LAND)
    )


def test_a_list_without_versions_is_asked_whole_each_time(few: Reviewed) -> None:
    few.refreshes()
    again = few.refreshes()
    assert (again.asked, again.kept) == (3, 0)


def test_a_list_with_versions_is_asked_for_what_changed(few: Reviewed) -> None:
    """Which key tells the version is configured; here the state's, as a stand-in for one."""
    few.refreshes(procedure_version_key="TENTTHC")
    few.held.changes_procedure(BIRTH, TENTTHC="Đăng ký khai sinh")
    again = few.refreshes(procedure_version_key="TENTTHC")
    assert (again.asked, again.kept) == (1, 2)
    assert len(said(again)) == 1


def test_a_line_that_fails_is_resumed_where_it_was(few: Reviewed) -> None:
    few.held.misbehave(Plan(script=dict.fromkeys(range(4, 9), Fault.LOST_BEFORE)))
    reader = few.reader()
    with pytest.raises(LineDown):
        reader.refresh()
    assert (reader.listed, reader.asked) == (3, 1)
    few.held.misbehave(Plan())
    again = few.refreshes()
    assert (again.asked, again.kept, said(again)) == (2, 1, [])
    assert few.refreshes().asked == 3


def test_an_answer_that_is_lost_now_and_then_is_asked_again(few: Reviewed) -> None:
    few.held.misbehave(Plan(script={2: Fault.LOST_AFTER, 5: Fault.LOST_BEFORE}))
    assert few.refreshes().asked == 3


def test_a_refused_list_is_a_matter_of_the_configuration(few: Reviewed) -> None:
    reader = few.reader(madonvi="H35")
    reader._language._unit = "?"  # type: ignore[attr-defined]
    with pytest.raises(NoCatalogue):
        reader.refresh()


def test_from_the_ministrys_change_to_an_installed_catalogue(few: Reviewed) -> None:
    """The office's own limit for going online stays; the desk counts by the new one at once."""
    world, own = few.world, Limit(1, Unit.WORKING_DAY)
    override_procedure(
        world.pc,
        Override(
            code=MARRIAGE, approver="Chủ tịch UBND xã", approved_on=date(2026, 11, 3),
            source="QĐ 15/QĐ-UBND", limits={Channel.ONLINE: own},
        ),
    )  # fmt: skip
    few.held.changes_procedure(
        MARRIAGE, CACHTHUCTHUCHIEN=with_time(MARRIAGE, "1", THOIGIANGIAIQUYET="2")
    )
    found = few.refreshes()
    catalogue_source.write(
        few.folder / "next", found.refresh.procedures, few.desk.catalogue.other_words()
    )
    package = few.builds("next", "2026.11.3", date(2026, 11, 20))
    assert catalogue_making.check(package, trusted_keys(few.folder)).head.counts["procedures"] == 3
    pc = few.with_catalogue(world.pc)
    pc.catalogue.install(package)
    now = pc.catalogue.procedure(MARRIAGE)
    assert pc.catalogue.version == "2026.11.3"
    assert (now.limit(Channel.DIRECT), now.limit(Channel.ONLINE)) == (Limit(2, own.unit), own)
    assert pc.catalogue.procedure(MARRIAGE, date(2026, 11, 10)).limit() == Limit(3, own.unit)
    before, after = few.desk.catalogue, few.with_catalogue(world.desk)
    assert after.catalogue.other_words() == before.other_words()
    few.desk = after
    assert said(few.refreshes()) == []


def test_after_a_refresh_dossiers_repeat_the_new_name_and_field(few: Reviewed) -> None:
    world = few.world
    first = does(world, *path_to(State.ACCEPTED))
    world.passes()
    few.held.changes_procedure(BIRTH, TENTTHC="Đăng ký khai sinh theo luật mới")
    few.refreshes()
    world.restarts()
    second = does(world, *path_to(State.ACCEPTED))
    world.passes()
    names = [at_the_province(world, one)["fields"]["TenTTHC"] for one in (first, second)]  # type: ignore[index]
    assert names[1] == "Đăng ký khai sinh theo luật mới"
    assert names[0] != names[1]


def test_refused_for_its_field_a_dossier_is_offered_again_with_the_new_one(few: Reviewed) -> None:
    world = few.world
    does(world, *path_to(State.ACCEPTED))
    world.passes()
    few.held.changes_procedure(
        BIRTH, LINHVUCTHUCHIEN=[{"MALINHVUC": "G15-TP99", "TENLINHVUC": "Hộ tịch mới"}]
    )
    second = does(world, *path_to(State.PROCESSING))
    done = world.passes()
    assert (done.recorded, done.refused) == (1, 0)
    assert at_the_province(world, second)["fields"]["MaLinhVuc"] == "G15-TP99"  # type: ignore[index]


def test_refused_for_a_procedure_that_ended_it_is_asked_once_and_then_refused(
    few: Reviewed,
) -> None:
    world = few.world
    does(world, *path_to(State.ACCEPTED))
    world.passes()
    few.held.changes_procedure(BIRTH, TRANGTHAI="2")
    second = does(world, *path_to(State.ACCEPTED))
    assert world.passes().refused == 1
    assert "MaTTHC" in standing(at_the_desk(world, second)).refused
