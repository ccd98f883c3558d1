"""Kiểm tra máy: what is wrong with the line or the PC, link by link, and what to do."""

import re
from datetime import datetime

from app.domain.calendar import OFFICE_TIME
from app.ui.words.sentence import Sentence

_IT = "Nếu vẫn vậy, đọc mã này cho người hỗ trợ."

SENTENCES: dict[str, Sentence] = {
    "no_adapter": Sentence(
        331, "Máy không có cạc mạng nào đang bật.", "Bật mạng trong Windows hoặc cắm thiết bị mạng."
    ),
    "no_cable": Sentence(
        332,
        "Dây mạng chưa cắm hoặc bị đứt.",
        "Cắm chặt hai đầu dây; xem đèn ở ổ cắm có sáng không.",
    ),
    "no_wifi": Sentence(
        333, "Máy chưa vào mạng Wi-Fi nào.", "Bấm biểu tượng mạng ở góc phải màn hình, chọn Wi-Fi."
    ),
    "no_address": Sentence(
        334,
        "Có dây hoặc Wi-Fi nhưng máy chưa được cấp địa chỉ mạng.",
        "Tắt modem 30 giây rồi bật lại, chờ 2 phút, bấm F5.",
    ),
    "no_route": Sentence(
        335, "Máy không có đường ra khỏi mạng của cơ quan.", "Khởi động lại modem rồi bấm F5."
    ),
    "router_silent": Sentence(
        336, "Modem (bộ phát mạng) không trả lời.", "Xem modem có điện không; tắt, bật lại, bấm F5."
    ),
    "name_unknown": Sentence(
        337,
        "Mạng này không biết tên máy chủ của tỉnh.",
        "Thử mở một trang web; nếu trang nào cũng không mở được thì gọi nhà mạng.",
    ),
    "name_silent": Sentence(
        338, "Không tra được tên máy chủ: dịch vụ tên miền không trả lời.", "Gọi nhà mạng."
    ),
    "name_lies": Sentence(
        339, "Mạng này trả lời sai địa chỉ của máy chủ tỉnh.", "Đổi mạng khác; báo người hỗ trợ."
    ),
    "portal_in_the_way": Sentence(
        340, "Mạng này yêu cầu đăng nhập trước.", "Mở trình duyệt, đăng nhập mạng rồi bấm F5."
    ),
    "tcp_refused": Sentence(
        341, "Đến được máy chủ tỉnh nhưng không ai nhận kết nối.", "Chờ 15 phút. " + _IT
    ),
    "tcp_silent": Sentence(
        342,
        "Máy chủ tỉnh không trả lời: nghẽn mạng hoặc bị tường lửa chặn.",
        "Thử mạng khác (phát Wi-Fi từ điện thoại). " + _IT,
    ),
    "tcp_unreachable": Sentence(
        343, "Mạng báo không có đường đến máy chủ tỉnh.", "Thử mạng khác. " + _IT
    ),
    "proxy_refuses": Sentence(
        344,
        "Máy chủ trung gian (proxy) không trả lời hoặc không cho qua.",
        "Báo người quản lý mạng của cơ quan.",
    ),
    "tls_clock": Sentence(
        351,
        "Ngày giờ của máy sai nên chứng thư của máy chủ tỉnh bị coi là ngoài hạn.",
        "Chỉnh lại ngày giờ của Windows; nếu hay sai, thay pin trên bo mạch.",
    ),
    "tls_expired": Sentence(352, "Chứng thư của máy chủ tỉnh đã hết hạn.", "Báo tỉnh mã này."),
    "tls_not_yet": Sentence(353, "Chứng thư của máy chủ tỉnh chưa đến hạn.", "Báo tỉnh mã này."),
    "tls_foreign": Sentence(
        354,
        "Máy trả lời không phải của tỉnh nên máy này không gửi gì.",
        "Đổi mạng khác; nếu vẫn vậy, báo người hỗ trợ.",
    ),
    "tls_intercepted": Sentence(
        355,
        "Phần mềm diệt vi-rút hoặc thiết bị mạng đang mở đường truyền bảo mật.",
        "Tắt mục “quét HTTPS/SSL” cho chương trình này; báo người quản lý mạng.",
    ),
    "tls_portal": Sentence(
        356, "Trang đăng nhập của mạng đang chặn đường.", "Mở trình duyệt, đăng nhập rồi bấm F5."
    ),
    "tls_other_name": Sentence(
        357, "Chứng thư của máy chủ tỉnh mang tên khác với địa chỉ đã ghi danh.", "Báo tỉnh."
    ),
    "tls_none": Sentence(
        358, "Nơi trả lời không dùng đường truyền bảo mật.", "Xem lại địa chỉ máy chủ; đổi mạng."
    ),
    "tls_broken": Sentence(
        359, "Đường truyền bảo mật bị ngắt giữa chừng.", "Thử lại, thử mạng khác. " + _IT
    ),
    "answer_silent": Sentence(
        360, "Máy chủ tỉnh nhận kết nối nhưng không trả lời.", "Chờ 15 phút. " + _IT
    ),
    "program_old": Sentence(
        361, "Bản chương trình này quá cũ đối với máy chủ tỉnh.", "Cập nhật chương trình."
    ),
    "program_new": Sentence(
        362, "Máy chủ tỉnh còn dùng bản cũ hơn chương trình này.", "Báo tỉnh cập nhật máy chủ."
    ),
    "gateway_fails": Sentence(
        363, "Máy chủ tỉnh đang gặp lỗi.", "Cứ làm việc; máy tự gửi sau. Báo tỉnh mã này."
    ),
    "gateway_busy": Sentence(364, "Máy chủ tỉnh đang bận hoặc đang bảo trì.", "Máy tự gửi sau."),
    "answer_unsigned": Sentence(
        365, "Câu trả lời không có chữ ký của máy chủ tỉnh.", "Đổi mạng; báo tỉnh mã này."
    ),
    "device_not_known": Sentence(
        371, "Máy chủ tỉnh không biết máy này.", "Xin tỉnh mã ghi danh mới; dữ liệu vẫn còn."
    ),
    "device_revoked": Sentence(
        372, "Tỉnh đã thu hồi quyền của máy này.", "Liên hệ tỉnh; dữ liệu vẫn còn trên máy."
    ),
    "device_of_other_commune": Sentence(
        373, "Tỉnh ghi máy này thuộc xã khác.", "Báo tỉnh; đừng ghi danh lại."
    ),
    "device_forged": Sentence(
        374, "Khóa của máy này không khớp với tỉnh.", "Có thể ổ đĩa bị chép; báo người hỗ trợ."
    ),
    "sign_in_to_look": Sentence(
        375, "Cần đăng nhập để xét mục này.", "Đăng nhập rồi kiểm tra lại."
    ),
    "line_unknown": Sentence(
        376, "Chưa biết địa chỉ máy chủ tỉnh khi chưa đăng nhập.", "Đăng nhập rồi kiểm tra lại."
    ),
    "ack_never": Sentence(
        381, "Đường truyền tốt nhưng tỉnh chưa xác nhận việc nào.", "Vào Đồng bộ, bấm Gửi ngay."
    ),
    "ack_old": Sentence(
        382,
        "Đường truyền tốt nhưng đã hơn một ngày tỉnh chưa xác nhận.",
        "Vào Đồng bộ, bấm Gửi ngay. " + _IT,
    ),
    "clock_differs": Sentence(
        383,
        "Đồng hồ của máy lệch từ 5 phút trở lên so với giờ máy chủ tỉnh đã ký.",
        "Chỉnh lại ngày giờ của Windows; nếu lệch đúng số giờ thì xem múi giờ.",
    ),
    "second_disk_stale": Sentence(
        384, "Ổ sao lưu thứ hai chưa có bản sao nào trong 7 ngày qua.", "Sao lưu ngay vào ổ đó."
    ),
    "look_silent": Sentence(
        385, "Thư mục không trả lời: có thể nằm trên máy khác đang tắt.", "Bật máy đó rồi bấm F5."
    ),
    "look_refused": Sentence(
        386, "Windows không cho xem mục này.", "Kiểm tra quyền của thư mục. " + _IT
    ),
    "program_incomplete": Sentence(
        387, "Chương trình thiếu tệp hoặc có tệp rỗng.", "Cài đặt lại; dữ liệu vẫn còn."
    ),
    "memory_small": Sentence(391, "Máy có dưới 2 GB bộ nhớ.", "Đóng chương trình khác khi làm."),
    "disk_failing": Sentence(392, "Ổ đĩa tự báo sắp hỏng.", "Sao lưu ngay và thay ổ đĩa."),
    "zone_wrong": Sentence(
        393, "Múi giờ của máy không phải giờ Việt Nam.", "Chọn (UTC+07:00) Bangkok, Hanoi, Jakarta."
    ),
    "scanner_folder_gone": Sentence(
        396, "Không thấy thư mục nhận bản quét.", "Chọn lại thư mục ở màn hình Quét giấy tờ."
    ),
    "printer_not_chosen": Sentence(397, "Chưa chọn máy in mặc định.", "Chọn trong Windows."),
    "report_not_saved": Sentence(398, "Không ghi được tệp báo cáo.", "Chọn nơi khác, ví dụ USB."),
    "disk_frozen": Sentence(
        399,
        "Máy có phần mềm đóng băng ổ đĩa: khởi động lại là mất dữ liệu.",
        "Để thư mục dữ liệu trên ổ không bị đóng băng.",
    ),
}

NAMES = {
    "adapter": "Dây mạng, Wi-Fi",
    "route": "Đường ra, modem",
    "name": "Tên máy chủ tỉnh",
    "portal": "Trang đăng nhập của mạng",
    "tcp": "Kết nối đến máy chủ tỉnh",
    "tls": "Đường truyền bảo mật",
    "version": "Bản chương trình",
    "authentication": "Quyền của máy này",
    "last ack": "Tỉnh xác nhận lần cuối",
    "signed time": "Đồng hồ so với giờ của tỉnh, phút",
    "program": "Chương trình",
    "resources": "Danh mục, lịch nghỉ, số xã phường",
    "program files": "Tệp của chương trình",
    "office": "Cơ quan, số cán bộ trên máy",
    "folder": "Thư mục dữ liệu",
    "room on the disk": "Ổ đĩa còn trống",
    "date": "Ngày của máy",
    "disk": "Ổ đĩa",
    "memory": "Bộ nhớ",
    "zone": "Múi giờ",
    "disk freeze": "Phần mềm đóng băng ổ đĩa",
    "printer": "Máy in",
    "journal": "Sổ ghi trên máy, số việc / số hồ sơ",
    "database": "Tệp dữ liệu",
    "clock": "Đồng hồ",
    "dossiers that wait": "Hồ sơ chờ gửi",
    "last contact": "Lần gần nhất liên hệ với tỉnh",
    "last copy": "Bản sao lưu gần nhất",
    "second disk": "Ổ sao lưu thứ hai, lần chép cuối",
    "scans": "Bản quét trên máy",
    "scanner folder": "Thư mục nhận bản quét",
}


def name_of(check: str) -> str:
    """What a check is called."""
    return NAMES.get(check, check)


_FIGURES = {
    "wired": "dây mạng",
    "wifi": "Wi-Fi",
    "mobile": "mạng di động",
    "other": "loại khác",
    "hdd": "ổ cứng",
    "ssd": "SSD",
    "usb": "USB",
    "unknown": "không rõ",
}


_INSTANT = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}", re.ASCII)


def figure_of(figure: str) -> str:
    """A figure in words where it is a word, an instant in the office's time; others as they are."""
    if _INSTANT.fullmatch(figure):
        return f"{datetime.fromisoformat(figure).astimezone(OFFICE_TIME):%H:%M %d/%m/%Y}"
    return _FIGURES.get(figure, figure)
