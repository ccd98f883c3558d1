"""Certification books and the fast lane: why a book gives no number."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "book_not_open": Sentence(
        631, "Sổ chứng thực này chưa mở trong năm nay.", "Mở sổ ở trang Sổ chứng thực."
    ),
    "book_open_already": Sentence(632, "Sổ này đã mở rồi."),
    "book_closed": Sentence(633, "Sổ này đã khóa cuối năm; không ghi thêm được."),
    "book_held_elsewhere": Sentence(
        634,
        "Sổ này đang do máy khác giữ nên máy này không cấp số.",
        "Làm ở máy giữ sổ, nhận bàn giao, hoặc nhận quyển nếu máy kia đã hỏng.",
    ),
    "book_is_here": Sentence(635, "Sổ này đang ở chính máy này."),
    "book_full": Sentence(636, "Sổ đã hết số."),
    "book_receiver_missing": Sentence(637, "Chọn máy nhận sổ."),
    "book_number_wrong": Sentence(638, "Số cuối của sổ giấy phải từ 0 trở lên."),
    "book_number_too_low": Sentence(
        639, "Số này thấp hơn số đã có trong sổ.", "Xem lại số cuối trên sổ giấy."
    ),
    "signer_missing": Sentence(640, "Chưa ghi người ký."),
    "paper_name_missing": Sentence(641, "Chưa ghi tên giấy tờ."),
    "too_many_papers": Sentence(642, "Một lần chỉ ghi được tối đa 50 giấy tờ."),
    "book_year_not_over": Sentence(
        644, "Chưa hết năm nên chưa khóa sổ được.", "Khóa sổ từ ngày 31/12 (NĐ 23/2015, Điều 13)."
    ),
    "book_line_missing": Sentence(645, "Chưa chọn dòng nào của sổ.", "Chọn dòng rồi làm lại."),
    "rate_unknown": Sentence(
        643, "Chưa có mức phí cho việc này.", "Báo người quản trị bổ sung mức phí."
    ),
    "period_reversed": Sentence(691, "Ngày cuối của kỳ báo cáo đứng trước ngày đầu."),
}
