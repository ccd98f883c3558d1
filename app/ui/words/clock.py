"""What the officer reads when the PC's clock is wrong, and what exactly to set."""

from app.ui.words.sentence import Sentence

_ZONE = (
    "Trong Windows mở Cài đặt → Thời gian và ngôn ngữ → Ngày và giờ, "
    "chọn múi giờ (UTC+07:00) Bangkok, Hanoi, Jakarta rồi chỉnh lại giờ."
)
_SET = "Bấm phải vào giờ ở góc màn hình, chọn điều chỉnh ngày giờ để chỉnh lại."
_BATTERY = "Nhập ngày giờ đúng để làm tiếp; báo kỹ thuật thay pin đồng hồ trong máy."

SENTENCES: dict[str, Sentence] = {
    "clock_before_bound": Sentence(
        170, "Đồng hồ máy chậm hơn giờ máy chủ tỉnh đã báo trước đây.", _BATTERY
    ),
    "clock_before_build": Sentence(
        171, "Đồng hồ máy báo ngày không thể có, thường do hết pin đồng hồ.", _BATTERY
    ),
    "clock_far_ahead": Sentence(
        172, "Đồng hồ máy báo ngày quá xa về sau.", "Nhập ngày giờ đúng để làm tiếp."
    ),
    "clock_jumped": Sentence(
        173,
        "Đồng hồ máy lệch hơn 31 ngày so với lần dùng trước.",
        "Nhập ngày giờ đúng, kể cả khi máy nghỉ lâu và ngày trên máy đã đúng.",
    ),
    "clock_set_back": Sentence(
        174, "Đồng hồ máy vừa bị chỉnh lùi.", "Nhập ngày giờ đúng để làm tiếp."
    ),
    "clock_stopped": Sentence(
        175, "Đồng hồ máy đứng yên.", "Nhập ngày giờ đúng; khởi động lại máy khi tiện."
    ),
    "clock_zone": Sentence(
        176, "Múi giờ của máy không phải múi giờ Việt Nam.", f"Nhập ngày giờ đúng. {_ZONE}"
    ),
    "clock_zone_known": Sentence(
        177, "Múi giờ của máy không phải múi giờ Việt Nam; hồ sơ vẫn ghi giờ đúng.", _ZONE
    ),
    "clock_off": Sentence(178, "Đồng hồ máy sai; hồ sơ vẫn ghi giờ đúng.", _SET),
    "clock_off_like_zone": Sentence(
        179,
        "Đồng hồ máy sai đúng như khi nhầm múi giờ; hồ sơ vẫn ghi giờ đúng.",
        f"{_SET} Nếu mở máy lại vẫn sai như vậy thì báo kỹ thuật xem múi giờ.",
    ),
    "told_before_build": Sentence(
        180, "Ngày này sớm hơn ngày làm ra chương trình nên không thể đúng.", "Xem lại năm."
    ),
    "told_before_signed_time": Sentence(
        181, "Ngày này sớm hơn ngày máy chủ tỉnh đã báo.", "Xem lại lịch hoặc điện thoại."
    ),
    "told_far_ahead": Sentence(182, "Ngày này quá xa về sau.", "Xem lại năm."),
}
