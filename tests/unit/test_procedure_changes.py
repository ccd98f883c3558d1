"""What another catalogue tells, laid over ours: only what was told readably replaces anything."""

from app.domain.procedure import (
    Channel,
    ComponentDocument,
    Limit,
    PaperRole,
    Procedure,
    ProcedureResult,
    Unit,
)
from app.domain.procedure_changes import (
    Aspect,
    Change,
    Counts,
    Told,
    ToldPaper,
    Unread,
    compared,
    laid_over,
    refreshed,
)

CODE = "1.004873"
HERE = "Lai Châu"
THREE, TWO = Limit(3, Unit.WORKING_DAY), Limit(2, Unit.WORKING_DAY)
FORM = ComponentDocument("Tờ khai", form="Mẫu 1", originals=1)
CARD = ComponentDocument("Thẻ căn cước", role=PaperRole.PRESENT, when="nộp trực tiếp")
OURS = Procedure(
    CODE,
    "Cấp giấy xác nhận tình trạng hôn nhân",
    short_name="Xác nhận hôn nhân",
    field="Hộ tịch",
    agency="Ủy ban nhân dân cấp xã",
    limits={Channel.DIRECT: THREE, Channel.ONLINE: THREE},
    limit_source="text",
    papers=(FORM, CARD),
    fee_vnd=15_000,
    fee_note="Miễn cho người cao tuổi",
    results=(ProcedureResult("KQ.1", "Giấy xác nhận"),),
    legal_basis="123/2015/NĐ-CP",
)


def told(**values):
    return Told(code=CODE, **{"name": OURS.name} | values)


def changes(**values):
    return compared(OURS, laid_over(OURS, told(**values)))


def test_what_was_not_told_stays_as_it_is():
    assert laid_over(OURS, Told(code=CODE)) == OURS
    assert compared(OURS, OURS) == []


def test_a_limit_changes_by_channel():
    said = {Channel.DIRECT: TWO, Channel.ONLINE: THREE}
    assert changes(limits=said) == [Change(CODE, Aspect.LIMIT, "direct", THREE, TWO)]
    assert laid_over(OURS, told(limits=said)).limit_source == "channel"


def test_a_limit_that_could_not_be_read_stays_and_nothing_is_guessed():
    said = {Channel.DIRECT: None, Channel.ONLINE: None, Channel.POST: None}
    after = laid_over(OURS, told(limits=said))
    assert after == OURS
    assert after.limit(Channel.POST) is None


def test_a_channel_that_is_not_told_any_more_ends_and_a_new_one_begins():
    said = {Channel.DIRECT: THREE, Channel.POST: THREE}
    assert changes(limits=said) == [
        Change(CODE, Aspect.LIMIT, "online", THREE, None),
        Change(CODE, Aspect.LIMIT, "post", None, THREE),
    ]


def test_papers_are_added_removed_and_counted_anew():
    said = (
        ToldPaper(name="TỜ KHAI", originals=2, copies=1),
        ToldPaper(name="Giấy chứng tử", copies=1),
    )
    assert changes(papers=said) == [
        Change(CODE, Aspect.PAPER_COUNT, "Tờ khai", Counts(1, 0), Counts(2, 1)),
        Change(CODE, Aspect.PAPER_ADDED, "Giấy chứng tử", after=Counts(0, 1)),
        Change(CODE, Aspect.PAPER_REMOVED, "Thẻ căn cước", Counts(0, 0)),
    ]


def test_how_a_paper_is_handed_in_is_ours_and_stays():
    said = (ToldPaper(name="Tờ khai"), ToldPaper(name="Thẻ căn cước"))
    assert laid_over(OURS, told(papers=said)).papers == (FORM, CARD)


def test_papers_of_one_name_are_told_apart_by_their_case():
    twice = (
        ComponentDocument("Giấy tờ", when="đã ly hôn", originals=1),
        ComponentDocument("Giấy tờ", when="vợ hoặc chồng đã chết", copies=1),
    )
    ours = Procedure(CODE, "Thủ tục", papers=twice)
    said = (
        ToldPaper(name="Giấy tờ", when="vợ hoặc chồng đã chết"),
        ToldPaper(name="Giấy tờ", when="đã ly hôn", form="Mẫu 2"),
    )
    after = laid_over(ours, Told(code=CODE, papers=said))
    assert [one.copies for one in after.papers] == [1, 0]
    assert compared(ours, after) == [Change(CODE, Aspect.PAPER_FORM, "Giấy tờ", None, "Mẫu 2")]


def test_a_new_case_of_a_paper_is_told():
    said = (ToldPaper(name="Tờ khai", when="tái hôn"), ToldPaper(name="Thẻ căn cước"))
    assert changes(papers=said) == [Change(CODE, Aspect.PAPER_CASE, "Tờ khai", None, "tái hôn")]


def test_name_agency_fee_results_and_ground_are_told():
    found = changes(
        name="Xác nhận tình trạng hôn nhân",
        agency="Ủy ban nhân dân xã",
        fee_vnd=0,
        fee_note="Miễn phí",
        results=(ProcedureResult(None, "Giấy xác nhận"),),
        legal_basis="118/2025/NĐ-CP",
    )
    assert [(one.aspect, one.after) for one in found] == [
        (Aspect.NAME, "Xác nhận tình trạng hôn nhân"),
        (Aspect.AGENCY, "Ủy ban nhân dân xã"),
        (Aspect.FEE, 0),
        (Aspect.FEE_NOTE, "Miễn phí"),
        (Aspect.RESULTS, "Giấy xác nhận []"),
        (Aspect.LEGAL_BASIS, "118/2025/NĐ-CP"),
    ]


def test_one_of_several_fields_is_still_the_same_field():
    assert changes(fields=("Tư pháp", "HỘ TỊCH")) == []
    assert changes(fields=("Tư pháp",)) == [Change(CODE, Aspect.FIELD, "", "Hộ tịch", "Tư pháp")]


def test_what_ended_is_left_out_and_what_is_new_is_of_this_province():
    other = Procedure("1.000001", "Thủ tục khác")
    said = [
        told(is_ended=True),
        Told(code="1.000003", name="Thủ tục mới", limits={Channel.DIRECT: TWO}, fee_vnd=0),
        Told(code="1.000002", name="Đã bãi bỏ từ trước", is_ended=True),
    ]
    found = refreshed([OURS, other], iter(said), HERE)
    assert [one.code for one in found.procedures] == ["1.000001", "1.000003"]
    new = found.procedures[1]
    assert (new.short_name, new.scope, new.limit_source) == ("Thủ tục mới", HERE, "channel")
    assert new.limit(Channel.ONLINE) is None
    assert found.changes == (
        Change(CODE, Aspect.ENDED, before=OURS.name),
        Change("1.000003", Aspect.NEW, after="Thủ tục mới"),
    )


def test_a_new_one_that_no_commune_settles_or_that_has_no_name_is_left_out():
    said = [
        Told(code="2.1", name="Của Sở", is_for_communes=False, unread=(Unread("2.1", "phí", "?"),)),
        Told(code="2.2", unread=(Unread("2.2", "tên thủ tục", "không có"),)),
        Told(code="2.3", name="Của xã", is_for_communes=True),
    ]
    found = refreshed([], said, HERE)
    assert [one.code for one in found.procedures] == ["2.3"]
    assert found.elsewhere == 1
    assert [one.code for one in found.unread] == ["2.2"]


def test_what_could_not_be_read_is_named():
    unread = Unread(CODE, "thời hạn trực tiếp", "“theo quy định” không phải là số")
    found = refreshed([OURS], [told(limits={Channel.DIRECT: None}, unread=(unread,))], HERE)
    assert found.unread == (unread,)
    assert [one.aspect for one in found.changes] == [Aspect.LIMIT]  # trực tuyến không còn
