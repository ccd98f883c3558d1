"""What a person sees of what the province holds."""

from tests.helpers.provincial import UNIT
from tests.provincial.page import whole_page
from tests.provincial_tests.conftest import CODE, a_dossier, a_row


def test_an_empty_province_says_so(province):
    assert "Chưa có hồ sơ nào được gửi lên" in province.page()


def test_the_page_shows_dossiers_progress_and_refusals(province, caller):
    caller.add(a_dossier(), a_dossier(f"{UNIT}-261128-0002", ChuHoSo="Giàng <A> Páo"))
    caller.progress(a_row())
    caller.update(a_dossier(TrangThaiHoSo="5"))
    caller.add(a_dossier())
    page = province.page()
    for seen in (CODE, "Yêu cầu bổ sung giấy tờ", "Tẩn Mẩy Sử", "đã tồn tại", UNIT):
        assert seen in page
    assert "Giàng &lt;A&gt; Páo" in page
    assert "<script" not in page


def test_a_dossier_has_a_page_with_all_its_fields_and_rows(province, caller):
    caller.add(a_dossier(TaiLieuNop=[{"TenTepDinhKem": "to-khai.pdf"}]))
    caller.progress(a_row())
    page = province.page(f"/ho-so/{CODE}")
    for seen in ("to-khai.pdf", "Tiếp nhận hồ sơ", "28/11/2026 08:15", "Đơn vị xử lý"):
        assert seen in page


def test_one_file_shows_everything_without_a_server(province, caller):
    caller.add(a_dossier(TaiLieuNop=[{"TenTepDinhKem": "to-khai.pdf"}]))
    page = whole_page(province.held(), province.now())
    assert f'href="#{CODE}"' in page
    assert f'id="{CODE}"' in page
    assert "to-khai.pdf" in page
