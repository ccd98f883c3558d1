"""Rounds to the villages: why something is not possible."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "round_place_missing": Sentence(871, "Chưa ghi nơi đến của đợt lưu động."),
    "round_days_wrong": Sentence(872, "Ngày về đứng trước ngày đi.", "Xem lại hai ngày."),
    "round_under_way": Sentence(
        873, "Máy này đang đi một đợt lưu động khác.", "Kết thúc đợt đó trước."
    ),
    "no_round_here": Sentence(874, "Máy này không đi đợt lưu động nào."),
    "chain_in_a_circle": Sentence(876, "Hồ sơ kia đang chờ kết quả của chính hồ sơ này."),
    "chain_to_itself": Sentence(877, "Hồ sơ không thể chờ kết quả của chính nó."),
    "round_place_fixed": Sentence(
        878,
        "Có máy đang đi đợt này nên không đổi nơi đến.",
        "Giấy tiếp nhận đã ghi nơi cũ; lập đợt khác cho nơi mới.",
    ),
    "round_unknown": Sentence(875, "Không tìm thấy đợt lưu động này.", "Bấm F5 để xem lại."),
}
