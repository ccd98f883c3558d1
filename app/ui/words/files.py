"""Scans on their way to the province and back: what stands in the way of one of them."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "file_fault": Sentence(940, "Tệp chưa gửi được; tệp vẫn ở máy này.", "Máy sẽ tự thử lại."),
    "file_not_begun": Sentence(
        941, "Máy chủ tỉnh chưa có tệp này.", "Xem ở máy đã quét, hoặc chờ máy đó gửi lên."
    ),
    "file_offset": Sentence(942, "Tệp đang được gửi bằng đường khác.", "Máy sẽ tự thử lại."),
    "file_content": Sentence(
        943, "Tệp bị hỏng trên đường truyền nên không dùng.", "Máy sẽ tự gửi lại từ đầu."
    ),
    "file_not_named": Sentence(
        944, "Máy chủ tỉnh chưa có hồ sơ của tệp này.", "Hồ sơ đi trước, tệp sẽ tự đi sau."
    ),
    "file_no_room": Sentence(
        945,
        "Máy chủ tỉnh hết chỗ cho tệp; hồ sơ vẫn gửi được.",
        "Báo người phụ trách máy chủ tỉnh.",
    ),
    "file_old_call": Sentence(946, "Lần gửi tệp này đã cũ.", "Máy sẽ tự thử lại."),
}
