"""Officers, PINs, absences and agencies: why something is not possible."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "managers_are_not_yours": Sentence(
        831,
        "Chỉ lãnh đạo hoặc kỹ thuật viên mới thêm, sửa hoặc cho nghỉ lãnh đạo, kỹ thuật viên.",
        "Nhờ lãnh đạo đăng nhập rồi làm.",
    ),
    "absence_reversed": Sentence(832, "Ngày về đứng trước ngày đi.", "Xem lại hai ngày."),
    "deputy_missing": Sentence(
        833, "Chưa chọn người thay, hoặc người đó không còn làm việc.", "Chọn một cán bộ khác."
    ),
    "officer_unknown": Sentence(834, "Cán bộ này không còn trong danh sách."),
    "not_oneself": Sentence(835, "Không tự cho mình nghỉ được.", "Nhờ người khác làm."),
    "rights_not_yours": Sentence(
        836,
        "Quyền của người này chưa được giao cho bạn hôm nay.",
        "Người đó hoặc lãnh đạo ghi ủy quyền ở trang Cơ quan.",
    ),
    "not_ones_own_role": Sentence(
        845, "Không tự đổi vai trò hoặc ngày cuối của mình.", "Nhờ lãnh đạo hoặc kỹ thuật viên."
    ),
    "not_while_standing_in": Sentence(
        846,
        "Đang làm thay thì không thêm, sửa, cho nghỉ hay ghi vắng mặt cán bộ.",
        "Bấm Thôi làm thay rồi làm.",
    ),
    "rights_over": Sentence(
        847, "Ủy quyền đã hết ngày nên không làm thay được nữa.", "Khóa màn hình rồi vào lại."
    ),
    "agency_name_missing": Sentence(837, "Ghi mã và tên cơ quan."),
    "officer_removed": Sentence(
        838, "Cán bộ này đã được cho nghỉ nên không đăng nhập được.", "Hỏi lãnh đạo cơ quan."
    ),
    "officer_expired": Sentence(
        839,
        "Thời hạn làm việc của cán bộ này đã hết.",
        "Lãnh đạo hoặc kỹ thuật viên gia hạn ở trang Cơ quan.",
    ),
    "pin_not_digits": Sentence(840, "Mã PIN gồm 4 đến 6 chữ số."),
    "pin_too_plain": Sentence(841, "Mã PIN dễ đoán quá.", "Không dùng 1111, 1234, 4321."),
    "wrong_pin": Sentence(
        842, "Mã PIN không đúng.", "Thử lại, hoặc gõ mật khẩu. Sai 5 lần thì phải dùng mật khẩu."
    ),
    "pin_forgotten": Sentence(
        843, "Đã sai mã PIN 5 lần; mã PIN bị bỏ.", "Gõ mật khẩu để vào, rồi đặt mã PIN mới."
    ),
    "other_agency": Sentence(
        844, "Hồ sơ này của cơ quan khác tại Trung tâm.", "Mời người dân sang quầy của cơ quan đó."
    ),
}
