"""Setting a PC up: the province's answer by stick, the prepared file, what was put off."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "stick_no_request": Sentence(
        418, "Máy này chưa làm tệp xin ghi danh.", "Bấm «Ghi tệp xin ghi danh» trước, rồi gửi tỉnh."
    ),
    "stick_no_answer": Sentence(
        419, "Chưa có tệp trả lời của tỉnh.", "Cắm USB từ tỉnh về, chọn tệp có đuôi .traloi."
    ),
    "prepared_unreadable": Sentence(
        420, "Tệp này không phải tệp chuẩn bị sẵn, hoặc đã hỏng.", "Chép lại từ USB của người cài."
    ),
    "prepared_tampered": Sentence(
        421, "Tệp chuẩn bị sẵn đã bị sửa nên không dùng.", "Xin tệp khác; báo người làm tệp."
    ),
    "prepared_newer": Sentence(
        422, "Tệp do bản chương trình mới hơn làm ra.", "Cài bản chương trình mới, rồi mở lại tệp."
    ),
    "prepared_expired": Sentence(
        423, "Tệp chuẩn bị sẵn đã quá hạn.", "Xem ngày giờ của máy; nếu đúng thì xin tệp mới."
    ),
    "prepared_passphrase": Sentence(
        424, "Mật khẩu của tệp không đúng.", "Hỏi lại người làm tệp, đọc từng nhóm bốn ký tự."
    ),
    "prepared_number": Sentence(
        425, "Tệp không chuẩn bị cho máy số đó.", "Xem số máy trên nhãn dán, gõ lại."
    ),
    "prepared_of_another_commune": Sentence(
        426, "Tệp này chuẩn bị cho xã khác.", "Dùng tệp của xã mình."
    ),
    "prepared_in_part": Sentence(
        427,
        "Cơ quan đã lập xong, nhưng tệp chuẩn bị sẵn mới vào được một phần.",
        "Vẫn chép mã khôi phục; rồi xem chỗ trống của ổ, cài danh mục và mẫu giấy ở Cơ quan.",
    ),
}
