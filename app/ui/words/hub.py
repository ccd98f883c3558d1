"""The commune's server: what stands between two PCs of one office; each goes on by itself."""

from app.ui.words.sentence import Sentence

IN_THE_WAY = {
    "blocked": "hub_firewall_blocks",
    "no_rule": "hub_firewall_silent",
    "private_only": "hub_firewall_private",
}
"""The sentence about a firewall that may keep neighbours out, by how it stands."""

_GOES_ON = "Máy vẫn tự làm việc và gửi thẳng lên tỉnh khi có đường truyền."

SENTENCES: dict[str, Sentence] = {
    "no_hub": Sentence(
        500, "Máy này chưa nối tới máy chủ xã nào.", "Vào Đồng bộ, gõ địa chỉ máy chủ xã."
    ),
    "hub_port_closed": Sentence(
        512,
        "Máy ở địa chỉ này đang bật nhưng không làm máy chủ xã.",
        "Ở máy đó: đăng nhập, vào Đồng bộ, bấm “Đặt máy này làm máy chủ xã”; xem lại địa chỉ.",
    ),
    "hub_no_answer": Sentence(
        513,
        "Không máy nào trả lời ở địa chỉ này.",
        "Xem máy chủ xã đã bật và cùng mạng chưa; trên Windows, cho phép chương trình qua "
        "tường lửa (mạng riêng).",
    ),
    "hub_no_room": Sentence(
        551,
        "Máy chủ xã sắp đầy ổ đĩa nên chưa nhận tệp quét; hồ sơ vẫn đi.",
        "Ở máy chủ xã: dọn ổ đĩa. Tệp còn nguyên trên máy này, máy tự gửi lại sau.",
    ),
    "file_busy": Sentence(
        579,
        "Máy chủ xã đang nhận nhiều tệp quét cùng lúc.",
        "Không phải làm gì: máy tự gửi lại sau ít giây.",
    ),
    "hub_no_way": Sentence(
        514,
        "Máy này không có mạng nào tới được địa chỉ đó.",
        "Xem dây mạng hoặc Wi-Fi của trung tâm; gõ địa chỉ bằng số, ví dụ 192.168.1.5.",
    ),
    "hub_not_there": Sentence(
        515,
        "Ở địa chỉ này có thiết bị khác trả lời, không phải máy chủ xã.",
        "Xem lại địa chỉ hiện trên màn hình máy chủ xã; mạng đòi đăng nhập thì đăng nhập trước.",
    ),
    "hub_of_other_commune": Sentence(
        516, "Đó là máy chủ của xã khác.", "Gõ địa chỉ máy chủ của xã mình."
    ),
    "hub_unknown": Sentence(
        517,
        "Máy này chưa được tỉnh cho biết về máy chủ đó nên chưa tin.",
        "Máy chủ phải ghi danh với tỉnh trước; nối tỉnh hoặc đọc USB của tỉnh rồi thử lại.",
    ),
    "hub_revoked": Sentence(
        518, "Tỉnh đã thu hồi máy chủ đó.", "Đặt máy khác làm máy chủ xã rồi gõ địa chỉ mới."
    ),
    "hub_forged": Sentence(
        519,
        "Có máy khác đứng giữa giả làm máy chủ xã; chưa gửi gì.",
        "Rút máy này khỏi mạng đó và báo người hỗ trợ.",
    ),
    "hub_knows_us_not": Sentence(
        527,
        "Máy chủ xã chưa được tỉnh cho biết về máy này.",
        "Ghi danh máy này với tỉnh; ở máy chủ, nối tỉnh hoặc đọc USB của tỉnh rồi thử lại.",
    ),
    "hub_says_revoked": Sentence(
        528,
        "Máy chủ xã cho biết tỉnh đã thu hồi máy này.",
        "Hồ sơ ở máy vẫn còn; báo người hỗ trợ trước khi làm tiếp.",
    ),
    "hub_is_here": Sentence(
        529, "Địa chỉ này là của chính máy này.", "Chỉ gõ địa chỉ ở các máy khác."
    ),
    "hub_address": Sentence(
        547, "Địa chỉ chưa đúng.", "Gõ như trên màn hình máy chủ xã, ví dụ 192.168.1.5:8475."
    ),
    "hub_not_started": Sentence(548, "Máy chủ xã trên máy này không chạy được.", _GOES_ON),
    "hub_port_taken": Sentence(
        549,
        "Cổng của máy chủ xã đang bị chương trình khác dùng.",
        "Tắt chương trình kia hoặc đặt máy khác làm máy chủ xã.",
    ),
    "hub_firewall_blocks": Sentence(
        575,
        "Tường lửa Windows ở máy này đang chặn, máy khác không vào được.",
        "Người quản trị máy mở Windows Security → Firewall & network protection → Allow an app "
        "through firewall, đánh dấu chương trình ở Private.",
    ),
    "hub_firewall_silent": Sentence(
        576,
        "Tường lửa Windows chưa có luật cho chương trình này nên máy khác có thể không vào được.",
        "Người quản trị máy mở Windows Security → Firewall & network protection → Allow an app "
        "through firewall, thêm chương trình và đánh dấu Private.",
    ),
    "hub_moved": Sentence(
        578,
        "Máy chủ xã đã đổi địa chỉ; máy này đã tự tìm thấy và nối theo.",
        "Không phải làm gì. Nếu hay đổi, nhờ người quản trị mạng giữ một địa chỉ cho máy chủ xã.",
    ),
    "hub_firewall_private": Sentence(
        577,
        "Tường lửa Windows chỉ cho vào khi mạng này là mạng riêng (Private).",
        "Máy khác không thấy thì mở Settings → Network & internet, đổi mạng này sang Private.",
    ),
}
