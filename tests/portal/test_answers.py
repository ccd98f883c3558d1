"""What an answer means: by whole words, and never better than it says."""

from typing import Any

import pytest

from app.domain.provincial import Line, standing
from app.domain.states import State
from app.portal.mapping.generation_a import GenerationA
from app.portal.mapping.language import Meaning
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import a_received, path_to
from tests.portal.test_telling import at_the_desk, does
from tests.provincial.words import Answer

LANGUAGE = GenerationA("/auth", "/sync", "/share", "H35.112.03", {})


def meaning(message: str, code: object = -1, status: int = 200, *, writes: bool = True) -> Meaning:
    said = {"error_code": code, "message": message}
    return LANGUAGE.answer(status, said, writes=writes).meaning


@pytest.mark.parametrize(
    "message",
    [
        "Đồng bộ hồ sơ không thành công",
        "Hồ sơ chưa được cập nhật thành công",
        "Cập nhật thất bại",
        "Thành công: 0, thất bại: 1",
        "Thành công: 0",
        "Unsuccessful: ChuHoSo",
        "Update failed",
    ],
)
@pytest.mark.parametrize("writes", [True, False])
def test_what_says_that_it_failed_is_never_taken_for_done(message: str, *, writes: bool) -> None:
    assert meaning(message, 0, writes=writes) is Meaning.REFUSED


@pytest.mark.parametrize(
    "message",
    [
        "Cập nhật thành công",
        "Không có lỗi. Cập nhật thành công",
        "Hồ sơ đã tồn tại, cập nhật thành công",
        "Successfully updated",
    ],
)
def test_success_is_done_where_the_code_agrees(message: str) -> None:
    assert meaning(message, 0) is Meaning.DONE
    assert meaning(message, 7) is not Meaning.DONE
    assert meaning(message, 0, 400) is not Meaning.DONE


@pytest.mark.parametrize(
    ("message", "means"),
    [
        ("Hệ thống bận, vui lòng thử lại sau", Meaning.TROUBLED),
        ("Connection refused", Meaning.TROUBLED),
        ("java.net.SocketTimeoutException: Read timed out", Meaning.TROUBLED),
        ("Quá thời gian chờ phản hồi từ máy chủ", Meaning.TROUBLED),
        ("Quá thời gian chờ", Meaning.TROUBLED),
        ("Hệ thống một cửa đang bảo trì", Meaning.MAINTENANCE),
        ("Hệ thống tạm dừng để bảo trì đến 22 giờ", Meaning.MAINTENANCE),
        ("Tài khoản không có quyền truy cập dịch vụ", Meaning.NOT_ADMITTED),
        ("Tài khoản đã bị khóa", Meaning.NOT_ADMITTED),
        ("Dịch vụ TraCuuHoSo không tồn tại", Meaning.NOT_UNDERSTOOD),
        ("Không tìm thấy dịch vụ GetNextValue", Meaning.NOT_UNDERSTOOD),
    ],
)
@pytest.mark.parametrize("code", [-1, 0, None])
def test_a_word_about_the_line_blames_no_dossier(message: str, means: Meaning, code: Any) -> None:
    assert meaning(message, code) is means


@pytest.mark.parametrize(
    "message",
    [
        "Thủ tục bảo trì đường bộ không có trong danh mục",
        "Thông báo trình tự xử lý sai",
        "Hồ sơ đã quá thời gian cho phép cập nhật",
        "Kết quả thời gian hẹn trả không hợp lệ",
        "Tài khoản không có quyền cập nhật hồ sơ này",
        "Thành phần hồ sơ KQ.G15.000031 không tồn tại",
        "Dịch vụ công không tồn tại trong danh mục",
        "Thủ tục của hồ sơ không tồn tại",
        "Hồ sơ không có thành phần bắt buộc",
    ],
)
def test_a_word_about_the_dossier_is_not_a_fault_of_the_line(message: str) -> None:
    assert meaning(message) is Meaning.REFUSED


@pytest.mark.parametrize("message", ["Mã thủ tục của hồ sơ không tồn tại", "Unsuccessful: MaTTHC"])
def test_a_word_about_the_procedure_is_known_as_one_where_something_was_told(message: str) -> None:
    assert meaning(message, 0) is Meaning.PROCEDURE_REFUSED


def test_a_procedure_that_was_asked_for_and_is_not_there_is_unknown() -> None:
    assert meaning("Không tìm thấy thủ tục 1.001193", writes=False) is Meaning.UNKNOWN
    assert meaning("Không được phép xem danh mục", writes=False) is Meaning.REFUSED


@pytest.mark.parametrize(
    "message",
    [
        "Hồ sơ không tồn tại",
        "Mã hồ sơ [H35.112.03-261128-0001] không tồn tại trên hệ thống",
        "Không tìm thấy hồ sơ: H35.112.03-261128-0001.",
        "Chưa có hồ sơ này",
    ],
)
def test_unknown_is_only_the_dossier_itself(message: str) -> None:
    assert meaning(message) is Meaning.UNKNOWN


@pytest.mark.parametrize(
    ("status", "means"),
    [
        (401, Meaning.SESSION_OVER),
        (403, Meaning.SESSION_OVER),
        (404, Meaning.NOT_UNDERSTOOD),
        (405, Meaning.NOT_UNDERSTOOD),
        (302, Meaning.NOT_UNDERSTOOD),
        (429, Meaning.TROUBLED),
        (500, Meaning.TROUBLED),
        (400, Meaning.REFUSED),
    ],
)
def test_a_status_of_the_line_is_no_refusal(status: int, means: Meaning) -> None:
    assert meaning("No route matched", status, status) is means


def test_without_a_code_nothing_was_said() -> None:
    assert meaning("Cập nhật thành công", None) is Meaning.TROUBLED
    assert LANGUAGE.answer(200, {"message": None}, writes=False).meaning is Meaning.TROUBLED


def test_what_comes_with_a_refusal_can_be_kept() -> None:
    said = {"error_code": -1, "message": "sai\x00 \ud800trường\n" + "x" * 3_000_000}
    message = LANGUAGE.answer(200, said, writes=True).message
    assert message.startswith("sai trường xxx")
    assert len(message) == 500


def test_null_is_empty_and_only_an_official_code_is_a_number() -> None:
    assert LANGUAGE.session_of({"error_code": 0, "session": None}) == ""
    for told in (None, "", "0", "None", True, ["x"], "H35.112.03-269999-0001"):
        assert LANGUAGE.number_of([{"value": told}]) == "", told
    assert LANGUAGE.number_of([{"value": " h35.112.03-261128-0001"}]) == "H35.112.03-261128-0001"
    facts = LANGUAGE.procedure_facts(
        [{"MATTHC": "1.001193", "TENTTHC": None, "LINHVUCTHUCHIEN": [{"MALINHVUC": None}]}]
    )
    assert facts is not None
    assert (facts.name, facts.field_code) == ("", "")


def test_a_row_is_the_same_whatever_the_province_adds_to_it() -> None:
    ours = {
        "MaHoSo": "H35.112.03-261128-0001",
        "ThoiDiemXuLy": "20261128090000",
        "TrangThai": "4",
        "NoiDungXuLy": "Chuyển xử lý",
        "NgayKetThucTheoQuyDinh": "20261201170000",
    }
    theirs = {**ours, "Id": "17", "TrangThai": 4, "NgayKetThucTheoQuyDinh": None}
    assert LANGUAGE.row_identity(ours) == LANGUAGE.row_identity(theirs)
    assert LANGUAGE.row_identity(ours) != LANGUAGE.row_identity({**ours, "TrangThai": "9"})


def test_rows_that_cannot_be_read_are_not_rows_that_are_not_there() -> None:
    for told in (None, [None], "4", [{"MaHoSo": "x"}, None]):
        held = LANGUAGE.held([{"TienDo": told}])
        assert held is not None
        assert held.rows is None
    assert LANGUAGE.held([{"TienDo": []}]) is not None
    assert LANGUAGE.held([]) is None


def serves(world: Connected, service: str, answer: Answer) -> None:
    """The stand-in answers this service always so."""
    services = world.held.province._services
    services[service] = (lambda _said: answer, services[service][1])


def test_not_successful_is_not_recorded(world: Connected) -> None:
    does(world, *path_to(State.ACCEPTED))
    serves(world, "DongBoHoSoMC", Answer(0, "Đồng bộ hồ sơ không thành công"))
    done = world.passes()
    assert (done.recorded, done.refused) == (0, 1)


@pytest.mark.parametrize("message", ["sai\x00trường", "<html>" + "x" * 90_000])
def test_whatever_the_words_of_a_refusal_are_they_are_written_down(
    world: Connected, message: str
) -> None:
    dossier = does(world, a_received())
    serves(world, "DongBoHoSoMC", Answer(-1, message))
    assert world.passes().refused == 1
    said = standing(at_the_desk(world, dossier)).refused
    assert said
    assert len(said) <= 500


def test_a_service_that_is_not_there_refuses_no_dossier(world: Connected) -> None:
    dossier = does(world, a_received())
    serves(world, "DongBoHoSoMC", Answer(-1, "Dịch vụ DongBoHoSoMC không tồn tại"))
    done = world.passes()
    assert (done.refused, standing(at_the_desk(world, dossier)).refused) == (0, "")
    assert done.skipped or done.line is Line.NOT_UNDERSTOOD
