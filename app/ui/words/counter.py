"""The desk's acts on dossiers: why one is not possible now."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "act_not_allowed": Sentence(
        301, "Ở trạng thái này của hồ sơ không làm được việc đó.", "Xem lại trạng thái hồ sơ."
    ),
    "role_not_allowed": Sentence(
        302, "Vai trò của cán bộ không được làm việc này.", "Nhờ người có thẩm quyền."
    ),
    "needs_paper": Sentence(
        303, "Việc này phải có giấy của người quyết định.", "Ghi số, ngày và người ký."
    ),
    "dossier_unknown": Sentence(304, "Không tìm thấy hồ sơ này."),
    "no_dossier": Sentence(305, "Không tìm thấy hồ sơ này trên máy."),
    "dossier_not_accepted": Sentence(306, "Hồ sơ chưa được tiếp nhận."),
    "not_received_yet": Sentence(307, "Hồ sơ chưa được tiếp nhận."),
    "received_already": Sentence(308, "Hồ sơ đã được tiếp nhận rồi."),
    "reception_incomplete": Sentence(309, "Còn mục chưa đủ.", "Xem các dòng được đánh dấu."),
    "papers_missing": Sentence(310, "Chưa ghi giấy tờ nào được nộp."),
    "papers_still_missing": Sentence(
        311, "Còn giấy tờ ghi là thiếu.", "Yêu cầu bổ sung, hoặc đánh dấu lại nếu đã có."
    ),
    "supplement_list_empty": Sentence(312, "Chưa ghi giấy tờ cần bổ sung."),
    "supplement_time_left": Sentence(313, "Chưa hết thời hạn bổ sung nên chưa đóng hồ sơ được."),
    "reason_missing": Sentence(314, "Chưa ghi lý do."),
    "late_reason_missing": Sentence(315, "Nhập bù thì phải ghi lý do."),
    "recipient_missing": Sentence(316, "Chưa ghi nơi nhận hồ sơ."),
    "result_missing": Sentence(317, "Chưa ghi kết quả nào."),
    "receiver_missing": Sentence(318, "Chưa ghi người nhận kết quả."),
    "receiver_authorisation_missing": Sentence(
        319, "Người nhận thay cần giấy ủy quyền, hoặc lý do không cần."
    ),
    "authorisation_missing": Sentence(
        320, "Người nộp thay cần giấy ủy quyền, hoặc lý do không cần."
    ),
    "lost_slip_needs_id": Sentence(321, "Mất giấy hẹn thì phải ghi giấy tờ tùy thân người nhận."),
    "receipt_number_incomplete": Sentence(322, "Biên lai phải đủ ký hiệu và số."),
    "nothing_changed": Sentence(323, "Không có gì thay đổi để ghi."),
    "field_not_changeable": Sentence(324, "Mục này không sửa được sau khi tiếp nhận."),
    "value_unreadable": Sentence(325, "Nội dung không đúng dạng.", "Xem lại mục vừa nhập."),
    "no_such_conflict": Sentence(326, "Vướng mắc này đã được xử lý."),
    "not_a_side": Sentence(327, "Chọn một trong hai nội dung đang hiện."),
    "conflict_not_ordered": Sentence(
        328, "Hai nội dung chưa về đủ thứ tự.", "Chờ đồng bộ với tỉnh rồi xử lý."
    ),
    "gap_too_young": Sentence(
        330, "Dữ liệu trước đó mới chờ chưa quá một ngày.", "Chờ thêm; nó có thể còn đến."
    ),
    "nothing_to_review": Sentence(297, "Hồ sơ này không có việc ghi nào cần xem."),
    "nothing_waits_for_it": Sentence(329, "Không có việc nào đang chờ dữ liệu này."),
}
