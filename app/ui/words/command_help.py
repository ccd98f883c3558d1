"""What `motcua --help` says of commands and options, by the English of the code."""

HEADINGS = {
    "positional arguments": "lệnh, tham số",
    "options": "tùy chọn",
    "usage": "Cách dùng: ",
}
"""What the parser itself says."""

HELP = {
    "show this help message and exit": "hiện hướng dẫn này",
    "Một Cửa Vùng Biên. Without a command: the window.": (
        "Một Cửa Vùng Biên. Không ghi lệnh nào: mở cửa sổ chương trình."
    ),
    "do not ask": "không hỏi lại",
    # backup, journal
    "encrypted copies, and back from one": "bản sao lưu đã mã hóa; khôi phục từ bản sao lưu",
    "write a copy and read it back": "ghi một bản sao lưu rồi đọc lại",
    "the copies at hand": "các bản sao lưu đang có",
    "open a copy aside and verify it": "mở riêng một bản sao lưu để kiểm tra",
    "put a copy in the place of the office": "thay dữ liệu của cơ quan bằng bản sao lưu",
    "verify or rebuild the records of this PC": "kiểm tra, lập lại, sửa dữ liệu của máy này",
    "recompute every hash": "tính lại mọi dấu của nhật ký",
    "fold the lists again": "lập lại các danh sách từ nhật ký",
    "mend an office that does not open any more": "sửa dữ liệu không mở được nữa",
    # bundle, card, catalogue
    "work that travels by stick": "gửi, nhận bằng USB",
    "read the text of an ID card's QR code": "đọc nội dung mã QR của thẻ căn cước",
    "the text; - reads it from standard input": "nội dung; - là đọc từ đầu vào",
    "packages of procedures": "gói danh mục thủ tục",
    "build and sign a package": "lập và ký gói",
    "sign with this key": "ký bằng khóa này",
    "make a key, keep it in FILE": "tạo khóa, cất vào FILE",
    "verify a package and say what is unsure": "kiểm tra gói, nêu chỗ chưa chắc",
    "a package; else the one in force": "một gói; không ghi: gói đang dùng",
    "keep a newer package in the office's folder": "cất gói mới hơn vào thư mục của cơ quan",
    # device, doctor, due
    "enrol this PC; say what it is": "ghi danh máy này; tình trạng của máy",
    "make this PC known by a one-time code": "ghi danh bằng mã dùng một lần",
    "write a request for the province onto a stick": "ghi đơn xin ghi danh ra USB",
    "take the province's answer": "đọc trả lời của tỉnh từ USB",
    "compare six digits by telephone": "so sáu số qua điện thoại",
    "the province says: the same": "tỉnh nói: khớp",
    "go on under a new key": "đổi khóa của máy",
    "with --code: where another copy of this PC works too": (
        "cùng --code: khi một bản chép của máy này cũng đang chạy"
    ),
    "one-time code; the old key is not ended by this PC": (
        "mã dùng một lần; máy này không tự chấm dứt khóa cũ"
    ),
    "device, gateway and what waits": "máy, cổng của tỉnh, việc chờ gửi",
    "look at disk, database, clock and line": "kiểm tra ổ đĩa, dữ liệu, đồng hồ, đường truyền",
    "do not seal the report": "không niêm phong báo cáo",
    "due time of a procedure": "hạn trả của một thủ tục",
    # gateway
    "the province's server": "máy chủ của tỉnh",
    "makes the tables": "lập các bảng",
    "where others fetch files from; is kept": "nơi hệ thống khác tải tệp; được ghi nhớ",
    "with --state": "cùng --state",
    "the stick; recovery: a new file": "thư mục của USB; recovery: tệp mới",
    "recovery: a new key beside the old": "recovery: thêm khóa mới bên khóa cũ",
    "scanned codes MC2/..., one a line; or -": "các mã đã quét MC2/..., mỗi dòng một mã; hoặc -",
    "where the PC reaches us later": "địa chỉ để máy đó nối về sau",
    "init: a new key beside the old": "init: thêm khóa mới bên khóa cũ",
    "carried elsewhere": "tệp khóa đã chuyển đi nơi khác",
    "code: of the caller": "code: xã của người gọi",
    "code: its first letters do": "code: chỉ cần các chữ đầu",
    "code: on the screen": "code: số hiện trên màn hình",
    "code: who reads it out": "code: ai đọc mã",
    "code: who called, who was called back": "code: ai gọi, đã gọi lại cho ai",
    "open: write here": "open: ghi ra đây",
    # hub
    "the commune's server": "máy chủ xã",
    "serve until it is told to end (SIGTERM, Ctrl+C)": "chạy đến khi được bảo dừng (Ctrl+C)",
    "end with the program that started it": "dừng cùng chương trình đã gọi nó",
    "the process that listens; started by the program": "phần nghe mạng; chương trình tự gọi",
    "go to the PC that serves": "nối tới máy chủ xã",
    "go to no PC that serves": "thôi nối máy chủ xã",
    "can it be reached, and does it know this PC; on the server: who came": (
        "có tới được không, có nhận máy này không; ở máy chủ xã: máy nào đã nối"
    ),
    "look for it in the network": "tìm máy chủ xã trong mạng",
    "one round with it now": "trao đổi với máy chủ xã một lần ngay",
    # portal, practice, precheck, prepare, proof, report, sync
    "the connector to the province's system": "phần nối với hệ thống của tỉnh",
    "keep the difference": "cất phần khác nhau",
    "write what `motcua catalogue build` reads": "ghi tệp nguồn cho `motcua catalogue build`",
    "make the connector's profile and let it in by a one-time code": (
        "lập hồ sơ của phần nối và ghi danh bằng mã dùng một lần"
    ),
    "work until told to stop": "chạy đến khi được bảo dừng",
    "one pass now": "chạy một lượt ngay",
    "how the line is and what waits": "tình trạng đường truyền và việc chờ",
    "what the province's catalogue says otherwise than ours": (
        "danh mục của tỉnh khác danh mục của mình ở đâu"
    ),
    "practise with invented people": "luyện tập với người bịa",
    "forget what was practised before": "bỏ phần đã luyện tập trước",
    "can this PC carry the program?": "máy này có dùng được chương trình không?",
    "a name for the PC, no person": "tên cho máy, không phải tên người",
    "keep the result": "cất kết quả",
    "in a window, for the stick": "trong cửa sổ, khi chạy từ USB",
    "one file for all PCs of an office": "một tệp chuẩn bị sẵn cho mọi máy của cơ quan",
    "the gateway's": "thư mục của cổng",
    "a technician's": "khóa của kỹ thuật viên",
    "check a scanned proof of timeliness": "kiểm tra giấy xác nhận thời điểm đã quét",
    "is its signature that of a PC known here?": "chữ ký có phải của máy đã biết không?",
    "biểu II.06a, summary or register of a period": "biểu II.06a, tổng hợp, sổ của một kỳ",
    "a day of the span; today": "một ngày trong kỳ; không ghi: hôm nay",
    "send and take now": "gửi, nhận ngay",
    "one round now": "gửi, nhận một lần ngay",
    "after a restore: the old PC runs no more": "sau khi khôi phục: máy cũ không chạy nữa",
}
